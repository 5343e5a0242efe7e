"""A guide as a graph: what leads where, and how far it still is."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.support import begin, reply_with, shipped, small_world
from wallethelp.core.graph import (
    keys_of,
    most_from,
    most_to_go,
    reachable,
    successors,
)
from wallethelp.core.guide import Guide
from wallethelp.core.questions import StepRef
from wallethelp.core.session import World, follow
from wallethelp.core.values import Skipped, Tried, Unknown
from wallethelp.pack.checking import validator

WAYS = """\
id: ways
title: {zh: 路, en: Ways}
category: money
start: fork
steps:
  fork:
    ask: {zh: 哪边, en: Which way}
    options:
      short: {label: {zh: 短, en: Short}, next: done}
      long: {label: {zh: 长, en: Long}, next: many}
      over: {label: {zh: 过, en: Over}, next: {guide: lost}}
    unknown: done
  many:
    ask_many: {zh: 什么, en: What}
    options:
      red: {label: {zh: 红, en: Red}, needs: [quick]}
      blue: {label: {zh: 蓝, en: Blue}, needs: [record]}
    next: push
    unknown: push
  push:
    try: {zh: 推, en: Push}
    fixed: done
    next: first
  first:
    collect: [amount]
    optional: [due]
    next: again
  again:
    collect: [amount]
    next: choose
  choose:
    decide:
      - when: {field: due, after: now}
        next: done
    else: done
    unknown: done
  done:
    end: resolved
    title: {text: solved}
"""


@pytest.fixture
def small(tmp_path: Path) -> World:
    return small_world(tmp_path / "pack", {"guides/ways.yaml": WAYS})


def _ref(step: str, guide: str = "ways") -> StepRef:
    return StepRef(guide, step)


def _to_go(world: World, *replies: Any) -> int:
    session = reply_with(world, begin(world, "ways"), "nobody", *replies)
    return most_to_go(world.pack, follow(world, session))


def test_successors_are_named_once_in_the_order_they_are_written(small: World) -> None:
    opening = _ref("safety-first", "lost")
    assert successors(small.pack, _ref("fork")) == (_ref("done"), _ref("many"), opening)
    assert successors(small.pack, _ref("choose")) == (_ref("done"),)
    assert successors(small.pack, _ref("done")) == ()


def test_what_can_be_reached_follows_hand_overs(small: World) -> None:
    found = set(reachable(small.pack, _ref("fork")))
    assert {_ref("fork"), _ref("done"), _ref("wait", "lost"), _ref("stop", "emergency")} <= found
    assert _ref("safety-first") not in found
    assert set(reachable(small.pack, _ref("push"))) == {
        _ref(name) for name in ("push", "first", "again", "choose", "done")
    }


@pytest.mark.parametrize(
    ("step", "keys"),
    [
        ("fork", ("ways/fork",)),
        ("many", ("ways/many",)),
        ("push", ("ways/push",)),
        ("first", ("amount", "due")),
        ("choose", ()),
        ("done", ()),
        ("safety-first", ("opening/safety-first",)),
    ],
)
def test_a_step_asks_for_the_keys_of_its_answers(
    small: World, step: str, keys: tuple[str, ...]
) -> None:
    assert keys_of(small.pack, _ref(step)) == keys


@pytest.mark.parametrize(
    ("step", "most"),
    [
        ("done", 0),
        ("choose", 0),
        ("again", 1),
        ("first", 2),
        ("push", 3),
        ("many", 4),
        ("fork", 5),
    ],
)
def test_questions_are_counted_on_the_longest_way(small: World, step: str, most: int) -> None:
    assert most_from(small.pack, _ref(step)) == most


def test_what_was_answered_is_not_counted_again(small: World) -> None:
    assert most_from(small.pack, _ref("first"), answered={"amount"}) == 1
    assert most_from(small.pack, _ref("again"), answered={"amount"}) == 0


def test_the_opening_question_counts_once_across_a_hand_over(small: World) -> None:
    # Before it: the fork, and in the other guide a question and two details.
    assert most_from(small.pack, _ref("safety-first")) == 6
    whole = most_from(small.pack, _ref("safety-first", "lost"))
    rest = most_from(small.pack, _ref("safety-first", "lost"), answered={"opening/safety-first"})
    assert (whole, rest) == (4, 3)


def test_progress_counts_what_comes_after_the_current_question(small: World) -> None:
    assert _to_go(small) == 4
    assert _to_go(small, "long") == 3
    assert _to_go(small, "long", Unknown()) == 2
    assert _to_go(small, "long", Unknown(), Tried(result="not-fixed")) == 1
    assert _to_go(small, "long", Unknown(), Unknown(), Skipped()) == 0


def test_nothing_is_left_at_the_end(small: World) -> None:
    assert _to_go(small, "short") == 0


def test_measuring_a_guide_does_not_grow_with_its_ways() -> None:
    # Thirty forks in a row make a thousand million ways; equal situations share a result.
    words = {"zh": "某", "en": "Some"}
    steps: dict[str, Any] = {
        f"s{number}": {
            "ask": words,
            "options": {
                "left": {"label": words, "next": f"s{number + 1}"},
                "right": {"label": words, "next": f"s{number + 1}", "needs": ["quick"]},
            },
            "unknown": f"s{number + 1}",
        }
        for number in range(30)
    }
    steps["s30"] = {"end": "resolved", "title": words}
    guide = validator(Guide).validate_python(
        {"id": "forks", "title": words, "category": "money", "start": "s0", "steps": steps}
    )
    pack = replace(shipped().pack, guides={"forks": guide})
    assert most_from(pack, StepRef("forks", "s0")) == 30
