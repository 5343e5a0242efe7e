"""A case as it is stored: the words of its session and log, and their version."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any, Literal
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.json import decode, encode

from wallethelp.core.evidence import Pieces
from wallethelp.core.history import Closing, Contacted
from wallethelp.core.session import Session
from wallethelp.core.shape import Frozen
from wallethelp.core.zones import in_zone

PAYLOAD_VERSION: Literal[1] = 1
"""The version of what is stored inside a row; one of another version is left untouched."""

Why = Literal["damaged", "other-version"]


class Record(Struct, frozen=True, kw_only=True):
    """A case as it is stored. `guide_version` tells whether a guide changed since."""

    id: str
    session: Session
    finished: bool
    updated: datetime
    guide_version: str
    closed: bool = False
    log: tuple[Contacted, ...] = ()
    """The contacts since the summary, in the order they were noted."""
    closing: Closing | None = None
    """How it ended, where that was said when it was closed."""
    evidence: Pieces = ()
    is_still_open: bool = False
    """Whether the person said, when it had been left alone for long, that it is not over."""
    revision: int = 0
    """How often its answers were saved: who saves over another revision has missed something."""


class Unreadable(Struct, frozen=True, kw_only=True):
    """A case whose content cannot be read; it can still be listed and deleted."""

    id: str
    updated: datetime | None
    why: Why


class _StoredSession(Frozen, kw_only=True):
    version: Literal[1]
    zone: str | None
    """The IANA name of the session's time zone: an offset does not know about clock changes."""
    session: Session


class _StoredLog(Frozen, kw_only=True):
    version: Literal[1]
    contacts: tuple[Contacted, ...]
    closing: Closing | None = None
    evidence: Pieces = ()
    is_still_open: bool = False


COLUMNS = (
    "id, updated, finished, closed, revision, guide_version,"
    " CAST(session AS BLOB), CAST(log AS BLOB)"
)
"""What `record_of` reads. As bytes, so that what is no UTF-8 spoils one row only."""


def record_of(row: Sequence[Any]) -> Record | Unreadable:
    """The case in a row of COLUMNS."""
    case_id, updated, finished, closed, revision, guide_version, session, log = row
    when: datetime | None = None
    try:
        when = datetime.fromtimestamp(updated, UTC)
        told = decode(session, type=_StoredSession)
        after = decode(log, type=_StoredLog)
    except (ValueError, OverflowError, OSError):
        other = _is_of_another_version(session) or _is_of_another_version(log)
        return Unreadable(id=case_id, updated=when, why="other-version" if other else "damaged")
    zone = zone_named(told.zone)
    whole = in_zone(told.session, zone)
    return Record(
        id=case_id,
        session=whole,
        finished=bool(finished),
        updated=in_zone(when, whole.zone),
        guide_version=guide_version,
        closed=bool(closed),
        log=in_zone(after.contacts, zone),
        closing=in_zone(after.closing, zone),
        evidence=in_zone(after.evidence, zone),
        is_still_open=after.is_still_open,
        revision=revision,
    )


def session_json(session: Session) -> str:
    """What is stored of a session."""
    name = getattr(session.zone, "key", None)
    told = _StoredSession(version=PAYLOAD_VERSION, zone=name, session=session)
    return encode(told).decode()


def log_json(record: Record) -> str:
    """What is stored of everything since the summary: contacts, evidence, and how it ended."""
    stored = _StoredLog(
        version=PAYLOAD_VERSION,
        contacts=record.log,
        closing=record.closing,
        evidence=record.evidence,
        is_still_open=record.is_still_open,
    )
    return encode(stored).decode()


def zone_named(name: str | None) -> tzinfo | None:
    """The time zone of an IANA name; None where this machine does not know it."""
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _is_of_another_version(content: bytes) -> bool:
    try:
        stored = decode(content)
    except (ValueError, RecursionError):
        return False
    version = stored.get("version") if isinstance(stored, dict) else None
    return type(version) is int and version != PAYLOAD_VERSION
