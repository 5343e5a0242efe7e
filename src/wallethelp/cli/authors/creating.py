"""Beginning a pack, a guide, a wallet or a channel: each is without a mistake."""

import re
from pathlib import Path
from typing import get_args

from wallethelp.cli.authors.opened import open_whole
from wallethelp.cli.authors.schemas import write_schemas
from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError, UsageError, shown, unknown_name
from wallethelp.cli.writing import write_output
from wallethelp.core.model import ChannelKind
from wallethelp.core.text import LANGUAGES
from wallethelp.i18n import _, as_language
from wallethelp.pack.beginnings import Files, new_guide, new_pack, new_wallet, with_channel
from wallethelp.pack.json_schema import modeline

THINGS = ("pack", "guide", "wallet", "channel")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def new(
    desk: Desk, what: str, name: str, given: str | None, *, kind: str, language: str | None
) -> None:
    """Write it, and say which files: `name` is a folder, an id, or wallet/channel.

    A pack is in both languages, or in the one that is given; the rest as the pack it is for.

    Raises UsageError for what cannot be made or a name that is none, and GivenError where there is
    something of that name already.
    """
    if what not in THINGS:
        raise unknown_name(_("thing to make"), what, THINGS)
    spoken = as_language(language) if language is not None else None
    if language is not None and spoken is None:
        raise unknown_name(_("language"), language, LANGUAGES)
    if what == "pack":
        languages = (spoken,) if spoken is not None else LANGUAGES
        folder = Path(name)
        if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
            raise _there_already(folder)
        write_files(folder, new_pack(languages))
        write_schemas(folder)
        desk.say(
            _("Made: {name}").format(name=folder),
            _("Next: wallethelp flows check {name}").format(name=folder),
        )
        return
    if given is None:
        raise UsageError(_("Name the folder of the pack, after the name."))
    folder = Path(given)
    if what == "channel":
        _add_channel(desk, folder, name, kind)
        return
    _check_id(name)
    pack = open_whole(desk, given).world.pack
    there = {"guide": pack.guides, "wallet": pack.wallets}[what]
    if name in there:
        raise _there_already(folder / f"{what}s/{name}.yaml")
    files = new_guide(name, pack) if what == "guide" else new_wallet(name, pack.info.languages)
    write_files(folder, files)
    desk.say(_("Made: {name}").format(name=_(", ").join(files)))


def write_files(folder: Path, files: Files) -> None:
    """Write new files, each with the name of its schema. Raises GivenError where one is there."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_output(path, f"{modeline(name)}\n{text}", force=False, is_shared=True)


def _add_channel(desk: Desk, folder: Path, name: str, kind: str) -> None:
    wallet, _slash, channel = name.partition("/")
    _check_id(wallet)
    _check_id(channel)
    if kind not in get_args(ChannelKind):
        raise unknown_name(_("kind of channel"), kind, get_args(ChannelKind))
    pack = open_whole(desk, str(folder)).world.pack
    if wallet not in pack.wallets:
        raise unknown_name(_("wallet"), wallet, pack.wallets)
    path = folder / f"wallets/{wallet}.yaml"
    if channel in pack.wallets[wallet].channels:
        raise _there_already(Path(name))
    text = with_channel(path.read_text("utf-8"), channel, kind, pack.info.languages)
    if text is None:
        raise GivenError(_("The channels of {path} stand in braces.").format(path=path))
    write_output(path, text, force=True, is_shared=True)
    desk.say(_("Made: {name}").format(name=f"{path.name}: {channel}"))


def _check_id(name: str) -> None:
    if not _ID.fullmatch(name) or len(name) > 40:
        raise UsageError(
            _("“{name}” is no name here.").format(name=shown(name)),
            _("Small letters, digits and hyphens, such as top-up-failed; a channel is upay/chat."),
        )


def _there_already(path: Path) -> GivenError:
    return GivenError(_("{path} exists already and was not overwritten.").format(path=path))
