"""What differs between operating systems: how a file is opened, who may read it, the language."""

import os
import stat
import sys

AS_BYTES: int = getattr(os, "O_BINARY", 0)
"""Opens a file as it is: without, Windows changes the ends of its lines."""
NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
"""Opens no link in place of what it leads to; Windows cannot say so."""
AT_ONCE: int = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""Waits for nobody at the other end of a pipe, and makes no terminal ours."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_TO_WRITE = stat.S_IWGRP | stat.S_IWOTH
# Those that make a name another place: a file kept in a cloud has a reparse point, too.
_LINKS = (0xA0000003, 0xA000000C)
_LONGEST_LOCALE = 85


def is_mine(found: os.stat_result) -> bool:
    """Whether a file is this user's. On Windows no number tells; a profile is its user's."""
    return sys.platform == "win32" or found.st_uid == os.geteuid()


def is_open_to_others(found: os.stat_result, *, to_write: bool = False) -> bool:
    """Whether the mode of a file lets other users open it.

    On Windows it says nothing of them: there a file has the rights of its folder, and that of a
    profile is closed.
    """
    return sys.platform != "win32" and bool(found.st_mode & (_TO_WRITE if to_write else _OTHERS))


def close_to_others(descriptor: int) -> None:
    """Let this user alone open a file, where modes say so. Raises OSError."""
    if sys.platform != "win32":
        os.fchmod(descriptor, 0o600)


def wait_for(descriptor: int) -> None:
    """Wait from here on for whoever writes into a pipe that was opened at once."""
    if sys.platform != "win32":
        os.set_blocking(descriptor, True)


def read_at(descriptor: int, start: int, length: int) -> bytes:
    """Bytes of an open file. Raises OSError."""
    if sys.platform != "win32":
        # A process that was forked shares the position in the file.
        return os.pread(descriptor, length, start)
    os.lseek(descriptor, start, os.SEEK_SET)
    return os.read(descriptor, length)


def is_link(found: os.stat_result) -> bool:
    """Whether what `os.lstat` found leads elsewhere: a link, on Windows a junction too."""
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) in _LINKS


def locale_of_system() -> str:
    """The locale set in the system's own settings, `zh-CN`; "" where the environment has it."""
    if sys.platform == "win32":
        from ctypes import create_unicode_buffer, windll

        name = create_unicode_buffer(_LONGEST_LOCALE)
        windll.kernel32.GetUserDefaultLocaleName(name, _LONGEST_LOCALE)
        return name.value
    return ""
