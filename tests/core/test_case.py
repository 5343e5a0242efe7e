"""What a finished session comes to."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from tests.support import NOW, SMALL_PACK, begin, detail, reply_with, small_world
from wallethelp.core.case import Case, Item, UnfinishedError, aged_since, case_of
from wallethelp.core.session import World
from wallethelp.core.values import (
    ChoseMany,
    Moment,
    Money,
    Picked,
    Reply,
    Skipped,
    Tried,
    Unknown,
)

MONEY = detail(Money(amount=Decimal(100), currency="CNY"))

FIELDS = """\
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
answer-by:
  kind: datetime
  direction: future
  label: {zh: 答复, en: Answer by}
  ask: {zh: 何时答复, en: When will they answer}
  missing: {zh: 某时, en: some time}
sent:
  kind: datetime
  label: {zh: 时间, en: Sent}
  ask: {zh: 何时, en: When}
  missing: {zh: 某时, en: some time}
proof:
  kind: evidence
  label: {zh: 截图, en: Proof}
  ask: {zh: 有吗, en: Is there proof}
  missing: {zh: 截图, en: proof}
receipt:
  kind: evidence
  label: {zh: 回单, en: Receipt}
  ask: {zh: 有吗, en: Is there a receipt}
  missing: {zh: 回单, en: the receipt}
"""

STORY = """\
id: story
title: {zh: 经过, en: Story}
category: money
start: gone
steps:
  gone:
    ask: {zh: 扣了吗, en: Is it gone}
    options:
      charged:
        label: {zh: 是, en: Charged}
        says: {zh: 扣款了, en: It was charged}
        next: seen
      not-charged: {label: {zh: 否, en: Not charged}, next: push}
      stolen: {label: {zh: 被盗, en: Stolen}, next: {guide: danger}}
    unknown: details
    facts: [general.one]
  seen:
    ask_many: {zh: 看到什么, en: What was seen}
    options:
      red: {label: {zh: 红, en: Red}, says: {zh: 红, en: It was red}}
      blue: {label: {zh: 蓝, en: Blue}, says: {zh: 蓝, en: It was blue}}
    next: details
    unknown: details
  push:
    try: {zh: 推, en: Push}
    fixed: done
    next: details
  details:
    collect: [amount, proof]
    optional: [due, answer-by, sent]
    next: early
  early:
    decide:
      - when: {field: sent, younger_than: 2 days}
        next: wait
    else: report
    unknown: report
  wait:
    end: wait
    title: {zh: 等, en: Wait}
    facts: [general.two]
  report:
    end: contact
    title: {zh: 联系, en: Contact}
    request: {zh: "查 {amount}", en: "Trace {amount}"}
    needs: [quick]
    bring: [amount, receipt]
    follow_up: {after: 3 working days, from: sent, basis: ours, next: {guide: lost}}
    facts: [general.two, general.one]
  done:
    end: resolved
    title: {text: solved}
    bring: [receipt]
"""

DANGER = """\
id: danger
title: {zh: 危险, en: Danger}
category: urgent
start: what
steps:
  what:
    ask: {zh: 怎样, en: What}
    options:
      leaving:
        label: {zh: 转走, en: Leaving}
        says: {zh: 钱在转走, en: Money is leaving}
        next: stop
      left: {label: {zh: 没了, en: Left}, next: call}
    unknown: stop
  stop:
    end: emergency
    title: {zh: 停, en: Stop}
  call:
    end: contact
    title: {zh: 打, en: Call}
