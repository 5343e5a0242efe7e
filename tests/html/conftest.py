"""One browser and one set of pages for all tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.html.browser import Browser, BrowserError, chromium
from tests.html.pages import write_pages


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium, started once; without one these tests fail and say what to install."""
    try:
        with chromium(tmp_path_factory.mktemp("profile")) as opened:
            yield opened
    except BrowserError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of all pages, by name."""
    return write_pages(tmp_path_factory.mktemp("pages"))
