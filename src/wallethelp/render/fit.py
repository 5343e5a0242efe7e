"""A page that fits a screen: of each part the longest form for which there is room."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from wallethelp.render.lines import lines_of
from wallethelp.render.page import Block, Entry, Page, Section


class Part(Struct, frozen=True):
    """A part of a page; its forms, the longest first. The last one always has its place."""

    forms: tuple[Page, ...]
    rank: int
    """Who is served first where room is short: the lowest."""


def part(rank: int, *forms: Iterable[Block]) -> Part:
    """A part with these forms, the longest first."""
    return Part(tuple(tuple(form) for form in forms), rank)


def fitted(parts: Sequence[Part], width: int, height: int) -> Page:
    """The parts in their order, as whole as `height` lines of `width` cells allow.

    What nothing can shorten further is shown even where it does not fit.
    """
    chosen = [len(part.forms) - 1 for part in parts]

    def page() -> Page:
        forms = (part.forms[form] for part, form in zip(parts, chosen, strict=True))
        return tuple(block for form in forms for block in form)

    for number in sorted(range(len(parts)), key=lambda n: parts[n].rank):
        shortest = chosen[number]
        for form in range(shortest):
            chosen[number] = form
            if sum(1 for _line in lines_of(page(), width)) <= height:
                break
        else:
            chosen[number] = shortest
    return page()


def screens(page: Page, width: int, height: int) -> tuple[Page, ...]:
    """`page` in pieces of at most `height` lines each; a block is never torn apart."""
    pieces: list[list[Block]] = [[]]
    for block in page:
        longer = [*pieces[-1], block]
        if pieces[-1] and sum(1 for _line in lines_of(longer, width)) > height:
            pieces.append([block])
        else:
            pieces[-1] = longer
    return tuple(tuple(piece) for piece in pieces)


def sections(page: Page) -> Iterator[tuple[str, Page]]:
    """`page` in its sections, each with its name; without headings each entry is one.

    What stands before the first heading has no name, and an entry stays with the title above it,
    as the first heading does with a wide one.
    """
    begins = Section if any(isinstance(block, Section) for block in page) else Entry
    name, piece, has_begun = "", list[Block](), False
    for block in page:
        above = piece[-1] if piece else None
        if isinstance(block, begins) and not (isinstance(above, Section) and above.wide):
            if has_begun or begins is Section:
                yield name, tuple(piece)
                name, piece = block.text, []
            has_begun = True
        piece.append(block)
    yield name, tuple(piece)
