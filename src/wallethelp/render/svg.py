"""A drawing as an SVG picture: boxes in layers, laid out by fast-sugiyama, no network."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from wallethelp.core.guide import Outcome
from wallethelp.i18n import _, joined
from wallethelp.render.drawing import Box, Drawing, Way
from wallethelp.render.wrap import width_of, wrap

Point = tuple[float, float]
Bends = dict[tuple[str, str], list[Point]]
_CELLS = 34
"""Columns of text in a box: 17 Chinese characters."""
_BOLD = 29
"""The same of what is bold: in a wide font, such as DejaVu Sans, its letters take 8.2 units."""
_CELL, _LINE, _PAD = 7.2, 19, 12
_WIDE = _CELLS * _CELL + 2 * _PAD
_BESIDE, _BELOW = 34, 56
_MOST_LINES = 3
"""Of one way; the rest is in the picture's hints."""
_COLORS: Mapping[Outcome | str, tuple[str, str]] = {
    "resolved": ("#e3f4e8", "#1a6b34"),
    "wait": ("#fff5d6", "#8a6d00"),
    "contact": ("#e2f0fa", "#0b5c8a"),
    "escalate": ("#fde8d7", "#a14b00"),
    "emergency": ("#fde3e1", "#a31515"),
    "ask": ("#ffffff", "#44546a"),
    "ask_many": ("#ffffff", "#44546a"),
    "try": ("#f4effa", "#6a4a9a"),
    "collect": ("#f3f4f6", "#6b7280"),
    "tell": ("#f3f4f6", "#6b7280"),
    "decide": ("#fbfbf2", "#8a8a5c"),
    "guide": ("#ffffff", "#0b5c8a"),
    "end": ("#ffffff", "#6b7280"),
}
_ALARM = "#a31515"


class _Row(NamedTuple):
    text: str
    css: str
    sign: str = ""


class _Placed(NamedTuple):
    box: Box
    rows: tuple[_Row, ...]
    x: float
    y: float

    @property
    def height(self) -> float:
        return _height(self.rows)


def svg_of(drawing: Drawing) -> str:
    """`drawing` as SVG, top down. Raises ImportError without the extra `wallethelp[graph]`."""
    placed, bends, size = _laid_out(drawing)
    width, height = size
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img">',
        f"<title>{escape(drawing.title)}</title>",
        f"<style>{_STYLE}</style>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="context-stroke"/>'
        "</marker></defs>",
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#fff"/>',
        f'<text x="{_PAD}" y="30" class="head">{escape(drawing.title)}'
        f' <tspan class="id">{escape(drawing.id)}</tspan></text>',
        f'<text x="{_PAD}" y="52" class="id">{escape(_legend(drawing))}</text>',
    ]
    ports = _ports(placed, list(drawing.arrows), bends)
    for pair, ways in drawing.arrows.items():
        lines += _arrow(*ports[pair], ways, bends.get(pair, ()))
    for one in placed.values():
        lines += _drawn(one)
    return "\n".join([*lines, "</svg>"]) + "\n"


_STYLE = (
    "text{font:13px system-ui,'PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif;"
    "fill:#1d1d1f}.head{font-size:20px;font-weight:700}.id{font-size:12px;font-weight:400;"
    "fill:#6b7280}.what{font-weight:600}.sign{font-weight:700;fill:#0b5c8a}"
    f".bad,.bad .sign{{fill:{_ALARM}}}.tag{{font-size:11px;font-weight:700}}"
    ".arrow{fill:none;stroke:#7a8699;stroke-width:1.4;marker-end:url(#tip)}"
    f".unwalked{{stroke:{_ALARM};stroke-dasharray:6 4}}"
)


def _legend(drawing: Drawing) -> str:
    numbers = _(
        "Arrows bear the number of the answer; ? is “I don't know”, ✓ “that solved it”, → the rest."
    )
    if not drawing.is_covered:
        return numbers
    return joined([numbers, _("Dashed red: in no walk.")])


# --- boxes ----------------------------------------------------------------------------------------


def _rows(box: Box) -> Iterator[_Row]:
    if box.kind != "guide":
        yield _Row(box.id, "id")
    lead = "→ " if box.kind == "guide" else ""
    yield from (_Row(line, "what") for line in wrap(lead + box.text, _BOLD))
    for way in box.ways:
        if way.label:
            yield from _labelled(way)
    for problem in box.problems:
        yield from (_Row(line, "bad") for line in wrap(f"⚠ {problem}", _CELLS))


