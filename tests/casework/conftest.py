"""The command line in this process, and the count of the kills."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.casework.support import Caseworker, own_pack
from tests.cli.support import Here
from tests.support import Clock, index_of, load_by_content, loaded, shipped_index
from wallethelp.cli.desk import Desk
from wallethelp.core.triage.guides import Index
from wallethelp.core.watch import Watch
from wallethelp.pack import cache
from wallethelp.pack.compiled import Opened
from wallethelp.pack.find import shipped_pack

COUNTS = pytest.StashKey[dict[str, int]]()
"""How often the program was killed, and how many answers that lost."""


def pytest_configure(config: pytest.Config) -> None:
    config.stash[COUNTS] = {}


@pytest.fixture(scope="session")
def counts(pytestconfig: pytest.Config) -> dict[str, int]:
    """Numbers to be printed after the tests."""
    return pytestconfig.stash.setdefault(COUNTS, {})


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for name, number in config.stash.get(COUNTS, {}).items():
        terminalreporter.write_line(f"{name}: {number}")


def _open(folder: Path, *_watch: Watch) -> Opened:
    read = loaded(folder) if folder == shipped_pack() else load_by_content(folder)
    return Opened(read.pack, read.left_out)


def _open_index(folder: Path, opened: Opened) -> Index:
    return shipped_index() if folder == shipped_pack() else index_of(folder, opened.pack)


@pytest.fixture(autouse=True)
def _read_each_pack_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading one takes longer than many of these tests; and before a process is forked."""
    loaded(shipped_pack())
    monkeypatch.setattr(cache, "open_pack", _open)
    monkeypatch.setattr(cache, "open_index", _open_index)


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


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: thousands of commits, each waiting for a disk."""
    memory = Path("/dev/shm")
    place = memory if os.access(memory, os.W_OK) else tmp_path
    with TemporaryDirectory(prefix="wallethelp-tests-", dir=place) as folder:
        yield Path(folder)


@pytest.fixture(autouse=True)
def home(home: Path, quick: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder."""
    folder = quick / home.name
    monkeypatch.setenv("WALLETHELP_HOME", str(folder))
    return folder


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The summary is not drawn: wrapping its lines takes longer than all the rest."""
    monkeypatch.setattr(Desk, "show", lambda _self, _page, *, beside=False: None)


@pytest.fixture
def worker(cli: Here, clock: Clock, home: Path, tmp_path: Path) -> Caseworker:
    """Somebody at the program with a small pack."""
    return Caseworker(cli, own_pack(tmp_path / "pack"), clock, home)
