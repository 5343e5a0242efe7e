"""Root without its power over files, so that what may not be opened can be tested as root too."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_VERSION_3 = 0x20080522
_OVER_FILES = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of Linux (capabilities(7))."""


@contextmanager
def as_others() -> Iterator[None]:
    """This thread opens only what its permissions allow."""
    if os.geteuid() != 0 or sys.platform != "linux":
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_VERSION_3, 0)
    had = (ctypes.c_uint32 * 6)()
    _call(libc.capget, header, had)
    (effective, *rest) = had
    _call(libc.capset, header, (ctypes.c_uint32 * 6)(effective & ~_OVER_FILES, *rest))
    try:
        yield
    finally:
        _call(libc.capset, header, had)


def _call(function: "ctypes._NamedFuncPointer", *arguments: object) -> None:
    if function(*arguments) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
