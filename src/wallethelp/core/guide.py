"""Guides: what an author may write as a step, and what leads where."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from wallethelp.core.conditions import Condition, tag_by
from wallethelp.core.duration import Duration
from wallethelp.core.names import (
    CategoryId,
    FactId,
    FieldId,
    GuideId,
    OwnId,
    RungId,
    Sentence,
    StepId,
    TimeId,
)
from wallethelp.core.text import SafeStr, Text
from wallethelp.core.values import Frozen, TryResult

Need = Literal["quick", "record", "complex", "urgent", "private"]
Outcome = Literal["resolved", "wait", "contact", "escalate", "emergency"]
Receiver = Literal["support", "merchant", "bank", "exchange", "recipient", "police", "operator"]
"""Whom a message is for."""
Lack = Literal["phone", "number", "calls"]
"""What somebody is without: the phone, messages to its number, a way to talk on a call."""
Region = Literal[
    "mainland",
    "hong-kong",
    "singapore",
    "malaysia",
    "philippines",
    "united-kingdom",
    "elsewhere",
]
"""Where somebody is: `elsewhere` is none of the places before it."""


class ToGuide(Frozen):
    """A hand-over to another guide, with everything known so far and no return."""

    guide: GuideId


def _target_kind(value: Any) -> str:
    return "guide" if isinstance(value, Mapping | ToGuide) else "step"


Target = Annotated[
    Annotated[StepId, Tag("step")] | Annotated[ToGuide, Tag("guide")], Discriminator(_target_kind)
]


class Option(Frozen):
    """One way to answer a question."""

    label: Text
    next: Target | None = None
    says: Sentence | None = None
    """A sentence for the message to support, where this option was chosen."""
    needs: tuple[Need, ...] = ()
    can_log_in: bool | None = None
    without: tuple[Lack, ...] = ()
    region: Region | None = None
    """Where the person is; rungs of the ladder elsewhere are left out then."""
    at_risk: bool = False
    """Money or access may be in a thief's hands: nobody who chose this is told to wait."""


class _Step(Frozen):
    facts: tuple[FactId, ...] = Field((), max_length=5)


class _Question(_Step):
    short: Text | None = None
    """A noun for the question, where its answer is listed."""
    why: Text | None = None
    find: Text | None = None
    options: dict[OwnId, Option] = Field(min_length=2, max_length=9)
    unknown: Target


class Ask(_Question):
    """One question, one option."""

    ask: Text

    @model_validator(mode="after")
    def _every_option_leads_on(self) -> "Ask":
        for name, option in self.options.items():
            if option.next is None:
                raise PydanticCustomError(
                    "option_next", "option {name} needs a next", {"name": name}
                )
        return self


class AskMany(_Question):
    """One question, any number of options."""

    ask_many: Text
    next: Target

    @model_validator(mode="after")
    def _no_option_leads_on(self) -> "AskMany":
        for name, option in self.options.items():
            if option.next is not None:
                raise PydanticCustomError(
                    "option_next",
                    "option {name} cannot have a next: several may be chosen; use a decide",
                    {"name": name},
                )
        return self


class Try(_Step):
    """A check worth trying."""

    try_: Text = Field(alias="try")
    short: Text | None = None
    """A noun for the check, where its result is listed."""
    says: Sentence | None = None
    """A sentence for the message to support, where the check did not help."""
    how: tuple[Text, ...] = ()
    why: Text | None = None
    results: dict[TryResult, Text] = Field(default_factory=dict)
    """Words for results of this check, where “that solved it” and the like do not fit."""
    can_log_in: bool = False
    """Whether who made this check was logged in."""
    fixed: Target
    next: Target


