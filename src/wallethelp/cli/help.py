"""`--help`: examples first, then the usage, then the options in groups; in the language in use.

Typer has its words in English, and counts a Chinese character as one column.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from wallethelp.cli.completion import VARIABLE
from wallethelp.cli.errors import UsageError, unknown_name
from wallethelp.cli.examples import DESCRIBED, EXAMPLES
from wallethelp.cli.parameters import read_as_written
from wallethelp.cli.streams import shown_on
from wallethelp.core.mistakes import closest
from wallethelp.i18n import N_, _, labelled
from wallethelp.render.wrap import indent, width_of

_GROUPS = {
    N_("What it is about"): ("--wallet", "--guide", "--helping"),
    N_("How it is answered"): ("--answers", "--no-input"),
    N_("Options"): (),
    N_("Result"): ("--full", "--no-save", "--json", "--output", "--force"),
    N_("Common options"): ("--lang", "--flows", "--plain", "--ascii", "--color", "--help"),
}
"""Which options stand together; “Options” are those that stand nowhere else."""
_WIDEST = 100
_INDENT = "  "
_WORD = re.compile(r'(?:-\S+ (?!-))?(?:"[^"]*"|\S+)')
"""A word of a command line; an option with its value is one, and so is what stands in quotes."""
Row = tuple[str, str]


class Command(TyperCommand):
    """A command with our help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the whole page."""
        formatter.write(shown_on(sys.stdout, help_page(self, ctx)))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what follows the command's name. Raises TyperException."""
        read_as_written(self.get_params(ctx))
        with _named_in_errors(ctx):
            return super().parse_args(ctx, args)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """What a Tab offers here, in the language in use."""
        return _translated(super().shell_complete(ctx, incomplete))


class Group(TyperGroup):
    """A group of commands with our help; an unknown command is told with those there are."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the whole page."""
        formatter.write(shown_on(sys.stdout, help_page(self, ctx)))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what follows the command's name. Raises TyperException."""
        read_as_written(self.get_params(ctx))
        with _named_in_errors(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command named first. Raises UsageError where there is none of that name."""
        if args[0] not in self.commands and ctx.resilient_parsing:
            return None, None, args
        if args[0] not in self.commands and not args[0].startswith("-"):
            path = ctx.command_path
            error = unknown_name(_("command"), args[0], self.commands, listing=where_help_is(path))
            if ctx.parent is None and closest(args[0], self.commands) is None:
                # Perhaps somebody said at once what happened.
                raise UsageError(
                    *error.lines,
                    _("In your own words: {command}").format(command=_(DESCRIBED.line)),
                )
            raise error
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """What a Tab offers here, in the language in use."""
        return _translated(super().shell_complete(ctx, incomplete))

    def _main_shell_completion(self, *given: Any, **more: Any) -> None:
        """Answer a shell that asks. Typer knows its shells only once its own options are made."""
        if VARIABLE in os.environ:
            from typer._completion_classes import completion_init

            completion_init()
            super()._main_shell_completion(*given, **more)


def _translated(items: list[Any]) -> list[Any]:
    for item in items:
        item.help = _(item.help) if item.help else item.help
    return items


@contextmanager
def _named_in_errors(ctx: Any) -> Iterator[None]:
    """Typer does not say of every mistake in which command it was made."""
    try:
        yield
    except typer.TyperException as error:
        if getattr(error, "ctx", None) is None:
            error.ctx = ctx  # type: ignore[attr-defined]
        raise


def where_help_is(path: str) -> str:
    """How to get the help of a command."""
    return _("Help: {command} --help").format(command=path)


def shown_name(parameter: Any) -> str:
    """An option as it is typed, or what an argument stands for."""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return _(parameter.metavar)


def help_page(command: Any, ctx: Any) -> str:
    """The help of `command` in lines that fit the terminal."""
    width = max(min(shutil.get_terminal_size().columns, _WIDEST), 20)
    return "\n".join(_page(command, ctx, width)) + "\n"


def _page(command: Any, ctx: Any, width: int) -> Iterator[str]:
    parameters = [p for p in command.get_params(ctx) if not p.hidden]
    arguments = [p for p in parameters if p.param_type_name == "argument"]
    yield from indent(_(command.help), width=width, first="", rest="")
    yield from _heading(_("Examples"))
    for example in EXAMPLES[ctx.command_path]:
        yield from _command_line(_(example.line), width)
        yield from indent(_(example.what), width=width, first=_INDENT * 3, rest=_INDENT * 3)
    yield ""
    path, *words = _usage(command, ctx, arguments)
    yield from _broken([labelled(_("Usage"), path), *words], width)
    if arguments:
        yield from _heading(_("Arguments"))
        yield from _rows([(shown_name(p), _(p.help)) for p in arguments], width)
    for group, options in _grouped(parameters):
        yield from _heading(_(group))
        yield from _rows([_option(option) for option in options], width)
    commands = getattr(command, "commands", {})
    if commands:
        yield from _heading(_("Commands"))
        yield from _rows([(name, _(each.help)) for name, each in commands.items()], width)
    if command.epilog:
        yield ""
        yield from indent(_(command.epilog), width=width, first="", rest="")


def _heading(text: str) -> tuple[str, str]:
    return "", text


def _usage(command: Any, ctx: Any, arguments: Sequence[Any]) -> Iterator[str]:
    yield ctx.command_path
    yield _("[options]")
    if getattr(command, "commands", {}):
        name = _("COMMAND …")
        yield f"[{name}]" if command.invoke_without_command else name
    for argument in arguments:
        name = shown_name(argument) + ("…" if argument.nargs != 1 else "")
        yield name if argument.required else f"[{name}]"


def _grouped(parameters: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
    options = {shown_name(p): p for p in parameters if p.param_type_name == "option"}
    listed = {name for names in _GROUPS.values() for name in names}
    others = [name for name in options if name not in listed]
    for group, names in _GROUPS.items():
        found = [options[name] for name in names or others if name in options]
        if found:
            yield group, found


def _option(option: Any) -> Row:
    names = ", ".join(sorted(option.opts, key=len))
    if "--help" in option.opts:
        return names, _("Show this help and leave.")
    text = _(option.help)
    if option.required:
        text += _(" (required)")
    elif option.show_default and isinstance(option.default, str) and option.default:
        text += _(" (default: {value})").format(value=option.default)
    return (names if option.is_flag else f"{names} {_(option.metavar)}"), text


def _rows(rows: Sequence[Row], width: int) -> Iterator[str]:
    """Names with what they mean, side by side or, where that is too narrow, below each other."""
    column = max(width_of(name) for name, _text in rows) + 2 * len(_INDENT)
    is_stacked = column > width * 2 // 5
    for name, text in rows:
        if is_stacked:
            yield from indent(name, width=width, first=_INDENT, rest=_INDENT * 2)
            yield from indent(text, width=width, first=_INDENT * 3, rest=_INDENT * 3)
        else:
            first = f"{_INDENT}{name}".ljust(column - width_of(name) + len(name))
            yield from indent(text, width=width, first=first, rest=" " * column)


def _command_line(line: str, width: int) -> Iterator[str]:
    """A command to be pasted, with the shell's sign where it goes on."""
    *lines, last = _broken(_WORD.findall(line), width - len(" \\"), _INDENT)
    yield from (f"{each} \\" for each in lines)
    yield last


def _broken(words: Iterable[str], width: int, first: str = "") -> list[str]:
    """Words in lines of `width`, broken between them only."""
    lines: list[str] = []
    for word in words:
        if lines and width_of(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append((first + _INDENT if lines else first) + word)
    return lines
