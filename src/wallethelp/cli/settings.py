"""The options every command takes, before or after its name; the last one given wins."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any, get_type_hints

import typer

from wallethelp.cli.errors import ReaderGoneError
from wallethelp.i18n import _


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What the common options say; None is not given. `lang` was read before Typer was loaded."""

    flows: str | None = None
    plain: bool | None = None
    ascii: bool | None = None
    color: str | None = None


def _options() -> dict[str, Any]:
    common = _("Common options")
    return {
        "lang": Annotated[
            str | None,
            typer.Option(
                "--lang", metavar="zh|en", help=_("Language of everything."), rich_help_panel=common
            ),
        ],
        "flows": Annotated[
            str | None,
            typer.Option(
                "--flows",
                metavar="DIR",
                help=_("Use the guides in this folder."),
                rich_help_panel=common,
            ),
        ],
        "plain": Annotated[
            bool | None,
            typer.Option(
                "--plain",
                help=_("Numbered lines instead of arrow keys; good for screen readers."),
                rich_help_panel=common,
                show_default=False,
            ),
        ],
        "ascii": Annotated[
            bool | None,
            typer.Option(
                "--ascii",
                help=_("Draw with ASCII signs only."),
                rich_help_panel=common,
                show_default=False,
            ),
        ],
        "color": Annotated[
            str | None,
            typer.Option(
                "--color",
                metavar="auto|always|never",
                help=_("Whether to use colour."),
                rich_help_panel=common,
            ),
        ],
    }


def with_common_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the common options, and hand what they come to on in `context.obj`."""
    signature = inspect.signature(command)
    hints = get_type_hints(command, include_extras=True)
    own = [
        parameter.replace(annotation=hints[name])
        for name, parameter in signature.parameters.items()
    ]
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in _options().items()
    ]

    @functools.wraps(command)
    def wrapper(*args: Any, **given: Any) -> None:
        context: typer.Context = given.get("context") or args[0]
        before = context.obj if isinstance(context.obj, Settings) else Settings()
        written = {name: given.pop(name) for name in _options()}
        del written["lang"]
        context.obj = replace(before, **{k: v for k, v in written.items() if v is not None})
        try:
            command(*args, **given)
        except BrokenPipeError as error:
            # Typer would exit with 1.
            raise ReaderGoneError from error

    wrapper.__signature__ = signature.replace(parameters=[*own, *added])  # type: ignore[attr-defined]
    wrapper.__annotations__ = {p.name: p.annotation for p in (*own, *added)}
    return wrapper
