"""Files of a pack that nobody reads: their names end otherwise, or they are in the wrong place."""

from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

from wallethelp.core.mistakes import Mistake
from wallethelp.core.pack_files import COMMON
from wallethelp.core.text import LANGUAGES, Language

_READ = {
    "": tuple(name.removesuffix(".yaml") for name in COMMON),
    "guides": None,
    "wallets": None,
    "walks": None,
    "phrases": ("concepts", "danger"),
    "phrases/zh": None,
    "phrases/en": None,
}
"""Which files are read of each folder; None: all."""
_SCHEMAS = "schema"
"""The folder of what editors read."""
_ALIKE = (".yaml", ".yml", ".json")
_MOST = 20_000
"""Files looked at; a folder with more is no pack."""


def unread_files(root: Path, languages: Collection[Language]) -> Iterator[Mistake]:
    """A warning for each file that looks like part of a pack in these `languages`, and is none."""
    others = (one for one in LANGUAGES if languages and one not in languages)
    idle = {f"phrases/{language}" for language in others}
    for path in _all(root):
        folder, name = path.parent.relative_to(root).as_posix(), path.stem
        folder = "" if folder == "." else folder
        is_ours = folder == _SCHEMAS and path.suffix == ".json"
        if not is_ours and (folder in idle or not _is_read(folder, name, path.suffix)):
            yield Mistake(
                code="unread-file",
                file=path.relative_to(root).as_posix(),
                names=_advice(root, path, folder, idle),
                is_warning=True,
            )


def unread_names(folder: Path) -> set[str]:
    """What the files are called that somebody may have meant for `folder`."""
    return {
        path.stem
        for path in _all(folder)
        if path.suffix.lower() in _ALIKE and (path.parent != folder or path.suffix != ".yaml")
    }


def _all(root: Path) -> list[Path]:
    return sorted(
        path
        for path in islice(root.rglob("*"), _MOST)
        if path.suffix.lower() in _ALIKE
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
        and path.is_file()
    )


def _is_read(folder: str, name: str, suffix: str) -> bool:
    names = _READ.get(folder, ())
    return suffix == ".yaml" and (names is None or name in names)


def _advice(root: Path, path: Path, folder: str, idle: Collection[str]) -> dict[str, str]:
    """Where the file would be read."""
    if folder in _READ and folder not in idle and path.suffix != ".yaml":
        return {"instead": f"{folder}/{path.stem}.yaml".lstrip("/")}
    first = folder.split("/", maxsplit=1)[0]
    wanted = first if first in _READ and first != "phrases" else "guides"
    if first == "phrases":
        wanted = next(f"phrases/{one}" for one in ("en", "zh") if f"phrases/{one}" not in idle)
    return {"instead": f"{wanted}/{path.stem}.yaml"}


def files_read(root: Path) -> list[str]:
    """The files of a pack that are read, by their names within it."""
    found = (path.relative_to(root) for path in _all(root))
    return [
        path.as_posix()
        for path in found
        if _is_read(path.parent.as_posix().removeprefix("."), path.stem, path.suffix)
    ]


def unread_guides(root: Path) -> list[str]:
    """The files somebody may have meant as guides, by their names within the pack."""
    found = (path.relative_to(root) for path in _all(root / "guides"))
    return [
        path.as_posix()
        for path in found
        if path.parent.as_posix() != "guides" or path.suffix != ".yaml"
    ]
