"""The walks an author writes beside the guides: answers in, outcome out; every option is walked."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.support import FLOWS, shipped
from wallethelp.core.case import case_of
from wallethelp.core.guide import Ask, AskMany, Collect, Try
from wallethelp.core.session import StepRef, World, start
from wallethelp.pack.documents import read
from wallethelp.ui.scripted import ScriptedUI
from wallethelp.ui.wizard import run
from wallethelp.working_days import MainlandCalendar

FILES = sorted((FLOWS / "walks").glob("*.yaml"))


def _walks() -> list[Any]:
    found = []
    for file in FILES:
        data = read(file.read_bytes(), file.name).data
        found += [
            pytest.param(data["guide"], walk, id=f"{data['guide']}: {walk['name']}")
            for walk in data["walks"]
        ]
    return found


def _run(world: World, guide: str, walk: dict[str, Any]) -> tuple[str, str, set[str], set[str]]:
    now = datetime.fromisoformat(walk["now"]).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    given = {**walk.get("steps", {}), **walk.get("fields", {})}
    ui = ScriptedUI({key: (_reply(value),) for key, value in given.items()})
    session = start(world, guide=guide, wallet=walk.get("wallet"), now=now)
    finished = run(world, session, ui, now=lambda: now, save=lambda _session: None)
    assert finished is not None
    case = case_of(world, finished)
    used = {answer.key for answer in finished.answers}
    return f"{case.ref.guide}/{case.ref.step}", case.outcome, used, set(given)


def _reply(value: Any) -> str | tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else str(value)


@pytest.mark.parametrize(("guide", "walk"), _walks())
def test_walk_ends_where_it_says(guide: str, walk: dict[str, Any]) -> None:
    world = World(pack=shipped().pack, calendar=MainlandCalendar())
    ends, outcome, used, given = _run(world, guide, walk)
    assert (ends, outcome) == (walk["ends"], walk["outcome"])
    assert given <= used, "the walk gives answers that are never asked for"


def _choices_of_guide(world: World, guide: str) -> set[tuple[str, str]]:
    found = set()
    for name, step in world.pack.guides[guide].steps.items():
        key = StepRef(guide, name).key
        match step:
            case Ask() | AskMany():
                found |= {(key, option) for option in (*step.options, "unknown")}
            case Try():
                found |= {(key, "fixed"), (key, "not-fixed")}
            case Collect():
                pass
    return found


@pytest.mark.parametrize("guide", sorted(shipped().pack.guides))
def test_every_option_of_the_guide_is_walked(world: World, guide: str) -> None:
    walked = {
        (key, choice)
        for file in FILES
        for walk in read(file.read_bytes(), file.name).data["walks"]
        for key, value in walk.get("steps", {}).items()
        for choice in (value if isinstance(value, list) else [value])
    }
    assert _choices_of_guide(world, guide) - walked == set()


@pytest.mark.parametrize("guide", sorted(shipped().pack.guides))
def test_every_end_of_the_guide_is_reached(world: World, guide: str) -> None:
    reached = {
        walk["ends"] for file in FILES for walk in read(file.read_bytes(), file.name).data["walks"]
    }
    ends = {
        f"{guide}/{name}" for name, s in world.pack.guides[guide].steps.items() if hasattr(s, "end")
    }
    assert ends - reached == set()
