"""Typer's complaints in our words and the user's language."""

from difflib import get_close_matches

import typer

from wallethelp.cli.errors import shown
from wallethelp.core.text import clean
from wallethelp.i18n import _


def usage_lines(error: typer.TyperException) -> list[str]:
    """What is wrong with the command line, and where help is."""
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "wallethelp")
    return [*_what(error), _("Help: {command} --help").format(command=path)]


def _what(error: typer.TyperException) -> list[str]:
    option = shown(str(getattr(error, "option_name", "")))
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = get_close_matches(option, getattr(error, "possibilities", None) or [], n=1)
        lines = [_("There is no option {name}.").format(name=option)]
        return [*lines, _("Did you mean “{name}”?").format(name=near[0])] if near else lines
    message = clean(error.format_message())
    if kind == "BadOptionUsage" and "not take a value" in message:
        return [_("The option {name} takes no value.").format(name=option)]
    if kind == "BadOptionUsage":
        return [_("The option {name} needs a value.").format(name=option)]
    context = getattr(error, "ctx", None)
    commands = getattr(getattr(context, "command", None), "commands", None)
    if message.startswith("No such command") or ("'" in message and commands):
        written = message.partition("'")[2].partition("'")[0]
        near = get_close_matches(written, commands or [], n=1)
        lines = [_("There is no command “{name}”.").format(name=shown(written))]
        return [*lines, _("Did you mean “{name}”?").format(name=near[0])] if near else lines
    if "unexpected extra argument" in message:
        extra = message.rpartition("(")[2].rstrip(")")
        return [_("Too many words: {text}").format(text=shown(extra))]
    return [shown(message)]
