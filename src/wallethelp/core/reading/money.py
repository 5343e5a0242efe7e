"""Amounts as people write them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from wallethelp.core.reading.currencies import BY_NAME, codes_named, decimals_of, has_decimal_comma
from wallethelp.core.reading.numerals import HAN, read_han
from wallethelp.core.reading.results import Open, Unread
from wallethelp.core.values import Money

_ABOUT = re.compile(
    r"^(?:大概|大约|大約|差不多|约|約|将近|接近|about|around|approx(?:\.|imately)?|roughly|nearly|~|≈)\s*"
    r"|\s*(?:左右|上下|or so|ish)$"
)
_SIGNS = "|".join(
    sorted(re.escape(name) for name in BY_NAME if not name.isascii() or not name.isalpha())
)
_NAME = rf"(?:{_SIGNS}|[a-z$]{{1,12}}\.?(?:\s[a-z]{{3,7}})?|[^\W\d_a-z{HAN}]{{1,6}})"
_FIGURES = r"\d[\d.,'’\s]*"
_TIMES = {
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "萬": 10_000,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "k": 1_000,
    "w": 10_000,
    "m": 10**6,
    "thousand": 1_000,
    "million": 10**6,
    "grand": 1_000,
}
_SCALE = "|".join(sorted(_TIMES, key=len, reverse=True))
_SHAPE = re.compile(
    rf"(?P<before>{_NAME})?\s*(?P<number>{_FIGURES}(?<=\d)|[{HAN}]{{1,20}}|\d+(?:\.\d+)?[{HAN}]+"
    rf"(?:\d+[{HAN}]?)*)(?P<over>多|几|\+)?\s*(?P<times>(?:{_SCALE})(?![a-z]))?(?P<more>多)?\s*"
    rf"(?P<after>{_NAME})?(?:整|正)?"
)
# 3块5, 三块五毛, 12元5角.
_SMALL = re.compile(
    rf"(?P<whole>\d+|[{HAN}]+)(?:元|块|塊)(?:(?P<tenths>\d|[{HAN}])(?:毛|角)?"
    rf"(?:(?P<cents>\d|[{HAN}])分?)?)(?:钱|錢)?|(?P<coins>\d|[{HAN}])(?:毛|角)(?:钱|錢)?"
)
_LARGEST = Decimal(10) ** 12


class _Figures(NamedTuple):
    amount: Decimal
    is_open: bool = False
    """Whether the point or comma may as well set off thousands."""


def read_money(text: str) -> Money | Open | Unread:
    """`100`, `一百二`, `1,000.50 USDT`, `¥3.5`, `1.5万`, `Rp 50.000` → an amount.

    Where a point or a sign leaves it open which amount or currency is meant, both come back. No
    currency is assumed where none is written. `text` must have been folded.
    """
    # 2w5 is said as 两万五.
    plain = re.sub(r"(?<=\d)[wk](?=\d$)", _as_han, text.casefold().strip())
    about = False
    while (shorter := _ABOUT.sub("", plain, count=1)) != plain:
        plain, about = shorter.strip(), True
    if match := _SMALL.fullmatch(plain):
        return _of_coins(match, about=about)
    match = _SHAPE.fullmatch(plain)
    if match is None:
        return Unread("unread", plain[:20])
    codes = _codes(match)
    if codes is None:
        return Unread("unread", (match["before"] or match["after"])[:20])
    times = _TIMES[match["times"]] if match["times"] else 1
    about = about or bool(match["over"] or match["more"])
    readings = [
        Money(amount=amount if times == 1 else _plain(amount * times), currency=code, about=about)
        for code in codes
        for amount in _amounts(match["number"], code, is_scaled=times > 1)
        if 0 < amount * times < _LARGEST
    ]
    if not readings:
        return Unread("unread", match["number"].strip()[:20])
    return readings[0] if len(readings) == 1 else Open(tuple(readings))


def _as_han(unit: re.Match[str]) -> str:
    return {"w": "万", "k": "千"}[unit[0]]


def _plain(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1)) if amount == int(amount) else amount.normalize()


def _codes(match: re.Match[str]) -> tuple[str | None, ...] | None:
    """The currencies named, `(None,)` where none is; None where a name is none of a currency."""
    names = [name.strip() for name in (match["before"], match["after"]) if name]
    if not names:
        return (None,)
    meant = [codes_named(name) for name in names]
    common = [code for code in meant[0] if all(code in codes for codes in meant)]
    return tuple(common) or None


def _of_coins(match: re.Match[str], *, about: bool) -> Money | Unread:
    parts = [read_han(match[name]) if match[name] else Decimal(0) for name in ("whole", "cents")]
    tenths = read_han(match["tenths"] or match["coins"])
    if None in parts or tenths is None or tenths > 9:
        return Unread("unread", match[0])
    whole, cents = (part or Decimal(0) for part in parts)
    amount = whole + tenths / 10 + cents / 100
    if not 0 < amount < _LARGEST:
        return Unread("unread", match[0])
    return Money(amount=amount.quantize(Decimal("0.01")), currency="CNY", about=about)


def _amounts(number: str, code: str | None, *, is_scaled: bool) -> Iterator[Decimal]:
    if not number[0].isascii() or any(sign in HAN for sign in number):
        amount = read_han(number)
        if amount is not None:
            yield _plain(amount)
        return
    figures = _figures(number.strip())
    if figures is None:
        return
    if not figures.is_open or is_scaled:
        yield figures.amount
        return
    # Three digits after a point or a comma: of a currency so divided, or else thousands.
    decimals = 2 if code is None else decimals_of(code)
    if decimals > 2:
        yield figures.amount
        return
    yield (figures.amount * 1000).quantize(Decimal(1))
    is_usual = "," in number and not (code is not None and has_decimal_comma(code))
    if decimals and not is_usual:
        cents = figures.amount.quantize(Decimal("0.01"))
        yield cents if cents == figures.amount else figures.amount


_GROUPED = re.compile(r"\d{1,3}(?:(?P<sep>[.,'’\s])\d{3})(?:(?P=sep)\d{3})*")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")


def _figures(number: str) -> _Figures | None:
    """Figures with separators of thousands and decimals; None where they are set wrongly."""
    if number.isdigit():
        return _Figures(Decimal(number))
    if re.fullmatch(r"(?:0|[1-9]\d{0,2})[.,]\d{3}", number):
        amount = Decimal(number.replace(",", "."))
        return _Figures(amount, is_open=not number.startswith("0"))
    if re.fullmatch(r"\d+[.,]\d+", number):
        whole, digits = re.split(r"[.,]", number)
        if "," in number and len(digits) > 2:
            return None
        return _Figures(Decimal(f"{whole}.{digits}"))
    whole, digits = number, ""
    if match := re.fullmatch(r"(.*\d)([.,])(\d+)", number):
        rest, sign, end = match.groups()
        if sign not in rest and re.search(r"[.,'’\s]", rest):
            whole, digits = rest, f".{end}"
    if not (_GROUPED.fullmatch(whole) or _INDIAN.fullmatch(whole)):
        return None
    return _Figures(Decimal(re.sub(r"\D", "", whole) + digits))
