"""Guides: what an author may write as a step, and what leads where."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta, field

from wallethelp.core.conditions import Condition, WalletIs
from wallethelp.core.duration import Duration
from wallethelp.core.mistakes import Place
from wallethelp.core.names import (
    Basis,
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
from wallethelp.core.shape import UNREAD, Frozen, ToldByKey, UnfitError, Written
from wallethelp.core.text import SafeStr, Text
from wallethelp.core.values import TryResult

Need = Literal["quick", "record", "complex", "urgent", "private"]
Outcome = Literal["resolved", "wait", "contact", "escalate", "emergency"]
Receiver = Literal[
    "support", "merchant", "bank", "exchange", "recipient", "police", "authority", "operator"
]
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


class ToGuide(Frozen, kw_only=True):
    """A hand-over to another guide, with everything known so far and no return."""

    guide: GuideId


Target = StepId | ToGuide
MOST_OPTIONS = 30
"""Of one question. More than nine are a list to be looked through, such as of places or banks."""
Facts = Annotated[tuple[FactId, ...], Meta(max_length=5)]


class Option(Frozen, kw_only=True):
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


class _Step(Frozen, kw_only=True, tag_field="step"):
    facts: Facts = ()


class _Question(_Step, kw_only=True):
    short: Text | None = None
    """A noun for the question, where its answer is listed."""
    why: Text | None = None
    find: Text | None = None
    options: Annotated[dict[OwnId, Option], Meta(min_length=1, max_length=MOST_OPTIONS)]
    unknown: Target


class Ask(_Question, kw_only=True, tag="ask"):
    """One question, one option."""

    ask: Text

    def __post_init__(self) -> None:
        for name, option in self.options.items():
            if option.next is None:
                raise UnfitError("option_next", ("options", name), name=name)


class AskMany(_Question, kw_only=True, tag="ask_many"):
    """One question, any number of options: where it leads, a decide finds out."""

    ask_many: Text
    next: Target

    def __post_init__(self) -> None:
        for name, option in self.options.items():
            if option.next is not None:
                raise UnfitError("option_next", ("options", name), name=name)


class Try(_Step, kw_only=True, tag="try"):
    """A check worth trying."""

    try_: Text = field(name="try")
    short: Text | None = None
    """A noun for the check, where its result is listed."""
    says: Sentence | None = None
    """A sentence for the message to support, where the check did not help."""
    how: tuple[Text, ...] = ()
    why: Text | None = None
    results: dict[TryResult, Text] = field(default_factory=dict)
    """Words for results of this check, where “that solved it” and the like do not fit."""
    can_log_in: bool = False
    """Whether who made this check was logged in."""
    fixed: Target
    next: Target


class Collect(_Step, kw_only=True, tag="collect"):
    """Details to gather, one answer each."""

    collect: tuple[FieldId, ...]
    optional: tuple[FieldId, ...] = ()
    next: Target

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field asked for, in order."""
        return self.collect + self.optional


class Tell(_Step, kw_only=True, tag="tell"):
    """Something to know on the way, said above the next question. It asks nothing."""

    tell: Text
    next: Target


class Branch(Frozen, kw_only=True):
    """One line of a `decide`."""

    when: Condition
    next: Target


class Decide(_Step, kw_only=True, tag="decide"):
    """The next step from what is known. Read from the top; the first branch not false decides."""

    decide: Annotated[tuple[Branch, ...], Meta(min_length=1)]
    else_: Target = field(name="else")
    unknown: Target


class FollowUp(Frozen, kw_only=True):
    """When to ask again if nobody named a time, and where to go from there.

    Counted from the field `from`, or from the end of the session where it is not known.
    """

    after: Duration
    from_: TimeId | None = field(name="from", default=None)
    basis: Basis
    next: ToGuide | None = None


class Action(Frozen, kw_only=True):
    """Something to do now. It is left out only where `when` is surely false."""

    text: Text
    when: Condition | None = None


def _as_action(value: Any) -> Any:
    is_bare = not isinstance(value, Mapping) or "text" not in value
    return {"text": value} if is_bare else value


