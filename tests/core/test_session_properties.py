"""What holds for every shipped guide, whatever is answered in whatever order."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import chain, combinations, cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.json import decode, encode
from msgspec.structs import replace

from tests.support import FEWER, NOW, begin, detail, reply_with, shipped, whole_day
from wallethelp.core.case import case_of
from wallethelp.core.graph import most_from, most_to_go, reachable, successors
from wallethelp.core.guide import Ask, AskMany, Collect, Decide, End, Try
from wallethelp.core.model import OTHER_WALLET, FieldSpec
from wallethelp.core.opening import GO_ON, OPENING_STEP
from wallethelp.core.questions import Question, StepRef, landing, step_at
from wallethelp.core.session import (
    AtEnd,
    Replayed,
    Session,
    answer,
    back,
    current,
    default_for,
    follow,
    replay,
    revise,
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
    TryResult,
    Unknown,
    Value,
    Words,
)
from wallethelp.core.which_wallet import WALLET_KEY

WORLD = shipped()
GUIDES = sorted(WORLD.pack.guides)
WALLETS: list[str | None] = [None, *sorted(WORLD.pack.wallets)]

JOURNEY = st.binary(max_size=60)
"""What a person does, one byte an action: cheap to draw, and it shrinks to the first choices."""

_MINUTES = (-100_000, -9_000, -4_000, -1_500, -60, 0, 60, 1_500, 4_000, 9_000)
_VALUES: dict[str, list[Value]] = {
    "money": [
        Money(amount=Decimal(amount), currency=currency)
        for amount in ("0.01", "50", "5000")
        for currency in (None, "CNY", "USDT")
    ],
    "datetime": [
        make(NOW + timedelta(minutes=minutes))
        for minutes in _MINUTES
        for make in (Moment.exactly, whole_day)
    ],
}
_TRIED: tuple[TryResult, ...] = ("fixed", "not-fixed", "not-tried")


def _values(spec: FieldSpec) -> list[Value]:
    if spec.kind in ("choice", "evidence"):
        return [Picked(option=name) for name in spec.choices]
    return _VALUES.get(spec.kind, [Words(text="first"), Words(text="第二")])


def _nothing(question: Question) -> list[Reply]:
    return [Unknown(), Skipped()] if isinstance(question.step, Collect) else [Unknown()]


def _replies(question: Question) -> list[Reply]:
    """Everything the question allows, with a few values of each kind."""
    said: list[Reply] = []
    match question.step:
        case Ask(options=options):
            said += [Chose(option=name) for name in options]
        case AskMany(options=options):
            counts = range(len(options) + 1)
            subsets = chain.from_iterable(combinations(options, count) for count in counts)
            said += [ChoseMany(options=names) for names in subsets]
        case Try():
            said += [Tried(result=result) for result in _TRIED]
        case Collect():
            assert question.field is not None
            said += [detail(value) for value in _values(question.field)]
    return [*said, *_nothing(question)]


@cache
def _longest(guide: str) -> int:
    first = StepRef(guide, WORLD.pack.guides[guide].start)
    return most_from(WORLD.pack, first)


def _picked(action: int, question: Question, at: datetime) -> Answer:
    replies = _replies(question)
    return Answer(key=question.key, reply=replies[action % len(replies)], time=at)


def _begun(guide: str, journey: bytes) -> Session:
    first = journey[0] if journey else 0
    session = begin(WORLD, guide, WALLETS[first % len(WALLETS)])
    # Most replies to the opening question end in the emergency; look behind it half of the time.
    question = current(WORLD, session)
    behind = isinstance(question, Question) and question.ref.step == OPENING_STEP
    return reply_with(WORLD, session, "nobody") if behind and first % 2 == 0 else session


def _wandered(guide: str, journey: bytes) -> Session:
    """A session after any number of answers and backs, with time passing."""
    session, at = _begun(guide, journey), NOW
    for action in journey[1:]:
        at += timedelta(minutes=17 * action)
        position = current(WORLD, session)
        if isinstance(position, AtEnd) or action % 4 == 3:
            session = back(session)
        else:
            session = answer(WORLD, session, _picked(action // 4, position, at))
    return session


def _finished(guide: str, session: Session, journey: bytes) -> Iterator[Session]:
    """The session at every further question, and at the end; no longer than it may take."""
    at = max((old.time for old in session.answers), default=NOW)
    actions = cycle(journey or b"\0")
    while isinstance(question := current(WORLD, session), Question):
        yield session
        assert len(session.answers) < _longest(guide)
        session = answer(WORLD, session, _picked(next(actions), question, at))
    yield session


@pytest.mark.parametrize("guide", GUIDES)
@FEWER
@given(journey=JOURNEY, rest=JOURNEY)
def test_a_session_never_gets_stuck(guide: str, journey: bytes, rest: bytes) -> None:
    session = _wandered(guide, journey)
    assert len(session.answers) <= _longest(guide)
    *_, finished = _finished(guide, session, rest)
    assert isinstance(current(WORLD, finished), AtEnd)


@pytest.mark.parametrize("guide", GUIDES)
@FEWER
@given(journey=JOURNEY, action=st.integers(0, 255))
def test_back_undoes_answer(guide: str, journey: bytes, action: int) -> None:
    before = _wandered(guide, journey)
    question = current(WORLD, before)
    if isinstance(question, AtEnd):
        return
    answered = answer(WORLD, before, _picked(action, question, NOW))
    after = back(answered)
    assert after.answers == before.answers
    assert follow(WORLD, after) == follow(WORLD, before)
    assert default_for(after, question) == answered.answers[-1].reply


@pytest.mark.parametrize("guide", GUIDES)
@FEWER
@given(journey=JOURNEY)
def test_answers_are_always_those_on_the_path(guide: str, journey: bytes) -> None:
    session = _wandered(guide, journey)
    path = follow(WORLD, session)
    assert tuple(visit.answer for visit in path.visits) == session.answers
    assert path.leftover == ()
    keys = [old.key for old in session.answers]
    assert len(keys) == len(set(keys)), "nothing is asked twice"


@pytest.mark.parametrize("guide", GUIDES)
@FEWER
@given(journey=JOURNEY)
def test_replaying_what_was_recorded_gives_the_same_session(guide: str, journey: bytes) -> None:
    session = _wandered(guide, journey)
    recorded = decode(encode(session), type=Session)
    assert replay(WORLD, recorded) == Replayed(session=session)
    assert current(WORLD, recorded) == current(WORLD, session)


@pytest.mark.parametrize("guide", GUIDES)
@FEWER
@given(journey=JOURNEY, place=st.integers(0, 99), action=st.integers(0, 255))
def test_changing_an_answer_loses_none(guide: str, journey: bytes, place: int, action: int) -> None:
    session = _wandered(guide, journey)
    visits = follow(WORLD, session).visits
    if not visits:
        return
    given_anew = _picked(action, visits[place % len(visits)].question, NOW)
    changed = revise(WORLD, session, given_anew)
    held = {old.key: old.reply for old in (*changed.kept, *changed.answers)}
    assert held.keys() >= {old.key for old in (*session.answers, *session.kept)}
    assert held.pop(given_anew.key) == given_anew.reply
    for old in session.answers:
        assert old.key == given_anew.key or held[old.key] == old.reply
    assert len(follow(WORLD, changed).visits) == len(changed.answers)


@pytest.mark.parametrize("guide", GUIDES)
@FEWER
@given(journey=JOURNEY)
def test_knowing_nothing_still_leads_to_an_end(guide: str, journey: bytes) -> None:
    session, actions = _begun(guide, journey), cycle(journey or b"\0")
    while isinstance(question := current(WORLD, session), Question):
        assert len(session.answers) < _longest(guide)
        replies = _nothing(question)
        session = reply_with(WORLD, session, replies[next(actions) % len(replies)])
    assert isinstance(question, AtEnd)


@pytest.mark.parametrize("guide", GUIDES)
@FEWER
@given(journey=JOURNEY, rest=JOURNEY)
def test_the_case_holds_only_what_is_on_the_path(guide: str, journey: bytes, rest: bytes) -> None:
    *_, session = _finished(guide, _wandered(guide, journey), rest)
    case = case_of(WORLD, session)
    on_path = {old.key: old.reply for old in session.answers}
    assert case.replies == on_path
    assert {told.key for told in case.told} <= on_path.keys()
    assert {check.key for check in case.tried} <= on_path.keys()
    assert set(case.because) <= on_path.keys()
    for item in case.bring:
        assert item.detail is None or item.detail == on_path[item.field]
    without = case_of(WORLD, replace(session, kept=()))
    assert replace(case, session=without.session) == without, "off-path answers change nothing"


@pytest.mark.parametrize("guide", GUIDES)
@FEWER
@given(journey=JOURNEY)
def test_there_are_never_more_questions_than_was_said(guide: str, journey: bytes) -> None:
    *open_, _end = _finished(guide, _begun(guide, journey), journey)
    for after_this, session in enumerate(reversed(open_)):
        assert after_this <= most_to_go(WORLD.pack, follow(WORLD, session))


def _needs_the_wallet(ref: StepRef) -> bool:
    """Read off the guide as it is written."""
    step = step_at(WORLD.pack, ref)
    if isinstance(step, End):
        return step.end not in ("emergency", "resolved")
    return isinstance(step, Decide) and b'"wallet":' in encode(step)


@pytest.mark.parametrize("guide", GUIDES)
@FEWER
@given(journey=JOURNEY, rest=JOURNEY)
def test_the_wallet_is_asked_where_it_first_matters_and_nowhere_else(
    guide: str, journey: bytes, rest: bytes
) -> None:
    *_, session = _finished(guide, _wandered(guide, journey), rest)
    path = follow(WORLD, session)
    asked_at = [v.question.ref for v in path.visits if v.answer.key == WALLET_KEY]
    needed_at = [ref for ref in path.passed if _needs_the_wallet(ref)]
    assert asked_at == ([] if session.wallet is not None else needed_at[:1])
    named = WORLD.pack.wallet_name_field in path.replies
    assert named is (bool(needed_at) and path.about == OTHER_WALLET)


@pytest.mark.parametrize("guide", GUIDES)
def test_there_is_nothing_to_go_at_an_end(guide: str) -> None:
    session = begin(WORLD, guide)
    while isinstance(current(WORLD, session), Question):
        session = reply_with(WORLD, session, Unknown())
    assert most_to_go(WORLD.pack, follow(WORLD, session)) == 0


def _ends(start: StepRef, *, nobody: bool) -> set[StepRef]:
    """The `wait` ends that can be reached from `start`; without `nobody`, by no such answer."""
    seen, ahead = {start}, [start]
    while ahead:
        ref = ahead.pop()
        step = step_at(WORLD.pack, ref)
        after = set(successors(WORLD.pack, ref))
        if ref.step == OPENING_STEP and not nobody:
            assert isinstance(step, Ask)
            opening = WORLD.pack.info.opening.options
            ways = [step.options[name].next for name in opening if opening[name].next != GO_ON]
            targets = [way for way in (*ways, step.unknown) if way is not None]
            after = {landing(WORLD.pack, target, ref.guide) for target in targets}
        ahead += after - seen
        seen |= after
    steps = {ref: step_at(WORLD.pack, ref) for ref in seen}
    return {ref for ref, step in steps.items() if isinstance(step, End) and step.end == "wait"}


@pytest.mark.parametrize("guide", GUIDES)
def test_nobody_is_told_to_wait_before_the_opening_question_was_answered_nobody(
    guide: str,
) -> None:
    first = StepRef(guide, WORLD.pack.guides[guide].start)
    assert _ends(first, nobody=False) == set()


def test_some_guides_do_tell_people_to_wait() -> None:
    starts = {name: StepRef(name, guide.start) for name, guide in WORLD.pack.guides.items()}
    waiting = {name for name, first in starts.items() if _ends(first, nobody=True)}
    assert {"top-up-failed", "funds-not-received"} <= waiting


@pytest.mark.parametrize("guide", GUIDES)
def test_every_guide_about_money_or_access_asks_the_opening_question_first(guide: str) -> None:
    category = WORLD.pack.category(WORLD.pack.guides[guide])
    assert category is not None
    assert category.opening or category.id in {"urgent", "genuine", "feedback"}
    assert (WORLD.pack.guides[guide].start == OPENING_STEP) is category.opening


@pytest.mark.parametrize("guide", GUIDES)
def test_every_step_leads_to_an_end(guide: str) -> None:
    first = StepRef(guide, WORLD.pack.guides[guide].start)
    for ref in reachable(WORLD.pack, first):
        ends = [r for r in reachable(WORLD.pack, ref) if isinstance(step_at(WORLD.pack, r), End)]
        assert ends, ref
