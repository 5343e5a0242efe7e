"""A disk that fails at the k-th write, flush, truncation, rename or removal.

SQLite writes in C, so its own table of file operations (the VFS) is changed, by ctypes: what fails
is what would fail on a real disk, in the middle of a commit or of a rollback. Our own files are
written through `os`, whose functions are changed likewise. It needs no compiler and no tracer, and
as everything happens in this process, hundreds of failing points take seconds.
"""

import _sqlite3
import ctypes
import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest

Kind = Literal["create", "write", "flush", "truncate", "rename", "remove"]
How = Literal["full", "failing once", "failing from then on"]
HOWS: tuple[How, ...] = ("full", "failing once", "failing from then on")

_FULL, _CANTOPEN = 13, 14
_IOERR: dict[Kind, int] = {
    "write": 10 | 3 << 8,
    "flush": 10 | 4 << 8,
    "truncate": 10 | 6 << 8,
    "remove": 10 | 10 << 8,
}
_CREATES = 0x4
"""SQLITE_OPEN_CREATE."""


@dataclass(slots=True)
class Disk:
    """Fails at the `at`-th operation, `how`; a full disk still renames nothing, but removes."""

    how: How = "full"
    at: int | None = None
    is_paused: bool = False
    done: list[Kind] = field(default_factory=list)
    """The operations there were."""

    @property
    def has_failed(self) -> bool:
        """Whether the operation to fail has come."""
        return self.at is not None and len(self.done) > self.at

    def fails(self, kind: Kind) -> bool:
        """Count an operation; whether it fails."""
        if self.is_paused or (self.how == "full" and kind == "remove"):
            return False
        number = len(self.done)
        self.done.append(kind)
        if self.at is None:
            return False
        return number == self.at if self.how == "failing once" else number >= self.at

    def check(self, kind: Kind) -> None:
        """Raise what the operating system would."""
        if self.fails(kind):
            code = errno.ENOSPC if self.how == "full" else errno.EIO
            raise OSError(code, os.strerror(code))

    @contextmanager
    def paused(self) -> Iterator[None]:
        """For a look at what is there."""
        before, self.is_paused = self.is_paused, True
        try:
            yield
        finally:
            self.is_paused = before


@contextmanager
def on(disk: Disk) -> Iterator[None]:
    """Everything is written to `disk`."""
    with pytest.MonkeyPatch.context() as patch, _sqlite_on(disk):
        _python_on(disk, patch)
        yield


# --- our own files --------------------------------------------------------------------------------


def _python_on(disk: Disk, patch: pytest.MonkeyPatch) -> None:
    kinds: dict[str, Kind] = {
        "fsync": "flush",
        "mkdir": "create",
        "rename": "rename",
        "replace": "rename",
        "unlink": "remove",
    }
    for name, kind in kinds.items():
        patch.setattr(os, name, _checked(disk, kind, getattr(os, name)))
    opened, written = os.open, os.write

    def open_(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if flags & os.O_CREAT:
            disk.check("create")
        return opened(path, flags, *more, **named)

    def write(descriptor: int, content: Any) -> int:
        if disk.fails("write"):
            written(descriptor, content[: len(content) // 2])
            code = errno.ENOSPC if disk.how == "full" else errno.EIO
            raise OSError(code, os.strerror(code))
        return written(descriptor, content)

    patch.setattr(os, "open", open_)
    patch.setattr(os, "write", write)


def _checked(disk: Disk, kind: Kind, act: Callable[..., Any]) -> Callable[..., Any]:
    def checked(*arguments: Any, **named: Any) -> Any:
        disk.check(kind)
        return act(*arguments, **named)

    return checked


# --- SQLite ---------------------------------------------------------------------------------------

_Pointer = ctypes.c_void_p
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, _Pointer, _Pointer, _Pointer, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, _Pointer, ctypes.c_int)
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, _Pointer, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, ctypes.c_int)


class _Vfs(ctypes.Structure):
    """The beginning of sqlite3_vfs (sqlite3.h), which no version has changed."""

    _fields_ = (
        ("iVersion", ctypes.c_int),
        ("szOsFile", ctypes.c_int),
        ("mxPathname", ctypes.c_int),
        ("pNext", _Pointer),
        ("zName", ctypes.c_char_p),
        ("pAppData", _Pointer),
        ("xOpen", _Pointer),
        ("xDelete", _Pointer),
    )


class _Methods(ctypes.Structure):
    """sqlite3_io_methods, version 3."""

    _fields_ = (
        ("iVersion", ctypes.c_int),
        ("xClose", _Pointer),
        ("xRead", _Pointer),
        ("xWrite", _Pointer),
        ("xTruncate", _Pointer),
        ("xSync", _Pointer),
        ("more", _Pointer * 13),
    )


class _File(ctypes.Structure):
    _fields_ = (("methods", ctypes.POINTER(_Methods)),)


@contextmanager
def _sqlite_on(disk: Disk) -> Iterator[None]:
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = library.sqlite3_vfs_find(None).contents
    opened, deleted = _OPEN(vfs.xOpen), _DELETE(vfs.xDelete)
    changed: dict[int, tuple[_Methods, tuple[object, ...]]] = {}

    def open_(own: int, name: int, file: int, flags: int, out: Any) -> int:
        path = None if not name else ctypes.string_at(name).decode()
        if flags & _CREATES and not (path and Path(path).exists()) and disk.fails("create"):
            return _CANTOPEN
        code: int = opened(own, name, file, flags, out)
        methods = _File.from_address(file).methods
        if code == 0 and methods:
            at = ctypes.addressof(methods.contents)
            if at not in changed:
                changed[at] = _failing(disk, methods.contents)
            _File.from_address(file).methods = ctypes.pointer(changed[at][0])
        return code

    def delete(own: int, name: int, flush: int) -> int:
        return _IOERR["remove"] if disk.fails("remove") else int(deleted(own, name, flush))

    before, ours = (vfs.xOpen, vfs.xDelete), (_OPEN(open_), _DELETE(delete))
    vfs.xOpen, vfs.xDelete = (ctypes.cast(function, _Pointer) for function in ours)
    try:
        yield
    finally:
        vfs.xOpen, vfs.xDelete = before


def _failing(disk: Disk, methods: _Methods) -> tuple[_Methods, tuple[object, ...]]:
    """The file operations, some of which fail; with what must be kept alive for them."""
    written = _WRITE(methods.xWrite)
    cut = _TRUNCATE(methods.xTruncate)
    flushed = _SYNC(methods.xSync)

    def write(file: int, content: int, size: int, place: int) -> int:
        if disk.fails("write"):
            written(file, content, size // 2, place)
            return _FULL if disk.how == "full" else _IOERR["write"]
        return int(written(file, content, size, place))

    def truncate(file: int, size: int) -> int:
        return _IOERR["truncate"] if disk.fails("truncate") else int(cut(file, size))

    def sync(file: int, flags: int) -> int:
        return _IOERR["flush"] if disk.fails("flush") else int(flushed(file, flags))

    ours = _Methods.from_buffer_copy(methods)
    functions = (_WRITE(write), _TRUNCATE(truncate), _SYNC(sync))
    ours.xWrite, ours.xTruncate, ours.xSync = (ctypes.cast(f, _Pointer) for f in functions)
    return ours, functions
