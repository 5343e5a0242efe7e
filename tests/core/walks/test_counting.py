"""The ways through a guide, counted without being walked."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.core.test_graph import WAYS
from tests.support import NOW, begin, shipped, small_world
from wallethelp.core.conditions import FieldIs
from wallethelp.core.guide import AskMany, Collect
from wallethelp.core.session import AtEnd, Session, World, answer, follow
from wallethelp.core.values import Answer, ChoseMany, Reply, Unknown
from wallethelp.core.walks.counting import WayCounter, Ways
from wallethelp.core.walks.kinds import kinds_of
from wallethelp.core.walks.wander import Wanderer
from wallethelp.core.which_wallet import WALLET_KEY

LAYERS, WIDTH = 100, 5


@pytest.fixture
def small(tmp_path: Path) -> World:
    return small_world(tmp_path / "pack", {"guides/ways.yaml": WAYS})


def walked(world: World, guide: str) -> Ways:
    """The same, by going every way there is."""
    wallets = [None, *world.pack.wallets]
    found = {way for name in wallets for way in _each(world, begin(world, guide, name))}
    lengths = [length for _way, length in found]
    return Ways(len(found), min(lengths), max(lengths))


def _each(world: World, session: Session) -> Iterator[tuple[object, int]]:
    path = follow(world, session)
    position = path.position
    if isinstance(position, AtEnd):
        named = (WALLET_KEY, world.pack.wallet_name_field)
        asked = [visit for visit in path.visits if visit.answer.key not in named]
        replies = [
            (visit.answer.key, _in_short(visit.question.step, visit.answer.reply))
            for visit in asked
        ]
        yield (tuple(replies), path.passed), len(asked)
        return
    if position.field is not None:
        drawn = Wanderer(world=world, now=NOW, random=Random(1)).replies(position)
        replies_to: list[Reply] = [each.reply for each in drawn]
    elif isinstance(position.step, AskMany):
        names = position.step.options
        replies_to = [Unknown(), *(ChoseMany(options=(name,)) for name in names)]
        replies_to.append(ChoseMany(options=tuple(names)))
    else:
        replies_to = [
            each.reply
            for each in Wanderer(world=world, now=NOW, random=Random(1)).replies(position)
        ]
    for reply in replies_to:
        given = Answer(key=position.key, reply=reply, time=NOW)
        yield from _each(world, answer(world, session, given))


def _in_short(step: object, reply: Reply) -> object:
    """What tells ways apart: details and the choice of several do not by themselves."""
    if isinstance(step, Collect):
        return None
    return isinstance(reply, Unknown) if isinstance(step, AskMany) else reply


@pytest.mark.parametrize("guide", ["lost", "ways", "emergency"])
def test_the_count_is_that_of_going_every_way(small: World, guide: str) -> None:
    assert WayCounter(small, NOW).of(guide) == walked(small, guide)


def test_the_count_of_a_shipped_guide_is_that_of_going_every_way() -> None:
    assert WayCounter(shipped(), NOW).of("emergency") == walked(shipped(), "emergency")


def test_an_answer_that_decides_later_rules_ways_out(tmp_path: Path) -> None:
    guide = """\
id: twice
title: {zh: 两次, en: Twice}
category: urgent
start: first
steps:
  first:
    ask: {zh: 甲, en: First}
    options:
      a: {label: {zh: 甲, en: A}, next: second}
      b: {label: {zh: 乙, en: B}, next: second}
    unknown: second
  second:
    decide:
      - when: {answer: first, is: a}
        next: left
    else: right
    unknown: right
  left: {end: resolved, title: {zh: 左, en: Left}}
  right: {end: resolved, title: {zh: 右, en: Right}}
"""
    world = small_world(tmp_path / "pack", {"guides/twice.yaml": guide})
    assert WayCounter(world, NOW).of("twice") == Ways(3, 1, 1)


def large(steps: int) -> str:
    """A guide of layers: every question leads to two of the next layer, some rules between."""
    lines = ["id: large", "title: {zh: 大, en: Large}", "category: urgent", "start: s0-0", "steps:"]
    for layer in range(steps // WIDTH):
        for number in range(min(WIDTH, layer + 1)):
            to, also = (f"s{layer + 1}-{(number + n) % WIDTH}" for n in (0, 1))
            if layer == steps // WIDTH - 1:
                to, also = "done", "stop"
            if layer % 10 == 9 and number == 2:
                lines.append(
                    f"  s{layer}-{number}: {{else: {also}, unknown: {also}, "
                    f"decide: [{{when: {{answer: s0-0, is: a}}, next: {to}}}]}}"
                )
                continue
            lines.append(
                f"  s{layer}-{number}: {{ask: {{zh: 问, en: Q}}, unknown: {to}, options: "
                f"{{a: {{label: {{zh: 甲, en: A}}, next: {to}}},"
                f" b: {{label: {{zh: 乙, en: B}}, next: {also}}}}}}}"
            )
    lines += (
        f"  {name}: {{end: resolved, title: {{zh: 好, en: Done}}}}" for name in ("done", "stop")
    )
    return "\n".join(lines) + "\n"


def test_a_guide_of_500_steps_is_counted_exactly(tmp_path: Path) -> None:
    world = small_world(tmp_path / "pack", {"guides/large.yaml": large(LAYERS * WIDTH)})
    counter = WayCounter(world, NOW)
    found = counter.of("large")
    assert found.longest == LAYERS
    assert found.number > 3**80
    points = len(counter._known)
    assert points < 3 * LAYERS * WIDTH, "the time it takes grows with the steps, not with the ways"


def test_amounts_on_every_side_of_every_limit_are_told_apart() -> None:
    world = shipped()
    spec = world.pack.fields["amount"]
    compared = [FieldIs(field="amount", below=50), FieldIs(field="amount", above="60")]
    replies = list(kinds_of("amount", spec, compared, NOW, world.calendar))
    assert len(replies) == 5, "not known, below both, between, above both, and another currency"
