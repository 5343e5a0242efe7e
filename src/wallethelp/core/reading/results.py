"""What reading a text can come to when it is no single value."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from wallethelp.core.values import Detail, Value

Cause = Literal[
    "unread", "no-such-day", "no-such-time", "several", "other-weekday", "too-far", "nothing"
]
Misfit = Literal["money", "datetime", "too-long", "option"]
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


class NotUnderstood(Struct, frozen=True):
    """The text is no value of the field's type; `unread` says what stands in the way, if known.

    `clock` is the time now, where what was written is a time that has not come yet.
    """

    problem: Misfit
    unread: Unread | None = None
    clock: datetime | None = None


class Several(Struct, frozen=True):
    """The text can be read in several ways: only the person can say which is meant."""

    readings: tuple[Detail, ...]


class NotReference(Struct, frozen=True):
    """The text of a reference that is plainly none; kept only if the person says so."""
