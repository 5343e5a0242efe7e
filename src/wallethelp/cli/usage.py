"""Typer's complaints in our words and the user's language."""

import typer

from wallethelp.cli.errors import name_lines, shown
from wallethelp.cli.examples import EXAMPLES
from wallethelp.cli.help import shown_name, where_help_is
from wallethelp.core.mistakes import closest
from wallethelp.i18n import _


def usage_lines(error: typer.TyperException) -> list[str]:
    """What is wrong with the command line, and where help is."""
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "wallethelp")
    return [*_what(error, context, path), where_help_is(path)]


def _what(error: typer.TyperException, context: object, path: str) -> list[str]:
    command = getattr(context, "command", None)
    option = shown(str(getattr(error, "option_name", "")))
    kind, message = type(error).__name__, getattr(error, "message", "")
    commands = getattr(command, "commands", {})
    if kind == "NoSuchOption":
        known = (name for each in getattr(command, "params", ()) for name in each.opts)
        options = [name for name in known if name.startswith("--")]
        near = closest(option, options)
        if near is not None:
            second = _("Did you mean {name}?").format(name=near)
        else:
            # A comma is no option's: with spaces alone the list can be copied from.
            second = _("These exist: {names}").format(names=" ".join(options))
        return [_("There is no option {name}.").format(name=option), second]
    if kind == "BadOptionUsage" and "not take a value" in message:
        return [_("The option {name} takes no value.").format(name=option)]
    if kind == "BadOptionUsage":
        return [
            _("The option {name} needs a value.").format(name=option),
            *_as_written(command, option),
        ]
    if kind == "MissingParameter":
        name = shown_name(getattr(error, "param", None))
        return [_("{name} is missing.").format(name=name), *_example(path, name)]
    if kind == "UsageError" and "extra argument" in message:
        extra = message.rpartition("(")[2].rstrip(")")
        return [_("Too many words: {text}").format(text=shown(extra))]
    if kind == "UsageError" and commands:
        return [_("A command is missing."), *name_lines("", commands)]
    return [_("This command line cannot be understood.")]


def _as_written(command: object, option: str) -> list[str]:
    """The option with what stands for its value."""
    found = [each for each in getattr(command, "params", ()) if option in each.opts]
    return [_("Write: {text}").format(text=f"{option} {_(each.metavar)}") for each in found]


def _example(path: str, option: str) -> list[str]:
    """A line in which it is given, or else the first of the command."""
    lines = [_(example.line) for example in EXAMPLES.get(path, ())]
    named = [line for line in lines if option in line.split()] or lines
    return [_("For example: {command}").format(command=line) for line in named[:1]]
