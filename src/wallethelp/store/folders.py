"""A folder held open: whatever is put in its place meanwhile, what is done is done inside it.

Windows holds no folder open: there it is its path, refused where that is a link.
"""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from msgspec import Struct

from wallethelp.system import AS_BYTES, AT_ONCE, NO_LINK, is_link

BEGUN = ".begun-"
"""Begins the name of a file that is not whole yet."""
_AT_ONCE = 1_000_000
# What is no file of ours but a link may lead anywhere.
_A_FILE = NO_LINK | AT_ONCE | AS_BYTES


class Folder(Struct, frozen=True):
    """A folder that `opened` gave. Every method may raise OSError."""

    path: Path
    descriptor: int | None
    """None on Windows."""

    def make(self, name: str) -> None:
        """Make a folder inside, for this user only, where there is none."""
        with suppress(FileExistsError):
            os.mkdir(self._at(name), 0o700, dir_fd=self.descriptor)

    def names(self) -> set[str]:
        """What is inside."""
        with os.scandir(self.path if self.descriptor is None else self.descriptor) as entries:
            return {entry.name for entry in entries}

    def read(self, name: str) -> bytes:
        """What is in a file inside."""
        with os.fdopen(self.open(name, os.O_RDONLY), "rb") as file:
            return file.read()

    def open(self, name: str, flags: int) -> int:
        """A descriptor of a file inside, never of what a link leads to."""
        if self.descriptor is None:
            _refuse_link(self.path / name)
        return os.open(self._at(name), flags | _A_FILE, 0o600, dir_fd=self.descriptor)

    def write(self, name: str, content: bytes) -> None:
        """Put a file inside, for this user only: whole and on the disk, or not at all."""
        begun = f"{BEGUN}{token_hex(8)}"
        descriptor = self.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            try:
                left = memoryview(content)
                while left:
                    left = left[os.write(descriptor, left) :]
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            self._rename(begun, name)
        except BaseException:
            with suppress(OSError):
                os.unlink(self._at(begun), dir_fd=self.descriptor)
            raise

    def overwrite(self, name: str) -> None:
        """Leave nothing of a file on the disk, as far as a program can see to it.

        What has a second name is somebody's backup, perhaps: it is left as it is, and so is
        whatever cannot be written.
        """
        with suppress(OSError):
            descriptor = self.open(name, os.O_WRONLY)
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

    def _rename(self, before: str, after: str) -> None:
        os.replace(
            self._at(before),
            self._at(after),
            src_dir_fd=self.descriptor,
            dst_dir_fd=self.descriptor,
        )
        if self.descriptor is not None:
            os.fsync(self.descriptor)

    def _at(self, name: str) -> str:
        return str(self.path / name) if self.descriptor is None else name


@contextmanager
def opened(name: Path | str, above: Folder | None = None) -> Iterator[Folder]:
    """The folder `name`, `above` which another is open. Raises OSError, for a link too."""
    path = above.path / name if above else Path(name)
    if sys.platform == "win32":
        _refuse_link(path)
        yield Folder(path, None)
        return
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    descriptor = os.open(name, flags, dir_fd=above.descriptor if above else None)
    try:
        yield Folder(path, descriptor)
    finally:
        os.close(descriptor)


def _refuse_link(path: Path) -> None:
    with suppress(FileNotFoundError):
        if is_link(path.lstat()):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
