"""Pages on a terminal, by Rich; nothing in them is taken for markup."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from wallethelp.core.text import visible
from wallethelp.render.lines import Rules, Style, lines_of
from wallethelp.render.page import Page
from wallethelp.render.wrap import wrap

_STYLES: dict[Style, str] = {
    "plain": "",
    "quiet": "dim",
    "warning": "bold red",
    "good": "green",
    "title": "bold",
    "heading": "bold cyan",
    "mark": "cyan",
    "quote": "italic",
    "rule": "dim",
}

MAX_WIDTH = 88
"""Longer lines are hard to read."""


def show(console: Console, page: Page, *, rules: Rules = "line") -> None:
    """Print `page`, no line wider than the terminal."""
    width = min(console.width, MAX_WIDTH)
    for line in lines_of(page, width, rules=rules):
        text = Text()
        for span in line:
            text.append(visible(span.text), style=_STYLES[span.style])
        # Lines are wrapped already, by Unicode's rules, which Rich does not follow for Chinese.
        console.print(text, soft_wrap=True)


def say(console: Console, lines: Sequence[str]) -> None:
    """Print messages, wrapped to the terminal where there is one."""
    width = min(console.width, MAX_WIDTH) if console.is_terminal else 10_000
    for text in lines:
        for line in wrap(visible(text), width):
            console.print(Text(line), soft_wrap=True)
