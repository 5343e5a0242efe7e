"""What a command works with, each part opened when it is first needed."""

import os
import shlex
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from msgspec import Struct

from wallethelp.cli.errors import UsageError, name_lines, shown, unknown_name
from wallethelp.cli.streams import drawing, is_terminal, put, streams, text_only
from wallethelp.i18n import _, readable

if TYPE_CHECKING:
    from rich.console import Console

    from wallethelp.core.guide import Guide
    from wallethelp.core.model import Pack, Wallet
    from wallethelp.core.session import World
    from wallethelp.core.triage.guides import Index
    from wallethelp.core.watch import Watch
    from wallethelp.pack.compiled import Opened
    from wallethelp.pack.load import Loaded
    from wallethelp.render.foreign import ForeignPart
    from wallethelp.render.lines import Rules
    from wallethelp.render.page import Page
    from wallethelp.store.cases import CaseStore
    from wallethelp.ui.prompts import UI

_NARROW = 60
"""Columns below which a screen is a phone's: fewer, and more lines."""
COLORS = ("auto", "always", "never")


class Settings(Struct, frozen=True, kw_only=True):
    """What the common options say; None is not given. `lang` was read before Typer was loaded."""

    flows: str | None = None
    plain: bool | None = None
    ascii: bool | None = None
    color: str | None = None


