"""Why a case came out as it did, and which promise its date follows."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.core.test_case import FIELDS
from tests.support import NOW, begin, detail, reply_with, shipped, small_world, whole_day
from wallethelp.core.case import Case, case_of
from wallethelp.core.guide import AskMany
from wallethelp.core.questions import Question
from wallethelp.core.session import World, current
from wallethelp.core.values import Chose, ChoseMany, Moment, Reply, Skipped, Unknown

ROUTED = """\
id: routed
title: {zh: 路, en: Routed}
category: money
start: colour
steps:
  colour:
    ask: {zh: 颜色, en: Colour}
    options:
      red: {label: {zh: 红, en: Red}, next: seen}
      blue: {label: {zh: 蓝, en: Blue}, says: {zh: 蓝, en: Blue}, next: seen}
    unknown: seen
  seen:
    ask_many: {zh: 看到, en: Seen}
    options:
      letter: {label: {zh: 信, en: A letter}}
      call: {label: {zh: 电话, en: A call}, needs: [quick]}
    next: size
    unknown: size
  size:
    ask_many: {zh: 大小, en: Size}
    options:
      big: {label: {zh: 大, en: Big}}
      small: {label: {zh: 小, en: Small}, needs: [quick]}
    next: details
    unknown: details
  details:
    collect: [due, answer-by, sent]
    next: sort
  sort:
    decide:
      - when: {any: [{answer: seen, is: letter}, {not: {field: due, after: answer-by}}]}
        next: wait
      - when: {answer: size, is: big}
        next: report
    else: report
    unknown: report
  wait:
    end: wait
    title: {zh: 等, en: Wait}
    until: due
  report:
    end: contact
    title: {zh: 联系, en: Contact}
    until: due
    follow_up: {after: 3 working days, basis: ours}
"""


def _at(day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=NOW.tzinfo)


def _time(at: datetime) -> Reply:
    return detail(Moment.exactly(at))


@pytest.fixture
def routed(tmp_path: Path) -> World:
    return small_world(tmp_path / "routed", {"fields.yaml": FIELDS, "guides/routed.yaml": ROUTED})


def _routed(world: World, seen: Reply, *details: Reply) -> Case:
    whole = (*details, *[Skipped()] * 3)[:3]
    session = begin(world, "routed")
    size = ChoseMany(options=("big",))
    return case_of(world, reply_with(world, session, "nobody", "red", seen, size, *whole))


def test_because_names_what_a_decision_looked_at_and_nothing_that_changed_nothing(
    routed: World,
) -> None:
    decided = ("opening/safety-first", "routed/seen", "due", "answer-by")
    case = _routed(routed, ChoseMany(options=("letter",)))
    assert (case.outcome, case.because) == ("wait", decided)
    # “I don't know” decided too.
    assert _routed(routed, Unknown()).because == decided


def test_because_names_every_branch_read_down_to_the_one_that_decided(routed: World) -> None:
    case = _routed(routed, ChoseMany(options=("call",)), _time(_at(30)), _time(_at(23)))
    decided = ("opening/safety-first", "routed/seen", "routed/size", "due", "answer-by")
    assert (case.outcome, case.because) == ("contact", decided)


def test_the_shipped_guide_for_securing_an_account_says_what_decided() -> None:
    chosen = {"secure-account/alarm": "none", "secure-account/records": "all-mine"}
    session = begin(shipped(), "secure-account")
    while isinstance(question := current(shipped(), session), Question):
        reply: Reply = Chose(option=chosen.get(question.key, "nobody"))
        if isinstance(question.step, AskMany):
            reply = ChoseMany(options=tuple(question.step.options))
        session = reply_with(shipped(), session, reply)
    case = case_of(shipped(), session)
    many = {told.key for told in case.told if isinstance(told.reply, ChoseMany)}
    assert case.ref.guide == "secure-account"
    assert len(many) == 4
    assert many <= set(case.because)


def test_an_outcome_that_waits_for_a_promise_follows_that_one(routed: World) -> None:
    letter = ChoseMany(options=("letter",))
    case = _routed(routed, letter, _time(_at(30)), _time(_at(23)))
    assert case.appointment is not None
    assert (case.appointment.at, case.appointment.basis) == (_at(30), "promise")
    # Not known, or over: whatever else was promised.
    for due in (Unknown(), _time(_at(19))):
        case = _routed(routed, letter, due, _time(_at(23)))
        assert case.appointment is not None
        assert case.appointment.at == _at(23)


def test_a_promise_for_a_day_lasts_until_its_end(routed: World) -> None:
    day = detail(whole_day(_at(30, 0)))
    case = _routed(routed, ChoseMany(options=("letter",)), day)
    assert case.appointment is not None
    assert case.appointment.at == _at(30, 23, 59)
