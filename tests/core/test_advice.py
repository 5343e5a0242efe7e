"""Which channel first, and the reasons that are given for it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.support import NOW, PROPERTY, WeekendsOnly, begin, reply_with, shipped, small_world
from wallethelp.core.advice import (
    RECOMMENDED,
    Advice,
    Ranked,
    Reason,
    Situation,
    advise,
    for_end,
    situation,
)
from wallethelp.core.guide import End, Lack, Need, Try
from wallethelp.core.model import Channel
from wallethelp.core.questions import Question, StepRef
from wallethelp.core.session import AtEnd, Visit, World, follow
from wallethelp.core.text import Text
from wallethelp.core.values import Answer, ChoseMany, Tried, TryResult, Unknown
from wallethelp.pack.checking import validator

SATURDAY = NOW + timedelta(days=1)
WALLETS = sorted(shipped().pack.wallets)
NEEDS: list[Need] = ["quick", "record", "complex", "urgent", "private"]
_WORDS = {"zh": "某", "en": "Some"}
_BESIDE = {"zh": "别处", "en": "Elsewhere"}
_END = End(end="contact", title=Text(**_WORDS))


def _channel(**more: Any) -> Channel:
    plain = {"kind": "phone", "name": _WORDS, "about": _WORDS, "find": [_WORDS]}
    written = {**plain, "needs_login": False, "replies": "hours", **more}
    channel: Channel = validator(Channel).validate_python(written)
    return channel


def _situation(
    *needs: Need,
    can_log_in: bool | None = None,
    because: Mapping[Need, tuple[str, ...]] | None = None,
    login_because: tuple[str, ...] = (),
    without: Mapping[Lack, tuple[str, ...]] | None = None,
    now: datetime = NOW,
) -> Situation:
    return Situation(
        needs={**dict.fromkeys(needs, ()), **(because or {})},
        can_log_in=can_log_in,
        login_because=login_because,
        without=without or {},
        now=now,
    )


def _visit(step: Try, reply: Tried) -> Visit:
    question = Question(ref=StepRef("lost", "look"), key="lost/look", step=step)
    return Visit(question=question, answer=Answer(key="lost/look", reply=reply, time=NOW))


def _advise(given: Situation, **channels: Channel) -> Advice:
    return advise(channels, given, WeekendsOnly())


def _order(advice: Advice) -> list[str]:
    return [ranked.channel for ranked in advice.recommended]


def _codes(ranked: Ranked) -> list[str]:
    return [reason.code for reason in ranked.reasons]


CHAT = _channel(kind="in_app_chat", needs_login=True, replies="minutes", suits=["quick"])
PHONE = _channel(kind="phone", replies="minutes", suits=["urgent", "complex"])
EMAIL = _channel(kind="email", replies="days", suits=["record", "complex"])
SOCIAL = _channel(kind="social", replies="hours", public=True, suits=["quick"])


# --- login ----------------------------------------------------------------------------------------


def test_a_channel_behind_the_login_is_ruled_out_for_who_cannot_log_in() -> None:
    given = _situation("quick", can_log_in=False, login_because=("lost/login",))
    advice = _advise(given, chat=CHAT, phone=PHONE)
    assert _order(advice) == ["phone"]
    assert [ranked.channel for ranked in advice.ruled_out] == ["chat"]
    assert advice.ruled_out[0].reasons == (Reason(code="cannot-log-in", because=("lost/login",)),)


def test_what_works_without_login_says_so_to_who_cannot_log_in() -> None:
    given = _situation(can_log_in=False, login_because=("lost/login",))
    (phone,) = _advise(given, phone=PHONE).recommended
    assert Reason(code="no-login-needed", because=("lost/login",)) in phone.reasons


def test_a_login_that_works_is_a_reason_for_the_channel_behind_it() -> None:
    given = _situation("quick", can_log_in=True, login_because=("lost/login",))
    (chat,) = _advise(given, chat=CHAT).recommended
    assert Reason(code="can-log-in", because=("lost/login",)) in chat.reasons


def test_nothing_is_said_about_a_login_nobody_asked_about() -> None:
    advice = _advise(_situation("quick"), chat=CHAT, phone=PHONE)
    assert advice.ruled_out == ()
    codes = {code for ranked in advice.recommended for code in _codes(ranked)}
    assert not codes & {"can-log-in", "cannot-log-in", "no-login-needed"}


def test_who_has_just_looked_in_the_wallet_is_logged_in() -> None:
    step = Try(try_=Text(**_WORDS), can_log_in=True, fixed="a", next="a")
    results: list[tuple[TryResult, bool | None]] = [
        ("not-fixed", True),
        ("fixed", True),
        ("not-tried", None),
    ]
    for result, can_log_in in results:
        given = situation((_visit(step, Tried(result=result)),), _END, NOW)
        assert given.can_log_in is can_log_in, result
    unseen = replace(step, can_log_in=False)
    assert situation((_visit(unseen, Tried(result="fixed")),), _END, NOW).can_log_in is None


# --- what somebody is without ---------------------------------------------------------------------


def test_who_lost_phone_and_number_is_told_another_way_to_find_each_channel() -> None:
    elsewhere = _channel(kind="phone", replies="minutes", elsewhere=[_BESIDE])
    given = _situation(without={"phone": ("lost/phone",), "number": ("lost/phone",)})
    advice = _advise(given, chat=CHAT, phone=elsewhere, email=EMAIL)
    assert advice.ruled_out[0].reasons == (Reason(code="no-phone", because=("lost/phone",)),)
    found = {ranked.channel: ranked.find for ranked in advice.recommended}
    assert found["phone"] == elsewhere.elsewhere
    assert found["email"] == EMAIL.find, "the pack knows no other way"


def test_who_still_has_a_device_or_the_number_may_log_in() -> None:
    for lack in (["phone"], ["number"]):
        given = _situation(without=dict.fromkeys(cast("list[Lack]", lack), ()))
        assert _order(_advise(given, chat=CHAT)) == ["chat"]


def test_who_cannot_talk_on_a_call_is_not_told_to_call() -> None:
    called = situation((), _END, NOW, can_call=False)
    advice = _advise(called, chat=CHAT, phone=PHONE)
    assert _order(advice) == ["chat"]
    assert _codes(advice.ruled_out[0]) == ["no-calls"]
    assert situation((), _END, NOW).without == {}, "unless they said so, everybody can"


def test_what_is_ruled_out_names_the_answer_counts_nothing_and_can_still_be_found() -> None:
    given = _situation(without={"calls": ("lost/voice",)})
    (phone,) = _advise(given, phone=PHONE).ruled_out
    because = (Reason(code="no-calls", because=("lost/voice",)),)
    assert phone == Ranked(channel="phone", score=0, reasons=because, find=PHONE.find)


def test_who_has_the_phone_is_told_the_usual_way_to_find_a_channel() -> None:
    elsewhere = _channel(elsewhere=[_BESIDE])
    (ranked,) = _advise(_situation(without={"number": ()}), phone=elsewhere).recommended
    assert ranked.find == elsewhere.find


# --- what is needed -------------------------------------------------------------------------------


def test_what_suits_the_need_comes_first_and_says_why() -> None:
    advice = _advise(
        _situation("record", because={"record": ("lost/kind",)}), chat=CHAT, email=EMAIL
    )
    assert _order(advice) == ["email", "chat"]
    assert advice.recommended[0].reasons[0] == Reason(code="suits-record", because=("lost/kind",))


def test_the_fastest_comes_first_where_it_is_urgent() -> None:
    slow = _channel(replies="days", suits=["urgent"])
    fast = _channel(replies="minutes", suits=["urgent"])
    assert _order(_advise(_situation("urgent"), slow=slow, fast=fast)) == ["fast", "slow"]


def test_slowness_weighs_more_where_it_is_urgent() -> None:
    for needs, lost in (((), 1), (("urgent",), 3)):
        (ranked,) = _advise(_situation(*needs), slow=_channel(replies="days")).recommended
        assert (ranked.score, _codes(ranked)) == (-lost, ["answers-slowly"])


def test_speed_is_explained_by_the_answer_that_asked_for_it() -> None:
    given = _situation(because={"quick": ("lost/hurry",)})
    (chat,) = _advise(given, chat=CHAT).recommended
    assert Reason(code="answers-in-minutes", because=("lost/hurry",)) in chat.reasons


def test_equal_channels_keep_the_order_of_the_pack() -> None:
    same = {name: _channel() for name in ("zebra", "apple", "mango")}
    assert _order(_advise(_situation(), **same)) == ["zebra", "apple", "mango"]


def test_three_channels_are_recommended_at_most() -> None:
    many = {f"channel-{number}": _channel() for number in range(RECOMMENDED + 2)}
    assert len(_advise(_situation(), **many).recommended) == RECOMMENDED == 3


WEIGHED: list[tuple[Channel, Situation, int, list[str]]] = [
    (_channel(suits=["record"]), _situation("record"), 3, ["suits-record"]),
    (_channel(replies="minutes"), _situation(), 1, ["answers-in-minutes"]),
    (_channel(replies="minutes"), _situation("quick"), 2, ["answers-in-minutes"]),
    (_channel(replies="minutes"), _situation("urgent"), 2, ["answers-in-minutes"]),
    (_channel(), _situation(), 0, ["answers-in-hours"]),
    (
        _channel(needs_login=True),
        _situation(can_log_in=True),
        1,
        ["can-log-in", "answers-in-hours"],
    ),
    (_channel(), _situation(can_log_in=False), 1, ["no-login-needed", "answers-in-hours"]),
    (_channel(public=True), _situation(), -4, ["answers-in-hours", "public"]),
    (
        _channel(working_hours=True),
        _situation(now=SATURDAY),
        -2,
        ["answers-in-hours", "maybe-closed"],
    ),
]
"""A channel, the situation, what it counts there and why: docs/design.md#which-channel."""


