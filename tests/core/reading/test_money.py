"""Amounts as people write them: `money.tsv` says what each text means."""

from decimal import Decimal

import pytest
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from tests.core.reading.notation import rows, written
from tests.support import PROPERTY
from wallethelp.core.reading.currencies import BY_NAME, CODES, _meant, codes_named, decimals_of
from wallethelp.core.reading.money import read_money
from wallethelp.core.reading.results import Open, Unread
from wallethelp.core.text import folded
from wallethelp.core.values import Money


@pytest.mark.parametrize(("text", "right"), list(rows("money.tsv")))
def test_an_amount_is_read_as_the_table_says(text: str, right: str) -> None:
    assert written(read_money(folded(text))) == right


@pytest.mark.parametrize(
    ("text", "figures"), [("0.10", "0.10"), ("1.5万", "15000"), ("一千", "1000"), ("1.50k", "1500")]
)
def test_an_amount_keeps_its_decimals_and_gets_no_exponent(text: str, figures: str) -> None:
    money = read_money(text)
    assert isinstance(money, Money)
    assert str(money.amount) == figures


@pytest.mark.parametrize(
    ("text", "part"),
    [("100 xyz", "xyz"), ("apples 3", "apples"), ("1..5元", "1..5元"), ("a" * 25, "a" * 20)],
)
def test_what_stands_in_the_way_of_an_amount_is_named(text: str, part: str) -> None:
    assert read_money(text) == Unread("unread", part)


@PROPERTY
@given(cents=st.integers(1, 10**13), currency=st.sampled_from(["", " CNY", " USDT"]))
def test_every_amount_with_cents_is_read_back(cents: int, currency: str) -> None:
    amount = Decimal(cents) / 100
    read = read_money(f"{amount:,.2f}{currency}")
    assert read == Money(amount=amount, currency=currency.strip() or None)


@PROPERTY
@given(text=st.text(max_size=12) | st.text("0123456789.,' 元块k万一二百$€", max_size=12))
def test_whatever_is_typed_is_a_positive_amount_or_none(text: str) -> None:
    read = read_money(folded(text))
    readings = read.readings if isinstance(read, Open) else (read,)
    for reading in readings:
        assert isinstance(reading, Unread) or (isinstance(reading, Money) and reading.amount > 0)


def test_the_table_of_currencies_is_that_of_the_standard() -> None:
    """Babel keeps the same table; what is no longer legal tender is left out of ours."""
    fractions = get_global("currency_fractions")
    in_use = {
        code
        for tenders in get_global("territory_currencies").values()
        for code, _start, end, is_tender in tenders
        if end is None and is_tender
    }
    assert not {code for code in in_use if code not in CODES}
    usual = fractions["DEFAULT"][0]
    # Babel before 2.19 has older figures for these.
    for code in in_use - {"COP", "HUF", "IDR", "RSD"}:
        assert decimals_of(code) == fractions.get(code, (usual,))[0], code


def test_every_name_of_a_currency_means_a_known_one() -> None:
    for name, codes in BY_NAME.items():
        assert name == name.casefold()
        assert codes_named(name) == codes
        assert set(codes) <= CODES


def test_a_name_in_two_rows_means_both_currencies() -> None:
    assert _meant([(("pounds",), ("GBP",)), (("pounds", "e£"), ("EGP",))]) == {
        "pounds": ("GBP", "EGP"),
        "e£": ("EGP",),
    }
