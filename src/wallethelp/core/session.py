"""A session as a value: a fold over the answers given so far."""

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo

from msgspec import Struct, field
from msgspec.structs import replace

from wallethelp.core.conditions import Known, holds, keys_asked
from wallethelp.core.duration import Calendar, Weekdays
from wallethelp.core.guide import (
    Ask,
    AskMany,
    Branch,
    Collect,
    Decide,
    End,
    Option,
    Region,
    Target,
    Tell,
    ToGuide,
    Try,
)
from wallethelp.core.model import FieldSpec, Pack
from wallethelp.core.questions import (
    Question,
    StepRef,
    fits,
    is_open,
    landing,
    questions_of,
    step_at,
)
from wallethelp.core.shape import Frozen
from wallethelp.core.text import Text
from wallethelp.core.values import (
    Answer,
    Chose,
    ChoseMany,
    Detail,
    Key,
    Moment,
    Reply,
    Tried,
    Unknown,
    moment_in,
)
from wallethelp.core.which_wallet import WALLET_KEY, wallet_in
from wallethelp.core.zones import in_zone


class WrongAnswerError(ValueError):
    """An answer that does not fit the question it was given to."""


class World(Struct, frozen=True, kw_only=True):
    """What a session is read against: the pack, and the calendars for working days.

    `elsewhere` has those of the regions other than the mainland; where one is missing, Monday to
    Friday are counted.
    """

    pack: Pack
    calendar: Calendar
    elsewhere: Mapping[Region, Calendar] = field(default_factory=dict)

    def calendar_in(self, region: Region | None) -> Calendar:
        """The calendar of where somebody is; who did not say is taken to be in the mainland."""
        if region in (None, "mainland"):
            return self.calendar
        return self.elsewhere.get(region, Weekdays())


class Session(Frozen, kw_only=True):
    """The answers given so far in one guide.

    `answers` are those on the path, in the order of the path; `kept` are earlier ones that are
    off it now, offered again as defaults and never part of a case.
    """

    wallet: Key | None
    """The wallet named before the first question, if any; `about` is the one it comes to."""
    guide: Key
    started: datetime
    answers: tuple[Answer, ...] = ()
    kept: tuple[Answer, ...] = ()
    helping: str | None = None
    """Whom the person asks for, where it is not themselves."""
    added: tuple[Answer, ...] = ()
    """Details given after the outcome, for the message and what to bring; they change no path."""
    can_call: bool = True
    """Whether the person can talk on a call, as they said on the last screen."""

    @property
    def about(self) -> Key | None:
        """The wallet it is about: the one it began with, or the one answered; or None."""
        answered = (wallet_in(given.reply) for given in self.answers if given.key == WALLET_KEY)
        return self.wallet or next(answered, None)

    @property
    def zone(self) -> tzinfo | None:
        """The time zone that every time in the session is told in."""
        return self.started.tzinfo


class AtEnd(Struct, frozen=True, kw_only=True):
    """The outcome reached."""

    ref: StepRef
    end: End


class Visit(Struct, frozen=True, kw_only=True):
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


class Path(Struct, frozen=True, kw_only=True):
    """What the answers lead through, and where they lead to."""

    visits: tuple[Visit, ...]
    position: Question | AtEnd
    about: Key | None = None
    """The wallet, where it is known."""
    passed: tuple[StepRef, ...] = ()
    """Every step on the way, those that ask nothing and the last one included."""
    told: tuple[Text, ...] = ()
    """What is said on the way since the last answer."""
    looked_at: frozenset[str] = frozenset()
    """Keys a `decide` on the way looked at, up to the branch that decided."""
    leftover: tuple[Answer, ...] = ()
    """Answers from the first one on that did not fit."""

    @property
    def replies(self) -> dict[str, Reply]:
        """Replies on the path by key."""
        return {visit.answer.key: visit.answer.reply for visit in self.visits}


def start(
    world: World,
    *,
    guide: str,
    wallet: str | None,
    now: datetime,
    helping: str | None = None,
    can_call: bool = True,
) -> Session:
    """A session with no answers yet. Raises KeyError for a guide or wallet the pack lacks.

    Without a `wallet` it is about the only one of the pack, or none is known yet.
    """
    if wallet is None and len(world.pack.wallets) == 1:
        (wallet,) = world.pack.wallets
    if wallet is not None and wallet not in world.pack.wallets:
        raise KeyError(wallet)
    if guide not in world.pack.guides:
        raise KeyError(guide)
    return Session(wallet=wallet, guide=guide, started=now, helping=helping, can_call=can_call)


def follow(world: World, session: Session) -> Path:
    """Walk the guide along the session's answers, as far as they fit."""
    given = iter(session.answers)
    visits: list[Visit] = []
    passed: list[StepRef] = []
    told: list[Text] = []
    looked_at: set[str] = set()
    replies: dict[str, Reply] = {}
    about, now = session.wallet, session.started

    def path(position: Question | AtEnd, leftover: Iterable[Answer]) -> Path:
        return Path(
            visits=tuple(visits),
            position=position,
            about=about,
            passed=tuple(passed),
            told=tuple(told),
            looked_at=frozenset(looked_at),
            leftover=tuple(leftover),
        )

    ref = landing(world.pack, ToGuide(guide=session.guide), session.guide)
    while True:
        step = step_at(world.pack, ref)
        passed.append(ref)
        for question in questions_of(world.pack, ref, step):
            if not is_open(question, step, wallet=about, replies=replies):
                continue
            answer = next(given, None)
            if answer is None or not fits(question, answer):
                return path(question, () if answer is None else (answer, *given))
            visits.append(Visit(question=question, answer=answer))
            told.clear()
            replies[question.key] = answer.reply
            about = about or wallet_in(replies.get(WALLET_KEY))
            now = answer.time
        if isinstance(step, End):
            return path(AtEnd(ref=ref, end=step), given)
        if isinstance(step, Tell):
            told.append(step.tell)
        if isinstance(step, Decide):
            known = Known(replies=replies, wallet=about, now=now, calendar=world.calendar)
            target, read = _decide(step, known, ref.guide)
            for branch in read:
                looked_at.update(keys_asked(branch.when, ref.guide))
        else:
            target = next_of(step, replies.get(ref.key))
        ref = landing(world.pack, target, ref.guide)


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


class Replayed(Struct, frozen=True, kw_only=True):
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


def add(session: Session, given: Answer) -> Session:
    """The session with a detail given after its outcome, in place of an earlier one."""
    return replace(session, added=_keep(session.added, (in_zone(given, session.zone),)))


def default_for(session: Session, question: Question) -> Reply | None:
    """The earlier reply to offer again, or None."""
    for old in session.kept:
        if old.key == question.key and fits(question, old):
            return old.reply
    return None


def like_before(spec: FieldSpec, replies: Mapping[str, Reply]) -> Detail | None:
    """The answer of another field that `spec` is usually the same as; None where none is known."""
    known = (replies.get(name) for name in spec.like)
    return next((reply for reply in known if isinstance(reply, Detail)), None)


def start_of(spec: FieldSpec, replies: Mapping[str, Reply]) -> tuple[str, Moment] | None:
    """The field a length written for `spec` counts from, and its time; None where none is known."""
    for name in spec.counts_from:
        moment = moment_in(replies.get(name))
        if moment is not None:
            return name, moment
    return None


def next_of(step: Ask | AskMany | Try | Collect | Tell, reply: Reply | None) -> Target:
    """Where a step leads with this reply to its question."""
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
        case Collect() | Tell():
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
