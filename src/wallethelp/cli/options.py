"""How a command is declared: its common options, and `--json` where it finds something."""

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer
from msgspec.structs import replace

from wallethelp.cli import completion
from wallethelp.cli.desk import Desk, Settings
from wallethelp.cli.errors import ReaderGoneError, UsageError
from wallethelp.cli.result import Found, give
from wallethelp.i18n import N_, _

AsJson = Annotated[bool, typer.Option("--json", help=N_("Print JSON."))]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar=N_("FILE"), help=N_("Write to this file instead.")),
]
Wallet = Annotated[
    str | None,
    typer.Option(
        "--wallet",
        "-w",
        metavar=N_("WALLET"),
        help=N_("The wallet it is about."),
        autocompletion=completion.wallets,
    ),
]
Force = Annotated[bool, typer.Option("--force", help=N_("Overwrite the file if it exists."))]


def _common_options() -> dict[str, Any]:
    return {
        "lang": Annotated[
            str | None,
            typer.Option(
                "--lang",
                metavar="zh|en",
                help=N_("Language of everything."),
                autocompletion=completion.languages,
            ),
        ],
        "flows": Annotated[
            str | None,
            typer.Option(
                "--flows",
                metavar=N_("DIR"),
                help=N_("Use the guides in this folder."),
            ),
        ],
        "plain": Annotated[
            bool | None,
            typer.Option(
                "--plain",
                help=N_("Numbered lines instead of arrow keys; good for screen readers."),
                show_default=False,
            ),
        ],
        "ascii": Annotated[
            bool | None,
            typer.Option(
                "--ascii",
                help=N_("Draw with ASCII signs only."),
                show_default=False,
            ),
        ],
        "color": Annotated[
            str | None,
            typer.Option(
                "--color",
                metavar="auto|always|never",
                help=N_("Whether to use colour."),
                autocompletion=completion.colors,
            ),
        ],
    }


def command(function: Callable[..., Found | None]) -> Callable[..., int]:
    """What Typer calls for `function`, whose first parameter is the desk.

    It gets the common options, before or after the command's name, the last one given winning;
    and `--json` if it returns what it found, so that it stands nowhere where it would be ignored.
    Returns the exit code.
    """
    hints = get_type_hints(function, include_extras=True)
    finds = hints.pop("return") is not type(None)
    extra = {**_common_options(), **({"as_json": AsJson} if finds else {})}
    defaults: dict[str, Any] = {"as_json": False}
    _desk, *own = inspect.signature(function).parameters.values()
    wants_context = "context" in hints
    parameters = [
        inspect.Parameter(
            "context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
        ),
        *(p.replace(annotation=hints[p.name]) for p in own if p.name != "context"),
        *(
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=defaults.get(name),
                annotation=annotation,
            )
            for name, annotation in extra.items()
        ),
    ]

    @functools.wraps(function)
    def called(context: typer.Context, **given: Any) -> int:
        before = context.obj if isinstance(context.obj, Settings) else Settings()
        written = {name: given.pop(name) for name in _common_options()}
        del written["lang"]
        context.obj = replace(before, **{k: v for k, v in written.items() if v is not None})
        as_json = finds and given.pop("as_json")
        if context.invoked_subcommand is not None:
            # A group: its subcommand has what it finds.
            if as_json:
                raise UsageError(_("Write --json after the command."))
            return 0
        desk = Desk(context.obj)
        if wants_context:
            given["context"] = context
        try:
            found = function(desk, **given)
            return give(desk, found, as_json=as_json) if found is not None else 0
        except BrokenPipeError as error:
            # Typer would exit with 1.
            raise ReaderGoneError from error

    called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {p.name: p.annotation for p in parameters}
    return called
