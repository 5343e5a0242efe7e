"""`wallethelp export`: a case for somebody else to read."""

import sys
from pathlib import Path

from wallethelp.cli.errors import CliError, check_output, unknown_name, write_output
from wallethelp.cli.keeping import document_from, stored
from wallethelp.cli.packs import open_pack, world_of
from wallethelp.cli.surroundings import Surroundings
from wallethelp.core.case import UnfinishedError
from wallethelp.i18n import _
from wallethelp.render.case_page import case_page
from wallethelp.render.document import CaseDocument
from wallethelp.render.lines import text_of
from wallethelp.render.markdown import markdown_of

FORMATS = ("markdown", "text", "json")


def export(
    around: Surroundings,
    *,
    case_id: str | None,
    format_name: str,
    output: str | None,
    force: bool,
) -> None:
    """Write a case in a format, after saying what is in it and what was masked."""
    if format_name not in FORMATS:
        raise unknown_name(_("format"), format_name, FORMATS, listing="")
    path = None if output in (None, "-") else Path(str(output))
    if path is not None:
        check_output(path, force=force)
    record = stored(around, case_id)
    world = world_of(open_pack(around).pack)
    try:
        document = document_from(around, world, record, masked=True)
    except UnfinishedError as error:
        raise CliError(
            1,
            _("Case {id} is not finished, so there is nothing to export yet.").format(id=record.id),
            _("See what was answered: wallethelp cases show {id}").format(id=record.id),
        ) from error
    around.say(
        *_contents(document, [f for f in world.pack.fields if world.pack.fields[f].identifying])
    )
    text = _written(document, format_name)
    if path is None:
        sys.stdout.write(text)
    else:
        write_output(path, text, force=force)
        around.say(_("Written to {path}.").format(path=path))


def _written(document: CaseDocument, format_name: str) -> str:
    match format_name:
        case "json":
            return document.to_json()
        case "text":
            return text_of(case_page(document))
        case _:
            return markdown_of(case_page(document))


def _contents(document: CaseDocument, identifying: list[str]) -> list[str]:
    """What is in the export, and what of it was masked."""
    have = [item for item in document.bring if item.value is not None]
    masked = [item.label for item in have if item.field in identifying]
    plain = [item.label for item in have if item.field not in identifying]
    lines = [_("Case {id} for somebody else to read.").format(id=document.id)]
    if plain:
        lines.append(_("In it: {names}").format(names=_(", ").join(plain)))
    if masked:
        lines.append(_("Masked: {names}").format(names=_(", ").join(masked)))
    lines.append(_("Phone numbers and e-mail addresses are masked too."))
    return lines
