"""The standard streams of this process: who reads along, and how to write to them."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, TextIO

from rich.console import Console

from wallethelp.cli.errors import ReaderGoneError
from wallethelp.core.text import visible

Drawing = Literal["terminal", "plain", "nobody"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Streams:
    """What is known of the standard streams before anything is drawn."""

    can_read: bool
    can_draw: bool
    term: str


def drawing(streams: Streams, *, plain: bool, no_input: bool) -> Drawing:
    """How questions can be asked. Input that is no terminal is never read for prompts."""
    if no_input or not streams.can_read or not streams.can_draw:
        return "nobody"
    if plain or streams.term in ("", "dumb", "unknown"):
        return "plain"
    return "terminal"


def streams() -> Streams:
    """The standard streams of this process; each may be closed or missing."""
    return Streams(
        can_read=is_terminal(sys.stdin),
        can_draw=is_terminal(sys.stderr) or is_terminal(sys.stdout),
        term=os.environ.get("TERM", ""),
    )


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether somebody reads along there; `--color always` makes no terminal of a pipe."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def harden_streams() -> None:
    """UTF-8 when redirected; on a terminal of another encoding, signs it lacks become “?”."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # Closed by whoever started us; what is said goes nowhere.
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not stream.closed:
            if stream.isatty():
                reconfigure(errors="replace")
            else:
                reconfigure(encoding="utf-8", errors="replace")


def put(stream: IO[str], text: str) -> None:
    """Data, without what may never reach a terminal."""
    parts = re.split(r"(\r?\n)", text)
    stream.write("".join(p if p in ("\n", "\r\n") else visible(p) for p in parts))


class _Console(Console):
    def on_broken_pipe(self) -> None:
        # Rich would end the program with 1, as if it had failed.
        raise ReaderGoneError


def console(file: TextIO, *, color: str, plain: bool) -> Console:
    """A console that takes nothing for markup; `plain` has neither colour nor bold."""
    return _Console(
        file=file,
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=True if color == "always" else None,
        no_color=True if color == "never" or plain else None,
        # Without a colour system Rich draws nothing bold or dim either.
        color_system=None if plain else "auto",
        legacy_windows=False,
    )
