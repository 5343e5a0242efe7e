"""A bug ends with exit code 3 and a report without anything that was typed."""

import stat
from pathlib import Path

import pytest

from tests.cli.support import ANSWERS, Here

SECRET = "xiaolin_88 13800138000"


def _raise(error: BaseException) -> object:
    def broken(*_arguments: object, **_named: object) -> object:
        raise error

    return broken


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "wallethelp.core.case.case_of", _raise(RuntimeError(f"cannot take {SECRET}"))
    )


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_bug_is_told_with_where_its_report_is(cli: Here, home: Path, language: str) -> None:
    done = cli.answered(ANSWERS, "--lang", language)
    assert (done.code, done.out) == (3, "")
    report = home / "bug-report.txt"
    assert str(report) in done.err
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


@pytest.mark.usefixtures("broken")
def test_the_report_says_where_and_nothing_that_was_typed(cli: Here, home: Path) -> None:
    done = cli.answered(ANSWERS)
    report = (home / "bug-report.txt").read_text(encoding="utf-8")
    assert "RuntimeError" in report
    assert "diagnose.py" in report
    for typed in (SECRET, "TX-2026-0042", "120", str(cli.folder)):
        assert typed not in report, typed
        assert SECRET not in done.err
    assert "Traceback" not in done.err + report


@pytest.mark.usefixtures("broken")
def test_a_bug_where_nothing_can_be_written_still_says_where(
    cli: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    monkeypatch.setenv("WALLETHELP_HOME", str(tmp_path / "taken"))
    done = cli.answered(ANSWERS)
    assert done.code == 3
    assert "RuntimeError" in done.err
    assert SECRET not in done.err


def test_ctrl_c_anywhere_ends_with_130(cli: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wallethelp.pack.cache.open_pack", _raise(KeyboardInterrupt()))
    done = cli.answered(ANSWERS)
    assert (done.code, done.out) == (130, "")
    assert "Traceback" not in done.err


def test_ctrl_c_in_the_questions_says_what_is_kept(
    cli: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wallethelp.ui.wizard.run", _raise(KeyboardInterrupt()))
    assert cli.answered(ANSWERS).code == 130
    done = cli.answered(ANSWERS, "--no-save")
    assert done.code == 130
    assert "Nothing was kept" in done.err


def test_a_signal_keeps_its_exit_code(cli: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wallethelp.ui.wizard.run", _raise(SystemExit(143)))
    with pytest.raises(SystemExit) as caught:
        cli.answered(ANSWERS)
    assert caught.value.code == 143
