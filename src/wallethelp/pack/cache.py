"""Packs are compiled once: where the files are kept, and when one may be used.

The shipped pack is compiled when the wheel is built. Any other is compiled when it is first used or
has changed, into the user's cache folder; what its phrases teach is added with the first sentence.
Nothing there is needed: whatever is wrong with a file, the YAML is read.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from time import time, time_ns
from typing import TYPE_CHECKING

from wallethelp.core.watch import Watch, unwatched
from wallethelp.pack.compiled import CompiledFile, DamagedError, Opened, Origin, compiled
from wallethelp.pack.files import OddFileError, files_of
from wallethelp.pack.find import SHIPPED, is_the_shipped, shipped_pack
from wallethelp.system import AS_BYTES, NO_LINK, is_mine, is_open_to_others

if TYPE_CHECKING:
    from wallethelp.core.model import Pack
    from wallethelp.core.triage.guides import Index, Learned
    from wallethelp.pack.load import Loaded

_SUFFIX = ".pack"
_UNFINISHED = ".new"
_PROGRAM = ("core", "pack")
"""What makes it: an editable install changes without a new version."""
_A_TICK = 20_000_000
"""Nanoseconds in which a file can change twice and bear the same time."""
_AN_HOUR = 3600


def open_pack(folder: Path, watch: Watch = unwatched) -> Opened:
    """What can be used of the pack in `folder`. Raises BrokenPackError."""
    is_shipped = is_the_shipped(folder)
    with suppress(DamagedError, OSError):
        if is_shipped and (file := _read(SHIPPED)).is_ours:
            return file.opened(lambda: _loaded(folder).pack)
    try:
        origin = Origin(folder=_name(folder), state=_state(folder))
    except (OSError, OddFileError):
        origin = None
    place = cache_folder()
    with suppress(DamagedError, OSError):
        return _kept(folder, origin, place, is_shipped=is_shipped)
    loaded = _loaded(folder, watch)
    pack = loaded.pack if is_shipped else _marked(loaded.pack, folder)
    if origin is not None and pack.info.extends:
        origin = _extending(origin)
    if origin is not None:
        _keep(compiled(pack, loaded.left_out, origin), folder, place)
    return Opened(pack, loaded.left_out, origin)


def _marked(pack: "Pack", folder: Path) -> "Pack":
    """A pack that did not come with the program, known by its fingerprint from here on."""
    # Imported here: it is in the compiled file.
    from msgspec.structs import replace

    from wallethelp.pack.fingerprint import fingerprint

    below = shipped_pack() if pack.info.extends else None
    return replace(pack, fingerprint=fingerprint(folder, below))


def open_index(folder: Path, opened: Opened) -> "Index":
    """What tells which guide a sentence is about, for the pack that was `opened` in `folder`."""
    # Imported here: most commands are given no sentence.
    from wallethelp.core.triage.guides import Index
    from wallethelp.pack.simplified import simplified

    # The table is read for the first text that is not all Latin.
    if not opened.pack.info.extends:
        return Index(_learned(folder, opened), simplified)
    below = _learned_below()
    return Index(_learned(folder, opened, below), simplified, Index(below, simplified))


def _learned_below() -> "Learned":
    """What was learned from the phrases of the shipped pack, for one that extends it."""
    return _learned(shipped_pack(), open_pack(shipped_pack()))


def _learned(folder: Path, opened: Opened, below: "Learned | None" = None) -> "Learned":
    if opened.file is not None:
        with suppress(DamagedError):
            learned = opened.file.learned()
            if learned is not None:
                return learned
    from wallethelp.pack.phrases import learn

    learned = learn(folder, opened.pack, below)
    if opened.origin not in (None, Origin()):
        _keep(
            compiled(opened.pack, opened.left_out, opened.origin, learned), folder, cache_folder()
        )
    return learned


def cache_folder() -> Path:
    """Where compiled packs are kept."""
    from platformdirs import user_cache_path

    return user_cache_path("wallethelp", appauthor=False)


def _loaded(folder: Path, watch: Watch = unwatched) -> "Loaded":
    # Imported here: reading YAML takes what the compiled file spares.
    from wallethelp.pack.load import load

    return load(folder, watch=watch)


def _kept(folder: Path, origin: Origin | None, place: Path, *, is_shipped: bool) -> Opened:
    """The compiled pack. Raises DamagedError or OSError where it cannot be trusted or is old."""
    _refuse_if_of_others(place.lstat())
    file = _read(_file_for(folder, place))
    if origin is not None and file.origin.below:
        # That the folder is as it was says that it still extends something.
        origin = _extending(origin)
    if not file.is_ours or file.origin != origin or (file.fingerprint is None) != is_shipped:
        raise DamagedError
    return file.opened(lambda: _loaded(folder).pack)


def _read(path: Path) -> CompiledFile:
    descriptor = os.open(path, os.O_RDONLY | NO_LINK | AS_BYTES)
    try:
        found = os.fstat(descriptor)
        if path is not SHIPPED:
            _refuse_if_of_others(found)
    except BaseException:
        os.close(descriptor)
        raise
    return CompiledFile(descriptor)


def _refuse_if_of_others(found: os.stat_result) -> None:
    """What another user can write to is not read, nor what a link leads to."""
    is_plain = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    if not is_plain or is_open_to_others(found, to_write=True) or not is_mine(found):
        raise DamagedError


def _name(folder: Path) -> bytes:
    return os.fsencode(os.path.abspath(folder))  # noqa: PTH100 - links stay as they are


def _file_for(folder: Path, place: Path) -> Path:
    return place / (blake2b(_name(folder), digest_size=16).hexdigest() + _SUFFIX)


# --- freshness ----------------------------------------------------------------------------------


def _state(folder: Path) -> bytes:
    """The names, sizes and times of the files of a pack, and of those that compile it."""
    digest = blake2b(digest_size=16)
    for name, found in _files(folder):
        line = f"{name}\0{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}\n"
        digest.update(os.fsencode(line))
    digest.update(_state_of_program())
    return digest.digest()


def _extending(origin: Origin) -> Origin:
    """`origin` with the state of the shipped pack."""
    return Origin(folder=origin.folder, state=origin.state, below=_state_below())


def _state_below() -> bytes:
    """The state of the shipped pack: of the one file it was compiled to, or of those of a checkout.

    Raises OSError or OddFileError.
    """
    if not SHIPPED.exists():
        return _state(shipped_pack())
    found = SHIPPED.stat()
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}".encode()


def _files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    root = str(folder)
    return ((name, _found(f"{root}/{name}")) for name in files_of(folder))


def _found(path: str) -> os.stat_result:
    try:
        return os.stat(path)  # noqa: PTH116 - a path for each of many files is slow
    except OSError:  # a link that leads nowhere
        return os.lstat(path)


@cache
def _state_of_program() -> bytes:
    package = Path(__file__).parent.parent
    lines = []
    for name in _PROGRAM:
        with os.scandir(package / name) as entries:
            found = ((e.name, e.stat()) for e in entries if e.name.endswith(".py"))
            lines += [f"{file} {s.st_size} {s.st_mtime_ns}" for file, s in found]
    return "\n".join(sorted(lines)).encode()


# --- writing ------------------------------------------------------------------------------------


def _keep(content: bytes, folder: Path, place: Path) -> None:
    """Put `content` in its place whole. Where that fails, there is no file, and nothing is said."""
    try:
        if _is_changing(found for _name, found in _files(folder)):
            return
        _make_private(place)
        _put(content, _file_for(folder, place))
        _clean_up(place)
    except (OSError, DamagedError, OddFileError):
        return


def _make_private(place: Path) -> None:
    """Create the folder, or close it to others. Raises OSError; DamagedError if it is theirs."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = place.lstat()
    if stat.S_ISDIR(found.st_mode) and is_open_to_others(found) and is_mine(found):
        place.chmod(0o700)
        found = place.lstat()
    _refuse_if_of_others(found)


