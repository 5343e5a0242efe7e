"""Amounts as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import PROPERTY
from wallethelp.core.money import parse_money
from wallethelp.core.text import clean
from wallethelp.core.values import Money


def _read(text: str) -> Money | None:
    return parse_money(clean(text))


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("100", "100", None),
        ("100元", "100", "CNY"),
        ("1,000.50 USDT", "1000.50", "USDT"),
        ("100.5", "100.5", None),
        ("0.01", "0.01", None),
        ("1,000,000", "1000000", None),
        ("100 元", "100", "CNY"),
        ("100块", "100", "CNY"),
        ("100块钱", "100", "CNY"),
        ("100人民币", "100", "CNY"),
        ("人民币100", "100", "CNY"),
        ("人民币 100 元", "100", "CNY"),
        ("¥3.5", "3.5", "CNY"),
        ("￥3.5", "3.5", "CNY"),
        ("100 RMB", "100", "CNY"),
        ("CNY 100", "100", "CNY"),
        ("100cny", "100", "CNY"),
        ("100 yuan", "100", "CNY"),
        ("$20", "20", "USD"),
        ("20 dollars", "20", "USD"),
        ("20美元", "20", "USD"),
        ("US$20", "20", "USD"),
        ("HK$20", "20", "HKD"),
        ("20港币", "20", "HKD"),
        ("€5", "5", "EUR"),
        ("5 EUR", "5", "EUR"),
        ("£5", "5", "GBP"),
        ("50u", "50", "USDT"),
        ("50 U", "50", "USDT"),
        ("0.005 BTC", "0.005", "BTC"),
        ("1.5万", "15000", None),
        ("1.5万元", "15000", "CNY"),
        ("3千元", "3000", "CNY"),
        ("2k", "2000", None),
        ("2K USDT", "2000", "USDT"),
        ("１００元", "100", "CNY"),
        ("１，０００．５０", "1000.50", None),
        (" 100 元\n", "100", "CNY"),
    ],
)
def test_an_amount_is_read_with_the_currency_written(
    text: str, amount: str, currency: str | None
) -> None:
    assert _read(text) == Money(amount=Decimal(amount), currency=currency)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "many",
        "一百",
        "元",
        "0",
        "0.00",
        "-100",
        "+100",
        "100-200",
        "100到200",
        "about 100",
        "大约100元",
        "100 apples",
        "100 xyz",
        "$100 CNY",
        "1,00",
        "10,00.5",
        "1.000,50",
        "1.2.3",
        "1 000",
        "1e5",
        "0x10",
        "100%",
        "1/2",
        "100元100元",
        "1000000000000",
        "9" * 40,
        "6222021234567890123",
        "2026-11-20",
    ],
)
def test_anything_else_is_no_amount(text: str) -> None:
    assert _read(text) is None


def test_an_amount_keeps_its_decimals() -> None:
    money = _read("0.10")
    assert money is not None
    assert str(money.amount) == "0.10"


@PROPERTY
@given(cents=st.integers(1, 10**13), currency=st.sampled_from(["", " CNY", " USDT"]))
def test_every_amount_is_read_back(cents: int, currency: str) -> None:
    amount = Decimal(cents) / 100
    read = _read(f"{amount:,.2f}{currency}")
    assert read == Money(amount=amount, currency=currency.strip() or None)


@PROPERTY
@given(text=st.text(max_size=12))
def test_whatever_is_typed_is_a_positive_amount_or_none(text: str) -> None:
    money = _read(text)
    assert money is None or money.amount > 0
