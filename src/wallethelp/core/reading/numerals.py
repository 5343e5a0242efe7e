"""Numbers written in words: Chinese numerals with their short forms, and English ones."""

import re
from decimal import Decimal

_DIGITS = {
    sign: number % 10 for number, sign in enumerate("〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖")
} | {"两": 2, "兩": 2, "幺": 1}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SECTIONS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
HAN = "".join((*_DIGITS, *_UNITS, *_SECTIONS))
"""Every sign a Chinese numeral is made of."""
_TOKEN = re.compile(rf"\d+(?:\.\d+)?|[{HAN}]")

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ENGLISH = (
    {word: number for number, word in enumerate(_ONES)}
    | dict(zip(_TENS, range(20, 100, 10), strict=True))
    | {"a": 1, "an": 1, "a couple of": 2, "couple of": 2}
)
ENGLISH = "|".join(
    (
        rf"(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES[1:10])}))?",
        *sorted((w.replace(" ", " ?") for w in _ENGLISH if w not in _TENS), key=len, reverse=True),
    )
)
"""A pattern for a number below a hundred in English words, “a” and “a couple of” included."""


def read_han(text: str) -> Decimal | None:
    """`一千五` → 1500, `两千零五十` → 2050, `1万2` → 12000, `1.5万` → 15000; None for no number.

    Digits may take the place of a sign. The last digit may leave out its unit (`一百二` is 120).
    """
    tokens = _TOKEN.findall(text)
    if not tokens or "".join(tokens) != text:
        return None
    total = section = Decimal(0)
    number: Decimal | None = None
    unit = 10**12
    skipped = False  # 零: the units between are left out, so what follows stands for itself
    for sign in tokens:
        if sign in _UNITS:
            if _UNITS[sign] >= unit:
                return None
            unit = _UNITS[sign]
            section += (Decimal(1) if number is None and unit == 10 else number or 0) * unit
            if number is None and unit != 10:
                return None
            number, skipped = None, False
        elif sign in _SECTIONS:
            if section + (number or 0) == 0:
                return None
            total += (section + (number or 0)) * _SECTIONS[sign]
            section, number, unit, skipped = Decimal(0), None, _SECTIONS[sign], False
        elif number is None:
            digit = Decimal(_DIGITS[sign]) if sign in _DIGITS else Decimal(sign)
            if sign in "零〇" and unit < 10**12:
                skipped = True
                continue
            number = digit
        else:
            return None
    if number is not None:
        is_short = unit in (100, 1000, *_SECTIONS.values()) and not skipped and number < 10
        section += number * (unit // 10) if is_short else number
    return total + section


def read_english(text: str) -> int | None:
    """`twenty-four` → 24, `an` → 1; None for no number below a hundred."""
    plain = re.sub(r"\s+", " ", text.lower())
    if plain in _ENGLISH:
        return _ENGLISH[plain]
    tens, _, ones = plain.replace("-", " ").partition(" ")
    if tens in _TENS and ones in _ONES[1:10]:
        return _ENGLISH[tens] + _ENGLISH[ones]
    return None


def read_integer(text: str) -> int | None:
    """A whole number in figures, Chinese or English words; None for anything else."""
    if text.isascii() and text.isdigit():
        return int(text)
    han = read_han(text)
    if han is not None:
        return int(han) if han == int(han) else None
    return read_english(text)
