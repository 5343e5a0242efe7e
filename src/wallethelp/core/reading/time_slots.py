"""The slots of a time (day, part of day, hour, length, range, zone), and what fills each.

Whatever cannot be right raises StopError.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta, timezone
from decimal import Decimal
from typing import Literal, NamedTuple

from msgspec import Struct

from wallethelp.core.reading import time_words as words
from wallethelp.core.reading.numerals import read_han, read_integer
from wallethelp.core.reading.results import Cause, Span, Unit, Unread
from wallethelp.core.values import PartOfDay

_LONGEST = 9_999
_MOST_MONTHS = 600
"""More of any unit is a slip of the hand."""


class Days(NamedTuple):
    """The days one reading of a text can mean; the direction chooses among them."""

    dates: tuple[date, ...]
    is_yearly: bool = False
    """Whether it is one day of every year."""


class Clock(NamedTuple):
    """An hour and minute as said.

    `open`: of the morning or the afternoon. `shown`: as clocks with 24 hours show it, unless a
    part of the day is named. `fixed`: said with am or pm.
    """

    hour: int
    minute: int
    kind: Literal["open", "shown", "fixed", "midnight"]


class Slots(Struct):
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


class StopError(Exception):
    """The text is not understood; `unread` says why."""

    def __init__(self, cause: Cause, part: str = "") -> None:
        self.unread = Unread(cause, part)


Fill = Callable[[Slots, re.Match[str]], None]


def _put(slots: Slots, name: str, value: object) -> None:
    if getattr(slots, name) not in (None, ()):
        raise StopError("several")
    setattr(slots, name, value)


def _number(text: str | None) -> int:
    if not text:
        return 0
    number = read_integer(text)
    if number is None:
        raise StopError("unread")
    return number


def _set_days(slots: Slots, days: Iterable[Days]) -> None:
    found = tuple(each for each in days if each.dates)
    if not found:
        raise StopError("no-such-day")
    _put(slots, "days", found)


def _set_dates(slots: Slots, dates: Iterable[date]) -> None:
    _set_days(slots, (Days((day,)) for day in dict.fromkeys(dates)))


def _valid(parts: Iterable[tuple[int, int, int]]) -> tuple[date, ...]:
    found = []
    for year, month, day in parts:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(found)


def take_date(slots: Slots, match: re.Match[str]) -> None:
    """20 November 2026 with the year first, in figures or as “last year”."""
    year = match["y"]
    if year in words.SHIFTS:
        number = slots.today.year + words.SHIFTS[year]
    elif year.isascii():
        number = int(year)
    else:
        number = int("".join(str(read_han(sign)) for sign in year))
    slots.is_stamp = match.groupdict().get("s") is not None
    _set_dates(slots, _valid([(number, _number(match["m"]), _number(match["d"]))]))


def take_date_then_year(slots: Slots, match: re.Match[str]) -> None:
    """20/11/2026 can mean one day only; 5/6/2026 means either."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    _set_dates(slots, _valid([(year, second, first), (year, first, second)]))


def take_month_and_day(slots: Slots, match: re.Match[str]) -> None:
    """A month and a day in figures; where either may be first, both are meant."""
    first, second = int(match["a"]), int(match["b"])
    pairs = [(first, second)]
    # Month first is how dates stand beside Chinese, and with a hyphen; elsewhere it is open.
    if first > 12 or not (slots.is_chinese or match["sep"] == "-"):
        pairs.append((second, first))
    _set_days(slots, _of_every_year(slots, pairs))


def _of_every_year(slots: Slots, pairs: Iterable[tuple[int, int]]) -> Iterator[Days]:
    years = (slots.today.year - 1, slots.today.year, slots.today.year + 1)
    for month, day in dict.fromkeys(pairs):
        yield Days(_valid((year, month, day) for year in years), is_yearly=True)


def _month(name: str) -> int:
    return words.MONTHS[name] if name in words.MONTHS else _number(name)


def take_named_month(slots: Slots, match: re.Match[str]) -> None:
    """A day of a month with a name, of the year named or of any around today."""
    month, day = _month(match["m"]), _number(match["d"])
    if year := match.groupdict().get("y"):
        _set_dates(slots, _valid([(int(year), month, day)]))
    else:
        _set_days(slots, _of_every_year(slots, [(month, day)]))


def month_from(today: date, shift: int) -> tuple[int, int]:
    """Year and month `shift` months after that of `today`."""
    month = today.year * 12 + today.month - 1 + shift
    return month // 12, month % 12 + 1


