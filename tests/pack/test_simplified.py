"""Traditional characters are simplified as OpenCC does it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simplified import dictionary, written
from tests.support import PROPERTY
from wallethelp.pack.simplified import TABLE, simplified

PHRASES = dictionary("TSPhrases")
CHARACTERS = dictionary("TSCharactersExt", "TSCharacters")
LONGEST = max(map(len, PHRASES))


def test_the_table_is_that_of_opencc() -> None:
    assert TABLE.read_text("utf-8") == written(), "python -m tests.simplified makes it anew"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("充值沒到賬，餘額沒變", "充值没到账，余额没变"),
        ("電子錢包裡的錢不見了", "电子钱包里的钱不见了"),
        ("乾坤 乾燥", "乾坤 干燥"),
        ("Already simplified: 充值没到账 K豆", "Already simplified: 充值没到账 K豆"),
        ("", ""),
    ],
)
def test_a_text_is_simplified(text: str, expected: str) -> None:
    assert simplified(text) == expected


def plainly(text: str) -> str:
    """As OpenCC says: from the left, the longest phrase, or else the character."""
    found, at = "", 0
    while at < len(text):
        ends = range(min(at + LONGEST, len(text)), at + 1, -1)
        end = next((end for end in ends if text[at:end] in PHRASES), at + 1)
        part = text[at:end]
        found += PHRASES[part] if end > at + 1 else CHARACTERS.get(part, part)
        at = end
    return found


_PIECES = st.sampled_from([*PHRASES, *CHARACTERS]) | st.sampled_from(list(PHRASES)).flatmap(
    lambda phrase: st.sampled_from(phrase)
)


@PROPERTY
@given(pieces=st.lists(_PIECES | st.text(max_size=2), max_size=8))
def test_of_phrases_that_overlap_the_first_and_longest_counts(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert simplified(text) == plainly(text)
