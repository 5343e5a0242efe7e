"""The walks of the shipped guides as values, and what they come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from tests.support import FLOWS, shipped
from wallethelp.core.case import Case, case_of
from wallethelp.core.entry import read_entry
from wallethelp.core.session import Session, World, start
from wallethelp.core.text import Language
from wallethelp.core.values import Detail, Moment
from wallethelp.i18n import language, speaking
from wallethelp.pack.documents import read
from wallethelp.ui.prompts import UI
from wallethelp.ui.scripted import Given, ScriptedUI
from wallethelp.ui.wizard import run
from wallethelp.working_days import MainlandCalendar

WORLD = World(pack=shipped().pack, calendar=MainlandCalendar())
"""The shipped pack with the calendar the program uses: the walks lie around a weekend."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Walk:
    """One walk: the answers by key, and the outcome its author expects."""

    name: str
    guide: str
    wallet: str | None
    now: datetime
    given: Mapping[str, Given] = field(hash=False)
    ends: str
    outcome: str


@cache
def walks() -> tuple[Walk, ...]:
    """Every walk beside the shipped guides."""
    found = []
    for file in sorted((FLOWS / "walks").glob("*.yaml")):
        data = read(file.read_bytes(), file.name).data
        found += [
            Walk(
                name=f"{data['guide']}: {walk['name']}",
                guide=data["guide"],
                wallet=walk.get("wallet"),
                now=datetime.fromisoformat(walk["now"]).replace(tzinfo=ZoneInfo("Asia/Shanghai")),
                given={
                    key: tuple(value) if isinstance(value, list) else str(value)
                    for key, value in {**walk.get("steps", {}), **walk.get("fields", {})}.items()
                },
                ends=walk["ends"],
                outcome=walk["outcome"],
            )
            for walk in data["walks"]
        ]
    return tuple(found)


def one_per_end() -> tuple[Walk, ...]:
    """The first walk to every end: fewer, and still every kind of page."""
    found: dict[str, Walk] = {}
    for walk in walks():
        found.setdefault(walk.ends, walk)
    return tuple(found.values())


def longest_of_each_guide() -> tuple[Walk, ...]:
    """For each guide the walk that answers most."""
    longest: dict[str, Walk] = {}
    for walk in sorted(walks(), key=lambda walk: len(walk.given)):
        longest[walk.guide] = walk
    return tuple(longest.values())


def one_per_outcome() -> tuple[Walk, ...]:
    """For each kind of outcome the walk that answers most."""
    longest: dict[str, Walk] = {}
    for walk in sorted(walks(), key=lambda walk: len(walk.given)):
        longest[walk.outcome] = walk
    return tuple(longest.values())


def scripted(walk: Walk) -> ScriptedUI:
    """A UI that gives the walk's answers."""
    return ScriptedUI({key: (reply,) for key, reply in walk.given.items()})


def run_walk(walk: Walk, ui: UI) -> Session:
    """The session `ui` brings the walk's guide to, at the walk's time."""
    session = start(WORLD, guide=walk.guide, wallet=walk.wallet, now=walk.now)
    finished = run(WORLD, session, ui, now=lambda: walk.now, save=lambda _session: None)
    assert finished is not None
    return finished


def session_of(walk: Walk) -> Session:
    """The finished session of the walk, whose details are in the language in use."""
    return case_from(walk).session


def case_from(walk: Walk) -> Case:
    """The case of the walk."""
    return _case(walk, language())


@cache
def _case(walk: Walk, spoken: Language) -> Case:
    with speaking(spoken):
        return case_of(WORLD, run_walk(walk, scripted(walk)))


def in_english(walk: Walk) -> Walk:
    """The same walk with every detail written by somebody who knows no Chinese."""
    return replace(
        walk, given={key: _english(key, value, walk) for key, value in walk.given.items()}
    )


def _english(key: str, value: Given, walk: Walk) -> Given:
    spec = WORLD.pack.fields.get(key)
    if spec is None or not isinstance(value, str):
        return value
    entry = read_entry(value, spec, now=walk.now, calendar=WORLD.calendar)
    if not isinstance(entry, Detail):
        return "unknown"
    match entry.value:
        case Moment(earliest=at, precision="minute"):
            return f"{at:%Y-%m-%d %H:%M}"
        case Moment(earliest=at, part=str(part)):
            return f"{at:%Y-%m-%d} {part.replace('-', ' ')}"
        case Moment(earliest=at):
            return f"{at:%Y-%m-%d}"
        case _ if spec.kind == "money":
            return "120 CNY"
        case _ if spec.kind == "text":
            return "in my own words"
        case _:
            return value


def ids(given: Sequence[Walk]) -> list[str]:
    """Names for parametrised tests."""
    return [walk.name for walk in given]
