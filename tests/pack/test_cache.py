"""Compiled packs in the user's cache: whatever is wrong with a file, the pack is the pack."""

import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from tests.support import FLOWS, loaded, shipped_index, write_pack
from wallethelp.core.model import Pack
from wallethelp.core.watch import Watch
from wallethelp.pack import cache, compiled, load, phrases
from wallethelp.pack.cache import open_pack
from wallethelp.pack.find import shipped_pack
from wallethelp.pack.load import BrokenPackError, Loaded

LONG_AGO = 1_700_000_000_000_000_000


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders whose YAML was read."""
    seen: list[Path] = []

    def load_pack(folder: Path, *_watch: Watch) -> Loaded:
        seen.append(folder)
        return load.load(folder)

    monkeypatch.setattr(cache, "_loaded", load_pack)
    return seen


def pack_in(folder: Path, files: dict[str, str] | None = None) -> Path:
    """A small pack that was written some time ago."""
    write_pack(folder, files or {})
    for path in folder.rglob("*.yaml"):
        os.utime(path, ns=(LONG_AGO, LONG_AGO))
    return folder


def whole(pack: Pack) -> tuple[object, ...]:
    """All that was read of its files."""
    return tuple(
        dict(part) if name != "info" else part
        for name in Pack.__struct_fields__
        for part in [getattr(pack, name)]
        if name != "fingerprint"
    )


def files_in(place: Path) -> list[Path]:
    return sorted(place.iterdir()) if place.exists() else []


# --- once ---------------------------------------------------------------------------------------


def test_a_pack_is_read_once(place: Path, tmp_path: Path, read: list[Path]) -> None:
    folder = pack_in(tmp_path / "pack")
    first, second = open_pack(folder), open_pack(folder)
    assert whole(first.pack) == whole(second.pack) == whole(load.load(folder).pack)
    assert len(read) == 1
    (file,) = files_in(place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("change", ["size", "time", "added", "removed", "renamed", "link"])
def test_a_pack_that_changed_is_read_again(
    place: Path, tmp_path: Path, read: list[Path], change: str
) -> None:
    folder = pack_in(tmp_path / "pack", {"wallets/topay.yaml": ""})
    open_pack(folder)
    guide, wallet = folder / "guides" / "lost.yaml", folder / "wallets" / "topay.yaml"
    match change:
        case "size":
            guide.write_text(guide.read_text("utf-8") + "#\n", "utf-8")
        case "time":
            # Put back by a program that keeps times: the system still knows.
            guide.write_text(guide.read_text("utf-8").replace("Is it", "Was it"), "utf-8")
        case "added":
            (folder / "guides" / "more.yaml").write_text("", "utf-8")
        case "removed":
            wallet.unlink()
        case "renamed":
            wallet.rename(wallet.with_name("apay.yaml"))
        case "link":
            wallet.unlink()
            wallet.symlink_to("nowhere")
    assert whole(open_pack(folder).pack) == whole(load.load(folder).pack)
    assert len(read) == 2


def test_a_change_within_a_tick_of_the_clock_is_not_missed(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "time_ns", lambda: LONG_AGO + 1_000_000)
    open_pack(pack_in(tmp_path / "pack"))
    assert files_in(place) == []


def test_another_version_of_the_program_wrote_it(
    place: Path, tmp_path: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pack_in(tmp_path / "pack")
    open_pack(folder)
    monkeypatch.setattr(compiled, "__version__", "0.0.9")
    open_pack(folder)
    open_pack(folder)
    assert len(read) == 2
    assert len(files_in(place)) == 1


def test_a_program_that_changed_without_a_new_version(
    place: Path, tmp_path: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pack_in(tmp_path / "pack")
    open_pack(folder)
    monkeypatch.setattr(cache, "_state_of_program", lambda: b"edited")
    open_pack(folder)
    assert len(read) == 2


def test_what_is_left_out_is_known_the_second_time(place: Path, tmp_path: Path) -> None:
    folder = pack_in(tmp_path / "pack", {"guides/broken.yaml": "id: broken\n"})
    assert open_pack(folder).left_out == open_pack(folder).left_out == ("guides/broken.yaml",)


def test_a_broken_pack_is_not_kept(place: Path, tmp_path: Path) -> None:
    folder = pack_in(tmp_path / "pack", {"pack.yaml": "format: 2\n"})
    for _ in range(2):
        with pytest.raises(BrokenPackError):
            open_pack(folder)
    assert files_in(place) == []


def test_files_of_packs_that_are_gone_are_removed(place: Path, tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        open_pack(pack_in(tmp_path / name))
    assert len(files_in(place)) == 3
    for name in ("one", "two"):
        (tmp_path / name).rename(tmp_path / f"{name}-moved")
    (place / "rubbish.pack").write_bytes(b"rubbish")
    (place / "cut.new").write_bytes(b"short")
    os.utime(place / "cut.new", ns=(LONG_AGO, LONG_AGO))
    (place / "now.new").write_bytes(b"in the making")
    open_pack(pack_in(tmp_path / "four"))
    left = files_in(place)
    assert len([path for path in left if path.suffix == ".pack"]) == 2
    assert [path.name for path in left if path.suffix == ".new"] == ["now.new"]


# --- the shipped pack ---------------------------------------------------------------------------


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped pack, compiled as it lies in a wheel."""
    file = tmp_path / "flows.pack"
    monkeypatch.setattr(phrases, "learn", lambda _folder, _pack: shipped_index().learned)
    cache.compile_shipped(FLOWS, file)
    monkeypatch.setattr(cache, "SHIPPED", file)
    return file


