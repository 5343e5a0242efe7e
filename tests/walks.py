"""The walks of the shipped guides, and what they come to."""

from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from tests.support import FLOWS, shipped
from wallethelp.core.case import Case, case_of
from wallethelp.core.entry import read_entry
from wallethelp.core.scripts import Walk
from wallethelp.core.session import Session, World, start
from wallethelp.core.text import Language
from wallethelp.core.values import Detail, Moment
from wallethelp.i18n import language, speaking
from wallethelp.pack.scripts import load_walks
from wallethelp.ui.player import play
from wallethelp.ui.prompts import UI
from wallethelp.ui.wizard import run
from wallethelp.working_days import MainlandCalendar

WORLD = World(pack=shipped().pack, calendar=MainlandCalendar())
"""The shipped pack with the calendar the program uses: the walks lie around a weekend."""


@cache
def walks() -> tuple[Walk, ...]:
    """Every walk beside the shipped guides."""
    found, mistakes = load_walks(FLOWS)
    assert mistakes == ()
    return found


def one_per_end() -> tuple[Walk, ...]:
    """The first walk to every end: fewer, and still every kind of page."""
    found: dict[str, Walk] = {}
    for walk in walks():
        found.setdefault(walk.ends, walk)
    return tuple(found.values())


def longest_of_each_guide() -> tuple[Walk, ...]:
    """For each guide the walk that answers most."""
    longest: dict[str, Walk] = {}
    for walk in sorted(walks(), key=lambda walk: len(walk.script.given)):
        longest[walk.guide] = walk
    return tuple(longest.values())


def longest_of_each_end() -> tuple[Walk, ...]:
    """For each end the walk that answers most: its page has most to show."""
    longest: dict[str, Walk] = {}
    for walk in sorted(walks(), key=lambda walk: len(walk.script.given)):
        longest[walk.ends] = walk
    return tuple(longest.values())


def one_per_outcome() -> tuple[Walk, ...]:
    """For each kind of outcome the walk that answers most."""
    longest: dict[str, Walk] = {}
    for walk in sorted(walks(), key=lambda walk: len(walk.script.given)):
        longest[walk.outcome] = walk
    return tuple(longest.values())


def fullest_to(end: str) -> Walk:
    """The walk to an end that tells most details."""
    return max((w for w in walks() if w.ends == end), key=lambda walk: len(walk.script.fields))


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
        session = play(WORLD, walk.script, guide=walk.guide, wallet=walk.wallet, now=walk.now)
        return case_of(WORLD, session)


def with_details(walk: Walk, **details: object) -> Walk:
    """The walk with these details in place of its own."""
    fields = {**walk.script.fields, **{k.replace("_", "-"): v for k, v in details.items()}}
    return replace(walk, script=replace(walk.script, fields=fields))


def in_english(walk: Walk) -> Walk:
    """The same walk with every detail written by somebody who knows no Chinese."""
    return with_details(
        walk, **{key: _english(key, str(value), walk) for key, value in walk.script.fields.items()}
    )


def _english(key: str, value: str, walk: Walk) -> str:
    spec = WORLD.pack.fields[key]
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
    return [walk.title for walk in given]
