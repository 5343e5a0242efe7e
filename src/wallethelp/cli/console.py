"""Rich on the standard streams."""

from typing import TextIO

from rich.console import Console

from wallethelp.cli.errors import ReaderGoneError


class _Console(Console):
    def on_broken_pipe(self) -> None:
        # Rich would end the program with 1, as if it had failed.
        raise ReaderGoneError


def console(file: TextIO, *, color: str, plain: bool) -> Console:
    """A console that takes nothing for markup; `plain` has neither colour nor bold."""
    return _Console(
        file=file,
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=True if color == "always" else None,
        no_color=True if color == "never" or plain else None,
        # Without a colour system Rich draws nothing bold or dim either.
        color_system=None if plain else "auto",
        legacy_windows=False,
    )
