"""A case that goes on: a clock to turn, a person to put at the prompts, processes to kill."""

import os
import sqlite3
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.support import Here
from tests.prompted import AFTERWARDS, someone
from tests.support import SMALL_PACK, Clock, content_of, write_pack
from wallethelp.cli.desk import Desk
from wallethelp.core.scripts import Walk
from wallethelp.store.cases import CaseStore
from wallethelp.store.records import Record, Unreadable
from wallethelp.ui.player import scripted
from wallethelp.ui.prompts import UI, Prompt
from wallethelp.ui.scripted import Given, ScriptedUI

DATABASE = "cases.sqlite3"


def answering(walk: Walk) -> ScriptedUI:
    """Somebody who gives the walk's answers, and is done after the summary."""
    given: Mapping[str, Sequence[Given]] = {**scripted(walk.script).given, AFTERWARDS: ("done",)}
    return ScriptedUI(given)


@contextmanager
def at_the_prompts(ui: UI) -> Iterator[None]:
    """The program asks `ui` instead of a terminal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Desk, "person", lambda _self, *, no_input=False: None if no_input else ui)
        yield


@contextmanager
def at_time(now: datetime) -> Iterator[None]:
    """The program's clock stands still."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Desk, "now", lambda _self: now)
        yield


def is_sound(home: Path) -> bool:
    """Whether the database passes SQLite's own check."""
    connection = sqlite3.connect(home / DATABASE)
    try:
        return [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
    finally:
        connection.close()


def newest(home: Path) -> Record | None:
    """The case worked on last, as the program finds it."""
    record = CaseStore(home).newest()
    assert not isinstance(record, Unreadable)
    return record


def bytes_below(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with what it holds."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# --- a pack of our own ----------------------------------------------------------------------------

LADDER = """\
supervisor:
  title: {zh: 主管, en: Supervisor}
  purpose: {zh: 升级, en: Take it further}
  how: {zh: 请求, en: Ask}
regulator:
  title: {zh: 监管, en: Regulator}
  purpose: {zh: 投诉, en: Complain}
  how: {zh: 写信, en: Write}
"""
FIELDS = (
    SMALL_PACK["fields.yaml"]
    + """\
order:
  kind: reference
  label: {zh: 单号, en: Order}
  ask: {zh: 单号, en: Which order}
  missing: {zh: 某单号, en: some order}
note:
  kind: text
  label: {zh: 说明, en: Note}
  ask: {zh: 怎么了, en: What happened}
  missing: {zh: 无, en: nothing}
mine:
  kind: account
  identifying: true
  label: {zh: 账号, en: Account}
  ask: {zh: 账号, en: Which account}
  missing: {zh: 我的账号, en: my account}
"""
)
GUIDE = """\
id: lost
title: {zh: 丢钱, en: Lost}
category: money
start: gone
steps:
  gone:
    ask: {zh: 扣了吗, en: Is it gone}
    options:
      charged: {label: {zh: 是, en: Charged}, next: seen}
      not-charged: {label: {zh: 否, en: Not charged}, next: done}
    unknown: seen
  seen:
    try: {zh: 刷新, en: Refresh}
    fixed: done
    next: details
  details:
    collect: [amount, order, mine]
    optional: [due, note]
    next: early
  early:
    decide:
      - when: {field: due, after: now}
        next: wait
    else: report
    unknown: report
  wait:
    end: wait
    title: {zh: 等, en: Wait}
    until: due
    request: {zh: "等 {amount}", en: "I wait for {amount}"}
    rungs: [supervisor, regulator]
  report:
    end: contact
    title: {zh: 联系, en: Contact}
    request: {zh: "查 {amount} {order} {mine} {note}", en: "Trace {amount} {order} {mine} {note}"}
    needs: [quick]
    follow_up: {after: 3 working days, basis: ours}
    rungs: [supervisor, regulator]
  done:
    end: resolved
    title: {text: solved}
"""


def own_pack(folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """A small pack with a ladder and every kind of typed detail, in `folder`."""
    ours = {"ladder.yaml": SMALL_PACK["ladder.yaml"] + LADDER, "fields.yaml": FIELDS}
    return write_pack(folder, {**ours, "guides/lost.yaml": GUIDE, **(files or {})})


REPLIES: dict[str, Sequence[Given]] = {
    "opening/safety-first": ("nobody",),
    "lost/gone": ("charged",),
    "lost/seen": ("not-fixed",),
    "amount": ("120 CNY",),
    "order": ("UP20261119153044",),
    "mine": ("xiaolin_88",),
    "due": ("",),
    "note": ("the money is gone",),
    AFTERWARDS: ("done",),
}
"""A whole way through the guide of `own_pack`."""
LOGGED = (
    "--channel", "chat", "--whom", "agent 4711 Lin", "--ticket", "CS-2026-77",
    "--said", "they look into it", "--when", "2026-11-20 14:00", "--promised", "2026-11-24",
)  # fmt: skip
"""A contact, given as options."""
BEGIN = ("diagnose", "--guide", "lost", "--wallet", "upay")
_FINISHED: dict[object, tuple[tuple[str, int, bytes], ...]] = {}
"""The files of a home with that case alone, by all that it was made of."""


@dataclass(frozen=True, slots=True)
class Caseworker:
    """Somebody at the program with `own_pack`: what they type, and when."""

    cli: Here
    pack: Path
    clock: Clock
    home: Path

    def __call__(self, *arguments: str | Path) -> "Told":
        """A command with nobody at a terminal."""
        done = self.cli(*arguments, "--flows", self.pack)
        return Told(done.code, done.out, done.err, ())

    def asked(self, replies: Mapping[str, Sequence[Given]], *arguments: str | Path) -> "Told":
        """A command with somebody who gives the replies."""
        watched = someone(replies)
        with at_the_prompts(watched):
            done = self.cli(*arguments, "--flows", self.pack)
        return Told(done.code, done.out, done.err, tuple(watched.asked), tuple(watched.told))

    def finished(self, **changes: Sequence[Given]) -> str:
        """A finished case; its id."""
        if not changes and not self.home.exists():
            self._finish_the_first()
        else:
            self._finish(changes)
        return self.record().id

    def _finish(self, changes: Mapping[str, Sequence[Given]]) -> None:
        done = self.asked({**REPLIES, **changes}, *BEGIN)
        assert done.code == 0, done.err

    def _finish_the_first(self) -> None:
        # Most tests here begin with this case: what the program kept of it is kept for the others.
        now, language = self.clock.now, os.environ.get("WALLETHELP_LANG")
        made_of = (content_of(self.pack), now.isoformat(), str(now.tzinfo), language)
        if made_of not in _FINISHED:
            self._finish({})
            _FINISHED[made_of] = tuple(
                (path.name, stat.S_IMODE(path.stat().st_mode), path.read_bytes())
                for path in self.home.iterdir()
            )
            return
        self.home.mkdir(mode=0o700)
        for name, mode, content in _FINISHED[made_of]:
            (self.home / name).touch(mode)
            (self.home / name).write_bytes(content)

    def left_at(self, key: str, **changes: Sequence[Given]) -> str:
        """A case left at this question; its id."""
        replies = {**REPLIES, **changes}
        before = dict(list(replies.items())[: list(replies).index(key)])
        done = self.interrupted(before, *BEGIN)
        assert done.asked[-1].key == key
        return self.record().id

    def interrupted(self, replies: Mapping[str, Sequence[Given]], *arguments: str | Path) -> "Told":
        """A command with somebody who leaves with Ctrl-C when the replies run out."""
        watched = someone(replies, leaves=True)
        with at_the_prompts(watched):
            done = self.cli(*arguments, "--flows", self.pack)
        assert done.code == 130, done.err
        return Told(done.code, done.out, done.err, tuple(watched.asked))

    def record(self, case_id: str | None = None) -> Record:
        """A stored case, the newest by default."""
        store = CaseStore(self.home)
        record = store.newest() if case_id is None else store.find(case_id)
        assert isinstance(record, Record)
        return record

    def listed(self, case_id: str) -> str:
        """What the list says about a case."""
        out = self("cases").out
        lines = out[out.index(f"  {case_id} ") :].splitlines()
        rest = [line for line in lines[1:] if line.strip()]
        own = next((n for n, line in enumerate(rest) if not line.startswith("      ")), len(rest))
        return " ".join(line.strip() for line in [lines[0], *rest[:own]])


@dataclass(frozen=True, slots=True)
class Told:
    """What a command came to, and what it asked."""

    code: int
    out: str
    err: str
    asked: tuple[Prompt, ...]
    told: tuple[str, ...] = ()
    """What was said at the prompts."""

    @property
    def keys(self) -> list[str]:
        """The keys asked for, in order."""
        return [prompt.key for prompt in self.asked]
