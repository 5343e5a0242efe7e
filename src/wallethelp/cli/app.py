"""The commands. Each reads what was typed, and hands over."""

from pathlib import Path
from typing import Annotated

import typer

from wallethelp import __version__
from wallethelp.cli import completion
from wallethelp.cli.authors.commands import Folder, flows_app
from wallethelp.cli.case_commands import Full, NewestCase, cases_app
from wallethelp.cli.desk import Desk
from wallethelp.cli.help import Command, Group
from wallethelp.cli.options import AsJson, Force, Output, Wallet, command
from wallethelp.cli.result import Found
from wallethelp.cli.streams import drawing, streams
from wallethelp.i18n import N_

app = typer.Typer(
    name="wallethelp",
    cls=Group,
    help=N_(
        "What to check, what to bring, whom to contact and what to say when a wallet fails you."
    ),
    epilog=N_("Offline. Never asks for a password or a code. Not any wallet's own program."),
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"wallethelp {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
@command
def wallethelp(
    desk: Desk,
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_version, help=N_("Print the version.")),
    ] = False,
) -> None:
    """The wizard on a terminal, help otherwise."""
    if drawing(streams(), plain=desk.plain, no_input=False) == "nobody":
        typer.echo(context.get_help())
        return
    from wallethelp.cli.diagnose import Request, diagnose

    diagnose(desk, Request())


@app.command("diagnose", cls=Command, help=N_("Answer short questions; get a prepared case."))
@command
def diagnose_command(
    desk: Desk,
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("TEXT"), help=N_("The problem in your own words."), show_default=False
        ),
    ] = None,
    wallet: Wallet = None,
    guide: Annotated[
        str | None,
        typer.Option(
            "--guide",
            "-g",
            metavar=N_("GUIDE"),
            help=N_("The guide to go through."),
            autocompletion=completion.guides,
        ),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar=N_("FILE"), help=N_("Answers given in advance.")),
    ] = None,
    helping: Annotated[
        str | None,
        typer.Option(
            "--helping",
            metavar=N_("WHOM"),
            help=N_("You ask for somebody else, such as your mother."),
        ),
    ] = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help=N_("Ask nothing; fail where an answer is missing."))
    ] = False,
    no_save: Annotated[
        bool, typer.Option("--no-save", help=N_("Keep nothing on this computer."))
    ] = False,
    full: Full = False,
    as_json: AsJson = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """From a problem to a prepared case."""
    from wallethelp.cli.diagnose import Request, diagnose

    request = Request(
        text=" ".join(text or ()),
        helping=helping,
        wallet=wallet,
        guide=guide,
        answers=answers,
        no_input=no_input,
        no_save=no_save,
        full=full,
        as_json=as_json,
        output=output,
        force=force,
    )
    diagnose(desk, request)


@app.command("channels", cls=Command, help=N_("How to find a wallet's genuine support."))
@command
def channels_command(
    desk: Desk,
    wallet: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("WALLET"),
            help=N_("A wallet, such as upay."),
            autocompletion=completion.wallets,
        ),
    ] = None,
    guide: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar=N_("GUIDE"),
            help=N_("Rank them for the outcomes of a guide."),
            autocompletion=completion.guides,
        ),
    ] = None,
) -> Found:
    """Every wallet, the channels of one, or their ranking for a guide."""
    from wallethelp.cli.lookup import channels

    return channels(desk, wallet, guide)


@app.command("guides", cls=Command, help=N_("List the guides, or print one as a tree."))
@command
def guides_command(
    desk: Desk,
    guide: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("GUIDE"),
            help=N_("A guide, such as top-up-failed."),
            autocompletion=completion.guides,
        ),
    ] = None,
    sources: Annotated[
        bool, typer.Option("--sources", help=N_("What each piece of advice rests on."))
    ] = False,
    find: Annotated[
        str | None,
        typer.Option(
            "--find", metavar=N_("TEXT"), help=N_("Rank the guides for a sentence; - reads lines.")
        ),
    ] = None,
) -> Found:
    """Every guide, or one as a tree or with its sources."""
    from wallethelp.cli.lookup import guides

    return guides(desk, guide, sources=sources, find=find)


@app.command("export", cls=Command, help=N_("Write a case for somebody else to read."))
@command
def export_command(
    desk: Desk,
    case: NewestCase = None,
    purpose: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar=N_("NAME"),
            help=N_("Shape it: chat, phone, email, social, complaint, bank, regulator or police."),
            autocompletion=completion.purposes,
        ),
    ] = None,
    reveal: Annotated[
        bool, typer.Option("--reveal", help=N_("Mask nothing; for private channels only."))
    ] = False,
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar=N_("NAME"),
            help=N_("markdown, text, json, html, email or ics."),
            autocompletion=completion.formats,
        ),
    ] = "markdown",
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar=N_("FILE"),
            help=N_("Write to this file; - is standard output."),
        ),
    ] = None,
    bundle: Annotated[
        Path | None,
        typer.Option(
            "--bundle",
            metavar=N_("FILE"),
            help=N_("One zip: complaint, timeline and evidence."),
        ),
    ] = None,
    force: Force = False,
) -> None:
    """A stored case in one of the formats."""
    from wallethelp.cli.export import ExportRequest, export

    request = ExportRequest(
        case_id=case,
        format_name=format_name,
        purpose=purpose,
        reveal=reveal,
        output=output,
        bundle=bundle,
        force=force,
    )
    export(desk, request)


@flows_app.command("check", cls=Command, help=N_("Name every mistake in a folder of guides."))
@command
def flows_check_command(
    desk: Desk,
    folder: Folder = None,
    strict: Annotated[
        bool, typer.Option("--strict", help=N_("End with 1 for warnings as well."))
    ] = False,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar=N_("DATE"), help=N_("Judge what ages as on this day; today's date.")
        ),
    ] = None,
    format_name: Annotated[
        str,
        typer.Option(
            "--format", metavar="text|sarif|github", help=N_("For whom what was found is written.")
        ),
    ] = "text",
    sizes: Annotated[
        bool, typer.Option("--stats", help=N_("How large the guides are, and their ways."))
    ] = False,
    mend: Annotated[
        bool, typer.Option("--fix", help=N_("First mend what needs no understanding."))
    ] = False,
) -> Found:
    """Check a pack."""
    if mend:
        from wallethelp.cli.authors.fixing import fix

        fix(desk, folder)
    if sizes:
        from wallethelp.cli.authors.stats import stats

        return stats(desk, folder)
    from wallethelp.cli.flows_check import check

    return check(desk, folder, strict=strict, as_of=as_of, format_name=format_name)


@flows_app.command("facts", cls=Command, help=N_("Where each fact reaches a user."))
@command
def flows_facts_command(
    desk: Desk,
    folder: Folder = None,
    markdown: Annotated[bool, typer.Option("--markdown", help=N_("As a Markdown table."))] = False,
) -> Found:
    """Every fact with where it is cited."""
    from wallethelp.cli.flows import facts

    return facts(desk, folder, markdown=markdown)


@app.command("completion", cls=Command, help=N_("Print what makes a shell complete by Tab."))
@command
def completion_command(
    desk: Desk,
    shell: Annotated[
        str,
        typer.Argument(
            metavar=N_("SHELL"),
            help=N_("bash, zsh, fish or powershell."),
            autocompletion=completion.shells,
        ),
    ],
) -> None:
    """The script for one shell."""
    completion.script(desk, shell)


@flows_app.callback()
@command
def flows_command(desk: Desk) -> None:
    """Commands for authors."""


app.add_typer(cases_app, name="cases")
app.add_typer(flows_app, name="flows")
