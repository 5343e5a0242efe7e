"""Values in words."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from babel.dates import format_datetime
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from tests.support import NOW, PROPERTY, shipped, whole_day
from wallethelp.core.model import FieldSpec
from wallethelp.core.text import Language, Text
from wallethelp.core.values import Detail, Moment, Money, Picked, Skipped, Unknown, Words
from wallethelp.i18n import speaking
from wallethelp.render.value_words import (
    date_of,
    evidence_states,
    moment,
    money,
    reply_in_words,
    time_of,
    value_in_words,
)

ANY = Text(zh="字", en="word")
TEXT = FieldSpec(kind="text", label=ANY, ask=ANY, missing=ANY)
PROOF = FieldSpec(kind="evidence", label=ANY, ask=ANY, missing=ANY)


@pytest.mark.parametrize(
    ("amount", "currency", "english", "chinese"),
    [
        ("120", "CNY", "120.00 CNY", "120.00 元"),
        ("1000.5", "USDT", "1,000.50 USDT", "1,000.50 USDT"),
        ("0.00012345", "BTC", "0.00012345 BTC", "0.00012345 BTC"),
        ("1234567.891", "USD", "1,234,567.891 USD", "1,234,567.891 USD"),
        ("0", "CNY", "0.00 CNY", "0.00 元"),
        ("120", None, "120", "120"),
        ("120.50", None, "120.5", "120.5"),
    ],
)
def test_money_is_exact_and_claims_no_currency_of_its_own(
    amount: str, currency: str | None, english: str, chinese: str
) -> None:
    value = Money(amount=Decimal(amount), currency=currency)
    assert money(value) == english
    with speaking("zh"):
        assert money(value) == chinese


LOCALES: dict[Language, str] = {"en": "en_GB", "zh": "zh_Hans_CN"}


@PROPERTY
@given(
    amount=st.decimals(0, 10**15, places=8) | st.decimals(0, 100, places=11),
    currency=st.sampled_from([None, "CNY", "JPY", "BTC"]),
    language=st.sampled_from(list(LOCALES)),
)
def test_figures_are_grouped_and_cut_as_unicode_says(
    amount: Decimal, currency: str | None, language: Language
) -> None:
    pattern = "#,##0.00######" if currency in ("CNY", "BTC") else "#,##0.########"
    figures = format_decimal(amount, format=pattern, locale=LOCALES[language])
    with speaking(language):
        assert money(Money(amount=amount, currency=currency)).split(" ")[0] == figures


@pytest.mark.parametrize("language", list(LOCALES))
@pytest.mark.parametrize("weekday", [True, False])
def test_days_and_months_have_the_short_names_of_unicode(language: Language, weekday: bool) -> None:
    patterns = {"en": ("EEE d MMM", " y"), "zh": ("M月d日 EEE", "y年")}
    short, year = patterns[language]
    long = short + year if language == "en" else year + short
    with speaking(language):
        for at in (NOW + timedelta(days=day) for day in range(0, 800, 5)):
            pattern = short if at.year == NOW.year else long
            pattern = pattern if weekday else pattern.replace("EEE", "").strip()
            assert date_of(at, seen_from=NOW, weekday=weekday) == format_datetime(
                at, pattern, locale=LOCALES[language]
            )


def test_a_day_is_named_with_its_weekday_and_without_this_year() -> None:
    assert date_of(NOW, seen_from=NOW) == "Fri 20 Nov"
    with speaking("zh"):
        assert date_of(NOW, seen_from=NOW) == "11月20日 周五"


def test_another_year_is_named() -> None:
    later = NOW + timedelta(days=60)
    assert "2027" in date_of(later, seen_from=NOW)
    assert "2026" in date_of(NOW, seen_from=later)
    with speaking("zh"):
        assert date_of(later, seen_from=NOW).startswith("2027年")


@pytest.mark.parametrize(("hour", "shown"), [(0, "00:05"), (15, "15:05")])
def test_the_time_is_on_24_hours_in_both_languages(hour: int, shown: str) -> None:
    at = NOW.replace(hour=hour, minute=5)
    assert time_of(at, seen_from=NOW).endswith(f" {shown}")
    with speaking("zh"):
        assert time_of(at, seen_from=NOW).endswith(f" {shown}")


def test_a_time_is_never_more_exact_than_it_is_known() -> None:
    day: datetime = NOW.replace(hour=0)
    assert ":" not in moment(whole_day(day), seen_from=NOW)
    assert "00:00" in moment(Moment.exactly(day), seen_from=NOW)


def test_text_is_shown_as_it_was_typed() -> None:
    typed = "[red] {amount} :100: 余额没变"
    assert value_in_words(Words(text=typed), TEXT, seen_from=NOW) == typed


def test_a_choice_is_shown_by_its_label_in_the_language() -> None:
    spec = shipped().pack.fields["payment-method"]
    value = Picked(option="bank-card")
    assert value_in_words(value, spec, seen_from=NOW) == spec.options["bank-card"].label.en
    with speaking("zh"):
        assert value_in_words(value, spec, seen_from=NOW) == spec.options["bank-card"].label.zh


def test_every_state_of_evidence_has_words() -> None:
    shown = {
        state: value_in_words(Picked(option=state), PROOF, seen_from=NOW)
        for state in evidence_states()
    }
    assert set(shown) == {"have", "later", "cannot"}
    assert len(set(shown.values())) == 3


def test_not_knowing_and_skipping_are_two_things_and_never_blank() -> None:
    said = Detail(value=Words(text="Lin"), words="Lin")
    shown = [reply_in_words(reply, TEXT, seen_from=NOW) for reply in (Unknown(), Skipped(), said)]
    assert shown[2] == "Lin"
    assert all(shown)
    assert len(set(shown)) == 3
