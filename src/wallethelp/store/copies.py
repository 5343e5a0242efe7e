"""Copies of evidence: each case has a private folder of its own, whose files are named by digest.

A copy is put there before the case names it, and taken away before the case is deleted. So whatever
breaks off, a case that is gone has left nothing behind; and what no case names is swept up with the
next change.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree

from wallethelp.store.database import Problem, StoreError, problem_of
from wallethelp.store.folders import BEGUN, Folder, opened
from wallethelp.store.home import make_private

FOLDER = "evidence"


class Copies:
    """The copies below the data folder `home`. Every method may raise StoreError."""

    def __init__(self, home: Path) -> None:
        self.place = home / FOLDER

    def put(self, case_id: str, digest: str, content: bytes) -> None:
        """Keep a copy, for this user only: whole and on the disk, or not at all."""
        with _told(self.place / case_id):
            make_private(self.place)
            with opened(self.place) as above:
                above.make(case_id)
                with opened(case_id, above) as folder:
                    folder.write(digest, content)

    def read(self, case_id: str, digest: str) -> bytes | None:
        """A copy; None where it is not there any more."""
        with _told(self.place / case_id), suppress(FileNotFoundError), self._of(case_id) as folder:
            return folder.read(digest)
        return None

    def there(self, case_id: str) -> set[str]:
        """The digests of the copies of a case."""
        with _told(self.place / case_id), suppress(FileNotFoundError), self._of(case_id) as folder:
            return {name for name in folder.names() if not name.startswith(BEGUN)}
        return set()

    def keep_only(self, case_id: str, digests: Iterable[str]) -> None:
        """Take away all that is in the folder of a case but these; without any, the folder too."""
        wanted, place = set(digests), self.place / case_id
        if not self._is_ours():
            return
        with _told(place, "not-deleted"), suppress(FileNotFoundError):
            if not place.is_symlink() and place.is_dir():
                with self._of(case_id) as folder:
                    for name in folder.names() - wanted:
                        folder.overwrite(name)
                        _remove(place / name)
            if not wanted:
                _remove(place)

    def cases(self) -> set[str]:
        """What stands in the folder: the ids of the cases that have copies."""
        if not self._is_ours():
            return set()
        with _told(self.place), opened(self.place) as folder:
            return folder.names()

    def _is_ours(self) -> bool:
        """Whether there is a folder: in what a link leads to, nothing was ever put."""
        return self.place.is_dir() and not self.place.is_symlink()

    @contextmanager
    def _of(self, case_id: str) -> Iterator[Folder]:
        with opened(self.place) as above, opened(case_id, above) as folder:
            yield folder


@contextmanager
def _told(place: Path, problem: Problem | None = None) -> Iterator[None]:
    """What the system would not do, as a StoreError."""
    try:
        yield
    except OSError as error:
        raise StoreError(problem or problem_of(error, place), place) from error


def _remove(place: Path) -> None:
    """Remove a file, a link, or a folder with all that is in it; links are followed nowhere."""
    if place.is_dir() and not place.is_symlink():
        rmtree(place)
    else:
        place.unlink()
