"""A person at a terminal who reads what stands there, whatever the words are, and answers it.

Nothing here knows a sentence of the program: a prompt is open when the terminal says so (arrow
keys switch bracketed paste on and off; numbered lines end in `> `), and a list is what is numbered.
"""

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pexpect
import pyte

PATIENCE = 60
"""Seconds until a screen that does not come ends the journey; nothing waits this long otherwise."""
ENTER, UP = "\r", "\x1b[A"
_OPENED, _CLOSED, _PAINTED = "\x1b[?2004h", "\x1b[?2004l", "\x1b[?7h"
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x07]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>])")
_ROW = re.compile(
    r"^(?P<pointer> [❯>] |   ) *(?=\S)(?:(?P<number>\d+|[a-z])\) )?(?:(?P<box>[○●]|\[[ x]\]) )?"
    r"(?P<label>.*)"
)
_PLAIN_ROW = re.compile(r"^(?P<number>\d+)\. (?P<label>.*)")
_CONTINUED = re.compile(r"^ {6,}(?=\S)")


def squeezed(text: str) -> str:
    """The text without spaces and line ends: a sentence can be wrapped anywhere."""
    return "".join(text.split())


def unescaped(text: str) -> str:
    """What a terminal would show of the text."""
    return _ESCAPES.sub("", text).replace("\r", "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A line of a list."""

    number: str
    label: str
    is_pointed: bool = False
    box: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a person sees between one answer and the next."""

    said: str
    """What was printed before the prompt, and stays."""
    prompt: str
    rows: tuple[Row, ...]

    @property
    def shown(self) -> str:
        """All of it."""
        return self.said + self.prompt

    @property
    def pointed(self) -> Row | None:
        """The row that Enter would take."""
        return next((row for row in self.rows if row.is_pointed), None)

    def row(self, label: str) -> Row | None:
        """The row of this label."""
        return next((row for row in self.rows if squeezed(row.label) == squeezed(label)), None)


class Person:
    """One run of the program in a pseudo-terminal of its own."""

    def __init__(
        self, process: "pexpect.spawn[str]", columns: int, lines: int, *, plain: bool
    ) -> None:
        self._process = process
        self._plain = plain
        # Wider than what the program is told, so that a line that is too long can be seen.
        self._screen = pyte.HistoryScreen(columns + 40, lines, history=5000, ratio=1)
        self._stream = pyte.Stream(self._screen)
        self._since = 0
        """How much had been drawn when the last question was answered."""
        self.raw = ""
        self.keys = 0

    @property
    def pid(self) -> int:
        """The process, to send it a signal."""
        return int(self._process.pid or 0)

    @property
    def lines(self) -> list[str]:
        """What scrolled away, then what the screen shows."""
        here = (self._screen.buffer[number] for number in range(self._screen.lines))
        return [_written(row) for row in (*self._screen.history.top, *here)]

    @property
    def rows(self) -> list[Mapping[int, pyte.screens.Char]]:
        """What the screen shows, character by character with its looks."""
        return [self._screen.buffer[number] for number in range(self._screen.lines)]

    def asked(self) -> Asked | None:
        """Wait for the next prompt; None where the program ends instead."""
        if not self._until(self._is_open):
            return None
        since = self.raw[self._since :]
        if self._plain:
            text = unescaped(since)
            return Asked(said=text, prompt="", rows=tuple(plain_rows(text.splitlines())))
        lines = self._prompt_lines()
        said = unescaped(since.rpartition(_OPENED)[0])
        return Asked(said=said, prompt="\n".join(lines), rows=tuple(rows(lines)))

    def choose(self, asked: Asked, row: Row | None) -> str:
        """Take this row, by its number if it has one; without a row, press Enter.

        Returns the label that was taken.
        """
        taken = row or asked.pointed
        label = taken.label if taken is not None else ""
        if self._plain:
            self._press(f"{row.number if row is not None else ''}\n")
            return label
        if row is not None and not row.is_pointed:
            self._point_at(row, asked)
        self._press(ENTER)
        if any(seen.box for seen in asked.rows):
            # Enter ticked the row. Upwards from the first are the one for back, which has the
            # number 0, and the one that goes on.
            self._until(self._is_painted)
            while (here := self._pointed()) is None or here.box or here.number == "0":
                self._press(UP)
                self._until(self._is_painted)
            self._press(ENTER)
        return label

    def type(self, text: str) -> None:
        """Type a line."""
        self._press(text, "\n" if self._plain else ENTER)

    def press(self, keys: str) -> None:
        """Press keys that answer nothing."""
        self._process.send(keys)

    def until(self, seen: Callable[[str], bool]) -> bool:
        """Wait until what was drawn since the last answer is like that; False at the end."""
        return self._until(lambda: seen(self.raw[self._since :]))

    def ended(self) -> int:
        """Wait for the end; the exit code, as a shell would say it."""
        assert not self._until(lambda: False)
        self._process.close()
        status, by_signal = self._process.exitstatus, self._process.signalstatus
        return int(status) if status is not None else 128 + int(by_signal or 0)

    def hang_up(self) -> None:
        """Close the terminal, as somebody does who closes its window."""
        terminal: Any = self._process.ptyproc  # type: ignore[attr-defined]
        terminal.fileobj.close()
        terminal.closed = True
        terminal.wait()

    def _press(self, *keys: str) -> None:
        self._since = len(self.raw)
        for key in keys:
            self.keys += 1 if key.startswith("\x1b") else len(key)
            self._process.send(key)

    def _pointed(self) -> Row | None:
        return next((row for row in rows(self._prompt_lines()) if row.is_pointed), None)

    def _point_at(self, row: Row, asked: Asked) -> None:
        self.keys += len(row.number)
        before = len(self.raw)
        self._process.send(row.number)
        if any(other.number.startswith(row.number) for other in asked.rows if other != row):
            # It could be the beginning of a longer number, until Enter.
            return
        self._until(
            lambda: (
                _PAINTED in self.raw[before:]
                and (here := self._pointed()) is not None
                and here.number == row.number
            )
        )

    def _prompt_lines(self) -> list[str]:
        lines = self.lines
        begins = [number for number, line in enumerate(lines) if line.startswith("? ")]
        return lines[begins[-1] :] if begins else lines

    def _is_open(self) -> bool:
        since = self.raw[self._since :]
        if self._plain:
            return since.endswith("\n> ")
        opened = since.rfind(_OPENED)
        return opened > since.rfind(_CLOSED) and _PAINTED in since[opened:]

    def _is_painted(self) -> bool:
        return _PAINTED in self.raw[self._since :]

    def _until(self, done: Callable[[], bool]) -> bool:
        """Wait until it is so; False where the program ends first."""
        limit = time.monotonic() + PATIENCE
        while not done():
            try:
                piece = self._process.read_nonblocking(65536, timeout=1)
            except pexpect.TIMEOUT:
                piece = ""
            except pexpect.EOF:
                return False
            self.raw += piece
            self._stream.feed(piece)
            assert time.monotonic() < limit, "nothing comes; the screen:\n" + "\n".join(self.lines)
        return True


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """Where and how somebody uses the program."""

    language: str
    plain: bool = False
    """Whether they are asked in numbered lines, by an option or by themselves."""
    columns: int = 80
    lines: int = 24
    options: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = (sys.executable, "-m", "wallethelp")
    encoding: str = "utf-8"


@contextmanager
def person(*arguments: str | Path, home: Path, seat: Seat) -> Iterator[Person]:
    """Somebody at `wallethelp ARGUMENTS`, whose data is kept in `home`."""
    surrounding = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(home.parent / "cache")),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "WALLETHELP_HOME": str(home),
        "WALLETHELP_LANG": seat.language,
        **seat.env,
    }
    process = pexpect.spawn(
        seat.command[0],
        [*seat.command[1:], *map(str, arguments), *seat.options],
        env=surrounding,
        dimensions=(seat.lines, seat.columns),
        encoding=seat.encoding,
        codec_errors="replace",
        preexec_fn=_interruptible,
    )
    # The questions are waited for, so pexpect's own pauses are not needed.
    process.delaybeforesend = None
    process.ptyproc.delayafterclose = 0  # type: ignore[attr-defined]
    try:
        yield Person(process, seat.columns, seat.lines, plain=seat.plain)
    finally:
        # pexpect gives up on a child that takes a moment to die.
        if process.isalive():
            process.kill(signal.SIGKILL)
            process.wait()
        process.close()


def _interruptible() -> None:
    # Tests that run in the background ignore Ctrl-C, and hand that down.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _written(row: Mapping[int, pyte.screens.Char]) -> str:
    # pyte's own display measures every cell of the screen, each time.
    return "".join(row[column].data for column in range(max(row, default=-1) + 1)).rstrip()


def rows(lines: Sequence[str]) -> Iterator[Row]:
    """The list of a prompt with arrow keys; long labels go on below themselves."""
    found: list[dict[str, str]] = []
    for line in lines:
        match = _ROW.match(line)
        if match is not None and (match["number"] or match["box"] or match["pointer"].strip()):
            found.append({name: text or "" for name, text in match.groupdict().items()})
        elif found and _CONTINUED.match(line):
            found[-1]["label"] += "\n" + line.strip()
    for row in found:
        pointed = bool(row["pointer"].strip())
        yield Row(
            number=row["number"], label=row["label"], is_pointed=pointed, box=row["box"].strip()
        )


def plain_rows(lines: Sequence[str]) -> Iterator[Row]:
    """The last numbered list of what was said: the steps of a check are numbered too."""
    starts = [number for number, line in enumerate(lines) if line.startswith("1. ")]
    if not starts:
        return
    numbered = [
        (number, match)
        for number, line in enumerate(lines)
        if number >= starts[-1] and (match := _PLAIN_ROW.match(line))
    ]
    for (number, match), (following, _) in pairwise([*numbered, (len(lines), numbered[0][1])]):
        is_last = following == len(lines)
        label = [match["label"], *([] if is_last else lines[number + 1 : following])]
        yield Row(number=match["number"], label="\n".join(label))
