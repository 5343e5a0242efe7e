"""What a list looks like in a window of any size: nothing is cut without a mark."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wallethelp.i18n import _
from wallethelp.render.wrap import hanging, width_of, wrap
from wallethelp.ui.lists import ListState, Row
from wallethelp.ui.prompts import Back, Prompt, Select, SelectMany

Line = tuple[tuple[str, str], ...]
"""Pieces of a line, each a style and its text."""

_LEAST_ROWS = 3
"""Lines of a list below which the question gives way."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What is drawn: with signs, or in ASCII."""

    pointer: str = "❯"
    back: str = "←"
    go_on: str = "→"
    up: str = "↑"
    down: str = "↓"
    more: str = "…"
    dot: str = "·"


ASCII = Signs(">", "<-", "->", "^", "v", "...", "-")


def list_screen(
    prompt: Select | SelectMany, state: ListState, *, width: int, height: int, signs: Signs
) -> list[Line]:
    """The prompt with its list, in at most `height` lines of `width` cells.

    Where there is little room the heading goes first, then the notes, of which a mark is left, then
    the hint; the list scrolls, with marks of how much more there is.
    """
    problem = _problem(prompt, state, width)
    question = list(_wrapped("question", prompt.question, width, "? "))
    heading = [_line("heading", ""), *_wrapped("heading", prompt.heading, width, "")]
    heading = heading if prompt.heading else []
    notes = [line for note in prompt.notes for line in _wrapped("note", note, width, "  ")]
    hint = list(_wrapped("hint", _hint(prompt, state), width, "  "))
    is_compact = isinstance(prompt, Select) and prompt.is_compact
    rows = _compact(state, width, signs) if is_compact else _rows(state, width, signs)
    count = sum(map(len, rows))

    def room(*parts: Sequence[Line]) -> int:
        return height - sum(map(len, parts)) - len(problem)

    if count <= room(heading, question, notes, hint):
        return _join(problem, heading, question, notes, *rows, hint)
    if count <= room(question, notes, hint):
        return _join(problem, question, notes, *rows, hint)
    more = _more_notes(prompt, width, signs)
    for ending in (hint, []):
        if count <= room(question, more, ending) or room(question, more, ending) >= _LEAST_ROWS * 2:
            view = _viewport(rows, state, room(question, more, ending), width, signs)
            return _join(problem, question, more, view, ending)
    more = more if height > 2 else []
    short = question[: max(height - len(problem) - _LEAST_ROWS - len(more), 1)]
    if len(short) < len(question):
        short[-1] = _marked(short[-1], width, signs)
    if height == 1:
        return _viewport(rows, state, 1, width, signs)[:1]
    view = _viewport(rows, state, max(height - len(short) - len(more), 1), width, signs)
    return _join(short, more, view)[:height]


def help_screen(prompt: Prompt, *, width: int, height: int, first: int, signs: Signs) -> list[Line]:
    """The notes and the explanation from line `first` on, with a mark of how much more there is."""
    lines = help_lines(prompt, width)
    room = max(height - 1, 1)
    shown = lines[first : first + room]
    left = len(lines) - first - len(shown)
    keys = _("{down} goes on, Enter closes").format(down=signs.down) if left else _("Enter closes")
    mark = f"{signs.down} {left}  " if left else ""
    return _join(shown, [_line("hint", _cut(f"{mark}{keys}", width, signs))])


def help_lines(prompt: Prompt, width: int) -> list[Line]:
    """All that `?` shows."""
    texts = [*prompt.notes, *prompt.explanation]
    question = _wrapped("question", prompt.question, width, "? ")
    return [*question, *(line for text in texts for line in _wrapped("note", text, width, "  "))]


def _problem(prompt: Select | SelectMany, state: ListState, width: int) -> list[Line]:
    words = {
        "": prompt.problem,
        "choose": _("Choose one first: arrow keys, or its number."),
        "choose-several": _("Choose at least one first; “none of these” counts too."),
    }[state.problem]
    return list(_wrapped("problem", words, width, "! ")) if words else []


def _hint(prompt: Select | SelectMany, state: ListState) -> str:
    is_long = state.highest > 9
    if state.is_many:
        return _("Space or number to tick, Enter on the last line goes on, ? for why")
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
            lines.append(_line("heading", f"  {row.group}"))
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
            lines.append(_line(style, (lead if n == 0 else rest) + text))
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


def _compact(state: ListState, width: int, signs: Signs) -> list[list[Line]]:
    """Every row on one line, or on as few as there have to be."""
    lines: list[list[tuple[str, str]]] = [[("row", "  ")]]
    used = 2
    for place, row in enumerate(state.rows):
        text = _cut(f"{row.number} {row.label}", width - 4, signs)
        is_pointed = place == state.pointed
        text = f"{signs.pointer}{text}" if is_pointed else f" {text}"
        if used + width_of(text) + 1 > width and used > 2:
            lines.append([("row", "  ")])
            used = 2
        lines[-1].append(("pointed" if is_pointed else "row", f"{text} "))
        used += width_of(text) + 1
    return [[tuple(line) for line in lines]]


def _viewport(
    rows: list[list[Line]], state: ListState, height: int, width: int, signs: Signs
) -> list[Line]:
    """As many rows around the pointed one as there is room for, with marks of the others."""
    at = state.pointed or 0
    if sum(map(len, rows)) <= height:
        return _join(*rows)
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
    shown = _join(*rows[first : last + 1])
    if lines(first, last) > height:
        shown = shown[: max(height, 1)]
        shown[-1] = _marked(shown[-1], width, signs)
        return shown
    above = [_line("hint", f"  {signs.up} {first}")] if first else []
    below = len(rows) - 1 - last
    return _join(above, shown, [_line("hint", f"  {signs.down} {below}")] if below else [])


def _more_notes(prompt: Prompt, width: int, signs: Signs) -> list[Line]:
    if not prompt.notes:
        return []
    mark = _("? shows the notes")
    return [_line("hint", _cut(f"  {signs.more} {mark}", width, signs))]


def _wrapped(style: str, text: str, width: int, lead: str) -> Iterator[Line]:
    for line in hanging(text, width, lead) if text else []:
        yield _line(style, line)


def _line(style: str, text: str) -> Line:
    return ((style, text),)


def _marked(line: Line, width: int, signs: Signs) -> Line:
    """The line with the mark that something was cut."""
    text = "".join(piece for _style, piece in line)
    return _line(line[0][0], _cut(f"{text}{signs.more}", width, signs))


def _cut(text: str, width: int, signs: Signs) -> str:
    if width_of(text) <= width:
        return text
    kept = text
    while kept and width_of(kept) + width_of(signs.more) > width:
        kept = kept[:-1]
    return kept + signs.more


def _join(*parts: Sequence[Line]) -> list[Line]:
    return [line for part in parts for line in part]
