"""Texts that are hard to follow, in the wrong language, or say a number that no fact states."""

import re
from collections.abc import Collection, Iterator

from wallethelp.core.mistakes import Mistake, warning
from wallethelp.core.reading_age import (
    MOST_CHARACTERS,
    MOST_GRADE,
    grade,
    longest_sentence,
)
from wallethelp.core.text import LANGUAGES, Language
from wallethelp.core.texts import Found

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN_WORDS = re.compile(r"[A-Za-z]{2,}")
_UNITS = {
    "minute": "minutes?|分钟",
    "hour": "hours?|小时",
    "working day": "(?:working|business)[ -]days?|个?工作日",
    "day": "(?:calendar )?days?|天|日内|个?自然日",
    "week": "weeks?|周|个?星期",
    "month": "months?|个?月",
    "year": "years?|年",
    "per cent": "per ?cent|[%％]",
    "money": "yuan|CNY|RMB|USD|dollars?|元|块钱",
}
_MEASURED = re.compile(
    r"(?<![\w.])(?<!\d,)(\d[\d,]*(?:\.\d+)?)[ -]?(?:"
    + "|".join(f"(?P<{name.replace(' ', '_')}>{words})" for name, words in _UNITS.items())
    + ")(?![a-z])",
    re.IGNORECASE,
)
"""A number with its unit. None begins within another: `1,1,1,…` is read from one place only."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4} ?年")


def hard(found: Found, languages: Collection[Language]) -> Iterator[Mistake]:
    """What makes a text hard to follow in one of the `languages` it is written in."""
    zh, en = found.text.zh, found.text.en
    wrong = {
        "zh": not _HAN.search(zh) and len(_LATIN_WORDS.findall(zh)) > 2,
        "en": len(_HAN.findall(en)) > len(en) / 2,
    }
    other = next((language for language in languages if wrong[language]), None)
    if other is not None:
        yield warning("wrong-language", *found.place, other, language=other)
        return
    length = longest_sentence(zh) if "zh" in languages else 0
    if length > MOST_CHARACTERS:
        counts = {"count": str(length), "limit": str(MOST_CHARACTERS)}
        yield warning("long-sentence", *found.place, "zh", **counts)
    needed = grade(en) if "en" in languages else None
    if needed is not None and needed > MOST_GRADE:
        counts = {"count": f"{needed:.1f}", "limit": f"{MOST_GRADE:.0f}"}
        yield warning("hard-to-read", *found.place, "en", **counts)


Measure = tuple[str, str]
"""A number and its unit; without one, it is that number of anything."""


def unstated(found: Found, stated: Collection[Measure]) -> Iterator[Mistake]:
    """A number with a unit that is not among those `stated`."""
    for language in LANGUAGES:
        for match in _MEASURED.finditer(_DATE.sub(" ", getattr(found.text, language))):
            number, unit = match[1].replace(",", ""), (match.lastgroup or "").replace("_", " ")
            if (number, unit) not in stated and (number, "") not in stated:
                yield warning("unstated-number", *found.place, language, name=match[0].strip())
                return


def numbers_in(text: str) -> frozenset[Measure]:
    """The numbers a text states, of anything."""
    return frozenset((one.replace(",", ""), "") for one in _NUMBER.findall(text))
