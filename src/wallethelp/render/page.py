"""A page as a list of blocks, which every format shows in its own way."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["plain", "quiet", "warning", "good"]


@dataclass(frozen=True, slots=True)
class Title:
    """What the page is about; `aside` is a short name at its side, such as a case's id."""

    text: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The heading of what follows; a `tight` one is ruled, and needs no empty line above it."""

    text: str
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list behind a short mark, with further lines below it."""

    mark: str
    text: str
    details: tuple[str, ...] = ()
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words to say or send, exactly as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


Block = Title | Section | Paragraph | Entry | Quote | Rule
Page = tuple[Block, ...]
