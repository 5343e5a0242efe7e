"""Read a folder of YAML into a Pack, with every mistake it holds."""

import os
from pathlib import Path
from typing import Any

from msgspec import Struct

from wallethelp.core.check import check
from wallethelp.core.guide import Guide
from wallethelp.core.mistakes import Mistake
from wallethelp.core.model import ONWARD, Fact, FieldSpec, Pack, PackInfo, Rung, Tip, Wallet
from wallethelp.core.names import Id
from wallethelp.core.onward import Onward
from wallethelp.core.opening import opened
from wallethelp.core.sound import LEFT_OUT, only_sound
from wallethelp.core.text import visible
from wallethelp.core.watch import Watch, unwatched
from wallethelp.pack.reader import Reader, TooMuchError

_PARTS: dict[str, Any] = {
    "pack.yaml": PackInfo,
    "fields.yaml": dict[Id, FieldSpec],
    "ladder.yaml": dict[Id, Rung],
    "facts.yaml": dict[str, Fact],
}
_OPTIONAL_PARTS: dict[str, Any] = {"tips.yaml": dict[Id, Tip], "contacts.yaml": Onward}
_FOLDERS: dict[str, type[Guide] | type[Wallet]] = {"wallets": Wallet, "guides": Guide}


class Loaded(Struct, frozen=True):
    """A pack that can run, and everything that is wrong with the folder it came from."""

    pack: Pack
    mistakes: tuple[Mistake, ...]
    left_out: tuple[str, ...]
    """Files whose guide or wallet could not be used."""


class BrokenPackError(Exception):
    """The folder cannot be used at all."""

    def __init__(self, folder: Path, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__(f"{len(mistakes)} mistakes")
        self.folder = folder
        self.mistakes = mistakes


def load(folder: Path, *, watch: Watch = unwatched) -> Loaded:
    """The pack in `folder`. A broken guide or wallet is left out and reported.

    Raises BrokenPackError where the folder or one of its common files cannot be used.
    """
    if not folder.is_dir():
        code = "not-a-folder" if folder.exists() else "no-such-folder"
        raise BrokenPackError(folder, (Mistake(code=code, file=str(folder)),))
    reader = Reader(folder, watch)
    try:
        return _load(reader, folder, watch)
    except TooMuchError as error:
        raise BrokenPackError(folder, tuple(reader.mistakes)) from error


def _load(reader: Reader, folder: Path, watch: Watch) -> Loaded:
    parts = {name: reader.part(name, kind) for name, kind in _PARTS.items()}
    for name, kind in _OPTIONAL_PARTS.items():
        parts[name] = reader.part(name, kind) if os.path.lexists(folder / name) else None
    if reader.mistakes:
        raise BrokenPackError(folder, tuple(reader.mistakes))
    wallets, guides = (reader.folder(name, kind) for name, kind in _FOLDERS.items())
    info: PackInfo = parts["pack.yaml"]
    onward: Onward | None = parts["contacts.yaml"]
    whole = Pack(
        info=info,
        wallets=wallets,
        guides=guides,
        fields=parts["fields.yaml"],
        ladder=parts["ladder.yaml"],
        facts=parts["facts.yaml"],
        tips=parts["tips.yaml"] or {},
        after={ONWARD: onward} if onward is not None else {},
    )
    found = [
        reader.located(mistake)
        for mistake in check(whole, broken=reader.broken_guides, watch=watch)
        # A wallet that is left out is reported once: with what is wrong in its own file.
        if mistake.code != "unknown-wallet" or mistake.names["name"] not in reader.broken_wallets
    ]
    fatal = tuple(m for m in found if not m.is_warning)
    common = tuple(m for m in fatal if m.file in (*_PARTS, *_OPTIONAL_PARTS))
    mistakes = tuple(sorted([*reader.mistakes, *found], key=lambda m: (m.file, m.line, m.column)))
    if common or not whole.guides or not whole.wallets:
        raise BrokenPackError(
            folder, mistakes or (Mistake(code="nothing-there", file=str(folder)),)
        )
    bad_files = {m.file for m in (*reader.mistakes, *fatal)}
    sound = only_sound(
        opened(whole),
        bad_guides={Path(file).stem for file in bad_files if file.startswith("guides/")},
        bad_wallets={Path(file).stem for file in bad_files if file.startswith("wallets/")},
    )
    emergency = sound.guides.get(info.emergency)
    if emergency is None or emergency.category == LEFT_OUT or not sound.wallets:
        raise BrokenPackError(folder, mistakes)
    # A file's name may be no text at all, and is shown.
    return Loaded(sound, mistakes, tuple(map(visible, sorted(bad_files))))
