"""Pages of the repository on the site: their place, their links, and the drawing of the house."""

from html import unescape

import pytest
from markdown import markdown

from tests.site.documents import document_pages, place, sources
from tests.site.house_picture import layers, with_house
from tests.site.nav import HOME, PARTS, nav_of
from tests.site.pages import Page, plain
from wallethelp.i18n import LANGUAGES

HOMES = [Page(language=language, path=HOME, text="# Home\n") for language in LANGUAGES]


def _page(source: str, text: str) -> str:
    found = {"docs/safety.md": "# S\n", "docs/safety.zh-CN.md": "# S\n", "README.md": "# R\n"}
    pages = {page.path: page for page in document_pages({**found, source: text})}
    return pages[place(source)[1]].text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[a](safety.md#cut)", "[a](safety.md#cut)"),
        ("[a](safety.zh-CN.md)", "[a](../zh/safety.html)"),
        ("[a](../README.md)", "[a](readme.md)"),
        ("[a](../flows/guides/coins.yaml)", "[a](guides/coins.md)"),
        ("[a](../flows/wallets)", "[a](wallets/index.md)"),
        ("[`a`](../src/wallethelp/cli/app.py)", "`a`"),
        ("[a](https://example.com/x.md)", "[a](https://example.com/x.md)"),
        ("```\n[a](../flows/wallets)\n```", "```\n[a](../flows/wallets)\n```"),
        ("一二\n三四", "一二三四"),
        ("one\ntwo", "one\ntwo"),
        ('<img src="pictures/a.svg">', '<img src="a.svg">'),
    ],
)
def test_a_link_leads_to_where_the_page_is_here(written: str, shown: str) -> None:
    assert _page("docs/api.md", written) == shown


def test_a_page_without_a_place_in_the_menu_is_told() -> None:
    lost = Page(language="en", path="lost.md", text="# Lost\n")
    with pytest.raises(ValueError, match=r"lost\.md"):
        nav_of("en", [*HOMES, lost])


def test_a_page_that_is_not_in_chinese_is_named_in_chinese_and_marked() -> None:
    design = Page(language="en", path="design.md", text="# Design\n")
    (entry,) = (
        entry
        for part in nav_of("zh", [*HOMES, design])[1:]
        for entries in part.values()
        if isinstance(entries, list)
        for entry in entries
    )
    assert entry == {"设计（英文）": "../en/design.html"}


def test_every_page_of_the_menu_is_in_it_once() -> None:
    paths = [path for part in PARTS for path in part.pages]
    assert len(paths) == len(set(paths))


def test_the_drawing_of_the_house_has_every_room() -> None:
    pages = [*document_pages(sources())]
    drawn = with_house(pages)[-1]
    assert drawn.path.endswith(".svg")
    for room in (room for layer in layers() for room in layer):
        assert f">{room}</text>" in drawn.text
    with pytest.raises(ValueError, match=r"design\.md"):
        with_house([Page(language="en", path="design.md", text="# Design\n")])


@pytest.mark.parametrize("text", ["a_b*c", "<b>", "1. one", "- two", "# three", "[x](y)"])
def test_a_text_is_shown_as_it_stands(text: str) -> None:
    page = markdown(plain(text), extensions=["attr_list"])
    assert unescape(page.removeprefix("<p>").removesuffix("</p>")) == text
