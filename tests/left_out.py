"""A plugin of pytest, `-p tests.left_out`: a run in which a test was left out has failed."""

import pytest

LEFT_OUT = ("skipped", "deselected", "xfailed", "xpassed")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that would have passed, where a test was skipped or expected to fail."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and session.exitstatus == pytest.ExitCode.OK:
        left_out = sum(len(reporter.stats.get(how, ())) for how in LEFT_OUT)
        if left_out:
            reporter.write_line(f"{left_out} tests were left out; the reasons stand below")
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
