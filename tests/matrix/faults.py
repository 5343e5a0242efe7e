"""What can be wrong with what a terminal showed, found in the text alone."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from tests.journeys.person import Asked, squeezed
from wallethelp.render.wrap import width_of

_COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\d+)*m")
_DRAWN = re.compile("[\u2190-\u27bf]")
"""Arrows, boxes, ticks and the like."""
_CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
_LATIN = re.compile(r"(?:--)?[A-Za-z][\w.@+-]*[A-Za-z]")
_MARKS = ("…", "...", "↑", "↓", "^", "more")
_POINTER = re.compile("^ [❯>] |^> ", re.MULTILINE)


def too_wide(lines: Iterable[str], columns: int) -> Iterator[str]:
    """Lines that do not fit."""
    for line in lines:
        if width_of(line) > columns:
            yield f"wider than {columns}: {line}"


def foreign(text: str, language: str, allowed: Collection[str]) -> Iterator[str]:
    """Words of the other language."""
    found = _CHINESE.findall(text) if language == "en" else _LATIN.findall(text)
    for word in sorted(set(found)):
        if word not in allowed:
            yield f"foreign: {word}"


def coloured(raw: str) -> Iterator[str]:
    """Colours where none are wanted."""
    for code in sorted(set(_COLOUR.findall(raw))):
        yield f"a colour: {code!r}"


def drawn(text: str) -> Iterator[str]:
    """Signs that are drawn rather than written."""
    for sign in sorted(set(_DRAWN.findall(text))):
        yield f"drawn: {sign}"


def moved(raw: str) -> Iterator[str]:
    """Escape sequences: nothing moves, nothing is repainted."""
    if "\x1b" in raw:
        yield "an escape sequence"


def cut(narrow: Sequence[Asked], wide: Sequence[Asked]) -> Iterator[str]:
    """What a wide terminal shows of a prompt and a narrow one does not, without a mark."""
    if len(narrow) != len(wide):
        yield f"{len(narrow)} prompts instead of {len(wide)}"
    for here, there in zip(narrow[:-1], wide[:-1], strict=False):
        if any(mark in here.prompt for mark in _MARKS):
            continue
        labels = [squeezed(row.label) for row in here.rows]
        for row in there.rows:
            if squeezed(row.label) not in labels:
                yield f"cut: {row.label}"
        if not here.rows and _words_of(here) != _words_of(there):
            yield f"cut: {there.prompt}"


def _words_of(asked: Asked) -> str:
    return squeezed(_POINTER.sub("", asked.prompt))
