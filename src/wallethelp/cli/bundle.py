"""`export --bundle`: the complaint, the order of time and the evidence in one file."""

from hashlib import sha256
from pathlib import Path

from wallethelp.cli.desk import Desk
from wallethelp.cli.stored import copy_of, stored, today_of
from wallethelp.cli.writing import check_output, write_output
from wallethelp.i18n import _, plural
from wallethelp.render.bundle import bundle_of, index_page
from wallethelp.render.export_formats import export_page
from wallethelp.render.shaped import SIZES
from wallethelp.store.records import Record


def bundle(desk: Desk, case_id: str | None, path: Path, *, reveal: bool, force: bool) -> None:
    """Write one zip of a case, after saying what is in it and what was masked."""
    check_output(path, force=force)
    record = stored(desk, case_id)
    copy = copy_of(
        desk,
        record,
        today_of(desk, record),
        SIZES["complaint"],
        reveal=reveal,
        is_timed=True,
    )
    copies = dict(_copies(desk, record))
    content = bundle_of(copy.document(), copies)
    desk.say(
        _("Case {id} for somebody else to read.").format(id=record.id),
        *copy.contents(
            lambda shown: (export_page(shown, "complaint"), shown.timeline, index_page(shown, {}))
        ),
        *_told(record, copies),
    )
    write_output(path, content, force=force)
    desk.say(_("Written to {path}.").format(path=path))


def _copies(desk: Desk, record: Record) -> list[tuple[int, bytes]]:
    """The copies that are there and still what they were, by the number of the evidence."""
    found = []
    for piece in record.evidence:
        if piece.copy is None:
            continue
        content = desk.store.copies.read(record.id, piece.copy.digest)
        if content is not None and sha256(content).hexdigest() == piece.copy.digest:
            found.append((piece.number, content))
        else:
            desk.say(
                _("The copy of evidence {number} is missing or was changed: not included.").format(
                    number=piece.number
                )
            )
    return found


def _told(record: Record, copies: dict[int, bytes]) -> list[str]:
    lines = []
    if copies:
        files = plural("{n} evidence file", "{n} evidence files", len(copies))
        lines.append(
            _(
                "{files} in it as they are: nothing within them was masked. Look at them first."
            ).format(files=files)
        )
    left = len(record.evidence) - len(copies)
    if left:
        lines.append(
            plural(
                "{n} file is listed as not included: no copy of it is kept.",
                "{n} files are listed as not included: no copy of them is kept.",
                left,
            )
        )
    return lines
