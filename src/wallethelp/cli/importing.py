"""A case from another computer taken in: whole and sound, or not at all."""

from pathlib import Path

from msgspec.structs import replace

from wallethelp.cli.cases import title_of
from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError, bad_file
from wallethelp.cli.given_files import read_file
from wallethelp.cli.stored import finished_case
from wallethelp.core.limits import MAX_BYTES
from wallethelp.core.mistakes import Mistake
from wallethelp.core.session import replay
from wallethelp.core.transfer import Transfer
from wallethelp.core.transfer_check import masked
from wallethelp.core.version import version_of
from wallethelp.core.zones import in_zone
from wallethelp.i18n import _
from wallethelp.pack.transfers import read_transfer
from wallethelp.store.records import Record, zone_named


def import_case(desk: Desk, path: Path) -> None:
    """Take in a case that was exported as JSON; says what of it was masked or did not come along.

    Raises GivenError, with nothing written, where the file is no sound case, or the case is here.
    """
    given = read_file(path, desk.watch(_("Reading the file")))
    if given.size > MAX_BYTES or given.content is None:
        limit = {"limit": f"{MAX_BYTES:,}"}
        raise bad_file([Mistake(code="too-big", file=str(path), names=limit)])
    kept, mistakes = read_transfer(given.content, str(path))
    if kept is None:
        raise bad_file(mistakes)
    record = _record(desk, kept, path)
    same = next((old for old in _same(desk, record)), None)
    if same is not None:
        raise GivenError(
            _("This is case {id}, which is here already: nothing was taken in.").format(id=same.id),
            _("Read it: wallethelp cases show {id}").format(id=same.id),
        )
    taken = desk.store.take_in(record)
    desk.say(
        _("Taken in as case {id}: {title}").format(
            id=taken.id, title=title_of(desk.pack, taken.session, to=desk.err.file)
        ),
        *_told(kept, desk, taken),
    )


def _told(kept: Transfer, desk: Desk, taken: Record) -> list[str]:
    lines = []
    if masked(kept):
        lines.append(
            _("What was masked in the file stays masked: nobody can read it out of there.")
        )
    if any(piece.copy is not None for piece in kept.evidence):
        lines.append(
            _("Copies of evidence do not come along; add the files again to have them here.")
        )
    if kept.guides and kept.guides != taken.guide_version:
        lines.append(_("The guide has changed since; what still fits is kept."))
    if taken.finished:
        lines.append(_("Read it: wallethelp cases show {id}").format(id=taken.id))
    else:
        lines.append(_("Go on with it: wallethelp cases resume {id}").format(id=taken.id))
    return lines


def _record(desk: Desk, kept: Transfer, path: Path) -> Record:
    world = desk.world
    if kept.session.guide not in world.pack.guides:
        raise GivenError(
            _("{path}: there is no guide “{name}” here, so the case cannot be used.").format(
                path=path, name=kept.session.guide
            )
        )
    # Times are told as they were there, where this computer knows that zone.
    whole = in_zone(kept, zone_named(kept.zone))
    session = replay(world, whole.session).session
    return Record(
        id="",
        session=session,
        finished=finished_case(world, session) is not None,
        updated=in_zone(desk.now(), session.zone),
        guide_version=version_of(world, session),
        closed=whole.closed,
        log=whole.contacts,
        closing=whole.closing,
        # Where a copy was kept, it stayed there.
        evidence=tuple(replace(piece, copy=None) for piece in whole.evidence),
    )


def _same(desk: Desk, record: Record) -> list[Record]:
    """Cases kept here that began at the same moment, in the same guide."""
    session = record.session
    return [
        old
        for old in desk.watch(_("Reading the cases"))(desk.store.all())
        if isinstance(old, Record)
        and old.session.started == session.started
        and old.session.guide == session.guide
    ]
