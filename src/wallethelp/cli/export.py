"""`wallethelp export`: a case for somebody else to read."""

from dataclasses import dataclass
from pathlib import Path

from wallethelp.cli.errors import GIVEN, USAGE, CliError, check_output, unknown_name, write_output
from wallethelp.cli.keeping import session_from, stored
from wallethelp.cli.leaving import Copy
from wallethelp.cli.packs import open_pack, world_of
from wallethelp.cli.surroundings import Surroundings
from wallethelp.core.case import UnfinishedError, case_of
from wallethelp.i18n import _, language
from wallethelp.render.case_page import case_page
from wallethelp.render.lines import text_of
from wallethelp.render.markdown import markdown_of
from wallethelp.render.schema import CaseDocument
from wallethelp.render.shaped import (
    PURPOSES,
    SIZES,
    Purpose,
    body_of,
    shaped_page,
    subject_of,
)

FORMATS = ("markdown", "text", "json", "html", "email", "ics")


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportRequest:
    """What the command line asked for."""

    case_id: str | None
    format_name: str
    purpose: str | None
    reveal: bool
    output: str | None
    force: bool


def export(around: Surroundings, request: ExportRequest) -> None:
    """Write a case in a format, after saying what is in it and what was masked."""
    if request.format_name not in FORMATS:
        raise unknown_name(_("format"), request.format_name, FORMATS, listing="")
    purpose = _purpose(request)
    path = None if request.output in (None, "-") else Path(str(request.output))
    if path is not None:
        check_output(path, force=request.force)
    record = stored(around, request.case_id)
    world = world_of(open_pack(around).pack)
    try:
        case = case_of(world, session_from(around, world, record))
    except UnfinishedError as error:
        raise CliError(
            1,
            _("Case {id} is not finished, so there is nothing to export yet.").format(id=record.id),
            _("Go on with it: wallethelp cases resume {id}").format(id=record.id),
        ) from error
    copy = Copy(
        case=case,
        pack=world.pack,
        case_id=record.id,
        log=record.log,
        reveal=request.reveal,
        size=SIZES[purpose] if purpose is not None else None,
    )
    around.say(*_contents(copy, request.format_name, purpose))
    text = _written(copy.document(), request.format_name, purpose)
    if path is None:
        around.put(text)
    else:
        write_output(path, text, force=request.force)
        around.say(_("Written to {path}.").format(path=path))


def _purpose(request: ExportRequest) -> Purpose | None:
    """What the export is for. Revealing is only for a private channel, and asked for by name."""
    purpose: Purpose | None = next((p for p in PURPOSES if p == request.purpose), None)
    if request.purpose is not None and purpose is None:
        raise unknown_name(_("purpose"), request.purpose, PURPOSES, listing="")
    if request.reveal and purpose in (None, "social"):
        raise CliError(
            USAGE,
            _("--reveal is for a private channel only, never for social media."),
            _("Say which: --for chat, phone, email or complaint."),
        )
    if request.format_name == "ics" and purpose is not None:
        raise CliError(USAGE, _("A calendar holds dates only; leave --for out."))
    if purpose == "social" and request.format_name == "json":
        raise CliError(USAGE, _("JSON holds the whole case, which is not for social media."))
    if purpose is None and request.format_name == "email":
        return "email"
    return purpose


def _written(document: CaseDocument, format_name: str, purpose: Purpose | None) -> str:
    page = case_page(document) if purpose is None else shaped_page(document, purpose)
    match format_name:
        case "json":
            return document.to_json()
        case "text" if purpose is not None:
            return body_of(document, purpose)
        case "text":
            return text_of(page)
        case "html":
            from wallethelp.render.html import html_of

            return html_of(page, language())
        case "email":
            from wallethelp.render.email import eml_of

            shaped = purpose or "email"
            subject = "" if shaped == "social" else subject_of(document, shaped)
            return eml_of(document, subject, body_of(document, shaped))
        case "ics":
            from wallethelp.render.calendar import ics_of

            if document.next.follow_up is None and not any(
                line.promised_by for line in document.history
            ):
                raise CliError(
                    GIVEN,
                    _("Case {id} has no date to follow up.").format(id=document.id),
                    _("Note a promise first: wallethelp cases log {id}").format(id=document.id),
                )
            return ics_of(document)
        case _:
            return markdown_of(page)


def _contents(copy: Copy, format_name: str, purpose: Purpose | None) -> list[str]:
    """What is in the export, and what of it was masked."""
    lines = [_("Case {id} for somebody else to read.").format(id=copy.case_id)]
    if purpose == "social":
        return [*lines, _("For social media: nothing of the case is in it.")]
    if format_name == "ics":
        return [*lines, _("In it: {names}").format(names=_("the date to follow up"))]

    def shown(document: CaseDocument) -> object:
        if format_name == "json":
            return document
        page = case_page(document) if purpose is None else shaped_page(document, purpose)
        return (subject_of(document, purpose), page) if format_name == "email" and purpose else page

    return [*lines, *copy.contents(shown)]