@pytest.mark.parametrize(("channel", "given", "score", "codes"), WEIGHED)
def test_each_reason_weighs_what_the_design_says(
    channel: Channel, given: Situation, score: int, codes: list[str]
) -> None:
    (ranked,) = _advise(given, it=channel).recommended
    assert (ranked.score, _codes(ranked)) == (score, codes)


def test_speed_is_for_what_is_urgent_before_what_is_quick() -> None:
    given = _situation(because={"quick": ("lost/soon",), "urgent": ("lost/now",)})
    (chat,) = _advise(given, chat=CHAT).recommended
    assert Reason(code="answers-in-minutes", because=("lost/now",)) in chat.reasons


# --- in public ------------------------------------------------------------------------------------


@pytest.mark.parametrize("need", ["private", "record", "urgent"])
def test_a_public_channel_is_ruled_out_for_what_is_not_for_the_public(need: Need) -> None:
    given = _situation(because={need: ("lost/kind",)})
    advice = _advise(given, social=SOCIAL, email=EMAIL)
    assert _order(advice) == ["email"]
    assert advice.ruled_out[0].reasons == (Reason(code="public", because=("lost/kind",)),)


def test_a_public_channel_comes_last_elsewhere_and_says_that_it_is_public() -> None:
    private = replace(SOCIAL, public=False)
    advice = _advise(_situation("quick"), social=SOCIAL, private=private)
    assert _order(advice) == ["private", "social"]
    assert "public" in _codes(advice.recommended[-1])


