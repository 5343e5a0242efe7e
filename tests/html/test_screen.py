"""The HTML export on a screen: narrow and wide, light and dark."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.html.browser import Tab
from tests.html.measure import Shown, shown_in, widths
from tests.html.pages import LETTERS, NAMES
from wallethelp.i18n import LANGUAGES

_TEXT_HEIGHTS = """
[...document.querySelectorAll('dt')].map(label => {
  const words = document.createRange();
  words.selectNodeContents(label);
  return words.getBoundingClientRect().height;
})
"""
VIEWS = {
    f"{width} {'dark' if dark else 'light'}": (width, dark)
    for width in (375, 1280)
    for dark in (False, True)
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """A page as it was seen once."""

    file: Path
    width: int
    dark: bool
    requests: list[str]
    errors: list[str]
    widths: tuple[int, int]
    texts: list[Shown]


@pytest.fixture(scope="module", params=NAMES)
def looks(request: pytest.FixtureRequest, only_tab: Tab, pages: dict[str, Path]) -> dict[str, Look]:
    """A page at every width, in both schemes; each is opened once in a width for all tests."""
    file, seen = pages[request.param], {}
    for view, (width, dark) in VIEWS.items():
        only_tab.media(dark=dark)
        if not dark:
            only_tab.resize(width)
            only_tab.open(file)
        seen[view] = Look(
            file=file,
            width=width,
            dark=dark,
            widths=widths(only_tab),
            texts=shown_in(only_tab),
            requests=only_tab.requests,
            errors=only_tab.errors,
        )
    return seen


def test_it_asks_for_nothing_but_itself(looks: dict[str, Look]) -> None:
    for view, look in looks.items():
        assert look.requests == [look.file.as_uri()], view


def test_it_reports_no_error(looks: dict[str, Look]) -> None:
    for view, look in looks.items():
        assert look.errors == [], view


def test_it_does_not_scroll_sideways(looks: dict[str, Look]) -> None:
    for view, look in looks.items():
        assert look.widths == (look.width, look.width), view


def test_every_text_stands_out_from_what_is_behind_it(looks: dict[str, Look]) -> None:
    for view, look in looks.items():
        assert look.texts, view
        assert [shown for shown in look.texts if shown.contrast < 4.5] == [], view


def test_it_is_as_dark_or_light_as_the_person_prefers(looks: dict[str, Look]) -> None:
    for view, look in looks.items():
        assert all((sum(shown.paper) < 1.5) == look.dark for shown in look.texts), view


@pytest.mark.parametrize("name", [f"contact-{language}" for language in LANGUAGES])
def test_one_click_selects_the_whole_message_and_nothing_else(
    tab: Tab, pages: dict[str, Path], name: str
) -> None:
    tab.open(pages[name])
    quote = "document.querySelector('blockquote')"
    left, top = tab.evaluate(
        f"{quote}.scrollIntoView(), [{quote}.getBoundingClientRect()].flatMap(r => [r.x, r.y])"
    )
    tab.click(left + 60, top + 25)
    selected = tab.evaluate("getSelection().toString()")
    assert selected == tab.evaluate(f"{quote}.textContent")
    assert len(selected) > 20


@pytest.mark.parametrize(
    "name", [f"{name}-{language}" for name in LETTERS for language in LANGUAGES]
)
def test_a_label_beside_a_line_to_write_on_is_not_squeezed(
    tab: Tab, pages: dict[str, Path], name: str
) -> None:
    tab.resize(375)
    tab.open(pages[name])
    heights = tab.evaluate(_TEXT_HEIGHTS)
    assert max(heights) < 4 * 26, "three lines at most"
