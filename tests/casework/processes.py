"""Commands in processes of their own: to be killed, or to run at once."""

import gc
import os
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest

from tests.casework.support import at_the_prompts, at_time
from tests.support import EACH
from wallethelp.cli import boundary
from wallethelp.cli.desk import Desk
from wallethelp.core.scripts import Walk
from wallethelp.ui.prompts import UI, Prompt

KILLED = -signal.SIGKILL
LONGEST_CHILD = 60
"""Seconds after which a child that hangs is killed by its own alarm."""


def in_a_process(act: Callable[[], int], *, log: Path) -> int:
    """Run `act` in a process of its own; its exit code, or minus the signal that ended it.

    Forked from this one, so that nothing has to be loaded again. What it prints is lost; a failure
    of its own is written to `log` and ends it with 99.
    """
    # A collection in the child would copy every page it touches.
    gc.freeze()
    pid = os.fork()
    if pid:
        gc.unfreeze()
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    code = 99
    gc.disable()
    try:
        signal.alarm(LONGEST_CHILD)
        sys.stdout, sys.stderr = StringIO(), StringIO()
        code = act()
    except BaseException:
        log.write_text(traceback.format_exc(), encoding="utf-8")
    finally:
        os._exit(code)


def at_once(acts: Sequence[Callable[[], int]], folder: Path) -> list[int]:
    """Run each in a process of its own, begun together; their exit codes, 99 for a failure."""
    ready = [folder / f"ready-{number}" for number in range(len(acts))]

    def together(number: int) -> int:
        ready[number].touch()
        while not all(path.exists() for path in ready):
            os.sched_yield()
        return acts[number]()

    children = []
    for number in range(len(acts)):
        pid = os.fork()
        if pid == 0:
            with suppress(BaseException):
                signal.alarm(LONGEST_CHILD)
                sys.stdout, sys.stderr = StringIO(), StringIO()
                os._exit(together(number))
            os._exit(99)
        children.append(pid)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children]


def command(ui: UI, now: datetime, *arguments: str) -> Callable[[], int]:
    """The command line with `ui` at the prompts, for a process of its own.

    The summary is not drawn: wrapping its lines takes longer than all the rest.
    """

    def act() -> int:
        with at_the_prompts(ui), at_time(now), pytest.MonkeyPatch.context() as patch:
            patch.setattr(Desk, "show", lambda _self, _page, *, beside=False: None)
            return boundary.run(list(arguments))

    return act


def diagnosing(walk: Walk) -> tuple[str, ...]:
    """The command that begins the walk."""
    return ("diagnose", "--guide", walk.guide, "--wallet", walk.wallet or "other")


def kill_at(number: int) -> Callable[[int, Prompt], None]:
    """Kills its own process when the prompt of this number is to be shown."""

    def before(shown: int, _prompt: Prompt) -> None:
        if shown == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return before


@dataclass(slots=True)
class Dying:
    """Dies of `kill -9` again and again.

    What dies is a fork of the process that came there: another run up to each place would take
    most of the time, and would leave the same. It leaves a home of its own.
    """

    home: Path
    folder: Path
    codes: list[int] = field(default_factory=list)
    first: int = 0
    """Of every so many prompts, at which one it dies."""

    def at_a_prompt(self, number: int, _prompt: Prompt) -> None:
        """Dies before the prompt is shown."""
        if number % EACH == self.first:
            self.die()

    def die(self) -> None:
        """Dies here, once more."""
        place = self.left_by(len(self.codes))

        def act() -> int:
            if self.home.exists():
                copytree(self.home, place)
            os.kill(os.getpid(), signal.SIGKILL)
            return 0

        self.codes.append(in_a_process(act, log=self.folder / "log.txt"))

    def left_by(self, number: int) -> Path:
        """The home as it was left by the death of this number."""
        return self.folder / f"killed-{number}"


Hook = Callable[[str], None]


def traced(hook: Hook, *, spill: bool = False) -> Callable[..., sqlite3.Connection]:
    """`sqlite3.connect` that tells `hook` every statement before it is carried out.

    `spill` leaves SQLite so little memory that it writes to the file before the commit.
    """
    connect = sqlite3.connect

    def traced(*arguments: object, **named: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **named)  # type: ignore[call-overload]
        if spill:
            connection.execute("PRAGMA cache_size = 1")
            connection.execute("PRAGMA cache_spill = 1")
        connection.set_trace_callback(hook)
        return connection

    return traced
