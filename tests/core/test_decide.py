"""Steps that decide: which branch is taken, and what was looked at for it."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support import NOW, SMALL_PACK, begin, detail, reply_with, small_world
from wallethelp.core.session import AtEnd, Session, World, current, follow
from wallethelp.core.values import Moment, Money, Reply, Skipped, Unknown

OPENING_KEY = "opening/safety-first"
MONEY = detail(Money(amount=Decimal(100), currency="CNY"))
TOMORROW = detail(Moment.exactly(NOW + timedelta(days=1)))


@pytest.fixture
def small(tmp_path: Path) -> World:
    return small_world(tmp_path / "pack")


def _end(world: World, session: Session) -> str:
    position = current(world, session)
    assert isinstance(position, AtEnd)
    return f"{position.ref.guide}/{position.ref.step}"


def test_a_decide_asks_nothing(small: World) -> None:
    session = reply_with(small, begin(small, "lost"), "nobody", "charged", MONEY, TOMORROW)
    assert _end(small, session) == "lost/wait"
    asked = [visit.answer.key for visit in follow(small, session).visits]
    assert asked == [OPENING_KEY, "lost/gone", "amount", "due"]


def test_a_decide_takes_the_unknown_way_where_the_field_is_not_known(small: World) -> None:
    for reply in (Skipped(), Unknown()):
        session = reply_with(small, begin(small, "lost"), "nobody", "charged", MONEY, reply)
        assert _end(small, session) == "lost/report"


DECIDE = """\
id: decides
title: {zh: 定, en: Decides}
category: money
start: details
steps:
  details:
    collect: [due, amount]
    next: choose
  choose:
    decide:
      - when: {field: due, before: now}
        next: over
      - when: {field: amount, above: 50 CNY}
        next: much
    else: little
    unknown: unclear
  over: {end: contact, title: {zh: 过, en: Over}}
  much: {end: contact, title: {zh: 多, en: Much}}
  little: {end: contact, title: {zh: 少, en: Little}}
  unclear: {end: contact, title: {zh: 不明, en: Unclear}}
"""

YESTERDAY = detail(Moment.exactly(NOW - timedelta(days=1)))
LITTLE = detail(Money(amount=Decimal(5), currency="CNY"))


@pytest.mark.parametrize(
    ("due", "amount", "ends"),
    [
        (YESTERDAY, MONEY, "over"),
        (YESTERDAY, Unknown(), "over"),
        (TOMORROW, MONEY, "much"),
        (TOMORROW, LITTLE, "little"),
        (TOMORROW, Unknown(), "unclear"),
        (Unknown(), MONEY, "unclear"),
        (Skipped(), LITTLE, "unclear"),
    ],
)
def test_the_first_condition_that_is_not_false_decides(
    tmp_path: Path, due: Reply, amount: Reply, ends: str
) -> None:
    world = small_world(tmp_path / "pack", {"guides/decides.yaml": DECIDE})
    session = reply_with(world, begin(world, "decides"), "nobody", due, amount)
    assert _end(world, session) == f"decides/{ends}"


def test_a_decide_uses_the_time_of_the_answer_before_it(small: World) -> None:
    late = NOW + timedelta(days=2)
    session = reply_with(small, begin(small, "lost"), "nobody", "charged", MONEY)
    assert _end(small, reply_with(small, session, TOMORROW, at=NOW)) == "lost/wait"
    assert _end(small, reply_with(small, session, TOMORROW, at=late)) == "lost/report"


AT_ONCE = """\
id: at-once
title: {zh: 立即, en: At once}
category: urgent
start: choose
steps:
  choose:
    decide:
      - when: {wallet: upay}
        next: ours
    else: other
    unknown: unclear
  ours: {end: contact, title: {zh: 本, en: Ours}}
  other: {end: contact, title: {zh: 他, en: Other}}
  unclear: {end: contact, title: {zh: 不明, en: Unclear}}
"""


@pytest.mark.parametrize(("wallet", "ends"), [("upay", "ours"), (None, "unclear")])
def test_a_decide_may_come_first_and_knows_the_wallet(
    tmp_path: Path, wallet: str | None, ends: str
) -> None:
    # With one wallet alone, that is the one.
    second = SMALL_PACK["wallets/upay.yaml"].replace("upay", "kdou")
    files = {"guides/at-once.yaml": AT_ONCE, "wallets/kdou.yaml": second}
    world = small_world(tmp_path / "pack", files)
    session = begin(world, "at-once", wallet)
    assert _end(world, session) == f"at-once/{ends}"


def test_a_path_names_every_step_and_what_was_looked_at_until_a_branch_decided(
    tmp_path: Path,
) -> None:
    world = small_world(tmp_path / "pack", {"guides/decides.yaml": DECIDE})
    session = begin(world, "decides")
    assert follow(world, session).looked_at == frozenset()
    path = follow(world, reply_with(world, session, "nobody", YESTERDAY, MONEY))
    assert path.looked_at == {"due"}
    assert [ref.step for ref in path.passed][1:] == ["details", "choose", "over"]
    path = follow(world, reply_with(world, session, "nobody", TOMORROW, MONEY))
    assert path.looked_at == {"due", "amount"}
