"""Dates and times as people write them, read relative to a given now.

One table of token patterns for Chinese, English and the mixture fills slots; one resolver turns
the slots into moments. What is not consumed entirely is not understood, and what can be read in
two ways comes back as `Open`: nothing is guessed.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from msgspec.structs import replace

from wallethelp.core.duration import Calendar, Length, end_of_day
from wallethelp.core.reading import time_words as words
from wallethelp.core.reading.results import Counted, Open, Span, Unit, Unread
from wallethelp.core.reading.time_patterns import fill_slots
from wallethelp.core.reading.time_slots import Clock, Days, Slots, StopError, month_from
from wallethelp.core.values import Moment

Direction = Literal["past", "future"]

_YEARS = 50
"""Further away it is a slip of the hand."""
_SLACK = timedelta(minutes=5)
"""A clock a little ahead does not make a time lie in the future."""


def read_when(
    text: str, *, now: datetime, direction: Direction, calendar: Calendar
) -> Moment | Open | Counted | Unread:
    """A moment from `2026-11-20 14:30`, `11-20 下午3点`, `昨晚十点多`, `yesterday 3pm EST` …

    A deadline (`direction="future"`) may also be a length (`3-5个工作日`, `within 24 hours`); it
    is `Counted` unless the text says from when; `deadline` ends it. Where only its day is written,
    a deadline lasts until the end of that day. `text` must have been folded. The zone of `now` is
    the one every time comes back in.
    """
    plain = re.sub(r"(?<=\d)t(?=\d)", " ", text.lower().translate(words.SIMPLIFIED)).strip()
    try:
        slots = fill_slots(plain, now.date())
        if slots.zone is not None:
            # Days are named as they are seen where the clock shows that time.
            slots = fill_slots(plain, now.astimezone(slots.zone).date())
        return _resolve(slots, now, direction, calendar)
    except StopError as stop:
        return stop.unread
    except OverflowError:
        return Unread("too-far")


def deadline(span: Span, start: Moment, calendar: Calendar) -> Moment:
    """The end of `span` counted from the end of `start`; of a range the later end counts.

    Hours are elapsed time. Days, working days and months last until the end of the last day.
    """
    at, is_exact = start.latest, span.unit in ("minute", "hour")
    if span.unit == "month":
        end = end_of_day(_months_after(at.date(), span.most), like=at)
    else:
        end = Length(count=span.most, unit=span.unit).after(at, calendar)
    if is_exact:
        about = span.about or start.about
        return Moment(earliest=end, latest=end, precision="minute", about=about)
    end = end_of_day(end.date(), like=at)
    return Moment(earliest=end, latest=end, precision="day", about=span.about)


def _resolve(
    slots: Slots, now: datetime, direction: Direction, calendar: Calendar
) -> Moment | Open | Counted | Unread:
    if slots.is_day_end and not slots.days:
        slots.days = (Days((slots.today,)),)
    has_time = bool(slots.days or slots.clock or slots.part)
    if slots.is_range or (slots.zone is not None and slots.clock is None):
        raise StopError("unread", slots.zone_name or "-")
    if slots.is_now:
        if has_time or slots.span is not None:
            raise StopError("several")
        return replace(Moment.exactly(_minute(now)), about=slots.about)
    if slots.span is not None:
        return _of_length(slots, now, direction, calendar, has_time=has_time)
    if not has_time or (slots.is_by and direction == "past"):
        raise StopError("nothing")
    if slots.is_from and direction == "future":
        raise StopError("nothing")
    return _one_or_open(_readings(slots, now, direction))


def _of_length(
    slots: Slots, now: datetime, direction: Direction, calendar: Calendar, *, has_time: bool
) -> Moment | Open | Counted:
    span = slots.span
    assert span is not None  # noqa: S101 - the caller looked
    if slots.about:
        span = Span(least=span.least, most=span.most, unit=span.unit, about=True)
    if slots.is_ago and not has_time:
        return _ago(span, now, calendar)
    is_short = span.unit in ("minute", "hour")
    if slots.is_ago and not slots.days and span.least == span.most and not is_short:
        # “three days ago at 14:30”
        slots.days = (Days((_ago(span, now, calendar).earliest.date(),)),)
        return _one_or_open(_readings(slots, now, direction))
    if has_time and slots.is_from and not slots.is_ago:
        # Of 5 December the nearest is meant, of the 5th or of Monday the last.
        is_yearly = any(days.is_yearly for days in slots.days)
        start = _one_or_open(_readings(slots, now, "future" if is_yearly else "past"))
        if isinstance(start, Moment):
            return deadline(span, start, calendar)
    if has_time:
        raise StopError("several")
    if direction == "past":
        if not slots.is_ahead:
            raise StopError("nothing")
        return deadline(span, Moment.exactly(_minute(now)), calendar)
    return Counted(span)


def _ago(span: Span, now: datetime, calendar: Calendar) -> Moment:
    first, last = (_before(now, count, span.unit, calendar) for count in (span.most, span.least))
    if span.unit in ("minute", "hour"):
        first, last = _minute(first), _minute(last)
        return Moment(earliest=first, latest=last, precision="minute", about=span.about)
    return Moment(
        earliest=datetime.combine(first.date(), time(0), tzinfo=now.tzinfo),
        latest=end_of_day(last.date(), like=now),
        precision="day",
        about=span.about,
    )


def _before(now: datetime, count: int, unit: Unit, calendar: Calendar) -> datetime:
    if unit == "month":
        return end_of_day(_months_after(now.date(), -count), like=now)
    if unit != "working day":
        return Length(count=-count, unit=unit).after(now, calendar)
    while count:
        now -= timedelta(days=1)
        count -= calendar.is_working_day(now.date())
    return now


def _months_after(day: date, count: int) -> date:
    """The same day `count` months later, or the last one of that month."""
    year, month = month_from(day, count)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _readings(slots: Slots, now: datetime, direction: Direction) -> list[Moment]:
    found: list[Moment] = []
    around = tuple(slots.today + timedelta(days=shift) for shift in (-1, 0, 1))
    clocks: list[tuple[int, int] | None] = [None]
    if slots.clock is not None:
        clocks = [(hours, slots.clock.minute) for hours in _hours(slots.clock, slots)]
    is_sure = len(clocks) == 1
    for days in slots.days or (Days(around),):
        for clock in clocks:
            if not slots.days and not list(_moments(slots, slots.today, clock, now)):
                # Today the clock jumps over this hour: yesterday's is not meant for it.
                raise StopError("no-such-time")
            named = [(m, day) for day in days.dates for m in _moments(slots, day, clock, now)]
            near = _near([m for m, _ in named], days, now, direction, is_sure=is_sure)
            found += [
                m
                for m, day in named
                if any(m is each for each in near) and slots.weekday in (None, day.weekday())
            ]
    if slots.weekday is not None and not found:
        raise StopError("other-weekday")
    if direction == "future":
        found = [replace(m, earliest=m.latest) for m in found]
    unique = list({(m.earliest, m.earliest.utcoffset(), m.latest): m for m in found}.values())
    if not unique:
        raise StopError("no-such-time")
    if any(abs(moment.latest.year - now.year) > _YEARS for moment in unique):
        raise StopError("too-far")
    if direction == "past":
        # What has not come yet cannot be meant, if anything else can.
        return [m for m in unique if m.earliest <= now + _SLACK] or unique
    return unique


def _one_or_open(moments: list[Moment]) -> Moment | Open:
    return moments[0] if len(moments) == 1 else Open(tuple(moments))


def _hours(clock: Clock, slots: Slots) -> tuple[int, ...]:
    """Hours from the beginning of the day named; past 24 they are the next day's."""
    hour = clock.hour
    if clock.kind == "midnight":
        if slots.part not in (None, "evening", "night"):
            raise StopError("no-such-time")
        # The one that begins the day, or the one that ends it.
        return (hour + 24,) if slots.part else (hour, hour + 24)
    if slots.part is None:
        if clock.kind != "open":
            return (hour,)
        # By day rather than by night, where it is one of the two.
        return (hour + 12, hour) if hour < 7 else (hour, hour + 12)
    rules = words.PART_HOURS["evening" if slots.is_one_night else slots.part]
    for rule in rules:
        for said in (hour, hour + 24):
            if clock.kind == "fixed" and any(
                rule.first + add <= said <= rule.last + add for add in rule.add
            ):
                return (said if slots.days else hour,)
        if clock.kind != "fixed" and rule.first <= hour <= rule.last:
            # Without a day's name the nearest night is meant, whichever day it belongs to.
            return tuple(hour + add for add in rule.add if slots.days or hour + add < 24) or (
                hour + rule.add[0] - 24,
            )
    raise StopError("no-such-time")


