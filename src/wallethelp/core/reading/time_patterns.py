"""The words of a time, told apart: one table of patterns for Chinese, English and the mixture.

A text that is not consumed to its end is not understood.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from wallethelp.core.reading import time_slots as slots
from wallethelp.core.reading import time_words as words
from wallethelp.core.reading.numerals import ENGLISH
from wallethelp.core.reading.time_slots import Fill, Slots, StopError


def fill_slots(text: str, today: date) -> Slots:
    filled = Slots(today=today, is_chinese=re.search(r"[\u3400-\u9fff]", text) is not None)
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
        fill(filled, match)
        at = match.end()
    return filled


def _any(names: Iterable[str]) -> str:
    """A pattern for any of the words; a word of letters ends where the letters end."""
    ordered = sorted(names, key=len, reverse=True)
    return "(?:" + "|".join(_word(name) for name in ordered) + ")"


def _word(name: str) -> str:
    escaped = re.escape(name).replace(r"\ ", r"\s+")
    return (
        rf"(?<![a-z]){escaped}(?![a-z])" if name[-1:].isascii() and name[-1:].isalpha() else escaped
    )


def _table() -> Iterator[tuple[str, Fill]]:
    number, hour = words.NUMBER, r"(?P<h>\d{1,2}|[〇零一二两三四五六七八九十]{1,3})"
    month = f"(?P<m>{_any(words.MONTHS)})\\.?"
    day = r"(?P<d>\d{1,2})(?:st|nd|rd|th|[日号])?(?![\d:])"
    year = r"(?:,?\s?(?P<y>(?:19|20)\d\d)(?![\d:]))?"
    letters = [name for name in words.UNITS if name.isascii()]
    in_letters = _any((*letters, *(f"{name}s" for name in letters if name != "d")))
    in_signs = "工作日|自然日|小时|钟头|刻钟|分钟|星期|礼拜|个?周|天|日|(?<=个)月|年"
    units = f"(?P<unit>{in_signs}|{in_letters})"
    way = (
        r"(?:\s?(?P<way>之前|以前|前|之内|以内|内|之后|以后|过后|后"
        r"|ago|earlier|from now|later|time)(?![a-z]))?"
    )
    ahead = (
        r"(?:(?:within|in|after|up to)(?:\s+the next)?\s+|最多|最长|最晚|至多|需要?|要|再?等|约)?"
    )
    more = r"个?(?P<over>多)?个?"
    to = r"\s?(?:-|–|—|~|到|至|或|to|or)\s?"
    # Dates.
    yield (
        rf"(?P<y>\d{{4}}|[〇零一二三四五六七八九]{{4}}|[今去明前](?=年))\s?年\s?(?P<m>{number})\s?月"
        rf"\s?(?P<d>{number})\s?[日号]?",
        slots.take_date,
    )
    yield (
        r"(?P<y>\d{4})\s?(?P<s>[-/.])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<d>\d{1,2})(?!\d)",
        slots.take_date,
    )
    yield r"(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)", slots.take_date
    yield (
        r"(?P<a>\d{1,2})\s?(?P<s>[-/.])\s?(?P<b>\d{1,2})\s?(?P=s)\s?(?P<y>\d{4})(?!\d)",
        slots.take_date_then_year,
    )
    yield (
        r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?![\d:./-]|\s?[ap]\.?m|\s?[a-z]*\s?(?:day|hour|week))",
        slots.take_month_and_day,
    )
    yield rf"(?P<m>{number})\s?月\s?(?P<d>{number})\s?(?:[日号]|(?!\d))", slots.take_named_month
    yield rf"{month}\s?{day}{year}", slots.take_named_month
    yield rf"{day}(?:\s+of)?[\s-]?{month}{year.replace(',?', ',?-?')}", slots.take_named_month
    yield (
        rf"(?:(?P<shift>上上|上|下下|下|本|这)个?月(?:的)?)?(?P<d>{number})\s?[日号]",
        slots.take_day_of_month,
    )
    yield (
        r"(?:the\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th)(?:\s+of\s+(?P<shift>last|this|next)\s+month)?(?![a-z])",
        slots.take_day_of_month,
    )
    yield r"(?P<shift>上|下|本|这|今|明|去)?个?(?P<unit>月|年)[底末]", slots.take_end_of
    yield rf"(?:(?P<shift>今|明|去)年)?(?P<m>{number})月(?:份)?[底末]", slots.take_end_of
    yield rf"(?:the\s+)?end\s+of\s+{month}", slots.take_end_of
    yield r"(?P<shift>下|本|这)个?(?P<unit>周内)", slots.take_end_of
    yield _any(words.DAY_END), slots.take_end_of_day
    yield (
        r"(?:the\s+)?end\s+of\s+(?:the\s+)?(?:(?P<shift>last|this|next)\s+)?(?P<unit>month|year)(?![a-z])",
        slots.take_end_of,
    )
    yield _any(words.DAYS), slots.take_named_day
    yield (
        r"(?P<shift>上上|上|下下|下|这|本)?个?(?:周|星期|礼拜)(?P<n>[一二三四五六日天])",
        slots.take_weekday,
    )
    yield (
        r"(?:(?P<shift>last|next|this coming|coming|this|past)\s+)?"
        rf"(?P<n>{_any(words.ENGLISH_WEEKDAYS)})\.?"
        r"(?:\s+(?:of\s+)?(?P<week>last|this|next)\s+week(?![a-z]))?",
        slots.take_weekday,
    )
    # Times of day.
    yield (
        r"(?P<h>\d{1,2})(?P<colon>:)(?P<mi>\d{2})(?::\d{2}(?:\.\d+)?)?(?!\d)(?:\s?(?P<ap>[ap]\.?m\.?)(?![a-z]))?",
        slots.take_clock,
    )
    yield r"(?P<h>\d{1,2})(?:\.(?P<mi>\d\d))?\s?(?P<ap>[ap]\.?m\.?)(?![a-z])", slots.take_clock
    yield (
        rf"{hour}\s?[点时](?:\s?(?:(?P<half>半)|(?P<q>[一1三3])刻|过?(?P<mi>\d{{1,2}}|[〇零一二三四五六七八九十]{{1,3}})分?))?"
        r"(?P<over>多|来)?[钟整]?",
        slots.take_clock,
    )
    spoken = rf"(?P<h>\d{{1,2}}|(?:{ENGLISH})(?![a-z]))"
    yield rf"(?:at|@)\s+{spoken}(?:\s?o'?\s?clock)?(?![\d:.a-z]|\s?[ap]\.?m)", slots.take_clock
    yield (
        rf"(?P<over>around|about)\s+{spoken}(?=\s*(?:$|,|in\s|on\s|yesterday|today|last\s|this\s))",
        slots.take_clock,
    )
    yield rf"{spoken}\s?o'?\s?clock", slots.take_clock
    yield rf"(?:at\s+)?(?P<half>half)\s+past\s+{spoken}", slots.take_clock
    yield rf"(?:at\s+)?(?:a\s+)?(?P<q>quarter)\s+past\s+{spoken}", slots.take_quarter
    yield rf"(?:at\s+)?(?:a\s+)?(?P<q>quarter)\s+(?P<to>to)\s+{spoken}", slots.take_quarter
    yield (
        rf"(?P<mi>\d{{1,2}}|(?:{ENGLISH}))\s+(?:minutes\s+)?(?:past|(?P<to>to))\s+{spoken}",
        slots.take_clock,
    )
    yield _any(("noon", "midday")), slots.take_noon
    yield _any(("midnight",)), slots.take_midnight
    yield _any(words.PARTS), slots.take_part
    yield _any(words.DAY_PARTS), slots.take_day_and_part
    # Lengths.
    yield rf"{ahead}(?P<pair>[一二两三四五六七八九]{{2}}){more}{units}{way}", slots.take_length
    yield (
        rf"{ahead}(?P<n1>{number})(?:{to}(?P<n2>{number}))?\s?{more}(?P<half>半)?\s?{units}(?P<half2>半|\s+and\s+a\s+half)?{way}",
        slots.take_length,
    )
    yield rf"{ahead}(?P<halved>半|half\s+(?:an?\s+)?)个?{units}{way}", slots.take_length
    yield rf"{ahead}(?P<n1>{number})\s+(?P<half>and\s+a\s+half)\s+{units}{way}", slots.take_length
    yield rf"{ahead}an?\s+{units}(?P<or_two>\s+or\s+two){way}", slots.take_length
    yield r"t\s?\+\s?(?P<n>\d{1,2})(?:\s?个?工作日)?(?!\d)", slots.take_settlement
    # The rest.
    away = r"(?P<hh>\d{1,2})(?::?(?P<mm>\d\d))?(?!\d)"
    yield rf"(?P<name>{_any(words.ZONES)})\s?(?P<sign>[+−-]){away}", slots.take_zone
    # Without a name 14:00-16:00 is from two to four, unless seconds show that it is a record.
    yield rf"(?P<name>)(?P<sign>\+|(?<=:\d\d:\d\d)[−-]){away}", slots.take_zone
    yield rf"(?P<name>{_any(words.ZONES)})(?P<sign>)(?P<hh>)(?P<mm>)(?![+-])", slots.take_zone
    yield _any(words.NOW), slots.take_now
    yield _any(words.ABOUT), slots.take_flag("about")
    yield _any(words.FROM), slots.take_flag("is_from")
    yield r"[-–—~]|到|至|to(?![a-z])", slots.take_flag("is_range")
    yield _any(words.BY), slots.take_flag("is_by")
    yield _any(words.FILLERS), slots.take_nothing


TOKENS = tuple((re.compile(pattern), fill) for pattern, fill in _table())
