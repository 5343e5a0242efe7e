"""What several tests use: a fixed clock, a simple calendar, the shipped pack."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import Phase, settings

from wallethelp.core.model import Pack
from wallethelp.core.session import Session, World, answer, current, start
from wallethelp.core.triage.guides import Index
from wallethelp.core.values import Answer, Chose, Detail, Moment, Reply, Value
from wallethelp.pack.load import Loaded, load
from wallethelp.pack.phrases import learn
from wallethelp.pack.simplified import simplified

ROOT = Path(__file__).parent.parent
FLOWS = ROOT / "flows"
settings.register_profile(
    "repeatable", max_examples=30, deadline=None, derandomize=True, database=None
)
settings.register_profile("ci", settings.get_profile("repeatable"), max_examples=300)
# What mutmut asks is whether a property fails, not on which smallest example.
settings.register_profile(
    "mutation", settings.get_profile("repeatable"), phases=[Phase.explicit, Phase.generate]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
PROPERTY = settings()
"""How a property is checked: the same examples every time, nothing left on disk."""
FEWER = settings(max_examples=max(10, PROPERTY.max_examples // 6))
"""For a property that is checked for each of many parameters, or takes long."""
EACH = 1 if PROPERTY.max_examples >= 300 else 4
"""Of the places at which a journey is broken off, every how many-th is: all of them in CI."""
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

LOOKED_UP = datetime(2026, 11, 27, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
"""When all of the shipped pack had been looked up, and none of it too long ago."""


@dataclass(slots=True)
class Clock:
    """The time the program sees."""

    now: datetime = NOW


class WeekendsOnly:
    """Monday to Friday are working days; 2027 is not published."""

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5

    def is_estimated(self, day: date) -> bool:
        return day.year >= 2027


@cache
def loaded(folder: Path) -> Loaded:
    """The pack of a folder that no test changes, read once."""
    return load(folder)


def content_of(folder: Path) -> tuple[tuple[str, bytes], ...]:
    """The files of a folder and what is in them."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return tuple(sorted((str(path.relative_to(folder)), path.read_bytes()) for path in files))


def load_by_content(folder: Path) -> Loaded:
    """`load`, which reads only what it has not read before: nothing changes a pack that is read."""
    content = content_of(folder)
    if content not in _LOADED:
        _LOADED[content] = load(folder)
    return _LOADED[content]


_LOADED: dict[tuple[tuple[str, bytes], ...], Loaded] = {}


@cache
def shipped() -> World:
    """The shipped pack with the simple calendar."""
    return World(pack=loaded(FLOWS).pack, calendar=WeekendsOnly())


def index_of(folder: Path, pack: Pack) -> Index:
    """What tells the guides of the `pack` in `folder` apart, learned anew."""
    return Index(learn(folder, pack), simplified)


@cache
def shipped_index() -> Index:
    """What tells the guides of the shipped pack apart."""
    return index_of(FLOWS, loaded(FLOWS).pack)


def begin(world: World, guide: str, wallet: str | None = "upay") -> Session:
    """A new session at NOW."""
    return start(world, guide=guide, wallet=wallet, now=NOW)


def reply_with(
    world: World, session: Session, *replies: Reply | str, at: datetime = NOW
) -> Session:
    """The session after the replies, each to the question then open; a string is an option."""
    for given in replies:
        reply = Chose(option=given) if isinstance(given, str) else given
        question = current(world, session)
        key = getattr(question, "key", "")
        session = answer(world, session, Answer(key=key, reply=reply, time=at))
    return session


def whole_day(day: datetime) -> Moment:
    """The whole day of `day`."""
    first = day.replace(hour=0, minute=0)
    last = day.replace(hour=23, minute=59)
    return Moment(earliest=first, latest=last, precision="day")


def detail(value: Value, words: str = "as typed") -> Detail:
    """A detail with its value."""
    return Detail(value=value, words=words)


def small_world(folder: Path, files: Mapping[str, str] | None = None) -> World:
    """The small pack, with `files` added or put in place of its own."""
    return World(pack=load(write_pack(folder, files or {})).pack, calendar=WeekendsOnly())


def write_pack(folder: Path, files: Mapping[str, str]) -> Path:
    """A small valid pack in `folder`, with `files` added or put in place of its own."""
    for name, text in {**SMALL_PACK, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


SMALL_PACK = {
    "pack.yaml": """\
format: 1
title: {zh: 小, en: Small}
emergency: emergency
categories:
  - id: urgent
    title: {zh: 急, en: Urgent}
    opening: false
  - id: money
    title: {zh: 钱, en: Money}
    opening: true
opening:
  ask: {zh: 有人要过吗, en: Did anyone ask}
  options:
    nobody: {label: {zh: 没有, en: Nobody}, next: go-on}
    someone: {label: {zh: 有, en: Someone}, next: {guide: emergency}}
  unknown: {guide: emergency}
safety:
  - {zh: 小心, en: Be careful}
texts:
  solved: {zh: 好了, en: Solved}
""",
    "fields.yaml": """\
amount:
  kind: money
  label: {zh: 金额, en: Amount}
  ask: {zh: 多少, en: How much}
  missing: {zh: 一笔钱, en: some money}
due:
  kind: datetime
  direction: future
  label: {zh: 期限, en: Due}
  ask: {zh: 最晚何时, en: By when}
  missing: {zh: 某时, en: some time}
""",
    "ladder.yaml": """\
police:
  title: {zh: 报警, en: Police}
  purpose: {zh: 被骗, en: Fraud}
  how: {zh: 打电话, en: Call}
""",
    "facts.yaml": """\
general.one:
  claim: {zh: 一, en: One}
  source: a page
  read_on: 2026-11-21
  confidence: high
""",
    "wallets/upay.yaml": """\
id: upay
name: {zh: Upay, en: Upay}
channels:
  chat:
    kind: in_app_chat
    name: {zh: 聊天, en: Chat}
    about: {zh: 聊天, en: Chat}
    find: [{zh: 打开, en: Open}]
    suits: [quick]
    needs_login: true
    replies: minutes
""",
    "guides/emergency.yaml": """\
id: emergency
title: {zh: 紧急, en: Emergency}
category: urgent
start: stop
steps:
  stop:
    end: emergency
    title: {zh: 停, en: Stop}
""",
    "guides/lost.yaml": """\
id: lost
title: {zh: 丢钱, en: Lost}
category: money
start: gone
steps:
  gone:
    ask: {zh: 扣了吗, en: Is it gone}
    options:
      charged: {label: {zh: 是, en: Charged}, next: details}
      not-charged: {label: {zh: 否, en: Not charged}, next: done}
    unknown: details
  details:
    collect: [amount]
    optional: [due]
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
  report:
    end: contact
    title: {zh: 联系, en: Contact}
    request: {zh: "查 {amount}", en: "Trace {amount}"}
    needs: [quick]
  done:
    end: resolved
    title: {text: solved}
""",
}
