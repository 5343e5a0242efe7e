"""A session as a value: a fold over the answers given so far."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import NamedTuple

from wallethelp.core.conditions import Known, holds, keys_asked
from wallethelp.core.duration import Calendar
from wallethelp.core.guide import (
    Ask,
    AskMany,
    Branch,
    Collect,
    Decide,
    End,
    Option,
    Step,
    Target,
    ToGuide,
    Try,
)
from wallethelp.core.model import FieldSpec, Pack
from wallethelp.core.opening import OPENING, OPENING_STEP
from wallethelp.core.values import (
    Answer,
    Chose,
    ChoseMany,
    Detail,
    Key,
    Moment,
    Money,
    Picked,
    Reply,
    Skipped,
    Tried,
    Unknown,
    Words,
    moment_in,
)
from wallethelp.core.zones import in_zone


class StepRef(NamedTuple):
    """Where a step stands."""

    guide: Key
    step: Key

    @property
    def key(self) -> str:
        """The name of the step's answer. The opening question has one name in every guide."""
        if self.step == OPENING_STEP:
            return f"{OPENING}/{OPENING_STEP}"
        return f"{self.guide}/{self.step}"


class WrongAnswerError(ValueError):
    """An answer that does not fit the question it was given to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    """What a session is read against: the pack, and the calendar for working days."""

    pack: Pack
    calendar: Calendar


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """The answers given so far in one guide.

    `answers` are those on the path, in the order of the path; `kept` are earlier ones that are
    off it now, offered again as defaults and never part of a case.
    """

    wallet: Key | None
    guide: Key
    started: datetime
    answers: tuple[Answer, ...] = ()
    kept: tuple[Answer, ...] = ()
    helping: str | None = None
    """Whom the person asks for, where it is not themselves."""

    @property
    def zone(self) -> tzinfo | None:
        """The time zone that every time in the session is told in."""
        return self.started.tzinfo


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What is asked next. `field` is set for a detail of a `collect` step."""

    ref: StepRef
    key: Key
    step: Ask | AskMany | Try | Collect
    field: FieldSpec | None = None

    @property
    def required(self) -> bool:
        """False for a detail nobody is nagged about."""
        return not isinstance(self.step, Collect) or self.key in self.step.collect


@dataclass(frozen=True, kw_only=True, slots=True)
class AtEnd:
    """The outcome reached."""

    ref: StepRef
    end: End


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """A question on the path with the answer it got."""

    question: Question
    answer: Answer

    @property
    def options(self) -> tuple[Option, ...]:
        """The options chosen, in the order of the guide; none where nothing was to be chosen."""
        step, reply = self.question.step, self.answer.reply
        match step, reply:
            case Ask(), Chose(option=name):
                return (step.options[name],)
            case AskMany(), ChoseMany(options=names):
                return tuple(option for name, option in step.options.items() if name in names)
            case _:
                return ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Path:
    """What the answers lead through, and where they lead to."""

    visits: tuple[Visit, ...]
    position: Question | AtEnd
    passed: tuple[StepRef, ...] = ()
    """Every step on the way, those that ask nothing and the last one included."""
    looked_at: frozenset[str] = frozenset()
    """Keys a `decide` on the way looked at, up to the branch that decided."""
    leftover: tuple[Answer, ...] = field(default=())
    """Answers from the first one on that did not fit."""

    @property
    def replies(self) -> dict[str, Reply]:
        """Replies on the path by key."""
        return {visit.answer.key: visit.answer.reply for visit in self.visits}


def start(
    world: World, *, guide: str, wallet: str | None, now: datetime, helping: str | None = None
) -> Session:
    """A session with no answers yet. Raises KeyError for a guide or wallet the pack lacks."""
    if wallet is not None and wallet not in world.pack.wallets:
        raise KeyError(wallet)
    if guide not in world.pack.guides:
        raise KeyError(guide)
    return Session(wallet=wallet, guide=guide, started=now, helping=helping)