# --- working hours --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "order"), [(NOW, ["open", "always"]), (SATURDAY, ["always", "open"])]
)
def test_working_hours_count_against_a_channel_at_the_weekend(
    now: datetime, order: list[str]
) -> None:
    channels = {"open": _channel(working_hours=True), "always": _channel()}
    advice = _advise(_situation(now=now), **channels)
    assert _order(advice) == order
    codes = _codes(next(r for r in advice.recommended if r.channel == "open"))
    assert ("maybe-closed" in codes) is (now is SATURDAY)


# --- the shipped channels -------------------------------------------------------------------------


@pytest.mark.parametrize("wallet", WALLETS)
def test_who_cannot_log_in_still_has_a_channel(wallet: str) -> None:
    channels = shipped().pack.wallets[wallet].channels
    for need in NEEDS:
        advice = advise(channels, _situation(need, can_log_in=False), WeekendsOnly())
        assert advice.recommended
        assert not any(channels[ranked.channel].needs_login for ranked in advice.recommended)


@pytest.mark.parametrize("wallet", WALLETS)
def test_a_record_is_made_in_writing(wallet: str) -> None:
    channels = shipped().pack.wallets[wallet].channels
    first = advise(channels, _situation("record"), WeekendsOnly()).recommended[0]
    assert channels[first.channel].kind in {"in_app_chat", "in_app_help", "email"}


