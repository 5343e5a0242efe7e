"""The slots of a time (day, part of day, hour, length, range, zone), and what fills each.

Whatever cannot be right raises StopError.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta, timezone
from decimal import Decimal
from typing import Literal, NamedTuple

from wallethelp.core.reading import time_words as words
from wallethelp.core.reading.numerals import read_han, read_integer
from wallethelp.core.reading.results import Cause, Span, Unread
from wallethelp.core.values import PartOfDay

_LONGEST = 9_999
_MOST_MONTHS = 600
"""More of any unit is a slip of the hand."""


class Days(NamedTuple):
    """The days a text can mean. Of `near` ones the direction chooses; others are all readings."""

    dates: tuple[date, ...]
    near: Literal["", "any", "month-day"] = ""


class Clock(NamedTuple):
    """An hour and minute as said.

    `open`: of the morning or the afternoon. `shown`: as clocks with 24 hours show it, unless a
    part of the day is named. `fixed`: said with am or pm.
    """

    hour: int
    minute: int
    kind: Literal["open", "shown", "fixed", "midnight"]


@dataclass(slots=True)
class Slots:
    """What the tokens of one text have filled so far."""

    today: date
    is_chinese: bool
    days: tuple[Days, ...] = ()
    """Each is a reading of its own."""
    weekday: int | None = None
    part: PartOfDay | None = None
    clock: Clock | None = None
    until: Clock | None = None
    span: Span | None = None
    is_ago: bool = False
    is_ahead: bool = False
    is_now: bool = False
    is_range: bool = False
    is_from: bool = False
    is_by: bool = False
    is_day_end: bool = False
    is_one_night: bool = False
    """Whether the night is the one after the day named: 昨夜 is not the one before."""
    is_stamp: bool = False
    """Whether the date is written as in a record: the hour beside it is one of 24."""
    about: bool = False
    zone: timezone | None = None
    zone_name: str = ""
    seen: set[str] = field(default_factory=set)


class StopError(Exception):
    """The text is not understood; `unread` says why."""

    def __init__(self, cause: Cause, part: str = "") -> None:
        super().__init__(cause)
        self.unread = Unread(cause, part)


Fill = Callable[[Slots, re.Match[str]], None]


def _once(slots: Slots, name: str) -> None:
    if name in slots.seen:
        raise StopError("several")
    slots.seen.add(name)


def _number(text: str | None, otherwise: int = 0) -> int:
    if not text:
        return otherwise
    number = read_integer(text)
    if number is None:
        raise StopError("unread", text)
    return number


def _set_days(slots: Slots, written: str, *days: Days) -> None:
    _once(slots, "day")
    slots.days = tuple(each for each in days if each.dates)
    if not slots.days:
        raise StopError("no-such-day", written)


def _set_dates(slots: Slots, written: str, *dates: date) -> None:
    _set_days(slots, written, *(Days((day,)) for day in dict.fromkeys(dates)))


def _valid(parts: Iterable[tuple[int, int, int]]) -> tuple[date, ...]:
    found = []
    for year, month, day in parts:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(found)


def take_date(slots: Slots, match: re.Match[str]) -> None:
    year = match["y"]
    if year in words.SHIFTS:
        number = slots.today.year + words.SHIFTS[year]
    elif year.isascii():
        number = int(year)
    else:
        number = int("".join(str(read_han(sign)) for sign in year))
    slots.is_stamp = match.groupdict().get("s") is not None
    days = _valid([(number, _number(match["m"]), _number(match["d"]))])
    _set_dates(slots, match[0], *days)


def take_date_then_year(slots: Slots, match: re.Match[str]) -> None:
    """20/11/2026 can mean one day only; 5/6/2026 means either."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    _set_dates(slots, match[0], *_valid([(year, second, first), (year, first, second)]))


def take_month_and_day(slots: Slots, match: re.Match[str]) -> None:
    first, second = int(match["a"]), int(match["b"])
    pairs = [(first, second)]
    # Month first is how dates stand beside Chinese, and with a hyphen; elsewhere it is open.
    if first > 12 or not (slots.is_chinese or match["sep"] == "-"):
        pairs.append((second, first))
    _set_days(slots, match[0], *_of_every_year(slots, pairs))


def _of_every_year(slots: Slots, pairs: Iterable[tuple[int, int]]) -> list[Days]:
    years = (slots.today.year - 1, slots.today.year, slots.today.year + 1)
    found = (_valid((year, month, day) for year in years) for month, day in dict.fromkeys(pairs))
    return [Days(dates, "month-day") for dates in found if dates]


def take_named_month(slots: Slots, match: re.Match[str]) -> None:
    month, day = match["m"], match["d"]
    number = words.MONTHS[month] if month in words.MONTHS else _number(month)
    if year := match.groupdict().get("y"):
        _set_dates(slots, match[0], *_valid([(int(year), number, _number(day))]))
    else:
        _set_days(slots, match[0], *_of_every_year(slots, [(number, _number(day))]))


