"""The one door where a detail comes in."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.json import encode

from tests.core.reading.notation import written
from tests.support import NOW, PROPERTY, WeekendsOnly
from wallethelp.core.entry import MAX_RAW, MAX_SHORT, MAX_TEXT, Entry, read_entry
from wallethelp.core.model import FieldKind, FieldSpec
from wallethelp.core.privacy.verdicts import Doubtful, Refused
from wallethelp.core.reading.money import read_money
from wallethelp.core.reading.results import Counted, NotReference, NotUnderstood, Several, Unread
from wallethelp.core.reading.when import read_when
from wallethelp.core.text import has_unsafe_characters
from wallethelp.core.values import Detail, Moment, Money, Picked, Skipped, Unknown, Value, Words
from wallethelp.pack.checking import validator

KINDS: list[FieldKind] = [
    "money",
    "datetime",
    "text",
    "reference",
    "account",
    "choice",
    "evidence",
]
CARD = "4111111111111111"  # a test number: it passes Luhn, and no bank gives it out
HEX_64 = bytes(range(32)).hex()


def _spec(kind: FieldKind, **more: Any) -> FieldSpec:
    words = {"zh": "某", "en": "Some"}
    if kind == "choice":
        more["options"] = {
            "bank-card": {"label": {"zh": "银行卡", "en": "Bank card"}},
            "other-way": {"label": {"zh": "其他方式", "en": "Another way"}},
        }
    written = {"kind": kind, "label": words, "ask": words, "missing": words, **more}
    spec: FieldSpec = validator(FieldSpec).validate_python(written)
    return spec


def _read(
    raw: str,
    kind: FieldKind = "text",
    *,
    confirmed: bool = False,
    start: Moment | None = None,
    **more: Any,
) -> Entry:
    return read_entry(
        raw,
        _spec(kind, **more),
        now=NOW,
        calendar=WeekendsOnly(),
        start=start,
        confirmed=confirmed,
    )


def _value(raw: str, kind: FieldKind = "text", **more: Any) -> Value:
    entry = _read(raw, kind, **more)
    assert isinstance(entry, Detail), entry
    return entry.value


# --- each kind ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("money", "100元", Money(amount=Decimal(100), currency="CNY")),
        ("money", "１００", Money(amount=Decimal(100))),
        (
            "datetime",
            "11-20 下午2点",
            Moment.exactly(datetime(2026, 11, 20, 14, 0, tzinfo=NOW.tzinfo)),
        ),
        ("text", "Network error (40301)", Words(text="Network error (40301)")),
        ("text", "第一行\n第二行", Words(text="第一行 第二行")),
        ("reference", "TX-20261120-42", Words(text="TX-20261120-42")),
        ("account", "someone@example.com", Words(text="someone@example.com")),
        ("choice", "bank-card", Picked(option="bank-card")),
        ("choice", "银行卡", Picked(option="bank-card")),
        ("choice", "BANK  card", Picked(option="bank-card")),
        ("evidence", "have", Picked(option="have")),
        ("evidence", "later", Picked(option="later")),
        ("evidence", "cannot", Picked(option="cannot")),
    ],
)
def test_each_kind_of_field_reads_its_own_value(kind: FieldKind, raw: str, value: Value) -> None:
    assert _value(raw, kind) == value


@pytest.mark.parametrize(
    ("kind", "raw", "problem"),
    [
        ("money", "a lot", "money"),
        ("money", "-5", "money"),
        ("datetime", "some day", "datetime"),
        ("datetime", "2026-02-30", "datetime"),
        ("choice", "cash", "option"),
        ("evidence", "yes", "option"),
        ("text", "很" * (MAX_TEXT + 1), "too-long"),
        ("reference", "A" * (MAX_SHORT + 1), "too-long"),
        ("account", "a" * (MAX_SHORT + 1), "too-long"),
    ],
)
def test_what_is_no_value_of_the_kind_is_not_understood(
    kind: FieldKind, raw: str, problem: str
) -> None:
    entry = _read(raw, kind)
    assert isinstance(entry, NotUnderstood)
    assert entry.problem == problem


@pytest.mark.parametrize("raw", ["tomorrow", "2026-11-20 15:06"])
def test_what_has_not_come_yet_is_told_with_the_time_now(raw: str) -> None:
    assert _read(raw, "datetime") == NotUnderstood("datetime", clock=NOW)


def test_the_longest_texts_are_kept() -> None:
    assert _value("很" * MAX_TEXT) == Words(text="很" * MAX_TEXT)
    assert _value("A1" * (MAX_SHORT // 2), "reference") == Words(text="A1" * (MAX_SHORT // 2))


def test_a_clock_that_is_a_little_ahead_is_forgiven() -> None:
    assert isinstance(_value("15:05", "datetime"), Moment)


def test_a_deadline_may_lie_ahead_or_behind() -> None:
    for raw in ("tomorrow", "yesterday"):
        assert isinstance(_value(raw, "datetime", direction="future"), Moment)


def test_a_length_counts_from_the_start_handed_in_and_from_nothing_else() -> None:
    start = Moment.exactly(NOW)
    value = _value("1个工作日", "datetime", direction="future", start=start)
    assert isinstance(value, Moment)
    assert value.latest.date() == NOW.date() + timedelta(days=3), "over the weekend"
    assert isinstance(_read("1个工作日", "datetime", direction="future"), Counted)


@pytest.mark.parametrize(
    ("kind", "raw", "words"),
    [
        ("datetime", "昨天3点", ["2026-11-19 15:00", "2026-11-19 03:00"]),
        ("money", "1.500 €", ["1500 EUR", "1.50 EUR"]),
    ],
)
def test_what_can_be_read_in_two_ways_is_not_decided(
    kind: FieldKind, raw: str, words: list[str]
) -> None:
    entry = _read(raw, kind)
    assert isinstance(entry, Several)
    assert [written(reading.value) for reading in entry.readings] == words
    assert {reading.words for reading in entry.readings} == {raw}


@pytest.mark.parametrize("raw", ["明天", "11月20日", "在截图里", "it is in the app", "tomorrow"])
def test_what_is_plainly_no_reference_is_asked_about(raw: str) -> None:
    assert _read(raw, "reference") == NotReference()
    assert isinstance(_read(raw, "reference", confirmed=True), Detail)


@pytest.mark.parametrize("raw", ["TX-2026-0042", "20261120", "support.example.com", "@someone"])
def test_numbers_and_addresses_are_references(raw: str) -> None:
    assert isinstance(_read(raw, "reference"), Detail)


@pytest.mark.parametrize(
    ("kind", "raw", "words"),
    [
        ("money", " １００ 元 ", "１００ 元"),
        ("datetime", "昨天 15:30", "昨天 15:30"),
        ("choice", "银行卡", "银行卡"),
        ("text", "a\tb", "a b"),
    ],
)
def test_the_own_words_are_kept_beside_the_value(kind: FieldKind, raw: str, words: str) -> None:
    entry = _read(raw, kind)
    assert isinstance(entry, Detail)
    assert entry.words == words


# --- nothing, and not knowing ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("raw", ["", "   ", "\n", "\u3000", "\u200b", "\x1b", "\udc80"])
def test_nothing_is_skipped(kind: FieldKind, raw: str) -> None:
    assert _read(raw, kind) == Skipped()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "raw",
    [
        "不知道",
        "不清楚",
        "不记得了",
        "忘了",
        "不确定。",
        "没人说过",
        "unknown",
        "Unknown",
        "idk",
        "I don't know",
        "I don’t know.",
        "don't know",
        "dont know",
        "do not know",
        "not sure",
        "No idea!",
        "n/a",
        " 不知道 ",
    ],
)
def test_not_knowing_is_an_answer_of_its_own(kind: FieldKind, raw: str) -> None:
    assert _read(raw, kind) == Unknown()


@pytest.mark.parametrize("raw", ["i", "do", "know", "not", "sure", "no", "I don't know the code"])
def test_other_words_are_not_taken_for_not_knowing(raw: str) -> None:
    assert _value(raw) == Words(text=raw)


# --- secrets --------------------------------------------------------------------------------------


@pytest.mark.parametrize("confirmed", [False, True])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("raw", "secret"),
    [
        ("密码是hunter2", "password"),
        ("密码是\nhunter2", "password"),
        ("验证码　４８２９１３", "code"),
        ("验证码\u200b482913", "code"),
        ("C\u200bVV 123", "card-check"),
    ],
)
def test_a_secret_is_refused_whatever_is_hidden_in_it(
    raw: str, secret: str, kind: FieldKind, confirmed: bool
) -> None:
    assert _read(raw, kind, confirmed=confirmed) == Refused(secret)  # type: ignore[arg-type]


def test_a_bare_code_is_refused_in_free_text() -> None:
    assert _read("482913", "text") == Refused("bare-code")
    assert _value("482913", "reference") == Words(text="482913")


@pytest.mark.parametrize(
    ("raw", "doubt"),
    [(CARD, "card-like"), ("４" + "１" * 15, "card-like"), (HEX_64, "key-like")],
)
def test_a_doubtful_reference_is_kept_only_when_confirmed(raw: str, doubt: str) -> None:
    assert _read(raw, "reference") == Doubtful(doubt)  # type: ignore[arg-type]
    confirmed = _read(raw, "reference", confirmed=True)
    assert isinstance(confirmed, Detail)


@pytest.mark.parametrize("kind", ["text", "account"])
@pytest.mark.parametrize(
    "raw", [f"卡 {CARD}", "卡 4111 1111 1111 1111", "卡 ４１１１" + "１１１１" * 3]
)
def test_a_card_number_is_cut_in_the_value_and_in_the_words(kind: FieldKind, raw: str) -> None:
    entry = _read(raw, kind)
    assert entry == Detail(value=Words(text="卡 ****1111"), words="卡 ****1111")


@pytest.mark.parametrize("direction", ["past", "future"])
@pytest.mark.parametrize("raw", [CARD, "6222021234567890123", "1795000000000"])
def test_a_card_number_is_neither_a_time_nor_an_amount(raw: str, direction: str) -> None:
    for kind in ("money", "datetime"):
        assert isinstance(_read(raw, kind, direction=direction), NotUnderstood)


# --- anything at all ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_huge_text_is_refused_before_it_is_read(kind: FieldKind) -> None:
    assert _read("9" * (MAX_RAW + 1), kind) == NotUnderstood("too-long")
    assert _read(" " * (MAX_RAW + 1), kind) == NotUnderstood("too-long")


@pytest.mark.parametrize("piece", ["9", "a ", "密码", "1-"])
def test_a_long_text_is_read_without_trouble(piece: str) -> None:
    raw = piece * (MAX_RAW // len(piece))
    assert not isinstance(_read(raw), Detail)
    assert isinstance(read_money(raw), Unread)
    assert isinstance(read_when(raw, now=NOW, direction="past", calendar=WeekendsOnly()), Unread)


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_text_is_no_detail_of_any_kind(kind: FieldKind) -> None:
    assert not isinstance(_read("9" * MAX_RAW, kind), Detail)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\x1b[31mb", "a[31mb"),
        ("a\u202eb", "ab"),
        ("a\udce9b", "ab"),
        ("a\x00b", "ab"),
        ("line one\r\nline two", "line one line two"),
        ("ＡＢＣ　１２３", "ＡＢＣ １２３"),
    ],
)
def test_controls_surrogates_and_bidi_marks_never_get_in(raw: str, kept: str) -> None:
    assert _value(raw) == Words(text=kept)


@PROPERTY
@given(raw=st.text(st.characters(), max_size=60), kind=st.sampled_from(KINDS))
def test_whatever_is_typed_a_detail_is_clean(raw: str, kind: FieldKind) -> None:
    entry = _read(raw, kind)
    if isinstance(entry, Detail):
        assert not has_unsafe_characters(entry.words)
        encode(entry)


@PROPERTY
@given(raw=st.text(st.characters(), max_size=60), kind=st.sampled_from(KINDS))
def test_what_was_kept_is_kept_again(raw: str, kind: FieldKind) -> None:
    entry = _read(raw, kind)
    if isinstance(entry, Detail):
        assert _read(entry.words, kind) == entry


@pytest.mark.parametrize("kind", ["text", "account"])
def test_a_card_number_beside_a_confirmed_hash_is_cut_all_the_same(kind: FieldKind) -> None:
    entry = _read(f"{HEX_64} {CARD}", kind, confirmed=True)
    kept = f"{HEX_64} ****1111"
    assert entry == Detail(value=Words(text=kept), words=kept)
