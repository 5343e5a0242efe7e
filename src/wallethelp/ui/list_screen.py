"""What a list looks like in a window of any size: nothing is cut without a mark."""

from collections.abc import Sequence

from wallethelp.i18n import _
from wallethelp.render.wrap import width_of, wrap
from wallethelp.ui.list_keys import ListState, Row
from wallethelp.ui.prompts import Back, Choice, Select, SelectMany
from wallethelp.ui.screen_lines import (
    Line,
    Signs,
    cut,
    first_lines,
    heading_lines,
    joined_lines,
    marked,
    more_notes,
    note_lines,
    styled,
    wrapped,
)

_LEAST_ROWS = 3
"""Lines of a list below which the question gives way."""


def list_screen(
    prompt: Select | SelectMany, state: ListState, *, width: int, height: int, signs: Signs
) -> list[Line]:
    """The prompt with its list, in at most `height` lines of `width` cells.

    Where there is little room the heading goes first, then the notes, of which a mark is left, then
    the hint; the list scrolls, with marks of how much more there is.
    """
    problem = _problem(prompt, state, width)
    question = wrapped("question", prompt.question, width, "? ")
    heading, notes = heading_lines(prompt, width), note_lines(prompt, width)
    hint = wrapped("hint", _hint(prompt, state), width, "  ")
    is_compact = isinstance(prompt, Select) and prompt.is_compact
    rows = [_compact(state, width, signs)] if is_compact else _rows(state, width, signs)
    count = sum(map(len, rows))

    def room(*parts: Sequence[Line]) -> int:
        return height - sum(map(len, parts)) - len(problem)

    if count <= room(heading, question, notes, hint):
        return joined_lines(problem, heading, question, notes, *rows, hint)
    if count <= room(question, notes, hint):
        return joined_lines(problem, question, notes, *rows, hint)
    more = more_notes(prompt, width, signs)
    for ending in (hint, []):
        if count <= room(question, more, ending) or room(question, more, ending) >= _LEAST_ROWS * 2:
            view = _viewport(rows, state, room(question, more, ending), width, signs)
            return joined_lines(problem, question, more, view, ending)
    more = more if height > 2 else []
    most = max(height - len(problem) - _LEAST_ROWS - len(more), 1)
    short = first_lines(question, most, width, signs)
    if height == 1:
        return _viewport(rows, state, 1, width, signs)[:1]
    view = _viewport(rows, state, max(height - len(short) - len(more), 1), width, signs)
    return joined_lines(short, more, view)[:height]


def menu_height(choices: Sequence[Choice], width: int) -> int:
    """How many lines a compact menu of these choices takes, with its question and its hint."""
    rows = [f" {number} {choice.label} " for number, choice in enumerate(choices, 1)]
    return _flow(rows, width)[-1] + 3


def _problem(prompt: Select | SelectMany, state: ListState, width: int) -> list[Line]:
    words = {
        "": prompt.problem,
        "choose": _("Choose one first: arrow keys, or its number."),
        "choose-several": _("Choose at least one first; “none of these” counts too."),
        "words": _("Here a row is chosen: with arrow keys, or its number. Words come later."),
    }[state.problem]
    return wrapped("problem", words, width, "! ")


def _hint(prompt: Select | SelectMany, state: ListState) -> str:
    is_long = state.highest > 9
    if not prompt.notes and not prompt.explanation and not state.is_many:
        return _("Arrow keys or number, Enter to choose")
    if state.is_many:
        return _("Space, number or Enter to tick; “Go on” with Enter; ? for why")
    if isinstance(prompt, Select) and prompt.is_compact:
        return _("Arrow keys or number, Enter to choose, ? for why")
    if is_long:
        return _("Arrow keys or number (10 and up too), Enter to choose, ? for why")
    return _("Arrow keys or number, Enter to choose, ? for why, Ctrl-C to leave")


def _rows(state: ListState, width: int, signs: Signs) -> list[list[Line]]:
    """The lines of each row, a heading with the first of its group."""
    column = len(str(state.highest))
    blocks = []
    group = ""
    for place, row in enumerate(state.rows):
        lines = []
        if row.group and row.group != group:
            lines.append(styled("heading", f"  {row.group}"))
        group = row.group
        pointer = signs.pointer if place == state.pointed else " "
        number = "" if row.number is None else f"{row.number})"
        lead = f" {pointer} {number:>{column + 1}} {_sign(row, state, signs)}"
        style = "pointed" if place == state.pointed else _style(row, state)
        rest = " " * width_of(lead)
        label = row.label
        if row.number is None:
            label = _("Go on ({n} chosen)").format(n=len(state.ticked))
        for n, text in enumerate(wrap(label, max(width - width_of(lead), 4))):
            lines.append(styled(style, (lead if n == 0 else rest) + text))
        blocks.append(lines)
    return blocks


def _sign(row: Row, state: ListState, signs: Signs) -> str:
    if isinstance(row.value, Back):
        return f"{signs.back} "
    if row.number is None:
        return f"{signs.go_on} "
    if state.is_many:
        return "[x] " if row.value in state.ticked else "[ ] "
    return ""


def _style(row: Row, state: ListState) -> str:
    return "ticked" if row.value in state.ticked else "row"


def _compact(state: ListState, width: int, signs: Signs) -> list[Line]:
    """Every row on one line, or on as few as there have to be."""
    texts = []
    for place, row in enumerate(state.rows):
        pointer = signs.pointer if place == state.pointed else " "
        texts.append(pointer + cut(f"{row.number} {row.label} ", width - 3, signs))
    places = _flow(texts, width)
    lines: list[list[tuple[str, str]]] = [[("row", "  ")] for _n in range(places[-1] + 1)]
    for place, (text, line) in enumerate(zip(texts, places, strict=True)):
        lines[line].append(("pointed" if place == state.pointed else "row", text))
    return [tuple(line) for line in lines]


def _flow(rows: Sequence[str], width: int) -> list[int]:
    """On which line each row stands where they follow one another."""
    places: list[int] = []
    used, line = 2, 0
    for row in rows:
        if used + width_of(row) > width and used > 2:
            used, line = 2, line + 1
        used += width_of(row)
        places.append(line)
    return places


def _viewport(
    rows: list[list[Line]], state: ListState, height: int, width: int, signs: Signs
) -> list[Line]:
    """As many rows around the pointed one as there is room for, with marks of the others."""
    at = state.pointed or 0
    if sum(map(len, rows)) <= height:
        return joined_lines(*rows)
    first = last = min(at, len(rows) - 1)

    def lines(first: int, last: int) -> int:
        return sum(map(len, rows[first : last + 1])) + (first > 0) + (last < len(rows) - 1)

    while True:
        if last + 1 < len(rows) and lines(first, last + 1) <= height:
            last += 1
        elif first > 0 and lines(first - 1, last) <= height:
            first -= 1
        else:
            break
    shown = joined_lines(*rows[first : last + 1])
    if lines(first, last) > height:
        shown = shown[: max(height, 1)]
        shown[-1] = marked(shown[-1], width, signs)
        return shown
    above = [styled("hint", f"  {signs.up} {first}")] if first else []
    below = len(rows) - 1 - last
    return joined_lines(above, shown, [styled("hint", f"  {signs.down} {below}")] if below else [])
