"""The file of the cases: opened for one transaction, made where there is none, and its troubles."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Literal

from wallethelp.store.home import make_private

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
    "not-deleted",
]
"""Why nothing could be done. From `deleted` to `changed`: somebody else did something meanwhile.

`traces`: the cases are deleted, but the file could not be rewritten. `not-deleted`: a copy of
evidence is still there, and so is its case.
"""

SCHEMA_VERSION = 2
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


class StoreError(Exception):
    """The cases cannot be read or written; `problem`, `place` and `case_id` say why and where."""

    def __init__(self, problem: Problem, place: Path, case_id: str = "") -> None:
        super().__init__(f"{problem}: {place}")
        self.problem: Problem = problem
        self.place = place
        self.case_id = case_id


class Database:
    """One SQLite file. Every method may raise StoreError."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def is_there(self) -> bool:
        """Whether anything was ever kept."""
        try:
            self.place.stat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise StoreError(problem_of(error, self.place), self.place) from error
        return True

    def is_sound(self) -> bool:
        """Whether SQLite finds nothing damaged."""
        try:
            with self.open("read") as connection:
                return [row[0] for row in connection.execute("PRAGMA quick_check")] == ["ok"]
        except StoreError as error:
            return error.problem != "damaged"

    @contextmanager
    def open(self, how: Literal["create", "write", "read"]) -> Iterator[sqlite3.Connection]:
        """A transaction, committed at the end."""
        if how == "create":
            try:
                make_private(self.place.parent)
                # SQLite would create the file for everyone to read.
                os.close(os.open(self.place, os.O_RDWR | os.O_CREAT, 0o600))
            except OSError as error:
                raise StoreError(problem_of(error, self.place), self.place) from error
        with self.connected() as connection:
            _prepare(connection, self.place)
            connection.execute("BEGIN" if how == "read" else "BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def connected(self) -> Iterator[sqlite3.Connection]:
        """The file, outside any transaction."""
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
            raise StoreError(problem_of(error, self.place), self.place) from error
        finally:
            if connection is not None:
                connection.close()


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


def problem_of(error: sqlite3.Error | OSError, place: Path) -> Problem:
    """Why SQLite or the system refused: by `error`, and by what the folder of `place` allows."""
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
        return problem_of(error, folder)
    return None
