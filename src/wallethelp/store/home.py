"""The folder of this user's data: private files, and the one setting that is not a case."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from wallethelp.system import close_to_others, is_mine, is_open_to_others

_LANGUAGE = "language"
_OURS = ("cases*.sqlite3*", "evidence", _LANGUAGE, "bug-report.txt")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def data_folder(environment: Mapping[str, str]) -> Path:
    """WALLETHELP_HOME, or the platform's user data folder."""
    given = environment.get("WALLETHELP_HOME")
    if given:
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("wallethelp", appauthor=False)


def make_private(folder: Path) -> None:
    """Create `folder`, readable by this user only. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def tighten(folder: Path) -> list[Path]:
    """Close `folder` and our files in it to other users; returns what they can still open.

    A folder of somebody else, or one that is meant for everybody such as /tmp, is left as it is.
    """
    if not os.path.isdir(folder):  # noqa: PTH112 - Path.is_dir raises where we may not look
        return []
    found = [path for pattern in _OURS for path in sorted(folder.glob(pattern))]
    # A link to a folder leads to what is not ours.
    ours = [path for path in found if not (path.is_symlink() and path.is_dir())]
    return [path for path in (folder, *ours) if not _is_closed_to_others(path)]


def _is_closed_to_others(path: Path) -> bool:
    try:
        found = path.stat()
        if not is_open_to_others(found):
            return True
        if not is_mine(found) or found.st_mode & stat.S_ISVTX:
            return False
        path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
        # Some file systems take a mode and forget it.
        return not is_open_to_others(path.stat())
    except FileNotFoundError:
        return True
    except OSError:
        return False


def write_private(path: Path, text: str) -> None:
    """Put `text` into a file for this user only, whatever was there before. Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        close_to_others(descriptor)
        file.write(text)


def remembered_language(folder: Path) -> str | None:
    """The language chosen on the first screen, or None."""
    try:
        return (folder / _LANGUAGE).read_text(encoding="utf-8")[:10].strip()
    except (OSError, UnicodeDecodeError):
        return None


def remember_language(folder: Path, name: str) -> None:
    """Keep the language chosen. Where it cannot be written it is simply not remembered."""
    try:
        make_private(folder)
        write_private(folder / _LANGUAGE, name)
    except OSError:
        return