class Request(Frozen, kw_only=True):
    """The message of an outcome: what happened, what is asked for, and of whom."""

    ask: Sentence
    situation: Sentence | None = None
    to: Receiver = "support"
    others: dict[Receiver, Sentence] = field(default_factory=dict)
    """What is asked of others who hear the same: of the police, the bank and the wallet."""

    @property
    def asks(self) -> Mapping[Receiver, Text]:
        """What is asked, by who is asked; the first is whom it is for."""
        return {self.to: self.ask, **self.others}


def _as_request(value: Any) -> Any:
    is_bare = not isinstance(value, Mapping) or not {"ask", "situation"} & set(value)
    return {"ask": value} if is_bare else value


class End(_Step, kw_only=True, tag="end"):
    """An outcome: what the session comes to."""

    end: Outcome
    title: Text
    do: tuple[Annotated[Action, Written(_as_action)], ...] = ()
    """What to do now, in order; an item may be a bare text."""
    request: Annotated[Request, Written(_as_request)] | None = None
    """What to say; a bare text is what is asked for."""
    needs: tuple[Need, ...] = ()
    bring: tuple[FieldId, ...] = ()
    expect: Sentence | None = None
    until: FieldId | None = None
    follow_up: FollowUp | None = None
    rungs: tuple[RungId, ...] = ()
    can_log_in: bool | None = None


_LEADING = ("next", "unknown", "fixed", "else")


def _unread_step(written: Any) -> Decide:
    """A step that leads wherever a step of an unknown kind may lead."""

    def found(value: Any) -> Iterator[Target]:
        if isinstance(value, Mapping):
            for key, inside in value.items():
                if key in _LEADING and isinstance(inside, str):
                    yield inside
                elif key in _LEADING and isinstance(inside, Mapping) and "guide" in inside:
                    yield ToGuide(guide=str(inside["guide"]))
                else:
                    yield from found(inside)
        elif isinstance(value, list | tuple):
            for inside in value:
                yield from found(inside)

    never = WalletIs(wallet=UNREAD)
    branches = tuple(Branch(when=never, next=target) for target in found(written))
    return Decide(decide=branches, else_=UNREAD, unknown=UNREAD)


Step = Annotated[
    Ask | AskMany | Try | Collect | Tell | Decide | End,
    ToldByKey(error="step_kind", unread=_unread_step),
]


def kind_of(step: Step) -> str:
    """The key that tells the kind of a step, also of one of which only a part could be read."""
    return str(step.__struct_config__.tag)


class Phrases(Frozen, kw_only=True):
    """What people type when they mean this guide."""

    zh: tuple[SafeStr, ...] = ()
    en: tuple[SafeStr, ...] = ()


class Now(Frozen, kw_only=True):
    """The first advice, shown before any question but that of safety: right whatever follows."""

    do: Text | None = None
    avoid: Text | None = None
    facts: Facts = ()

    def __post_init__(self) -> None:
        if self.do is None and self.avoid is None:
            raise UnfitError("now_empty")


class Guide(Frozen, kw_only=True):
    """One troubleshooting decision tree."""

    id: OwnId
    title: Text
    about: Text | None = None
    category: CategoryId
    now: Now | None = None
    phrases: Phrases = Phrases()
    start: StepId
    texts: dict[OwnId, Text] = field(default_factory=dict)
    conditions: dict[OwnId, Condition] = field(default_factory=dict)
    """Conditions that several places of the guide name: `{condition: NAME}`."""
    steps: Annotated[dict[OwnId, Step], Meta(min_length=1)]


def targets(step: Step) -> Iterator[Target]:
    """Every target a step names, in the order in which they are written."""
    return (target for _place, target in placed_targets(step))


def placed_targets(step: Step) -> Iterator[tuple[Place, Target]]:
    """Every target a step names, with the place in the step where it is written."""
    match step:
        case Ask():
            for name, option in step.options.items():
                if option.next is not None:
                    yield ("options", name, "next"), option.next
            yield ("unknown",), step.unknown
        case AskMany():
            yield from ((("next",), step.next), (("unknown",), step.unknown))
        case Try():
            yield from ((("fixed",), step.fixed), (("next",), step.next))
        case Collect() | Tell():
            yield ("next",), step.next
        case Decide():
            for number, branch in enumerate(step.decide):
                yield ("decide", number, "next"), branch.next
            yield from ((("else",), step.else_), (("unknown",), step.unknown))
        case End():
            return
