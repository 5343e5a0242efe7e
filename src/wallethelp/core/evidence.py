"""Evidence: what shows that something happened, told apart from every other file by its digest."""

from msgspec.structs import replace

from wallethelp.core.shape import Frozen
from wallethelp.core.values import AwareDatetime, FreeText, Key, Moment


class KeptCopy(Frozen, kw_only=True):
    """A copy of a file, kept with the case. `digest` is the SHA-256 of the copy."""

    digest: Key
    size: int
    is_stripped: bool = False
    """Whether what tells of place and device was taken out of it: it is not the file as it was."""


class Evidence(Frozen, kw_only=True):
    """A file that shows something: noted, and copied only where the person said so."""

    name: FreeText
    shows: FreeText
    """What it shows, in the person's words."""
    digest: Key
    """The SHA-256 of the file as it was found, in hexadecimal."""
    size: int
    """In bytes."""
    added: AwareDatetime
    changed: AwareDatetime
    """When the file was last changed, as the file system says."""
    dated: Moment | None = None
    """Of when it is, where the person said so."""
    copy: KeptCopy | None = None
    """The copy in the case's own folder; None where it is only noted."""


Pieces = tuple[Evidence, ...]
"""The evidence of a case, in the order it was added: the number of a piece is its place, from 1."""


def with_piece(pieces: Pieces, piece: Evidence) -> Pieces:
    """`pieces` with one more; a file that is among them already keeps its number and is told anew.

    A copy that is kept stays, unless the new one takes its place.
    """
    for number, old in enumerate(pieces):
        if old.digest == piece.digest:
            new = replace(piece, added=old.added, copy=piece.copy or old.copy)
            return (*pieces[:number], new, *pieces[number + 1 :])
    return (*pieces, piece)
