"""What an answer can hold: typed values beside the person's own words."""

from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal, Self, get_args

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, WithJsonSchema


class Tells(Enum):
    """What a text can tell of a person, as its type says it to `core/redact.py`.

    A text whose type says nothing may name somebody, and is hidden whole.
    """

    NOTHING = "nothing"
    CONTACTS = "contacts"


Key = Annotated[str, Tells.NOTHING]
"""A name from the pack or the code: a step, a field, an option, a channel. Never typed text."""
FreeText = Annotated[str, Tells.CONTACTS]
"""What was typed where nobody is asked for by name; contact details may stand in it."""


class Frozen(BaseModel):
    """Base of every value: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Money(Frozen):
    """An amount; `currency` is a code such as CNY or USDT, or None where none was given.

    `about` is true where the person said that it is not exact.
    """

    kind: Literal["money"] = "money"
    amount: Annotated[Decimal, WithJsonSchema({"type": "string"}, mode="serialization")]
    currency: Key | None = None
    about: bool = False


PartOfDay = Literal["small-hours", "morning", "noon", "afternoon", "dusk", "evening", "night"]


class Moment(Frozen):
    """A minute, a part of a day, a day, or several days: all a person may know of a time.

    It lies between `earliest` and `latest`, the first and the last minute it can mean. A deadline
    is the minute it ends with, so that both are the same, whatever its precision.
    """

    kind: Literal["moment"] = "moment"
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


class Words(Frozen):
    """Free text, a reference, a name: kept as it was typed."""

    kind: Literal["words"] = "words"
    text: FreeText


class Picked(Frozen):
    """One option of a choice field, or the state of a piece of evidence."""

    kind: Literal["picked"] = "picked"
    option: Key


Value = Annotated[Money | Moment | Words | Picked, Field(discriminator="kind")]


class Chose(Frozen):
    """One option of an `ask` step."""

    kind: Literal["chose"] = "chose"
    option: Key


class ChoseMany(Frozen):
    """The options of an `ask_many` step, in the order of the guide; may be none of them."""

    kind: Literal["chose-many"] = "chose-many"
    options: tuple[Key, ...]


TryResult = Literal["fixed", "not-fixed", "not-tried"]
TRY_RESULTS: tuple[TryResult, ...] = get_args(TryResult)


class Tried(Frozen):
    """What came of a `try` step. Not working and not being able to try are different things."""

    kind: Literal["tried"] = "tried"
    result: TryResult


class Detail(Frozen):
    """A field's value, with the person's own words (after the door has cut what it must)."""

    kind: Literal["detail"] = "detail"
    value: Value
    words: FreeText


class Unknown(Frozen):
    """“I don't know”: an answer of its own everywhere."""

    kind: Literal["unknown"] = "unknown"


class Skipped(Frozen):
    """A detail passed over for now."""

    kind: Literal["skipped"] = "skipped"


Reply = Annotated[
    Chose | ChoseMany | Tried | Detail | Unknown | Skipped, Field(discriminator="kind")
]


def moment_in(reply: Reply | None) -> Moment | None:
    """The time a reply gives, or None where it gives none."""
    return reply.value if isinstance(reply, Detail) and isinstance(reply.value, Moment) else None


class Answer(Frozen):
    """A reply to one question, with the time it was given.

    `key` is `guide/step` for a step, and the field's id for a detail: the names `--answers` uses.
    """

    key: Key
    reply: Reply
    time: AwareDatetime
