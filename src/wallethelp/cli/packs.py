"""Opening the pack a command works with, and naming things in it."""

import os
from pathlib import Path

from wallethelp.cli.errors import bad_file, unknown_name
from wallethelp.cli.surroundings import Surroundings
from wallethelp.core.guide import Guide
from wallethelp.core.model import Pack, Wallet
from wallethelp.core.session import World
from wallethelp.i18n import _
from wallethelp.pack.find import shipped_pack
from wallethelp.pack.load import BrokenPackError, Loaded, load
from wallethelp.working_days import MainlandCalendar


def folder_of(around: Surroundings) -> Path:
    """The folder named by --flows or WALLETHELP_FLOWS, or the shipped pack."""
    given = around.settings.flows or os.environ.get("WALLETHELP_FLOWS")
    return Path(given) if given else shipped_pack()


def open_pack(around: Surroundings) -> Loaded:
    """The pack to use; what was left out of it is said on standard error."""
    folder = folder_of(around)
    try:
        loaded = load(folder)
    except BrokenPackError as error:
        raise bad_file(
            error.mistakes, hint=_("The guides in {folder} cannot be used.").format(folder=folder)
        ) from error
    if loaded.left_out:
        around.say(
            _("Left out because of mistakes: {files}. See: wallethelp flows check").format(
                files=_(", ").join(loaded.left_out)
            )
        )
    return loaded


def world_of(pack: Pack) -> World:
    """The pack with the calendar that working days are counted on."""
    return World(pack=pack, calendar=MainlandCalendar())


def wallet_of(pack: Pack, name: str) -> Wallet:
    """The wallet of this name or alias. Raises CliError with the names that exist."""
    wallet = pack.wallet_named(name)
    if wallet is None:
        raise unknown_name(
            _("wallet"), name, pack.wallets, listing=_("Use “other” for any other wallet.")
        )
    return wallet


def guide_of(loaded: Loaded, name: str) -> Guide:
    """The guide of this id. Raises CliError with the ids that exist."""
    pack = loaded.pack
    listed = {c.id for c in pack.info.categories}
    guides = [g.id for g in pack.guides.values() if g.category in listed]
    if name not in guides:
        listing = _("List them: wallethelp guides")
        if f"guides/{name}.yaml" in loaded.left_out:
            listing = _("This guide was left out because of mistakes: wallethelp flows check")
        raise unknown_name(_("guide"), name, guides, listing=listing)
    return pack.guides[name]