"""

FACTS = """\
general.one: {claim: {zh: 一, en: One}, source: a page, read_on: 2026-11-21, confidence: high}
general.two: {claim: {zh: 二, en: Two}, source: a page, read_on: 2026-11-21, confidence: low}
"""


@pytest.fixture
def small(tmp_path: Path) -> World:
    files = {
        "fields.yaml": FIELDS,
        "facts.yaml": FACTS,
        "guides/story.yaml": STORY,
        "guides/danger.yaml": DANGER,
    }
    return small_world(tmp_path / "pack", files)


def _at(day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=NOW.tzinfo)


def _time(at: datetime) -> Reply:
    return detail(Moment.exactly(at))


def _case(world: World, *replies: Any, at: datetime = NOW, wallet: str | None = "upay") -> Case:
    session = begin(world, "story", wallet)
    return case_of(world, reply_with(world, session, "nobody", *replies, at=at))


def _told(world: World, **given: Reply) -> Case:
    """The case of someone who was charged and gives these details only."""
    names = ("amount", "proof", "due", "answer-by", "sent")
    details = [given.get(name.replace("-", "_"), Skipped()) for name in names]
    return _case(world, Unknown(), *details)


def _bring(case: Case) -> dict[str, str]:
    return {item.field: item.state for item in case.bring}


# --- the outcome and its reasons ------------------------------------------------------------------


def test_an_unfinished_session_is_no_case(small: World) -> None:
    with pytest.raises(UnfinishedError):
        case_of(small, begin(small, "story"))


def test_the_case_names_its_outcome_and_when_it_was_reached(small: World) -> None:
    later = NOW + timedelta(hours=1)
    case = _case(small, "not-charged", Tried(result="fixed"), at=later)
    assert (case.outcome, case.ref.guide, case.ref.step) == ("resolved", "story", "done")
    assert case.finished == later


def test_a_case_without_answers_was_reached_when_it_was_started(small: World) -> None:
    case = case_of(small, begin(small, "emergency"))
    assert (case.outcome, case.finished) == ("emergency", NOW)


def test_the_same_session_gives_the_same_case(small: World) -> None:
    session = reply_with(small, begin(small, "story"), "nobody", "not-charged", Unknown())
    session = reply_with(small, session, *[Skipped()] * 5)
    assert case_of(small, session) == case_of(small, session)


def test_because_names_the_answers_that_chose_the_way(small: World) -> None:
    seen = ChoseMany(options=("red",))
    case = _case(small, "charged", seen, MONEY, *[Skipped()] * 3, _time(_at(10)))
    assert case.because == ("opening/safety-first", "story/gone", "sent")
    case = _case(small, "not-charged", Tried(result="fixed"))
    assert case.because == ("opening/safety-first", "story/gone", "story/push")


def test_facts_are_those_of_the_steps_on_the_way_each_once(small: World) -> None:
    assert _told(small).facts == ("general.one", "general.two")
    assert _case(small, "not-charged", Tried(result="fixed")).facts == ("general.one",)


# --- what was said and tried ----------------------------------------------------------------------


def test_questions_are_told_in_order_with_what_was_chosen(small: World) -> None:
    seen = ChoseMany(options=("blue", "red"))
    case = _case(small, "charged", seen, *[Skipped()] * 5)
    assert [told.key for told in case.told] == ["opening/safety-first", "story/gone", "story/seen"]
    labels = [[option.label.en for option in told.options] for told in case.told]
    assert labels == [["Nobody"], ["Charged"], ["Red", "Blue"]]


def test_not_knowing_is_told_as_such(small: World) -> None:
    case = _told(small)
    assert (case.told[-1].reply, case.told[-1].options) == (Unknown(), ())


def test_options_speak_for_the_person(small: World) -> None:
    case = _case(small, "charged", ChoseMany(options=("blue", "red")), *[Skipped()] * 5)
    assert [text.en for text in case.says] == ["It was charged", "It was red", "It was blue"]
    assert _told(small).says == ()


@pytest.mark.parametrize(
    ("reply", "result"),
    [
        (Tried(result="not-fixed"), "not-fixed"),
        (Tried(result="not-tried"), "not-tried"),
        (Unknown(), "unknown"),
    ],
)
def test_not_working_not_trying_and_not_knowing_are_three_results(
    small: World, reply: Reply, result: str
) -> None:
    case = _case(small, "not-charged", reply, *[Skipped()] * 5)
    assert [(check.key, check.result) for check in case.tried] == [("story/push", result)]


def test_an_emergency_says_only_what_belongs_to_it(small: World) -> None:
    session = reply_with(small, begin(small, "story"), "nobody", "stolen", "leaving")
    case = case_of(small, session)
    assert case.outcome == "emergency"
    assert [text.en for text in case.says] == ["Money is leaving"]


def test_an_emergency_leaves_out_what_was_said_before_it(tmp_path: Path) -> None:
    spoken = STORY.replace(
        "{label: {zh: 被盗, en: Stolen}", "{label: {zh: 盗, en: Stolen}, says: {zh: 盗, en: Stolen}"
    )
    files = {"fields.yaml": FIELDS, "facts.yaml": FACTS}
    files |= {"guides/story.yaml": spoken, "guides/danger.yaml": DANGER}
    world = small_world(tmp_path / "pack", files)
    for way, said in (("leaving", ["Money is leaving"]), ("left", ["Stolen"])):
        session = reply_with(world, begin(world, "story"), "nobody", "stolen", way)
        assert [text.en for text in case_of(world, session).says] == said


# --- what to bring --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({"proof": detail(Picked(option="have"))}, "have"),
        ({"proof": detail(Picked(option="later"))}, "later"),
        ({"proof": detail(Picked(option="cannot"))}, "cannot"),
        ({"proof": Unknown()}, "missing"),
        ({"proof": Skipped()}, "missing"),
        ({"amount": MONEY}, "have"),
        ({"amount": Unknown()}, "missing"),
        ({"amount": Skipped()}, "missing"),
        ({"due": Unknown()}, "unknown"),
        ({"due": Skipped()}, None),
    ],
)
def test_what_to_bring_is_had_missing_or_unknown(
    small: World, given: dict[str, Reply], state: str | None
) -> None:
    (name,) = given
    assert _bring(_told(small, **given)).get(name) == state


def test_an_optional_detail_nobody_gave_is_not_nagged_about(small: World) -> None:
    assert _bring(_told(small)) == {"amount": "missing", "proof": "missing", "receipt": "missing"}


def test_an_optional_detail_that_the_end_asks_for_is_missing_where_it_was_skipped(
    tmp_path: Path,
) -> None:
    files = {
        "fields.yaml": FIELDS,
        "facts.yaml": FACTS,
        "guides/story.yaml": STORY.replace("bring: [amount, receipt]", "bring: [amount, due]"),
        "guides/danger.yaml": DANGER,
    }
    world = small_world(tmp_path / "pack", files)
    assert _bring(_told(world)) == {"amount": "missing", "proof": "missing", "due": "missing"}
    assert _bring(_told(world, due=Unknown()))["due"] == "unknown"


def test_what_the_end_asks_for_comes_last_and_once(small: World) -> None:
    case = _told(small, amount=MONEY)
    assert [item.field for item in case.bring] == ["amount", "proof", "receipt"]
    spec = small.pack.fields["amount"]
    assert case.bring[0] == Item(field="amount", spec=spec, state="have", detail=MONEY)


def test_nothing_has_to_be_brought_or_contacted_once_it_is_solved(small: World) -> None:
    case = _case(small, "not-charged", Tried(result="fixed"))
    assert case.bring == ()
    assert case.advice.recommended == case.advice.ruled_out == ()
    assert case.appointment is None


# --- when to follow up ----------------------------------------------------------------------------


def test_without_a_promise_the_suggestion_counts(small: World) -> None:
    case = _told(small)
    assert case.appointment is not None
    assert (case.appointment.at, case.appointment.basis) == (_at(25, 23, 59), "ours")
    assert not case.appointment.estimated


def test_the_suggestion_counts_from_the_field_it_names(small: World) -> None:
    case = _told(small, sent=_time(_at(17)))
    assert case.appointment is not None
    assert case.appointment.at == _at(20, 23, 59)


def test_what_was_promised_overrides_the_suggestion(small: World) -> None:
    promised = _at(30, 18)
    case = _told(small, due=_time(promised), sent=_time(_at(17)))
    assert case.appointment is not None
    assert (case.appointment.at, case.appointment.basis) == (promised, "promise")


def test_a_promise_far_away_does_not_put_off_the_suggestion(small: World) -> None:
    case = _told(small, due=_time(_at(20) + timedelta(days=180)))
    assert case.appointment is not None
    assert (case.appointment.at, case.appointment.basis) == (_at(25, 23, 59), "ours")


def test_of_two_promises_the_nearer_counts(small: World) -> None:
    case = _told(small, due=_time(_at(30)), answer_by=_time(_at(23)))
    assert case.appointment is not None
    assert case.appointment.at == _at(23)


@pytest.mark.parametrize("at", [NOW, NOW - timedelta(days=3)])
def test_a_promise_that_is_over_counts_no_more(small: World, at: datetime) -> None:
    case = _told(small, due=_time(at))
    assert case.appointment is not None
    assert case.appointment.basis == "ours"


def test_a_past_time_is_no_promise(small: World) -> None:
    # A clock a little ahead: still a time that has been, by its field.
    case = _told(small, sent=_time(_at(17)))
    assert case.appointment is not None
    assert case.appointment.basis == "ours"


def test_a_date_in_a_year_not_yet_published_is_estimated(small: World) -> None:
    late = datetime(2026, 12, 30, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    case = _case(small, Unknown(), *[Skipped()] * 5, at=late)
    assert case.appointment is not None
    assert case.appointment.at.year == 2027
    assert case.appointment.estimated


def test_an_end_without_a_date_gives_none(small: World) -> None:
    case = _told(small, sent=_time(_at(20, 9)))
    assert (case.outcome, case.appointment) == ("wait", None)


def test_the_follow_up_names_the_guide_it_leads_to(small: World) -> None:
    assert _told(small).follow_up_guide == "lost"
    assert _case(small, "not-charged", Tried(result="fixed")).follow_up_guide is None


# --- whom to contact ------------------------------------------------------------------------------


def test_the_channels_are_those_of_the_wallet(small: World) -> None:
    assert [ranked.channel for ranked in _told(small).advice.recommended] == ["chat"]


def test_a_wallet_the_pack_does_not_know_gets_no_made_up_channel(tmp_path: Path) -> None:
    second = SMALL_PACK["wallets/upay.yaml"].replace("upay", "kdou")
    world = small_world(tmp_path, {"wallets/kdou.yaml": second})
    case = case_of(
        world, reply_with(world, begin(world, "lost", None), "nobody", "charged", *[Skipped()] * 2)
    )
    assert case.advice.recommended == ()


def test_the_kept_answers_of_other_paths_change_nothing(small: World) -> None:
    session = reply_with(small, begin(small, "story"), "nobody", Unknown(), *[Skipped()] * 5)
    other = reply_with(small, begin(small, "story"), "nobody", "charged")
    with_kept = replace(session, kept=other.answers[1:])
    assert replace(case_of(small, with_kept), session=session) == case_of(small, session)


# --- what fits the outcome ------------------------------------------------------------------------

TIP = "{{text: {{zh: 说, en: Say}}, facts: [general.one], {limit}}}"
TIPS = {
    "every": "at_risk: true",
    "waits": "outcomes: [wait]",
    "contacts": "outcomes: [contact, escalate]",
    "by-phone": "channels: [phone]",
    "by-chat": "channels: [in_app_chat]",
    "of-upay": "wallets: [upay]",
    "calm": "at_risk: false",
}


def _world_with(folder: Path, story: str, *tips: str) -> World:
    files = {
        "fields.yaml": FIELDS,
        "facts.yaml": FACTS,
        "guides/story.yaml": story,
        "guides/danger.yaml": DANGER,
    }
    if tips:
        limits = (f"{name}: {TIP.format(limit=TIPS[name])}\n" for name in tips)
        files["tips.yaml"] = "".join(limits)
    return small_world(folder / "pack", files)


@pytest.mark.parametrize(
    ("name", "is_given", "is_given_at_risk"),
    [
        ("every", True, True),
        ("waits", False, False),
        ("contacts", True, True),
        ("by-phone", False, False),
        ("by-chat", True, True),
        ("of-upay", True, True),
        ("calm", True, False),
    ],
)
def test_a_tip_fits_outcome_channel_wallet_and_danger(
    tmp_path: Path, name: str, is_given: bool, is_given_at_risk: bool
) -> None:
    world = _world_with(tmp_path, STORY, name)
    assert (_told(world).tip_names == (name,)) is is_given
    urgent = _world_with(tmp_path / "urgent", STORY.replace("[quick]", "[quick, urgent]"), name)
    assert (_told(urgent).tip_names == (name,)) is is_given_at_risk
    danger = _case(world, "stolen", "left")
    assert danger.tip_names == (), "nothing is asked of anybody there"


@pytest.mark.parametrize(("days", "is_old"), [(365, False), (366, True)])
def test_what_was_read_over_a_year_before_is_told(small: World, days: int, is_old: bool) -> None:
    case = _told(small)
    read_on = case.finished.date() - timedelta(days=days)
    assert aged_since(case, small.pack) is None
    facts = {**small.pack.facts}
    facts["general.two"] = replace(facts["general.two"], read_on=read_on)
    aged = aged_since(case, replace(small.pack, facts=facts))
    assert aged == (read_on if is_old else None)


def test_an_action_is_told_unless_its_condition_is_false(tmp_path: Path) -> None:
    doing = """\
    do:
      - {zh: 做, en: Do}
      - {text: {zh: 红, en: Red}, when: {answer: seen, is: red}}
      - {text: {zh: 蓝, en: Blue}, when: {answer: seen, is: blue}}
    needs: [quick]
"""
    world = _world_with(tmp_path, STORY.replace("    needs: [quick]\n", doing))
    details = [Skipped() for _ in range(5)]
    red = _case(world, "charged", ChoseMany(options=("red",)), *details)
    assert [text.en for text in red.actions] == ["Do", "Red"]
    assert [text.en for text in _told(world).actions] == ["Do", "Red", "Blue"]
