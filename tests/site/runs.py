"""The program at work: what a person types at a terminal of their own, and what it answers.

The time stands still, the data folder is new and the pack beside it is that of the documentation,
so the same run says the same on every machine.
"""

import os
import pty
import re
import select
import struct
import sys
import termios
import traceback
from collections.abc import Sequence
from datetime import datetime
from fcntl import ioctl
from io import FileIO, TextIOWrapper
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine
from msgspec import Struct

from wallethelp.cli import progress
from wallethelp.cli.boundary import run as run_program
from wallethelp.core.text import Language

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
COLUMNS, LINES = 44, 1000
"""As wide as a phone shows; so high that nothing is put into pages."""
PATIENCE = 60.0
"""Seconds for one answer; only a run that hangs takes so long."""
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>])")
_PROMPT = re.compile(r"(?:^|\n)(?:> |\S.*[?？:：] )$")
_SURROUNDINGS = {
    "LC_ALL": "C.UTF-8",
    "TERM": "dumb",
    "NO_COLOR": "1",
    "PAGER": "cat",
    "ACCESSIBLE": "1",
    "COLUMNS": str(COLUMNS),
    "LINES": str(LINES),
    "TZ": "Asia/Shanghai",
}


class Ran(Struct, frozen=True, kw_only=True):
    """One run: what stood on the screen, and how it ended."""

    code: int
    screen: str


class RunError(Exception):
    """A run did not end; the text says what stood on the screen."""


def run_at_terminal(
    arguments: Sequence[str], *, folder: Path, language: Language, typed: Sequence[str] = ()
) -> Ran:
    """Run the program in `folder`, its data in `folder`/home, with a line for each prompt.

    It runs in a copy of this process, which has loaded everything already.
    """
    pid, terminal = pty.fork()
    if pid == 0:
        try:
            os._exit(_in_the_copy(arguments, folder, language))
        except BaseException:
            traceback.print_exc()
            os._exit(70)
    try:
        ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        screen = _watched(terminal, list(typed))
    finally:
        os.close(terminal)
        _pid, status = os.waitpid(pid, 0)
    return Ran(code=os.waitstatus_to_exitcode(status), screen=screen)


def _in_the_copy(arguments: Sequence[str], folder: Path, language: Language) -> int:
    # Whoever runs tests may have put something else in their place.
    sys.stdin = TextIOWrapper(FileIO(0, closefd=False), encoding="utf-8")
    sys.stdout = TextIOWrapper(FileIO(1, "w", closefd=False), encoding="utf-8", line_buffering=True)
    sys.stderr = TextIOWrapper(FileIO(2, "w", closefd=False), encoding="utf-8", line_buffering=True)
    os.chdir(folder)
    kept = {name: os.environ[name] for name in ("PATH", "XDG_CACHE_HOME") if name in os.environ}
    os.environ.clear()
    os.environ.update(
        kept
        | _SURROUNDINGS
        | {"WALLETHELP_HOME": str(folder / "home"), "WALLETHELP_LANG": language}
    )
    # How long something takes is that of this machine today.
    progress.PATIENCE = float("inf")
    with time_machine.travel(NOW, tick=False):
        return run_program(list(arguments))


def _watched(terminal: int, typed: list[str]) -> str:
    """Everything drawn until the end; whatever asks is given the next line, or is left."""
    drawn, answered = b"", 0
    while True:
        if not select.select([terminal], [], [], PATIENCE)[0]:
            raise RunError(drawn.decode("utf-8", "replace"))
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the end of a terminal, on Linux
            piece = b""
        if not piece:
            return _written(drawn)
        drawn += piece
        if select.select([terminal], [], [], 0.05)[0]:
            continue
        if _PROMPT.search(_written(drawn[answered:])):
            answered = len(drawn)
            os.write(terminal, (typed.pop(0) + "\n").encode() if typed else b"\x03")


def _written(drawn: bytes) -> str:
    text = _ESCAPES.sub("", drawn.decode("utf-8", "replace")).replace("\r\n", "\n")
    # What was overwritten in its line was seen for a moment only.
    return "\n".join(line.rpartition("\r")[2] for line in text.split("\n"))
