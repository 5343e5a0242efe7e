"""A page as a list of blocks, which every format shows in its own way."""

from typing import Literal

from msgspec import Struct

Tone = Literal["plain", "quiet", "warning", "good"]


class Title(Struct, frozen=True):
    """What the page is about; `aside` is a short name at its side, such as a case's id."""

    text: str
    aside: str = ""


class Section(Struct, frozen=True):
    """The heading of what follows.

    A `tight` one is ruled, and needs no empty line above it; a `wide` one stands above several.
    """

    text: str
    tight: bool = False
    wide: bool = False


class Paragraph(Struct, frozen=True):
    """Running text."""

    text: str
    tone: Tone = "plain"


class Entry(Struct, frozen=True):
    """One entry of a list behind a short mark, with further lines below it."""

    mark: str
    text: str
    details: tuple[str, ...] = ()
    tone: Tone = "plain"


class Quote(Struct, frozen=True):
    """Words to say or send, exactly as they stand."""

    text: str


BLANK = "_" * 20
"""A line to write on by hand."""


class Signing(Struct, frozen=True):
    """What is signed, and what to write below it by hand: each name stands before a line."""

    text: str
    names: tuple[str, ...]


class Rule(Struct, frozen=True):
    """A line across the page."""


Block = Title | Section | Paragraph | Entry | Quote | Signing | Rule
Page = tuple[Block, ...]


class Letter(Struct, frozen=True):
    """A page that is sent, and the subject it is sent under."""

    subject: str
    page: Page
