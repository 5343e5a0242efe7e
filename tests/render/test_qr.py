"""A message as a QR code: read back from what is drawn, and compared with segno's own modules."""

from io import StringIO
from xml.etree import ElementTree

import pyte
import pytest
import segno
from rich.console import Console

from wallethelp.render.qr import LARGEST, QUIET, Drawing, code_of, show_code, svg_of

MESSAGE = "我在 11月20日 14:30 充值 120 元，已扣款但没有到账，请帮我核查。"
SIGNS = {" ": (False, False), "▀": (True, False), "▄": (False, True), "█": (True, True)}
Matrix = list[list[bool]]


def expected(text: str, border: int = QUIET) -> Matrix:
    """The modules of a code that holds the bytes of `text` in UTF-8 and nothing else."""
    data = text.encode("utf-8")
    code = segno.make(data, mode="byte", error="l", micro=False)
    return [[bool(module) for module in row] for row in code.matrix_iter(border=border)]


def modules(lines: list[str] | tuple[str, ...], drawing: Drawing) -> Matrix:
    """The modules that drawn lines show."""
    if drawing == "ascii":
        return [[line[at] == "#" for at in range(0, len(line), 2)] for line in lines]
    rows = [[SIGNS[sign][half] for sign in line] for line in lines for half in (0, 1)]
    # Below the last row, which is odd, nothing is.
    assert not any(rows[-1])
    return rows[:-1]


def screen(text: str, drawing: Drawing, **options: object) -> pyte.Screen | None:
    """The screen of a terminal on which the code was shown, or None where it was not."""
    code = code_of(text, columns=400, rows=400, drawing=drawing)
    assert code is not None
    file = StringIO()
    console = Console(file=file, width=code.width, **options)  # type: ignore[arg-type]
    if not show_code(console, code):
        assert not file.getvalue()
        return None
    drawn = pyte.Screen(code.width, code.height + 1)
    pyte.Stream(drawn).feed(file.getvalue().replace("\n", "\r\n"))
    return drawn


@pytest.mark.parametrize("drawing", ["blocks", "ascii"])
@pytest.mark.parametrize(
    "text", [MESSAGE, "Please trace TX-2026-0042.", "漢字", "é", "一\n二", "7"]
)
def test_a_code_holds_the_text_and_nothing_else(text: str, drawing: Drawing) -> None:
    code = code_of(text, columns=400, rows=400, drawing=drawing)
    assert code is not None
    assert modules(code.lines, drawing) == expected(text)
    assert {len(line) for line in code.lines} == {code.width}
    assert len(code.lines) == code.height
    assert drawing == "blocks" or "".join(code.lines).isascii()


@pytest.mark.parametrize("drawing", ["blocks", "ascii"])
def test_a_code_is_shown_only_where_it_fits(drawing: Drawing) -> None:
    code = code_of(MESSAGE, columns=400, rows=400, drawing=drawing)
    assert code is not None
    assert code_of(MESSAGE, columns=code.width, rows=code.height, drawing=drawing) == code
    assert code_of(MESSAGE, columns=code.width - 1, rows=code.height, drawing=drawing) is None
    assert code_of(MESSAGE, columns=code.width, rows=code.height - 1, drawing=drawing) is None


def test_what_no_code_can_hold_has_none() -> None:
    for text in ("钱" * 3_000, "\ud800"):
        assert code_of(text, columns=400, rows=400) is None
        assert svg_of(text, "a code") is None


def test_in_colour_a_code_is_black_on_white_whatever_the_theme() -> None:
    drawn = screen(MESSAGE, "blocks", force_terminal=True, color_system="256")
    assert drawn is not None
    assert modules(drawn.display[:-1], "blocks") == expected(MESSAGE)
    colours = {(cell.fg, cell.bg) for cell in (drawn.buffer[0][0], drawn.buffer[9][9])}
    assert colours == {("000000", "ffffff")}


def test_in_ascii_the_grounds_of_empty_cells_are_the_code() -> None:
    drawn = screen(MESSAGE, "ascii", force_terminal=True, color_system="256")
    assert drawn is not None
    matrix = expected(MESSAGE)
    shown = [
        [drawn.buffer[row][2 * column].bg == "000000" for column in range(len(matrix))]
        for row in range(len(matrix))
    ]
    assert shown == matrix
    assert not "".join(drawn.display).strip()


def test_without_colour_the_light_modules_are_drawn() -> None:
    drawn = screen(MESSAGE, "blocks", color_system=None)
    assert drawn is not None
    rows = [[SIGNS[sign][half] for sign in line] for line in drawn.display[:-1] for half in (0, 1)]
    assert [[not lit for lit in row] for row in rows[:-1]] == expected(MESSAGE)
    reversed_ = screen(MESSAGE, "ascii", force_terminal=True, color_system="256", no_color=True)
    assert reversed_ is not None
    assert reversed_.buffer[0][0].reverse
    # The first module of the finder pattern, beyond the quiet zone, is dark.
    assert not reversed_.buffer[QUIET][2 * QUIET].reverse


def test_a_code_of_thin_signs_is_not_shown_for_no_camera_reads_it() -> None:
    assert screen(MESSAGE, "ascii", color_system=None) is None


def test_the_svg_draws_the_same_code_with_the_whole_quiet_zone() -> None:
    svg = svg_of(MESSAGE, '"<QR>"')
    assert svg is not None
    root = ElementTree.fromstring(svg)
    matrix = expected(MESSAGE, border=4)
    assert root.get("aria-label") == '"<QR>"'
    assert root.get("viewBox") == f"0 0 {len(matrix)} {len(matrix)}"
    ground, drawn = root.iter("path")
    assert (ground.get("fill"), drawn.get("stroke")) == ("#fff", "#000")
    assert _stroked(drawn.get("d") or "", len(matrix)) == matrix


def _stroked(path: str, size: int) -> Matrix:
    """The modules that the horizontal strokes of a path of one module's width cover."""
    shown = [[False] * size for _ in range(size)]
    x, y = 0.0, 0.0
    for sign, numbers in _commands(path):
        match sign, numbers:
            case "M", [x, y]:
                pass
            case "m", [right, down]:
                x, y = x + right, y + down
            case "h", [long]:
                for at in range(int(x), int(x + long)):
                    shown[int(y)][at] = True
                x += long
            case _:
                raise AssertionError(sign)
    return shown


def _commands(path: str) -> list[tuple[str, list[float]]]:
    for sign in "Mmh":
        path = path.replace(sign, f"|{sign} ")
    split = (piece.split() for piece in path.strip("|").split("|"))
    return [(sign, [float(number) for number in numbers]) for sign, *numbers in split]


def test_a_page_has_no_code_too_fine_to_be_read() -> None:
    most = 1273  # what version 25 holds in bytes at level L, by ISO/IEC 18004
    assert segno.make(b"x" * most, mode="byte", error="l").version == LARGEST
    assert svg_of("x" * most, "a code") is not None
    assert svg_of("x" * (most + 1), "a code") is None