def take_day_of_month(slots: Slots, match: re.Match[str]) -> None:
    """“The 20th”: of the month named, or of those around today."""
    day, shift = _number(match["d"]), match["shift"]
    shifts = (words.SHIFTS[shift],) if shift else (-2, -1, 0, 1, 2)
    days = _valid((*month_from(slots.today, n), day) for n in shifts)
    _set_days(slots, [Days(days)])


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def take_end_of(slots: Slots, match: re.Match[str]) -> None:
    """The end of a week, month or year is a day for a deadline only: of the past it says little."""
    shift, today = words.SHIFTS[match["shift"]] if match["shift"] else 0, slots.today
    slots.is_by = True
    if match["unit"] == "周内":
        end = today + timedelta(days=6 - today.weekday() + 7 * shift)
    elif match["unit"] in ("月", "month"):
        end = _end_of_month(*month_from(today, shift))
    else:
        end = date(today.year + shift, 12, 31)
    _set_dates(slots, [end])


def take_end_of_month(slots: Slots, match: re.Match[str]) -> None:
    """The end of a named month, of the year named or else the next that ends.

    Raises StopError for a month that there is not.
    """
    month, shift = _month(match["m"]), match["shift"]
    slots.is_by = True
    if not 1 <= month <= 12:
        raise StopError("no-such-day")
    away = words.SHIFTS[shift] if shift else int(month < slots.today.month)
    _set_dates(slots, [_end_of_month(slots.today.year + away, month)])


def take_end_of_day(slots: Slots, _match: re.Match[str]) -> None:
    """The end of the day named, or of today."""
    slots.is_by = slots.is_day_end = True


def take_named_day(slots: Slots, match: re.Match[str]) -> None:
    """Today, yesterday, tomorrow and the like."""
    _set_dates(slots, [slots.today + timedelta(days=words.DAYS[match[0]])])


def take_part(slots: Slots, match: re.Match[str]) -> None:
    """A part of a day: the morning, the evening."""
    _put(slots, "part", words.PARTS[match[0]])


def take_day_and_part(slots: Slots, match: re.Match[str]) -> None:
    """A word for both: tonight, 昨晚."""
    shift, part = words.DAY_PARTS[match[0]]
    slots.is_one_night = part == "night"
    _set_dates(slots, [slots.today + timedelta(days=shift)])
    _put(slots, "part", part)


def take_weekday(slots: Slots, match: re.Match[str]) -> None:
    """A day of the week, of the week named or of those around today."""
    name, shift, week = match["n"], match["shift"], match.groupdict().get("week")
    number = words.WEEKDAYS[name] if name in words.WEEKDAYS else words.ENGLISH_WEEKDAYS[name]
    _put(slots, "weekday", number)
    today, seven = slots.today, timedelta(days=7)
    this_week = today + timedelta(days=number - today.weekday())
    if week or (shift and (shift == "this" or not shift.isascii())):
        _set_dates(slots, [this_week + seven * words.SHIFTS[week or shift]])
    elif shift in ("last", "past"):
        before = this_week if this_week < today else this_week - seven
        _set_dates(slots, [before, this_week - seven] if shift == "last" else [before])
    elif shift:
        after = this_week if this_week > today else this_week + seven
        _set_dates(slots, [after, this_week + seven] if shift == "next" else [after])


def near_weekday(today: date, number: int) -> Days:
    """The days of the week of that number around `today`."""
    this_week, seven = today + timedelta(days=number - today.weekday()), timedelta(days=7)
    return Days((this_week - seven, this_week, this_week + seven))


def take_clock(slots: Slots, match: re.Match[str]) -> None:
    """A time of day, with the half of the day where it is said.

    Raises StopError for an hour or a minute that there is not.
    """
    parts = match.groupdict()
    hour, minute = _number(parts.get("h")), _number(parts.get("mi"))
    half_day = (parts.get("ap") or "")[:1]
    if parts.get("half"):
        minute = 30
    elif quarters := parts.get("q"):
        minute = 15 * (1 if quarters == "quarter" else _number(quarters))
    if parts.get("over"):
        slots.about = True
    if parts.get("to"):
        hour, minute = (hour - 1) % 24 or 12, 60 - minute
    kind: Literal["open", "shown", "fixed"] = "open" if 1 <= hour <= 12 else "shown"
    if half_day:
        if not 1 <= hour <= 12:
            raise StopError("no-such-time")
        hour, kind = hour % 12 + (12 if half_day == "p" else 0), "fixed"
    elif parts.get("colon") and (len(match["h"]) == 2 or slots.is_stamp):
        # 14:30, 09:15 and 10:30 are written as clocks show them; 3:30 may be of the afternoon.
        kind = "shown"
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise StopError("no-such-time")
    clock = Clock(hour, minute, kind)
    if slots.is_range and slots.clock is not None and slots.until is None:
        slots.until, slots.is_range = clock, False
        return
    _put(slots, "clock", clock)


