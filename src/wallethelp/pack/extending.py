"""A folder whose `pack.yaml` extends the shipped pack, read and laid over it."""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from wallethelp.core.check.laid import Laid
from wallethelp.core.extending import PACK_PART, PARTS, Layer
from wallethelp.core.guide import Guide
from wallethelp.core.mistakes import closest
from wallethelp.core.model import BASE, Wallet
from wallethelp.core.pack_files import PACK
from wallethelp.pack.checking import validator
from wallethelp.pack.documents import UnreadableError, read
from wallethelp.pack.files import OddFileError, files_of, read_inside
from wallethelp.pack.reader import Reader, TooMuchError

_KEY = "extends"
_LINE = re.compile(rb"^[\"']?extends\b", re.MULTILINE)


class Beginning(Struct, frozen=True):
    """What has to be known of an extension before the pack below it is read."""

    texts: Mapping[str, Any]
    """Its shared wording, which takes the place of that below."""


def beginning(reader: Reader) -> Beginning | None:
    """What the `pack.yaml` of the folder says, where it is that of an extension; else None.

    It is one as well where the key has a slip of the pen, or stands in a file that cannot be read:
    nothing is asked of it then that an extension need not have. Raises TooMuchError, with the
    mistake noted, where it extends what there is not.
    """
    try:
        raw = read_inside(reader.root, PACK)
    except (OddFileError, OSError):
        return None
    try:
        data = read(raw, PACK).data
    except UnreadableError:
        return Beginning({}) if _LINE.search(raw) else None
    if not isinstance(data, dict) or not any(closest(str(key), [_KEY]) for key in data):
        return None
    named = data.get(_KEY, BASE)
    if named is None:
        return None
    if named != BASE:
        reader.part(PACK, PACK_PART)
        raise TooMuchError
    return Beginning(reader.texts_in(data))


def is_extension(folder: Path) -> bool:
    """Whether the pack in `folder` extends another, if only one that there is not."""
    try:
        return beginning(Reader(folder)) is not None
    except TooMuchError:
        return True


def read_layer(reader: Reader) -> tuple[Layer, list[str]]:
    """What the folder of an extension holds, and its common files that could not be read."""
    found: dict[str, Any] = {}
    unread = []
    for name, kind in PARTS.items():
        is_there = name == PACK or os.path.lexists(reader.root / name)
        value = reader.part(name, kind) if is_there else None
        if value is None and is_there:
            unread.append(name)
        if value is None and name != "contacts.yaml":
            value = validator(kind, lenient=True).validate_python({})
        found[name] = value
    layer = Layer(
        info=found[PACK],
        wallets=reader.folder("wallets", Wallet),
        guides=reader.folder("guides", Guide),
        fields=found["fields.yaml"],
        ladder=found["ladder.yaml"],
        facts=found["facts.yaml"],
        tips=found["tips.yaml"],
        onward=found["contacts.yaml"],
    )
    return layer, unread


def laid_over(below: Reader, reader: Reader, categories: Iterable[str]) -> Laid:
    """Which places are those of the author, of whom `reader` has read the files."""
    phrases = [file for file in files_of(below.root) if file.startswith("phrases/")]
    base = {**dict.fromkeys(phrases), **{f: d.data for f, d in below.documents.items()}}
    there = [file for file in base if os.path.lexists(reader.root / file)]
    # What is wrong with phrases is told by those who use them.
    more = Reader(reader.root)
    documents = {file: reader.documents.get(file) or more.open(file) for file in there}
    own = {file: found.data if found is not None else None for file, found in documents.items()}
    return Laid(own=own, below=base, categories=tuple(categories))
