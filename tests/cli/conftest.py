"""The command line in this process."""

from functools import cache
from pathlib import Path

import pytest

from tests.cli.support import Here
from tests.support import loaded
from wallethelp.core.triage import Index
from wallethelp.pack import phrases
from wallethelp.pack.find import shipped_pack
from wallethelp.pack.load import load
from wallethelp.pack.phrases import load_index


@pytest.fixture(autouse=True)
def _read_the_shipped_pack_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading it takes longer than most of these tests; tests of `--flows` read their own."""
    monkeypatch.setattr(
        "wallethelp.pack.cache.open_pack",
        lambda folder, *_watch: loaded(folder) if folder == shipped_pack() else load(folder),
    )


@cache
def _index() -> Index:
    return load_index(shipped_pack(), loaded(shipped_pack()).pack)


@pytest.fixture(autouse=True)
def _index_the_shipped_phrases_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes longer than most of these tests; nothing changes an index that is built."""
    monkeypatch.setattr(
        phrases,
        "load_index",
        lambda folder, pack: _index() if folder == shipped_pack() else load_index(folder, pack),
    )


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
