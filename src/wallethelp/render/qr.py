"""A text as a QR code: on a terminal, to carry it to a phone, and in the HTML export."""

from html import escape
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from rich.console import Console
    from segno import QRCode

LARGEST = 25
"""The largest version on a page: beyond its 117 modules a phone hardly reads it from paper."""
QUIET = 2
"""Modules left light around a code on a terminal. The standard wants four, cameras need fewer, and
rows are scarce; a page has four."""

Drawing = Literal["blocks", "ascii"]
_INVERSE = {" ": "█", "█": " ", "▀": "▄", "▄": "▀"}
_DARK, _LIGHT = "color(16)", "color(231)"
"""Black and white of the fixed palette, which no theme changes."""


class Code(Struct, frozen=True, kw_only=True):
    """A code drawn for a terminal: `lines` have ink where its modules are dark."""

    lines: tuple[str, ...]
    drawing: Drawing

    @property
    def width(self) -> int:
        """Cells of its widest line."""
        return len(self.lines[0])

    @property
    def height(self) -> int:
        """How many lines it has."""
        return len(self.lines)


def code_of(text: str, *, columns: int, rows: int, drawing: Drawing = "blocks") -> Code | None:
    """`text` as a code, or None where it is too long for so many columns and rows.

    Blocks show two modules a cell, one above the other; ASCII needs two cells a module.
    """
    matrix = _modules(text)
    if matrix is None:
        return None
    draw = _blocks if drawing == "blocks" else _ascii
    code = Code(lines=draw(matrix), drawing=drawing)
    return code if code.width <= columns and code.height <= rows else None


def show_code(console: "Console", code: Code) -> bool:
    """Print `code`, black on white where there are colours, whatever the terminal's own are.

    Without colours the light modules are drawn: most terminals are dark. Returns False, and prints
    nothing, where ASCII is all there is: no camera reads a code made of thin signs.
    """
    from rich.text import Text

    has_colour = console.color_system is not None and not console.no_color
    if code.drawing == "ascii" and console.color_system is None:
        return False
    grounds = {"#": f"on {_DARK}", " ": f"on {_LIGHT}"} if has_colour else {"#": "", " ": "reverse"}
    for line in code.lines:
        if code.drawing == "ascii":
            # The ground of empty cells, since a sign would leave most of its cell as it is.
            shown = Text.assemble(*((" ", grounds[sign]) for sign in line))
        elif has_colour:
            shown = Text(line, style=f"{_DARK} on {_LIGHT}")
        else:
            shown = Text("".join(_INVERSE[sign] for sign in line))
        console.print(shown, soft_wrap=True)
    return True


def svg_of(text: str, label: str) -> str | None:
    """`text` as an inline SVG named `label`, or None where it is too long to be read from a page.

    Black on white in any colour scheme; neither a script nor an address is in it.
    """
    code = _made(text)
    if code is None or int(code.version) > LARGEST:
        return None
    drawn: str = code.svg_inline(
        dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None, border=4
    )
    named = f'<svg role="img" aria-label="{escape(label)}" shape-rendering="crispEdges" '
    return drawn.replace("<svg ", named, 1)


def _made(text: str) -> "QRCode | None":
    import segno

    # Left to itself segno writes Chinese as Shift JIS, which phones take for something else.
    try:
        return segno.make(text, error="l", mode="byte", encoding="utf-8", micro=False)
    except (segno.DataOverflowError, UnicodeEncodeError):
        return None


def _modules(text: str) -> list[list[bool]] | None:
    """The code's modules, True for dark, with the quiet zone around them."""
    code = _made(text)
    if code is None:
        return None
    return [[bool(module) for module in row] for row in code.matrix_iter(border=QUIET)]


def _blocks(matrix: list[list[bool]]) -> tuple[str, ...]:
    signs = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
    # The last row stands alone, since the size is odd; below it is more of the quiet zone.
    below = [*matrix[1::2], matrix[-1]]
    pairs = zip(matrix[::2], below, strict=True)
    return tuple("".join(signs[pair] for pair in zip(*rows, strict=True)) for rows in pairs)


def _ascii(matrix: list[list[bool]]) -> tuple[str, ...]:
    return tuple("".join("##" if is_dark else "  " for is_dark in row) for row in matrix)
