"""The rooms of the house as a drawing, made from what Import Linter enforces and the rooms say."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from tests.site.pages import Page
from tests.support import ROOT
from wallethelp.render.wrap import wrap

NAME = "house.svg"
_DESIGN = "design.md"
_DRAWN_IN_SIGNS = re.compile(r"(## The house\n\n)```\n.*?\n```\n", re.DOTALL)
_SOURCE = ROOT / "src" / "wallethelp"
_WIDE, _GAP, _LINE, _CELL, _PAD = 760, 12, 18, 6.6, 12


def layers() -> Sequence[Sequence[str]]:
    """The rooms from the top down; those of one layer stand side by side."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = declared["tool"]["importlinter"]["contracts"]
    (arrows,) = (contract for contract in contracts if contract["type"] == "layers")
    return [[room.strip() for room in layer.split("|")] for layer in arrows["layers"]]


def purpose(room: str) -> str:
    """What a room says of itself: the first sentence of its docstring."""
    folder = _SOURCE / room / "__init__.py"
    file = folder if folder.is_file() else _SOURCE / f"{room}.py"
    text = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return " ".join(text.partition("\n\n")[0].split()).partition(". ")[0].rstrip(".")


def house_svg(rooms: Sequence[Sequence[str]], purposes: Mapping[str, str]) -> str:
    """The drawing; an arrow at its side says which way modules may use each other."""
    boxes: list[str] = []
    y = float(_GAP)
    for layer in rooms:
        wide = (_WIDE - _GAP * (len(layer) - 1)) / len(layer)
        texts = {room: wrap(purposes[room], int((wide - 2 * _PAD) / _CELL)) for room in layer}
        high = 2 * _PAD + _LINE * (1 + max(map(len, texts.values())))
        for column, room in enumerate(layer):
            boxes += _box(room, texts[room], 40 + column * (wide + _GAP), y, (wide, high))
        y += high + _GAP
    told = "; ".join(f"{' and '.join(layer)}" for layer in rooms)
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" '
            f'viewBox="0 0 {_WIDE + 52} {y:.0f}" role="img">',
            f"<title>The rooms of the house from the top down: {escape(told)}</title>",
            "<style>text{font:13px system-ui,sans-serif;fill:#1d1d1f}.room{font-weight:700}"
            "rect{fill:#f2f5f8;stroke:#44546a}</style>",
            '<rect width="100%" height="100%" style="fill:#fff;stroke:none"/>',
            f'<path d="M20 {_GAP}V{y - 2 * _GAP:.0f}" stroke="#0b5c8a" stroke-width="2"/>',
            f'<path d="M13 {y - 2 * _GAP:.0f}h14l-7 12z" fill="#0b5c8a"/>',
            *boxes,
            "</svg>\n",
        ]
    )


def _box(
    room: str, lines: Sequence[str], x: float, y: float, size: tuple[float, float]
) -> Iterator[str]:
    wide, high = size
    yield f'<rect x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{high:.0f}" rx="6"/>'
    x, y = x + _PAD, y + _PAD + 10
    yield f'<text x="{x:.0f}" y="{y:.0f}" class="room">{escape(room)}</text>'
    for number, line in enumerate(lines, 1):
        yield f'<text x="{x:.0f}" y="{y + number * _LINE:.0f}">{escape(line)}</text>'


def with_house(pages: Sequence[Page]) -> list[Page]:
    """The pages with the drawing in place of the one in signs, for which phones are too narrow.

    Raises ValueError where there is none.
    """
    rooms = layers()
    svg = house_svg(rooms, {room: purpose(room) for layer in rooms for room in layer})
    alt = "The rooms from the top down; a room uses those below it, never those above or beside it."
    shown = rf"\1[![{alt}]({NAME})]({NAME})\n"
    found = next(page for page in pages if page.path == _DESIGN)
    text, times = _DRAWN_IN_SIGNS.subn(shown, found.text)
    if times != 1:
        raise ValueError(f"no drawing in signs to take the place of: {_DESIGN}")
    design = Page(language=found.language, path=_DESIGN, text=text)
    others = [page for page in pages if page is not found]
    return [*others, design, Page(language=found.language, path=NAME, text=svg)]
