"""The words of a time, told apart: one table of patterns for Chinese, English and the mixture.

A text that is not consumed to its end is not understood.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import partial

from wallethelp.core.patterns import late
from wallethelp.core.reading import time_slots as slots
from wallethelp.core.reading import time_words as words
from wallethelp.core.reading.numerals import ENGLISH
from wallethelp.core.reading.time_slots import Fill, Slots, StopError


def fill_slots(text: str, today: date) -> Slots:
    """What the words of `text` say, each read once and the text read to its end.

    Raises StopError with what is not understood, or is said twice.
    """
    filled = Slots(today=today, is_chinese=re.search("[㐀-鿿]", text) is not None)
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        found = max(
            ((match, fill) for pattern, fill in TOKENS if (match := pattern.match(text, at))),
            key=lambda pair: pair[0].end(),
            default=None,
        )
        if found is None or found[0].end() == at:
            raise StopError("unread", re.split(r"[\s,，。]", text[at:])[0][:20])
        match, fill = found
        try:
            fill(filled, match)
        except StopError as stop:
            raise StopError(stop.unread.cause, match[0]) from None
        at = match.end()
    if filled.weekday is not None and not filled.days:
        filled.days = (slots.near_weekday(today, filled.weekday),)
    return filled


def any_of(names: Iterable[str]) -> str:
    """A pattern for any of the words; a word of letters ends where the letters end."""
    return "(?:" + "|".join(_word(name) for name in sorted(names, reverse=True)) + ")"


def _word(name: str) -> str:
    return (
        rf"(?<![a-z]){re.escape(name)}(?![a-z])" if re.search("[a-z]$", name) else re.escape(name)
    )


_NUMBER = words.NUMBER
_HOUR = r"(?P<h>\d{1,2}|[〇零一二两三四五六七八九十]{1,3})"
_MONTH = f"(?P<m>{any_of(words.MONTHS)})\\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|[日号])?(?![\d:])"
_YEAR = r"(?:,?\s?(?P<y>(?:19|20)\d\d)(?![\d:]))?"
_LETTERS = [name for name in words.UNITS if name.isascii()]
_IN_LETTERS = any_of((*_LETTERS, *(f"{name}s" for name in _LETTERS if name != "d")))
_IN_SIGNS = "工作日|自然日|小时|钟头|刻钟|分钟|星期|礼拜|个?周|天|日|(?<=个)月|年"
_UNITS = f"(?P<unit>{_IN_SIGNS}|{_IN_LETTERS})"
_WAY = (
    r"(?:\s?(?P<way>之前|以前|前|之内|以内|内|之后|以后|过后|后"
    r"|ago|earlier|from now|later|time)(?![a-z]))?"
)
_AHEAD = r"(?:(?:within|in|after|up to)(?:\s+the next)?\s+|最多|最长|最晚|至多|需要?|要|再?等|约)?"
_MORE = r"个?(?P<over>多)?个?"
_TO = r"\s?(?:-|–|—|~|到|至|或|to|or)\s?"
_SPOKEN = rf"(?P<h>\d{{1,2}}|(?:{ENGLISH})(?![a-z]))"
_AWAY = r"(?P<hh>\d{1,2})(?::?(?P<mm>\d\d))?(?!\d)"
_TABLE: tuple[tuple[str, Fill], ...] = (
    # Dates.
    (
        rf"(?P<y>\d{{4}}|[〇零一二三四五六七八九]{{4}}|[今去明前](?=年))\s?年\s?(?P<m>{_NUMBER})\s?月"
        rf"\s?(?P<d>{_NUMBER})\s?[日号]?",
        slots.take_date,
    ),
    (
        r"(?P<y>\d{4})\s?(?P<s>[-/.])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<d>\d{1,2})(?!\d)",
        slots.take_date,
    ),
    (r"(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)", slots.take_date),
    (
        r"(?P<a>\d{1,2})\s?(?P<s>[-/.])\s?(?P<b>\d{1,2})\s?(?P=s)\s?(?P<y>\d{4})(?!\d)",
        slots.take_date_then_year,
    ),
    (
        r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?![\d:./-]|\s?[ap]\.?m|\s?[a-z]*\s?(?:day|hour|week))",
        slots.take_month_and_day,
    ),
    (rf"(?P<m>{_NUMBER})\s?月\s?(?P<d>{_NUMBER})\s?(?:[日号]|(?!\d))", slots.take_named_month),
    (rf"{_MONTH}\s?{_DAY}{_YEAR}", slots.take_named_month),
    (rf"{_DAY}(?:\s+of)?[\s-]?{_MONTH}{_YEAR.replace(',?', ',?-?')}", slots.take_named_month),
    (
        rf"(?:(?P<shift>上上|上|下下|下|本|这)个?月(?:的)?)?(?P<d>{_NUMBER})\s?[日号]",
        slots.take_day_of_month,
    ),
    (
        r"(?:the\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th)(?:\s+of\s+(?P<shift>last|this|next)\s+month)?(?![a-z])",
        slots.take_day_of_month,
    ),
    (r"(?P<shift>上|下|本|这|今|明|去)?个?(?P<unit>月|年)[底末]", slots.take_end_of),
    (rf"(?:(?P<shift>今|明|去)年)?(?P<m>{_NUMBER})月(?:份)?[底末]", slots.take_end_of_month),
    (rf"(?:the\s+)?end\s+of\s+(?P<shift>){_MONTH}", slots.take_end_of_month),
    (r"(?P<shift>下|本|这)个?(?P<unit>周内)", slots.take_end_of),
    (any_of(words.DAY_END), slots.take_end_of_day),
    (
        r"(?:the\s+)?end\s+of\s+(?:the\s+)?(?:(?P<shift>last|this|next)\s+)?(?P<unit>month|year)(?![a-z])",
        slots.take_end_of,
    ),
    (any_of(words.DAYS), slots.take_named_day),
    (
        r"(?P<shift>上上|上|下下|下|这|本)?个?(?:周|星期|礼拜)(?P<n>[一二三四五六日天])",
        slots.take_weekday,
    ),
    (
        r"(?:(?P<shift>last|next|this coming|coming|this|past)\s+)?"
        rf"(?P<n>{any_of(words.ENGLISH_WEEKDAYS)})\.?"
        r"(?:\s+(?:of\s+)?(?P<week>last|this|next)\s+week(?![a-z]))?",
        slots.take_weekday,
    ),
    # Times of day.
    (
        r"(?P<h>\d{1,2})(?P<colon>:)(?P<mi>\d{2})(?::\d{2}(?:\.\d+)?)?(?!\d)(?:\s?(?P<ap>[ap]\.?m\.?)(?![a-z]))?",
        slots.take_clock,
    ),
    (r"(?P<h>\d{1,2})(?:\.(?P<mi>\d\d))?\s?(?P<ap>[ap]\.?m\.?)(?![a-z])", slots.take_clock),
    (
        rf"{_HOUR}\s?[点时](?:\s?(?:(?P<half>半)|(?P<q>[一1三3])刻|过?(?P<mi>\d{{1,2}}|[〇零一二三四五六七八九十]{{1,3}})分?))?"
        r"(?P<over>多|来)?[钟整]?",
        slots.take_clock,
    ),
    (rf"(?:at|@)\s+{_SPOKEN}(?:\s?o'?\s?clock)?(?![\d:.a-z]|\s?[ap]\.?m)", slots.take_clock),
    (
        rf"(?P<over>around|about)\s+{_SPOKEN}(?=\s*(?:$|,|in\s|on\s|yesterday|today|last\s|this\s))",
        slots.take_clock,
    ),
    (rf"{_SPOKEN}\s?o'?\s?clock", slots.take_clock),
    (rf"(?:at\s+)?(?P<half>half)\s+past\s+{_SPOKEN}", slots.take_clock),
    (rf"(?:at\s+)?(?:a\s+)?(?P<q>quarter)\s+past\s+{_SPOKEN}", slots.take_clock),
    (rf"(?:at\s+)?(?:a\s+)?(?P<q>quarter)\s+(?P<to>to)\s+{_SPOKEN}", slots.take_clock),
    (
        rf"(?P<mi>\d{{1,2}}|(?:{ENGLISH}))\s+(?:minutes\s+)?(?:past|(?P<to>to))\s+{_SPOKEN}",
        slots.take_clock,
    ),
    (any_of(("noon", "midday")), slots.take_noon),
    (any_of(("midnight",)), slots.take_midnight),
    (any_of(words.PARTS), slots.take_part),
    (any_of(words.DAY_PARTS), slots.take_day_and_part),
    # Lengths.
    (rf"{_AHEAD}(?P<pair>[一二两三四五六七八九]{{2}}){_MORE}{_UNITS}{_WAY}", slots.take_length),
    (
        rf"{_AHEAD}(?P<n1>{_NUMBER})(?:{_TO}(?P<n2>{_NUMBER}))?\s?{_MORE}(?P<half>半)?\s?{_UNITS}(?P<half2>半|\s+and\s+a\s+half)?{_WAY}",
        slots.take_length,
    ),
    (rf"{_AHEAD}(?P<halved>半|half\s+(?:an?\s+)?)个?{_UNITS}{_WAY}", slots.take_length),
    (rf"{_AHEAD}(?P<n1>{_NUMBER})\s+(?P<half>and\s+a\s+half)\s+{_UNITS}{_WAY}", slots.take_length),
    (rf"{_AHEAD}an?\s+{_UNITS}(?P<or_two>\s+or\s+two){_WAY}", slots.take_length),
    (r"t\s?\+\s?(?P<n>\d{1,2})(?:\s?个?工作日)?(?!\d)", slots.take_settlement),
    # The rest.
    (rf"(?:utc|gmt)\s?(?P<sign>[+−-]){_AWAY}", slots.take_zone),
    # Without a name 14:00-16:00 is from two to four, unless seconds show that it is a record.
    (rf"(?P<sign>\+|(?<=:\d\d:\d\d)[−-]){_AWAY}", slots.take_zone),
    (rf"(?P<name>{any_of(words.ZONES)})(?P<sign>)(?![+-])", slots.take_zone),
    (any_of(words.NOW), partial(slots.take_flag, "is_now")),
    (any_of(words.ABOUT), partial(slots.take_flag, "about")),
    (any_of(words.FROM), partial(slots.take_flag, "is_from")),
    (r"[-–—~]|到|至|to(?![a-z])", partial(slots.take_flag, "is_range")),
    (any_of(words.BY), partial(slots.take_flag, "is_by")),
    (any_of(words.FILLERS), slots.take_nothing),
)
TOKENS = tuple((late(pattern), fill) for pattern, fill in _TABLE)
