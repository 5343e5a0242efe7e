"""Lengths of time as a guide states them, and the calendar they are counted on."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Literal, Protocol, Self

from msgspec.structs import asdict

from wallethelp.core.shape import Frozen, UnfitError, Written

Unit = Literal["minute", "hour", "day", "working day"]

_SHAPE = re.compile(r"(\d{1,4}) (minute|hour|day|working day)s?")
_LENGTHS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1)}


class Calendar(Protocol):
    """Which days count as working days. The core is handed one; it never makes its own."""

    def is_working_day(self, day: date) -> bool:
        """Whether banks and support count `day`."""
        ...

    def is_estimated(self, day: date) -> bool:
        """True where the year of `day` has not been officially published."""
        ...


class Weekdays:
    """Monday to Friday: what is counted where the public holidays are not known."""

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is no Saturday or Sunday."""
        return day.weekday() < 5

    def is_estimated(self, day: date) -> bool:
        """Never: nothing is claimed about holidays."""
        return False


class Length(Frozen, kw_only=True):
    """A number of minutes, hours, days or working days."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Self:
        """`"3 working days"` → 3 working days. Raises UnfitError for anything else."""
        match = _SHAPE.fullmatch(text.strip())
        if match is None:
            raise UnfitError("no_length")
        unit: Any = match[2]
        return cls(count=int(match[1]), unit=unit)

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    def after(self, start: datetime, calendar: Calendar) -> datetime:
        """The moment this length after `start`, in the time zone of `start`.

        N working days end with the Nth working day after the local date of `start`, see
        docs/design.md#when-to-follow-up.
        """
        if self.unit in ("minute", "hour"):
            # Elapsed time: across a change of the clock, 24 hours end at another hour.
            end = start.astimezone(UTC) + self.count * _LENGTHS[self.unit]
            return end.astimezone(start.tzinfo)
        if self.unit == "day":
            return start + timedelta(days=self.count)
        day, left = start.date(), self.count
        while left:
            day += timedelta(days=1)
            left -= calendar.is_working_day(day)
        return end_of_day(day, like=start)


def end_of_day(day: date, *, like: datetime) -> datetime:
    """The last minute of `day` in the time zone of `like`."""
    return datetime.combine(day, time(23, 59), tzinfo=like.tzinfo)


def _read(value: Any) -> Any:
    if isinstance(value, Mapping):
        return value
    # A number without a unit is a length as well, which only lacks something.
    return asdict(Length.parse(str(value)))


Duration = Annotated[Length, Written(_read)]
