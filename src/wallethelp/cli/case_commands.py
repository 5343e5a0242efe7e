"""The commands about the cases kept here. Each reads what was typed, and hands over."""

from pathlib import Path
from typing import Annotated

import typer

from wallethelp.cli import completion
from wallethelp.cli.desk import Desk
from wallethelp.cli.help import Command, Group
from wallethelp.cli.options import command
from wallethelp.cli.result import Found
from wallethelp.i18n import N_

cases_app = typer.Typer(
    cls=Group, help=N_("The cases kept on this computer."), rich_markup_mode=None
)
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


@cases_app.command("add", cls=Command, help=N_("Add evidence: a file that shows something."))
@command
def cases_add_command(
    desk: Desk,
    case: CaseId,
    file: Annotated[
        Path, typer.Argument(metavar=N_("FILE"), help=N_("Such as a screenshot or a receipt."))
    ],
    shows: Annotated[
        str, typer.Option("--shows", metavar=N_("TEXT"), help=N_("What it shows."))
    ] = "",
    date: Annotated[
        str, typer.Option("--date", metavar=N_("TIME"), help=N_("Of when it is."))
    ] = "",
    copy: Annotated[
        bool, typer.Option("--copy", help=N_("Keep a copy, not only its name and fingerprint."))
    ] = False,
) -> None:
    """Note a file as evidence, and copy it where that is said."""
    from wallethelp.cli.evidence import Wanted, add_evidence

    add_evidence(desk, case, file, Wanted(shows=shows, date=date, copy=copy))


@cases_app.command("remove", cls=Command, help=N_("Remove a piece of evidence, copy and all."))
@command
def cases_remove_command(
    desk: Desk,
    case: CaseId,
    number: Annotated[
        int, typer.Argument(metavar=N_("NUMBER"), help=N_("Its number, as the case shows it."))
    ],
    yes: Yes = False,
) -> None:
    """Take a piece of evidence out of a case."""
    from wallethelp.cli.evidence import remove_evidence

    remove_evidence(desk, case, number, yes=yes)


@cases_app.command("import", cls=Command, help=N_("Take in a case exported as JSON."))
@command
def cases_import_command(
    desk: Desk,
    file: Annotated[
        Path,
        typer.Argument(metavar=N_("FILE"), help=N_("Written by: wallethelp export --format json")),
    ],
) -> None:
    """Take in a case from another computer."""
    from wallethelp.cli.importing import import_case

    import_case(desk, file)


@cases_app.command("close", cls=Command, help=N_("Mark a case as done with."))
@command
def cases_close_command(
    desk: Desk,
    case: CaseId,
    result: Annotated[
        str | None,
        typer.Option(
            "--result",
            metavar=N_("RESULT"),
            help=N_("How it ended; a wrong word shows them all."),
            autocompletion=completion.endings,
        ),
    ] = None,
    amount: Annotated[
        str | None,
        typer.Option("--amount", metavar=N_("AMOUNT"), help=N_("The money that came back.")),
    ] = None,
) -> None:
    """Close a case, and keep how it ended; it stays readable."""
    from wallethelp.cli.closing import close_case

    close_case(desk, case, result=result, amount=amount)


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
