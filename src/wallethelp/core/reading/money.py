"""Amounts as people write them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from wallethelp.core.patterns import late
from wallethelp.core.reading.currencies import BY_NAME, codes_named, decimals_of, has_decimal_comma
from wallethelp.core.reading.numerals import DIGITS, HAN, read_han
from wallethelp.core.reading.results import Open, Unread
from wallethelp.core.values import Money

_ABOUT = late(
    r"^(?:(?:大概|大约|大約|差不多|约|約|将近|接近|about|around|approx(?:\.|imately)?|roughly|nearly|~|≈)\s*)+"
    r"|(?:\s*(?:左右|上下|or so|ish))+$"
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
_SHAPE = late(
    rf"(?P<before>{_NAME})?\s*(?P<number>{_FIGURES}(?<=\d)|[{HAN}]{{1,20}}|\d+(?:\.\d+)?[{HAN}]+"
    rf"(?:\d+[{HAN}]?)*)(?P<over>多|几|\+)?\s*(?P<times>(?:{_SCALE})(?![a-z]))?(?P<more>多)?\s*"
    rf"(?P<after>{_NAME})?(?:整|正)?"
)
# 3块5, 三块五毛, 12元5角, 两毛五.
_SMALL = late(
    rf"(?:(?P<whole>\d+|[{HAN}]+)(?:元|块|塊)(?P<tenths>[\d{DIGITS}])(?:毛|角)?"
    rf"|(?P<coins>[\d{DIGITS}])(?:毛|角))(?:(?P<cents>[\d{DIGITS}])分?)?(?:钱|錢)?"
)
_LARGEST = Decimal(10) ** 12


def read_money(text: str) -> Money | Open | Unread:
    """`100`, `一百二`, `1,000.50 USDT`, `¥3.5`, `1.5万`, `Rp 50.000` → an amount.

    Where a point or a sign leaves it open which amount or currency is meant, both come back. No
    currency is assumed where none is written. `text` must have been folded.
    """
    # 2w5 is said as 两万五.
    plain = re.sub(r"(?<=\d)[wk](?=\d$)", _as_han, text.casefold())
    bare = _ABOUT.sub("", plain)
    about = bare != plain
    found: list[tuple[Decimal, str]] = []
    if match := _SMALL.fullmatch(bare):
        found = [(amount, "CNY") for amount in _of_coins(match)]
    elif match := _SHAPE.fullmatch(bare):
        codes = _codes(match)
        if not codes:
            return _unread(match["before"] or match["after"])
        about = about or bool(match["over"] or match["more"])
        found = [(amount, code) for code in codes for amount in _amounts(match, code)]
    readings = [
        Money(amount=amount, currency=code or None, about=about)
        for amount, code in found
        if 0 < amount < _LARGEST
    ]
    if not readings:
        return _unread(bare)
    return readings[0] if len(readings) == 1 else Open(tuple(readings))


def _unread(part: str) -> Unread:
    return Unread("unread", part[:20])


def _as_han(unit: re.Match[str]) -> str:
    return {"w": "万", "k": "千"}[unit[0]]


def _plain(amount: Decimal) -> Decimal:
    return Decimal(int(amount)) if amount == int(amount) else amount.normalize()


def _codes(match: re.Match[str]) -> list[str]:
    """The currencies named, `""` where none is; no item where a name is none of a currency."""
    meant = [codes_named(name) for name in (match["before"], match["after"]) if name]
    if not meant:
        return [""]
    return [code for code in meant[0] if all(code in codes for codes in meant)]


def _of_coins(match: re.Match[str]) -> Iterator[Decimal]:
    signs = (match["whole"], match["tenths"] or match["coins"], match["cents"])
    whole, tenths, cents = (read_han(sign or "零") for sign in signs)
    if whole is not None:
        yield Decimal(f"{whole}.{tenths}{cents}")


def _amounts(match: re.Match[str], code: str) -> Iterator[Decimal]:
    number = match["number"].strip()
    is_han = any(sign in HAN for sign in number)
    amount = read_han(number) if is_han else _figures(number)
    if amount is None:
        return
    decimals = decimals_of(code)
    if is_han or match["times"]:
        yield _plain(amount * (_TIMES[match["times"]] if match["times"] else 1))
    elif decimals > 2 or not _OPEN.fullmatch(number):
        yield amount
    else:
        yield _plain(amount * 1000)
        if decimals and ("," not in number or has_decimal_comma(code)):
            cents = amount.quantize(Decimal("0.01"))
            yield cents if cents == amount else amount


_OPEN = late(r"[1-9]\d{0,2}[.,]\d{3}")
"""Three digits after a point or a comma: of a currency so divided, or else thousands."""
_DIVIDED = late(r"\d+(?:\.\d+|,\d\d?)?|(?:0|[1-9]\d{0,2}),\d{3}")
_GROUPED = late(r"[1-9]\d{0,2}(?:(?P<sep>[.,'’\s])\d{3})(?:(?P=sep)\d{3})*")
_INDIAN = late(r"[1-9]\d?(?:,\d{2})+,\d{3}")


def _figures(number: str) -> Decimal | None:
    """Figures with separators of thousands and decimals; None where they are set wrongly."""
    if _DIVIDED.fullmatch(number):
        return Decimal(number.replace(",", "."))
    whole, digits = number, ""
    if match := re.fullmatch(r"(.*\d)([.,])(\d+)", number):
        rest, sign, end = match.groups()
        if sign not in rest and re.search(r"[.,'’\s]", rest):
            whole, digits = rest, f".{end}"
    if not (_GROUPED.fullmatch(whole) or _INDIAN.fullmatch(whole)):
        return None
    return Decimal(re.sub(r"\D", "", whole) + digits)
