"""Commands run with so much of the processor and of memory, and no more: what needs more is killed.

Each command runs in a copy of one process, which has run them all before, on a sound pack: so what
one takes is what it takes beyond a start.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import msgspec
from msgspec import Struct

from tests.pack.hostile.samples import ANSWERS, WALK
from tests.support import write_pack
from wallethelp.cli.boundary import run

SECONDS = 2
"""A second, on a computer half as fast."""
MEGABYTES = 200
KILLED = -1


class Outcome(Struct, frozen=True):
    """What a command came to; the code is KILLED where it wanted too much."""

    code: int
    said: str
    seconds: float
    """Of the processor, beyond a start."""
    megabytes: float
    """Beyond those of a start."""


def outcomes(
    commands: Iterable[Sequence[str]], environment: Mapping[str, str], *, libyaml: bool = True
) -> list[Outcome]:
    """What each of the commands comes to."""
    program = (
        f"import yaml; yaml.__with_libyaml__ &= {libyaml};"
        f"from {__name__} import {serve.__name__}; {serve.__name__}()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input="".join(json.dumps(list(one)) + "\n" for one in commands).encode(),
        env={
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "WALLETHELP_LANG": "en",
            **environment,
        },
        stdout=subprocess.PIPE,
        check=True,
    )
    return [msgspec.json.decode(line, type=Outcome) for line in done.stdout.splitlines()]


def commands_on(folder: Path, answers: Path) -> dict[str, list[str]]:
    """Those that read all of a pack; what the first has read, the others find compiled."""
    pack = ["--flows", str(folder)]
    given = ["diagnose", "--no-input", "--no-save", "--guide", "lost", *pack]
    return {
        "check": ["flows", "check", str(folder)],
        "channels": ["channels", *pack],
        "answered": [*given, "--answers", str(answers)],
        "facts": ["flows", "facts", *pack],
        "find": ["guides", "--find", "钱没到账", *pack],
        "tree": ["guides", "lost", *pack],
    }


def _begin() -> None:
    """Load and build what every start does."""
    with tempfile.TemporaryDirectory() as place, redirect_stdout(StringIO()):
        folder = write_pack(Path(place) / "pack", {"walks/base.yaml": WALK})
        answers = Path(place) / "a.yaml"
        answers.write_text(ANSWERS, "utf-8")
        for command in commands_on(folder, answers).values():
            assert run(command) in (0, 1), command


def serve() -> None:
    """Run each command of which the arguments stand on a line of the input, in JSON."""
    _begin()
    for outcome in _run_each(sys.stdin):
        print(msgspec.json.encode(outcome).decode(), flush=True)


def _run_each(lines: Iterable[str]) -> Iterator[Outcome]:
    held = Path("/proc/self/statm")
    pages = int(held.read_text("ascii").split()[0]) if held.exists() else 0
    limit = pages * resource.getpagesize() + MEGABYTES * 1_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for line in lines:
        with tempfile.TemporaryFile() as said:
            child = os.fork()
            if child == 0:
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
                resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
                if pages:
                    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
                code = 70
                try:
                    code = run(json.loads(line))
                    sys.stdout.flush()
                    sys.stderr.flush()
                finally:
                    os._exit(code)
            _pid, status, used = os.wait4(child, 0)
            said.seek(0)
            code = os.waitstatus_to_exitcode(status)
            yield Outcome(
                code=KILLED if code < 0 else code,
                said=said.read().decode("utf-8", "surrogateescape"),
                seconds=used.ru_utime + used.ru_stime,
                megabytes=(used.ru_maxrss - before) / 1_000,
            )
