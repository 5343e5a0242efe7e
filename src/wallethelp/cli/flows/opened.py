"""The pack that an author works on: read from its files, whole, or refused with its mistakes."""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import bad_file, unknown_name
from wallethelp.core.check.laid import Laid
from wallethelp.core.mistakes import Mistake, Place
from wallethelp.core.scripts import Walk
from wallethelp.core.session import World
from wallethelp.i18n import _
from wallethelp.pack.find import shipped_pack
from wallethelp.pack.load import BrokenPackError, load
from wallethelp.pack.reader import Reader
from wallethelp.pack.scripts import load_walks
from wallethelp.working_days import REGIONAL, MainlandCalendar


class OpenedPack(Struct, frozen=True):
    """A pack of which nothing was left out, and where its values stand."""

    folder: Path
    world: World
    reader: Reader
    mistakes: tuple[Mistake, ...] = ()
    """Those that it can be used with."""
    laid: Laid | None = None
    """Of a pack that extends the shipped one."""

    def is_own(self, file: str, place: Place = ()) -> bool:
        """Whether the author wrote what stands there: in an extension not everything."""
        return self.laid is None or self.laid.place(file, place) is not None

    def mark(self, file: str, place: Place) -> tuple[int, int]:
        """The line and column of a value."""
        if file not in self.reader.documents:
            self.reader.open(file)
        document = self.reader.documents.get(file)
        return document.mark(place) if document is not None else (0, 0)

    def walks_below(self) -> tuple[Walk, ...]:
        """The walks of the pack that is extended."""
        return walks_below(self.laid)


def walks_below(laid: Laid | None) -> tuple[Walk, ...]:
    """The walks of the pack that is extended, of the guides that are as they were.

    Which channel is advised first is left open where the walk's wallet was replaced.
    """
    if laid is None:
        return ()
    walks, _mistakes = load_walks(shipped_pack())
    return tuple(
        walk if laid.place(f"wallets/{walk.wallet}.yaml", ()) is None else replace(walk, first=None)
        for walk in walks
        if laid.place(f"guides/{walk.guide}.yaml", ()) is None
    )


def folder_of(desk: Desk, given: str | None) -> Path:
    """The folder `given`, or that of the pack in use; which may not be the one that is meant.

    Whoever is in the folder of their own pack means that one, and is told.
    """
    if given is not None:
        return Path(given)
    if desk.folder == shipped_pack() and Path("pack.yaml").is_file():
        told = _("These are the guides of the program. For those in this folder name it: {folder}")
        desk.say(told.format(folder="."))
    return desk.folder


def open_whole(desk: Desk, folder: Path) -> OpenedPack:
    """The pack in `folder`. Raises GivenError with what is wrong where a part cannot be used."""
    try:
        loaded = load(folder, watch=desk.watch(_("Reading the guides")))
    except BrokenPackError as error:
        raise bad_file(error.mistakes) from error
    if loaded.left_out:
        raise bad_file(mistake for mistake in loaded.mistakes if not mistake.is_warning)
    world = World(pack=loaded.pack, calendar=MainlandCalendar(), elsewhere=REGIONAL)
    return OpenedPack(folder, world, Reader(folder), loaded.mistakes, loaded.read.laid)


def check_guide(desk: Desk, opened: OpenedPack, guide: str) -> None:
    """Raises UsageError where the pack has no such guide, with the command that lists them."""
    if guide not in opened.world.pack.guides:
        listing = _("List them: wallethelp guides{flows}")
        listing = listing.format(flows=desk.flows_option(opened.folder))
        raise unknown_name(_("guide"), guide, opened.world.pack.guides, listing=listing)
