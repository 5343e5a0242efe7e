"""What a terminal is told beside its prompts: lines that stay where they are."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from wallethelp.render.wrap import hanging
from wallethelp.ui.prompts import Tone

_TONES: dict[Tone, str] = {"plain": "", "quiet": "dim", "good": "green", "warning": "bold red"}


def tell_on(console: Console, lines: Sequence[str], tone: Tone, *, ascii_only: bool) -> None:
    """Print `lines`, wrapped where words end."""
    sign = f"  {'*' if ascii_only else '✓'} " if tone == "good" else ""
    for text in lines:
        for line in hanging(text, max(console.width, 20), sign):
            console.print(Text(line, style=_TONES[tone]), soft_wrap=True)
