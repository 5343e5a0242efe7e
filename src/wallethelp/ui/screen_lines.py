"""Lines of a prompt: pieces with their styles, wrapped, and cut only with a mark."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from wallethelp.i18n import _
from wallethelp.render.wrap import hanging, width_of
from wallethelp.ui.prompts import Prompt

Line = tuple[tuple[str, str], ...]
"""Pieces of a line, each a style and its text."""


class Signs(Struct, frozen=True):
    """What is drawn: with signs, or in ASCII."""

    pointer: str = "❯"
    back: str = "←"
    go_on: str = "→"
    up: str = "↑"
    down: str = "↓"
    more: str = "…"


ASCII = Signs(">", "<-", "->", "^", "v", "...")


def styled(style: str, text: str) -> Line:
    """A line of one piece."""
    return ((style, text),)


def wrapped(style: str, text: str, width: int, lead: str = "") -> list[Line]:
    """`text` in lines of `width` cells; `lead` begins the first, and the others stand under it."""
    return [styled(style, line) for line in (hanging(text, width, lead) if text else ())]


def joined_lines(*parts: Sequence[Line]) -> list[Line]:
    """The parts one below the other."""
    return [line for part in parts for line in part]


def cut(text: str, width: int, signs: Signs) -> str:
    """As much of `text` as there is room for, with a mark where something is missing."""
    if width_of(text) <= width:
        return text
    kept = text
    while kept and width_of(kept) + width_of(signs.more) > width:
        kept = kept[:-1]
    return kept + signs.more


def marked(line: Line, width: int, signs: Signs) -> Line:
    """The line with the mark that something was cut."""
    text = "".join(piece for _style, piece in line)
    return styled(line[0][0], cut(f"{text}{signs.more}", width, signs))


def first_lines(lines: list[Line], most: int, width: int, signs: Signs) -> list[Line]:
    """At most `most` of the lines, with a mark where some are missing."""
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], marked(lines[most - 1], width, signs)] if most > 0 else []


def heading_lines(prompt: Prompt, width: int) -> list[Line]:
    """Where it stands, below an empty line."""
    return [styled("heading", ""), *wrapped("heading", prompt.heading, width)] * bool(
        prompt.heading
    )


def note_lines(prompt: Prompt, width: int) -> list[Line]:
    """Why it is asked, and where to look."""
    return [line for note in prompt.notes for line in wrapped("note", note, width, "  ")]


def more_notes(prompt: Prompt, width: int, signs: Signs) -> list[Line]:
    """The mark in place of the notes, if there are any."""
    if not prompt.notes:
        return []
    mark = _("? shows the notes")
    return [styled("hint", cut(f"  {signs.more} {mark}", width, signs))]


def help_screen(prompt: Prompt, *, width: int, height: int, first: int, signs: Signs) -> list[Line]:
    """The notes and the explanation from line `first` on, with a mark of how much more there is."""
    lines = help_lines(prompt, width)
    room = max(height - 1, 1)
    shown = lines[first : first + room]
    left = len(lines) - first - len(shown)
    keys = _("{down} goes on, Enter closes").format(down=signs.down) if left else _("Enter closes")
    mark = f"{signs.down} {left}  " if left else ""
    return [*shown, styled("hint", cut(f"{mark}{keys}", width, signs))]


def help_lines(prompt: Prompt, width: int) -> list[Line]:
    """All that `?` shows."""
    texts = [*prompt.notes, *prompt.explanation]
    return [*wrapped("question", prompt.question, width, "? "), *_notes(texts, width)]


def _notes(texts: Sequence[str], width: int) -> Iterator[Line]:
    for text in texts:
        yield from wrapped("note", text, width, "  ")
