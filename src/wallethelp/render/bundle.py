"""One file with all that a stranger needs: the complaint, the order of time, the evidence."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import PurePath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from wallethelp.i18n import _, labelled
from wallethelp.render import words
from wallethelp.render.export_formats import exported
from wallethelp.render.foreign import foreign_blocks
from wallethelp.render.lines import text_of
from wallethelp.render.page import Block, Entry, Page, Paragraph, Section, Title
from wallethelp.render.schema import CaseDocument, EvidenceLine

_UNIX = 3
_PRIVATE = 0o100600 << 16
_ENDING = 8
"""Letters of the ending of a file that say what it is."""


def bundle_of(document: CaseDocument, copies: Mapping[int, bytes]) -> bytes:
    """A zip of the case, the same for the same case; `copies` are by the number of the evidence.

    The names in it are ours: that of a file can tell who somebody is, or lead out of a folder.
    """
    parts: dict[str, bytes] = {
        "complaint.html": exported(document, "html", "complaint").encode(),
        "complaint.txt": exported(document, "text", "complaint").encode(),
        "timeline.txt": text_of(_timeline_page(document)).encode(),
    }
    if document.evidence:
        parts["evidence.txt"] = text_of(index_page(document, copies)).encode()
    for line in document.evidence:
        if line.number in copies:
            parts[_place(line)] = copies[line.number]
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(_info(name, document.finished), content)
    return out.getvalue()


def _info(name: str, at: datetime) -> ZipInfo:
    info = ZipInfo(name, at.timetuple()[:6])
    info.create_system, info.external_attr = _UNIX, _PRIVATE
    # A picture or a film is packed already.
    info.compress_type = ZIP_STORED if name.startswith("evidence/") else ZIP_DEFLATED
    return info


def _place(line: EvidenceLine) -> str:
    ending = PurePath(line.name).suffix.lower()
    is_plain = ending.isascii() and ending[1:].isalnum() and len(ending) <= _ENDING
    return f"evidence/{line.number}{ending if is_plain else ''}"


def _timeline_page(document: CaseDocument) -> Page:
    def blocks() -> Iterator[Block]:
        yield Title(_("In the order of time"), words.case_name(document.id))
        for line in document.timeline:
            yield Entry("-", f"{line.at_text} · {line.text}")
        yield from foreign_blocks(document.pack)

    return tuple(blocks())


def index_page(document: CaseDocument, copies: Mapping[int, bytes]) -> Page:
    """The evidence with what tells each file: by its digest anybody can see that it is the same."""

    def blocks() -> Iterator[Block]:
        yield Title(_("Evidence"), words.case_name(document.id))
        for line in document.evidence:
            yield Section(f"{line.number} · {line.name}")
            if line.shows:
                yield Paragraph(line.shows)
            if line.date_text:
                yield Paragraph(line.date_text)
            yield Paragraph(labelled(_("Size"), line.size_text))
            yield Paragraph(labelled("SHA-256", line.digest))
            if line.number not in copies:
                yield Paragraph(_("Not included: only the person who made this has it."))
                continue
            yield Paragraph(labelled(_("In this file"), _place(line)))
            if line.copy_digest is not None:
                yield Paragraph(
                    _(
                        "Place, time and device were taken out of this copy; its SHA-256: {digest}"
                    ).format(digest=line.copy_digest)
                )

    return tuple(blocks())
