"""Markdown in which nothing that was typed is markup."""

import re

import pytest

from tests.render.support import pages
from wallethelp.render.markdown import escape, markdown_of
from wallethelp.render.page import Entry, Page, Paragraph, Quote, Rule, Section, Title

SPECIAL = re.compile(r"(?<!\\)[`*_{}\[\]<>#|~&]")
HOSTILE = [
    "<script>alert(1)</script>",
    "[click](https://example.com)",
    "![image](https://example.com/x.png)",
    "**bold** __bold__ `code` ~~gone~~",
    "| a | b |",
    "<!-- comment -->",
    "&lt;b&gt;",
    "# heading",
    "> quote",
    "- entry",
    "+ entry",
    "1. entry",
    "2) entry",
    "---",
    "===",
    "```",
    "back\\slash",
    "\\*not\\* escaped",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_holds_no_markup(text: str) -> None:
    shown = escape(text)
    bare = shown.replace("\\\\", "")
    assert SPECIAL.findall(bare) == []
    assert not re.match(r"[-+=>#]|\d+[.)]", shown)


@pytest.mark.parametrize("text", HOSTILE)
def test_escaping_adds_backslashes_only(text: str) -> None:
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escape(text)) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_inside_its_block(text: str) -> None:
    page: Page = (
        Title(text, text),
        Section(text),
        Paragraph(text),
        Entry(text, text, (text,)),
        Entry("1", text),
        Quote(f"{text}\n{text}"),
        Rule(),
    )
    shown = escape(text)
    lines = [line for line in markdown_of(page).splitlines() if line.strip()]
    assert lines == [
        f"# {shown}",
        shown,
        f"## {shown}",
        shown,
        f"- **{shown}** {shown}",
        f"   - {shown}",
        f"1. {shown}",
        f"> {shown}  ",
        f"> {shown}  ",
    ]


def test_a_line_break_in_a_text_starts_no_block_of_its_own() -> None:
    shown = markdown_of((Paragraph("words\n# heading\n- entry"), Quote("a\n\nb")))
    assert [line for line in shown.splitlines() if re.match(r"#|- ", line)] == []
    assert [line for line in shown.splitlines() if line.startswith(">")] == [
        "> a  ",
        ">   ",
        "> b  ",
    ]


def test_every_page_has_one_title_and_no_run_of_empty_lines() -> None:
    for page in pages("zh").values():
        shown = markdown_of(page)
        assert len(re.findall(r"^# ", shown, re.MULTILINE)) == 1
        assert "\n\n\n" not in shown
        assert shown.endswith("\n")
        assert not shown.endswith("\n\n")
