"""A session: answering, going back, changing an answer, restoring, handing over."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support import NOW, begin, detail, reply_with, shipped, small_world, whole_day
from wallethelp.core.case import case_of
from wallethelp.core.questions import Question
from wallethelp.core.session import (
    AtEnd,
    Replayed,
    Session,
    World,
    WrongAnswerError,
    answer,
    back,
    current,
    default_for,
    follow,
    replay,
    revise,
    start,
    start_of,
)
from wallethelp.core.values import (
    Answer,
    Chose,
    ChoseMany,
    Moment,
    Money,
    Picked,
    Reply,
    Skipped,
    Tried,
    Unknown,
    Words,
)

OPENING_KEY = "opening/safety-first"
MONEY = detail(Money(amount=Decimal(100), currency="CNY"))
TOMORROW = detail(Moment.exactly(NOW + timedelta(days=1)))

JOURNEY = """\
id: journey
title: {zh: 旅程, en: Journey}
category: money
start: way
steps:
  way:
    ask: {zh: 哪边, en: Which way}
    options:
      left: {label: {zh: 左, en: Left}, next: seen}
      right: {label: {zh: 右, en: Right}, next: push}
      over: {label: {zh: 过, en: Over}, next: early}
    unknown: seen
  early:
    collect: [amount]
    next: hand-over
  hand-over:
    decide:
      - when: {answer: way, is: over}
        next: {guide: lost}
    else: given-up
    unknown: given-up
  seen:
    ask_many: {zh: 看到什么, en: What was seen}
    options:
      red: {label: {zh: 红, en: Red}, says: {zh: 红, en: It was red}}
      blue: {label: {zh: 蓝, en: Blue}, says: {zh: 蓝, en: It was blue}}
    next: details
    unknown: given-up
  push:
    try: {zh: 推, en: Push}
    fixed: done
    next: details
  details:
    collect: [amount]
    optional: [due]
    next: given-up
  given-up:
    end: contact
    title: {zh: 联系, en: Contact}
    needs: [quick]
  done:
    end: resolved
    title: {text: solved}