def take_midnight(slots: Slots, _match: re.Match[str]) -> None:
    """0:00, of which it is open whether it begins or ends the day."""
    _put(slots, "clock", Clock(0, 0, "midnight"))


def take_noon(slots: Slots, _match: re.Match[str]) -> None:
    """12:00."""
    _put(slots, "clock", Clock(12, 0, "fixed"))


def take_length(slots: Slots, match: re.Match[str]) -> None:
    """A length of time: “3 days”, “两三天”, “half an hour”.

    Raises StopError for one that is no number of anything.
    """
    parts = match.groupdict()
    if pair := parts.get("pair"):
        ends = [Decimal(_number(sign)) for sign in pair]
    elif parts.get("halved"):
        ends = [Decimal("0.5")]
    elif parts.get("or_two"):
        ends = [Decimal(1), Decimal(2)]
    else:
        ends = [_decimal(number) for number in (parts["n1"], parts.get("n2")) if number]
        if parts.get("half") or parts.get("half2"):
            ends = [end + Decimal("0.5") for end in ends]
    if ends != sorted(set(ends)):
        raise StopError("unread")
    if parts.get("over") or "couple" in match.group():
        slots.about = True
    span = _span(words.UNITS[parts["unit"].removesuffix("s")], ends[0], ends[-1])
    before = slots.span
    if before is not None and (before.unit, span.unit) == ("hour", "minute"):
        least, most = before.least * 60 + span.least, before.most * 60 + span.most
        slots.span = Span(least=least, most=most, unit="minute")
    else:
        _put(slots, "span", span)
    which = parts.get("way") or ""
    slots.is_ago = which in ("前", "之前", "以前", "ago", "earlier")
    slots.is_ahead = bool(which) and not slots.is_ago


def _decimal(text: str) -> Decimal:
    return Decimal(text) if re.fullmatch(r"\d+\.\d", text) else Decimal(_number(text))


_MULTIPLES: dict[str, tuple[Unit, int]] = {
    "quarter": ("minute", 15),
    "week": ("day", 7),
    "fortnight": ("day", 14),
    "year": ("month", 12),
}


def _span(unit: str, least: Decimal, most: Decimal) -> Span:
    if unit == "hour" and most != int(most):
        least, most, unit = least * 60, most * 60, "minute"
    if unit == "month" and least == most == Decimal("0.5"):
        return Span(least=15, most=15, unit="day")  # 半个月, said of half of the thirty days
    target, times = _MULTIPLES.get(unit, (unit, 1))
    least, most = least * times, most * times
    if least != int(least) or most != int(most) or most == 0:
        raise StopError("unread")
    if most > (_LONGEST if target != "month" else _MOST_MONTHS):
        raise StopError("too-far")
    return Span(least=int(least), most=int(most), unit=target)  # type: ignore[arg-type]


def take_settlement(slots: Slots, match: re.Match[str]) -> None:
    """T+1: one working day after the trade."""
    days = _number(match["n"])
    _put(slots, "span", Span(least=days, most=days, unit="working day"))


def take_zone(slots: Slots, match: re.Match[str]) -> None:
    """A distance from UTC, or a zone with one meaning.

    Raises StopError for one further from UTC than any is.
    """
    if match["sign"]:
        away = timedelta(hours=int(match["hh"]), minutes=int(match["mm"] or 0))
        if away > timedelta(hours=14):
            raise StopError("unread")
        zone = timezone(away if match["sign"] == "+" else -away)
    else:
        zone = words.ZONES[match["name"]]
    _put(slots, "zone", zone)
    slots.zone_name = match[0].upper()


def take_flag(name: str, slots: Slots, _match: re.Match[str]) -> None:
    """A word that says one thing of the whole: `name` is true."""
    setattr(slots, name, True)


def take_nothing(_slots: Slots, _match: re.Match[str]) -> None:
    """A word that says nothing."""
    return
