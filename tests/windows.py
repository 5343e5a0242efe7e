"""Commands on a machine that is like Windows wherever wallethelp could tell.

It lacks what Windows lacks, opens files as Windows does, and has no modes of files. It says nothing
of Windows itself, nor of what libraries do there. Run as `python -m tests.windows < COMMANDS`: a
list of lists of arguments as JSON, in which CASE is the first case that was kept.
"""

import builtins
import contextlib
import ctypes
import errno
import io
import json
import os
import re
import shutil
import signal
import stat
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

MODULES = (
    "fcntl",
    "grp",
    "posix",
    "pty",
    "pwd",
    "readline",
    "resource",
    "syslog",
    "termios",
    "tty",
)
"""Of Python's own, those that Windows lacks."""
LACKING = {
    os: (
        *("chown", "fchmod", "fchown", "fork", "getegid", "geteuid", "getgid", "getpgid", "getuid"),
        *("killpg", "lchown", "mkfifo", "mknod", "pread", "pwrite", "set_blocking", "setsid"),
        *("statvfs", "sysconf", "uname"),
        *("O_CLOEXEC", "O_DIRECTORY", "O_NOCTTY", "O_NOFOLLOW", "O_NONBLOCK", "O_SYNC"),
    ),
    signal: ("SIGALRM", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGTSTP", "SIGUSR1", "SIGWINCH", "alarm"),
    time: ("tzset",),
}
LOCALE = "en-GB"
"""What the settings of the system say."""
BINARY = 0x8000
_NEVER_A_NAME = re.compile(r'[<>:"|?*\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.I)


def become() -> None:
    """From here on in this process. Everything of others has to be imported before."""
    os.umask(0)  # modes tell nothing
    shutil._use_fd_functions = False  # type: ignore[attr-defined]
    tempfile._bin_openflags |= BINARY  # type: ignore[attr-defined]
    _Files().put_in_place()
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    console = ModuleType("msvcrt")
    console.kbhit = lambda: False  # type: ignore[attr-defined]
    sys.modules["msvcrt"] = console
    ctypes.windll = _Settings()  # type: ignore[attr-defined]
    for module, names in LACKING.items():
        for name in names:
            delattr(module, name)
    for name in ("TERM", "LC_ALL", "LC_MESSAGES", "LANG"):
        os.environ.pop(name, None)
    sys.platform = "win32"


class _Settings:
    """`ctypes.windll`, with the one function that is called."""

    @property
    def kernel32(self) -> "_Settings":
        return self

    def GetUserDefaultLocaleName(self, name: Any, length: int) -> int:  # noqa: N802
        name.value = LOCALE[: length - 1]
        return len(name.value) + 1


class _Files:
    """Files as Windows has them, below Python's own functions for them."""

    def __init__(self) -> None:
        self._text: set[int] = set()
        """Descriptors whose ends of lines are changed, for they were not opened as bytes."""
        self._os = {name: getattr(os, name) for name in dir(os)}

    def put_in_place(self) -> None:
        os.O_BINARY = BINARY  # type: ignore[attr-defined]
        for name in ("open", "read", "write", "close", "fdopen", "mkdir", "chmod"):
            setattr(os, name, getattr(self, name))
        for name in ("rename", "replace", "unlink", "remove"):
            setattr(os, name, self._of_closed_files(name))
        for name in ("scandir", "listdir", "stat", "lstat", "utime"):
            setattr(os, name, self._of_paths(name))
        io.open = builtins.open = self._opened(builtins.open)

    def open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: None = None) -> int:
        _check(path, dir_fd)
        if os.path.isdir(path):  # noqa: PTH112
            raise PermissionError(errno.EACCES, "a folder", path)
        found: int = self._os["open"](path, flags & ~BINARY, 0o666)
        if not flags & BINARY:
            self._text.add(found)
        return found

    def read(self, descriptor: int, length: int) -> bytes:
        content: bytes = self._os["read"](descriptor, length)
        return content.replace(b"\r\n", b"\n") if descriptor in self._text else content

    def write(self, descriptor: int, content: bytes) -> int:
        if descriptor in self._text:
            self._os["write"](descriptor, bytes(content).replace(b"\n", b"\r\n"))
            return len(content)
        written: int = self._os["write"](descriptor, content)
        return written

    def close(self, descriptor: int) -> None:
        self._text.discard(descriptor)
        self._os["close"](descriptor)

    def fdopen(self, descriptor: int, *how: Any, **more: Any) -> Any:
        self._text.discard(descriptor)  # as Python's own files do
        return self._os["fdopen"](descriptor, *how, **more)

    def mkdir(self, path: Any, mode: int = 0o777, *, dir_fd: None = None) -> None:
        _check(path, dir_fd)
        self._os["mkdir"](path, 0o777)

    def chmod(self, path: Any, mode: int, *, dir_fd: None = None, **how: bool) -> None:
        _check(path, dir_fd)
        is_folder = os.path.isdir(path)  # noqa: PTH112
        self._os["chmod"](path, 0o777 if is_folder else 0o666 if mode & stat.S_IWUSR else 0o444)

    def _of_closed_files(self, name: str) -> Callable[..., None]:
        def changed(*paths: Any, **folders: None) -> None:
            for path in paths:
                _check(path, *folders.values())
                if os.path.realpath(path) in self._held_open():
                    raise PermissionError(errno.EACCES, "used by a process", path)
            if name == "rename" and os.path.lexists(paths[1]):
                raise FileExistsError(errno.EEXIST, "there already", paths[1])
            self._os[name](*paths)

        return changed

    def _held_open(self) -> set[str]:
        place = "/proc/self/fd"
        found = set()
        for name in self._os["listdir"](place):
            with contextlib.suppress(OSError):
                found.add(os.readlink(f"{place}/{name}"))  # noqa: PTH115
        return found

    def _of_paths(self, name: str) -> Callable[..., Any]:
        def told(path: Any = ".", *more: Any, dir_fd: int | None = None, **how: Any) -> Any:
            # os.stat of a descriptor is os.fstat; the rest takes none.
            is_descriptor = name != "stat" and isinstance(path, int)
            if is_descriptor or dir_fd is not None:
                raise NotImplementedError(f"os.{name} of a descriptor")
            return self._os[name](path, *more, **how)

        return told

    def _opened(self, original: Callable[..., Any]) -> Any:
        def opened(path: Any, mode: str = "r", *more: Any, **how: Any) -> Any:
            if not isinstance(path, int):
                _check(path)
            return original(path, mode, *more, **how)

        return opened


def _check(path: Any, *folders: None) -> None:
    if any(folder is not None for folder in folders):
        raise NotImplementedError("below a descriptor")
    name = os.path.basename(os.fsdecode(path))  # noqa: PTH119
    if _NEVER_A_NAME.search(name):
        raise OSError(errno.EINVAL, "no name for a file", path)


def _everything() -> list[str]:
    import wallethelp

    found = (module.name for module in walk_packages(wallethelp.__path__, "wallethelp."))
    names = [name for name in found if not name.endswith("__main__")]
    for name in names:
        import_module(name)
    return names


def _load_what_others_made() -> None:
    for name in ("icalendar", "phonenumbers", "segno", "mnemonic", "sqlite3", "stdnum.luhn"):
        import_module(name)
    for name in ("asyncio", "base58", "platformdirs", "questionary", "tzlocal", "rich.console"):
        import_module(name)
    _everything()
    for name in [name for name in sys.modules if name.partition(".")[0] == "wallethelp"]:
        del sys.modules[name]


def _run(commands: list[list[str]]) -> Iterator[tuple[int, str, str]]:
    from wallethelp.cli.boundary import run

    case = ""
    for command in commands:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run([case if word == "CASE" else word for word in command])
        found = re.search(r"\d{4}-\d+", err.getvalue())
        case = case or (found[0] if found else "")
        yield code, out.getvalue(), err.getvalue()


def main() -> None:
    """Print JSON: the modules that could be imported, and of each command code, output, errors."""
    commands = json.load(sys.stdin)
    _load_what_others_made()
    become()
    # On Windows a file without an encoding is read in that of the country.
    warnings.filterwarnings("error", category=EncodingWarning, module=r"wallethelp\b")
    modules = _everything()
    results = list(_run(commands))
    json.dump({"modules": modules, "results": results}, sys.stdout)


if __name__ == "__main__":
    main()