"""


@pytest.fixture
def small(tmp_path: Path) -> World:
    return small_world(tmp_path / "pack", {"guides/journey.yaml": JOURNEY})


def _asked(world: World, session: Session) -> str:
    position = current(world, session)
    assert isinstance(position, Question)
    return position.key


def _end(world: World, session: Session) -> str:
    position = current(world, session)
    assert isinstance(position, AtEnd)
    return f"{position.ref.guide}/{position.ref.step}"


def _given(key: str, reply: Reply, at: datetime = NOW) -> Answer:
    return Answer(key=key, reply=reply, time=at)


# --- starting and answering -----------------------------------------------------------------------


def test_a_session_needs_a_wallet_and_guide_of_the_pack(small: World) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        start(small, guide="nowhere", wallet="upay", now=NOW)
    with pytest.raises(KeyError, match="nopay"):
        start(small, guide="lost", wallet="nopay", now=NOW)


def test_a_session_keeps_what_it_begins_with(small: World) -> None:
    session = start(small, guide="lost", wallet="upay", now=NOW, helping="my mother")
    begun = (session.guide, session.wallet, session.started, session.helping)
    assert begun == ("lost", "upay", NOW, "my mother")
    assert start(small, guide="lost", wallet="upay", now=NOW).helping is None


def test_a_session_may_have_no_wallet_unless_the_pack_has_but_one(small: World) -> None:
    assert start(small, guide="lost", wallet=None, now=NOW).wallet == "upay"
    assert start(shipped(), guide="top-up-failed", wallet=None, now=NOW).wallet is None


def test_the_opening_question_comes_first_where_the_category_asks_for_it(small: World) -> None:
    assert _asked(small, begin(small, "lost")) == OPENING_KEY


def test_the_opening_question_is_left_out_where_the_category_does_not(small: World) -> None:
    assert _end(small, begin(small, "emergency")) == "emergency/stop"


@pytest.mark.parametrize("reply", [Chose(option="someone"), Unknown()])
def test_anything_but_nobody_at_the_opening_leads_to_the_emergency(
    small: World, reply: Reply
) -> None:
    assert _end(small, reply_with(small, begin(small, "lost"), reply)) == "emergency/stop"


def test_answering_leaves_the_session_it_was_given_alone(small: World) -> None:
    before = begin(small, "lost")
    after = reply_with(small, before, "nobody")
    assert before.answers == ()
    assert [given.key for given in after.answers] == [OPENING_KEY]


def test_each_field_of_a_collect_is_an_answer_of_its_own(small: World) -> None:
    session = reply_with(small, begin(small, "lost"), "nobody", "charged")
    asked = []
    while isinstance(position := current(small, session), Question):
        asked.append((position.key, position.required))
        session = reply_with(small, session, Skipped())
    assert asked == [("amount", True), ("due", False)]


@pytest.mark.parametrize(
    ("way", "reply", "ends"),
    [
        ("right", Tried(result="fixed"), "journey/done"),
        ("right", Tried(result="not-fixed"), "details"),
        ("right", Tried(result="not-tried"), "details"),
        ("right", Unknown(), "details"),
        ("left", ChoseMany(options=("red", "blue")), "details"),
        ("left", ChoseMany(options=()), "details"),
        ("left", Unknown(), "journey/given-up"),
    ],
)
def test_a_reply_leads_where_the_step_says(small: World, way: str, reply: Reply, ends: str) -> None:
    session = reply_with(small, begin(small, "journey"), "nobody", way, reply)
    position = current(small, session)
    assert (_end(small, session) if isinstance(position, AtEnd) else position.ref.step) == ends


def test_unknown_takes_the_way_written_for_it(small: World) -> None:
    session = reply_with(small, begin(small, "lost"), "nobody", Unknown())
    assert _asked(small, session) == "amount"


@pytest.mark.parametrize(
    "given",
    [
        _given("lost/gone", Chose(option="elsewhere")),
        _given("lost/gone", ChoseMany(options=("charged",))),
        _given("lost/gone", Tried(result="fixed")),
        _given("lost/gone", Skipped()),
        _given("lost/gone", MONEY),
        _given("lost/other", Chose(option="charged")),
        _given("amount", MONEY),
    ],
)
def test_an_answer_that_does_not_fit_the_question_is_refused(small: World, given: Answer) -> None:
    session = reply_with(small, begin(small, "lost"), "nobody")
    with pytest.raises(WrongAnswerError, match=given.key):
        answer(small, session, given)


@pytest.mark.parametrize(
    "reply",
    [
        detail(Words(text="100")),
        detail(Picked(option="have")),
        detail(whole_day(NOW)),
        Chose(option="charged"),
    ],
)
def test_a_field_takes_values_of_its_kind_only(small: World, reply: Reply) -> None:
    session = reply_with(small, begin(small, "lost"), "nobody", "charged")
    with pytest.raises(WrongAnswerError):
        answer(small, session, _given("amount", reply))


def test_several_options_must_all_exist(small: World) -> None:
    session = reply_with(small, begin(small, "journey"), "nobody", "left")
    with pytest.raises(WrongAnswerError):
        answer(small, session, _given("journey/seen", ChoseMany(options=("red", "green"))))


def test_nothing_can_be_answered_at_the_end(small: World) -> None:
    session = reply_with(small, begin(small, "lost"), "nobody", "not-charged")
    with pytest.raises(WrongAnswerError):
        answer(small, session, _given("lost/gone", Unknown()))


# --- times ---------------------------------------------------------------------------------------


def test_times_are_told_in_the_zone_of_the_session(small: World) -> None:
    def _zone(session: Session) -> object:
        return session.answers[-1].time.tzinfo

    elsewhere = NOW.astimezone(UTC)
    session = reply_with(small, begin(small, "lost"), "nobody", "charged", at=elsewhere)
    assert session.answers[-1].time == NOW
    assert _zone(session) == NOW.tzinfo
    changed = revise(small, session, _given("lost/gone", Unknown(), elsewhere))
    assert _zone(changed) == NOW.tzinfo


def test_a_length_counts_from_the_first_event_that_is_known(small: World) -> None:
    spec = replace(small.pack.fields["due"], counts_from=("sent", "noticed"))
    assert start_of(spec, {}) is None
    assert start_of(spec, {"noticed": Unknown()}) is None
    assert start_of(spec, {"sent": MONEY, "noticed": Unknown()}) is None
    first, second = Moment.exactly(NOW - timedelta(days=1)), Moment.exactly(NOW)
    assert start_of(spec, {"sent": MONEY, "noticed": detail(second)}) == ("noticed", second)
    known = {"sent": detail(first), "noticed": detail(second)}
    assert start_of(spec, known) == ("sent", first)


# --- back and defaults ----------------------------------------------------------------------------


def test_back_returns_to_the_question_just_answered(small: World) -> None:
    before = reply_with(small, begin(small, "lost"), "nobody")
    after = back(reply_with(small, before, "charged"))
    assert after.answers == before.answers
    assert current(small, after) == current(small, before)


def test_back_at_the_start_changes_nothing(small: World) -> None:
    session = begin(small, "lost")
    assert back(session) == session


def test_what_was_undone_is_offered_again(small: World) -> None:
    session = reply_with(small, begin(small, "lost"), "nobody", "charged", MONEY)
    for _ in range(2):
        session = back(session)
    question = current(small, session)
    assert isinstance(question, Question)
    assert default_for(session, question) == Chose(option="charged")
    session = reply_with(small, session, "charged")
    question = current(small, session)
    assert isinstance(question, Question)
    assert default_for(session, question) == MONEY


def test_an_answer_given_anew_replaces_the_default(small: World) -> None:
    session = back(reply_with(small, begin(small, "lost"), "nobody", "charged"))
    assert [old.key for old in session.kept] == ["lost/gone"]
    session = reply_with(small, session, Unknown())
    assert session.kept == ()


def test_a_default_that_no_longer_fits_is_not_offered(small: World) -> None:
    question = current(small, reply_with(small, begin(small, "lost"), "nobody", "charged"))
    assert isinstance(question, Question)
    session = Session(
        wallet="upay",
        guide="lost",
        started=NOW,
        kept=(_given("amount", detail(Words(text="a lot"))),),
    )
    assert default_for(session, question) is None


def test_the_newest_of_two_undone_answers_is_offered(small: World) -> None:
    session = begin(small, "lost")
    for option in ("someone", "nobody"):
        session = back(reply_with(small, session, option))
    question = current(small, session)
    assert isinstance(question, Question)
    assert default_for(session, question) == Chose(option="nobody")


# --- off the path ---------------------------------------------------------------------------------


def test_answers_off_the_path_are_kept_but_never_reach_the_case(small: World) -> None:
    session = reply_with(small, begin(small, "lost"), "nobody", "charged", MONEY, TOMORROW)
    for _ in range(3):
        session = back(session)
    session = reply_with(small, session, "not-charged")
    assert {old.key for old in session.kept} == {"amount", "due"}
    case = case_of(small, session)
    assert set(case.replies) == {OPENING_KEY, "lost/gone"}
    assert case.bring == ()
    assert case.appointment is None


# --- revise ---------------------------------------------------------------------------------------


def test_changing_an_answer_keeps_later_answers_that_are_still_asked(small: World) -> None:
    session = reply_with(small, begin(small, "journey"), "nobody", "right", Tried(result="fixed"))
    session = revise(small, session, _given("journey/push", Tried(result="not-fixed")))
    session = reply_with(small, session, MONEY, Skipped())
    changed = revise(small, session, _given("journey/push", Tried(result="not-tried")))
    assert _end(small, changed) == "journey/given-up"
    assert [given.key for given in changed.answers] == [given.key for given in session.answers]
    assert changed.kept == ()


def test_changing_an_answer_sets_aside_what_is_no_longer_asked(small: World) -> None:
    session = reply_with(
        small, begin(small, "journey"), "nobody", "right", Tried(result="not-fixed"), MONEY
    )
    changed = revise(small, session, _given("journey/way", Chose(option="left")))
    assert _asked(small, changed) == "journey/seen"
    assert {old.key for old in changed.kept} == {"journey/push", "amount"}
    again = revise(small, changed, _given("journey/way", Chose(option="right")))
    question = current(small, again)
    assert isinstance(question, Question)
    assert default_for(again, question) == Tried(result="not-fixed")


def test_changing_a_date_changes_the_decision(small: World) -> None:
    session = reply_with(small, begin(small, "lost"), "nobody", "charged", MONEY, TOMORROW)
    past = detail(Moment.exactly(NOW - timedelta(days=1)))
    assert _end(small, revise(small, session, _given("due", past))) == "lost/report"


def test_an_answer_that_was_not_given_cannot_be_changed(small: World) -> None:
    session = reply_with(small, begin(small, "lost"), "nobody")
    for given in (
        _given("lost/gone", Chose(option="charged")),
        _given(OPENING_KEY, Chose(option="elsewhere")),
    ):
        with pytest.raises(WrongAnswerError, match=given.key):
            revise(small, session, given)


# --- replay --------------------------------------------------------------------------------------


def test_replaying_on_the_same_guides_changes_nothing(small: World) -> None:
    session = reply_with(small, begin(small, "lost"), "nobody", "charged", MONEY, TOMORROW)
    assert replay(small, session) == Replayed(session=session)


def test_replaying_stops_where_an_answer_no_longer_fits_and_keeps_the_rest(
    small: World, tmp_path: Path
) -> None:
    session = reply_with(small, begin(small, "journey"), "nobody", "right", Unknown(), MONEY)
    renamed = JOURNEY.replace("push", "press")
    changed = small_world(tmp_path / "changed", {"guides/journey.yaml": renamed})
    replayed = replay(changed, session)
    again = replayed.session
    assert [given.key for given in again.answers] == [OPENING_KEY, "journey/way"]
    assert [old.key for old in again.kept] == ["journey/push", "amount"]
    assert [old.key for old in replayed.lost] == ["journey/push", "amount"]
    assert _asked(changed, again) == "journey/press"


def test_replaying_keeps_what_an_option_gone_from_the_guide_had_led_to(
    small: World, tmp_path: Path
) -> None:
    session = reply_with(small, begin(small, "journey"), "nobody", "right", Unknown(), MONEY)
    renamed = JOURNEY.replace("      right:", "      up:")
    changed = small_world(tmp_path / "changed", {"guides/journey.yaml": renamed})
    replayed = replay(changed, session)
    assert _asked(changed, replayed.session) == "journey/way"
    assert [old.key for old in replayed.lost] == ["journey/way", "journey/push", "amount"]


def test_replaying_keeps_answers_behind_an_end_that_now_comes_earlier(
    small: World, tmp_path: Path
) -> None:
    session = reply_with(small, begin(small, "journey"), "nobody", "left", Unknown())
    shorter = JOURNEY.replace("next: seen}", "next: done}")
    changed = small_world(tmp_path / "changed", {"guides/journey.yaml": shorter})
    replayed = replay(changed, session)
    again = replayed.session
    assert _end(changed, again) == "journey/done"
    assert [old.key for old in again.kept] == ["journey/seen"]
    assert [old.key for old in replayed.lost] == ["journey/seen"]


# --- handing over ---------------------------------------------------------------------------------


def test_a_hand_over_keeps_everything_known_and_asks_nothing_twice(small: World) -> None:
    session = reply_with(small, begin(small, "journey"), "nobody", "over", MONEY)
    assert _asked(small, session) == "lost/gone", "the opening question is not asked again"
    session = reply_with(small, session, "charged")
    assert _asked(small, session) == "due", "the amount is not asked again"
    session = reply_with(small, session, TOMORROW)
    assert _end(small, session) == "lost/wait"
    assert case_of(small, session).replies["amount"] == MONEY


def test_going_back_crosses_a_hand_over(small: World) -> None:
    session = reply_with(small, begin(small, "journey"), "nobody", "over", MONEY, "charged")
    for key in ("lost/gone", "amount", "journey/way", OPENING_KEY):
        session = back(session)
        assert _asked(small, session) == key


def test_a_step_is_named_with_its_guide_after_a_hand_over(small: World) -> None:
    session = reply_with(small, begin(small, "journey"), "nobody", "over", Unknown(), Unknown())
    keys = [given.key for given in session.answers]
    assert keys == [OPENING_KEY, "journey/way", "amount", "lost/gone"]


def test_an_unknown_detail_is_not_asked_again_after_a_hand_over(small: World) -> None:
    session = reply_with(small, begin(small, "journey"), "nobody", "over", Unknown(), "charged")
    assert _asked(small, session) == "due"


# --- what is told on the way ----------------------------------------------------------------------

TOLD = """\
id: told
title: {zh: 告诉, en: Told}
category: money
start: first
steps:
  first:
    tell: {zh: 一, en: One}
    facts: [general.one]
    next: sure
  sure:
    ask: {zh: 看到了吗, en: Did you see it}
    options:
      seen: {label: {zh: 看到了, en: I did}, next: second}
    unknown: done
  second:
    tell: {zh: 二, en: Two}
    next: third
  third:
    tell: {zh: 三, en: Three}
    next: which
  which:
    ask: {zh: 哪个, en: Which}
    options:
"""
MANY = 12
SAME = "{{zh: 第{n}个, en: Number {n}}}"
ROW = "      no{n}: {{label: " + SAME + ", says: " + SAME + ", next: done}}\n"
ROWS = "".join(ROW.format(n=n) for n in range(MANY))
TOLD += f"""\
{ROWS}    unknown: given-up
  done:
    end: resolved
    title: {{text: solved}}
  given-up:
    end: contact
    title: {{zh: 联系, en: Contact}}
    needs: [quick]
"""


@pytest.fixture
def telling(tmp_path: Path) -> World:
    return small_world(tmp_path / "pack", {"guides/told.yaml": TOLD})


def test_what_a_guide_tells_asks_nothing_and_stands_until_the_next_answer(telling: World) -> None:
    session = reply_with(telling, begin(telling, "told"), "nobody")
    assert _asked(telling, session) == "told/sure"
    assert [text.en for text in follow(telling, session).told] == ["One"]
    session = reply_with(telling, session, "seen")
    assert [text.en for text in follow(telling, session).told] == ["Two", "Three"]
    ended = reply_with(telling, session, "no3")
    assert _end(telling, ended) == "told/done"
    assert follow(telling, ended).told == ()


def test_what_is_told_is_told_again_who_goes_back(telling: World) -> None:
    session = reply_with(telling, begin(telling, "told"), "nobody", "seen")
    assert [text.en for text in follow(telling, back(session)).told] == ["One"]


def test_a_question_may_have_one_option_or_more_than_nine(telling: World) -> None:
    session = reply_with(telling, begin(telling, "told"), "nobody", Unknown())
    assert _end(telling, session) == "told/done"
    ends = {
        _end(telling, reply_with(telling, begin(telling, "told"), "nobody", "seen", f"no{n}"))
        for n in range(MANY)
    }
    assert ends == {"told/done"}
