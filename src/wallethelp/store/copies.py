"""Copies of evidence: each case has a private folder of its own, whose files are named by digest.

A copy is put there before the case names it, and taken away before the case is deleted. So whatever
breaks off, a case that is gone has left nothing behind; and what no case names is swept up with the
next change.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from shutil import rmtree

from wallethelp.store.database import Problem, StoreError, problem_of
from wallethelp.store.home import make_private

FOLDER = "evidence"
_BEGUN = ".begun-"
"""Begins the name of a copy that is not whole yet."""
_AT_ONCE = 1_000_000
# What is no folder or file of ours but a link may lead anywhere.
_A_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_A_FILE = os.O_NOFOLLOW | os.O_NONBLOCK


class Copies:
    """The copies below the data folder `home`. Every method may raise StoreError."""

    def __init__(self, home: Path) -> None:
        self.place = home / FOLDER

    def put(self, case_id: str, digest: str, content: bytes) -> None:
        """Keep a copy, for this user only: whole and on the disk, or not at all."""
        with _told(self.place / case_id):
            make_private(self.place)
            with _opened(self.place) as above:
                with suppress(FileExistsError):
                    os.mkdir(case_id, 0o700, dir_fd=above)
                with _opened(case_id, above) as folder:
                    _write(digest, content, folder)

    def read(self, case_id: str, digest: str) -> bytes | None:
        """A copy; None where it is not there any more."""
        with _told(self.place / case_id), suppress(FileNotFoundError), self._of(case_id) as folder:
            descriptor = os.open(digest, os.O_RDONLY | _A_FILE, dir_fd=folder)
            with os.fdopen(descriptor, "rb") as file:
                return file.read()
        return None

    def there(self, case_id: str) -> set[str]:
        """The digests of the copies of a case."""
        with _told(self.place / case_id), suppress(FileNotFoundError), self._of(case_id) as folder:
            return {name for name in _names(folder) if not name.startswith(_BEGUN)}
        return set()

    def keep_only(self, case_id: str, digests: Iterable[str]) -> None:
        """Take away all that is in the folder of a case but these; without any, the folder too."""
        wanted, place = set(digests), self.place / case_id
        if not self._is_ours():
            return
        with _told(place, "not-deleted"), suppress(FileNotFoundError):
            if not place.is_symlink() and place.is_dir():
                with self._of(case_id) as folder:
                    for name in _names(folder) - wanted:
                        _overwrite(name, folder)
                        _remove(place / name)
            if not wanted:
                _remove(place)

    def cases(self) -> set[str]:
        """What stands in the folder: the ids of the cases that have copies."""
        if not self._is_ours():
            return set()
        with _told(self.place), _opened(self.place) as folder:
            return _names(folder)

    def _is_ours(self) -> bool:
        """Whether there is a folder: in what a link leads to, nothing was ever put."""
        return self.place.is_dir() and not self.place.is_symlink()

    @contextmanager
    def _of(self, case_id: str) -> Iterator[int]:
        with _opened(self.place) as above, _opened(case_id, above) as folder:
            yield folder


@contextmanager
def _told(place: Path, problem: Problem | None = None) -> Iterator[None]:
    """What the system would not do, as a StoreError."""
    try:
        yield
    except OSError as error:
        raise StoreError(problem or problem_of(error, place), place) from error


@contextmanager
def _opened(name: Path | str, above: int | None = None) -> Iterator[int]:
    descriptor = os.open(name, _A_FOLDER, dir_fd=above)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _names(folder: int) -> set[str]:
    with os.scandir(folder) as entries:
        return {entry.name for entry in entries}


def _write(name: str, content: bytes, folder: int) -> None:
    begun = f"{_BEGUN}{token_hex(8)}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _A_FILE
    descriptor = os.open(begun, flags, 0o600, dir_fd=folder)
    try:
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(descriptor, left) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.rename(begun, name, src_dir_fd=folder, dst_dir_fd=folder)
        os.fsync(folder)
    except BaseException:
        with suppress(OSError):
            os.unlink(begun, dir_fd=folder)
        raise


def _overwrite(name: str, folder: int) -> None:
    """Nothing of the file is left on the disk, as far as a program can see to it.

    What has a second name is somebody's backup, perhaps: it is left as it is, and so is whatever
    cannot be written.
    """
    with suppress(OSError):
        descriptor = os.open(name, os.O_WRONLY | _A_FILE, dir_fd=folder)
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
                return
            left = found.st_size
            while left > 0:
                left -= os.write(descriptor, b"\0" * min(left, _AT_ONCE))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(place: Path) -> None:
    """Remove a file, a link, or a folder with all that is in it; links are followed nowhere."""
    if place.is_dir() and not place.is_symlink():
        rmtree(place)
    else:
        place.unlink()
