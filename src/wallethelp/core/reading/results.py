"""What reading a text can come to when it is no single value."""

from typing import Literal

from msgspec import Struct

from wallethelp.core.values import Value

Cause = Literal[
    "unread", "no-such-day", "no-such-time", "several", "other-weekday", "too-far", "nothing"
]
Unit = Literal["minute", "hour", "day", "working day", "month"]


class Span(Struct, frozen=True, kw_only=True):
    """A length of time as it was written: `least` to `most` of a unit."""

    least: int
    most: int
    unit: Unit
    about: bool = False


class Counted(Struct, frozen=True):
    """A deadline given as a length, which does not say from when it is counted."""

    span: Span


class Open(Struct, frozen=True):
    """The text has several readings, each of them likely: the person is asked which is meant."""

    readings: tuple[Value, ...]


class Unread(Struct, frozen=True):
    """The text was not understood as a whole; `part` is what stands in the way."""

    cause: Cause
    part: str = ""
