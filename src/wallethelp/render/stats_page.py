"""How large guides are, as a table and as data."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from wallethelp.core.guide import Ask, AskMany, Guide
from wallethelp.core.walks.counting import Ways
from wallethelp.i18n import _
from wallethelp.render.wrap import width_of


class Size(Struct, frozen=True, kw_only=True):
    """How large one guide is. `ways` is None where they cannot be counted."""

    guide: str
    steps: int
    options: int
    ways: Ways | None


def size_of(guide: Guide, ways: Ways | None) -> Size:
    """The size of `guide`, its opening question included."""
    asked = (step for step in guide.steps.values() if isinstance(step, Ask | AskMany))
    options = sum(len(step.options) for step in asked)
    return Size(guide=guide.id, steps=len(guide.steps), options=options, ways=ways)


def stats_lines(rows: Sequence[Size]) -> Iterator[str]:
    """A line for each guide below a line of headings."""
    names = ("", _("steps"), _("options"), _("shortest"), _("longest"), _("ways"))
    table = [names, *(_cells(row) for row in rows)]
    widths = [max(width_of(row[n]) for row in table) for n in range(len(names))]
    for first, *cells in table:
        padded = first + " " * (widths[0] - width_of(first))
        numbers = (
            " " * (width - width_of(cell)) + cell
            for cell, width in zip(cells, widths[1:], strict=True)
        )
        yield "  ".join((padded, *numbers)).rstrip()


def _cells(row: Size) -> tuple[str, ...]:
    ways = row.ways
    counted = ("?",) * 3 if ways is None else (ways.shortest, ways.longest, f"{ways.number:,}")
    return (row.guide, str(row.steps), str(row.options), *map(str, counted))


def stats_data(rows: Sequence[Size]) -> dict[str, Any]:
    """The same as plain data for `--json`."""
    return {
        "schema": "wallethelp.stats/1",
        "guides": [
            {
                "id": row.guide,
                "steps": row.steps,
                "options": row.options,
                **(dict.fromkeys(Ways._fields) if row.ways is None else row.ways._asdict()),
            }
            for row in rows
        ],
    }