def follow(world: World, session: Session) -> Path:
    """Walk the guide along the session's answers, as far as they fit."""
    given = iter(session.answers)
    visits: list[Visit] = []
    passed: list[StepRef] = []
    looked_at: set[str] = set()
    replies: dict[str, Reply] = {}
    now = session.started
    ref = landing(world.pack, ToGuide(guide=session.guide), session.guide)
    while True:
        step = step_at(world.pack, ref)
        passed.append(ref)
        if isinstance(step, End):
            end = AtEnd(ref=ref, end=step)
            return _path(visits, end, passed, looked_at, given)
        if isinstance(step, Decide):
            known = Known(replies=replies, wallet=session.wallet, now=now, calendar=world.calendar)
            target, read = _decide(step, known, ref.guide)
            for branch in read:
                looked_at.update(keys_asked(branch.when, ref.guide))
            ref = landing(world.pack, target, ref.guide)
            continue
        for question in questions_of(world.pack, ref, step):
            if question.key in replies:
                continue
            answer = next(given, None)
            if answer is None or not fits(question, answer):
                rest = () if answer is None else (answer, *given)
                return _path(visits, question, passed, looked_at, rest)
            visits.append(Visit(question=question, answer=answer))
            replies[question.key] = answer.reply
            now = answer.time
        ref = landing(world.pack, _next(step, replies.get(ref.key)), ref.guide)


def _path(
    visits: list[Visit],
    position: Question | AtEnd,
    passed: list[StepRef],
    looked_at: set[str],
    leftover: Iterable[Answer],
) -> Path:
    return Path(
        visits=tuple(visits),
        position=position,
        passed=tuple(passed),
        looked_at=frozenset(looked_at),
        leftover=tuple(leftover),
    )


def current(world: World, session: Session) -> Question | AtEnd:
    """The question to ask next, or the outcome."""
    return follow(world, session).position


def answer(world: World, session: Session, given: Answer) -> Session:
    """The session with one more answer, its times told in the session's zone.

    Raises WrongAnswerError where it does not fit the current question, or none is open.
    """
    question = current(world, session)
    if isinstance(question, AtEnd) or not fits(question, given):
        raise WrongAnswerError(given.key)
    return replace(
        session,
        answers=(*session.answers, in_zone(given, session.zone)),
        kept=tuple(old for old in session.kept if old.key != given.key),
    )


