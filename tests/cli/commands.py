"""Every command with what it takes, and the words that belong to no language."""

import re
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from tests.support import shipped
from wallethelp.cli.app import app
from wallethelp.cli.completion import SHELLS
from wallethelp.cli.desk import COLORS
from wallethelp.cli.flows.check import FORMATS as CHECK_FORMATS
from wallethelp.core.history import LOG_FIELDS
from wallethelp.core.onward import READERS
from wallethelp.render.export_formats import FORMATS
from wallethelp.render.shaped import PURPOSES

PACK = shipped().pack
CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.-]+")


def commands() -> dict[tuple[str, ...], Any]:
    """Every command by the words that name it; the program itself is ()."""
    found: dict[tuple[str, ...], Any] = {}

    def add(words: tuple[str, ...], command: Any) -> None:
        found[words] = command
        for name, below in getattr(command, "commands", {}).items():
            add((*words, name), below)

    add((), get_command(app))
    return found


def options_of(command: Any) -> dict[str, bool]:
    """The options of a command, and whether they stand alone."""
    return {
        name: parameter.is_flag
        for parameter in command.params
        if parameter.param_type_name == "option"
        for name in parameter.opts
    }


def _typed_literally() -> Iterator[str]:
    yield from ("wallethelp", "zh", "en", "days", "help", *COLORS, *FORMATS, *PURPOSES, *READERS)
    yield from LOG_FIELDS
    yield from ("ASCII", "PIN", "JSON", "YAML", "Markdown", "Upay", "ToPay", "Kdou", "WALLETHELP")
    yield from (*CHECK_FORMATS, *SHELLS, "Tab", "bashrc", "config.fish", "eval", "source")
    yield from ("svg", "mermaid", "pack", "our-pack", "my-pack", "guide", "wallet", "channel")
    yield from ("fields", "walks", "lost-card")
    yield from (*PACK.wallets, *PACK.guides, *PACK.ladder)
    yield from (name for wallet in PACK.wallets.values() for name in wallet.channels)
    for words, command in commands().items():
        yield from words
        yield from (option.lstrip("-") for option in options_of(command))


FILES = (".yaml", ".json", ".md", ".html", ".png", ".zip")
LITERAL = {word.casefold() for word in _typed_literally()}


def foreign_words(text: str, language: str) -> set[str]:
    """Words of the other language; what is typed as it stands belongs to both."""
    if language == "en":
        return set(CHINESE.findall(text))
    words = {word.rstrip(".-") for word in _LATIN.findall(text)}
    return {w for w in words if w.casefold() not in LITERAL and not w.endswith(FILES)}
