"""What a step asks, and which answers fit."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from wallethelp.core.guide import (
    Ask,
    AskMany,
    Collect,
    Decide,
    End,
    Step,
    Target,
    Tell,
    ToGuide,
    Try,
)
from wallethelp.core.model import OTHER_WALLET, FieldSpec, Pack
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
)
from wallethelp.core.which_wallet import WALLET_KEY, matters_at, name_of_other, which_wallet


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


class Question(Struct, frozen=True, kw_only=True):
    """What is asked next. `field` is set for a detail of a `collect` step."""

    ref: StepRef
    key: Key
    step: Ask | AskMany | Try | Collect
    field: FieldSpec | None = None

    @property
    def required(self) -> bool:
        """False for a detail nobody is nagged about."""
        return not isinstance(self.step, Collect) or self.key in self.step.collect


def questions_of(pack: Pack, ref: StepRef, step: Step) -> Iterator[Question]:
    """The questions one step asks, in order; before it those about the wallet, if it matters."""
    if isinstance(step, Decide | End):
        asked = pack.info.which_wallet
        if asked is not None and pack.wallets and matters_at(step):
            yield Question(ref=ref, key=WALLET_KEY, step=which_wallet(pack, asked))
            if asked.name is not None:
                named = name_of_other(asked.name)
                yield Question(ref=ref, key=asked.name, step=named, field=pack.fields[asked.name])
    elif isinstance(step, Collect):
        for name in step.fields:
            yield Question(ref=ref, key=name, step=step, field=pack.fields[name])
    elif not isinstance(step, Tell):
        yield Question(ref=ref, key=ref.key, step=step)


def is_open(
    question: Question, step: Step, *, wallet: Key | None, replies: Mapping[str, Reply]
) -> bool:
    """Whether `question` of `step` is still to be asked in a session about `wallet`, if known."""
    if question.key in replies:
        return False
    if not isinstance(step, Decide | End):
        return True
    if question.key == WALLET_KEY:
        return wallet is None
    return wallet == OTHER_WALLET


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
            return isinstance(reply, Detail) and spec is not None and fits_field(spec, reply)


_VALUE_TYPES = {"money": Money, "datetime": Moment, "choice": Picked, "evidence": Picked}


def fits_field(spec: FieldSpec, reply: Detail) -> bool:
    """Whether the field takes such a detail, with a choice that exists."""
    if not isinstance(reply.value, _VALUE_TYPES.get(spec.kind, Words)):
        return False
    if isinstance(reply.value, Picked):
        return reply.value.option in spec.choices
    return True


def landing(pack: Pack, target: Target, guide: str) -> StepRef:
    """The step a target of `guide` leads to."""
    if isinstance(target, ToGuide):
        return StepRef(target.guide, pack.guides[target.guide].start)
    return StepRef(guide, target)


def step_at(pack: Pack, ref: StepRef) -> Step:
    """The step at `ref`. Raises KeyError where there is none."""
    return pack.guides[ref.guide].steps[ref.step]
