"""The commands for authors. Each reads what was typed, and hands over."""

from pathlib import Path
from typing import Annotated

import typer

from wallethelp.cli import completion
from wallethelp.cli.desk import Desk
from wallethelp.cli.help import Command, Group
from wallethelp.cli.options import Force, Output, Wallet, command
from wallethelp.cli.result import Found
from wallethelp.i18n import N_

flows_app = typer.Typer(cls=Group, help=N_("For those who write guides."), rich_markup_mode=None)

Folder = Annotated[
    str | None,
    typer.Argument(metavar=N_("DIR"), help=N_("The folder; the shipped one by default.")),
]
GuideName = Annotated[
    str,
    typer.Argument(
        metavar=N_("GUIDE"),
        help=N_("A guide, such as top-up-failed."),
        autocompletion=completion.guides,
    ),
]


@flows_app.command("test", cls=Command, help=N_("Play every walk; name what none passes."))
@command
def flows_test_command(
    desk: Desk,
    folder: Folder = None,
    random: Annotated[
        int, typer.Option("--random", metavar="N", min=0, help=N_("Take so many ways at random."))
    ] = 200,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help=N_("What is drawn by it is the same again."))
    ] = 1,
    write: Annotated[
        bool, typer.Option("--write", help=N_("Draft walks for what is missing."))
    ] = False,
) -> Found:
    """Test a pack."""
    from wallethelp.cli.authors.testing import test

    return test(desk, folder, seed=seed, random=random, write=write)


@flows_app.command("graph", cls=Command, help=N_("Draw a guide, with what no walk passes."))
@command
def flows_graph_command(
    desk: Desk,
    guide: GuideName,
    folder: Folder = None,
    form: Annotated[
        str, typer.Option("--format", "-f", metavar=N_("NAME"), help=N_("text, svg or mermaid."))
    ] = "text",
    output: Output = None,
    force: Force = False,
) -> None:
    """Draw one guide."""
    from wallethelp.cli.authors.graph import graph

    graph(desk, guide, folder, form=form, output=output, force=force)


@flows_app.command("docs", cls=Command, help=N_("A guide as a page to review and sign off."))
@command
def flows_docs_command(
    desk: Desk,
    guide: GuideName,
    folder: Folder = None,
    form: Annotated[
        str, typer.Option("--format", "-f", metavar=N_("NAME"), help=N_("markdown or html."))
    ] = "markdown",
    output: Output = None,
    force: Force = False,
) -> None:
    """Everything in one guide, in both languages."""
    from wallethelp.cli.authors.reviewing import docs

    docs(desk, guide, folder, form=form, output=output, force=force)


@flows_app.command("schema", cls=Command, help=N_("A JSON Schema for editors."))
@command
def flows_schema_command(
    desk: Desk,
    kind: Annotated[
        str | None,
        typer.Argument(metavar=N_("KIND"), help=N_("guide, wallet, pack, fields, walks …")),
    ] = None,
    write: Annotated[
        Path | None,
        typer.Option(
            "--write", metavar=N_("DIR"), help=N_("Write all into a pack, named in its files.")
        ),
    ] = None,
) -> None:
    """The schema of one kind of file, or of all."""
    from wallethelp.cli.authors.schemas import schema

    schema(desk, kind, folder=write)


@flows_app.command("new", cls=Command, help=N_("Begin a pack, a guide, a wallet or a channel."))
@command
def flows_new_command(
    desk: Desk,
    what: Annotated[
        str, typer.Argument(metavar=N_("THING"), help=N_("pack, guide, wallet or channel."))
    ],
    name: Annotated[
        str,
        typer.Argument(metavar=N_("NAME"), help=N_("Its id; of a channel wallet/channel.")),
    ],
    folder: Annotated[
        str | None, typer.Argument(metavar=N_("DIR"), help=N_("The folder of the pack."))
    ] = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar=N_("KIND"), help=N_("Of a channel: phone, email …"))
    ] = "email",
    extends: Annotated[
        str | None,
        typer.Option(
            "--extends", metavar=N_("NAME"), help=N_("Of a pack: the one it adds to; wallethelp.")
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            "--language",
            metavar="zh|en",
            help=N_("Of a pack: the only one, if not both."),
            autocompletion=completion.languages,
        ),
    ] = None,
) -> None:
    """Something to begin with."""
    from wallethelp.cli.authors.creating import new

    new(desk, what, name, folder, kind=kind, extends=extends, language=language)


@flows_app.command("preview", cls=Command, help=N_("Go through a guide, from any step."))
@command
def flows_preview_command(
    desk: Desk,
    guide: GuideName,
    folder: Folder = None,
    step: Annotated[
        str | None, typer.Option("--from", metavar=N_("STEP"), help=N_("Begin at this step."))
    ] = None,
    walk: Annotated[
        str | None,
        typer.Option("--walk", metavar=N_("NAME"), help=N_("With the answers of this walk.")),
    ] = None,
    wallet: Wallet = None,
) -> None:
    """One guide as a person sees it; nothing is kept."""
    from wallethelp.cli.authors.preview import Wanted, preview

    preview(desk, folder, Wanted(guide=guide, step=step, walk=walk, wallet=wallet))
