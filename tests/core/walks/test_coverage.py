"""What sessions pass of a pack, those drawn towards something, and answers changed."""

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from tests.support import NOW, begin, reply_with, shipped, small_world, whole_day
from tests.support import detail as as_detail
from wallethelp.core.questions import StepRef
from wallethelp.core.session import World
from wallethelp.core.values import Detail, Moment, Skipped, Unknown
from wallethelp.core.walks.changes import changes
from wallethelp.core.walks.coverage import Coverage, Spot, passed_by, spots_of
from wallethelp.core.walks.wander import Wanderer

EARLY = ("decide", 0, "when")
AFTER = Moment.exactly(NOW + timedelta(days=1))


@pytest.fixture
def small(tmp_path: Path) -> World:
    return small_world(tmp_path / "pack")


def wanderer(world: World, seed: int = 1) -> Wanderer:
    return Wanderer(world=world, now=NOW, random=Random(seed))


def test_a_pack_has_steps_options_and_conditions_each_in_two_directions(small: World) -> None:
    spots = spots_of(small.pack)
    assert {spot.key for spot in spots if spot.kind == "step"} == {
        *("opening/safety-first", "emergency/stop", "lost/gone", "lost/details", "lost/early"),
        *("lost/wait", "lost/report", "lost/done"),
    }
    options = {(s.step, s.place[-1]) for s in spots if s.kind == "option"}
    assert options == {
        *(("safety-first", name) for name in ("nobody", "someone", "unknown")),
        *(("gone", name) for name in ("charged", "not-charged", "unknown")),
    }
    assert {(s.key, s.kind, s.place) for s in spots if s.kind not in ("step", "option")} == {
        ("lost/early", "holds", EARLY),
        ("lost/early", "fails", EARLY),
    }
    opening = next(spot for spot in spots if spot.step == "safety-first" and spot.place)
    assert opening.file == "pack.yaml"
    assert opening.whole_place[:2] == ("opening", "options")


@pytest.mark.parametrize(
    ("due", "direction"),
    [
        (as_detail(AFTER), "holds"),
        (as_detail(whole_day(NOW - timedelta(days=3))), "fails"),
        (Unknown(), "fails"),
        (Skipped(), "fails"),
    ],
)
def test_a_rule_holds_only_where_it_is_true(small: World, due: Detail, direction: str) -> None:
    session = reply_with(small, begin(small, "lost"), "nobody", "charged", Unknown(), due)
    passed = passed_by(small, session)
    assert {spot.kind for spot in passed if spot.place == EARLY} == {direction}
    assert Spot("lost/gone", "option", ("options", "charged")) in passed
    assert Spot("lost/gone", "option", ("options", "not-charged")) not in passed
    assert (Spot("lost/wait", "step") in passed) == (direction == "holds")


def test_coverage_counts_by_kind_and_guide(small: World) -> None:
    session = reply_with(small, begin(small, "lost"), "nobody", "not-charged")
    coverage = Coverage(frozenset(spots_of(small.pack)), passed_by(small, session))
    assert coverage.of("step") == (3, 8)
    assert coverage.of("step", guide="lost") == (2, 6)
    assert coverage.of("option", guide="lost") == (1, 3)
    assert not coverage.is_whole


def test_ways_are_found_to_everything_that_can_be_reached() -> None:
    world = shipped()
    going = wanderer(world)
    for spot, ref in spots_of(world.pack).items():
        if spot.guide == "top-up-failed":
            aim = going.aim(spot, ref)
            taken = (going.go(ref.guide, "upay", aim).session for _try in range(300))
            assert any(spot in passed_by(world, session) for session in taken), spot


def test_the_same_seed_draws_the_same_way() -> None:
    world = shipped()
    one, same, other = (
        [wanderer(world, seed).go("refund-request", None).written for _n in range(3)]
        for seed in (7, 7, 8)
    )
    assert one == same != other


def test_every_answer_is_changed_once_and_nothing_breaks(small: World) -> None:
    session = reply_with(
        small, begin(small, "lost"), "nobody", "charged", Unknown(), as_detail(AFTER)
    )
    found = list(changes(wanderer(small), session))
    assert [change.key for change in found] == [answer.key for answer in session.answers]
    assert {change.broken for change in found} == {None}
    assert all(change.session != session for change in found)


def test_a_way_that_cannot_be_taken_again_is_told(small: World) -> None:
    """Whoever answers at another time does not come to the same end: that is noticed."""
    late = Wanderer(world=small, now=NOW + timedelta(days=30), random=Random(3))
    session = reply_with(
        small, begin(small, "lost"), "nobody", "charged", Unknown(), as_detail(AFTER)
    )
    found = [c.broken for seed in range(20) for c in changes(_at(late, seed), session)]
    assert "return" in found


def _at(going: Wanderer, seed: int) -> Wanderer:
    return Wanderer(world=going.world, now=going.now, random=Random(seed))


def test_an_aim_knows_from_where_its_step_can_be_reached(small: World) -> None:
    spot = Spot("lost/early", "holds", EARLY)
    aim = wanderer(small).aim(spot, StepRef("lost", "early"))
    assert {ref.step for ref in aim.upstream} == {"safety-first", "gone", "details", "early"}
