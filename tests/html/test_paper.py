"""The HTML export on paper."""

from pathlib import Path

import pytest

from tests.html.browser import Tab
from tests.html.measure import A4, paper_sizes, shown_in
from tests.html.pages import EXPORTS, HOSTILE, LETTERS, NAMES
from wallethelp.i18n import LANGUAGES


@pytest.mark.parametrize("name", NAMES)
def test_it_prints_on_a4(tab: Tab, pages: dict[str, Path], name: str) -> None:
    tab.open(pages[name])
    sizes = paper_sizes(tab.pdf())
    assert set(sizes) == {A4}
    assert len(sizes) > 20 if name == HOSTILE else len(sizes) <= 3


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", [*EXPORTS, "emergency-zh", "emergency-en"])
def test_it_wastes_no_ink_even_for_who_prefers_the_dark(
    tab: Tab, pages: dict[str, Path], name: str, dark: bool
) -> None:
    tab.open(pages[name])
    tab.media(dark=dark, paper=True)
    texts = shown_in(tab)
    assert {shown.paper for shown in texts} == {(1, 1, 1)}
    assert all(len(set(shown.ink)) == 1 for shown in texts), "grey or black"
    assert all(shown.contrast >= 4.5 for shown in texts)


@pytest.mark.parametrize(
    "name", [f"{name}-{language}" for name in LETTERS for language in LANGUAGES]
)
def test_a_letter_with_two_contacts_is_one_sheet(
    tab: Tab, pages: dict[str, Path], name: str
) -> None:
    tab.open(pages[name])
    assert len(paper_sizes(tab.pdf())) == 1
