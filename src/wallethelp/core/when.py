"""Dates and times as people write them, read relative to a given now."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from wallethelp.core.duration import Calendar, Length, Unit, end_of_day
from wallethelp.core.values import Moment

Direction = Literal["past", "future"]

_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_DAYS = {
    "大前天": -3,
    "大后天": 3,
    "明早": 1,
    "前天": -2,
    "前日": -2,
    "前晚": -2,
    "昨天": -1,
    "昨日": -1,
    "昨晚": -1,
    "今天": 0,
    "今日": 0,
    "今早": 0,
    "今晚": 0,
    "明天": 1,
    "明日": 1,
    "明晚": 1,
    "后天": 2,
}
_PARTS = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|半夜|今早|明早|今晚|昨晚|前晚|明晚"
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "夜里", "今晚", "昨晚", "前晚", "明晚"})
_NIGHT = frozenset({"晚上", "夜里", "今晚", "昨晚", "前晚", "明晚"})
_CLOCK = re.compile(
    rf"(?P<part>{_PARTS})?\s*(?P<hour>\d{{1,2}})\s*(?:[点时]\s*(?:(?P<half>半)|(?P<quarter>一刻|1刻)"
    r"|(?P<minute>\d{1,2})\s*分?)?|:(?P<colon>\d{2})(?::\d{2})?)\s*(?P<ampm>am|pm)?$",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"(?:within |in )?(?P<count>\d{1,4}) ?(?:个)?(?P<unit>工作日|天|日|周|星期|小时|钟头|分钟|"
    r"working days?|business days?|workdays?|days?|weeks?|hours?|minutes?)(?:之内|以内|内|后|之后)?"
)
_AGO = re.compile(r"(?P<count>\d{1,4}) ?个?(?P<unit>天|周|星期|小时|钟头|分钟)(?:之前|以前|前)")
_WEEKS = frozenset({"周", "星期", "week"})
_UNITS: dict[str, Unit] = {
    "工作日": "working day",
    "working day": "working day",
    "business day": "working day",
    "workday": "working day",
    "天": "day",
    "日": "day",
    "day": "day",
    "小时": "hour",
    "钟头": "hour",
    "hour": "hour",
    "分钟": "minute",
    "minute": "minute",
}


_YEARS = 50
"""Further away it is a slip of the hand."""


class _Clock(NamedTuple):
    rest: str
    at: time | None


def parse_when(
    text: str, *, now: datetime, direction: Direction, calendar: Calendar
) -> Moment | None:
    """A moment from `2026-11-20 14:30`, `11-20 下午3点`, `昨天 15:30`, `yesterday 3pm` …

    A deadline (`direction="future"`) may also be a length (`3个工作日`, `within 24 hours`); where
    only its day is written, it lasts until the end of that day. `text` must have been cleaned.
    Returns None where it is not understood, or names an impossible date.
    """
    about = re.sub(r"^(?:大概|大约|差不多|about |around )|(?:左右|的时候)$", "", text.lower())
    plain = re.sub(r"(?<=\d)t(?=\d)", " ", _arabic(about.replace("半小时", "30分钟")))
    if direction == "future" and (length := _LENGTH.fullmatch(plain)):
        end = _length(length).after(now, calendar)
        return Moment(at=end, precision="minute")
    found = _chinese(plain, now, direction)
    if found is None and _order_is_clear(plain):
        found = _english(plain, now, direction)
    if found is None or abs(found.at.year - now.year) > _YEARS:
        return None
    if direction == "future" and found.precision == "day":
        return Moment(at=end_of_day(found.at.date(), like=now), precision="minute")
    return found


def _length(written: re.Match[str]) -> Length:
    count, unit = int(written["count"]), written["unit"].removesuffix("s")
    if unit in _WEEKS:
        return Length(count=count * 7, unit="day")
    return Length(count=count, unit=_UNITS[unit])


def _order_is_clear(text: str) -> bool:
    """20/11/2026 can mean one day only; 5/6/2026, 26-11-20 and 2026-13-01 would be guesses."""
    if match := re.match(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)", text):
        parts = {int(match[1]), int(match[2])}
        return len(match[3]) == 4 and (max(parts) > 12 or len(parts) == 1)
    is_year_first = re.match(r"\d{4}\s*[-/.]\s*\d", text)
    return is_year_first is None and re.search(r"[a-z]", text) is not None


def _arabic(text: str) -> str:
    """Chinese numerals before a unit of time as digits: 三点二十分 → 3点20分."""

    def digits(match: re.Match[str]) -> str:
        tens, _, ones = match[0].rpartition("十")
        if "十" not in match[0]:
            return "".join(str(_DIGITS[sign]) for sign in ones)
        return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))

    numeral = r"(?:[一二两三四五六七八九]?十[一二三四五六七八九]?|[零〇一二两三四五六七八九]{1,4})"
    unit = "点|时|分|刻|年|月|日|号|天|个|周|星期|小时|钟头|工作日"
    return re.sub(rf"(?<!周)(?<!星期)(?<!礼拜){numeral}(?={unit})", digits, text)


def _chinese(text: str, now: datetime, direction: Direction) -> Moment | None:
    if text in ("刚才", "刚刚", "现在"):
        return Moment(at=_minute(now), precision="minute")
    if match := _AGO.fullmatch(text):
        length = _length(match)
        at = now - (length.after(now, _EveryDay()) - now)
        if length.unit == "day":
            return _moment(at.date(), None, now)
        return Moment(at=_minute(at), precision="minute")
    clock = _split_clock(text)
    if clock is None:
        return None
    day = _day(clock.rest, now, direction)
    return None if day is None else _moment(day, clock.at, now)


class _EveryDay:
    def is_working_day(self, day: date) -> bool:
        return True

    def is_estimated(self, day: date) -> bool:
        return False


def _split_clock(text: str) -> _Clock | None:
    """The time of day at the end of `text`, and what stands before it."""
    match = _CLOCK.search(text)
    if match is None:
        return _Clock(re.sub(rf"\s*(?:{_PARTS})$", _keep_day, text).strip(), None)
    hour = int(match["hour"])
    minute = int(match["minute"] or match["colon"] or 0)
    if match["half"]:
        minute = 30
    elif match["quarter"]:
        minute = 15
    part, ampm = match["part"] or "", (match["ampm"] or "").lower()
    if part in _NIGHT and hour == 12:
        hour, minute = 23, 59  # the midnight that ends the day named
    elif (part in _AFTERNOON or ampm == "pm") and hour < 12:
        hour += 12
    elif (part == "中午" and hour < 3) or (ampm == "am" and hour == 12):
        hour = (hour + 12) % 24
    elif part in ("凌晨", "半夜") and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    rest = text[: match.start()] + _day_in(part)
    return _Clock(rest.strip(), time(hour, minute))


def _keep_day(match: re.Match[str]) -> str:
    return _day_in(match[0].strip())


def _day_in(part: str) -> str:
    # 昨晚8点: the part of the day names the day as well.
    return part if part in _DAYS else ""


def _day(text: str, now: datetime, direction: Direction) -> date | None:
    today = now.date()
    text = text.strip().removesuffix("的").removesuffix("前").removesuffix("之").strip()
    if not text:
        return today
    if text in _DAYS:
        return today + timedelta(days=_DAYS[text])
    if match := re.fullmatch(r"(上|下|这|本)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天末])", text):
        return _weekday(match[1], match[2], today, direction)
    for pattern in (
        r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*[日号]?",
        r"(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})",
        r"(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*[日号]?",
        r"(?P<d>\d{1,2})\s*[日号]",
    ):
        if match := re.fullmatch(pattern, text):
            return _nearest(_dates(match.groupdict(), today), today, direction)
    return None


def _dates(parts: dict[str, str], today: date) -> Iterator[date]:
    """The dates that written parts can mean, in the years and months around today."""
    day = int(parts["d"])
    if "y" in parts:
        months = [(int(parts["y"]), int(parts["m"]))]
    elif "m" in parts:
        months = [(today.year + shift, int(parts["m"])) for shift in (-1, 0, 1)]
    else:
        first = today.replace(day=1)
        around = (first - timedelta(days=1), first, first + timedelta(days=31))
        months = [(month.year, month.month) for month in around]
    for year, month in months:
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _nearest(dates: Iterator[date], today: date, direction: Direction) -> date | None:
    """The date meant: the latest not after today, or for a deadline the nearest one.

    An overdue deadline is more likely than one eleven months ahead.
    """
    found = list(dates)
    if direction == "past":
        past = [day for day in found if day <= today]
        return max(past, default=min(found, default=None))
    return min(found, key=lambda day: abs(day - today), default=None)


def _weekday(week: str | None, name: str, today: date, direction: Direction) -> date:
    number = "一二三四五六日".find(name.replace("天", "日").replace("末", "六"))
    monday = today - timedelta(days=today.weekday())
    shift = {"上": -7, "下": 7}.get(week or "", 0)
    day = monday + timedelta(days=number + shift)
    if week is None and direction == "past" and day > today:
        return day - timedelta(days=7)
    if week is None and direction == "future" and day < today:
        return day + timedelta(days=7)
    return day


def _english(text: str, now: datetime, direction: Direction) -> Moment | None:
    # Imported here: it takes longer to import than a prompt takes to draw.
    from dateparser.date import DateDataParser

    def parse(prefer: str) -> Moment | None:
        parser = DateDataParser(
            languages=["en"],
            settings={
                # A time of day that equals the base's own would count as none given.
                "RELATIVE_BASE": now.replace(tzinfo=None, microsecond=1),
                "RETURN_TIME_AS_PERIOD": True,
                "DATE_ORDER": "MDY",
                "PREFER_DATES_FROM": prefer,
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
        found = parser.get_date_data(text)
        if found.date_obj is None or found.period in ("week", "month", "year"):
            return None
        clock = found.date_obj.time() if found.period == "time" else None
        return _moment(found.date_obj.date(), clock, now)

    found = parse(direction)
    if found is not None and direction == "future" and found.at - now > timedelta(days=180):
        earlier = parse("past")
        if earlier is not None and now - earlier.at < found.at - now:
            return earlier
    return found


def _moment(day: date, clock: time | None, now: datetime) -> Moment:
    at = datetime.combine(day, clock or time(0), tzinfo=now.tzinfo)
    return Moment(at=_minute(at), precision="day" if clock is None else "minute")


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
