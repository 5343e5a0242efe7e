"""The folder of this user's data, and the one setting that is not a case."""

import os
from collections.abc import Mapping
from pathlib import Path

_LANGUAGE = "language"


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
        opener = os.open(folder / _LANGUAGE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opener, "w", encoding="utf-8") as file:
            file.write(name)
    except OSError:
        return
