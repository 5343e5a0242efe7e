"""A guide that was copied: one message, whatever two guides then have in common."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from wallethelp.core.mistakes import Mistake
from wallethelp.core.model import Pack

_SHARED = ("phrase-twice", "wallet-name-twice")
_A_COPY = 3
"""Phrases that two guides share by chance are fewer."""


def copies_as_one(found: Sequence[Mistake], pack: Pack) -> Iterator[Mistake]:
    """`found`, where a file with the id of another is told as its copy, and nothing they share.

    Of two guides that share many phrases all the same, the phrases are told together.
    """
    copied = {one.file: original for one in found if (original := _original(one, pack)) is not None}
    shared: dict[frozenset[str], list[Mistake]] = defaultdict(list)
    for one in found:
        if one.code == "phrase-twice":
            shared[_files(one)].append(one)
    for one in found:
        same = shared.get(_files(one), []) if one.code == "phrase-twice" else []
        if one.code == "id-is-file-name" and one.file in copied:
            yield replace(one, code="copied", names={"name": copied[one.file]})
        elif one.code in _SHARED and _files(one) & copied.keys():
            continue
        elif len(same) < _A_COPY:
            yield one
        elif one is same[0]:
            yield replace(one, also=(*one.also, *same[1:]))


def _original(one: Mistake, pack: Pack) -> str | None:
    """The file whose id a file has, where that is there."""
    if one.code != "id-is-file-name":
        return None
    folder = one.file.partition("/")[0]
    there = pack.guides if folder == "guides" else pack.wallets
    return f"{folder}/{one.names['id']}.yaml" if one.names["id"] in there else None


def _files(one: Mistake) -> frozenset[str]:
    """The files that have the same phrase or name."""
    other = {f"wallets/{one.names['other']}.yaml"} if one.code == "wallet-name-twice" else ()
    return frozenset({one.file, *other, *(place.file for place in one.also)})
