"""What the program runs in: streams, terminal, environment, clock."""

import os
import re
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Literal, TextIO

from rich.console import Console
from tzlocal import get_localzone

from wallethelp.cli.errors import USAGE, CliError, ReaderGoneError, unknown_name
from wallethelp.cli.settings import Settings
from wallethelp.core.text import visible
from wallethelp.i18n import _
from wallethelp.render.lines import Rules
from wallethelp.render.page import Page
from wallethelp.store.home import data_folder
from wallethelp.ui.prompts import UI

Drawing = Literal["terminal", "plain", "nobody"]
_COLORS = ("auto", "always", "never")


@dataclass(frozen=True, kw_only=True, slots=True)
class Streams:
    """What is known of the standard streams before anything is drawn."""

    can_read: bool
    can_draw: bool
    term: str


def drawing(streams: Streams, *, plain: bool, no_input: bool) -> Drawing:
    """How questions can be asked. Input that is no terminal is never read for prompts."""
    if no_input or not streams.can_read or not streams.can_draw:
        return "nobody"
    if plain or streams.term in ("", "dumb", "unknown"):
        return "plain"
    return "terminal"


def streams() -> Streams:
    """The standard streams of this process; each may be closed or missing."""
    return Streams(
        can_read=is_terminal(sys.stdin),
        can_draw=is_terminal(sys.stderr) or is_terminal(sys.stdout),
        term=os.environ.get("TERM", ""),
    )


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether somebody reads along there; `--color always` makes no terminal of a pipe."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def harden_streams() -> None:
    """UTF-8 when redirected; on a terminal of another encoding, signs it lacks become “?”."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # Closed by whoever started us; what is said goes nowhere.
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not stream.closed:
            if stream.isatty():
                reconfigure(errors="replace")
            else:
                reconfigure(encoding="utf-8", errors="replace")


class _Console(Console):
    def on_broken_pipe(self) -> None:
        # Rich would end the program with 1, as if it had failed.
        raise ReaderGoneError


class Surroundings:
    """The edges of the program for one command."""

    def __init__(self, settings: Settings) -> None:
        if settings.color is not None and settings.color not in _COLORS:
            raise unknown_name(_("colour setting"), settings.color, _COLORS, listing="")
        self.settings = settings
        self.plain = bool(settings.plain) or _is_on(os.environ.get("ACCESSIBLE", ""))
        self.ascii_only = bool(settings.ascii)
        self.out = self._console(sys.stdout)
        self.err = self._console(sys.stderr)
        self._said: set[str] = set()

    @property
    def home(self) -> Path:
        """The folder of this user's cases."""
        return data_folder(os.environ)

    def now(self) -> datetime:
        """The time here, to the second, in the local time zone."""
        return datetime.now(get_localzone()).replace(microsecond=0)

    def ui(self, *, no_input: bool) -> UI | None:
        """Who asks, or None where nobody could answer. Loads a prompt library only for a person."""
        how = drawing(streams(), plain=self.plain, no_input=no_input)
        prompts = sys.stderr if is_terminal(sys.stderr) else sys.stdout
        if how == "terminal":
            try:
                from wallethelp.ui.terminal import TerminalUI

                return TerminalUI(
                    self._console(prompts),
                    ascii_only=self.ascii_only,
                    escape_delay=_escape_delay(),
                    stream=prompts,
                )
            except (ImportError, OSError):
                how = "plain"
        if how == "plain":
            from wallethelp.ui.plain import PlainUI

            return PlainUI(sys.stdin, prompts, width=min(self.err.width, 80))
        return None

    def show(self, page: Page, *, beside: bool = False) -> None:
        """A page on standard output, or `beside` the data on standard error."""
        from wallethelp.render.screen import show

        rules: Rules = "ascii" if self.ascii_only else "line"
        show(self.err if beside else self.out, page, rules="none" if self.plain else rules)

    def put(self, text: str) -> None:
        """Data on standard output, without what may never reach a terminal."""
        parts = re.split(r"(\r?\n)", text)
        self.out.file.write("".join(p if p in ("\n", "\r\n") else visible(p) for p in parts))

    def say(self, *lines: str) -> None:
        """A message beside the data, on standard error."""
        from wallethelp.render.screen import say

        say(self.err, lines)

    def say_once(self, *lines: str) -> None:
        """A message that is not repeated, however often there is cause for it."""
        if self._said.isdisjoint(lines):
            self._said.update(lines)
            self.say(*lines)

    def _console(self, file: TextIO) -> Console:
        color = self.settings.color or "auto"
        return _Console(
            file=file,
            markup=False,
            emoji=False,
            highlight=False,
            force_terminal=True if color == "always" else None,
            no_color=True if color == "never" or self.plain else None,
            # Without a colour system Rich draws nothing bold or dim either.
            color_system=None if self.plain else "auto",
            legacy_windows=False,
        )


def _is_on(setting: str) -> bool:
    return setting.strip().lower() not in ("", "0", "false", "no", "off")


def _escape_delay() -> float:
    """Seconds from ESCDELAY (milliseconds, as curses has it): longer helps on slow links."""
    written = os.environ.get("ESCDELAY", "")
    return min(int(written) / 1000, 5.0) if written.isascii() and written.isdigit() else 0.25


def nobody_to_answer(what: str) -> CliError:
    """A question, but no terminal to ask it on."""
    return CliError(
        USAGE,
        _("{what} There is no terminal to ask on.").format(what=what),
        _("Give the answers in a file: wallethelp diagnose --guide NAME --answers FILE"),
    )
