"""Fixtures for every test: English unless a test says otherwise, and a home of its own."""

import gc
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import count
from pathlib import Path
from pkgutil import walk_packages

import pytest
import typer.main

import wallethelp
from tests import powers
from tests.support import Clock, shipped
from wallethelp.cli.desk import Desk
from wallethelp.core.session import World
from wallethelp.core.tables import hand_in
from wallethelp.i18n import speaking
from wallethelp.lookups import LibraryTables

# Imported late, a module would keep what a test has put in place of something.
for module in walk_packages(wallethelp.__path__, "wallethelp."):
    if not module.name.endswith("__main__"):
        import_module(module.name)
hand_in(LibraryTables())
# What a test makes is mostly small and soon gone; looking for circles in it is a tenth of the time.
gc.set_threshold(50_000, 20, 50)


@pytest.fixture
def world() -> World:
    """The shipped pack with a simple calendar."""
    return shipped()


@pytest.fixture(scope="session", autouse=True)
def _build_the_commands_once() -> Iterator[None]:
    """Typer builds them from the signatures for every run, which takes longer than most runs do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.main, "get_command", cache(typer.main.get_command))
        yield


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_setting_of_who_runs_the_tests(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        for name in ("WALLETHELP_LANG", "WALLETHELP_FLOWS", "ACCESSIBLE", "NO_COLOR"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New names for folders: `tmp_path` would make one for every test, and most need none."""
    place = tmp_path_factory.mktemp("homes")
    return (place / f"home-{number}" for number in count())


@pytest.fixture(autouse=True)
def home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder."""
    folder = next(_homes)
    monkeypatch.setenv("WALLETHELP_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time the program sees: it stands still, and a test may turn it."""
    turned = Clock()
    monkeypatch.setattr(Desk, "now", lambda _self: turned.now)
    return turned


@pytest.fixture
def as_others() -> Iterator[None]:
    """Root, too, opens only what its permissions allow."""
    with powers.as_others():
        yield
