"""A long page in its sections, as it is read aloud."""

from wallethelp.render.fit import sections
from wallethelp.render.page import Entry, Page, Paragraph, Rule, Section, Title

HEAD: Page = (Title("Upay", "Case 1"), Rule())


def test_each_heading_begins_a_section_and_nothing_is_lost_or_said_twice() -> None:
    page: Page = (*HEAD, Section("First"), Paragraph("one"), Section("Second"), Entry("-", "two"))
    parts = list(sections(page))
    assert [name for name, _ in parts] == ["", "First", "Second"]
    assert tuple(block for _, part in parts for block in part) == page


def test_without_headings_each_entry_is_one_and_the_first_stays_with_the_title() -> None:
    page: Page = (*HEAD, Entry("1", "chat"), Entry("2", "phone"))
    parts = list(sections(page))
    assert [name for name, _ in parts] == ["", "phone"]
    assert tuple(block for _, part in parts for block in part) == page


def test_a_page_without_either_is_one_section() -> None:
    assert list(sections(HEAD)) == [("", HEAD)]
