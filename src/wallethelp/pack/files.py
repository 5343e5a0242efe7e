"""The one way to files that somebody else wrote: ordinary ones, inside their folder, of a size."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from wallethelp.core.limits import MAX_BYTES, MAX_ENTRIES, MAX_FILES
from wallethelp.system import AS_BYTES, AT_ONCE, NO_LINK, wait_for

SUFFIX = ".yaml"
FOLDERS = ("", "guides", "wallets", "phrases", "phrases/zh", "phrases/en")
"""Where the files are that say something to a person."""


class OddFileError(Exception):
    """Something that is never read, whatever is in it; `code` is that of the mistake."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_inside(root: Path, name: str) -> bytes:
    """What is in the file `name` of the folder `root`, one byte more than allowed at most.

    Raises OddFileError for what is no ordinary file or lies outside, and OSError.
    """
    path = os.path.realpath(root / name)
    if not _is_inside(path, os.path.realpath(root)):
        # A link that leads nowhere names no file that is there.
        raise OddFileError("link-out") if Path(path).exists() else FileNotFoundError(path)
    return _content(path, only_files=True)


def read_given(path: Path) -> bytes:
    """What is in a file that was named on the command line, which may be a pipe somebody writes to.

    One byte more than allowed at most. Raises OddFileError for a device or a folder, and OSError.
    """
    return _content(os.fspath(path), only_files=False)


def _is_inside(path: str, root: str) -> bool:
    return path == root or path.startswith(os.path.join(root, ""))  # noqa: PTH118 - text


def _content(path: str, *, only_files: bool) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | AT_ONCE | AS_BYTES | (NO_LINK if only_files else 0))
    with os.fdopen(descriptor, "rb") as file:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        if not stat.S_ISREG(mode):
            if only_files or not stat.S_ISFIFO(mode):
                raise OddFileError("not-a-file")
            # With nobody on the other side it is empty at once; with somebody it is waited for.
            wait_for(descriptor)
        return file.read(MAX_BYTES + 1)


def listed(folder: Path) -> list[str]:
    """The names of the YAML files in `folder`, in order; of a folder that is not there, none.

    Raises OddFileError where there are too many to look at. Links to elsewhere are listed: whoever
    reads them is told.
    """
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        names = [entry.name for entry in islice(entries, MAX_ENTRIES + 1)]
        found = sorted(name for name in names if name.endswith(SUFFIX))
        if len(names) > MAX_ENTRIES or len(found) > MAX_FILES:
            raise OddFileError("too-many-files")
        return found
    return []


def files_of(folder: Path) -> Iterator[str]:
    """The files of the pack in `folder` that say something to a person. Raises OddFileError."""
    for part in FOLDERS:
        for name in listed(folder / part):
            yield f"{part}/{name}" if part else name
