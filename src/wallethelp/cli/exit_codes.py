"""How a command can end: one table from what was raised to an exit code and words."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import typer
from msgspec import Struct

from wallethelp.cli.errors import GivenError, ReaderGoneError, UsageError
from wallethelp.cli.storage_words import refused_by_system, store_problem
from wallethelp.cli.usage import usage_lines
from wallethelp.i18n import _
from wallethelp.pack.load import BrokenPackError
from wallethelp.render import words
from wallethelp.render.mistake_words import mistake_line
from wallethelp.store.database import StoreError
from wallethelp.ui.details import FROM
from wallethelp.ui.prompts import UnansweredError

DONE = 0
GIVEN = 1
"""An error in what was given: a bad file, say."""
USAGE = 2
"""Wrong usage, an unknown name, or a question with nobody to answer it."""
BUG = 3
"""A mistake of our own."""
INTERRUPTED = 130
PROGRAM = Path(__file__).parent.parent
"""Files of our own: that one of them cannot be read is no matter of what was given."""


class Ending(Struct, frozen=True):
    """The exit code, and what is said before it: what, where, what to do next."""

    code: int
    lines: tuple[str, ...] = ()


def ending_of(error: BaseException) -> Ending:
    """How a command ends that raised `error`: by the first row that is for its kind."""
    if isinstance(error, OSError) and _is_ours(error):
        return Ending(BUG)
    code, in_words = next(row[1:] for row in _ENDINGS if isinstance(error, row[0]))
    return Ending(code, tuple(in_words(error)))


def _is_ours(error: OSError) -> bool:
    name = error.filename
    return name is not None and Path(os.fsdecode(name)).is_relative_to(PROGRAM)


def _nothing(_error: BaseException) -> Iterable[str]:
    return ()


def _broken_pack(error: BrokenPackError) -> Iterable[str]:
    yield from map(mistake_line, error.mistakes)
    yield _("The guides in {folder} cannot be used.").format(folder=error.folder)


def _unanswered(error: UnansweredError) -> Iterable[str]:
    if error.key.endswith(FROM):
        return words.counted_from_unknown(error.key.removesuffix(FROM))
    if error.key.endswith("?"):
        return words.several(error.key.rstrip("?"), error.choices)
    lines = [_("“{key}” has no answer: {question}").format(key=error.key, question=error.question)]
    if error.choices:
        lines.append(_("It takes one of: {names}").format(names=", ".join(error.choices)))
    if error.key.startswith("menu:"):
        lines.append(_("Name the guide: wallethelp diagnose --guide NAME. See: wallethelp guides"))
    else:
        part = "steps" if "/" in error.key else "fields"
        lines.append(
            _("Add it to the answers file under “{part}”, or run this on a terminal.").format(
                part=part
            )
        )
    return lines


_ENDINGS: tuple[tuple[type[BaseException], int, Callable[[Any], Iterable[str]]], ...] = (
    (GivenError, GIVEN, lambda error: error.lines),
    (UsageError, USAGE, lambda error: error.lines),
    (typer.TyperException, USAGE, usage_lines),
    (UnansweredError, USAGE, _unanswered),
    (BrokenPackError, GIVEN, _broken_pack),
    (StoreError, GIVEN, store_problem),
    (ReaderGoneError, DONE, _nothing),
    (BrokenPipeError, DONE, _nothing),
    (OSError, GIVEN, refused_by_system),
    (typer.Abort, INTERRUPTED, _nothing),
    (KeyboardInterrupt, INTERRUPTED, _nothing),
    (Exception, BUG, _nothing),
)
