"""A file that is given on the command line: read once, and told apart from what is no such file."""

import os
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from wallethelp.cli.errors import GivenError
from wallethelp.core.privacy.files import HEAD
from wallethelp.core.watch import Watch
from wallethelp.i18n import _
from wallethelp.render.value_words import size_of
from wallethelp.system import AS_BYTES, AT_ONCE

MAX_READ = 4_000_000_000
"""Bytes of a file that is only to be told by its digest: a long film."""
MAX_HELD = 50_000_000
"""Bytes of a file that can be copied: it is held in memory, and sent along in a bundle."""
_AT_ONCE = 1_000_000


class GivenFile(Struct, frozen=True, kw_only=True):
    """What was read of a file. `content` is all of it, up to MAX_HELD; else None."""

    names: tuple[str, ...]
    """What it is called, and what a link to it leads to."""
    size: int
    digest: str
    head: bytes
    content: bytes | None
    changed: float
    """When it was last changed, in seconds since 1970."""


def read_file(path: Path, watch: Watch) -> GivenFile:
    """Read a file from its beginning to its end; links are followed, for the person named them.

    Raises GivenError for what is no file with something in it, or changes meanwhile; OSError.
    """
    # What is no file may keep whoever opens it waiting for ever.
    descriptor = os.open(path, os.O_RDONLY | AT_ONCE | AS_BYTES)
    try:
        before = os.fstat(descriptor)
        _refuse(path, before)
        digest, kept, read = sha256(), bytearray(), 0
        most = before.st_size if before.st_size <= MAX_HELD else HEAD
        for part in watch(_Parts(descriptor, before.st_size)):
            digest.update(part)
            kept += part[: max(most - len(kept), 0)]
            read += len(part)
        after = os.fstat(descriptor)
    except OSError as error:
        # Reading an open file names none.
        error.filename = str(path)
        raise
    finally:
        os.close(descriptor)
    if read != before.st_size or _state(before) != _state(after):
        raise GivenError(
            _("{path} changed while it was read.").format(path=path),
            _("Wait until it is written to its end, then try again."),
        )
    return GivenFile(
        names=(path.name, Path(os.path.realpath(path)).name),
        size=read,
        digest=digest.hexdigest(),
        head=bytes(kept[:HEAD]),
        content=bytes(kept) if read <= MAX_HELD else None,
        changed=before.st_mtime,
    )


class _Parts:
    """The file part by part; how many there are is known, for who watches."""

    def __init__(self, descriptor: int, size: int) -> None:
        self._descriptor = descriptor
        self._size = size

    def __len__(self) -> int:
        return -(-self._size // _AT_ONCE)

    def __iter__(self) -> Iterator[bytes]:
        read = 0
        # A file that grows for ever is read no further than it was long, and told to have changed.
        while read <= self._size and (part := os.read(self._descriptor, _AT_ONCE)):
            read += len(part)
            yield part


def _state(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns


def _refuse(path: Path, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise GivenError(_("{path} is a folder.").format(path=path), _("Add its files one by one."))
    if not stat.S_ISREG(found.st_mode):
        raise GivenError(_("{path} is no file, but a device or a pipe.").format(path=path))
    if not found.st_size:
        raise GivenError(_("{path} is empty: there is nothing in it.").format(path=path))
    if found.st_size > MAX_READ:
        raise GivenError(
            _("{path} is too large: {size}, where at most {limit} are read.").format(
                path=path, size=size_of(found.st_size), limit=size_of(MAX_READ)
            )
        )
