"""`wallethelp export`: a case for somebody else to read."""

from pathlib import Path

from msgspec import Struct

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError, UsageError, unknown_name
from wallethelp.cli.sharing import Copy
from wallethelp.cli.stored import copy_of, stored, today_of
from wallethelp.cli.writing import check_output, write_output
from wallethelp.core.history import Today
from wallethelp.core.onward import READERS, Reader
from wallethelp.i18n import _
from wallethelp.render.contents import Parts
from wallethelp.render.export_formats import FORMATS, LETTERS, export_page, exported, letter_in
from wallethelp.render.page import Letter
from wallethelp.render.schema import CaseDocument
from wallethelp.render.shaped import PURPOSES, SIZES, Purpose, subject_of


class ExportRequest(Struct, frozen=True, kw_only=True):
    """What the command line asked for."""

    case_id: str | None
    format_name: str
    purpose: str | None
    reveal: bool
    output: str | None
    bundle: Path | None
    force: bool


def export(desk: Desk, request: ExportRequest) -> None:
    """Write a case in a format, after saying what is in it and what was masked.

    Raises UsageError for a format, reader or pair of options there is not, GivenError for a file
    that is there.
    """
    if request.bundle is not None:
        _refuse_beside(request)
        from wallethelp.cli.bundle import bundle

        bundle(
            desk,
            request.case_id,
            request.bundle,
            reveal=request.reveal,
            force=request.force,
        )
        return
    if request.format_name not in FORMATS:
        raise unknown_name(_("format"), request.format_name, FORMATS)
    reader = _reader(request)
    purpose = _purpose(request) if reader is None else None
    path = None if request.output in (None, "-") else Path(str(request.output))
    if path is not None:
        check_output(path, force=request.force)
    record = stored(desk, request.case_id)
    size = SIZES[purpose] if purpose is not None else None
    today = today_of(desk, record)
    copy = copy_of(desk, record, today, size, reveal=request.reveal)
    if reader is None:
        text = _shaped(desk, copy, request.format_name, purpose)
    else:
        text = _letter(desk, copy, today, reader, request.format_name)
    if path is None:
        desk.put(text)
    else:
        write_output(path, text, force=request.force)
        desk.say(_("Written to {path}.").format(path=path))


def _shaped(desk: Desk, copy: Copy, format_name: str, purpose: Purpose | None) -> str:
    document = copy.document()
    if format_name == "ics" and not _has_dates(document):
        raise GivenError(
            _("Case {id} has no date to follow up.").format(id=copy.case_id),
            _("Note a promise first: wallethelp cases log {id}").format(id=copy.case_id),
        )
    desk.say(*_contents(copy, format_name, purpose))
    return exported(document, format_name, purpose)


def _letter(desk: Desk, copy: Copy, today: Today, reader: Reader, format_name: str) -> str:
    """The statement for `reader`."""
    from wallethelp.render.statement import statement

    def made(parts: Parts) -> Letter:
        return statement(parts, today, reader)

    desk.say(_in_it(copy), *copy.contents_of(made))
    return letter_in(copy.made(made), format_name, today.now)


def _refuse_beside(request: ExportRequest) -> None:
    if request.output is not None or request.format_name != "markdown":
        raise UsageError(_("--bundle is one zip; leave --output and --format out."))
    if request.purpose not in (None, "complaint"):
        raise UsageError(_("--bundle holds the complaint; leave --for out."))


def _has_dates(document: CaseDocument) -> bool:
    from wallethelp.render.calendar import has_dates

    return has_dates(document)


def _reader(request: ExportRequest) -> Reader | None:
    """Who reads the statement that was asked for, or None."""
    reader = next((r for r in READERS if r == request.purpose), None)
    if reader is not None and request.format_name not in LETTERS:
        raise UsageError(
            _("A statement is a letter; it has no format {name}.").format(name=request.format_name),
            _("Formats: {names}").format(names=_(", ").join(LETTERS)),
        )
    return reader


def _purpose(request: ExportRequest) -> Purpose | None:
    """What the export is for. Revealing is only for a private channel, and asked for by name."""
    purpose: Purpose | None = next((p for p in PURPOSES if p == request.purpose), None)
    if request.purpose is not None and purpose is None:
        raise unknown_name(_("purpose"), request.purpose, (*PURPOSES, *READERS))
    if request.reveal and purpose in (None, "social"):
        raise UsageError(
            _("--reveal is for a private channel only, never for social media."),
            _("Say which: --for chat, phone, email, complaint, bank, regulator or police."),
        )
    if request.format_name == "ics" and purpose is not None:
        raise UsageError(_("A calendar holds dates only; leave --for out."))
    if purpose == "social" and request.format_name == "json":
        raise UsageError(_("JSON holds the whole case, which is not for social media."))
    if purpose is None and request.format_name == "email":
        return "email"
    return purpose


def _contents(copy: Copy, format_name: str, purpose: Purpose | None) -> list[str]:
    """What is in the export, and what of it was masked."""
    lines = [_in_it(copy)]
    if purpose == "social":
        return [*lines, _("For social media: nothing of the case is in it.")]
    if format_name == "ics":
        return [*lines, _("In it: {names}").format(names=_("the dates to follow up"))]

    def shown(document: CaseDocument) -> object:
        if format_name == "json":
            return document
        page = export_page(document, purpose)
        return (subject_of(document, purpose), page) if format_name == "email" and purpose else page

    return [*lines, *copy.contents(shown)]


def _in_it(copy: Copy) -> str:
    return _("Case {id} for somebody else to read.").format(id=copy.case_id)