def _is_changing(files: Iterable[os.stat_result]) -> bool:
    """Whether a file is so new that it can change once more and look the same."""
    newest = max((found.st_mtime_ns for found in files), default=0)
    return time_ns() - newest < _A_TICK


def _put(content: bytes, path: Path) -> None:
    from tempfile import mkstemp

    descriptor, name = mkstemp(suffix=_UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _clean_up(place: Path) -> None:
    """Remove the files of packs that are no more, those of another form, and what was cut short."""
    for path in place.iterdir():
        with suppress(OSError):
            if path.suffix == _UNFINISHED:
                is_old = time() - path.stat().st_mtime > _AN_HOUR
            else:
                is_old = path.suffix == _SUFFIX and not _has_pack(path)
            if is_old:
                path.unlink()


def _has_pack(path: Path) -> bool:
    try:
        return Path(os.fsdecode(_read(path).origin.folder)).is_dir()
    except DamagedError:
        return False


def compile_shipped(folder: Path, file: Path) -> None:
    """Write the shipped pack in `folder` as a wheel holds it. Raises ValueError for mistakes."""
    loaded = _loaded(folder)
    if loaded.left_out:
        raise ValueError(f"mistakes in {', '.join(loaded.left_out)}")
    from wallethelp.pack.phrases import learn

    learned = learn(folder, loaded.pack)
    file.write_bytes(compiled(loaded.pack, (), Origin(), learned))
