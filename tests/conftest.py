"""Fixtures for every test: English unless a test says otherwise, and a home of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import powers
from tests.support import shipped
from wallethelp.core.session import World
from wallethelp.core.tables import hand_in
from wallethelp.i18n import speaking
from wallethelp.lookups import LibraryTables

hand_in(LibraryTables())


@pytest.fixture
def world() -> World:
    """The shipped pack with a simple calendar."""
    return shipped()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, and no setting of the person who runs the tests."""
    folder = tmp_path / "home"
    monkeypatch.setenv("WALLETHELP_HOME", str(folder))
    for name in ("WALLETHELP_LANG", "WALLETHELP_FLOWS", "ACCESSIBLE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def as_others() -> Iterator[None]:
    """Root, too, opens only what its permissions allow."""
    with powers.as_others():
        yield
