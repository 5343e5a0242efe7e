"""Evidence: what shows that something happened, told apart from every other file by its digest."""

from msgspec.structs import replace

from wallethelp.core.model import FieldSpec
from wallethelp.core.shape import Frozen
from wallethelp.core.text import Text
from wallethelp.core.values import AwareDatetime, FreeText, Key, Moment


class KeptCopy(Frozen, kw_only=True):
    """A copy of a file, kept with the case. `digest` is the SHA-256 of the copy."""

    digest: Key
    size: int
    is_stripped: bool = False
    """Whether what tells of place and device was taken out of it: it is not the file as it was."""


class Evidence(Frozen, kw_only=True):
    """A file that shows something: noted, and copied only where the person said so."""

    number: int = 0
    """What it is called by in its case; 0 before it has one."""
    name: FreeText
    shows: FreeText
    """What it shows, in the person's words."""
    digest: Key
    """The SHA-256 of the file as it was found, in hexadecimal."""
    size: int
    """In bytes."""
    added: AwareDatetime
    changed: AwareDatetime | None = None
    """When the file was last changed, where the file system says something that can be."""
    dated: Moment | None = None
    """Of when it is, where the person said so."""
    copy: KeptCopy | None = None
    """The copy in the case's own folder; None where it is only noted."""


Pieces = tuple[Evidence, ...]
"""The evidence of a case, in the order it was added."""


def with_piece(pieces: Pieces, piece: Evidence) -> Pieces:
    """`pieces` with one more; a file that is among them already keeps its number and is told anew.

    A copy that is kept stays, unless the new one takes its place.
    """
    for place, old in enumerate(pieces):
        if old.digest == piece.digest:
            copy = piece.copy or old.copy
            new = replace(piece, number=old.number, added=old.added, copy=copy)
            return (*pieces[:place], new, *pieces[place + 1 :])
    number = 1 + max((old.number for old in pieces), default=0)
    return (*pieces, replace(piece, number=number))


def without_piece(pieces: Pieces, digest: str) -> Pieces:
    """`pieces` without the file of this digest; the others keep their numbers."""
    return tuple(piece for piece in pieces if piece.digest != digest)


def copies_of(pieces: Pieces) -> set[str]:
    """The digests of the copies that are kept."""
    return {piece.copy.digest for piece in pieces if piece.copy is not None}


EVIDENCE_FIELDS: dict[str, FieldSpec] = {
    "shows": FieldSpec(
        kind="text",
        label=Text(zh="说明什么", en="What it shows"),
        ask=Text(zh="这个文件说明什么？", en="What does it show?"),
        missing=Text(zh="没有说明", en="not said"),
    ),
    "dated": FieldSpec(
        kind="datetime",
        label=Text(zh="日期", en="Date"),
        ask=Text(zh="是什么时候的？", en="Of when is it?"),
        missing=Text(zh="没有说明", en="not said"),
    ),
}
"""What is told of a file; what it says itself is not asked."""
