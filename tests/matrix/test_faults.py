"""What the matrix looks for is found where it is."""

from dataclasses import replace

from tests.journeys.person import Asked, Row
from tests.matrix import faults

WIDE = Asked(
    said="",
    prompt="? Charged?\n ❯ 1) It was charged\n   2) Not charged",
    rows=(
        Row(number="1", label="It was charged", is_pointed=True),
        Row(number="2", label="Not charged"),
    ),
)
END = Asked(said="Case 1120-1", prompt="? What next?", rows=())


def test_a_line_is_as_wide_as_its_cells() -> None:
    assert list(faults.too_wide(["四个汉字"], 8)) == []
    assert list(faults.too_wide(["四个汉字 "], 8)) != []


def test_words_of_the_other_language_are_foreign_unless_allowed() -> None:
    assert list(faults.foreign("打开 App 的设置", "zh", {"App"})) == []
    assert list(faults.foreign("打开 App 的 settings", "zh", {"App"})) == ["foreign: settings"]
    assert list(faults.foreign("Press 取消 now", "en", {"中文"})) == ["foreign: 取消"]


def test_colours_are_told_from_bold() -> None:
    assert list(faults.coloured("\x1b[1mbold\x1b[0m\x1b[7m")) == []
    assert len(list(faults.coloured("\x1b[0;36;1m\x1b[90m\x1b[38;5;3m"))) == 3


def test_a_choice_that_is_not_there_is_cut_unless_that_is_marked() -> None:
    one = replace(WIDE, rows=WIDE.rows[:1])
    marked = replace(one, prompt=one.prompt + "\n   ↓ 1 more")
    assert list(faults.cut([WIDE, END], [WIDE, END])) == []
    assert list(faults.cut([one, END], [WIDE, END])) == ["cut: Not charged"]
    assert list(faults.cut([marked, END], [WIDE, END])) == []


def test_a_prompt_that_is_not_there_is_missed() -> None:
    assert list(faults.cut([END], [WIDE, END])) == ["1 prompts instead of 2"]
