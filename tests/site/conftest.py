"""The built site: the one that SITE names, or one that is built for these tests."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.html.browser import Tab, chromium
from tests.site.build import build
from tests.site.built import Seen
from tests.site.everything import all_pages


@pytest.fixture
def clock() -> None:
    """None: the runs have one of their own, see `runs.py`."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site."""
    if named := os.environ.get("SITE"):
        return Path(named).resolve()
    return build(all_pages(), tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def seen(site: Path) -> Mapping[Path, Seen]:
    """Every page, read."""
    return {file: Seen(file) for file in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="session")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A tab of Chromium; without one these tests fail: whoever builds the site looks at it."""
    with chromium(tmp_path_factory.mktemp("profile")) as tab:
        yield tab