def month_from(today: date, shift: int) -> tuple[int, int]:
    """Year and month `shift` months after that of `today`."""
    month = today.year * 12 + today.month - 1 + shift
    return month // 12, month % 12 + 1


def take_day_of_month(slots: Slots, match: re.Match[str]) -> None:
    day, shift = _number(match["d"]), match["shift"]
    shifts = (words.SHIFTS[shift],) if shift else (-2, -1, 0, 1, 2)
    days = _valid((*month_from(slots.today, n), day) for n in shifts)
    _set_days(slots, match[0], Days(days, "" if shift else "any"))


def take_end_of(slots: Slots, match: re.Match[str]) -> None:
    """The end of a week, month or year is a day for a deadline only: of the past it says little."""
    parts = match.groupdict()
    shift, today = words.SHIFTS.get(parts.get("shift") or "", 0), slots.today
    slots.is_by = True
    if (name := parts.get("m")) is not None:
        month = words.MONTHS[name] if name in words.MONTHS else _number(name)
        year = today.year + shift
        if parts.get("shift") is None and month < today.month:
            year += 1
        following = [date(year + month // 12, month % 12 + 1, 1)] if 1 <= month <= 12 else []
    elif parts["unit"] == "周内":
        following = [today - timedelta(days=today.weekday()) + timedelta(weeks=shift + 1)]
    elif parts["unit"] in ("月", "month"):
        following = [date(*month_from(today, shift + 1), 1)]
    else:
        following = [date(today.year + shift + 1, 1, 1)]
    _set_dates(slots, match[0], *(day - timedelta(days=1) for day in following))


def take_end_of_day(slots: Slots, _match: re.Match[str]) -> None:
    """The end of the day named, or of today."""
    slots.is_by = slots.is_day_end = True


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def take_named_day(slots: Slots, match: re.Match[str]) -> None:
    _set_dates(slots, match[0], slots.today + timedelta(days=words.DAYS[_spaced(match[0])]))


def take_part(slots: Slots, match: re.Match[str]) -> None:
    _once(slots, "part")
    slots.part = words.PARTS[_spaced(match[0])]


def take_day_and_part(slots: Slots, match: re.Match[str]) -> None:
    shift, part = words.DAY_PARTS[_spaced(match[0])]
    slots.is_one_night = part == "night"
    _set_dates(slots, match[0], slots.today + timedelta(days=shift))
    _once(slots, "part")
    slots.part = part


def take_weekday(slots: Slots, match: re.Match[str]) -> None:
    name, shift = match["n"], match["shift"]
    number = words.WEEKDAYS[name] if name in words.WEEKDAYS else words.ENGLISH_WEEKDAYS[name]
    _once(slots, "weekday")
    slots.weekday = number
    week = match.groupdict().get("week")
    monday = slots.today - timedelta(days=slots.today.weekday())
    if week or (shift and shift in words.SHIFTS and not shift.isascii()) or shift == "this":
        weeks = words.SHIFTS[week or shift]
        _set_dates(slots, match[0], monday + timedelta(days=number + 7 * weeks))
    elif shift in ("last", "past"):
        before = slots.today - timedelta(days=(slots.today.weekday() - number - 1) % 7 + 1)
        in_last_week = monday + timedelta(days=number - 7)
        _set_dates(slots, match[0], before, *([in_last_week] if shift == "last" else []))
    elif shift in ("next", "coming", "this coming"):
        after = slots.today + timedelta(days=(number - slots.today.weekday() - 1) % 7 + 1)
        in_next_week = monday + timedelta(days=number + 7)
        _set_dates(slots, match[0], after, *([in_next_week] if shift == "next" else []))
    elif "day" not in slots.seen:
        weeks_around = (monday + timedelta(days=number + 7 * weeks) for weeks in (-1, 0, 1))
        slots.days = (Days(tuple(weeks_around), "any"),)


def take_clock(slots: Slots, match: re.Match[str]) -> None:
    parts = match.groupdict()
    hour, minute = _number(parts.get("h")), _number(parts.get("mi"))
    half_day = (parts.get("ap") or "")[:1]
    if parts.get("half"):
        minute = 30
    elif parts.get("q"):
        minute = 15 * _number(parts["q"])
    if parts.get("over"):
        slots.about = True
    if parts.get("to"):
        hour, minute = (hour - 1) % 24 or 12, 60 - minute
    kind: Literal["open", "shown", "fixed"] = "open" if 1 <= hour <= 12 else "shown"
    if half_day:
        if not 1 <= hour <= 12:
            raise StopError("no-such-time", match[0])
        hour, kind = hour % 12 + (12 if half_day == "p" else 0), "fixed"
    elif parts.get("colon") and (len(match["h"]) == 2 or slots.is_stamp):
        # 14:30, 09:15 and 10:30 are written as clocks show them; 3:30 may be of the afternoon.
        kind = "shown"
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise StopError("no-such-time", match[0])
    clock = Clock(hour, minute, kind)
    if slots.is_range and slots.clock is not None and slots.until is None:
        slots.until, slots.is_range = clock, False
        return
    _once(slots, "clock")
    slots.clock = clock


def take_midnight(slots: Slots, _match: re.Match[str]) -> None:
    _once(slots, "clock")
    slots.clock = Clock(12, 0, "midnight")


def take_noon(slots: Slots, _match: re.Match[str]) -> None:
    _once(slots, "clock")
    slots.clock = Clock(12, 0, "fixed")


def take_length(slots: Slots, match: re.Match[str]) -> None:
    parts = match.groupdict()
    unit = words.UNITS[_spaced(parts["unit"]).removesuffix("s")]
    if pair := parts.get("pair"):
        least, most = (Decimal(_number(sign)) for sign in pair)
        if least >= most:
            raise StopError("unread", match[0])
    elif parts.get("halved"):
        least = most = Decimal("0.5")
    elif parts.get("or_two"):
        least, most = Decimal(1), Decimal(2)
    else:
        least = _decimal(parts["n1"])
        most = _decimal(parts["n2"]) if parts.get("n2") else least
        if parts.get("half") or parts.get("half2"):
            least, most = least + Decimal("0.5"), most + Decimal("0.5")
    if parts.get("over") or "couple" in (parts.get("n1") or ""):
        slots.about = True
    span = _span(unit, min(least, most), most, match[0])
    if slots.span is not None and {slots.span.unit, span.unit} == {"hour", "minute"}:
        minutes = slots.span.most * 60 if slots.span.unit == "hour" else slots.span.most
        span = Span(least=minutes + span.most, most=minutes + span.most, unit="minute")
    else:
        _once(slots, "span")
    slots.span = span
    which = parts.get("way") or ""
    slots.is_ago |= which in ("前", "之前", "以前", "ago", "earlier")
    slots.is_ahead |= which != "" and not slots.is_ago


def _decimal(text: str) -> Decimal:
    return Decimal(text) if re.fullmatch(r"\d+\.\d", text) else Decimal(_number(text))


_MULTIPLES: dict[str, tuple[Literal["minute", "hour", "day", "month"], int]] = {
    "quarter": ("minute", 15),
    "week": ("day", 7),
    "fortnight": ("day", 14),
    "year": ("month", 12),
}


def _span(unit: str, least: Decimal, most: Decimal, written: str) -> Span:
    if unit == "hour" and most != int(most):
        least, most, unit = least * 60, most * 60, "minute"
    if unit == "month" and least == most == Decimal("0.5"):
        return Span(least=15, most=15, unit="day")  # 半个月, said of half of the thirty days
    target, times = _MULTIPLES.get(unit, (unit, 1))
    least, most = least * times, most * times
    if least != int(least) or most != int(most) or most == 0:
        raise StopError("unread", written)
    if most > (_LONGEST if target != "month" else _MOST_MONTHS):
        raise StopError("too-far")
    return Span(least=int(least), most=int(most), unit=target)  # type: ignore[arg-type]


def take_settlement(slots: Slots, match: re.Match[str]) -> None:
    """T+1: one working day after the trade."""
    _once(slots, "span")
    days = _number(match["n"])
    slots.span = Span(least=days, most=days, unit="working day")
    slots.is_ahead = True


def take_zone(slots: Slots, match: re.Match[str]) -> None:
    _once(slots, "zone")
    name = match["name"] or ""
    zone = words.ZONES.get(name, UTC if not match["sign"] else None)
    if match["sign"]:
        sign = -1 if match["sign"] in "-−" else 1
        away = timedelta(hours=int(match["hh"]), minutes=int(match["mm"] or 0))
        if away > timedelta(hours=14):
            raise StopError("unread", match[0])
        zone = timezone(sign * away)
    slots.zone, slots.zone_name = zone, match[0].strip().upper()


def take_flag(name: str) -> Fill:
    def fill(slots: Slots, _match: re.Match[str]) -> None:
        setattr(slots, name, True)

    return fill


def take_nothing(_slots: Slots, _match: re.Match[str]) -> None:
    return


def take_now(slots: Slots, match: re.Match[str]) -> None:
    _once(slots, "now")
    slots.is_now = True


def take_quarter(slots: Slots, match: re.Match[str]) -> None:
    hour = _number(match["h"])
    to = "to" in match.groupdict()
    if not 1 <= hour <= 12:
        raise StopError("no-such-time", match[0])
    _once(slots, "clock")
    slots.clock = Clock((hour - 1 or 12) if to else hour, 45 if to else 15, "open")
