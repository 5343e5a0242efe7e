"""Cases in SQLite: every answer is committed as it is given, and deleted bytes are gone.

`journal_mode=DELETE` with `secure_delete=ON` leaves nothing of a deleted row in our files; a WAL
was seen to keep it (DESIGN §10).
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from wallethelp.core.history import Contacted
from wallethelp.core.session import Session
from wallethelp.store.home import make_private

Problem = Literal["unwritable", "damaged", "newer", "busy"]

SCHEMA_VERSION = 1
_FILE = "cases.sqlite3"
_BUSY_SECONDS = 5.0
_CREATE = """
CREATE TABLE cases (
    id TEXT PRIMARY KEY,
    updated TEXT NOT NULL,
    finished INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    guide_version TEXT NOT NULL,
    session TEXT NOT NULL,
    log TEXT NOT NULL
) STRICT;
CREATE INDEX cases_by_time ON cases (updated DESC);
"""
_SESSIONS: TypeAdapter[Session] = TypeAdapter(Session)
_LOGS: TypeAdapter[tuple[Contacted, ...]] = TypeAdapter(tuple[Contacted, ...])
_COLUMNS = "id, updated, finished, closed, guide_version, session, log"
_INSERT = f"INTO cases ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """A case as it is stored. `guide_version` tells whether the guide changed since."""

    id: str
    session: Session
    finished: bool
    updated: datetime
    guide_version: str
    closed: bool = False
    log: tuple[Contacted, ...] = ()
    """The contacts since the summary, in the order they were noted."""


class StoreError(Exception):
    """The cases cannot be read or written; `problem` and `place` say why and where."""

    def __init__(self, problem: Problem, place: Path) -> None:
        super().__init__(f"{problem}: {place}")
        self.problem: Problem = problem
        self.place = place


class CaseStore:
    """The cases of one user, in one file of `folder`. Every method may raise StoreError."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / _FILE

    def create(
        self, session: Session, *, finished: bool, guide_version: str, now: datetime
    ) -> Record:
        """Store a new case and give it the next id of its day, such as `1121-1`."""
        day = f"{now:%m%d}"
        with self._open(create=True) as connection:
            rows = connection.execute("SELECT id FROM cases WHERE id LIKE ?", (f"{day}-%",))
            taken = [int(row[0].partition("-")[2]) for row in rows]
            record = Record(
                id=f"{day}-{max(taken, default=0) + 1}",
                session=session,
                finished=finished,
                updated=now,
                guide_version=guide_version,
            )
            connection.execute(f"INSERT {_INSERT}", _row(record))
        return record

    def save(self, record: Record) -> None:
        """Commit `record` over the one with its id."""
        with self._open(create=True) as connection:
            connection.execute(f"INSERT OR REPLACE {_INSERT}", _row(record))

    def find(self, case_id: str) -> Record | None:
        """The case with this id, or None."""
        return next(self._read("WHERE id = ?", case_id), None)

    def newest(self) -> Record | None:
        """The case worked on last, or None where there is none."""
        return next(self._read("ORDER BY updated DESC, rowid DESC LIMIT 1"), None)

    def all(self) -> list[Record]:
        """Every case, the one worked on last first."""
        return list(self._read("ORDER BY updated DESC, rowid DESC"))

    def recent(self, most: int) -> list[Record]:
        """The cases worked on last, at most `most` of them."""
        return list(self._read(f"ORDER BY updated DESC LIMIT {int(most)}"))

    def ids(self) -> list[str]:
        """The ids of all cases, newest first."""
        if not self.place.exists():
            return []
        with self._open(create=False) as connection:
            query = "SELECT id FROM cases ORDER BY updated DESC, rowid DESC"
            rows = connection.execute(query).fetchall()
        return [row[0] for row in rows]

    def unfinished(self) -> Record | None:
        """The case worked on last that has no outcome yet and was not closed, or None."""
        where = "WHERE finished = 0 AND closed = 0 ORDER BY updated DESC LIMIT 1"
        return next(self._read(where), None)

    def delete(self, ids: Sequence[str]) -> int:
        """Delete the cases, bytes and all; returns how many there were."""
        if not self.place.exists():
            return 0
        with self._open(create=True) as connection:
            rows = [(case_id,) for case_id in ids]
            deleted = connection.executemany("DELETE FROM cases WHERE id = ?", rows).rowcount
        self._forget_pages()
        return deleted

    def older_than(self, before: datetime) -> list[str]:
        """The ids of cases last worked on before a time."""
        return [record.id for record in self.all() if record.updated < before]

    def set_aside(self, now: datetime) -> Path:
        """Move a damaged file away, so that a new one can begin; nothing is overwritten."""
        target = self.place.with_name(f"cases-damaged-{now:%Y%m%d-%H%M%S}.sqlite3")
        number = 1
        while target.exists():
            number += 1
            target = target.with_name(f"cases-damaged-{now:%Y%m%d-%H%M%S}-{number}.sqlite3")
        try:
            self.place.rename(target)
        except OSError as error:
            raise StoreError("unwritable", self.place) from error
        return target

    def damaged_files(self) -> list[Path]:
        """Files set aside earlier: they may hold what was in the cases."""
        return sorted(self.place.parent.glob("cases-damaged-*.sqlite3"))

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
                raise StoreError("unwritable", path) from error
        return len(files)

    def _forget_pages(self) -> None:
        """Rewrite the file without its free pages."""
        connection = sqlite3.connect(self.place, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("VACUUM")
        except sqlite3.Error as error:
            raise StoreError("unwritable", self.place) from error
        finally:
            connection.close()

    def _read(self, where: str, *values: str) -> Iterator[Record]:
        if not self.place.exists():
            return
        with self._open(create=False) as connection:
            query = f"SELECT {_COLUMNS} FROM cases {where}"  # noqa: S608
            rows = connection.execute(query, values).fetchall()
        for case_id, updated, finished, closed, version, session, log in rows:
            try:
                yield Record(
                    id=case_id,
                    session=_SESSIONS.validate_json(session),
                    finished=bool(finished),
                    updated=datetime.fromisoformat(updated).astimezone(),
                    guide_version=version,
                    closed=bool(closed),
                    log=_LOGS.validate_json(log),
                )
            except (ValidationError, ValueError) as error:
                raise StoreError("damaged", self.place) from error

    @contextmanager
    def _open(self, *, create: bool) -> Iterator[sqlite3.Connection]:
        connection: sqlite3.Connection | None = None
        try:
            if create:
                make_private(self.place.parent)
                # SQLite would create the file for everyone to read.
                os.close(os.open(self.place, os.O_RDWR | os.O_CREAT, 0o600))
            connection = sqlite3.connect(self.place, timeout=_BUSY_SECONDS, isolation_level=None)
            _prepare(connection, self.place)
            connection.execute("BEGIN IMMEDIATE" if create else "BEGIN")
            yield connection
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            raise StoreError("busy" if busy else "unwritable", self.place) from error
        except sqlite3.DatabaseError as error:
            raise StoreError("damaged", self.place) from error
        except OSError as error:
            raise StoreError("unwritable", self.place) from error
        finally:
            if connection is not None:
                connection.close()


def _prepare(connection: sqlite3.Connection, place: Path) -> None:
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA secure_delete = ON")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise StoreError("newer", place)
    if version == 0:
        connection.execute("BEGIN IMMEDIATE")
        # Another process may have created the table while this one waited.
        if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
            for statement in _CREATE.strip().split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")


def _row(record: Record) -> tuple[str, str, int, int, str, str, str]:
    return (
        record.id,
        record.updated.astimezone(UTC).isoformat(),
        int(record.finished),
        int(record.closed),
        record.guide_version,
        _SESSIONS.dump_json(record.session).decode(),
        _LOGS.dump_json(record.log).decode(),
    )
