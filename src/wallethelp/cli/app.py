"""The commands. Each reads what was typed, and hands over."""

from pathlib import Path
from typing import Annotated

import typer

from wallethelp import __version__
from wallethelp.cli import completion
from wallethelp.cli.desk import Desk
from wallethelp.cli.help import Command, Group
from wallethelp.cli.options import AsJson, command
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
cases_app = typer.Typer(
    cls=Group, help=N_("The cases kept on this computer."), rich_markup_mode=None
)
flows_app = typer.Typer(cls=Group, help=N_("For those who write guides."), rich_markup_mode=None)

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
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar=N_("FILE"), help=N_("Write to this file instead.")),
]
Force = Annotated[bool, typer.Option("--force", help=N_("Overwrite the file if it exists."))]
CaseId = Annotated[
    str,
    typer.Argument(metavar=N_("CASE"), help=N_("A case's id."), autocompletion=completion.cases),
]
NewestCase = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("CASE"),
        help=N_("A case's id; the newest by default."),
        autocompletion=completion.cases,
    ),
]
Full = Annotated[
    bool, typer.Option("--full", help=N_("Everything, not only what fits one screen."))
]
Yes = Annotated[bool, typer.Option("--yes", help=N_("Do not ask before deleting."))]


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
            help=N_("Shape it: chat, phone, email, social or complaint."),
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
        force=force,
    )
    export(desk, request)


@cases_app.callback(invoke_without_command=True)
@command
def cases_command(desk: Desk) -> Found:
    """List the cases where no other command is named."""
    from wallethelp.cli.cases import listed

    return listed(desk)


@cases_app.command("list", cls=Command, help=N_("List the cases, the newest first."))
@command
def cases_list_command(desk: Desk) -> Found:
    """Every stored case."""
    from wallethelp.cli.cases import listed

    return listed(desk)


@cases_app.command("show", cls=Command, help=N_("Show one case."))
@command
def cases_show_command(desk: Desk, case: NewestCase = None, full: Full = False) -> Found:
    """One stored case."""
    from wallethelp.cli.cases import shown

    return shown(desk, case, full=full)


@cases_app.command("resume", cls=Command, help=N_("Go on with a case that was left."))
@command
def cases_resume_command(
    desk: Desk,
    case: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("CASE"),
            help=N_("A case's id; the last one by default."),
            autocompletion=completion.cases,
        ),
    ] = None,
) -> None:
    """Go on at the very question."""
    from wallethelp.cli.diagnose import resume

    resume(desk, case)


@cases_app.command("log", cls=Command, help=N_("Note a contact with support."))
@command
def cases_log_command(
    desk: Desk,
    case: NewestCase = None,
    channel: Annotated[
        str | None,
        typer.Option(
            "--channel",
            metavar=N_("NAME"),
            help=N_("Which way, such as phone."),
            autocompletion=completion.channels,
        ),
    ] = None,
    result: Annotated[
        str | None,
        typer.Option(
            "--result",
            metavar=N_("RESULT"),
            help=N_("What came of it, such as refused."),
            autocompletion=completion.results,
        ),
    ] = None,
    when: Annotated[
        str, typer.Option("--when", metavar=N_("TIME"), help=N_("When it was; now by default."))
    ] = "",
    whom: Annotated[str, typer.Option("--whom", metavar=N_("NAME"), help=N_("With whom."))] = "",
    ticket: Annotated[
        str, typer.Option("--ticket", metavar=N_("NUMBER"), help=N_("The ticket number."))
    ] = "",
    said: Annotated[
        str, typer.Option("--said", metavar=N_("TEXT"), help=N_("What they said."))
    ] = "",
    promised: Annotated[
        str,
        typer.Option("--promised", metavar=N_("TIME"), help=N_("By when they promised a result.")),
    ] = "",
) -> None:
    """Note a contact, its ticket number and its promise."""
    from wallethelp.cli.contacts import log_contact

    given = {
        "contacted-at": when,
        "whom": whom,
        "ticket": ticket,
        "said": said,
        "promised-by": promised,
    }
    given = {name: text for name, text in given.items() if text}
    log_contact(desk, case, channel=channel, result=result, given=given)


@cases_app.command("close", cls=Command, help=N_("Mark a case as done with."))
@command
def cases_close_command(desk: Desk, case: CaseId) -> None:
    """Close a case; it stays readable."""
    from wallethelp.cli.closing import close_case

    close_case(desk, case)


@cases_app.command("delete", cls=Command, help=N_("Delete a case for good."))
@command
def cases_delete_command(desk: Desk, case: CaseId, yes: Yes = False) -> None:
    """Delete one case."""
    from wallethelp.cli.closing import delete_case

    delete_case(desk, case, yes=yes)


@cases_app.command("purge", cls=Command, help=N_("Delete old cases for good."))
@command
def cases_purge_command(
    desk: Desk,
    older_than: Annotated[
        str,
        typer.Option("--older-than", metavar=N_("LENGTH"), help=N_('Such as "90 days".')),
    ],
    yes: Yes = False,
) -> None:
    """Delete every case not touched for a length of time."""
    from wallethelp.cli.closing import purge_cases

    purge_cases(desk, older_than, yes=yes)


@flows_app.command("check", cls=Command, help=N_("Name every mistake in a folder of guides."))
@command
def flows_check_command(
    desk: Desk,
    folder: Annotated[
        str | None,
        typer.Argument(metavar=N_("DIR"), help=N_("The folder; the shipped one by default.")),
    ] = None,
) -> Found:
    """Check a pack."""
    from wallethelp.cli.flows import check

    return check(desk, folder)


@flows_app.command("facts", cls=Command, help=N_("Where each fact reaches a user."))
@command
def flows_facts_command(
    desk: Desk,
    markdown: Annotated[bool, typer.Option("--markdown", help=N_("As a Markdown table."))] = False,
) -> Found:
    """Every fact with where it is cited."""
    from wallethelp.cli.flows import facts

    return facts(desk, markdown=markdown)


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
