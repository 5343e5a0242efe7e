"""Lines that fit: Unicode line breaking (UAX #14) on terminal cells."""

import re
from collections.abc import Iterator
from functools import lru_cache

from rich.cells import cell_len

from wallethelp.core.text import visible

_HAN = "\u4e00-\u9fff"
_SURE_BREAK = re.compile(
    rf"(?<=[^\W_] )(?=[^\W_])|(?<=[^\W_][,.;:!?] )(?=[^\W_])"
    rf"|(?<=[{_HAN}A-Za-z0-9])(?=[{_HAN}])|(?<=[{_HAN}])(?=[A-Za-z0-9])"
    rf"|(?<=[{_HAN}][，。、；：！？])(?=[{_HAN}A-Za-z0-9])"
)
"""Where a line may break whatever else stands around: between words, and beside an ideograph."""
_UNBROKEN = re.compile(rf"[A-Za-z0-9]+[,.;:!?]?[ ]?|[{_HAN}][，。、；：！？]?")
"""What has no break within."""
_LONG_GAP = re.compile(" {17,}")
_GAP = " " * 16
"""As wide as a gap between words may be. The time for one grows with its square."""
_LOOKED_UP_AT_ONCE = 256
"""Characters. So much text without a plain gap is no prose; marks on marks take quadratic time."""
_NUMBERED = re.compile(r"\d+\. |- ")


def width_of(text: str) -> int:
    """The number of terminal cells `text` takes."""
    return cell_len(text)


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells; Chinese punctuation never begins a line.

    What may never reach a screen is left out; line breaks of the text stay.
    """
    parts = [visible(part) for part in text.split("\n")]
    if len(parts) == 1 and cell_len(parts[0]) <= width:
        return parts
    return [line for part in parts for line in _wrap_line(part, max(width, 2))]


def units(text: str) -> Iterator[str]:
    """The pieces of `text` between which a line may break, spaces behind their word.

    By UAX #14, but for hyphens, after which no line breaks.
    """
    for part in _SURE_BREAK.split(_LONG_GAP.sub(_GAP, text)):
        if _UNBROKEN.fullmatch(part):
            yield part
        else:
            for start in range(0, len(part), _LOOKED_UP_AT_ONCE):
                yield from _looked_up(part[start : start + _LOOKED_UP_AT_ONCE])


@lru_cache(maxsize=4096)
def _looked_up(text: str) -> tuple[str, ...]:
    # Imported here, and asked only what is not plain: it takes 0.1 ms a character.
    from uniseg.linebreak import line_break_units

    found: list[str] = []
    for unit in line_break_units(text):
        # Names that are typed have hyphens: `--guide top-up-failed` is copied from one line.
        if found and found[-1].endswith("-"):
            found[-1] += unit
        else:
            found.append(unit)
    return tuple(found)


def _wrap_line(text: str, width: int) -> Iterator[str]:
    line = ""
    for unit in units(text):
        if cell_len(line + unit.rstrip()) <= width:
            line += unit
            continue
        if line:
            yield line.rstrip()
        *full, line = _pieces(unit, width)
        yield from (piece.rstrip() for piece in full)
    yield line.rstrip()


def _pieces(unit: str, width: int) -> list[str]:
    """A unit cut where it is too long for any line, as a hash is."""
    pieces, line = [], ""
    for character in unit:
        if cell_len(line + character.rstrip()) > width:
            pieces.append(line)
            line = ""
        line += character
    return [*pieces, line]


def indent(text: str, *, width: int, first: str, rest: str) -> list[str]:
    """`text` wrapped to `width` behind `first`, and behind `rest` on the lines that follow."""
    lines = wrap(text, max(width - max(cell_len(first), cell_len(rest)), 8))
    return [(first if number == 0 else rest) + line for number, line in enumerate(lines)]


def hanging(text: str, width: int, lead: str) -> list[str]:
    """`text` behind `lead`; the lines after a numbered one begin under its text."""
    numbered = _NUMBERED.match(text)
    first = lead + (numbered[0] if numbered else "")
    body = text[numbered.end() :] if numbered else text
    return indent(body, width=width, first=first, rest=" " * width_of(first))
