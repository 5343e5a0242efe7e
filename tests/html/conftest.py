"""One browser, one tab and one set of pages for all tests."""

from collections.abc import Generator, Iterator
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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """For want of a browser all tests are skipped at one place, and so told in one line."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple) and MISSING in report.longrepr[2]:
        report.longrepr = (__file__, 0, report.longrepr[2])
    return report
