"""Dates and times as people write them, read relative to a given now.

One table of token patterns for Chinese, English and the mixture fills slots; one resolver turns
the slots into moments. What is not consumed entirely is not understood, and what can be read in
two ways comes back as `Open`: nothing is guessed.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from wallethelp.core.duration import Calendar, Length, end_of_day
from wallethelp.core.reading import time_words as words
from wallethelp.core.reading.results import Counted, Open, Span, Unread
from wallethelp.core.reading.time_patterns import fill_slots
from wallethelp.core.reading.time_slots import Clock, Days, Slots, StopError, month_from
from wallethelp.core.values import Moment

Direction = Literal["past", "future"]

_YEARS = 50
"""Further away it is a slip of the hand."""
_SLACK = timedelta(minutes=5)
"""A clock a little ahead does not make a time lie in the future."""
_MOST_READINGS = 4


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
    at = start.latest
    match span.unit:
        case "minute" | "hour":
            end = Length(count=span.most, unit=span.unit).after(at, calendar)
            about = span.about or start.about
            return Moment(earliest=end, latest=end, precision="minute", about=about)
        case "day" | "working day":
            end = Length(count=span.most, unit=span.unit).after(at, calendar)
            last = end.date()
        case "month":
            last = _months_after(at.date(), span.most)
    end = end_of_day(last, like=at)
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
        return Moment.exactly(_minute(now)).model_copy(update={"about": slots.about})
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
    if slots.is_ago and not slots.days and span.least == span.most and span.unit != "minute":
        # “three days ago at 14:30”
        slots.days = (Days((_ago(span, now, calendar).earliest.date(),)),)
        return _one_or_open(_readings(slots, now, direction))
    if has_time and slots.is_from and not slots.is_ago:
        slots.span = None
        start = _one_or_open(_readings(slots, now, "past"))
        if isinstance(start, Moment):
            return deadline(span, start, calendar)
    if has_time or slots.is_ago:
        raise StopError("several")
    if direction == "past":
        if not slots.is_ahead:
            raise StopError("nothing")
        return deadline(span, Moment.exactly(_minute(now)), calendar)
    return Counted(span)


def _ago(span: Span, now: datetime, calendar: Calendar) -> Moment:
    if span.unit in ("minute", "hour"):
        minutes = 60 if span.unit == "hour" else 1
        ends = (
            (now.astimezone(UTC) - timedelta(minutes=count * minutes)).astimezone(now.tzinfo)
            for count in (span.most, span.least)
        )
        first, last = (_minute(end) for end in ends)
        return Moment(earliest=first, latest=last, precision="minute", about=span.about)
    days = [
        _days_before(now.date(), count, span.unit, calendar) for count in (span.most, span.least)
    ]
    return Moment(
        earliest=datetime.combine(days[0], time(0), tzinfo=now.tzinfo),
        latest=end_of_day(days[1], like=now),
        precision="day",
        about=span.about,
    )


def _days_before(day: date, count: int, unit: str, calendar: Calendar) -> date:
    if unit == "month":
        return _months_after(day, -count)
    if unit == "day":
        return day - timedelta(days=count)
    while count:
        day -= timedelta(days=1)
        count -= calendar.is_working_day(day)
    return day


def _months_after(day: date, count: int) -> date:
    """The same day `count` months later, or the last one of that month."""
    year, month = month_from(day, count)
    next_year, next_month = month_from(date(year, month, 1), 1)
    last = (date(next_year, next_month, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def _readings(slots: Slots, now: datetime, direction: Direction) -> list[Moment]:
    found: list[Moment] = []
    around = tuple(slots.today + timedelta(days=shift) for shift in (-1, 0, 1))
    hour_readings = (None,) if slots.clock is None else _hours(slots.clock, slots)
    is_sure = len(hour_readings) == 1
    for days in slots.days or (Days(around, is_near=True),):
        for hours in hour_readings:
            if not slots.days and not list(_moments(slots, slots.today, hours, now)):
                # Today the clock jumps over this hour: yesterday's is not meant for it.
                raise StopError("no-such-time")
            named = [(m, day) for day in days.dates for m in _moments(slots, day, hours, now)]
            near = _near([m for m, _ in named], days, now, direction, is_sure=is_sure)
            found += [
                m
                for m, day in named
                if any(m is each for each in near) and slots.weekday in (None, day.weekday())
            ]
    if slots.weekday is not None and not found:
        raise StopError("other-weekday")
    if direction == "future":
        found = [m.model_copy(update={"earliest": m.latest}) for m in found]
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
    if len(moments) > _MOST_READINGS:
        raise StopError("several")
    return moments[0] if len(moments) == 1 else Open(tuple(moments))


def _hours(clock: Clock, slots: Slots) -> tuple[int, ...]:
    """Hours from the beginning of the day named; past 24 they are the next day's."""
    hour = clock.hour
    if clock.kind == "midnight" and slots.part not in (None, "evening", "night"):
        raise StopError("no-such-time")
    if clock.kind == "midnight":
        # The one that begins the day, or the one that ends it.
        return (24,) if slots.part else (0, 24) if slots.days else (0,)
    if slots.part is None:
        if clock.kind != "open":
            return (hour,)
        # By day rather than by night, where it is one of the two.
        return (hour, 24) if hour == 12 else (hour + 12, hour) if hour < 7 else (hour, hour + 12)
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


