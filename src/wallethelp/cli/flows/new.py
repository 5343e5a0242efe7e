"""Beginning a pack, a guide, a wallet or a channel: each is without a mistake."""

import re
from pathlib import Path
from typing import get_args

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError, UsageError, shown, unknown_name
from wallethelp.cli.flows.opened import open_whole
from wallethelp.cli.flows.schema import write_schemas
from wallethelp.cli.writing import write_output
from wallethelp.core.model import BASE, ChannelKind
from wallethelp.core.text import LANGUAGES, Language
from wallethelp.i18n import _, as_language
from wallethelp.pack.beginnings import (
    Files,
    new_extension,
    new_guide,
    new_pack,
    new_wallet,
    shipped_files,
    with_channel,
)
from wallethelp.pack.json_schema import modeline

THINGS = ("pack", "guide", "wallet", "channel")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def new(
    desk: Desk,
    what: str,
    name: str,
    given: str | None,
    *,
    kind: str,
    extends: str | None = None,
    language: str | None = None,
) -> None:
    """Write it, and say which files: `name` is a folder, an id, or wallet/channel.

    A pack is in both languages, or in the one that is given; the rest as the pack it is for. One
    that `extends` another begins with its title alone; a guide or wallet of it that is to take the
    place of a shipped one begins as that one is.

    Raises UsageError for what cannot be made or a name that is none, and GivenError where there is
    something of that name already.
    """
    if what not in THINGS:
        raise unknown_name(_("thing to make"), what, THINGS)
    if extends is not None and (what != "pack" or extends != BASE):
        raise unknown_name(_("pack to extend"), extends, [BASE])
    languages = _languages(language)
    if extends is not None and language is not None:
        raise UsageError(
            _("A pack that extends another is in its languages: leave --language out.")
        )
    if what == "pack":
        folder = Path(name)
        if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
            raise _there_already(folder)
        write_files(folder, new_extension() if extends else new_pack(languages))
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
    opened = open_whole(desk, folder)
    pack, file = opened.world.pack, f"{what}s/{name}.yaml"
    there = {"guide": pack.guides, "wallet": pack.wallets}[what]
    if name in there and opened.is_own(file):
        raise _there_already(folder / file)
    if name in there:
        files = shipped_files(file)
    elif what == "guide":
        files = new_guide(name, pack)
    else:
        files = new_wallet(name, pack.info.languages)
    write_files(folder, files)
    desk.say(_("Made: {name}").format(name=_(", ").join(files)))


def write_files(folder: Path, files: Files) -> None:
    """Write new files, each with the name of its schema. Raises GivenError where one is there."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_output(path, f"{modeline(name)}\n{text}", force=False, is_shared=True)


def _languages(named: str | None) -> tuple[Language, ...]:
    if named is None:
        return LANGUAGES
    language = as_language(named)
    if language is None:
        raise unknown_name(_("language"), named, LANGUAGES)
    return (language,)


def _add_channel(desk: Desk, folder: Path, name: str, kind: str) -> None:
    wallet, _slash, channel = name.partition("/")
    _check_id(wallet)
    _check_id(channel)
    if kind not in get_args(ChannelKind):
        raise unknown_name(_("kind of channel"), kind, get_args(ChannelKind))
    opened, file = open_whole(desk, folder), f"wallets/{wallet}.yaml"
    pack, path = opened.world.pack, folder / file
    if wallet not in pack.wallets:
        raise unknown_name(_("wallet"), wallet, pack.wallets)
    if not opened.is_own(file):
        raise GivenError(
            _("The wallet {wallet} is one of the shipped pack.").format(wallet=wallet),
            _("Begin with it: wallethelp flows new wallet {wallet} {path}").format(
                wallet=wallet, path=folder
            ),
        )
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
