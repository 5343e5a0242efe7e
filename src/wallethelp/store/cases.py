"""Cases in SQLite: every answer is committed as it is given, and deleted bytes are gone.

`journal_mode=DELETE` with `secure_delete=ON` leaves nothing of a deleted row in our files; a WAL
was seen to keep it. What a command changes, it changes in one statement or one transaction: it
never writes back what it read before somebody was asked.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import Literal

from msgspec.structs import replace

from wallethelp.core.history import Closing, Contacted
from wallethelp.core.session import Session
from wallethelp.store.home import make_private, tighten
from wallethelp.store.records import (
    COLUMNS,
    Record,
    Unreadable,
    log_json,
    record_of,
    session_json,
)

Problem = Literal[
    "unwritable",
    "full",
    "failing",
    "damaged",
    "other-version",
    "busy",
    "deleted",
    "closed",
    "changed",
    "traces",
]
"""Why nothing could be done. From `deleted` to `changed`: somebody else did something meanwhile.

`traces`: the cases are deleted, but the file could not be rewritten.
"""

SCHEMA_VERSION = 2
_FILE = "cases.sqlite3"
_DAMAGED = "cases-damaged-*.sqlite3"
_BUSY_SECONDS = 5.0
_CREATE = """
CREATE TABLE cases (
    id TEXT PRIMARY KEY,
    updated INTEGER NOT NULL,
    finished INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    guide_version TEXT NOT NULL,
    session TEXT NOT NULL,
    log TEXT NOT NULL
) STRICT;
CREATE INDEX cases_by_time ON cases (updated DESC);
CREATE TABLE numbers (day TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
"""
_NEWEST_FIRST = "ORDER BY updated DESC, rowid DESC"
_ROOM_PER_DAMAGED_FILE = 100
"""Ids left free for the cases in each file set aside: what names one of them names no other."""


class StoreError(Exception):
    """The cases cannot be read or written; `problem`, `place` and `case_id` say why and where."""

    def __init__(self, problem: Problem, place: Path, case_id: str = "") -> None:
        super().__init__(f"{problem}: {place}")
        self.problem: Problem = problem
        self.place = place
        self.case_id = case_id


class CaseStore:
    """The cases of one user, in one file of `folder`. Every method may raise StoreError."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / _FILE
        self.exposed = tighten(folder)
        """What of ours other users can open, where that could not be changed."""

    def create(
        self, session: Session, *, finished: bool, guide_version: str, now: datetime
    ) -> Record:
        """Store a new case and give it the next id of its day, such as `1121-1`.

        No id is given twice, whatever was deleted.
        """
        day = f"{now:%m%d}"
        first = 1 + _ROOM_PER_DAMAGED_FILE * len(self.damaged_files())
        with self._open("create") as connection:
            number = connection.execute(
                "INSERT INTO numbers VALUES (?, ?)"
                " ON CONFLICT (day) DO UPDATE SET last = last + 1 RETURNING last",
                (day, first),
            ).fetchone()[0]
            record = Record(
                id=f"{day}-{number}",
                session=session,
                finished=finished,
                updated=now,
                guide_version=guide_version,
            )
            connection.execute(
                "INSERT INTO cases VALUES (?, ?, ?, 0, 0, ?, ?, ?)",
                (
                    record.id,
                    int(now.timestamp()),
                    int(finished),
                    guide_version,
                    session_json(session),
                    log_json(record),
                ),
            )
        return record

    def save(self, record: Record) -> Record:
        """Commit the answers of `record` over those it was read with; returns it as it is now.

        Raises StoreError where it was deleted, closed, or gone on with elsewhere in the meantime.
        """
        with self._change(record.id) as connection:
            saved = connection.execute(
                "UPDATE cases SET updated = ?, finished = ?, guide_version = ?, session = ?,"
                " revision = revision + 1 WHERE id = ? AND revision = ? AND closed = ?",
                (
                    int(record.updated.timestamp()),
                    int(record.finished),
                    record.guide_version,
                    session_json(record.session),
                    record.id,
                    record.revision,
                    int(record.closed),
                ),
            ).rowcount
            if not saved:
                query = "SELECT closed FROM cases WHERE id = ?"
                row = connection.execute(query, (record.id,)).fetchone()
                problem: Problem = "deleted" if row is None else "changed"
                if row is not None and row[0] and not record.closed:
                    problem = "closed"
                raise StoreError(problem, self.place, record.id)
        return replace(record, revision=record.revision + 1)

    def note(self, case_id: str, contact: Contacted, *, now: datetime) -> Record:
        """Add a contact to those of a case, whoever noted others meanwhile; returns the case."""
        with self._change(case_id) as connection:
            found = self._there(connection, case_id)
            noted = replace(found, log=(*found.log, contact), updated=now)
            connection.execute(
                "UPDATE cases SET log = ?, updated = ? WHERE id = ?",
                (log_json(noted), int(now.timestamp()), case_id),
            )
        return noted

    def _there(self, connection: sqlite3.Connection, case_id: str) -> Record:
        found = next(_select(connection, "WHERE id = ?", case_id), None)
        if not isinstance(found, Record):
            raise StoreError("damaged" if found else "deleted", self.place, case_id)
        return found

    def close(self, case_id: str, *, now: datetime, closing: Closing | None = None) -> None:
        """Mark a case as done with, and keep how it ended."""
        with self._change(case_id) as connection:
            if closing is not None:
                closed = replace(self._there(connection, case_id), closing=closing)
                query = "UPDATE cases SET log = ? WHERE id = ?"
                connection.execute(query, (log_json(closed), case_id))
            values = (int(now.timestamp()), case_id)
            query = "UPDATE cases SET closed = 1, updated = ? WHERE id = ?"
            if not connection.execute(query, values).rowcount:
                raise StoreError("deleted", self.place, case_id)

    def find(self, case_id: str) -> Record | Unreadable | None:
        """The case with this id, or None."""
        # An argument that is no UTF-8 comes as surrogates, which SQLite takes for no text at all.
        name = case_id.encode(errors="replace").decode()
        return next(iter(self._read("WHERE id = ?", name)), None)

    def newest(self) -> Record | Unreadable | None:
        """The case worked on last, or None where there is none."""
        return next(iter(self.recent(1)), None)

    def all(self) -> list[Record | Unreadable]:
        """Every case, the one worked on last first."""
        return self._read(_NEWEST_FIRST)

    def recent(self, most: int) -> list[Record | Unreadable]:
        """The cases worked on last, at most `most` of them."""
        return self._read(f"{_NEWEST_FIRST} LIMIT ?", most)

    def unfinished(self) -> Record | Unreadable | None:
        """The case worked on last that has no outcome yet and was not closed, or None."""
        where = f"WHERE finished = 0 AND closed = 0 {_NEWEST_FIRST} LIMIT 1"
        return next(iter(self._read(where)), None)

    def ids(self) -> list[str]:
        """The ids of all cases, the one worked on last first."""
        return self._ids("")

    def older_than(self, before: datetime) -> list[str]:
        """The ids of cases last worked on before a time."""
        return self._ids("WHERE updated < ?", int(before.timestamp()))

    def delete(self, ids: Sequence[str]) -> int:
        """Delete the cases, bytes and all, readable or not; returns how many there were.

        The file is rewritten even where there are none: an earlier deletion may have left traces.
        """
        if not self._is_there():
            return 0
        with self._open("write") as connection:
            rows = [(case_id,) for case_id in ids]
            deleted = connection.executemany("DELETE FROM cases WHERE id = ?", rows).rowcount
        with self._connected() as connection:
            try:
                connection.execute("VACUUM")
            except sqlite3.Error as error:
                raise StoreError("traces", self.place) from error
        return max(deleted, 0)

    def set_aside(self, now: datetime) -> Path | None:
        """Move a damaged file away, so that a new one can begin; nothing is overwritten.

        None where the file is sound: another program has set the damaged one aside before.
        """
        if self._is_sound():
            return None
        target = self.place.with_name(f"cases-damaged-{now:%Y%m%d-%H%M%S}.sqlite3")
        number = 1
        while target.exists():
            number += 1
            target = target.with_name(f"cases-damaged-{now:%Y%m%d-%H%M%S}-{number}.sqlite3")
        try:
            self.place.rename(target)
        except OSError as error:
            raise StoreError(_problem(error, self.place), self.place) from error
        return target

    def damaged_files(self) -> list[Path]:
        """Files set aside earlier: they may hold what was in the cases."""
        return sorted(self.place.parent.glob(_DAMAGED))

    def delete_damaged(self) -> int:
        """Overwrite and remove the files set aside; returns how many there were."""
        files = self.damaged_files()
        for path in files:
            try:
                with path.open("r+b") as file:
                    file.write(b"\0" * path.stat().st_size)
                    file.flush()
                    os.fsync(file.fileno())
                path.unlink()
            except OSError as error:
                raise StoreError(_problem(error, path), path) from error
        return len(files)

    def _read(self, where: str, *values: str | int) -> list[Record | Unreadable]:
        if not self._is_there():
            return []
        with self._open("read") as connection:
            return list(_select(connection, where, *values))

    def _ids(self, where: str, *values: int) -> list[str]:
        if not self._is_there():
            return []
        with self._open("read") as connection:
            query = f"SELECT id FROM cases {where} {_NEWEST_FIRST}"  # noqa: S608
            return [row[0] for row in connection.execute(query, values)]

    def _is_there(self) -> bool:
        try:
            self.place.stat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise StoreError(_problem(error, self.place), self.place) from error
        return True

    def _is_sound(self) -> bool:
        try:
            with self._open("read") as connection:
                return [row[0] for row in connection.execute("PRAGMA quick_check")] == ["ok"]
        except StoreError as error:
            return error.problem != "damaged"

    @contextmanager
    def _change(self, case_id: str) -> Iterator[sqlite3.Connection]:
        """A transaction that changes a case there is."""
        if not self._is_there():
            raise StoreError("deleted", self.place, case_id)
        with self._open("write") as connection:
            yield connection

    @contextmanager
    def _open(self, how: Literal["create", "write", "read"]) -> Iterator[sqlite3.Connection]:
        """A transaction, committed at the end."""
        if how == "create":
            try:
                make_private(self.place.parent)
                # SQLite would create the file for everyone to read.
                os.close(os.open(self.place, os.O_RDWR | os.O_CREAT, 0o600))
            except OSError as error:
                raise StoreError(_problem(error, self.place), self.place) from error
        with self._connected() as connection:
            _prepare(connection, self.place)
            connection.execute("BEGIN" if how == "read" else "BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(
                f"{self.place.absolute().as_uri()}?mode=rw",
                uri=True,
                timeout=_BUSY_SECONDS,
                isolation_level=None,
            )
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA secure_delete = ON")
            # Nothing is written to the system's folder for temporary files.
            connection.execute("PRAGMA temp_store = MEMORY")
            yield connection
        except sqlite3.Error as error:
            raise StoreError(_problem(error, self.place), self.place) from error
        finally:
            if connection is not None:
                connection.close()


def _select(
    connection: sqlite3.Connection, where: str, *values: str | int
) -> Iterator[Record | Unreadable]:
    query = f"SELECT {COLUMNS} FROM cases {where}"  # noqa: S608
    return map(record_of, connection.execute(query, values))


def _prepare(connection: sqlite3.Connection, place: Path) -> None:
    if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
        connection.execute("BEGIN IMMEDIATE")
        # Another process may have created the tables while this one waited.
        if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            for statement in _CREATE.strip().split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
        raise StoreError("other-version", place)


_PROBLEMS: dict[int, Problem] = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "failing",
    sqlite3.SQLITE_READONLY: "unwritable",
    sqlite3.SQLITE_CANTOPEN: "unwritable",
    sqlite3.SQLITE_PERM: "unwritable",
    sqlite3.SQLITE_AUTH: "unwritable",
}
_ERRNOS: dict[int | None, Problem] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EIO: "failing",
}


def _problem(error: sqlite3.Error | OSError, place: Path) -> Problem:
    if isinstance(error, OSError):
        return _ERRNOS.get(error.errno, "unwritable")
    # The low byte is the kind of error; the rest says more than anyone needs.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    problem = _PROBLEMS.get(code & 0xFF, "damaged")
    if problem in ("failing", "unwritable"):
        # SQLite does not say why it could not open, grow or flush a file.
        return _tried(place.parent) or problem
    return problem


def _tried(folder: Path) -> Problem | None:
    """Whether a small file can be written there; None where it can."""
    try:
        with TemporaryFile(dir=folder) as file:
            file.write(b"\0" * 4096)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return _problem(error, folder)
    return None
