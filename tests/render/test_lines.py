"""Pages as lines: they fit, and stand in columns."""

from io import StringIO

import pytest
from rich.console import Console

from tests.render.support import LANGUAGES, pages
from wallethelp.core.text import Language
from wallethelp.render.lines import Line, lines_of, text_of
from wallethelp.render.page import Entry, Page, Paragraph, Quote, Rule, Section, Title
from wallethelp.render.screen import say, show
from wallethelp.render.wrap import width_of

ENTRIES: Page = (
    Entry("1", "Open the app.", ("First detail.",)),
    Entry("可以试试", "刷新余额，再看一次账单里的状态。", ("看这里。",)),
    Entry("have", "Amount: 120 CNY"),
)


def written(line: Line) -> str:
    return "".join(span.text for span in line)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_line_of_any_page_is_wider_than_the_screen(width: int, language: Language) -> None:
    too_wide = {
        name: written(line)
        for name, page in pages(language).items()
        for line in lines_of(page, width)
        if width_of(written(line)) > width
    }
    assert too_wide == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_a_page_is_cut_at_40_columns(language: Language) -> None:
    for name, page in pages(language).items():
        squeezed = "".join("".join(map(written, lines_of(page, 40))).split())
        for block in page:
            for text in _texts(block):
                assert "".join(text.split()) in squeezed, (name, text)


def _texts(block: object) -> tuple[str, ...]:
    match block:
        case Title(text=text) | Section(text=text) | Paragraph(text=text):
            return (text,)
        case Entry(mark=mark, text=text):
            return (mark, text)
        case Quote(text=text):
            return tuple(text.split("\n"))
        case _:
            return ()


@pytest.mark.parametrize("width", [40, 80])
def test_texts_behind_marks_begin_in_one_column(width: int) -> None:
    texts = [written(line) for line in lines_of(ENTRIES, width)]
    parts = ("Open", "First", "刷新", "看这里", "Amount")
    starts = {_column_of(text, part) for text in texts for part in parts}
    assert starts == {-1, 12}


def _column_of(line: str, part: str) -> int:
    return width_of(line[: line.index(part)]) if part in line else -1


def test_marks_too_long_for_a_column_stand_above_their_texts() -> None:
    page: Page = (Entry("a-very-long-guide-id", "充值失败"), Entry("b", "Locked"))
    first, second, third, fourth = (written(line) for line in lines_of(page, 40))
    assert (first, third) == ("  a-very-long-guide-id", "  b")
    assert _column_of(second, "充值") == _column_of(fourth, "Locked") == 4


def test_the_lines_after_a_numbered_one_begin_under_its_text() -> None:
    page: Page = (Entry("1", "Chat", ("2. " + "open the app " * 8,)),)
    _, first, *rest = (written(line) for line in lines_of(page, 40))
    column = _column_of(first, "open")
    assert len(rest) >= 2
    assert all(_column_of(line, line.strip()) == column for line in rest)


def test_the_name_of_a_case_stands_at_the_right_edge_or_below() -> None:
    (wide,) = lines_of((Title("Upay", "Case 1120-1"),), 40)
    assert width_of(written(wide)) == 40
    assert written(wide).endswith("Case 1120-1")
    below = list(lines_of((Title("充值失败或没到账" * 2, "Case 1120-1"),), 40))
    assert [written(line) for line in below][-1] == "Case 1120-1"


@pytest.mark.parametrize(
    ("rules", "shown"), [("line", "─" * 40), ("ascii", "-" * 40), ("none", "")]
)
def test_a_rule_is_drawn_as_asked(rules: str, shown: str) -> None:
    how = {"line": "line", "ascii": "ascii", "none": "none"}[rules]
    (line,) = lines_of((Rule(),), 40, rules=how)  # type: ignore[arg-type]
    assert written(line) == shown


def test_a_quote_keeps_its_lines() -> None:
    text = text_of((Quote("Hello,\nplease trace it.\n- Amount: 120"),))
    assert [line.strip() for line in text.splitlines()] == [
        "Hello,",
        "please trace it.",
        "- Amount: 120",
    ]


def test_text_has_no_spaces_at_the_end_of_a_line_and_one_newline_at_the_end() -> None:
    for page in pages("zh").values():
        text = text_of(page)
        assert text.endswith("\n")
        assert [line for line in text.splitlines() if line != line.rstrip()] == []


HOSTILE = "[red]x[/red] [/] :100: {x} \\ <b>"


def _console(width: int = 40, *, color: bool = False) -> tuple[Console, StringIO]:
    file = StringIO()
    console = Console(
        file=file,
        width=width,
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=color,
        color_system="standard" if color else None,
    )
    return console, file


def test_the_screen_takes_no_text_for_markup() -> None:
    console, file = _console(80)
    show(console, (Title(HOSTILE, HOSTILE[:9]), Paragraph(HOSTILE), Entry(HOSTILE[:5], HOSTILE)))
    say(console, [HOSTILE])
    assert file.getvalue().count(HOSTILE) == 4


def test_the_screen_prints_exactly_the_lines() -> None:
    for name in ("channels", "cases", "unfinished"):
        console, file = _console(40)
        show(console, pages("zh")[name])
        lines = [written(line) for line in lines_of(pages("zh")[name], 40)]
        assert file.getvalue().split("\n")[:-1] == lines


def test_a_very_wide_screen_keeps_lines_readable() -> None:
    console, file = _console(300)
    show(console, (Paragraph("word " * 200),))
    assert max(map(width_of, file.getvalue().splitlines())) <= 88


def test_nothing_is_said_by_colour_alone() -> None:
    page: Page = (Paragraph("Careful.", "warning"), Entry("have", "Amount", tone="good"))
    plain, colored = _console(), _console(color=True)
    show(plain[0], page)
    show(colored[0], page)
    assert "\x1b[" in colored[1].getvalue()
    assert "\x1b[" not in plain[1].getvalue()
    assert "Careful." in plain[1].getvalue()
