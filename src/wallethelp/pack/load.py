"""Read a folder of YAML into a Pack, with every mistake it holds."""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from wallethelp.core.check.consequences import in_order, settled
from wallethelp.core.check.laid import Laid
from wallethelp.core.check.pack import check
from wallethelp.core.extending import Change, changes, extended
from wallethelp.core.guide import Guide
from wallethelp.core.mistakes import Mistake, Unsure
from wallethelp.core.model import ONWARD, Pack, Wallet
from wallethelp.core.named_conditions import names_put_in
from wallethelp.core.onward import Onward
from wallethelp.core.opening import opened
from wallethelp.core.pack_files import COMMON, OPTIONAL, PACK, REQUIRED
from wallethelp.core.sound import LEFT_OUT, only_sound
from wallethelp.core.text import visible
from wallethelp.core.watch import Watch, unwatched
from wallethelp.pack.checking import validator
from wallethelp.pack.extending import Beginning, beginning, laid_over, read_layer
from wallethelp.pack.find import shipped_pack
from wallethelp.pack.reader import Reader, TooMuchError
from wallethelp.pack.unread import unread_guides, unread_names

_WORD = re.compile(r"[a-z0-9_./-]+")
_FOLDERS: dict[str, type[Guide] | type[Wallet]] = {"wallets": Wallet, "guides": Guide}


_SORTS = {
    PACK: ("category", "opening", "condition"),
    "fields.yaml": ("field", "time", "placeholder"),
    "ladder.yaml": ("rung",),
    "facts.yaml": ("fact",),
}
"""What each file has the names of."""


class AsWritten(Struct, frozen=True):
    """The pack in a folder as far as it can be read, and what is not known of it."""

    pack: Pack
    reader: Reader
    unsure: Unsure
    laid: Laid | None = None
    """Of a pack that is laid over another."""
    changes: tuple[Change, ...] = ()
    """What such a pack adds and replaces."""

    def told(self, found: Iterable[Mistake]) -> Iterable[Mistake]:
        """Mistakes found in the whole pack, each where its author can mend it."""
        return found if self.laid is None else self.laid.told(found, self.pack)


class Loaded(Struct, frozen=True):
    """A pack that can run, and everything for which a part of the folder was left out."""

    pack: Pack
    mistakes: tuple[Mistake, ...]
    left_out: tuple[str, ...]
    """Files whose guide or wallet could not be used."""
    read: AsWritten
    """What was read, before anything was left out."""


