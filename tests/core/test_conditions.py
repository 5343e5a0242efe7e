"""Conditions: true, false, or not known."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import ValidationError

from tests.support import NOW, PROPERTY, WeekendsOnly, detail, whole_day
from wallethelp.core.conditions import (
    Condition,
    Known,
    Truth,
    holds,
    keys_asked,
    parse_limit,
)
from wallethelp.core.values import (
    Chose,
    ChoseMany,
    Moment,
    Money,
    Picked,
    Reply,
    Skipped,
    Tried,
    Unknown,
    Value,
    Words,
)
from wallethelp.pack.checking import validator

_CONDITIONS = validator(Condition)
_WALLET = {"wallet": "upay"}


def _holds(
    written: Mapping[str, Any],
    replies: Mapping[str, Reply] | None = None,
    *,
    wallet: str | None = None,
    now: datetime = NOW,
) -> Truth:
    known = Known(replies=replies or {}, wallet=wallet, now=now, calendar=WeekendsOnly())
    return holds(_CONDITIONS.validate_python(written), known, guide="here")


def _minute(at: datetime) -> Moment:
    return Moment.exactly(at)


def _day(day: int, month: int = 11) -> Moment:
    return whole_day(datetime(2026, month, day, tzinfo=NOW.tzinfo))


def _money(amount: str, currency: str | None = None) -> Money:
    return Money(amount=Decimal(amount), currency=currency)


# --- what is written ------------------------------------------------------------------------------


@pytest.mark.parametrize("written", [{}, {"after": "now", "is": "red"}])
def test_a_field_is_compared_in_exactly_one_way(written: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as error:
        _CONDITIONS.validate_python({"field": "due", **written})
    (mistake,) = error.value.errors()
    assert mistake["type"] == "one_comparison"
    assert {"is", "after", "younger_than"} <= set(mistake["ctx"]["names"].split(", "))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({"all": [_WALLET], "more": 1}, "extra_forbidden"),
        ({"not": {}}, "condition_kind"),
        ({"all": [_WALLET], "not": _WALLET}, "condition_kind"),
        ({}, "condition_kind"),
        (object(), "condition_kind"),
    ],
)
def test_conditions_are_told_apart_by_the_one_key_that_is_written(
    written: object, code: str
) -> None:
    with pytest.raises(ValidationError) as error:
        _CONDITIONS.validate_python(written)
    assert [mistake["type"] for mistake in error.value.errors()] == [code]


# --- the logic ------------------------------------------------------------------------------------

# Conditions on the wallet are the simplest of each truth for someone who uses “upay”; a field that
# was never asked for is the simplest that is not known.
_TRUE: dict[str, Any] = {"wallet": "upay"}
_FALSE: dict[str, Any] = {"wallet": "topay"}
_UNKNOWN: dict[str, Any] = {"field": "never-asked", "below": 1}
_OF: dict[Truth, dict[str, Any]] = {True: _TRUE, False: _FALSE, None: _UNKNOWN}
_RANK: dict[Truth, int] = {False: 0, None: 1, True: 2}
_TRUTHS: tuple[Truth, ...] = (True, False, None)


def _logic(written: Mapping[str, Any]) -> Truth:
    return _holds(written, wallet="upay")


@pytest.mark.parametrize(("truth", "negated"), [(True, False), (False, True), (None, None)])
def test_not_leaves_unknown_unknown(truth: Truth, negated: Truth) -> None:
    assert _logic(_OF[truth]) is truth
    assert _logic({"not": _OF[truth]}) is negated


@pytest.mark.parametrize(("one", "two"), list(product(_TRUTHS, repeat=2)))
def test_all_is_its_least_true_part_and_any_its_truest(one: Truth, two: Truth) -> None:
    parts = [_OF[one], _OF[two]]
    assert _logic({"all": parts}) is min((one, two), key=lambda truth: _RANK[truth])
    assert _logic({"any": parts}) is max((one, two), key=lambda truth: _RANK[truth])


_WRITTEN: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.sampled_from([_TRUE, _FALSE, _UNKNOWN]),
    lambda part: st.one_of(
        st.builds(lambda one: {"not": one}, part),
        st.builds(lambda parts: {"all": parts}, st.lists(part, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(part, min_size=1, max_size=3)),
    ),
    max_leaves=8,
)


@PROPERTY
@given(parts=st.lists(_WRITTEN, min_size=1, max_size=3))
def test_de_morgan(parts: list[dict[str, Any]]) -> None:
    negated = [{"not": part} for part in parts]
    assert _logic({"not": {"all": parts}}) is _logic({"any": negated})
    assert _logic({"not": {"any": parts}}) is _logic({"all": negated})


@PROPERTY
@given(part=_WRITTEN)
def test_a_double_negation_changes_nothing(part: dict[str, Any]) -> None:
    assert _logic({"not": {"not": part}}) is _logic(part)


# --- the wallet -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("wallet", "truth"), [("upay", True), ("topay", False), (None, None)])
def test_the_wallet_is_unknown_while_none_is_named(wallet: str | None, truth: Truth) -> None:
    assert _holds({"wallet": "upay"}, wallet=wallet) is truth


# --- answers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "truth"),
    [
        (Chose(option="yes"), True),
        (Chose(option="no"), False),
        (ChoseMany(options=("no", "yes")), True),
        (ChoseMany(options=("no",)), False),
        (ChoseMany(options=()), False),
        (Unknown(), None),
        (None, None),
    ],
)
def test_an_answer_is_compared_with_the_option(reply: Reply | None, truth: Truth) -> None:
    replies = {} if reply is None else {"here/asked": reply}
    assert _holds({"answer": "asked", "is": "yes"}, replies) is truth
    assert _holds({"answer": "asked", "in": ["maybe", "yes"]}, replies) is truth


@pytest.mark.parametrize(
    ("result", "truth"), [("fixed", False), ("not-fixed", True), ("not-tried", False)]
)
def test_the_result_of_a_try_is_an_answer(result: Any, truth: Truth) -> None:
    replies = {"here/tried": Tried(result=result)}
    assert _holds({"answer": "tried", "is": "not-fixed"}, replies) is truth


def test_an_answer_belongs_to_the_guide_the_condition_stands_in() -> None:
    replies = {"there/asked": Chose(option="yes")}
    assert _holds({"answer": "asked", "is": "yes"}, replies) is None
    assert _holds({"answer": "there/asked", "is": "yes"}, replies) is True


@pytest.mark.parametrize(
    ("written", "truth"),
    [
        ({"not": {"answer": "asked", "is": "no"}}, True),
        ({"all": [{"answer": "asked", "is": "yes"}]}, True),
        ({"any": [{"answer": "asked", "is": "yes"}]}, True),
        ({"not": {"all": [{"any": [{"answer": "asked", "is": "yes"}]}]}}, False),
    ],
)
def test_so_does_an_answer_in_a_condition_of_several(written: dict[str, Any], truth: Truth) -> None:
    replies = {"here/asked": Chose(option="yes"), "there/asked": Chose(option="no")}
    assert _holds(written, replies) is truth


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ({"answer": "asked", "is": "yes"}, {"here/asked"}),
        ({"answer": "there/asked", "is": "yes"}, {"there/asked"}),
        ({"field": "due", "known": True}, {"due"}),
        ({"field": "due", "before": "sent"}, {"due", "sent"}),
        ({"field": "due", "after": "sent"}, {"due", "sent"}),
        ({"wallet": "upay"}, set()),
        (
            {
                "any": [
                    {"all": [{"answer": "one", "is": "yes"}, {"wallet": "upay"}]},
                    {"not": {"answer": "two", "is": "no"}},
                    {"field": "amount", "below": 5},
                ]
            },
            {"here/one", "here/two", "amount"},
        ),
    ],
)
def test_the_keys_a_condition_looks_at(written: dict[str, Any], keys: set[str]) -> None:
    condition = _CONDITIONS.validate_python(written)
    assert set(keys_asked(condition, "here")) == keys


# --- fields ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "truth"),
    [(detail(_money("1")), True), (Unknown(), False), (Skipped(), False), (None, False)],
)
def test_known_is_never_itself_unknown(reply: Reply | None, truth: bool) -> None:
    replies = {} if reply is None else {"amount": reply}
    assert _holds({"field": "amount", "known": True}, replies) is truth
    assert _holds({"field": "amount", "known": False}, replies) is not truth


@pytest.mark.parametrize(
    "comparison",
    [
        {"is": "red"},
        {"in": ["red"]},
        {"below": 1},
        {"above": 1},
        {"before": "now"},
        {"after": "now"},
        {"younger_than": "1 day"},
        {"older_than": "1 day"},
    ],
)
@pytest.mark.parametrize("reply", [Unknown(), Skipped(), None, detail(Words(text="red"))])
def test_a_field_that_is_not_known_or_of_another_kind_is_unknown(
    comparison: dict[str, Any], reply: Reply | None
) -> None:
    replies = {} if reply is None else {"it": reply}
    assert _holds({"field": "it", **comparison}, replies) is None


@pytest.mark.parametrize(
    ("value", "comparison"),
    [
        (Picked(option="red"), {"below": 1}),
        (Picked(option="red"), {"before": "now"}),
        (Money(amount=Decimal(1)), {"is": "red"}),
        (Money(amount=Decimal(1)), {"older_than": "1 day"}),
        (Moment.exactly(NOW), {"is": "red"}),
        (Moment.exactly(NOW), {"above": 1}),
    ],
)
def test_a_comparison_of_another_kind_is_unknown(value: Value, comparison: dict[str, Any]) -> None:
    assert _holds({"field": "it", **comparison}, {"it": detail(value)}) is None


@pytest.mark.parametrize(("option", "truth"), [("red", True), ("blue", False)])
def test_a_choice_is_compared_with_the_option(option: str, truth: Truth) -> None:
    replies = {"colour": detail(Picked(option=option))}
    assert _holds({"field": "colour", "is": "red"}, replies) is truth
    assert _holds({"field": "colour", "in": ["red", "green"]}, replies) is truth


@pytest.mark.parametrize(
    ("comparison", "amount", "truth"),
    [
        ({"below": "100 CNY"}, _money("99.99", "CNY"), True),
        ({"below": "100 CNY"}, _money("100", "CNY"), False),
        ({"below": "100 CNY"}, _money("100.01", "CNY"), False),
        ({"above": "100 CNY"}, _money("100.01", "CNY"), True),
        ({"above": "100 CNY"}, _money("100", "CNY"), False),
        ({"above": "0.1 CNY"}, _money("0.10", "CNY"), False),
        ({"below": 100}, _money("99"), True),
        ({"above": 0.1}, _money("0.1"), False),
        ({"below": "100 CNY"}, _money("99", "USD"), None),
        ({"above": "100 CNY"}, _money("101", "USDT"), None),
        ({"below": "100 CNY"}, _money("99"), None),
        ({"below": 100}, _money("99", "CNY"), None),
        ({"below": "a lot"}, _money("99"), None),
        ({"after": "now"}, _money("99"), None),
    ],
)
def test_money_compares_within_one_currency(
    comparison: dict[str, Any], amount: Money, truth: Truth
) -> None:
    assert _holds({"field": "amount", **comparison}, {"amount": detail(amount)}) is truth


@pytest.mark.parametrize(
    ("written", "limit"),
    [
        ("100", _money("100")),
        (100, _money("100")),
        (0.5, _money("0.5")),
        ("100 CNY", _money("100", "CNY")),
        ("0.01 USDT", _money("0.01", "USDT")),
        ("100 cny", None),
        ("CNY 100", None),
        ("1,000", None),
        ("1.2.3", None),
        ("-5", None),
        ("", None),
    ],
)
def test_a_limit_is_a_number_with_or_without_a_currency(
    written: str | float, limit: Money | None
) -> None:
    assert parse_limit(written) == limit


# --- time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "before", "after"),
    [
        (_minute(NOW - timedelta(minutes=1)), True, False),
        (_minute(NOW), False, False),
        (_minute(NOW + timedelta(minutes=1)), False, True),
        (_day(19), True, False),
        (_day(20), None, None),
        (_day(21), False, True),
    ],
)
def test_a_day_that_holds_the_moment_is_neither_before_nor_after(
    value: Moment, before: Truth, after: Truth
) -> None:
    replies = {"then": detail(value)}
    assert _holds({"field": "then", "before": "now"}, replies) is before
    assert _holds({"field": "then", "after": "now"}, replies) is after


@pytest.mark.parametrize(
    ("one", "two", "before", "after"),
    [
        (_day(18), _day(19), True, False),
        (_day(19), _day(19), None, None),
        (_day(20), _day(19), False, True),
        (_day(20), _minute(NOW), None, None),
        (_minute(NOW), _day(20), None, None),
        (_minute(NOW), _minute(NOW), False, False),
        (_minute(datetime(2026, 11, 20, 0, 0, tzinfo=NOW.tzinfo)), _day(20), None, False),
        (_minute(datetime(2026, 11, 20, 23, 59, tzinfo=NOW.tzinfo)), _day(20), False, None),
    ],
)
def test_two_fields_compare_by_all_they_can_mean(
    one: Moment, two: Moment, before: Truth, after: Truth
) -> None:
    replies = {"one": detail(one), "two": detail(two)}
    assert _holds({"field": "one", "before": "two"}, replies) is before
    assert _holds({"field": "one", "after": "two"}, replies) is after


@pytest.mark.parametrize("other", [None, Unknown(), Skipped(), detail(_money("1"))])
def test_a_time_compared_with_what_is_not_known_is_unknown(other: Reply | None) -> None:
    replies: dict[str, Reply] = {"one": detail(_minute(NOW))}
    if other is not None:
        replies["two"] = other
    assert _holds({"field": "one", "before": "two"}, replies) is None


def test_times_of_different_zones_compare_as_moments() -> None:
    utc = datetime(2026, 11, 20, 7, 30, tzinfo=ZoneInfo("UTC"))
    assert _holds({"field": "then", "after": "now"}, {"then": detail(_minute(utc))}) is True


@pytest.mark.parametrize(
    ("value", "younger", "older"),
    [
        (_minute(NOW - timedelta(days=2, minutes=-1)), True, False),
        (_minute(NOW - timedelta(days=2)), False, False),
        (_minute(NOW - timedelta(days=2, minutes=1)), False, True),
        (_day(19), True, False),
        (_day(18), None, None),
        (_day(17), False, True),
        (_minute(NOW + timedelta(days=1)), True, False),
    ],
)
def test_age_counts_from_the_first_and_the_last_moment_of_a_day(
    value: Moment, younger: Truth, older: Truth
) -> None:
    replies = {"then": detail(value)}
    assert _holds({"field": "then", "younger_than": "2 days"}, replies) is younger
    assert _holds({"field": "then", "older_than": "2 days"}, replies) is older


@pytest.mark.parametrize(
    ("day", "younger"),
    # NOW is a Friday afternoon: three working days before it are Tuesday, Wednesday, Thursday.
    [(18, True), (17, True), (16, False), (14, False)],
)
def test_working_days_count_whole_days(day: int, younger: bool) -> None:
    replies = {"then": detail(_day(day))}
    assert _holds({"field": "then", "younger_than": "3 working days"}, replies) is younger
    assert _holds({"field": "then", "older_than": "3 working days"}, replies) is not younger


_VALUES = st.sampled_from(
    [_day(17), _day(19), _day(20), _day(21), _minute(NOW), _minute(NOW - timedelta(days=3))]
)


@PROPERTY
@given(one=_VALUES, two=_VALUES)
def test_before_and_after_mirror_each_other(one: Value, two: Value) -> None:
    replies = {"one": detail(one), "two": detail(two)}
    forward = _holds({"field": "one", "before": "two"}, replies)
    backward = _holds({"field": "two", "after": "one"}, replies)
    assert forward is backward
