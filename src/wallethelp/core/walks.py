"""Walks: answers an author writes beside a guide, with the end they must reach."""

from datetime import datetime

from pydantic import Field

from wallethelp.core.case import Case, case_of
from wallethelp.core.entry import read_entry
from wallethelp.core.guide import Ask, AskMany, Outcome, Try
from wallethelp.core.names import Id
from wallethelp.core.session import (
    AtEnd,
    Question,
    Session,
    World,
    WrongAnswerError,
    answer,
    current,
    follow,
    start,
    start_of,
)
from wallethelp.core.text import SafeStr
from wallethelp.core.values import (
    Answer,
    Chose,
    ChoseMany,
    Detail,
    Frozen,
    Picked,
    Reply,
    Skipped,
    Tried,
    Unknown,
)

UNKNOWN = "unknown"
"""“I don't know”, where no option is called that; `null` always is."""


class Walk(Frozen):
    """One way through a guide. `first` is the id of the channel or rung to be advised first."""

    name: SafeStr
    wallet: Id | None = None
    now: SafeStr
    steps: dict[str, str | tuple[str, ...] | None] = Field(default_factory=dict)
    fields: dict[str, str | int | float] = Field(default_factory=dict)
    ends: SafeStr
    outcome: Outcome
    first: Id | None = None


class Walks(Frozen):
    """The walks of one guide."""

    guide: Id
    walks: tuple[Walk, ...] = Field(min_length=1)


class WalkError(ValueError):
    """A walk that cannot be taken: an answer is missing or does not fit."""


def take(world: World, guide: str, walk: Walk, *, now: datetime) -> Case:
    """The case `walk` comes to. Raises WalkError naming the question it fails at.

    A detail the walk does not name is skipped.
    """
    try:
        session = start(world, guide=guide, wallet=walk.wallet, now=now)
    except KeyError as error:
        raise WalkError(f"there is no {error}") from error
    while True:
        question = current(world, session)
        if isinstance(question, AtEnd):
            return case_of(world, session)
        reply = _reply(world, session, question, walk, now)
        try:
            session = answer(world, session, Answer(key=question.key, reply=reply, time=now))
        except WrongAnswerError as error:
            raise WalkError(f"{question.key}: the answer does not fit") from error


def _reply(world: World, session: Session, question: Question, walk: Walk, now: datetime) -> Reply:
    spec = question.field
    if spec is None:
        return _step_reply(question, walk)
    written = str(walk.fields.get(question.key, ""))
    if written == UNKNOWN and UNKNOWN not in spec.options:
        return Unknown()
    if spec.kind in ("choice", "evidence") and written:
        return Detail(value=Picked(option=written), words=written)
    known = start_of(spec, follow(world, session).replies)
    since = known[1] if known is not None else None
    entry = read_entry(written, spec, now=now, calendar=world.calendar, start=since)
    if isinstance(entry, Detail | Unknown | Skipped):
        return entry
    raise WalkError(f"{question.key}: “{written}” is not accepted")


def _step_reply(question: Question, walk: Walk) -> Reply:
    if question.key not in walk.steps:
        raise WalkError(f"{question.key}: no answer")
    written, step = walk.steps[question.key], question.step
    options = step.options if isinstance(step, Ask | AskMany) else {}
    if written is None or (written == UNKNOWN and UNKNOWN not in options):
        return Unknown()
    if isinstance(written, tuple):
        return ChoseMany(options=written)
    if isinstance(step, AskMany):
        return ChoseMany(options=(written,))
    if written in ("fixed", "not-fixed", "not-tried") and isinstance(step, Try):
        return Tried(result=written)
    return Chose(option=written)
