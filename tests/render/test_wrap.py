"""Lines that fit, broken where Chinese and English allow it."""

import re
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uniseg.linebreak import line_break_units

from tests.support import PROPERTY
from wallethelp.render.wrap import indent, units, width_of, wrap

MARKS = "，。、！？；：）”》"
PIECES = st.one_of(
    st.text("银行卡扣款充值余额不变客服", min_size=1, max_size=12),
    st.text("abcdefghij", min_size=1, max_size=9),
    st.sampled_from(["1,000.50", "2026-11-20", "14:30", "USDT", "120元", "App", "a@b.example"]),
    st.sampled_from([f"（{word}）" for word in ("银行", "App", "客服")]),
)
SENTENCES = st.lists(st.tuples(PIECES, st.sampled_from([" ", *MARKS[:7]])), max_size=20).map(
    lambda parts: "".join(piece + mark for piece, mark in parts)
)
TRICKY = st.text(
    st.sampled_from(
        "abXYZ059  ,.;:!?'\"()[]{}-%/$€£¥中文钱，。：（）《》“”‘’–—…\u2010あァーéกখאب각👍🏽👩🇨🇳"
        "\u0301\u00a0\u00ad\u200b\u200d\u2060\t"
    ),
    max_size=16,
)
WIDTHS = st.integers(20, 90)


@PROPERTY
@given(st.one_of(TRICKY, SENTENCES))
def test_the_short_cut_finds_the_same_breaks_as_the_library_but_for_hyphens(text: str) -> None:
    ends = accumulate(map(len, line_break_units(text)))
    allowed = {end for end in ends if text[end - 1] != "-" or end == len(text)}
    assert set(accumulate(map(len, units(text)))) - {0} == allowed


@PROPERTY
@given(SENTENCES, WIDTHS)
def test_no_line_is_wider_than_the_width(text: str, width: int) -> None:
    assert [line for line in wrap(text, width) if width_of(line) > width] == []


@PROPERTY
@given(SENTENCES, WIDTHS)
def test_no_line_begins_with_a_closing_mark(text: str, width: int) -> None:
    assert [line for line in wrap(text, width)[1:] if line[:1] and line[0] in MARKS] == []


@PROPERTY
@given(SENTENCES, WIDTHS)
def test_nothing_is_lost_or_added_but_spaces(text: str, width: int) -> None:
    assert re.sub(r"\s", "", "".join(wrap(text, width))) == re.sub(r"\s", "", text)


@given(st.text(), st.integers(2, 12))
def test_any_text_fits_even_the_narrowest_column(text: str, width: int) -> None:
    assert [line for line in wrap(text, width) if width_of(line) > width] == []


def test_what_fits_stays_one_line() -> None:
    assert wrap("充值失败", 8) == ["充值失败"]
    assert wrap("", 8) == [""]


def test_a_word_a_number_and_an_address_stay_whole() -> None:
    for whole in ("wallethelp", "1,000.50", "2026-11-20", "help@example.com"):
        lines = wrap(f"我在钱包里看到的是这一个 {whole} 然后就没有了", 26)
        assert any(whole in line for line in lines), lines


def test_what_is_longer_than_any_line_is_cut() -> None:
    assert wrap("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]
    assert wrap("TX " + "9" * 12, 10) == ["TX", "9" * 10, "99"]


@pytest.mark.parametrize("kind", [" ", "\u0301", "a-", "()", "é，", "👍🏽"])
def test_however_long_a_text_is_it_is_looked_up_in_short_pieces(
    monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """The library's time grows with the square of some texts: 5,000 spaces took 47 seconds."""
    asked: list[str] = []

    def counted(text: str) -> list[str]:
        asked.append(text)
        return [text]

    monkeypatch.setattr("uniseg.linebreak.line_break_units", counted)
    text = f"begin {kind * 5000} the end"
    found = "".join(units(text))
    assert max(map(len, asked), default=0) <= 256
    assert len("".join(asked)) <= len(text)
    assert re.sub(" +", " ", found) == re.sub(" +", " ", text)


def test_lines_of_the_text_stay_lines() -> None:
    assert wrap("one\n\ntwo", 40) == ["one", "", "two"]


@pytest.mark.parametrize("width", [20, 40, 80])
def test_following_lines_stand_under_the_first(width: int) -> None:
    lines = indent("请客服核查这笔充值 " * 12, width=width, first="1. ", rest="   ")
    assert lines[0].startswith("1. ")
    assert all(line.startswith("   ") for line in lines[1:])
    assert all(width_of(line) <= width for line in lines)
    assert len(lines) > 1
