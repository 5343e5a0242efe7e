"""The pictures of the last screen in `docs/pictures`: `python -m tests.pictures` makes them anew.

The installed program is played in a pseudo-terminal, from the first screen to the last, and what
stands there then is drawn. Every character has its own place on the grid, so that Chinese takes two
cells whatever font it is shown in, and stays text.
"""

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, product
from pathlib import Path

from pyte.screens import Char

from tests.journeys.person import Seat, person
from tests.support import ROOT
from tests.terminal.test_same_case import AT_ONE_TIME

FOLDER = ROOT / "docs" / "pictures"
SIZES: Mapping[str, tuple[int, int]] = {"wide": (80, 28), "narrow": (40, 44)}
"""A terminal on a computer, and on a telephone: what is drawn wide cannot be read there."""
_RUN: Mapping[str, tuple[str, ...]] = {
    "zh": (
        *("充值失败或没到账", "没有", "银行卡，或银行转账", "已扣款，或显示已完成", "还没有"),
        *("还是没到账", "昨天 14:30", "120元", "", "TX-2026-0042", "有", "Upay"),
        "都对，看怎么办",
    ),
    "en": (
        *("Top-up failed or not credited", "No", "A bank card or transfer"),
        *("Charged or completed", "Not yet", "It is still not credited"),
        *("yesterday 14:30", "120 CNY", "", "TX-2026-0042", "I have it", "Upay"),
        "Everything is right: show what to do",
    ),
}
"""What is chosen, or typed, one prompt after the other."""
_WORDS: Mapping[str, tuple[str, str]] = {
    "zh": (
        "wallethelp 的最后一屏",
        "一个终端窗口：充值没到账，现在做什么、怎么说、还缺什么、什么时候跟进，下面是接着可以做的事。",
    ),
    "en": (
        "The last screen of wallethelp",
        "A terminal window about a top-up that was not credited: what to do now, what to say, what"
        " is missing and when to follow up, and below it what can be done next.",
    ),
}
_LATIN = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
_CHINESE = (
    "'Sarasa Mono SC', 'Noto Sans Mono CJK SC', 'Source Han Mono SC', 'WenQuanYi Zen Hei Mono',"
    " 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', monospace"
)
_PAPER: Mapping[str, Mapping[str, str]] = {
    "light": {
        "paper": "#ffffff",
        "edge": "#d1d9e0",
        "default": "#1f2328",
        "cyan": "#0a5a75",
        "green": "#116329",
    },
    "dark": {
        "paper": "#0d1117",
        "edge": "#3d444d",
        "default": "#f0f6fc",
        "cyan": "#56d4dd",
        "green": "#3fb950",
    },
}
"""The colours that the last screen uses; an edge is drawn, because a page may be of the same."""
CELL, _LINE, _ROOM = 9, 22, 18
_RULE = "─"


@dataclass(frozen=True, slots=True)
class Cell:
    """A character where it stands, with how it is shown."""

    column: int
    text: str
    is_wide: bool
    color: str
    is_bold: bool
    is_italic: bool


def played(language: str, size: str) -> list[list[Cell]]:
    """The last screen of a real run, line by line, without what is empty."""
    columns, lines = SIZES[size]
    with tempfile.TemporaryDirectory() as place:
        script = Path(place) / "at_one_time.py"
        script.write_text(AT_ONE_TIME, encoding="utf-8")
        command = (sys.executable, str(script))
        seat = Seat(language=language, columns=columns, lines=lines, command=command)
        with person(home=Path(place) / "home", seat=seat) as somebody:
            for reply in _RUN[language]:
                asked = somebody.asked()
                assert asked is not None, "it ended before " + reply
                if not asked.rows:
                    somebody.type(reply)
                    continue
                row = asked.row(reply)
                assert row is not None, f"no “{reply}” here:\n{asked.prompt}"
                somebody.choose(asked, row)
            assert somebody.asked() is not None, "no menu below the last screen"
            return [list(_cells(row, columns)) for row in somebody.rows]


def _cells(row: Mapping[int, Char], columns: int) -> Iterator[Cell]:
    """What stands in a row; of several spaces one, as SVG has it."""
    used = [column for column in range(columns) if row[column].data.strip()]
    for column in range(used[0], used[-1] + 1) if used else ():
        shown, beside = row[column], row[column + 1].data
        is_second_half = not shown.data
        if not is_second_half and (shown.data + beside).strip():
            look = (shown.fg, shown.bold, shown.italics)
            yield Cell(column, shown.data, not beside, *look)


def drawn(screen: Sequence[Sequence[Cell]], language: str, size: str, scheme: str) -> str:
    """The screen as an SVG picture."""
    columns, lines = SIZES[size]
    width, height = columns * CELL + 2 * _ROOM, lines * _LINE + 2 * _ROOM
    title, description = _WORDS[language]
    paper = _PAPER[scheme]
    spoken = "zh-CN" if language == "zh" else "en"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
            f' width="{width}" height="{height}" lang="{spoken}" xml:lang="{spoken}"'
            f' font-family="{_LATIN}" font-size="15"'
            f' aria-labelledby="title" aria-describedby="description">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="description">{escape(description)}</desc>',
            f"<style>.wide {{ font-family: {_CHINESE}; font-size: 17px }}</style>",
            f'<rect x="1" y="1" width="{width - 2}" height="{height - 2}" rx="9"'
            f' fill="{paper["paper"]}" stroke="{paper["edge"]}" stroke-width="2"/>',
            *(_line(cells, number, paper) for number, cells in enumerate(screen) if cells),
            "</svg>\n",
        ]
    )


def _line(cells: Sequence[Cell], number: int, paper: Mapping[str, str]) -> str:
    """A line as one text, so that it is read and copied as one; the rules in it are drawn."""
    top = _ROOM + number * _LINE
    rules, runs = [], []
    for (is_rule, *_same), group in groupby(cells, _look):
        run = list(group)
        if is_rule:
            begin, end = _place(run[0]), _place(run[-1]) + CELL
            middle, color = top + _LINE // 2, paper[run[0].color]
            rules.append(f'<path d="M{begin} {middle}H{end}" stroke="{color}"/>')
        else:
            runs.append(_run(run, paper[run[0].color]))
    text = f'<text y="{top + 16}">{"".join(runs)}</text>' if runs else ""
    return "\n".join(filter(None, [text, *rules]))


def _look(cell: Cell) -> tuple[bool, str, bool, bool, bool]:
    return cell.text == _RULE, cell.color, cell.is_wide, cell.is_bold, cell.is_italic


def _place(cell: Cell) -> int:
    return _ROOM + cell.column * CELL


def _run(cells: Sequence[Cell], color: str) -> str:
    first = cells[0]
    places = " ".join(str(_place(cell)) for cell in cells)
    wide = ' class="wide"' if first.is_wide else ""
    bold = ' font-weight="bold"' if first.is_bold else ""
    italic = ' font-style="italic"' if first.is_italic else ""
    text = escape("".join(cell.text for cell in cells))
    return f'<tspan x="{places}" fill="{color}"{wide}{bold}{italic}>{text}</tspan>'


def pictures(
    screen: Sequence[Sequence[Cell]], language: str, size: str
) -> Iterator[tuple[Path, str]]:
    """The pictures of a screen, for light and dark pages, each with its file."""
    for scheme in _PAPER:
        path = FOLDER / f"last-screen.{language}.{size}.{scheme}.svg"
        yield path, drawn(screen, language, size, scheme)


if __name__ == "__main__":
    for language, size in product(_RUN, SIZES):
        for path, text in pictures(played(language, size), language, size):
            path.write_text(text, "utf-8")
