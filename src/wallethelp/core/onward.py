"""What an author says of the time after a contact: `contacts.yaml`, rules, next steps, messages."""

from typing import Annotated, Literal, get_args

from msgspec import Meta, field

from wallethelp.core.duration import Duration
from wallethelp.core.guide import Facts, Outcome, Region
from wallethelp.core.names import (
    Basis,
    FieldId,
    GuideId,
    LetterId,
    OnwardId,
    OnwardText,
    OwnId,
    RungId,
)
from wallethelp.core.shape import Frozen
from wallethelp.core.text import SafeStr, Text

Result = Literal[
    "solved",
    "working",
    "asked-details",
    "asked-secret",
    "refused",
    "final",
    "closed",
    "machine",
    "no-answer",
    "unreachable",
]
"""What a contact came to."""
RESULTS: tuple[Result, ...] = get_args(Result)
VAIN: tuple[Result, ...] = ("machine", "no-answer", "unreachable")
"""Nobody was reached: such a contact answers nothing that was promised."""
ENDING: tuple[Result, ...] = ("refused", "final", "closed", "solved")
"""Answers after which what was promised before is waited for no longer."""

Side = Literal[
    "support", "public", "supervisor", "complaint", "bank", "beyond", "police", "helpline", "third"
]
"""Who was contacted: the wallet's channels are `support`, or `public` where anybody can read."""
WALLET_SIDES: tuple[Side, ...] = ("support", "public", "supervisor", "complaint")
"""Parts of one party: what one of them answers counts for all of them."""

Do = Literal[
    "wait",
    "again-later",
    "other-channel",
    "send-details",
    "reminder",
    "follow-up",
    "supervisor",
    "complaint",
    "bank",
    "beyond",
    "emergency",
    "close",
    "nothing",
]
"""What is done next, as programs know it."""
WAITING: tuple[Do, ...] = ("wait", "nothing")
"""Steps before which what another party did not keep comes first."""

PromiseState = Literal["none", "running", "far", "broken"]
"""A promise further away than the rule of its side is `far`: it puts nothing off."""


class When(Frozen, kw_only=True):
    """When a rule holds: everything written must; what is not written holds always."""

    result: tuple[Result, ...] = ()
    at: tuple[Side, ...] = ()
    promise: tuple[PromiseState, ...] = ()
    over: bool | None = None
    """Whether the time of our suggestion, or of a fact, is over."""
    broken: int = 0
    """So many promises, or more, were broken by that side."""
    vain: int = 0
    """Nobody was reached by so many of the wallet's own channels, or more."""
    again: int = 0
    """The last so many contacts, or more, were by this channel with this result."""
    login: bool | None = None
    """Whether the channel is only open to who is logged in."""
    channel_left: bool | None = None
    """Whether the wallet has a channel that was not used yet."""
    tried: tuple[Side, ...] = ()
    untried: tuple[Side, ...] = ()
    outcome: tuple[Outcome, ...] = ()
    guides: tuple[GuideId, ...] = ()
    regions: tuple[Region, ...] = ()


class Rule(Frozen, kw_only=True):
    """The first rule whose `when` holds names the next step."""

    when: When = When()
    next: OnwardId


class NextStep(Frozen, kw_only=True):
    """One thing to do next, in the words for it."""

    do: Do
    short: OnwardText
    """The same in a few words, for a line of a list."""
    text: OnwardText
    rungs: tuple[RungId, ...] = ()
    """Whom it goes to: the first that is there where the person is, and was not contacted yet."""
    message: LetterId | None = None
    yields: Duration | None = None
    """After so long, what another party did not keep comes first."""
    facts: Facts = ()


class Patience(Frozen, kw_only=True):
    """How long a side is waited for where it named no time, and up to when where it did."""

    at: Annotated[tuple[Side, ...], Meta(min_length=1)]
    regions: tuple[Region, ...] = ()
    wait: Duration
    far: Duration | None = None
    """A promise further away is `far`; by default further than FAR (`core/case.py`)."""
    counted: Literal["latest", "first"] = "latest"
    """From the latest contact with that side, or from the first one."""
    basis: Basis


Part = Literal["about", "request", "contacts", "broken", "tickets", "ask"]


class Letter(Frozen, kw_only=True):
    """A message of a next step: its parts in order, and what it asks for.

    `about` says what happened, `request` is what the guide asks for, `contacts` and `broken` give a
    line to each contact and each promise that was not kept, `tickets` those of other parties.
    """

    ask: OnwardText
    parts: Annotated[tuple[Part, ...], Meta(min_length=1)]
    answer_in: Duration | None = None
    """By when an answer is asked for: always our own suggestion."""
    facts: Facts = ()


class Lines(Frozen, kw_only=True):
    """The sentences that letters are made of."""

    about: OnwardText
    contact: OnwardText
    broken: OnwardText
    ticket: OnwardText


Reader = Literal["bank", "regulator", "police"]
"""Who reads a statement of what happened."""
READERS: tuple[Reader, ...] = get_args(Reader)


class Body(Frozen, kw_only=True):
    """What a rung of the ladder is called on the letter to it."""

    rung: RungId
    name: Text


class StatementAsk(Frozen, kw_only=True):
    """What a statement asks for, after these guides and contacts; what is not written always is."""

    guides: tuple[GuideId, ...] = ()
    tried: tuple[Side, ...] = ()
    ask: Text
    facts: Facts = ()


class Statement(Frozen, kw_only=True):
    """What a statement to one reader says beside the case.

    A reader of whom it names no body has a line to write it on; `fields` have one where the case
    does not hold them. The first of `asks` that fits is asked where the guide asks nothing of them.
    """

    bodies: tuple[Body, ...] = ()
    fields: tuple[FieldId, ...] = ()
    asks: tuple[StatementAsk, ...] = ()


class Asking(Frozen, kw_only=True):
    """Words by which what somebody said is heard as asking for a secret or for money.

    A clause with a word of `things` and one of `asks`, and none of `never`, is heard so.
    """

    things: Annotated[tuple[SafeStr, ...], Meta(min_length=1)]
    asks: Annotated[tuple[SafeStr, ...], Meta(min_length=1)]
    never: tuple[SafeStr, ...] = ()


class Onward(Frozen, kw_only=True):
    """`contacts.yaml`: what a logged contact changes."""

    sides: dict[RungId, Side]
    """What the rungs of the ladder are; one that is not named is a `third`."""
    patience: Annotated[tuple[Patience, ...], Meta(min_length=1)]
    rules: Annotated[tuple[Rule, ...], Meta(min_length=1)]
    steps: Annotated[dict[OwnId, NextStep], Meta(min_length=1)]
    letters: dict[OwnId, Letter] = field(default_factory=dict)
    lines: Lines
    statements: dict[Reader, Statement] = field(default_factory=dict)
    secrets: tuple[Asking, ...] = ()
