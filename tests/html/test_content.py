"""What is in the HTML export: the words as they are, and nothing that acts."""

from pathlib import Path

import pytest

from tests.html.browser import Tab
from tests.html.pages import EXPORTS, HOSTILE, LONG, MARKUP, NAMES

ELEMENTS = """
[...new Set([...document.querySelectorAll('*')].map(element => element.localName))].sort()
"""
ATTRIBUTES = """
[...new Set([...document.querySelectorAll('*')].flatMap(element => element.getAttributeNames()))]
"""
ALLOWED = {
    *("html", "head", "meta", "link", "title", "style", "body", "main", "header", "h1", "h2"),
    *("p", "hr", "ul", "li", "dl", "dt", "dd", "span", "blockquote"),
    *("figure", "svg", "path", "figcaption"),
    *("section", "div"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_page_holds_no_script_link_or_form(tab: Tab, pages: dict[str, Path], name: str) -> None:
    tab.open(pages[name])
    assert set(tab.evaluate(ELEMENTS)) <= ALLOWED
    assert set(tab.evaluate(ATTRIBUTES)) <= {
        *("lang", "charset", "name", "content", "http-equiv", "rel", "href", "class"),
        *("role", "aria-label", "viewBox", "shape-rendering", "fill", "stroke", "d"),
    }
    assert tab.evaluate("[...document.links].length") == 0
    assert tab.evaluate("document.querySelector('link').href") == "data:,"


def test_hostile_text_is_shown_as_it_was_typed(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages[HOSTILE])
    for where in (
        "main > p",
        "h2",
        "dd > span",
        "dd > p",
        "li > span",
        "li > p",
        "blockquote",
        "section > p",
        "div > dt",
    ):
        texts = tab.evaluate(f"[...document.querySelectorAll('{where}')].map(e => e.textContent)")
        assert {*MARKUP, *LONG} <= set(texts), where
    assert tab.evaluate("document.title") == MARKUP[3]


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_names_no_address_on_the_web(pages: dict[str, Path], name: str) -> None:
    text = pages[name].read_text("utf-8")
    assert "://" not in text
    assert "@import" not in text
    assert "url(" not in text


@pytest.mark.parametrize(("name", "language"), [("export-zh", "zh-CN"), ("export-en", "en")])
def test_an_export_holds_the_case_and_its_history(
    tab: Tab, pages: dict[str, Path], name: str, language: str
) -> None:
    tab.open(pages[name])
    text = tab.evaluate("document.body.innerText")
    assert tab.evaluate("document.documentElement.lang") == language
    assert tab.evaluate("document.characterSet") == "UTF-8"
    for words in ("120.00", "TX-2026-0042", "TK-2026-77", "<b>Lin</b> & Wu"):
        assert words in text