class BrokenPackError(Exception):
    """The folder cannot be used at all."""

    def __init__(self, folder: Path, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__(f"{len(mistakes)} mistakes")
        self.folder = folder
        self.mistakes = mistakes


def read_pack(folder: Path, *, watch: Watch = unwatched) -> AsWritten:
    """What stands in `folder`, with everything that can be read of a broken file.

    Raises BrokenPackError where there is no folder, or more is wrong than anybody reads.
    """
    if not folder.is_dir():
        code = "not-a-folder" if folder.exists() else "no-such-folder"
        raise BrokenPackError(folder, (Mistake(code=code, file=str(folder)),))
    reader = Reader(folder, watch)
    try:
        begun = beginning(reader)
        if begun is not None:
            return _extension(folder, begun, watch)
        return _as_written(reader, folder)
    except TooMuchError as error:
        raise BrokenPackError(folder, tuple(reader.mistakes)) from error


def _as_written(reader: Reader, folder: Path) -> AsWritten:
    parts = {name: reader.part(name, kind) for name, kind in REQUIRED.items()}
    for name, kind in OPTIONAL.items():
        parts[name] = reader.part(name, kind) if os.path.lexists(folder / name) else None
    unread = [name for name in REQUIRED if parts[name] is None]
    for name in unread:
        parts[name] = validator(REQUIRED[name], lenient=True).validate_python({})
    wallets, guides = (reader.folder(name, kind) for name, kind in _FOLDERS.items())
    for name, found in (("guides", guides), ("wallets", wallets)):
        if not (found or reader.hidden[name] or reader.mistakes or unread_names(folder / name)):
            reader.mistakes.append(Mistake(code="nothing-there", file=name))
    if not parts[PACK].categories:
        unread.append(PACK)
    onward: Onward | None = parts["contacts.yaml"]
    pack = Pack(
        info=replace(parts[PACK], languages=reader.languages),
        wallets=wallets,
        guides=guides,
        fields=parts["fields.yaml"],
        ladder=parts["ladder.yaml"],
        facts=parts["facts.yaml"],
        tips=parts["tips.yaml"] or {},
        after={ONWARD: onward} if onward is not None else {},
    )
    return AsWritten(
        pack, reader, _unsure(reader, unread, [guide.steps for guide in guides.values()])
    )


def _extension(folder: Path, begun: Beginning, watch: Watch) -> AsWritten:
    """The pack in `folder` laid over the shipped one. Raises BrokenPackError and TooMuchError."""
    below = Reader(shipped_pack(), watch, above=begun.texts)
    base = _as_written(below, below.root).pack
    reader = Reader(folder, watch, below=below.texts_in(below.documents[PACK].data))
    try:
        own, unread = read_layer(reader)
    except TooMuchError as error:
        raise BrokenPackError(folder, tuple(reader.mistakes)) from error
    pack = extended(base, own)
    laid = laid_over(below, reader, [category.id for category in pack.info.categories])
    reader.mistakes += laid.told(below.mistakes, pack)
    guides = [guide.steps for guide in pack.guides.values()]
    return AsWritten(pack, reader, _unsure(reader, unread, guides), laid, changes(base, own))


def _unsure(reader: Reader, unread: Collection[str], guides: Iterable[Mapping[str, Any]]) -> Unsure:
    blind = (
        "not-a-file",
        "link-out",
        "nothing-there",
        "empty",
        "unreadable",
        "not-utf8",
        "too-big",
        "too-deep",
        "too-many-values",
    )
    lossy = {m.file for m in reader.mistakes if m.code in ("double-key", "key-not-text")}
    sorts = (_SORTS[name] for name in {*unread, *lossy} & _SORTS.keys())
    return Unsure(
        hidden={
            sort: {*reader.hidden[folder], *unread_names(reader.root / folder)}
            for folder, sort in (("guides", "guide"), ("wallets", "wallet"))
        },
        open=frozenset(
            chain(chain.from_iterable(sorts), () if list(guides) else ("guide", "wallet"))
        ),
        shaky=lossy,
        broken=frozenset(m.file for m in reader.mistakes),
        is_blind=any(m.code in blind for m in reader.mistakes) or not all(guides),
        words=frozenset(
            chain.from_iterable(
                _words_in(reader.written(file))
                for file in {*(m.file for m in reader.mistakes), *unread_guides(reader.root)}
            )
        ),
    )


def _words_in(text: str) -> Iterator[str]:
    """What could be a name: ids, facts, answers with their parts."""
    for found in _WORD.findall(text):
        word = found.strip("./-")
        yield word
        yield from word.split("/")


def located(reader: Reader, found: Iterable[Mistake]) -> list[Mistake]:
    """Each mistake with its line and column, also where else it stands."""
    return [
        replace(reader.located(one), also=tuple(map(reader.located, one.also))) for one in found
    ]


def load(folder: Path, *, watch: Watch = unwatched) -> Loaded:
    """The pack in `folder`. A broken guide or wallet is left out and reported.

    Raises BrokenPackError where the folder or one of its common files cannot be used.
    """
    return usable(read_pack(folder, watch=watch), watch=watch)


def usable(read: AsWritten, *, watch: Watch = unwatched) -> Loaded:
    """What of a pack can run. Raises BrokenPackError where nothing of it can."""
    whole, reader, folder = read.pack, read.reader, read.reader.root
    checked = read.told(check(whole, unsure=read.unsure, watch=watch))
    found = located(reader, [*reader.mistakes, *checked])
    mistakes = in_order(located(reader, settled(found, whole, read.unsure, read.laid)))
    bad_files = {mistake.file for mistake in found}
    if bad_files & COMMON.keys() or not whole.guides or not whole.wallets:
        raise BrokenPackError(folder, mistakes)
    sound = only_sound(
        opened(names_put_in(whole).pack),
        bad_guides={Path(file).stem for file in bad_files if file.startswith("guides/")},
        bad_wallets={Path(file).stem for file in bad_files if file.startswith("wallets/")},
    )
    emergency = sound.guides.get(whole.info.emergency)
    if emergency is None or emergency.category == LEFT_OUT or not sound.wallets:
        raise BrokenPackError(folder, mistakes)
    # A file's name may be no text at all, and is shown.
    return Loaded(sound, mistakes, tuple(map(visible, sorted(bad_files))), read)
