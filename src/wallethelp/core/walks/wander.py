"""Sessions nobody planned: answers drawn at random, or drawn towards something to be reached."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any, NamedTuple

from msgspec import Struct

from wallethelp.core.conditions import (
    AnswerIs,
    Condition,
    FieldIs,
    Not,
    comparisons,
    key_asked,
    parse_limit,
)
from wallethelp.core.entry import read_entry
from wallethelp.core.graph import successors
from wallethelp.core.guide import Ask, AskMany, Try
from wallethelp.core.model import FieldSpec, Pack
from wallethelp.core.names import parts
from wallethelp.core.questions import Question, StepRef, landing, step_at
from wallethelp.core.session import AtEnd, Session, World, answer, follow, next_of, start
from wallethelp.core.values import (
    TRY_RESULTS,
    Answer,
    Chose,
    ChoseMany,
    Detail,
    Reply,
    Skipped,
    Tried,
    Unknown,
)
from wallethelp.core.walks.coverage import Spot, conditions_at


class Given(NamedTuple):
    """A reply, as a file of answers writes it and as a value."""

    written: Any
    reply: Reply


class Aim(Struct, frozen=True):
    """Something to be reached, with what helps to get there."""

    spot: Spot
    upstream: frozenset[StepRef]
    """The steps from which its step can be reached, itself included."""
    wanted: Mapping[str, frozenset[str]]
    """Options that its condition looks for, by the key of the answer."""


class Taken(Struct, frozen=True, kw_only=True):
    """A finished session, with its answers as they are written."""

    session: Session
    written: Mapping[str, Any]


_HOURS = (-9600, -2400, -480, -192, -96, -50, -26, -3, 3, 26, 50, 96, 192, 720, 4800)
"""Around the time of the answer, where no condition says which times matter."""
_UNITS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "working day": 30.0}
_LIKELY = 0.8
_WORDS = {"text": "An example", "reference": "TX-2026-0042", "account": "user-1"}


class Wanderer(Struct, frozen=True, kw_only=True, dict=True):
    """Goes through the guides of a world at one time, every answer drawn by `random`."""

    world: World
    now: datetime
    random: Random

    def __hash__(self) -> int:
        return id(self)

    def go(self, guide: str, wallet: str | None, aim: Aim | None = None) -> Taken:
        """A session from the first question of `guide` to an end."""
        return self.finish(start(self.world, guide=guide, wallet=wallet, now=self.now), aim=aim)

    def finish(
        self,
        session: Session,
        *,
        aim: Aim | None = None,
        offered: Mapping[str, Reply] | None = None,
    ) -> Taken:
        """`session` brought to an end; what is `offered` for a question is its answer."""
        written: dict[str, Any] = {}
        while True:
            question = follow(self.world, session).position
            if isinstance(question, AtEnd):
                return Taken(session=session, written=written)
            known = (offered or {}).get(question.key)
            given = Given(None, known) if known is not None else self.draw(question, aim)
            written[question.key] = given.written
            reply = Answer(key=question.key, reply=given.reply, time=self.now)
            session = answer(self.world, session, reply)

    def draw(self, question: Question, aim: Aim | None = None) -> Given:
        """One of the replies that `question` takes."""
        replies = self.replies(question)
        if aim is not None:
            replies = self._towards(question, replies, aim)
        return self.random.choice(replies)

    def replies(self, question: Question) -> Sequence[Given]:
        """Replies that `question` takes: all where they can be counted, some of each kind else."""
        unknown = Given(None, Unknown())
        match step := question.step:
            case Ask():
                return [*(Given(name, Chose(option=name)) for name in step.options), unknown]
            case AskMany():
                names = tuple(step.options)
                some = tuple(name for name in names if self.random.random() < 1 / 3)
                drawn = [some] if len(some) > 1 else []
                chosen = [*((name,) for name in names), *drawn]
                return [*(Given([*each], ChoseMany(options=each)) for each in chosen), unknown]
            case Try():
                return [Given(name, Tried(result=name)) for name in TRY_RESULTS]
            case _:
                field = question.field
                details = self._details[question.key] if field is not None else ()
                skipped = () if question.required else (Given("", Skipped()),)
                return [*details, unknown, *skipped]

    def aim(self, spot: Spot, ref: StepRef) -> Aim:
        """What leads to `spot`, which belongs to the step `ref`."""
        upstream, ahead = {ref}, [ref]
        while ahead:
            fresh = [
                before for before in self._before.get(ahead.pop(), ()) if before not in upstream
            ]
            upstream.update(fresh)
            ahead += fresh
        step = step_at(self.world.pack, ref)
        conditions = dict(conditions_at(step))
        condition = conditions.get(spot.place)
        # What is denied fails where it is so.
        helps = condition is not None and (spot.kind == "fails") == isinstance(condition, Not)
        wanted = _looked_for(condition, ref.guide) if condition is not None and helps else {}
        return Aim(spot=spot, upstream=frozenset(upstream), wanted=wanted)

    def _towards(self, question: Question, replies: Sequence[Given], aim: Aim) -> Sequence[Given]:
        if question.ref.key == aim.spot.key and aim.spot.kind == "option":
            return [each for each in replies if _is_at(each.reply, aim.spot)] or replies
        looked_for = aim.wanted.get(question.key, frozenset())
        if looked_for and isinstance(question.step, AskMany):
            every = tuple(name for name in question.step.options if name in looked_for)
            replies = [Given([*every], ChoseMany(options=every)), *replies] if every else replies
            if self.random.random() < 1 / 2:
                return replies[:1]
        if looked_for and self.random.random() < _LIKELY:
            replies = [each for each in replies if _names(each) & looked_for] or replies
        if question.ref not in aim.upstream or question.field is not None:
            return replies
        near = [each for each in replies if self._leads_to(question, each.reply) in aim.upstream]
        return near or replies

    def _leads_to(self, question: Question, reply: Reply) -> StepRef:
        target = next_of(question.step, reply)
        steps = self.world.pack.guides[question.ref.guide].steps
        # The question about the wallet stands before a step, and leads on to it.
        is_own = not isinstance(target, str) or target in steps
        return landing(self.world.pack, target, question.ref.guide) if is_own else question.ref

    @cached_property
    def _before(self) -> Mapping[StepRef, Sequence[StepRef]]:
        found: dict[StepRef, list[StepRef]] = {}
        for guide in self.world.pack.guides.values():
            for name in guide.steps:
                ref = StepRef(guide.id, name)
                for after in successors(self.world.pack, ref):
                    found.setdefault(after, []).append(ref)
        return found

    @cached_property
    def _details(self) -> Mapping[str, Sequence[Given]]:
        compared = _compared(self.world.pack)
        return {
            name: tuple(self._read(spec, _written(spec, compared.get(name, ()), self.now)))
            for name, spec in self.world.pack.fields.items()
        }

    def _read(self, spec: FieldSpec, written: Iterator[str]) -> Iterator[Given]:
        for text in dict.fromkeys(written):
            entry = read_entry(text, spec, now=self.now, calendar=self.world.calendar)
            if isinstance(entry, Detail):
                yield Given(text, entry)


def _looked_for(condition: Condition, guide: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for part in comparisons(condition):
        if isinstance(part, AnswerIs):
            key = key_asked(part, guide)
        elif isinstance(part, FieldIs) and part.options:
            key = part.field
        else:
            continue
        found[key] = found.get(key, frozenset()) | set(part.options)
    return found


def _is_at(reply: Reply, spot: Spot) -> bool:
    name = str(spot.place[-1])
    match reply:
        case Chose(option=option):
            return option == name and len(spot.place) > 1
        case ChoseMany(options=options):
            return name in options and len(spot.place) > 1
        case Tried(result=result):
            return (result == "fixed") == (name == "fixed")
        case _:
            return spot.place == ("unknown",)


def _names(given: Given) -> set[str]:
    return set(given.written) if isinstance(given.written, list) else {str(given.written)}


def _compared(pack: Pack) -> Mapping[str, Sequence[FieldIs]]:
    """What each field is compared with, anywhere in the guides."""
    found: dict[str, list[FieldIs]] = {}
    for _place, part in parts(pack.guides):
        if isinstance(part, FieldIs):
            found.setdefault(part.field, []).append(part)
    return found


def _written(spec: FieldSpec, compared: Sequence[FieldIs], now: datetime) -> Iterator[str]:
    """Texts for a field: on both sides of all it is compared with, and some others."""
    match spec.kind:
        case "choice" | "evidence":
            yield from spec.choices
        case "money":
            yield from ("120 CNY", "80 USDT")
            for part in compared:
                limit = parse_limit(part.below or part.above or "")
                if limit is not None:
                    for amount in (limit.amount / 2, limit.amount, limit.amount * 2):
                        yield f"{amount.normalize():f} {limit.currency or ''}".strip()
        case "datetime":
            hours = list(map(float, _HOURS))
            for part in compared:
                length = part.younger_than or part.older_than or part.within
                if length is not None:
                    about = length.count * _UNITS[length.unit]
                    hours += (sign * about + more for sign in (-1, 1) for more in (-1, 1))
            for number in hours:
                yield f"{now + timedelta(hours=number):%Y-%m-%d %H:%M}"
        case _:
            yield _WORDS[spec.kind]