class Collect(_Step):
    """Details to gather, one answer each."""

    collect: tuple[FieldId, ...]
    optional: tuple[FieldId, ...] = ()
    next: Target

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field asked for, in order."""
        return self.collect + self.optional


class Branch(Frozen):
    """One line of a `decide`."""

    when: Condition
    next: Target


class Decide(_Step):
    """The next step from what is known. Read from the top; the first branch not false decides."""

    decide: tuple[Branch, ...] = Field(min_length=1)
    else_: Target = Field(alias="else")
    unknown: Target


class FollowUp(Frozen):
    """When to ask again if nobody named a time, and where to go from there.

    Counted from the field `from`, or from the end of the session where it is not known.
    """

    after: Duration
    from_: TimeId | None = Field(None, alias="from")
    basis: Literal["ours"] | FactId
    next: ToGuide | None = None


class Action(Frozen):
    """Something to do now. It is left out only where `when` is surely false."""

    text: Text
    when: Condition | None = None


def _as_action(value: Any) -> Any:
    is_bare = isinstance(value, Text) or (isinstance(value, Mapping) and "text" not in value)
    return {"text": value} if is_bare else value


class Request(Frozen):
    """The message of an outcome: what happened, what is asked for, and of whom."""

    ask: Sentence
    situation: Sentence | None = None
    to: Receiver = "support"
    others: dict[Receiver, Sentence] = Field(default_factory=dict)
    """What is asked of others who hear the same: of the police, the bank and the wallet."""

    @property
    def asks(self) -> Mapping[Receiver, Text]:
        """What is asked, by who is asked; the first is whom it is for."""
        return {self.to: self.ask, **self.others}


def _as_request(value: Any) -> Any:
    is_bare = isinstance(value, Text) or (
        isinstance(value, Mapping) and not {"ask", "situation"} & set(value)
    )
    return {"ask": value} if is_bare else value


class End(_Step):
    """An outcome: what the session comes to."""

    end: Outcome
    title: Text
    do: tuple[Annotated[Action, BeforeValidator(_as_action)], ...] = ()
    """What to do now, in order; an item may be a bare text."""
    request: Annotated[Request, BeforeValidator(_as_request)] | None = None
    """What to say; a bare text is what is asked for."""
    needs: tuple[Need, ...] = ()
    bring: tuple[FieldId, ...] = ()
    expect: Sentence | None = None
    until: FieldId | None = None
    follow_up: FollowUp | None = None
    rungs: tuple[RungId, ...] = ()
    can_log_in: bool | None = None


STEPS = ("ask", "ask_many", "try", "collect", "decide", "end")
Step = Annotated[
    Annotated[Ask, Tag("ask")]
    | Annotated[AskMany, Tag("ask_many")]
    | Annotated[Try, Tag("try")]
    | Annotated[Collect, Tag("collect")]
    | Annotated[Decide, Tag("decide")]
    | Annotated[End, Tag("end")],
    tag_by(STEPS, error="step_kind"),
]


class Phrases(Frozen):
    """What people type when they mean this guide."""

    zh: tuple[SafeStr, ...] = ()
    en: tuple[SafeStr, ...] = ()


class Now(Frozen):
    """The first advice, shown before any question but that of safety: right whatever follows."""

    do: Text | None = None
    avoid: Text | None = None
    facts: tuple[FactId, ...] = Field((), max_length=5)

    @model_validator(mode="after")
    def _says_something(self) -> "Now":
        if self.do is None and self.avoid is None:
            raise PydanticCustomError("now_empty", "neither do nor avoid")
        return self


class Guide(Frozen):
    """One troubleshooting decision tree."""

    id: OwnId
    title: Text
    about: Text | None = None
    category: CategoryId
    now: Now | None = None
    phrases: Phrases = Phrases()
    start: StepId
    texts: dict[OwnId, Text] = Field(default_factory=dict)
    steps: dict[OwnId, Step] = Field(min_length=1)


def targets(step: Step) -> Iterator[Target]:
    """Every target a step names, in the order in which they are written."""
    match step:
        case Ask():
            yield from (option.next for option in step.options.values() if option.next is not None)
            yield step.unknown
        case AskMany():
            yield from (step.next, step.unknown)
        case Try():
            yield from (step.fixed, step.next)
        case Collect():
            yield step.next
        case Decide():
            yield from (branch.next for branch in step.decide)
            yield from (step.else_, step.unknown)
        case End():
            return
