"""The command line in this process."""

from pathlib import Path

import pytest

from tests.cli.support import Here
from tests.support import loaded, shipped_index
from wallethelp.core.triage.guides import Index
from wallethelp.core.watch import Watch
from wallethelp.pack import cache
from wallethelp.pack.compiled import Opened
from wallethelp.pack.find import shipped_pack
from wallethelp.pack.load import load

_OPEN_PACK = cache.open_pack


@pytest.fixture(autouse=True)
def _read_the_shipped_pack_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading it takes longer than most of these tests; tests of `--flows` read their own."""

    def open_pack(folder: Path, *_watch: Watch) -> Opened:
        read = loaded(folder) if folder == shipped_pack() else load(folder)
        return Opened(read.pack, read.left_out)

    monkeypatch.setattr(cache, "open_pack", open_pack)


@pytest.fixture
def opened_as_by_a_command(
    _read_the_shipped_pack_once: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Packs are compiled and kept, each test with a folder of its own for that."""
    monkeypatch.setattr(cache, "open_pack", _OPEN_PACK)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))


@pytest.fixture(autouse=True)
def _index_the_shipped_phrases_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes longer than most of these tests."""
    open_index = cache.open_index

    def index(folder: Path, opened: Opened) -> Index:
        return shipped_index() if folder == shipped_pack() else open_index(folder, opened)

    monkeypatch.setattr(cache, "open_index", index)


@pytest.fixture
def cli(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Here:
    """`cli("guides")` runs the command in English and says what it printed."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Here(capsys, folder)
