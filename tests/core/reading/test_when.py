"""Times and lengths as people write them: `when.tsv` says what each text means, and when."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.reading.notation import rows, written
from tests.support import NOW, PROPERTY, WeekendsOnly
from wallethelp.core.reading.results import Counted, Open, Span, Unread
from wallethelp.core.reading.time_patterns import any_of
from wallethelp.core.reading.when import Direction, deadline, read_when
from wallethelp.core.text import folded
from wallethelp.core.values import Moment

Read = Moment | Open | Counted | Unread


def _read(text: str, direction: Direction = "past", now: datetime = NOW) -> Read:
    return read_when(folded(text), now=now, direction=direction, calendar=WeekendsOnly())


def _counted(read: Read, now: datetime) -> Read:
    """A length counts from now here: in the table, now is when it was said."""
    if isinstance(read, Counted):
        return deadline(read.span, Moment.exactly(now), WeekendsOnly())
    return read


def _now(written_now: str) -> datetime:
    at, _, zone = written_now.partition(" ")
    return datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(("text", "direction", "now", "right"), list(rows("when.tsv")))
def test_a_time_is_read_as_the_table_says(
    text: str, direction: Direction, now: str, right: str
) -> None:
    at = _now(now)
    assert written(_counted(_read(text, direction, at), at)) == right


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("2月30日", "no-such-day"),
        ("feb 30 2026", "no-such-day"),
        ("昨天 25:00", "no-such-time"),
        ("14:75", "no-such-time"),
        ("昨天 前天", "several"),
        ("3pm 4pm", "several"),
        ("11月20日 周四", "other-weekday"),
        ("1900-01-01", "too-far"),
        ("100000天前", "unread"),
        ("9999周前", "too-far"),
        ("601个月前", "too-far"),
        ("2077-01-01", "too-far"),
        ("0001-01-01 00:30", "too-far"),
        ("9999-12-31 24:00", "too-far"),
        ("11月18日3个工作日", "several"),
        ("昨天 现在", "several"),
        ("下午早上3点", "several"),
        ("上午 3pm", "no-such-time"),
        ("midnight this morning", "no-such-time"),
        ("昨天16:00-14:00", "no-such-time"),
        ("yesterday 0pm", "no-such-time"),
        ("13月底", "no-such-day"),
        ("昨天14:30 UTC+15", "unread"),
        ("1.5-3天前", "unread"),
        ("T+1", "nothing"),
        ("百百天前", "unread"),
        ("昨天或者前天", "unread"),
        ("的", "nothing"),
        ("3 working days", "nothing"),
        ("before Monday", "nothing"),
    ],
)
def test_what_is_not_understood_says_why(text: str, cause: str) -> None:
    read = _read(text)
    assert isinstance(read, Unread)
    assert read.cause == cause


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("昨天 xyz", Unread("unread", "xyz")),
        ("昨天 xyz abc", Unread("unread", "xyz")),
        ("昨天" + "x" * 25, Unread("unread", "x" * 20)),
        ("昨天 5-3天前", Unread("unread", "5-3天前")),
        ("2月30日 下午", Unread("no-such-day", "2月30日")),
        ("昨天 -", Unread("unread", "-")),
        ("昨天 UTC", Unread("unread", "UTC")),
    ],
)
def test_what_stands_in_the_way_is_named(text: str, unread: Unread) -> None:
    assert _read(text) == unread


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("day off", "day off"),
        ("days", None),
        ("today", None),
        ("day5", "day"),
        ("天亮了", "天亮"),
        ("天x", "天"),
        ("x天", None),
    ],
)
def test_the_longest_word_is_found_and_none_of_letters_inside_another(
    text: str, word: str | None
) -> None:
    found = re.match(any_of(["day", "天", "day off", "天亮"]), text)
    assert (found and found[0]) == word


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "UTC"])
@pytest.mark.parametrize("text", ["昨天 15:30", "yesterday 3pm", "2小时前", "now", "14:30 UTC"])
def test_a_time_comes_back_in_the_zone_of_now(text: str, zone: str) -> None:
    moment = _read(text, now=NOW.astimezone(ZoneInfo(zone)))
    assert isinstance(moment, Moment)
    assert moment.earliest.tzinfo == ZoneInfo(zone)


@pytest.mark.parametrize("zone", ["utc", "gmt+8", "北京时间"])
def test_the_zone_that_was_written_is_kept(zone: str) -> None:
    moment = _read(f"14:30 {zone}")
    assert isinstance(moment, Moment)
    assert moment.zone == f"14:30 {zone.upper()}"


@pytest.mark.parametrize("text", ["刚才", "10分钟前", "5 minutes ago", "now"])
def test_seconds_are_dropped(text: str) -> None:
    moment = _read(text, now=NOW.replace(second=42, microsecond=7))
    assert isinstance(moment, Moment)
    assert (moment.latest.second, moment.latest.microsecond) == (0, 0)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("昨天", "2026-11-19T00:00", "2026-11-19T23:59"),
        ("3天前", "2026-11-17T00:00", "2026-11-17T23:59"),
        ("昨天凌晨", "2026-11-19T00:00", "2026-11-19T05:59"),
        ("昨天下午", "2026-11-19T12:00", "2026-11-19T17:59"),
        ("昨夜", "2026-11-19T22:00", "2026-11-20T05:59"),
    ],
)
def test_a_day_and_a_part_of_it_have_their_hours(text: str, first: str, last: str) -> None:
    moment = _read(text)
    assert isinstance(moment, Moment)
    hours = (moment.earliest, moment.latest)
    assert [f"{at:%Y-%m-%dT%H:%M}" for at in hours] == [first, last]


def test_of_a_deadline_the_end_counts() -> None:
    moment = _read("明天下午", "future")
    assert isinstance(moment, Moment)
    assert moment.earliest == moment.latest


def test_a_length_waits_for_its_start() -> None:
    assert _read("3-5个工作日", "future") == Counted(Span(least=3, most=5, unit="working day"))
    assert _read("T+1", "future") == Counted(Span(least=1, most=1, unit="working day"))


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("3-5 working days", "2026-11-12 end"),
        ("24小时内", "2026-11-06 15:00"),
        ("两三天", "2026-11-08 end"),
        ("one month", "2026-12-05 end"),
    ],
)
def test_a_length_entered_late_has_passed(text: str, end: str) -> None:
    counted = _read(text, "future")
    assert isinstance(counted, Counted)
    said = Moment.exactly(NOW - timedelta(days=15))
    assert written(deadline(counted.span, said, WeekendsOnly())) == end


def test_a_length_from_a_day_counts_from_its_end() -> None:
    day = _read("11月18日")
    counted = _read("24 hours", "future")
    assert isinstance(day, Moment)
    assert isinstance(counted, Counted)
    assert written(deadline(counted.span, day, WeekendsOnly())) == "2026-11-19 end".replace(
        "end", "23:59"
    )


def test_the_end_of_a_short_month_is_its_last_day() -> None:
    span = Span(least=1, most=1, unit="month")
    said = Moment.exactly(datetime(2027, 1, 31, 9, 0, tzinfo=NOW.tzinfo))
    assert written(deadline(span, said, WeekendsOnly())) == "2027-02-28 end"


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Europe/London", "2026-03-28T18:00", "2026-03-29T19:00"),
        ("Europe/London", "2026-10-24T18:00", "2026-10-25T17:00"),
        ("America/New_York", "2026-03-07T18:00", "2026-03-08T19:00"),
        ("America/New_York", "2026-10-31T18:00", "2026-11-01T17:00"),
    ],
)
def test_hours_are_elapsed_time_when_the_clock_is_changed(
    zone: str, before: str, after: str
) -> None:
    start = datetime.fromisoformat(before).replace(tzinfo=ZoneInfo(zone))
    end = datetime.fromisoformat(after).replace(tzinfo=ZoneInfo(zone))
    span = Span(least=24, most=24, unit="hour")
    assert deadline(span, Moment.exactly(start), WeekendsOnly()).latest == end
    read = _read("24 hours ago", now=end)
    assert isinstance(read, Moment)
    assert read.earliest.astimezone(UTC) == start.astimezone(UTC)


def test_an_hour_that_comes_twice_is_asked_about() -> None:
    now = datetime(2026, 10, 26, 12, 0, tzinfo=ZoneInfo("Europe/London"))
    read = _read("2026-10-25 01:30", now=now)
    assert isinstance(read, Open)
    offsets = [m.earliest.utcoffset() for m in read.readings if isinstance(m, Moment)]
    assert offsets == [timedelta(hours=1), timedelta(0)]


@pytest.mark.parametrize("text", ["2026-11-20 14:30", "2026-10-25 02:30"])
def test_an_hour_that_is_shown_once_is_the_first_of_its_name(text: str) -> None:
    """So is one that comes back from a file; the second would be equal, and not the same."""
    read = _read(text, now=datetime(2026, 11, 20, 15, 0, tzinfo=ZoneInfo("Europe/London")))
    assert isinstance(read, Moment)
    assert (read.earliest.fold, read.latest.fold) == (0, 0)


@pytest.mark.parametrize("text", ["2026-03-29 01:30", "01:30"])
def test_an_hour_that_was_skipped_is_no_time(text: str) -> None:
    now = datetime(2026, 3, 29, 12, 0, tzinfo=ZoneInfo("Europe/London"))
    assert _read(text, now=now) == Unread("no-such-time")


@pytest.mark.parametrize("text", ["from 25 Nov", "11月25日起"])
def test_a_beginning_is_no_deadline(text: str) -> None:
    assert _read(text, "future") == Unread("nothing")


def test_the_29th_of_february_needs_a_leap_year() -> None:
    assert written(_read("2027-02-29")) == "none"
    assert written(_read("2024-02-29")) == "2024-02-29"


_TIMES = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2026, 11, 20, 14, 59)).map(
    lambda at: at.replace(second=0, microsecond=0, tzinfo=NOW.tzinfo)
)


@PROPERTY
@given(
    at=_TIMES, form=st.sampled_from(["%Y-%m-%d %H:%M", "%Y年%m月%d日%H点%M分", "%Y/%m/%d %H:%M"])
)
def test_a_full_date_in_figures_is_read_back(at: datetime, form: str) -> None:
    read = _read(at.strftime(form))
    readings = read.readings if isinstance(read, Open) else (read,)
    assert Moment.exactly(at) in readings


@PROPERTY
@given(
    text=st.text(
        st.sampled_from("0123456789-/:. 年月日号点半昨今前天周一二三十上下午夜apmtodys+内起"),
        max_size=14,
    )
)
def test_whatever_is_typed_has_few_readings_near_now_or_none(text: str) -> None:
    for direction in ("past", "future"):
        read = _read(text, direction)
        readings = read.readings if isinstance(read, Open) else (read,)
        assert len(readings) <= 4
        for reading in readings:
            if isinstance(reading, Moment):
                assert reading.earliest <= reading.latest
                assert abs(reading.latest - NOW) < timedelta(days=366 * 900)
