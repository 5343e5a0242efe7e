"""Cases in SQLite: every answer is committed as it is given, and deleted bytes are gone.

`journal_mode=DELETE` with `secure_delete=ON` leaves nothing of a deleted row in our files; a WAL
was seen to keep it. What a command changes, it changes in one statement or one transaction: it
never writes back what it read before somebody was asked.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from wallethelp.core.evidence import Evidence, copies_of, with_piece, without_piece
from wallethelp.core.history import Closing, Contacted
from wallethelp.core.session import Session
from wallethelp.store.database import Database, Problem, StoreError, problem_of
from wallethelp.store.home import tighten
from wallethelp.store.records import (
    COLUMNS,
    Record,
    Unreadable,
    log_json,
    record_of,
    session_json,
)

if TYPE_CHECKING:
    from wallethelp.store.copies import Copies

_FILE = "cases.sqlite3"
_DAMAGED = "cases-damaged-*.sqlite3"
_NEWEST_FIRST = "ORDER BY updated DESC, rowid DESC"
_ROOM_PER_DAMAGED_FILE = 100
"""Ids left free for the cases in each file set aside: what names one of them names no other."""


class CaseStore:
    """The cases of one user, in one file of `folder`. Every method may raise StoreError."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / _FILE
        self._folder = folder
        self._database = Database(self.place)
        self.exposed = tighten(folder)
        """What of ours other users can open, where that could not be changed."""

    @cached_property
    def copies(self) -> "Copies":
        """The copies of evidence."""
        # Imported here: most commands only read cases.
        from wallethelp.store.copies import Copies

        return Copies(self._folder)

    def create(
        self, session: Session, *, finished: bool, guide_version: str, now: datetime
    ) -> Record:
        """Store a new case and give it the next id of its day, such as `1121-1`.

        No id is given twice, whatever was deleted.
        """
        return self.take_in(
            Record(
                id="",
                session=session,
                finished=finished,
                updated=now,
                guide_version=guide_version,
            )
        )

    def take_in(self, case: Record) -> Record:
        """Store a case with all that was noted since, and give it the next id of its day."""
        day = f"{case.updated:%m%d}"
        first = 1 + _ROOM_PER_DAMAGED_FILE * len(self.damaged_files())
        with self._database.open("create") as connection:
            number = connection.execute(
                "INSERT INTO numbers VALUES (?, ?)"
                " ON CONFLICT (day) DO UPDATE SET last = last + 1 RETURNING last",
                (day, first),
            ).fetchone()[0]
            record = replace(case, id=f"{day}-{number}")
            connection.execute(
                "INSERT INTO cases VALUES (?, ?, ?, ?, 0, ?, ?, ?)",
                (
                    record.id,
                    int(record.updated.timestamp()),
                    int(record.finished),
                    int(record.closed),
                    record.guide_version,
                    session_json(record.session),
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
        return self.change(case_id, lambda at: replace(at, log=(*at.log, contact)), now=now)

    def add(
        self, case_id: str, piece: Evidence, content: bytes | None = None, *, now: datetime
    ) -> Record:
        """Add evidence to a case, with the `content` of its copy, if one is kept."""

        def added(there: Record) -> Record:
            # Within the transaction: who sweeps up meanwhile would take it for nobody's.
            if content is not None and piece.copy is not None:
                self.copies.put(case_id, piece.copy.digest, content)
            return replace(there, evidence=with_piece(there.evidence, piece))

        return self.change(case_id, added, now=now)

    def remove(self, case_id: str, digest: str, *, now: datetime) -> Record:
        """Take a piece of evidence out of a case, and its copy off the disk."""

        def removed(there: Record) -> Record:
            left = without_piece(there.evidence, digest)
            self.copies.keep_only(case_id, copies_of(left))
            return replace(there, evidence=left)

        return self.change(case_id, removed, now=now)

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

    def change(
        self, case_id: str, made: Callable[[Record], Record], *, now: datetime | None = None
    ) -> Record:
        """What `made` makes of everything since the summary; returns the case as it is then.

        It is given the case as it is at that moment, whatever somebody else noted meanwhile. At
        `now` somebody worked on it; without it, nobody did.
        """
        with self._change(case_id) as connection:
            there = self._there(connection, case_id)
            changed = made(there) if now is None else replace(made(there), updated=now)
            connection.execute(
                "UPDATE cases SET log = ?, updated = ? WHERE id = ?",
                (log_json(changed), int(changed.updated.timestamp()), case_id),
            )
        return changed

    def _there(self, connection: sqlite3.Connection, case_id: str) -> Record:
        found = next(_select(connection, "WHERE id = ?", case_id), None)
        if not isinstance(found, Record):
            raise StoreError("damaged" if found else "deleted", self.place, case_id)
        return found

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

        The copies of their evidence go first: what is deleted has left no file. The file is
        rewritten even where there are none: an earlier deletion may have left traces.
        """
        if not self._database.is_there():
            return 0
        with self._database.open("write") as connection:
            known = {row[0] for row in connection.execute("SELECT id FROM cases")}
            for case_id in self.copies.cases() - known | set(ids):
                self.copies.keep_only(case_id, ())
            rows = [(case_id,) for case_id in ids]
            deleted = connection.executemany("DELETE FROM cases WHERE id = ?", rows).rowcount
        with self._database.connected() as connection:
            try:
                connection.execute("VACUUM")
            except sqlite3.Error as error:
                raise StoreError("traces", self.place) from error
        return max(deleted, 0)

    def set_aside(self, now: datetime) -> Path | None:
        """Move a damaged file away, so that a new one can begin; nothing is overwritten.

        None where the file is sound: another program has set the damaged one aside before.
        """
        if self._database.is_sound():
            return None
        target = self.place.with_name(f"cases-damaged-{now:%Y%m%d-%H%M%S}.sqlite3")
        number = 1
        while target.exists():
            number += 1
            target = target.with_name(f"cases-damaged-{now:%Y%m%d-%H%M%S}-{number}.sqlite3")
        try:
            self.place.rename(target)
        except OSError as error:
            raise StoreError(problem_of(error, self.place), self.place) from error
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
                raise StoreError(problem_of(error, path), path) from error
        return len(files)

    def _read(self, where: str, *values: str | int) -> list[Record | Unreadable]:
        if not self._database.is_there():
            return []
        with self._database.open("read") as connection:
            return list(_select(connection, where, *values))

    def _ids(self, where: str, *values: int) -> list[str]:
        if not self._database.is_there():
            return []
        with self._database.open("read") as connection:
            query = f"SELECT id FROM cases {where} {_NEWEST_FIRST}"  # noqa: S608
            return [row[0] for row in connection.execute(query, values)]

    @contextmanager
    def _change(self, case_id: str) -> Iterator[sqlite3.Connection]:
        """A transaction that changes a case there is."""
        if not self._database.is_there():
            raise StoreError("deleted", self.place, case_id)
        with self._database.open("write") as connection:
            yield connection


def _select(
    connection: sqlite3.Connection, where: str, *values: str | int
) -> Iterator[Record | Unreadable]:
    query = f"SELECT {COLUMNS} FROM cases {where}"  # noqa: S608
    return map(record_of, connection.execute(query, values))
