"""An answers file: read, and checked whole before any question is asked."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from wallethelp.cli.errors import bad_file
from wallethelp.core.limits import MAX_MISTAKES
from wallethelp.core.mistakes import Mistake
from wallethelp.core.opening import OPENING, OPENING_STEP
from wallethelp.core.scripts import Script
from wallethelp.core.session import Session, World
from wallethelp.pack.files import OddFileError, read_given
from wallethelp.pack.scripts import read_script
from wallethelp.ui.script_mistakes import mistakes_in


def read_answers(path: Path, world: World, *, now: datetime, can_ask: bool) -> Script:
    """The answers in `path`. Raises GivenError naming every mistake with its place.

    `can_ask` is whether somebody is there to confirm what looks like a card number or a key.
    """
    try:
        raw = read_given(path)
    except OddFileError as error:
        raise bad_file([Mistake(code=error.code, file=str(path))]) from error
    except FileNotFoundError as error:
        raise bad_file([Mistake(code="no-such-file", file=str(path))]) from error
    except OSError as error:
        number = {"errno": str(error.errno or 0)}
        raise bad_file([Mistake(code="unreadable", file=str(path), names=number)]) from error
    script, mistakes = read_script(raw, str(path))
    found = mistakes_in(script, world, now=now, can_ask=can_ask)
    mistakes = mistakes or tuple(islice(found, MAX_MISTAKES))
    if mistakes:
        raise bad_file(mistakes)
    return script


def off_path(script: Script, session: Session) -> Iterator[Mistake]:
    """A warning for each answer the session never asked for, but for the opening question."""
    for key in script.never_asked(session):
        if key != f"{OPENING}/{OPENING_STEP}":
            note = script.mistake("off-path", script.place_of(key), name=key)
            yield replace(note, is_warning=True)