def _moments(slots: Slots, day: date, hours: int | None, now: datetime) -> Iterator[Moment]:
    """What the slots mean on `day`: nothing in a gap of the clock, two where it is set back."""
    if hours is None or slots.clock is None:
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
    for at in _on_the_clock(day, hours, slots.clock.minute, zone):
        end = at
        if slots.until is not None:
            later = sorted(h for h in _hours(slots.until, slots) if h >= hours)
            ends = list(_on_the_clock(day, later[0], slots.until.minute, zone)) if later else []
            if not ends or ends[-1] < at:
                raise StopError("no-such-time")
            end = ends[-1]
        yield Moment(
            earliest=at.astimezone(now.tzinfo),
            latest=end.astimezone(now.tzinfo),
            precision="minute",
            about=slots.about,
            zone=f"{at:%H:%M} {slots.zone_name}" if slots.zone is not None else None,
        )


def _on_the_clock(day: date, hours: int, minute: int, zone: tzinfo | None) -> Iterator[datetime]:
    at = datetime.combine(day + timedelta(days=hours // 24), time(hours % 24, minute), tzinfo=zone)
    offsets = set()
    for fold in (0, 1):
        folded = at.replace(fold=fold)
        back = folded.astimezone(UTC).astimezone(zone)
        if back.replace(tzinfo=None) == at.replace(tzinfo=None) and (
            folded.utcoffset() not in offsets
        ):
            offsets.add(folded.utcoffset())
            yield folded


def _near(
    moments: list[Moment], days: Days, now: datetime, direction: Direction, *, is_sure: bool
) -> list[Moment]:
    """Of days without a month or year, those that make sense in the direction."""
    if not days.is_near or len(moments) < 2:
        return moments
    past = [m for m in moments if m.earliest <= now + _SLACK]
    if direction == "past" and days.is_yearly:
        # Later today is a slip to be told of; it is not a year ago.
        past = [m for m in moments if m.earliest.date() <= now.date()]
    if direction == "past":
        best = max(past, key=lambda m: m.earliest, default=None) or moments[0]
        return [m for m in moments if m.earliest.date() == best.earliest.date()]
    ahead = min((m for m in moments if m.latest >= now), key=lambda m: m.latest, default=None)
    over = max((m for m in moments if m.latest < now), key=lambda m: m.latest, default=None)
    if ahead is None or over is None:
        return [m for m in (ahead, over) if m is not None]
    if days.is_yearly:
        # A deadline that is over is likelier than one eleven months ahead.
        return [ahead if ahead.latest - now <= _HALF_A_YEAR else over]
    is_just_over = over.latest.date() == now.date() and over.latest.hour >= _MORNING
    return [over, ahead] if is_just_over and is_sure else [ahead]


_HALF_A_YEAR = timedelta(days=183)
_MORNING = 6


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