@pytest.mark.parametrize("wallet", WALLETS)
def test_an_urgent_matter_goes_where_somebody_answers_at_once(wallet: str) -> None:
    channels = shipped().pack.wallets[wallet].channels
    first = advise(channels, _situation("urgent"), WeekendsOnly()).recommended[0]
    assert channels[first.channel].replies == "minutes"


@pytest.mark.parametrize("wallet", WALLETS)
@PROPERTY
@given(
    needs=st.sets(st.sampled_from(NEEDS)),
    can_log_in=st.sampled_from([True, False, None]),
    now=st.sampled_from([NOW, SATURDAY]),
)
def test_every_channel_is_accounted_for_with_a_reason(
    wallet: str, needs: set[Need], can_log_in: bool | None, now: datetime
) -> None:
    channels = shipped().pack.wallets[wallet].channels
    advice = advise(
        channels, _situation(*sorted(needs), can_log_in=can_log_in, now=now), WeekendsOnly()
    )
    named = [ranked.channel for ranked in (*advice.recommended, *advice.ruled_out)]
    assert len(named) == len(set(named))
    assert set(named) == set(channels) or len(advice.recommended) == RECOMMENDED
    scores = [ranked.score for ranked in advice.recommended]
    assert scores == sorted(scores, reverse=True)
    for ranked in (*advice.recommended, *advice.ruled_out):
        assert ranked.reasons, ranked.channel
    for ranked in advice.recommended:
        public = channels[ranked.channel].public
        assert not (public and needs & {"private", "record", "urgent"})


# --- from the answers -----------------------------------------------------------------------------

LOGIN = """\
id: login
title: {zh: 登录, en: Login}
category: money
start: can
steps:
  can:
    ask: {zh: 能登录吗, en: Can you log in}
    options:
      "yes": {label: {zh: 能, en: Yes}, can_log_in: true, next: wants}
      "no": {label: {zh: 不能, en: No}, can_log_in: false, next: wants}
    unknown: wants
  wants:
    ask_many: {zh: 要什么, en: What is wanted}
    options:
      soon: {label: {zh: 快, en: Soon}, needs: [quick]}
      hidden: {label: {zh: 私, en: Hidden}, needs: [private, quick]}
      stolen: {label: {zh: 被偷, en: Stolen}, without: [phone, number]}
    next: again
    unknown: again
  again:
    ask: {zh: 还要什么, en: What else}
    options:
      no-more: {label: {zh: 没有, en: Nothing}, next: report}
      soon: {label: {zh: 快, en: Soon}, needs: [quick], next: report}
      lost: {label: {zh: 丢了, en: Lost}, without: [phone], next: report}
    unknown: report
  report:
    end: contact
    title: {zh: 联系, en: Contact}
    needs: [record]
"""


@pytest.fixture
def small(tmp_path: Path) -> World:
    return small_world(tmp_path / "pack", {"guides/login.yaml": LOGIN})


def _from_answers(world: World, *replies: Any) -> Situation:
    path = follow(world, reply_with(world, begin(world, "login"), "nobody", *replies))
    assert isinstance(path.position, AtEnd)
    return situation(path.visits, path.position.end, NOW)


def test_each_need_names_the_answers_it_came_from(small: World) -> None:
    given = _from_answers(small, "yes", ChoseMany(options=("soon", "hidden")), "no-more")
    assert given.needs == {
        "record": (),
        "quick": ("login/wants",),
        "private": ("login/wants",),
    }
    assert (given.can_log_in, given.login_because) == (True, ("login/can",))


def test_what_two_answers_say_names_both(small: World) -> None:
    given = _from_answers(small, "yes", ChoseMany(options=("soon",)), "soon")
    assert given.needs["quick"] == ("login/wants", "login/again")
    given = _from_answers(small, "yes", ChoseMany(options=("stolen",)), "lost")
    assert given.without == {"phone": ("login/wants", "login/again"), "number": ("login/wants",)}


def test_an_answer_nobody_knows_says_nothing(small: World) -> None:
    given = _from_answers(small, Unknown(), Unknown(), "no-more")
    assert (given.needs, given.can_log_in, given.login_because) == ({"record": ()}, None, ())


def test_an_end_may_say_itself_that_nobody_can_log_in() -> None:
    end = End(end="contact", title=Text(**_WORDS), can_log_in=False)
    given = situation((), end, NOW)
    assert (given.can_log_in, given.login_because) == (False, ())
    assert given.now == NOW
    assert given == for_end(end, NOW)
