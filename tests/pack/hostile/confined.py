"""Commands run with so much of the processor and of memory, and no more: what needs more is killed.

Run as a module it reads lines of JSON (the arguments of a command, each) and answers each with one.
The parts of the program are loaded once, and every command runs in a copy of that process.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

SECONDS = 3
"""A second more than a command may take, and its start, on a computer half as fast."""
MEGABYTES = 200
KILLED = -1


class Outcome(Struct, frozen=True):
    """What a command came to; the code is KILLED where it wanted too much."""

    code: int
    said: str


def outcomes(
    commands: Iterable[Sequence[str]], environment: Mapping[str, str], *, libyaml: bool = True
) -> list[Outcome]:
    """What each of the commands comes to."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, "libyaml" if libyaml else "python"],
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
    return [Outcome(*json.loads(line)) for line in done.stdout.splitlines()]


def _serve(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    import wallethelp.cli.app
    import wallethelp.cli.diagnose
    import wallethelp.cli.flows
    import wallethelp.pack.load
    import wallethelp.render.html  # noqa: F401
    from wallethelp.cli.boundary import run

    held = Path("/proc/self/statm")
    pages = int(held.read_text("ascii").split()[0]) if held.exists() else 0
    limit = pages * resource.getpagesize() + MEGABYTES * 1_000_000
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
            _pid, status = os.waitpid(child, 0)
            said.seek(0)
            code = os.waitstatus_to_exitcode(status)
            yield (KILLED if code < 0 else code), said.read().decode("utf-8", "surrogateescape")


if __name__ == "__main__":
    if sys.argv[1] == "python":
        import yaml

        vars(yaml)["__with_libyaml__"] = False
    for answer in _serve(sys.stdin):
        print(json.dumps(answer), flush=True)
