"""Amounts as people write them."""

import re
from decimal import Decimal

from babel.core import Locale
from babel.numbers import NumberFormatError, parse_decimal

from wallethelp.core.values import Money

_CURRENCIES = {
    "CNY": ("元", "块", "块钱", "人民币", "人民币元", "rmb", "yuan", "¥", "￥", "元人民币"),
    "USD": ("美元", "美金", "刀", "$", "us$", "dollar", "dollars"),
    "HKD": ("港币", "港元", "hk$"),
    "EUR": ("欧元", "€", "euro", "euros"),
    "GBP": ("英镑", "£"),
    "JPY": ("日元", "円"),
    "USDT": ("u", "泰达币"),
}
_BY_NAME = {name: code for code, names in _CURRENCIES.items() for name in names}
_TOKENS = frozenset({"USDT", "USDC", "BTC", "ETH", "TRX", "BNB", "SOL", "DAI"})
_TIMES = {"万": 10_000, "千": 1_000, "k": 1_000, "": 1}
_SHAPE = re.compile(
    r"(?P<before>[^\d\s.,+-]{1,6})?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<times>[万千kK]?)\s*"
    r"(?P<after>[^\d\s.,+-]{1,8})?"
)
_LARGEST = Decimal(10) ** 12


def parse_money(text: str) -> Money | None:
    """`100`, `100元`, `1,000.50 USDT`, `¥3.5`, `1.5万` → an amount; None where it is none.

    No currency is assumed where none is written. `text` must have been cleaned.
    """
    match = _SHAPE.fullmatch(text)
    if match is None:
        return None
    before, after = (match["before"] or "").lower(), (match["after"] or "").lower()
    if before and after and _code(before) != _code(after):
        return None
    name = before or after
    currency = _code(name)
    if name and currency is None:
        return None
    try:
        number = parse_decimal(match["number"], locale="en", strict=True)
    except NumberFormatError:
        return None
    amount = number * _TIMES[match["times"].lower()]
    return Money(amount=amount, currency=currency) if 0 < amount < _LARGEST else None


def _code(name: str) -> str | None:
    if name in _BY_NAME:
        return _BY_NAME[name]
    code = name.upper()
    return code if code in _TOKENS or code in Locale("en").currencies else None