def test_the_shipped_pack_comes_compiled(
    place: Path, wheel: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel.chmod(0o666)  # whoever installed it decides that
    assert whole(open_pack(shipped_pack()).pack) == whole(loaded(FLOWS).pack)
    assert read == []
    assert files_in(place) == []
    monkeypatch.setattr(compiled, "__version__", "0.0.9")
    open_pack(shipped_pack())
    assert len(read) == 1


def test_a_damaged_file_of_the_shipped_pack_is_passed_over(
    place: Path, wheel: Path, read: list[Path]
) -> None:
    wheel.write_bytes(wheel.read_bytes()[:1000])
    assert whole(open_pack(shipped_pack()).pack) == whole(loaded(FLOWS).pack)
    assert len(read) == 1


# --- where nothing can be kept ------------------------------------------------------------------


def _is_a_file(place: Path) -> None:
    place.parent.mkdir(parents=True)
    place.write_text("no folder", "utf-8")


def _is_a_link(place: Path) -> None:
    (place.parent / "elsewhere").mkdir(parents=True)
    place.symlink_to("elsewhere")


def _is_read_only(place: Path) -> None:
    place.parent.mkdir(parents=True)
    place.parent.chmod(0o500)


@pytest.mark.usefixtures("as_others")
@pytest.mark.parametrize("trouble", [_is_a_file, _is_a_link, _is_read_only])
def test_a_pack_that_cannot_be_kept_works_all_the_same(
    place: Path, tmp_path: Path, read: list[Path], trouble: Callable[[Path], None]
) -> None:
    folder = pack_in(tmp_path / "pack")
    trouble(place)
    for _ in range(2):
        assert whole(open_pack(folder).pack) == whole(load.load(folder).pack)
    assert len(read) == 2
    assert not place.is_dir() or files_in(place) == []


def test_a_folder_that_was_open_to_others_is_closed(place: Path, tmp_path: Path) -> None:
    place.mkdir(parents=True, mode=0o755)
    open_pack(pack_in(tmp_path / "pack"))
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_what_belongs_to_another_user_is_neither_read_nor_written(
    place: Path, tmp_path: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pack_in(tmp_path / "pack")
    open_pack(folder)
    (file,) = files_in(place)
    before = file.stat()
    monkeypatch.setattr(os, "geteuid", lambda: before.st_uid + 1)
    open_pack(folder)
    assert len(read) == 2
    assert file.stat() == before


# --- five hundred times -------------------------------------------------------------------------


def _flipped(content: bytearray, draw: Random) -> None:
    for _ in range(draw.randint(1, 4)):
        content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)


def _cut(content: bytearray, draw: Random) -> None:
    del content[draw.randrange(len(content)) :]


def _swapped(content: bytearray, draw: Random) -> None:
    one, other = sorted(draw.sample(range(len(content)), 2))
    content[one:other] = bytes(reversed(content[one:other]))


def _grown(content: bytearray, draw: Random) -> None:
    content[draw.randrange(len(content)) : 0] = draw.randbytes(draw.randint(1, 50))


def _forged(content: bytearray, draw: Random) -> None:
    content[:] = draw.randbytes(draw.randint(0, 400))


DAMAGE = (_flipped, _cut, _swapped, _grown, _forged)


@pytest.mark.parametrize("fifty", range(10))
def test_whatever_becomes_of_the_file_the_pack_is_the_pack(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fifty: int
) -> None:
    folder = pack_in(tmp_path / "pack")
    known = load.load(folder)
    expected = whole(known.pack)
    monkeypatch.setattr(cache, "_loaded", lambda _folder, *_watch: known)
    open_pack(folder)
    (file,) = files_in(place)
    sound = file.read_bytes()
    for number in range(50):
        draw = Random(50 * fifty + number)
        content = bytearray(sound)
        draw.choice(DAMAGE)(content, draw)
        # In the same file, before or after it was opened; or another file in its place.
        opened = open_pack(folder) if draw.random() < 0.4 else None
        if draw.random() < 0.5:
            file.unlink()
        file.write_bytes(content)
        if draw.random() < 0.2:
            file.unlink()
            file.symlink_to(tmp_path / "of-others")
            (tmp_path / "of-others").write_bytes(sound)
        if opened is not None:
            assert whole(opened.pack) == expected
        assert whole(open_pack(folder).pack) == expected
        assert whole(open_pack(folder).pack) == expected


def test_programs_that_write_at_once_do_not_disturb_each_other(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pack_in(tmp_path / "pack")
    known = load.load(folder)
    expected = whole(known.pack)
    monkeypatch.setattr(cache, "_loaded", lambda _folder, *_watch: known)

    def one(number: int) -> bool:
        draw = Random(number)
        if draw.random() < 0.3:
            for path in files_in(place):
                _removed(path)
        return whole(open_pack(folder).pack) == expected

    with ThreadPoolExecutor(8) as programs:
        assert all(programs.map(one, range(200)))
    assert [path.suffix for path in files_in(place)] == [".pack"]


def _removed(path: Path) -> None:
    path.unlink(missing_ok=True)


def test_a_pack_that_extends_the_shipped_one_is_read_again_when_that_changes(
    place: Path, tmp_path: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    text = "format: 1\nextends: wallethelp\ntitle: {zh: 我们的, en: Ours}\n"
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    os.utime(folder / "pack.yaml", ns=(LONG_AGO, LONG_AGO))
    first = open_pack(folder)
    again = open_pack(folder)
    assert (len(read), len(files_in(place))) == (1, 1)
    assert whole(again.pack) == whole(first.pack)
    assert again.pack.fingerprint == first.pack.fingerprint
    monkeypatch.setattr(cache, "_state_below", lambda: b"another")
    open_pack(folder)
    assert len(read) == 2
