"""Lengths of time, counted on a calendar."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import NOW, PROPERTY, WeekendsOnly
from wallethelp.core.duration import Length, end_of_day

SHANGHAI = ZoneInfo("Asia/Shanghai")
_LENGTHS = st.builds(
    Length,
    count=st.integers(0, 200),
    unit=st.sampled_from(["minute", "hour", "day", "working day"]),
)


def _at(day: int, hour: int = 0, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def _after(written: str, start: datetime) -> datetime:
    return Length.parse(written).after(start, WeekendsOnly())


@pytest.mark.parametrize(
    ("written", "count", "unit"),
    [
        ("3 working days", 3, "working day"),
        ("1 working day", 1, "working day"),
        ("24 hours", 24, "hour"),
        ("1 hour", 1, "hour"),
        ("30 minutes", 30, "minute"),
        (" 7 days ", 7, "day"),
        ("0 days", 0, "day"),
    ],
)
def test_a_length_is_read(written: str, count: int, unit: str) -> None:
    length = Length.parse(written)
    assert (length.count, length.unit) == (count, unit)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "3",
        "days",
        "3 weeks",
        "-3 days",
        "3.5 days",
        "three days",
        "3days",
        "3 Days",
        "12345 days",
    ],
)
def test_anything_else_is_no_length(written: str) -> None:
    with pytest.raises(ValueError, match="no_length"):
        Length.parse(written)


@PROPERTY
@given(length=_LENGTHS)
def test_a_length_is_read_back_as_it_is_written(length: Length) -> None:
    assert Length.parse(str(length)) == length


@pytest.mark.parametrize(
    ("written", "end"),
    [
        ("30 minutes", _at(20, 15, 30)),
        ("10 hours", _at(21, 1)),
        ("3 days", _at(23, 15)),
        ("0 days", _at(20, 15)),
    ],
)
def test_other_lengths_run_on_through_nights_and_weekends(written: str, end: datetime) -> None:
    assert _after(written, NOW) == end


@pytest.mark.parametrize(
    ("start", "written", "end"),
    [
        # 16 November 2026 is a Monday.
        (_at(16, 9), "1 working day", _at(17, 23, 59)),
        (_at(16, 9), "3 working days", _at(19, 23, 59)),
        (_at(16, 9), "5 working days", _at(23, 23, 59)),
        (_at(20, 15), "1 working day", _at(23, 23, 59)),
        (_at(20, 23, 59), "1 working day", _at(23, 23, 59)),
        (_at(21, 0), "1 working day", _at(23, 23, 59)),
        (_at(22, 23, 59), "1 working day", _at(23, 23, 59)),
        (_at(21, 12), "6 working days", _at(30, 23, 59)),
        (_at(30, 12), "2 working days", _at(2, 23, 59, month=12)),
        (_at(16, 9), "0 working days", _at(16, 23, 59)),
    ],
)
def test_working_days_end_with_the_last_of_them(
    start: datetime, written: str, end: datetime
) -> None:
    assert _after(written, start) == end


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "UTC"])
@pytest.mark.parametrize("written", ["2 hours", "3 working days"])
def test_the_time_zone_of_the_start_is_kept(zone: str, written: str) -> None:
    start = NOW.astimezone(ZoneInfo(zone))
    end = _after(written, start)
    assert end.tzinfo == start.tzinfo


def test_working_days_are_those_of_the_place_of_the_start() -> None:
    # Friday evening in New York is Saturday in Shanghai.
    friday = datetime(2026, 11, 19, 20, 0, tzinfo=ZoneInfo("America/New_York"))
    assert _after("1 working day", friday).date() == date(2026, 11, 20)
    assert _after("1 working day", friday.astimezone(SHANGHAI)).date() == date(2026, 11, 23)


def test_working_days_end_at_local_midnight_when_the_clocks_change() -> None:
    # New York puts its clocks back on Sunday 1 November 2026.
    friday = datetime(2026, 10, 30, 12, 0, tzinfo=ZoneInfo("America/New_York"))
    end = _after("1 working day", friday)
    assert (end.date(), end.hour, end.minute) == (date(2026, 11, 2), 23, 59)


def test_the_end_of_a_day_is_its_last_minute() -> None:
    assert end_of_day(date(2026, 11, 20), like=NOW) == _at(20, 23, 59)


@PROPERTY
@given(length=_LENGTHS, more=st.integers(0, 20))
def test_a_longer_length_never_ends_earlier(length: Length, more: int) -> None:
    longer = Length(count=length.count + more, unit=length.unit)
    assert longer.after(NOW, WeekendsOnly()) >= length.after(NOW, WeekendsOnly()) >= NOW
