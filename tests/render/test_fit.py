"""Fitting a page to a screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallethelp.render.fit import Part, fitted, part, screens
from wallethelp.render.lines import lines_of
from wallethelp.render.page import Block, Entry, Page, Paragraph, Section, Title

LONG, SHORT, NONE = (Paragraph("a b " * 60),), (Paragraph("a"),), ()

BLOCKS = st.one_of(
    st.builds(Paragraph, st.text("ab 中", max_size=200)),
    st.builds(Entry, st.text("ab1", max_size=6), st.text("ab 中", min_size=1, max_size=90)),
    st.builds(Section, st.text("ab中", min_size=1, max_size=30), st.booleans()),
)
PAGES = st.lists(BLOCKS, max_size=6).map(tuple)
PARTS = st.lists(
    st.builds(Part, st.lists(PAGES, min_size=1, max_size=3).map(tuple), st.integers(0, 4)),
    max_size=6,
)


def height(page: Page, width: int = 40) -> int:
    return sum(1 for _line in lines_of(page, width))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (14, LONG + LONG),
        (13, SHORT + LONG),
        (8, SHORT + LONG),
        (7, SHORT + SHORT),
        (1, SHORT + SHORT),
    ],
)
def test_who_ranks_first_is_whole_first(lines: int, expected: Page) -> None:
    parts = [part(2, LONG, SHORT), part(1, LONG, SHORT)]
    assert height(LONG) == 7
    assert fitted(parts, 40, lines) == expected


def test_a_middle_form_is_better_than_the_shortest() -> None:
    assert fitted([part(0, LONG, SHORT, NONE)], 40, 1) == SHORT


@given(PARTS, st.integers(20, 90), st.integers(1, 40))
def test_it_fits_wherever_the_shortest_forms_do(parts: list[Part], width: int, lines: int) -> None:
    shortest = tuple(block for each in parts for block in each.forms[-1])
    page = fitted(parts, width, lines)
    assert height(page, width) <= max(lines, height(shortest, width))


@given(PAGES, st.integers(20, 90), st.integers(1, 40))
def test_screens_hold_the_whole_page_in_its_order(page: Page, width: int, lines: int) -> None:
    pieces = screens(page, width, lines)
    assert tuple(block for piece in pieces for block in piece) == page
    for piece in pieces:
        assert height(piece, width) <= lines or len(piece) == 1


def test_a_page_that_fits_is_one_screen() -> None:
    page: tuple[Block, ...] = (Title("a"), Paragraph("b"))
    assert screens(page, 40, 2) == (page,)
