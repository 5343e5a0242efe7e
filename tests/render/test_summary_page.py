"""The last screen: every end of every guide on one screen, in both languages."""

import pytest

from tests.render.support import LANGUAGES, document
from tests.walks import longest_of_each_end, walks
from wallethelp.core.scripts import Walk
from wallethelp.core.text import Language
from wallethelp.i18n import speaking
from wallethelp.render import words
from wallethelp.render.lines import lines_of
from wallethelp.render.page import Entry, Page, Paragraph, Quote, Title
from wallethelp.render.summary_page import MOST_ACTIONS, summary_page
from wallethelp.render.wrap import width_of

EVERY_END = pytest.mark.parametrize(
    "walk", longest_of_each_end(), ids=[walk.ends for walk in longest_of_each_end()]
)
SIZES = [(80, 23), (40, 29)]
"""A terminal of 80 x 24 and a phone of 40 x 30, a line left for the shell's prompt."""


def _page(walk: Walk, language: Language, size: tuple[int, int]) -> Page:
    with speaking(language):
        return summary_page(document(walk, language), width=size[0], height=size[1])


def _actions(page: Page) -> list[str]:
    return [block.text for block in page if isinstance(block, Entry) and block.mark.isdigit()]


@EVERY_END
def test_it_fits_a_small_screen_and_no_line_is_wider(walk: Walk) -> None:
    for language in LANGUAGES:
        for width, height in SIZES:
            lines = list(lines_of(_page(walk, language, (width, height)), width))
            assert len(lines) <= height, (language, width)
            assert max(width_of("".join(s.text for s in line)) for line in lines) <= width


@EVERY_END
def test_it_names_the_case_and_what_to_do(walk: Walk) -> None:
    case, page = document(walk, "zh"), _page(walk, "zh", (40, 29))
    title = page[0]
    assert isinstance(title, Title)
    assert case.id in title.aside
    actions = _actions(page)
    if case.outcome == "emergency":
        assert actions == list(case.do_now)
    else:
        assert len(actions) <= MOST_ACTIONS
    if case.outcome in ("contact", "escalate"):
        assert case.say is not None
        with speaking("zh"):
            first = case.contact[0].name if case.contact else words.receiver(case.say.to)
        assert first in actions[0]
    if case.outcome != "resolved":
        assert actions


@EVERY_END
def test_the_message_stands_whole_or_begins_and_says_where_the_rest_is(walk: Walk) -> None:
    case, page = document(walk, "en"), _page(walk, "en", (40, 29))
    quoted = "\n".join(block.text for block in page if isinstance(block, Quote))
    if case.to_send is None:
        assert not quoted
    elif case.outcome in ("contact", "escalate"):
        flat = "".join(case.to_send.text.split())
        shown = "".join(quoted.split())
        assert shown == flat or (shown.endswith("…") and flat.startswith(shown[:-1]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_large_screen_shows_all_that_is_missing_with_where_to_find_it(
    language: Language,
) -> None:
    walk = next(w for w in walks() if any(i.state == "missing" for i in document(w, "en").bring))
    case, page = document(walk, language), _page(walk, language, (120, 200))
    texts = [block.text for block in page if isinstance(block, Entry)]
    for item in case.bring:
        if item.state == "missing" and item.where is not None:
            assert any(item.label in text and item.where in text for text in texts)


@EVERY_END
def test_heard_it_is_no_longer_and_tells_what_happened_once(walk: Walk) -> None:
    shown, case = _page(walk, "zh", (80, 23)), document(walk, "zh")
    with speaking("zh"):
        heard = summary_page(case, width=80, height=23, is_heard=True)
    assert _actions(heard)[:3] == _actions(shown)[:3]
    if case.to_send is not None and case.outcome != "emergency" and case.story:
        assert case.story not in [b.text for b in heard if isinstance(b, Paragraph)]
