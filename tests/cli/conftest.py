"""The command line in this process."""

from functools import cache
from pathlib import Path

import pytest

from tests.cli.support import Here
from wallethelp.cli import desk
from wallethelp.pack.find import shipped_pack
from wallethelp.pack.load import Loaded, load


@cache
def _shipped() -> Loaded:
    return load(shipped_pack())


@pytest.fixture(autouse=True)
def _read_the_shipped_pack_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading it takes longer than most of these tests; tests of `--flows` read their own."""
    monkeypatch.setattr(
        desk, "load", lambda folder: _shipped() if folder == shipped_pack() else load(folder)
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
