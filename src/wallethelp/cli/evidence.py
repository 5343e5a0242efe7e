"""Evidence added to a case and removed from it: a file that shows something, noted or copied."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from wallethelp.cli.asking_evidence import Asking, Told
from wallethelp.cli.cases import title_of
from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError, UsageError, name_lines
from wallethelp.cli.evidence_words import added, refused_file
from wallethelp.cli.given_details import read_given
from wallethelp.cli.given_files import MAX_HELD, GivenFile, read_file
from wallethelp.cli.stored import case_from, stored
from wallethelp.core.evidence import EVIDENCE_FIELDS, Evidence, KeptCopy
from wallethelp.core.pictures import without_metadata
from wallethelp.core.privacy.files import file_secret, is_too_long_to_search, kept_name
from wallethelp.core.values import Detail, Moment, Words
from wallethelp.core.zones import in_zone
from wallethelp.i18n import _
from wallethelp.render import words
from wallethelp.render.value_words import size_of
from wallethelp.store.records import Record
from wallethelp.ui.prompts import Choice, Select


class Wanted(Struct, frozen=True, kw_only=True):
    """What the command line says of a file; what is empty is not said."""

    shows: str = ""
    date: str = ""
    copy: bool = False


def add_evidence(desk: Desk, case_id: str, path: Path, wanted: Wanted) -> None:
    """Note a file as evidence of a case, and copy it only where the person says so.

    What is plainly a secret is refused. What is not given is asked for on a terminal. Raises
    UsageError for what is not understood, GivenError for a file that is refused or cannot be read.
    """
    record = stored(desk, case_id)
    case_from(desk, record)
    now = in_zone(desk.now(), record.session.zone)
    given = read_file(path, desk.watch(_("Reading the file")))
    for name in given.names:
        why = file_secret(name, given.head)
        if why is not None:
            raise GivenError(*refused_file(why))
    why_not = _why_no_copy(given)
    if wanted.copy and why_not:
        raise GivenError(
            why_not, _("Without --copy only its name, date and fingerprint are noted.")
        )
    told = Told(
        shows=_read(desk, "shows", wanted.shows, now),
        dated=_read(desk, "dated", wanted.date, now),
        copy=wanted.copy,
    )
    ui = desk.person(no_input=bool(wanted.shows))
    if ui is not None:
        about = words.titled(
            _("Case {id}").format(id=record.id),
            title_of(desk.pack, record.session, to=desk.err.file),
        )
        asking = Asking(ui, desk.world.calendar, now, about, kept_name(path.name), why_not)
        try:
            answered = asking.ask(told)
        except KeyboardInterrupt:
            desk.say(_("Nothing was noted."))
            raise
        if answered is None:
            desk.say(_("Nothing was noted."))
            return
        told = answered
    elif not wanted.shows:
        raise UsageError(
            _("What does it show? There is no terminal to ask on."), _("Say it: --shows TEXT")
        )
    _keep(desk, record, path.name, given, told, now)


def _why_no_copy(given: GivenFile) -> str:
    """Why a file can only be noted; nothing where it can be copied."""
    if given.content is None:
        return _("It is too large to be copied: {size}, where at most {limit} are.").format(
            size=size_of(given.size), limit=size_of(MAX_HELD)
        )
    if is_too_long_to_search(given.head, given.size):
        return _("It is a text too long to be searched for secrets, so it is not copied.")
    return ""


def _read(desk: Desk, name: str, text: str, now: datetime) -> Detail | None:
    if not text:
        return None
    return read_given(text, EVIDENCE_FIELDS[name], now=now, calendar=desk.world.calendar)


def _keep(
    desk: Desk, record: Record, name: str, given: GivenFile, told: Told, now: datetime
) -> None:
    content = given.content if told.copy else None
    bare = without_metadata(content) if content is not None else None
    kept = content if bare is None else bare
    piece = Evidence(
        name=kept_name(name),
        shows=_text(told.shows),
        digest=given.digest,
        size=given.size,
        added=now,
        changed=_time(given.changed, now),
        dated=told.dated.value if told.dated and isinstance(told.dated.value, Moment) else None,
        copy=_copy(kept, is_stripped=kept != content) if kept is not None else None,
    )
    noted = desk.store.add(record.id, piece, kept, now=desk.now())
    known = next((old for old in record.evidence if old.digest == piece.digest), None)
    here = next(one for one in noted.evidence if one.digest == piece.digest)
    desk.say(*added(here, record.id, again=known is not None))


def _text(detail: Detail | None) -> str:
    return detail.value.text if detail is not None and isinstance(detail.value, Words) else ""


def _copy(content: bytes, *, is_stripped: bool) -> KeptCopy:
    from hashlib import sha256

    digest = sha256(content).hexdigest()
    return KeptCopy(digest=digest, size=len(content), is_stripped=is_stripped)


def _time(seconds: float, now: datetime) -> datetime | None:
    """A time of the file system; None for one that no calendar has."""
    try:
        return in_zone(datetime.fromtimestamp(int(seconds), now.tzinfo), now.tzinfo)
    except (OverflowError, ValueError, OSError):
        return None


def remove_evidence(desk: Desk, case_id: str, number: int, *, yes: bool) -> None:
    """Take a piece of evidence out of a case, and delete its copy, after asking.

    Raises UsageError where it has none of this number.
    """
    record = stored(desk, case_id)
    piece = next((piece for piece in record.evidence if piece.number == number), None)
    if piece is None:
        raise UsageError(
            _("Case {id} has no evidence of number {number}.").format(id=record.id, number=number),
            *name_lines("", [str(piece.number) for piece in record.evidence]),
        )
    what = _("Remove evidence {number}: {name}").format(number=number, name=piece.name)
    if piece.copy is not None:
        gone = _("Its copy is deleted for good; the file it was copied from stays.")
        what = f"{what}\n{gone}"
    if not yes:
        ui = desk.person()
        if ui is None:
            raise UsageError(
                *what.splitlines(),
                _("There is nobody to ask; add --yes to delete without asking."),
            )
        chosen = ui.select(
            Select(
                key="remove",
                question=what,
                choices=(Choice("no", _("No, keep it")), Choice("yes", _("Yes, remove"))),
                must_choose=True,
                can_go_back=False,
            )
        )
        if chosen != "yes":
            desk.say(_("Nothing was removed."))
            return
    desk.store.remove(record.id, piece.digest, now=desk.now())
    desk.say(_("Removed from case {id}: {name}").format(id=record.id, name=piece.name))
