"""A long text in the person's pager, or printed where there is none to use.

Our own, because Typer exports no pager, and those of Python (pydoc) and Rich run PAGER through a
shell and write to standard output even where the person reads standard error.
"""

import os
import re
import shlex
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import IO

from msgspec import Struct

LESS = "FRX"
"""One screen is printed and left at once, colours are shown, the text stays on the screen."""
_KEYS = "Space >>   q <<"
"""How to go on and back, at the bottom. Not in words: less 590 garbles what is not ASCII there."""
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Pager(Struct, frozen=True, kw_only=True):
    """A pager as it is started; one that shows no colours would show their codes."""

    command: tuple[str, ...]
    settings: Mapping[str, str]
    shows_colour: bool


def pager_of(environment: Mapping[str, str], *, plain: bool, on_terminal: bool) -> Pager | None:
    """The pager to use, or None where the text is to be printed.

    PAGER is split into words, never run by a shell; empty, it means none. `plain` reads aloud what
    is printed, and a terminal that cannot move its cursor cannot page.
    """
    if plain or not on_terminal or environment.get("TERM", "") in ("", "dumb", "unknown"):
        return None
    try:
        command = tuple(shlex.split(environment.get("PAGER", "less")))
    except ValueError:
        return None
    if not command:
        return None
    options = environment.get("LESS", f"{LESS} -P{_KEYS}$")
    given = (*options.split(), *command[1:])
    return Pager(
        command=command,
        # A less that takes its character set from a C locale shows Chinese as numbers.
        settings={"LESS": options, "LESSCHARSET": environment.get("LESSCHARSET", "utf-8")},
        shows_colour=os.path.basename(command[0]) != "less" or any(map(_is_raw, given)),  # noqa: PTH119
    )


def show_paged(
    text: str, stream: IO[str], *, plain: bool, environment: Mapping[str, str] | None = None
) -> bool:
    """Show `text`, which may hold colours; returns whether a pager did, else it was printed.

    Leaving the pager early, or with Ctrl-C, is no error.
    """
    known = os.environ if environment is None else environment
    pager = pager_of(known, plain=plain, on_terminal=_is_terminal(stream))
    if pager is not None and _paged(pager, text, stream, known):
        return True
    stream.write(text)
    stream.flush()
    return False


def _is_raw(option: str) -> bool:
    """Whether an option of less (`R`, `-FRX`, `--RAW-CONTROL-CHARS`) lets colours through."""
    if option.startswith("--"):
        return option.lower() == "--raw-control-chars"
    return "r" in option.lower()


def _is_terminal(stream: IO[str]) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False


def _paged(pager: Pager, text: str, stream: IO[str], environment: Mapping[str, str]) -> bool:
    """Whether the pager could be started and did not fail."""
    shown = text if pager.shows_colour else _COLOUR.sub("", text)
    settings = dict(pager.settings)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    if encoding.lower().replace("-", "") != "utf8":
        settings.pop("LESSCHARSET")
    stream.flush()
    with _interrupts_noted() as interrupts:
        try:
            process = subprocess.Popen(  # noqa: S603 - the person's own PAGER, and no shell
                pager.command,
                stdin=subprocess.PIPE,
                stdout=stream.fileno(),
                env={**environment, **settings},
            )
        except (OSError, ValueError):
            return False
        try:
            process.communicate(shown.encode(encoding, "replace"))
        except BaseException:
            # Told to end: the pager puts the terminal in order before it goes.
            process.terminate()
            process.wait()
            raise
    return process.returncode in (0, -signal.SIGINT) or bool(interrupts)


@contextmanager
def _interrupts_noted() -> Iterator[list[int]]:
    """Ctrl-C is the pager's while it runs; ours goes on waiting, and only notes it."""
    noted: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        noted.append(number)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield noted
    finally:
        signal.signal(signal.SIGINT, before)
