"""Numbers written in words: Chinese numerals with their short forms, and English ones."""

from decimal import Decimal

from wallethelp.core.patterns import late

_DIGITS = {
    sign: number % 10 for number, sign in enumerate("〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖")
} | {"两": 2, "兩": 2, "幺": 1}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LEAVES_OUT = "零〇"
"""After these the units between are left out, so what follows stands for itself."""
_SECTIONS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
HAN = "".join((*_DIGITS, *_UNITS, *_SECTIONS))
"""Every sign a Chinese numeral is made of."""
DIGITS = "".join(_DIGITS)
_TOKEN = late(rf"\d+(?:\.\d+)?|[{HAN}]")
_NUMERAL = late(rf"(?:{_TOKEN.pattern})+")

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
_FEW = {"a": 1, "an": 1, "a couple of": 2, "couple of": 2}
_ENGLISH = {word: number for number, word in enumerate(_ONES)} | _FEW
for _number, _word in zip(range(20, 100, 10), _TENS, strict=True):
    _ENGLISH[_word] = _number
    _ENGLISH |= {f"{_word}{sep}{_ONES[n]}": _number + n for sep in " -" for n in range(1, 10)}
ENGLISH = "|".join(
    (
        rf"(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES[1:10])}))?",
        *sorted((*_ONES, *_FEW), reverse=True),
    )
)
"""A pattern for a number below a hundred in English words, “a” and “a couple of” included."""


def read_han(text: str) -> Decimal | None:
    """`一千五` → 1500, `两千零五十` → 2050, `1万2` → 12000, `1.5万` → 15000; None for no number.

    Digits may take the place of a sign. The last digit may leave out its unit (`一百二` is 120).
    """
    if not _NUMERAL.fullmatch(text):
        return None
    total = section = Decimal(0)
    number: Decimal | None = None
    step = 1  # what a last digit without its unit counts
    for sign in _TOKEN.findall(text):
        if sign in _UNITS:
            unit = _UNITS[sign]
            if section % (unit * 10) or (number is None and unit != 10):
                return None  # units go down, and only 十 may stand alone
            section += unit * (1 if number is None else number)
            number, step = None, unit // 10
        elif sign in _SECTIONS:
            section += number or 0
            if not section:
                return None
            total += section * _SECTIONS[sign]
            section, number, step = Decimal(0), None, _SECTIONS[sign] // 10
        elif number is not None:
            return None
        elif sign in _LEAVES_OUT:
            step = 1
        else:
            number = Decimal(_DIGITS.get(sign, sign))
    if number is not None:
        section += number * (step if number < 10 else 1)
    return total + section


def read_integer(text: str) -> int | None:
    """A whole number in figures, Chinese or English words; None for anything else."""
    if text.isascii() and text.isdigit():
        return int(text)
    han = read_han(text)
    if han is not None:
        return int(han) if han == int(han) else None
    return _ENGLISH.get(text)
