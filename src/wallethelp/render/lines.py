"""A page as lines of text that fit a width: for the terminal and for text files."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal

from msgspec import Struct

from wallethelp.i18n import labelled
from wallethelp.render.page import (
    BLANK,
    Block,
    Entry,
    Page,
    Paragraph,
    Quote,
    Rule,
    Section,
    Signing,
    Title,
    Tone,
)
from wallethelp.render.wrap import hanging, indent, width_of, wrap

Style = Tone | Literal["title", "heading", "mark", "quote", "rule"]


class Span(Struct, frozen=True):
    """A piece of a line in one style."""

    text: str
    style: Style = "plain"


Line = tuple[Span, ...]

_INDENT = "  "


Rules = Literal["line", "ascii", "none"]
"""How a line across the page is drawn; a screen reader would read it out, so it can be left out."""


_SIGNS: dict[Rules, str] = {"line": "─", "ascii": "-", "none": ""}


def lines_of(page: Iterable[Block], width: int, *, rules: Rules = "line") -> Iterator[Line]:
    """The lines of `page`, none wider than `width` cells (of at least 20)."""
    width = max(width, 20)
    for kind, group in groupby(page, key=type):
        blocks = list(group)
        if kind is Entry:
            entries = [block for block in blocks if isinstance(block, Entry)]
            yield from _entries(entries, width)
        else:
            for block in _on_paper(blocks):
                yield from _block(block, width, rules)


def _on_paper(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with a line of their own for all that is written by hand."""
    for block in blocks:
        if isinstance(block, Signing):
            for text in (block.text, *(labelled(name, BLANK) for name in block.names)):
                yield from (Paragraph(""), Paragraph(text))
        else:
            yield block


def text_of(page: Page, width: int = 72) -> str:
    """`page` as plain text."""
    lines = lines_of(page, width)
    return "\n".join("".join(span.text for span in line).rstrip() for line in lines) + "\n"


def _block(block: Block, width: int, rules: Rules) -> Iterator[Line]:
    match block:
        case Title(text=text, aside=aside):
            yield from _title(text, aside, width)
        case Section(text=text, wide=True) if rules != "none":
            yield ()
            yield from _ruled(text, width, _SIGNS[rules])
        case Section(text=text, tight=True) if rules != "none":
            yield from _ruled(text, width, _SIGNS[rules])
        case Section(text=text):
            yield ()
            for line in wrap(text, width):
                yield (Span(line, "heading"),)
        case Paragraph(text=""):
            yield ()
        case Paragraph(text=text, tone=tone):
            for line in indent(text, width=width, first=_INDENT, rest=_INDENT):
                yield (Span(line, tone),)
        case Quote(text=text):
            for part in text.split("\n"):
                yield from ((Span(line, "quote"),) for line in hanging(part, width, _INDENT * 2))
        case Rule():
            yield (Span(_SIGNS[rules] * width, "rule"),)
        case Entry():
            yield from _entries([block], width)


def _ruled(text: str, width: int, sign: str) -> Iterator[Line]:
    """A heading within a line across the page."""
    *lines, last = wrap(text, width - 6)
    for line in lines:
        yield (Span(f"{sign * 2} ", "rule"), Span(line, "heading"))
    rest = sign * (width - 4 - width_of(last))
    yield (Span(f"{sign * 2} ", "rule"), Span(last, "heading"), Span(f" {rest}", "rule"))


def _title(text: str, aside: str, width: int) -> Iterator[Line]:
    gap = width - width_of(text) - width_of(aside)
    if aside and gap >= 2:
        yield (Span(text, "title"), Span(" " * gap + aside, "quiet"))
        return
    for line in wrap(text, width):
        yield (Span(line, "title"),)
    for line in wrap(aside, width) if aside else ():
        yield (Span(line, "quiet"),)


def _entries(entries: list[Entry], width: int) -> Iterator[Line]:
    column = max(width_of(entry.mark) for entry in entries)
    # Too wide a column would leave the text no room: the marks then stand above it.
    is_stacked = column > max(width // 4, 6)
    for entry in entries:
        yield from _entry(entry, width, 0 if is_stacked else column)


def _entry(entry: Entry, width: int, column: int) -> Iterator[Line]:
    rest = _INDENT + " " * column + _INDENT
    text_lines = wrap(entry.text, max(width - width_of(rest), 8))
    if column:
        first, *text_lines = text_lines
        pad = " " * (column - width_of(entry.mark)) + _INDENT
        yield (Span(_INDENT), Span(entry.mark, "mark"), Span(pad), Span(first, entry.tone))
    else:
        for line in indent(entry.mark, width=width, first=_INDENT, rest=_INDENT):
            yield (Span(line, "mark"),)
    for line in text_lines:
        yield (Span(rest), Span(line, entry.tone))
    for detail in entry.details:
        yield from ((Span(line, "quiet"),) for line in hanging(detail, width, rest))
