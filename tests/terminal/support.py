"""A person at a terminal: pexpect gives the keyboard, pyte the screen."""

import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pyte

from tests.cli.support import environment

PATIENCE = 60
"""Seconds until a screen that does not come fails the test; nothing waits this long otherwise."""
UP, DOWN, LEFT, ENTER, ESCAPE, CTRL_C = "\x1b[A", "\x1b[B", "\x1b[D", "\r", "\x1b", "\x03"
_ANSWERS = (ENTER, LEFT, ESCAPE)
# prompt_toolkit switches bracketed paste on for a prompt, and line wrapping after each paint.
_OPENED, _CLOSED, _PAINTED = "\x1b[?2004h", "\x1b[?2004l", "\x1b[?7h"
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|[()][A-Z0-9]|[=>])")
PROGRAM = str(Path(sys.executable).with_name("wallethelp"))


def squeezed(text: str) -> str:
    """The text without spaces and line ends: a sentence can be wrapped anywhere."""
    return "".join(text.split())


def _written(row: Mapping[int, pyte.screens.Char]) -> str:
    # pyte's own display measures every cell of the screen, each time.
    return "".join(row[column].data for column in range(max(row, default=-1) + 1)).rstrip()


_POINTED_IN_A_ROW = re.compile(r"[❯>]\d+ .+?(?=  |$)")
"""The choice pointed at in a menu that is one line."""


class Terminal:
    """One run of a program in a pseudo-terminal of its own."""

    def __init__(self, process: "pexpect.spawn[str]", columns: int, lines: int) -> None:
        self._process = process
        # Wider than what the program is told, so that a line that is too long can be seen.
        self._screen = pyte.HistoryScreen(columns + 40, lines, history=2000, ratio=1)
        self._stream = pyte.Stream(self._screen)
        self.raw = ""
        self._text: str | None = None
        self._answered = 0
        """How much had been drawn when the last question was answered."""

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
    def text(self) -> str:
        """The lines as one text, in which a wrapped sentence can be found."""
        if self._text is None:
            self._text = "\n".join(self.lines).rstrip()
        return self._text

    def see(self, *texts: str) -> None:
        """Wait until all the texts stand on the screen."""
        self._until(
            lambda: all(squeezed(text) in squeezed(self.text) for text in texts),
            " and ".join(texts),
        )

    def painted(self) -> None:
        """Wait until whatever is asked is painted whole."""
        self._until(self._is_open, "a prompt")

    def resize(self, columns: int, lines: int) -> None:
        """Change the window, as somebody does with the mouse."""
        self._screen.resize(lines, columns + 40)
        self._process.setwinsize(lines, columns)

    def asked(self, question: str) -> None:
        """Wait until this question is the one open, painted whole: half of it can still change."""
        wanted = squeezed(question)
        self._until(
            lambda: self._is_open() and self._open_question().startswith(wanted),
            f"the question {question}",
        )

    def press(self, *keys: str) -> None:
        """Press the keys one after the other."""
        for key in keys:
            if key in _ANSWERS:
                self._answered = len(self.raw)
            self._process.send(key)

    def choose(self, question: str, *keys: str) -> None:
        """Wait for the question, press the keys, and Enter."""
        self.asked(question)
        self.press(*keys, ENTER)

    def pick(self, question: str, label: str, *, key: str = DOWN) -> None:
        """Wait for the question, move the pointer to the line with the label, press Enter."""
        self.asked(question)
        # Where one must choose, nothing is pointed at yet.
        seen: list[str] = []
        while label not in (here := self._pointed()):
            assert here not in seen, f"no line with {label}; the screen:\n{self.text}"
            seen.append(here)
            self._move(key, away_from=here)
        self.press(ENTER)

    def line(self, question: str, typed: str) -> None:
        """In plain mode: wait for the question and the sign that a line is read, then type it."""
        wanted = squeezed(question)
        self._until(
            lambda: wanted in self._drawn() and self.text.endswith("\n>"),
            f"the line for {question}",
        )
        self._answered = len(self.raw)
        self._process.send(typed)

    def ended(self) -> int:
        """Wait for the end; the exit code, as a shell would say it."""
        self._until(lambda: False, "the end", at_end=True)
        self._process.close()
        status, by_signal = self._process.exitstatus, self._process.signalstatus
        return int(status) if status is not None else 128 + int(by_signal or 0)

    def _drawn(self) -> str:
        """What was drawn since the last answer: the same question can be asked again."""
        return squeezed(_ESCAPES.sub("", self.raw[self._answered :]))

    def _move(self, key: str, *, away_from: str) -> None:
        before = len(self.raw)
        self.press(key)
        self._until(
            lambda: _PAINTED in self.raw[before:] and self._pointed() not in ("", away_from),
            "the pointer moving",
        )

    def _is_open(self) -> bool:
        since = self.raw[self._answered :]
        opened = since.rfind(_OPENED)
        return opened > since.rfind(_CLOSED) and _PAINTED in since[opened:]

    def _pointed(self) -> str:
        lines = self.text.splitlines()
        in_a_row = [found[0] for line in lines if (found := _POINTED_IN_A_ROW.search(line))]
        marked = [line for line in lines if line.startswith((" ❯ ", " > "))]
        return (in_a_row or marked or [""])[-1]

    def _open_question(self) -> str:
        lines = self.text.splitlines()
        marked = [number for number, line in enumerate(lines) if line.startswith("? ")]
        return squeezed("".join(lines[marked[-1] :])[2:]) if marked else ""

    def _until(self, done: Callable[[], bool], what: str, *, at_end: bool = False) -> None:
        limit = time.monotonic() + PATIENCE
        while not done():
            try:
                piece = self._process.read_nonblocking(65536, timeout=0.02)
            except pexpect.TIMEOUT:
                piece = ""
            except pexpect.EOF:
                assert at_end or done(), f"ended without {what}; the screen:\n{self.text}"
                return
            self.raw += piece
            if piece:
                self._stream.feed(piece)
                self._text = None
            assert time.monotonic() < limit, f"never saw {what}; the screen:\n{self.text}"


@contextmanager
def terminal(
    *arguments: str | Path,
    home: Path,
    columns: int = 80,
    lines: int = 40,
    command: str = PROGRAM,
    folder: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Iterator[Terminal]:
    """The installed program in a pseudo-terminal, in English unless `env` says otherwise."""
    own = {"TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1", "ESCDELAY": "25"}
    size = {"COLUMNS": str(columns), "LINES": str(lines)}
    surrounding = environment(home, **{**own, **size, **(env or {})})
    process = pexpect.spawn(
        command,
        [str(argument) for argument in arguments],
        env=surrounding,
        dimensions=(lines, columns),
        encoding="utf-8",
        cwd=str(folder) if folder is not None else None,
        timeout=PATIENCE,
    )
    # The questions are waited for, so pexpect's own pauses are not needed.
    process.delaybeforesend = None
    process.ptyproc.delayafterclose = 0  # type: ignore[attr-defined]
    try:
        yield Terminal(process, columns, lines)
    finally:
        process.close(force=True)
