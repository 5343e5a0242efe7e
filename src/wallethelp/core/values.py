"""What an answer can hold: typed values beside the person's own words."""

from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal, Self, get_args

from msgspec import Meta

from wallethelp.core.shape import Frozen

AwareDatetime = Annotated[datetime, Meta(tz=True)]


class Tells(Enum):
    """What a text can tell of a person, as its type says it to `core/redact.py`.

    A text whose type says nothing may name somebody, and is hidden whole.
    """

    NOTHING = "nothing"
    CONTACTS = "contacts"


HIDDEN = "•••"
"""Stands for a text of which nothing may be seen."""

Key = Annotated[str, Tells.NOTHING]
"""A name from the pack or the code: a step, a field, an option, a channel. Never typed text."""
FreeText = Annotated[str, Tells.CONTACTS]
"""What was typed where nobody is asked for by name; contact details may stand in it."""


class Money(Frozen, kw_only=True, tag_field="kind", tag="money"):
    """An amount; `currency` is a code such as CNY or USDT, or None where none was given.

    `about` is true where the person said that it is not exact.
    """

    amount: Decimal
    currency: Key | None = None
    about: bool = False


PartOfDay = Literal["small-hours", "morning", "noon", "afternoon", "dusk", "evening", "night"]


class Moment(Frozen, kw_only=True, tag_field="kind", tag="moment"):
    """A minute, a part of a day, a day, or several days: all a person may know of a time.

    It lies between `earliest` and `latest`, the first and the last minute it can mean. A deadline
    is the minute it ends with, so that both are the same, whatever its precision.
    """

    earliest: AwareDatetime
    latest: AwareDatetime
    precision: Literal["minute", "part", "day"]
    part: PartOfDay | None = None
    """The part of the day that was named instead of an hour."""
    about: bool = False
    """Whether the person said that it is not exact."""
    zone: Key | None = None
    """The time and the zone as they were written, where a zone was."""

    @classmethod
    def exactly(cls, at: datetime) -> Self:
        """The minute `at`."""
        return cls(earliest=at, latest=at, precision="minute")


class Words(Frozen, kw_only=True, tag_field="kind", tag="words"):
    """Free text, a reference, a name: kept as it was typed."""

    text: FreeText


class Picked(Frozen, kw_only=True, tag_field="kind", tag="picked"):
    """One option of a choice field, or the state of a piece of evidence."""

    option: Key


Value = Money | Moment | Words | Picked


class Chose(Frozen, kw_only=True, tag_field="kind", tag="chose"):
    """One option of an `ask` step."""

    option: Key


class ChoseMany(Frozen, kw_only=True, tag_field="kind", tag="chose-many"):
    """The options of an `ask_many` step, in the order of the guide; may be none of them."""

    options: tuple[Key, ...]


TryResult = Literal["fixed", "not-fixed", "not-tried"]
TRY_RESULTS: tuple[TryResult, ...] = get_args(TryResult)


class Tried(Frozen, kw_only=True, tag_field="kind", tag="tried"):
    """What came of a `try` step. Not working and not being able to try are different things."""

    result: TryResult


class Detail(Frozen, kw_only=True, tag_field="kind", tag="detail"):
    """A field's value, with the person's own words (after the door has cut what it must)."""

    value: Value
    words: FreeText


class Unknown(Frozen, kw_only=True, tag_field="kind", tag="unknown"):
    """“I don't know”: an answer of its own everywhere."""


class Skipped(Frozen, kw_only=True, tag_field="kind", tag="skipped"):
    """A detail passed over for now."""


Reply = Chose | ChoseMany | Tried | Detail | Unknown | Skipped


def moment_in(reply: Reply | None) -> Moment | None:
    """The time a reply gives, or None where it gives none."""
    return reply.value if isinstance(reply, Detail) and isinstance(reply.value, Moment) else None


class Answer(Frozen, kw_only=True):
    """A reply to one question, with the time it was given.

    `key` is `guide/step` for a step, and the field's id for a detail: the names `--answers` uses.
    """

    key: Key
    reply: Reply
    time: AwareDatetime