def _moments(
    slots: Slots, day: date, clock: tuple[int, int] | None, now: datetime
) -> Iterator[Moment]:
    """What the slots mean on `day`: nothing in a gap of the clock, two where it is set back."""
    if clock is None:
        first, last = (0, 24) if slots.part is None else words.PART_RANGES[slots.part]
        begin = datetime.combine(day, time(0), tzinfo=now.tzinfo)
        yield Moment(
            earliest=begin + timedelta(hours=first),
            latest=begin + timedelta(hours=last, minutes=-1),
            precision="day" if slots.part is None else "part",
            part=slots.part,
            about=slots.about,
        )
        return
    zone = slots.zone or now.tzinfo
    for at in _on_the_clock(day, clock, zone):
        end = at
        if slots.until is not None:
            untils = ((hours, slots.until.minute) for hours in _hours(slots.until, slots))
            later = min((until for until in untils if until >= clock), default=None)
            ends = [] if later is None else _on_the_clock(day, later, zone)
            if not ends:
                raise StopError("no-such-time")
            end = ends[-1]
        yield Moment(
            earliest=at.astimezone(now.tzinfo),
            latest=end.astimezone(now.tzinfo),
            precision="minute",
            about=slots.about,
            zone=f"{at:%H:%M} {slots.zone_name}" if slots.zone is not None else None,
        )


