"""The published JSON format of a case: its document, in one language.

`case.schema.json` beside this file is generated from these types; a test keeps them in step.
"""

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta, field, json, to_builtins

from wallethelp.core.guide import Outcome, Receiver
from wallethelp.core.model import ChannelKind
from wallethelp.core.onward import Do, Result
from wallethelp.core.shape import Frozen
from wallethelp.core.text import Language
from wallethelp.core.transfer import Transfer
from wallethelp.core.values import Answer, AwareDatetime
from wallethelp.render.foreign import ForeignPart

SCHEMA: Literal["wallethelp.case/1"] = "wallethelp.case/1"


class Named(Frozen, kw_only=True):
    """A wallet, guide or outcome: its id and what it is called."""

    id: str
    name: str


class ToldLine(Frozen, kw_only=True):
    """A question with the answer given."""

    key: str
    question: str
    answer: str


class TriedLine(Frozen, kw_only=True):
    """A check with its result."""

    key: str
    what: str
    result: Literal["fixed", "not-fixed", "not-tried", "unknown"]
    result_text: str


class TimeData(Frozen, kw_only=True):
    """A time: its first and last minute in the zone of the case; a deadline has both the same."""

    from_: AwareDatetime = field(name="from")
    to: AwareDatetime
    about: bool


class AmountData(Frozen, kw_only=True):
    """An amount in figures; no currency is named where none was given."""

    amount: str
    currency: str | None
    about: bool


_SHAPES = [{"$ref": "#/$defs/TimeData"}, {"$ref": "#/$defs/AmountData"}]
Data = Annotated[
    Any, Meta(extra_json_schema={"anyOf": [*_SHAPES, {"type": "string"}, {"type": "null"}]})
]
"""`TimeData | AmountData | str | None`: what stands in it tells them apart, no tag."""


class BringLine(Frozen, kw_only=True):
    """Something to have at hand. `words` is what the person typed, where it was typed.

    `data` is the value for programs: a time, an amount, the id of an option, or a text.
    """

    field: str
    label: str
    state: Literal["have", "missing", "later", "cannot", "unknown"]
    state_text: str
    value: str | None = None
    words: str | None = None
    data: Data = None
    where: str | None = None


class ReasonLine(Frozen, kw_only=True):
    """A reason in words, with the answers that led to it."""

    code: str
    text: str
    because: tuple[str, ...] = ()


class ContactLine(Frozen, kw_only=True):
    """Whom to contact, in which place, why, and how the genuine one is found."""

    rank: int | None = None
    kind: Literal["channel", "rung"]
    id: str
    name: str
    medium: ChannelKind | None = None
    """What kind of channel it is; a rung is none."""
    reasons: tuple[ReasonLine, ...]
    how: tuple[str, ...] = ()
    caution: str | None = None
    contacts: tuple[str, ...] = ()
    checked_on: date | None = None
    confirm: bool = False
    """Whether it rests on a fact below high confidence: confirm before relying on it."""


class SayLine(Frozen, kw_only=True):
    """The message, whom it is for, and the channel it is sized for."""

    to: Receiver
    channel: str | None
    text: str
    tips: tuple[str, ...] = ()


class FollowUpLine(Frozen, kw_only=True):
    """When to follow up, and on what that rests."""

    at: AwareDatetime
    text: str
    basis: str
    estimated: bool


class HistoryLine(Frozen, kw_only=True):
    """One contact with support since the summary."""

    at: AwareDatetime
    at_text: str
    channel: str
    channel_text: str
    whom: str = ""
    ticket: str = ""
    said: str = ""
    result: Result | None = None
    result_text: str = ""
    promised_by: AwareDatetime | None = None
    promised_text: str = ""


class OnwardLine(Frozen, kw_only=True):
    """What is next after the contacts noted, with its message where it has one.

    `at` is until when to wait or by when to act, on the `basis` of a promise, a fact's id, or ours.
    """

    do: Do
    text: str
    at: AwareDatetime | None = None
    basis: str
    to: Named | None = None
    how: tuple[str, ...] = ()
    say: SayLine | None = None
    facts: tuple[str, ...] = ()