class Desk:
    """The pack, the cases, the clock, the streams and the person, for one command.

    Raises UsageError for a setting that is none.
    """

    def __init__(self, settings: Settings) -> None:
        if settings.color is not None and settings.color not in COLORS:
            raise unknown_name(_("colour setting"), settings.color, COLORS)
        self.settings = settings
        self.plain = bool(settings.plain) or _is_on(os.environ.get("ACCESSIBLE", ""))
        # Where not even Chinese can be shown, signs cannot be either.
        self.ascii_only = bool(settings.ascii) or "zh" not in readable()

    # --- what there is ----------------------------------------------------------------------------

    @cached_property
    def folder(self) -> Path:
        """The folder named by --flows or WALLETHELP_FLOWS, or the shipped pack."""
        from wallethelp.pack.find import shipped_pack

        given = self.settings.flows or os.environ.get("WALLETHELP_FLOWS")
        return Path(given) if given else shipped_pack()

    @cached_property
    def opened(self) -> "Opened":
        """The pack to use; what was left out of it is said. Raises BrokenPackError."""
        from wallethelp.pack.cache import open_pack

        opened = open_pack(self.folder, self.watch(_("Reading the guides")))
        self._tell_left_out(opened.left_out)
        return opened

    def loaded(self, folder: Path) -> "Loaded":
        """The pack in `folder`, read from the files themselves: for those who write them."""
        from wallethelp.pack.load import load

        loaded = load(folder, watch=self.watch(_("Reading the guides")))
        self._tell_left_out(loaded.left_out, folder)
        return loaded

    def _tell_left_out(self, files: Sequence[str], folder: Path | None = None) -> None:
        if files:
            told = _("Left out because of mistakes: {files}. See: wallethelp flows check{flows}")
            self.say(told.format(files=_(", ").join(files), flows=self.flows_option(folder)))

    def flows_option(self, folder: Path | None = None) -> str:
        """What a command that is advised needs at its end, to be about `folder`, or this pack."""
        is_in_use = folder is None or folder == self.folder
        # A variable goes on being set; an option has to be typed again.
        named = self.settings.flows if is_in_use else str(folder)
        return f" --flows {shlex.quote(named)}" if named else ""

    @property
    def foreign(self) -> "ForeignPart | None":
        """What is said of the pack that was opened, if it did not come with the program."""
        if "opened" not in vars(self) or self.pack.fingerprint is None:
            return None
        from wallethelp.render.foreign import foreign

        return foreign(self.pack)

    @property
    def pack(self) -> "Pack":
        """What can be used of the pack."""
        return self.opened.pack

    @cached_property
    def world(self) -> "World":
        """The pack with the calendar that working days are counted on."""
        from wallethelp.core.session import World
        from wallethelp.working_days import REGIONAL, MainlandCalendar

        return World(pack=self.pack, calendar=MainlandCalendar(), elsewhere=REGIONAL)

    @cached_property
    def index(self) -> "Index":
        """What tells which guide of the pack a sentence is about."""
        from wallethelp.pack.cache import open_index

        return open_index(self.folder, self.opened)

    def wallet(self, name: str) -> "Wallet":
        """The wallet of this name or alias. Raises UsageError with the names that exist."""
        wallet = self.pack.wallet_named(name)
        if wallet is None:
            raise UsageError(
                _("Nothing is known here of a wallet “{name}”.").format(name=shown(name)),
                *name_lines(name, self.pack.wallets),
                _("Any other: wallethelp diagnose --wallet other, wallethelp channels other"),
            )
        return wallet

    def guide(self, name: str) -> "Guide":
        """The guide of this id. Raises UsageError with the ids that exist."""
        guides = [guide.id for guide in self.pack.in_menu]
        if name not in guides:
            listing = _("List them: wallethelp guides{flows}")
            if f"guides/{name}.yaml" in self.opened.left_out:
                listing = _(
                    "This guide was left out because of mistakes: wallethelp flows check{flows}"
                )
            listing = listing.format(flows=self.flows_option())
            raise unknown_name(_("guide"), name, guides, listing=listing)
        return self.pack.guides[name]

    @cached_property
    def home(self) -> Path:
        """The folder of this user's cases."""
        from wallethelp.store.home import data_folder

        return data_folder(os.environ)

    @cached_property
    def store(self) -> "CaseStore":
        """The cases of this user; where other users can open them that is said."""
        from wallethelp.store.cases import CaseStore

        store = CaseStore(self.home)
        if store.exposed:
            self.say(
                _("Other users of this computer can open {paths}.").format(
                    paths=_(", ").join(map(str, store.exposed))
                ),
                _("This could not be changed. Set WALLETHELP_HOME to a folder of your own."),
            )
        return store

    def now(self) -> datetime:
        """The time here, to the second, in the local time zone."""
        from tzlocal import get_localzone

        return datetime.now(get_localzone()).replace(microsecond=0)

    # --- who is there -----------------------------------------------------------------------------

    @cached_property
    def out(self) -> "Console":
        """Standard output, for data."""
        return self._console(sys.stdout)

    @cached_property
    def err(self) -> "Console":
        """Standard error, for what is said beside the data."""
        return self._console(sys.stderr)

    def person(self, *, no_input: bool = False) -> "UI | None":
        """Who answers, or None where nobody could. Loads a prompt library only for a person."""
        how = drawing(streams(), plain=self.plain, no_input=no_input)
        prompts = sys.stderr if is_terminal(sys.stderr) else sys.stdout
        if how == "terminal":
            from wallethelp.ui.late import LateUI
            from wallethelp.ui.telling import tell_on

            console = self._console(prompts)
            return LateUI(
                lambda: self._drawn(console, prompts),
                lambda lines, tone: tell_on(console, lines, tone, ascii_only=self.ascii_only),
            )
        return self._plainly(prompts) if how == "plain" else None

    def _drawn(self, console: "Console", prompts: TextIO) -> "UI":
        # A terminal that never says where its cursor is would get a warning, in English.
        os.environ["PROMPT_TOOLKIT_NO_CPR"] = "1"
        try:
            from wallethelp.cli.ahead import get_ready
            from wallethelp.ui.terminal import TerminalUI

            return TerminalUI(
                console,
                ascii_only=self.ascii_only,
                escape_delay=_escape_delay(),
                stream=text_only(prompts),
                painted=lambda: get_ready(self),
            )
        except (ImportError, OSError):
            return self._plainly(prompts)

    def _plainly(self, prompts: TextIO) -> "UI":
        from wallethelp.ui.plain import PlainUI

        return PlainUI(sys.stdin, prompts, width=min(self.err.width, 80))

    def size(self, *, beside: bool = False) -> tuple[int, int]:
        """The columns and lines that a page has on a screen, a line left for the shell's prompt.

        Where there is no screen, those of a small one.
        """
        from wallethelp.render.screen import MAX_WIDTH

        console = self.err if beside else self.out
        width = min(console.width, MAX_WIDTH)
        if is_terminal(console.file):
            return width, console.height - 1
        return width, 23 if width >= _NARROW else 29

    def show(self, page: "Page", *, beside: bool = False) -> None:
        """A page on standard output, or `beside` the data on standard error."""
        from wallethelp.render.screen import show

        show(self.err if beside else self.out, page, rules=self.rules)

    def page(self, page: "Page") -> None:
        """A page on standard error, in the person's pager where there is one."""
        from wallethelp.render.screen import show
        from wallethelp.ui.pager import show_paged

        with self.err.capture() as drawn:
            show(self.err, page, rules=self.rules)
        show_paged(drawn.get(), self.err.file, plain=self.plain)

    @property
    def rules(self) -> "Rules":
        """How a line across a page is drawn."""
        if self.plain:
            return "none"
        return "ascii" if self.ascii_only else "line"

    def put(self, text: str, *, is_json: bool = False) -> None:
        """Data on standard output, without what may never reach a terminal."""
        put(self.out.file, text, is_json=is_json)

    def put_beside(self, lines: Iterable[str]) -> None:
        """Lines on standard error as they are: neither wrapped nor indented."""
        for line in lines:
            put(self.err.file, f"{line}\n")

    def watch(self, what: str) -> "Watch":
        """Shows how far long work is, on a terminal: `what` says what is done."""
        from wallethelp.core.watch import unwatched

        if not is_terminal(sys.stderr):
            return unwatched
        from wallethelp.cli.progress import watched

        return watched(lambda: self.err, what, plain=self.plain)

    def say(self, *lines: str) -> None:
        """A message beside the data, on standard error."""
        from wallethelp.render.screen import say

        say(self.err, lines)

    def _console(self, file: TextIO) -> "Console":
        from wallethelp.cli.console import console

        return console(file, color=self.settings.color or "auto", plain=self.plain)


def _is_on(setting: str) -> bool:
    return setting.strip().lower() not in ("", "0", "false", "no", "off")


def _escape_delay() -> float:
    """Seconds from ESCDELAY (milliseconds, as curses has it): longer helps on slow links."""
    written = os.environ.get("ESCDELAY", "")
    return min(int(written) / 1000, 5.0) if written.isascii() and written.isdigit() else 0.25
