"""Tables of names and numbers hold what was put in, in few bytes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import PROPERTY
from wallethelp.core.triage import packed as tables
from wallethelp.core.triage.features import says
from wallethelp.core.triage.packed import Rows, named, packed, packed_names, packed_rows

NUMBERS = st.lists(st.integers(0, 1 << 20))


@PROPERTY
@given(st.lists(st.text(st.characters(codec="utf-8"))), st.text(st.characters(codec="utf-8")))
def test_a_name_is_found_where_it_was_put(names: list[str], other: str) -> None:
    places = named(names)
    kept = packed_names(places)
    assert {name: kept.place(name) for name in names} == places
    assert sorted(places.values()) == list(range(len(set(names))))
    assert kept.place(other) == places.get(other)


def test_of_two_names_with_one_number_the_second_is_taken_for_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tables, "crc32", len)
    places = named(["same", "else", "another"])
    assert places == {"same": 0, "another": 1}
    assert packed_names(places).place("else") == 0


@PROPERTY
@given(st.lists(NUMBERS))
def test_rows_are_what_they_were(rows: list[list[int]]) -> None:
    kept = packed_rows(rows)
    starts = kept.starts()
    again = [kept.content[starts[n] : starts[n + 1]].tolist() for n in range(len(rows))]
    assert again == rows


def test_rows_that_were_cut_are_none() -> None:
    with pytest.raises(ValueError, match="rows"):
        Rows(packed([2, 1]), packed([7, 8]))


@pytest.mark.parametrize(("most", "size"), [(255, 1), (256, 2), (65_535, 2), (65_536, 4)])
def test_numbers_take_as_few_bytes_as_the_greatest_needs(most: int, size: int) -> None:
    assert packed([0, most]).itemsize == size
    assert packed([0, most]).tolist() == [0, most]


@PROPERTY
@given(st.text("ab1 充值"), st.lists(st.text("ab1 充值", min_size=1, max_size=4), max_size=4))
def test_words_are_found_as_a_pattern_finds_them(text: str, words: list[str]) -> None:
    patterns = [
        f"(?<![a-z0-9]){re.escape(word)}" if word[0].isascii() else re.escape(word)
        for word in words
    ]
    assert says(text, words) == any(re.search(pattern, text) for pattern in patterns)