class TimelineLine(Frozen, kw_only=True):
    """One thing that happened, of the kind `event`, `case`, `message`, `contact`, `promise`,
    `evidence` or `closing`. A message is told as it was prepared: who sent it knows alone.
    """

    kind: str
    at: AwareDatetime
    at_text: str
    text: str


class EvidenceLine(Frozen, kw_only=True):
    """A file that shows something, with the SHA-256 `digest` by which anybody can tell it.

    `is_included` is whether a copy is kept with the case: only that can be handed on. Its own
    digest is another one where what tells of place and device was taken out.
    """

    number: int
    name: str
    shows: str
    date: TimeData | None
    date_text: str
    digest: str
    size: int
    size_text: str
    is_included: bool
    copy_digest: str | None = None


class NextPart(Frozen, kw_only=True):
    """What happens next."""

    expect: str | None
    follow_up: FollowUpLine | None
    guide: Named | None
    ladder: tuple[ContactLine, ...]


class CaseDocument(Frozen, kw_only=True):
    """One case, its sections in the order they are read in, see docs/design.md#the-case."""

    schema_: Literal["wallethelp.case/1"] = field(name="schema", default=SCHEMA)
    id: str
    language: Language
    started: AwareDatetime
    finished: AwareDatetime
    helping: str | None
    wallet: Named | None
    guide: Named
    outcome: Outcome
    outcome_text: str
    title: str
    story: str
    """What happened, in a sentence or two."""
    because: tuple[str, ...]
    do_now: tuple[str, ...]
    happened: tuple[ToldLine, ...]
    tried: tuple[TriedLine, ...]
    bring: tuple[BringLine, ...]
    contact: tuple[ContactLine, ...]
    ruled_out: tuple[ContactLine, ...]
    say: SayLine | None
    scripts: tuple[SayLine, ...]
    """In an emergency what to say to each who is called, in twenty seconds."""
    next: NextPart
    onward: OnwardLine | None
    """What is next because of what was noted since; None where nothing was."""
    history: tuple[HistoryLine, ...]
    timeline: tuple[TimelineLine, ...]
    """Everything in the order of time, once a contact was noted."""
    evidence: tuple[EvidenceLine, ...]
    """What shows it, in the order it was added."""
    safety: tuple[str, ...]
    careful: str
    """The one of them that fits this case best."""
    aged: str | None
    """That some of it was last checked over a year before."""
    facts: tuple[str, ...]
    claims: tuple[str, ...]
    """What these facts say."""
    answers: tuple[Answer, ...]
    kept: Transfer
    """All that is kept of it, for another wallethelp to take in."""
    pack: ForeignPart | None
    """The guides it was made with, where they did not come with the program."""

    @property
    def to_send(self) -> SayLine | None:
        """The message, if there is one to send now: while one waits, there is none to support."""
        if self.onward is not None:
            return self.onward.say
        waits = self.outcome == "wait" and self.say is not None and self.say.to == "support"
        return None if waits else self.say

    def to_data(self) -> dict[str, Any]:
        """The document as plain data."""
        data: dict[str, Any] = to_builtins(self)
        return data

    def to_json(self) -> str:
        """The document as indented JSON."""
        return json.format(json.encode(self), indent=2).decode() + "\n"


def case_schema() -> dict[str, Any]:
    """The JSON Schema of `to_json`, as it stands in `case.schema.json`."""
    # Imported here: only who publishes it needs it.
    from inspect import cleandoc

    _names, parts = json.schema_components(
        (CaseDocument, TimeData, AmountData), ref_template="#/$defs/{name}"
    )
    for part in parts.values():
        if "description" in part:
            # Before Python 3.13 a docstring keeps its margin.
            part["description"] = cleandoc(part["description"])
    document = parts.pop("CaseDocument")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        **document,
        "$defs": parts,
    }
