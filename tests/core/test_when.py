"""Dates and times as people write them. Now is Friday, 20 November 2026, 15:00."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import NOW, PROPERTY, WeekendsOnly
from wallethelp.core.text import clean
from wallethelp.core.values import Moment
from wallethelp.core.when import Direction, parse_when


def _read(text: str, direction: Direction = "past", now: datetime = NOW) -> Moment | None:
    return parse_when(clean(text), now=now, direction=direction, calendar=WeekendsOnly())


def _shown(moment: Moment | None) -> str | None:
    """`2026-11-20 14:30`, or `2026-11-20` for a whole day."""
    if moment is None:
        return None
    return moment.at.strftime("%Y-%m-%d" if moment.precision == "day" else "%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        # The forms the question itself shows.
        ("2026-11-20 14:30", "2026-11-20 14:30"),
        ("11-20 下午3点", "2026-11-20 15:00"),
        ("昨天 15:30", "2026-11-19 15:30"),
        ("yesterday 3pm", "2026-11-19 15:00"),
        # Dates in figures.
        ("2026-11-20", "2026-11-20"),
        ("2026/11/20", "2026-11-20"),
        ("2026.11.20", "2026-11-20"),
        ("20261120", "2026-11-20"),
        ("11-20", "2026-11-20"),
        ("11/20", "2026-11-20"),
        ("11.20", "2026-11-20"),
        ("2026/11/20 14:30", "2026-11-20 14:30"),
        ("2026-11-20 14:30:15", "2026-11-20 14:30"),
        ("2026-11-20T14:30", "2026-11-20 14:30"),
        ("2026-11-20 2:30 PM", "2026-11-20 14:30"),
        ("11/19/2026", "2026-11-19"),
        ("19/11/2026", "2026-11-19"),
        ("19.11.2026", "2026-11-19"),
        # Dates in Chinese.
        ("11月20日", "2026-11-20"),
        ("11月20号", "2026-11-20"),
        ("2026年11月20日", "2026-11-20"),
        ("2026年11月20日下午3点", "2026-11-20 15:00"),
        ("11月20日 15:30", "2026-11-20 15:30"),
        ("11月20日14时30分", "2026-11-20 14:30"),
        ("十一月十九号晚上九点", "2026-11-19 21:00"),
        ("二〇二六年十一月二十日", "2026-11-20"),
        ("20号", "2026-11-20"),
        ("20号下午3点", "2026-11-20 15:00"),
        # Days by name.
        ("今天", "2026-11-20"),
        ("昨天", "2026-11-19"),
        ("前天", "2026-11-18"),
        ("大前天", "2026-11-17"),
        ("周一", "2026-11-16"),
        ("星期三", "2026-11-18"),
        ("礼拜四", "2026-11-19"),
        ("上周五", "2026-11-13"),
        ("上个星期天", "2026-11-15"),
        ("这周四", "2026-11-19"),
        # Times of day in Chinese.
        ("下午3点20分", "2026-11-20 15:20"),
        ("下午三点二十分", "2026-11-20 15:20"),
        ("前天下午两点", "2026-11-18 14:00"),
        ("今天上午十点一刻", "2026-11-20 10:15"),
        ("昨晚八点半", "2026-11-19 20:30"),
        ("昨晚8点", "2026-11-19 20:00"),
        ("今早7点", "2026-11-20 07:00"),
        ("凌晨2点", "2026-11-20 02:00"),
        ("中午12点", "2026-11-20 12:00"),
        ("中午1点", "2026-11-20 13:00"),
        ("昨晚12点", "2026-11-19 23:59"),
        ("零点", "2026-11-20 00:00"),
        ("昨天下午", "2026-11-19"),
        # Ago.
        ("刚才", "2026-11-20 15:00"),
        ("3天前", "2026-11-17"),
        ("两天前", "2026-11-18"),
        ("三小时前", "2026-11-20 12:00"),
        ("10分钟前", "2026-11-20 14:50"),
        ("3 days ago", "2026-11-17"),
        ("an hour ago", "2026-11-20 14:00"),
        ("20 minutes ago", "2026-11-20 14:40"),
        # English.
        ("now", "2026-11-20 15:00"),
        ("today", "2026-11-20"),
        ("today at 2pm", "2026-11-20 14:00"),
        ("3pm", "2026-11-20 15:00"),
        ("yesterday at 15:30", "2026-11-19 15:30"),
        ("day before yesterday", "2026-11-18"),
        ("Monday", "2026-11-16"),
        ("last monday", "2026-11-16"),
        ("monday 3pm", "2026-11-16 15:00"),
        ("Nov 20", "2026-11-20"),
        ("19th November", "2026-11-19"),
        ("Nov 19, 2026 14:30", "2026-11-19 14:30"),
        ("19 Nov 2026 3pm", "2026-11-19 15:00"),
        ("noon", "2026-11-20 12:00"),
        # As phones type it.
        ("１１月２０日　１４：３０", "2026-11-20 14:30"),
        (" 2026-11-20\n14:30 ", "2026-11-20 14:30"),
    ],
)
def test_a_past_time_is_read(text: str, read: str) -> None:
    assert _shown(_read(text)) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        # A deadline that names a day lasts until the end of it.
        ("今天", "2026-11-20 23:59"),
        ("明天", "2026-11-21 23:59"),
        ("后天", "2026-11-22 23:59"),
        ("周一", "2026-11-23 23:59"),
        ("下周一", "2026-11-23 23:59"),
        ("11-25", "2026-11-25 23:59"),
        ("11月25日前", "2026-11-25 23:59"),
        ("11月25日之前", "2026-11-25 23:59"),
        ("2026-11-25", "2026-11-25 23:59"),
        ("tomorrow", "2026-11-21 23:59"),
        ("by tomorrow", "2026-11-21 23:59"),
        ("next monday", "2026-11-23 23:59"),
        ("December 5", "2026-12-05 23:59"),
        # With a time it is that minute.
        ("明天下午5点", "2026-11-21 17:00"),
        ("今晚8点", "2026-11-20 20:00"),
        ("tomorrow 9am", "2026-11-21 09:00"),
        ("2026-11-25 12:00", "2026-11-25 12:00"),
        # A length runs from now.
        ("24小时", "2026-11-21 15:00"),
        ("24小时内", "2026-11-21 15:00"),
        ("48小时之内", "2026-11-22 15:00"),
        ("两小时后", "2026-11-20 17:00"),
        ("3天内", "2026-11-23 15:00"),
        ("within 24 hours", "2026-11-21 15:00"),
        ("in 3 days", "2026-11-23 15:00"),
        ("1 hour", "2026-11-20 16:00"),
        # Working days end with a day.
        ("3个工作日", "2026-11-25 23:59"),
        ("三个工作日内", "2026-11-25 23:59"),
        ("3 working days", "2026-11-25 23:59"),
        ("within 2 business days", "2026-11-24 23:59"),
        # What was promised may be over already.
        ("昨天", "2026-11-19 23:59"),
        ("11-19", "2026-11-19 23:59"),
        ("yesterday 3pm", "2026-11-19 15:00"),
    ],
)
def test_a_deadline_is_read(text: str, read: str) -> None:
    assert _shown(_read(text, "future")) == read


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("12-31", "2025-12-31", "2026-12-31 23:59"),
        ("1-5", "2026-01-05", "2027-01-05 23:59"),
        ("11-21", "2025-11-21", "2026-11-21 23:59"),
        ("11-10", "2026-11-10", "2026-11-10 23:59"),
        ("25号", "2026-10-25", "2026-11-25 23:59"),
        ("31号", "2026-10-31", "2026-10-31 23:59"),
        ("周四", "2026-11-19", "2026-11-26 23:59"),
        ("周五", "2026-11-20", "2026-11-20 23:59"),
        ("Dec 5", "2025-12-05", "2026-12-05 23:59"),
    ],
)
def test_a_date_without_a_year_is_the_one_that_makes_sense(
    text: str, past: str, future: str
) -> None:
    assert _shown(_read(text)) == past
    assert _shown(_read(text, "future")) == future


@pytest.mark.parametrize(
    "text",
    ["明天", "tomorrow", "2026-11-25", "next monday", "后天 3点"],
)
def test_a_time_to_come_is_read_even_where_a_past_one_is_asked_for(text: str) -> None:
    moment = _read(text)
    assert moment is not None
    assert moment.at > NOW


@pytest.mark.parametrize("direction", ["past", "future"])
@pytest.mark.parametrize(
    "text",
    [
        # Impossible.
        "2026-02-30",
        "2月30日",
        "2026-13-01",
        "2026年13月1日",
        "13-45",
        "11-31",
        "11月31日",
        "32号",
        "20260230",
        "20261301",
        "0000-00-00",
        "25:00",
        "24:00",
        "14:75",
        "昨天 25:00",
        "2026-11-20 25:00",
        "nov 31",
        "feb 30 2026",
        # Could mean several days.
        "5/6/2026",
        "05/06/2026 3pm",
        "26-11-20",
        "20/11/26",
        "11",
        "2026",
        "2026-11",
        "11月",
        "November",
        "last week",
        "next month",
        "昨天 昨天",
        "明天昨天",
        "3pm or 4pm",
        "yesterday or today",
        # No time at all.
        "hello",
        "上次",
        "很久以前",
        "maybe yesterday",
        "100",
        "100元",
        "-1天前",
        "...",
        "：",
        # Numbers that are something else; the second is a card number, the third a time in seconds.
        "482913",
        "4111111111111111",
        "1795000000",
        "6222021234567890123",
        # Slips of the hand, too far away to reckon with.
        "0001-01-01",
        "1900-01-01",
        "9999-12-31",
        "100000天前",
    ],
)
def test_what_is_impossible_ambiguous_or_no_time_is_not_guessed(
    text: str, direction: Direction
) -> None:
    assert _read(text, direction) is None


def test_the_29th_of_february_needs_a_leap_year() -> None:
    assert _read("2027-02-29") is None
    assert _shown(_read("2024-02-29")) == "2024-02-29"


def test_a_day_across_the_new_year() -> None:
    new_year = datetime(2027, 1, 1, 0, 30, tzinfo=NOW.tzinfo)
    assert _shown(_read("昨天 23:50", now=new_year)) == "2026-12-31 23:50"
    assert _shown(_read("12-31", now=new_year)) == "2026-12-31"
    assert _shown(_read("31号", now=new_year)) == "2026-12-31"
    assert _shown(_read("yesterday", now=new_year)) == "2026-12-31"


@pytest.mark.parametrize("text", ["昨天 15:30", "yesterday 3pm", "2026-11-20", "2小时前", "now"])
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "UTC"])
def test_a_time_is_in_the_zone_of_now(text: str, zone: str) -> None:
    moment = _read(text, now=NOW.astimezone(ZoneInfo(zone)))
    assert moment is not None
    assert moment.at.tzinfo == ZoneInfo(zone)


@pytest.mark.parametrize("text", ["刚才", "10分钟前", "5 minutes ago", "now", "24小时内"])
def test_seconds_are_dropped(text: str) -> None:
    moment = _read(text, "past" if "内" not in text else "future", NOW.replace(second=42))
    assert moment is not None
    assert moment.at.microsecond == 0


_TIMES = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2026, 11, 20, 14, 59)).map(
    lambda at: at.replace(second=0, microsecond=0, tzinfo=NOW.tzinfo)
)


@PROPERTY
@given(
    at=_TIMES, form=st.sampled_from(["%Y-%m-%d %H:%M", "%Y年%m月%d日%H点%M分", "%Y/%m/%d %H:%M"])
)
def test_a_full_date_in_figures_is_read_back(at: datetime, form: str) -> None:
    assert _read(at.strftime(form)) == Moment(at=at, precision="minute")


@PROPERTY
@given(
    text=st.text(
        st.sampled_from("0123456789-/:. 年月日号点半昨今前天周一二三十上下午apm"), max_size=14
    )
)
def test_whatever_is_typed_is_a_moment_near_now_or_none(text: str) -> None:
    for direction in ("past", "future"):
        moment = _read(text, direction)
        assert moment is None or abs(moment.at - NOW) < timedelta(days=366 * 51)
