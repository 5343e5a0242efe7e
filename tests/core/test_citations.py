"""A fact reaches a user where what cites it is shown."""

from pathlib import Path

from tests.support import SMALL_PACK, begin, reply_with, small_world
from wallethelp.core.case import case_of
from wallethelp.core.citations import Citation, citations_of, traces_of
from wallethelp.core.session import World

LOST = "guides/lost.yaml"
WITH_ADVICE = SMALL_PACK[LOST].replace(
    "start: gone\n", "now:\n  do: {zh: 看, en: Look}\n  facts: [general.one]\nstart: gone\n"
)
CITED = Citation(kind="now", place="lost")


def advised(folder: Path, text: str = WITH_ADVICE) -> World:
    return small_world(folder, {LOST: text})


def test_the_first_advice_of_a_guide_cites_its_facts(tmp_path: Path) -> None:
    assert citations_of(advised(tmp_path).pack) == {"general.one": (CITED,)}


def test_it_reaches_whoever_is_asked_a_question_of_the_guide(tmp_path: Path) -> None:
    world = advised(tmp_path)
    asked = case_of(world, reply_with(world, begin(world, "lost"), "nobody", "not-charged"))
    stopped = case_of(world, reply_with(world, begin(world, "lost"), "someone"))
    (reached,) = traces_of(world.pack, {"asked": asked})
    (not_reached,) = traces_of(world.pack, {"stopped": stopped})
    assert (reached.walk, not_reached.walk) == ("asked", None)


def test_it_reaches_nobody_who_only_passes_through_to_an_end(tmp_path: Path) -> None:
    straight = WITH_ADVICE.replace("start: gone", "start: done").split("steps:")[0]
    straight += "steps:\n  done:\n    end: resolved\n    title: {text: solved}\n"
    world = advised(tmp_path, straight)
    case = case_of(world, reply_with(world, begin(world, "lost"), "nobody"))
    (row,) = traces_of(world.pack, {"straight": case})
    assert row.walk is None
