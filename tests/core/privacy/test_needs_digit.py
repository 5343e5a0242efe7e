"""A row that says it finds nothing without a digit is right, by the form of its pattern.

Most texts have no digit, and a pattern that is not looked for need not be compiled.
"""

import re
from collections.abc import Iterable
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from wallethelp.core.privacy.codes import _A_NUMBER, BARE_CODES
from wallethelp.core.privacy.door import LABELLED
from wallethelp.core.privacy.harmless import BY_FORM, BY_WORDS, IN_SENTENCES, Harmless
from wallethelp.core.privacy.rules import DIGIT, Pattern, Rule

ROWS = tuple(
    {row.name: row for row in (*LABELLED, *BARE_CODES, *BY_FORM, *BY_WORDS, *IN_SENTENCES)}.values()
)
NEAR = "number near the name of a code"
"""Its check looks for the number."""


def _needs(parsed: Iterable[tuple[Any, Any]]) -> bool:
    """Whether nothing matches without a digit that stands somewhere in the text."""
    return any(_one_needs(operation, argument) for operation, argument in parsed)


def _one_needs(operation: Any, argument: Any) -> bool:
    if operation is code.LITERAL:
        return chr(argument).isdecimal()
    if operation is code.IN:
        return all(_are_digits(*item) for item in argument)
    if operation is code.BRANCH:
        return all(map(_needs, argument[1]))
    if operation in (code.MAX_REPEAT, code.MIN_REPEAT):
        return argument[0] > 0 and _needs(argument[2])
    if operation is code.SUBPATTERN:
        return _needs(argument[3])
    # What must stand before or after is in the text too.
    return operation is code.ASSERT and _needs(argument[1])


def _are_digits(operation: Any, argument: Any) -> bool:
    if operation is code.LITERAL:
        return chr(argument).isdecimal()
    if operation is code.RANGE:
        return all(chr(one).isdecimal() for one in range(argument[0], argument[1] + 1))
    return operation is code.CATEGORY and argument is code.CATEGORY_DIGIT


def _pattern_needs(pattern: Pattern) -> bool:
    return _needs(parser.parse(pattern.text, pattern.flags))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_needs_a_digit_where_its_pattern_does(row: Rule | Harmless) -> None:
    needed = _pattern_needs(_A_NUMBER if row.name == NEAR else row.pattern)
    assert row.needs_digit == needed


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        (r"\d", True),
        (r"a?[0-9]+b", True),
        (r"(?=.{0,9}\d)[a-z]+", True),
        (r"(?:\d|[4-8]位)", True),
        (r"\d?", False),
        (r"\d*a", False),
        (r"[\da]", False),
        (r"[^\d]", False),
        (r"\D", False),
        (r"(?!\d)a", False),
        (r"\d|a", False),
        (r"(a)?(?(1)\d|b)", False),
    ],
)
def test_what_a_pattern_needs_is_read_rightly(text: str, needed: bool) -> None:
    assert _needs(parser.parse(text)) == needed
    without = "".join(chr(one) for one in range(0x300) if not chr(one).isdecimal())
    assert not (needed and re.search(text, without))


def test_every_digit_that_a_pattern_takes_is_one() -> None:
    every = "".join(map(chr, range(0x11_0000)))
    assert set(DIGIT.compiled.findall(every)) == {one for one in every if one.isdecimal()}


def _has(parsed: Iterable[tuple[Any, Any]], word: str) -> bool:
    """Whether nothing matches without the word, letter after letter."""
    letters = "".join(chr(arg) if op is code.LITERAL else "\0" for op, arg in parsed)
    inner = (arg[3] for op, arg in parsed if op is code.SUBPATTERN)
    return word in letters or any(_has(part, word) for part in inner)


@pytest.mark.parametrize(
    "row", [row for row in ROWS if getattr(row, "needs", "")], ids=lambda row: row.name
)
def test_a_row_needs_the_word_that_its_pattern_has(row: Harmless) -> None:
    assert _has(parser.parse(row.pattern.text, row.pattern.flags), row.needs)
