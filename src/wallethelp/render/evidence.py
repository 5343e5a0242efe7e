"""Evidence in words: the list of it, and its place in the order of time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from wallethelp.core.evidence import Evidence, Pieces
from wallethelp.core.values import Moment
from wallethelp.i18n import _, labelled
from wallethelp.render import words
from wallethelp.render.page import Block, Entry, Section
from wallethelp.render.schema import CaseDocument, EvidenceLine, TimeData
from wallethelp.render.value_words import moment, size_of, time_of


def evidence_lines(pieces: Pieces, *, seen_from: datetime) -> tuple[EvidenceLine, ...]:
    """Every piece as a line of the document."""
    return tuple(_line(piece, seen_from) for piece in pieces)


def _line(piece: Evidence, seen_from: datetime) -> EvidenceLine:
    date, shown = piece.dated, ""
    if date is not None:
        shown = moment(date, seen_from=seen_from)
    elif piece.changed is not None:
        date = Moment.exactly(piece.changed)
        when = time_of(piece.changed, seen_from=seen_from)
        shown = _("file last changed on {when}").format(when=when)
    copy = piece.copy
    return EvidenceLine(
        number=piece.number,
        name=piece.name,
        shows=piece.shows,
        date=TimeData(from_=date.earliest, to=date.latest, about=date.about) if date else None,
        date_text=shown,
        digest=piece.digest,
        size=piece.size,
        size_text=size_of(piece.size),
        is_included=copy is not None,
        copy_digest=copy.digest if copy is not None and copy.digest != piece.digest else None,
    )


def listed(lines: Sequence[EvidenceLine], others: Iterable[str] = ()) -> Iterator[Block]:
    """The evidence as somebody else is told of it; `others` is what there is besides files."""
    files = [
        Entry(
            str(line.number),
            labelled(line.name, line.shows),
            (words.titled(line.date_text, line.size_text), f"SHA-256 {line.digest}"),
        )
        for line in lines
    ]
    numbered = enumerate(others, max((line.number for line in lines), default=0) + 1)
    entries = [*files, *(Entry(str(number), text) for number, text in numbered)]
    if entries:
        yield Section(_("Evidence"))
        yield from entries


def evidence_part(document: CaseDocument) -> Iterator[Block]:
    """The evidence as a section of a page."""
    if document.evidence:
        yield Section(_("Evidence"))
        for line in document.evidence:
            kept = _("a copy is kept with the case") if line.is_included else _("only noted")
            yield Entry(
                str(line.number),
                labelled(line.name, line.shows) if line.shows else line.name,
                (words.titled(line.date_text, line.size_text, kept), f"SHA-256 {line.digest}"),
            )
