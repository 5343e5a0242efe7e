"""Typer's own words in the user's language."""

import sys
from typing import Any

from typer.core import TyperCommand, TyperGroup

from wallethelp.cli.streams import shown_on
from wallethelp.i18n import _


def typer_words() -> tuple[str, ...]:
    """The words Typer takes from gettext, named here so that our catalogue holds them."""
    return (
        _("Arguments"),
        _("Options"),
        _("Commands"),
        _("Error"),
        _("Aborted."),
        _("Missing command."),
        _("No such command {name!r}."),
        _("(deprecated) "),
        _("(dynamic)"),
        _("required"),
        _("[required]"),
        _("default: {default}"),
        _("[default: {}]"),
        _("env var: {var}"),
        _("[env var: {}]"),
    )


class Command(TyperCommand):
    """A command whose `--help` line is translated; Typer's own has it in English only."""

    def get_help_option(self, ctx: Any) -> Any:
        """The `--help` option."""
        return _translated(super().get_help_option(ctx))

    def get_help(self, ctx: Any) -> str:
        """The help, in the signs that standard output can show."""
        return shown_on(sys.stdout, super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose `--help` line is translated."""

    def get_help_option(self, ctx: Any) -> Any:
        """The `--help` option."""
        return _translated(super().get_help_option(ctx))

    def get_help(self, ctx: Any) -> str:
        """The help, in the signs that standard output can show."""
        return shown_on(sys.stdout, super().get_help(ctx))


def _translated(option: Any) -> Any:
    if option is not None:
        option.help = _("Show this help and leave.")
    return option
