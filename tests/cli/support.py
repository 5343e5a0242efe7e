"""Running the command line: in this process, or as the installed program."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from wallethelp.cli.boundary import run
from wallethelp.core.mistakes import Mistake
from wallethelp.render.mistake_words import mistake_line

ANSWERS = """\
steps:
  opening/safety-first: nobody
  top-up-failed/paid: bank
  top-up-failed/taken: charged
  top-up-failed/asked: not-yet
  top-up-failed/record: not-fixed
fields:
  top-up-time: 2026-01-05 14:30
  amount: 120 CNY
  transaction-id: TX-2026-0042
  charge-proof: have
"""
GIVEN = ("diagnose", "--wallet", "upay", "--guide", "top-up-failed", "--no-input")
"""What `--answers FILE` completes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What a command came to."""

    code: int
    out: str
    err: str


def changed(text: str, **replies: str | None) -> str:
    """The answers with some lines replaced (`amount="amount: 5"`) or, with None, left out."""
    lines = []
    for line in text.splitlines():
        key = line.strip().partition(":")[0].rpartition("/")[2].replace("-", "_")
        if key not in replies:
            lines.append(line)
        elif (reply := replies[key]) is not None:
            lines.append(f"{line[: len(line) - len(line.lstrip())]}{reply}")
    return "\n".join(lines) + "\n"


@contextmanager
def as_it_was() -> Iterator[None]:
    """`run` installs handlers; they are put back."""
    handlers = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGHUP)}
    hook = sys.unraisablehook
    try:
        yield
    finally:
        sys.unraisablehook = hook
        for name, handler in handlers.items():
            signal.signal(name, handler)


@dataclass(frozen=True, slots=True)
class Here:
    """Commands run in this process, in English, with a folder for files."""

    capsys: pytest.CaptureFixture[str]
    folder: Path

    def __call__(self, *arguments: str | Path) -> Result:
        with as_it_was():
            code = run([str(argument) for argument in arguments])
        captured = self.capsys.readouterr()
        return Result(code=code, out=captured.out, err=captured.err)

    def file(self, name: str, content: str | bytes) -> Path:
        """A file in the folder."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def answered(self, content: str | bytes = ANSWERS, *more: str, name: str = "a.yaml") -> Result:
        """`diagnose` with these answers."""
        return self(*GIVEN, "--answers", self.file(name, content), *more)


def advises(text: str, command: str) -> bool:
    """Whether the last thing said is the command, however its words are wrapped."""
    return "".join(text.split()).endswith("".join(command.split()))


def says(code: str, text: str) -> bool:
    """Whether `text` has the words for a mistake, up to their colon, in the language in use."""
    words = mistake_line(Mistake(code=code, file="?")).removeprefix("?: ")
    first = re.split("[:：]", words)[0].rstrip(".。")
    pattern = ".+".join(re.escape(part.strip()) for part in first.split("?"))
    return re.search(pattern, text) is not None


_KEPT = ("PATH", "SYSTEMROOT", "XDG_CACHE_HOME")


def environment(home: Path | None, **more: str) -> dict[str, str]:
    """What the program sees of this machine: nothing but what it needs."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    spoken = {"LC_ALL": "C.UTF-8", "WALLETHELP_LANG": "en", "COLUMNS": "80"}
    place = {"WALLETHELP_HOME": str(home)} if home is not None else {}
    return {**kept, **spoken, **place, **more}


def program(
    *arguments: str | Path,
    home: Path | None = None,
    env: Mapping[str, str] | None = None,
    python: Sequence[str] = (),
    stdin: str = "",
) -> Result:
    """`python -m wallethelp` in a process of its own, with `stdin` piped in."""
    done = subprocess.run(
        [sys.executable, *python, "-m", "wallethelp", *map(str, arguments)],
        env=environment(home, **(env or {})),
        input=stdin.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Result(
        code=done.returncode,
        out=done.stdout.decode("utf-8"),
        err=done.stderr.decode("utf-8"),
    )


def shell(script: str, *, home: Path, **env: str) -> Result:
    """A line of shell in which `$wallethelp` is the program."""
    started = f"{sys.executable} -m wallethelp"
    done = subprocess.run(
        ["/bin/sh", "-c", script],
        env=environment(home, wallethelp=started, **env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Result(
        code=done.returncode, out=done.stdout.decode("utf-8"), err=done.stderr.decode("utf-8")
    )


def lines_of(text: str) -> list[str]:
    """The lines that are not empty."""
    return [line for line in StringIO(text).read().splitlines() if line.strip()]