def back(session: Session) -> Session:
    """The session without its last answer, which is kept as a default. Unchanged at the start."""
    if not session.answers:
        return session
    *earlier, last = session.answers
    return replace(session, answers=tuple(earlier), kept=_keep(session.kept, (last,)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Replayed:
    """A session on today's guides; `lost` are the answers that are not on its path any more."""

    session: Session
    lost: tuple[Answer, ...] = ()


def replay(world: World, session: Session) -> Replayed:
    """Give the session's answers again: each stays wherever its question is still asked.

    The others are kept as defaults. On unchanged guides nothing is lost.
    """
    path = follow(world, session)
    fitting = tuple(visit.answer for visit in path.visits)
    fresh = replace(session, answers=fitting, kept=_keep(session.kept, path.leftover))
    again = _give_again(world, fresh, path.leftover)
    on_path = {old.key for old in again.answers}
    return Replayed(
        session=again, lost=tuple(old for old in session.answers if old.key not in on_path)
    )


def revise(world: World, session: Session, given: Answer) -> Session:
    """Change an answer already given. Later answers stay wherever the new path asks for them.

    Raises WrongAnswerError where no answer of that key is on the path, or the new one does not fit.
    """
    visits = follow(world, session).visits
    place = next((n for n, visit in enumerate(visits) if visit.answer.key == given.key), None)
    if place is None or not fits(visits[place].question, given):
        raise WrongAnswerError(given.key)
    later = session.answers[place + 1 :]
    changed = replace(
        session,
        answers=(*session.answers[:place], in_zone(given, session.zone)),
        kept=_keep(session.kept, later),
    )
    return _give_again(world, changed, later)


def _give_again(world: World, session: Session, old: Iterable[Answer]) -> Session:
    on_hand = {earlier.key: earlier for earlier in old}
    while True:
        question = current(world, session)
        earlier = None if isinstance(question, AtEnd) else on_hand.get(question.key)
        if earlier is None or isinstance(question, AtEnd) or not fits(question, earlier):
            return session
        session = answer(world, session, earlier)


def default_for(session: Session, question: Question) -> Reply | None:
    """The earlier reply to offer again, or None."""
    for old in session.kept:
        if old.key == question.key and fits(question, old):
            return old.reply
    return None


def start_of(spec: FieldSpec, replies: Mapping[str, Reply]) -> tuple[str, Moment] | None:
    """The field a length written for `spec` counts from, and its time; None where none is known."""
    for name in spec.counts_from:
        moment = moment_in(replies.get(name))
        if moment is not None:
            return name, moment
    return None


def fits(question: Question, given: Answer) -> bool:
    """Whether `given` is an answer to `question`, with options that exist."""
    if given.key != question.key:
        return False
    reply = given.reply
    if isinstance(reply, Unknown):
        return True
    match question.step:
        case Ask():
            return isinstance(reply, Chose) and reply.option in question.step.options
        case AskMany():
            return isinstance(reply, ChoseMany) and set(reply.options) <= set(question.step.options)
        case Try():
            return isinstance(reply, Tried)
        case Collect():
            if isinstance(reply, Skipped):
                return True
            spec = question.field
            return isinstance(reply, Detail) and spec is not None and _fits_field(spec, reply)


_VALUE_TYPES = {"money": Money, "datetime": Moment, "choice": Picked, "evidence": Picked}


def _fits_field(spec: FieldSpec, reply: Detail) -> bool:
    if not isinstance(reply.value, _VALUE_TYPES.get(spec.kind, Words)):
        return False
    if isinstance(reply.value, Picked):
        return reply.value.option in spec.choices
    return True


def questions_of(
    pack: Pack, ref: StepRef, step: Ask | AskMany | Try | Collect
) -> Iterator[Question]:
    """The questions one step asks, in order."""
    if isinstance(step, Collect):
        for name in step.fields:
            yield Question(ref=ref, key=name, step=step, field=pack.fields[name])
    else:
        yield Question(ref=ref, key=ref.key, step=step)


def landing(pack: Pack, target: Target, guide: str) -> StepRef:
    """The step a target of `guide` leads to."""
    if isinstance(target, ToGuide):
        return StepRef(target.guide, pack.guides[target.guide].start)
    return StepRef(guide, target)


def step_at(pack: Pack, ref: StepRef) -> Step:
    """The step at `ref`. Raises KeyError where there is none."""
    return pack.guides[ref.guide].steps[ref.step]


def _next(step: Ask | AskMany | Try | Collect, reply: Reply | None) -> Target:
    match step:
        case Ask():
            if isinstance(reply, Chose):
                chosen = step.options[reply.option].next
                if chosen is not None:
                    return chosen
            return step.unknown
        case AskMany():
            return step.unknown if isinstance(reply, Unknown) else step.next
        case Try():
            fixed = isinstance(reply, Tried) and reply.result == "fixed"
            return step.fixed if fixed else step.next
        case Collect():
            return step.next


def _decide(step: Decide, known: Known, guide: str) -> tuple[Target, tuple[Branch, ...]]:
    """Where to go, and the branches that were read to know it."""
    for number, branch in enumerate(step.decide, 1):
        truth = holds(branch.when, known, guide=guide)
        if truth is not False:
            return branch.next if truth else step.unknown, step.decide[:number]
    return step.else_, step.decide


def _keep(kept: tuple[Answer, ...], more: Iterable[Answer]) -> tuple[Answer, ...]:
    newer = {old.key: old for old in more}
    return (*(old for old in kept if old.key not in newer), *newer.values())