def _labelled(way: Way) -> Iterator[_Row]:
    lines = wrap(way.label, _CELLS - 4)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1].rstrip()}…"]
    css = "" if way.is_walked else "bad"
    for number, line in enumerate(lines):
        yield _Row(line, css, "" if number else way.sign)


def _height(rows: Sequence[_Row]) -> float:
    return len(rows) * _LINE + 2 * _PAD - 4


def _drawn(placed: _Placed) -> Iterator[str]:
    box = placed.box
    fill, stroke = _COLORS[box.outcome or box.kind]
    is_bad = bool(box.problems) or not box.is_walked
    border = f'stroke="{_ALARM if is_bad else stroke}" stroke-width="{2.6 if is_bad else 1.4}"'
    dashes = "" if box.is_walked else ' stroke-dasharray="6 4"'
    corner = {"end": 14, "guide": 0, "decide": 0}.get(box.kind, 6)
    hint = "\n".join([box.text, *(f"{way.sign} {way.label}" for way in box.ways if way.label)])
    yield f"<g><title>{escape(hint)}</title>"
    yield (
        f'<rect x="{placed.x:.1f}" y="{placed.y:.1f}" width="{_WIDE:.1f}" '
        f'height="{placed.height:.1f}" rx="{corner}" fill="{fill}" {border}{dashes}/>'
    )
    y = placed.y + _PAD + 9
    for row in placed.rows:
        x = placed.x + _PAD
        if row.sign:
            yield f'<text x="{x:.1f}" y="{y:.1f}" class="sign">{escape(row.sign)}</text>'
        if row.css in ("", "bad") and not row.text.startswith("⚠"):
            x += 3 * _CELL
        css = f' class="{row.css}"' if row.css else ""
        # Whatever the font, a line stays in its box.
        most = _WIDE - _PAD - (x - placed.x)
        fit = f' textLength="{most:.0f}"' if width_of(row.text) * _CELL > most + 2 else ""
        yield f'<text x="{x:.1f}" y="{y:.1f}"{css}{fit}>{escape(row.text)}</text>'
        y += _LINE
    yield "</g>"


# --- arrows ---------------------------------------------------------------------------------------


def _arrow(begin: Point, stop: Point, ways: Sequence[Way], bends: Sequence[Point]) -> Iterator[str]:
    is_walked = all(way.is_walked for way in ways)
    path = f"M{begin[0]:.1f} {begin[1]:.1f}"
    before = begin
    for point in (*bends, stop):
        middle = (before[1] + point[1]) / 2
        path += (
            f" C{before[0]:.1f} {middle:.1f} {point[0]:.1f} {middle:.1f}"
            f" {point[0]:.1f} {point[1]:.1f}"
        )
        before = point
    css = "arrow" if is_walked else "arrow unwalked"
    label = "; ".join(filter(None, (f"{way.sign} {way.label}".strip() for way in ways)))
    yield f'<path d="{path}" class="{css}"><title>{escape(label)}</title></path>'
    # The only way on needs no sign; one of several is told from the others.
    signs = ",".join(way.sign for way in ways if way.label)
    if signs:
        x, y = begin[0], begin[1] + 13
        wide = width_of(signs) * 6.5 + 6
        yield (
            f'<rect x="{x - wide / 2:.1f}" y="{y - 10:.1f}" width="{wide:.1f}" height="14" '
            f'rx="7" fill="#fff"/>'
        )
        bad = "" if is_walked else " bad"
        yield (
            f'<text x="{x:.1f}" y="{y + 1:.1f}" text-anchor="middle" class="tag{bad}">'
            f"{escape(signs)}</text>"
        )


def _ports(
    placed: Mapping[str, _Placed], joined: Sequence[tuple[str, str]], bends: Bends
) -> dict[tuple[str, str], tuple[Point, Point]]:
    """Where each arrow begins and stops: side by side, in the order of where the others are."""
    leaving: dict[str, list[tuple[float, str]]] = {}
    coming: dict[str, list[tuple[float, str]]] = {}
    for start, end in joined:
        chain = bends.get((start, end), ())
        goes_to = chain[0][0] if chain else _middle(placed[end])
        leaving.setdefault(start, []).append((goes_to, end))
        coming.setdefault(end, []).append(
            (chain[-1][0] if chain else _middle(placed[start]), start)
        )
    begins = {
        (start, end): (placed[start].x + at, placed[start].y + placed[start].height)
        for start, others in leaving.items()
        for end, at in _spread(others)
    }
    stops = {
        (start, end): (placed[end].x + at, placed[end].y)
        for end, others in coming.items()
        for start, at in _spread(others)
    }
    return {pair: (begins[pair], stops[pair]) for pair in joined}