def _on_the_clock(day: date, clock: tuple[int, int], zone: tzinfo | None) -> list[datetime]:
    days, hour = divmod(clock[0], 24)
    at = datetime.combine(day + timedelta(days=days), time(hour, clock[1]), tzinfo=zone)
    folds = [at, at.replace(fold=1)]
    before, after = (each.utcoffset() or timedelta() for each in folds)
    # The clock leaves hours out where the offset grows, and shows them twice where it shrinks.
    return [] if before < after else folds if before > after else [at]


def _near(
    moments: list[Moment], days: Days, now: datetime, direction: Direction, *, is_sure: bool
) -> list[Moment]:
    """Of days without a month or year, those that make sense in the direction."""
    if not moments:
        return moments
    if direction == "past":
        # Later today is a slip to be told of; it is not a year ago.
        past = [
            m
            for m in moments
            if m.earliest <= now + _SLACK or (days.is_yearly and m.earliest.date() == now.date())
        ]
        chosen = [max(past, key=lambda m: m.earliest, default=moments[0])]
    else:
        chosen = _around(sorted(moments, key=lambda m: m.latest), days, now, is_sure=is_sure)
    dates = {m.earliest.date() for m in chosen}
    return [m for m in moments if m.earliest.date() in dates]


def _around(moments: list[Moment], days: Days, now: datetime, *, is_sure: bool) -> list[Moment]:
    """Of deadlines in their order the next, or the last where that is likelier, or both."""
    count = sum(m.latest < now for m in moments)
    over, ahead = moments[:count][-1:], moments[count:][:1]
    if not over or not ahead:
        return over + ahead
    if days.is_yearly:
        # A deadline that is over is likelier than one eleven months ahead.
        return ahead if ahead[0].latest - now <= _HALF_A_YEAR else over
    last = over[0].latest
    is_just_over = last.date() == now.date() and last.hour >= _MORNING
    return over + ahead if is_just_over and is_sure else ahead


_HALF_A_YEAR = timedelta(days=183)
_MORNING = 6


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
