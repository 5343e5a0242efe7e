"""One browser, one tab and one set of pages for all tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.html.browser import MISSING, BrowserError, Tab, chromium, executable
from tests.html.pages import write_pages


@pytest.fixture(scope="session")
def only_tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A tab of Chromium, started once; without one these tests are skipped in one line."""
    problem = None
    try:
        if executable() is None:
            pytest.skip(MISSING)
        with chromium(tmp_path_factory.mktemp("profile")) as tab:
            yield tab
    except BrowserError as error:
        problem = str(error)
    if problem is not None:
        pytest.fail(problem, pytrace=False)


@pytest.fixture
def tab(only_tab: Tab) -> Tab:
    """The tab as on a desktop computer, light."""
    only_tab.resize(1280)
    only_tab.media(dark=False)
    return only_tab


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of all pages, by name."""
    return write_pages(tmp_path_factory.mktemp("pages"))