def _spread(others: Sequence[tuple[float, str]]) -> Iterator[tuple[str, float]]:
    for number, (_x, name) in enumerate(sorted(others), 1):
        yield name, _WIDE * number / (len(others) + 1)


def _middle(placed: _Placed) -> float:
    return placed.x + _WIDE / 2


# --- where everything stands ----------------------------------------------------------------------

_TOP = 76


def _laid_out(drawing: Drawing) -> tuple[dict[str, _Placed], Bends, Point]:
    """The boxes with their places, the bends of long arrows, and the size of the picture."""
    rows = {box.id: tuple(_rows(box)) for box in drawing.boxes}
    names = [box.id for box in drawing.boxes]
    spots, links = _layered(drawing)
    layers = sorted({y for _x, y in spots.values()}, reverse=True)
    tops: dict[float, float] = {}
    heights: dict[float, float] = {}
    below = float(_TOP)
    for layer in layers:
        here = [
            _height(rows[names[n]]) for n, (_x, y) in spots.items() if y == layer and n < len(names)
        ]
        tops[layer], heights[layer] = below, max(here, default=0)
        # Where many arrows leave, they need room to part.
        fan = max((len(links.get(n, ())) for n, (_x, y) in spots.items() if y == layer), default=0)
        below += heights[layer] + _BELOW + 8 * max(fan - 3, 0)
    placed = {
        box.id: _Placed(box, rows[box.id], spots[n][0] + _PAD, tops[spots[n][1]])
        for n, box in enumerate(drawing.boxes)
    }
    bends: Bends = {}
    for start, ends in links.items():
        if start >= len(names):
            continue
        for end in ends:
            chain: list[Point] = []
            while end >= len(names):
                x, y = spots[end]
                middle = x + _PAD + _WIDE / 2
                chain += [(middle, tops[y]), (middle, tops[y] + heights[y])]
                (end,) = links[end]
            bends[names[start], names[end]] = chain
    width = max(one.x for one in placed.values()) + _WIDE + _PAD
    return placed, bends, (max(width, 640), below - _BELOW + 2 * _PAD)


def _layered(drawing: Drawing) -> tuple[dict[int, Point], dict[int, list[int]]]:
    """Where the library puts boxes and bends, by number, and which follow which."""
    from fast_sugiyama import from_edges

    numbers = {box.id: number for number, box in enumerate(drawing.boxes)}
    edges = [(numbers[start], numbers[end]) for start, end in drawing.arrows if start != end]
    spots: dict[int, Point] = {}
    links: dict[int, list[int]] = {}
    if not edges:
        return _beside(numbers.values(), spots), links
    parts = from_edges(
        edges,
        vertex_spacing=_WIDE + _BESIDE,
        dummy_vertices=True,
        dummy_size=0.12,
        crossing_minimization="barycenter",
        check_layout=False,
    )
    beside = 0.0
    # Bends have numbers of their own in each part, after those of the boxes.
    fresh = len(numbers)
    for positions, _w, _h, follows in parts:
        west = min(x for _n, (x, _y) in positions)
        top = max(y for _n, (_x, y) in positions)
        known: dict[int, int] = {}
        for name, (x, y) in positions:
            known[int(name)] = int(name) if int(name) < len(numbers) else fresh
            fresh += int(name) >= len(numbers)
            spots[known[int(name)]] = (x - west + beside, y - top)
        for start, end in follows or ():
            links.setdefault(known[int(start)], []).append(known[int(end)])
        beside = max(x for x, _y in spots.values()) + _WIDE + _BESIDE
    return _beside(numbers.values(), spots), links


def _beside(boxes: Iterable[int], spots: dict[int, Point]) -> dict[int, Point]:
    """`spots` with the boxes that nothing is joined to put beside the others, at the top."""
    step = _WIDE + _BESIDE
    first = max((x for x, _y in spots.values()), default=-step) + step
    alone = [one for one in boxes if one not in spots]
    return {**spots, **{one: (first + n * step, 0.0) for n, one in enumerate(alone)}}
