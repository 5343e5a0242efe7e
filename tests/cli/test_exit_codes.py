"""Every way a command can end with an error: its exit code, and words in both languages."""

import errno
import re
from pathlib import Path

import pytest
import typer

from tests.cli.support import Here
from wallethelp.cli.errors import GivenError, ReaderGoneError, UsageError
from wallethelp.cli.exit_codes import _ENDINGS, PROGRAM
from wallethelp.core.mistakes import Mistake
from wallethelp.pack.load import BrokenPackError
from wallethelp.store.database import Problem, StoreError
from wallethelp.ui.details import FROM
from wallethelp.ui.prompts import UnansweredError

CHINESE = re.compile(r"[\u3400-\u9fff]")
PLACE = Path("my-place")
PROBLEMS: tuple[Problem, ...] = Problem.__args__  # type: ignore[attr-defined]
TOLD: list[tuple[BaseException, int, str]] = [
    (GivenError("what", "todo"), 1, "todo"),
    (UsageError("what", "todo"), 2, "todo"),
    (typer.BadParameter("never mind"), 2, "--help"),
    (UnansweredError("lost/gone", "Is it gone?", ("yes", "no")), 2, "steps"),
    (UnansweredError("amount", "How much?", ()), 2, "fields"),
    (UnansweredError("menu:what", "What?", ()), 2, "--guide"),
    (UnansweredError("due?", "Which?", ("1 May 2026", "5 Jan 2026")), 2, "1 May 2026"),
    (UnansweredError(f"due{FROM}", "Since when?", ()), 2, "due"),
    (BrokenPackError(PLACE, (Mistake(code="empty", file="pack.yaml"),)), 1, "pack.yaml"),
    *((StoreError(problem, PLACE, "1120-1"), 1, "") for problem in PROBLEMS),
    (OSError(errno.EACCES, "no", str(PLACE)), 1, str(PLACE)),
    (OSError(errno.ENOSPC, "no", str(PLACE)), 1, str(PLACE)),
    (OSError(errno.EIO, "no"), 1, "stdout"),
    (OSError(errno.ENOENT, "no", str(PROGRAM / "flows")), 3, "bug-report"),
    (RuntimeError("never shown"), 3, "bug-report"),
    (ValueError("never shown"), 3, "bug-report"),
]
SILENT: list[tuple[BaseException, int]] = [
    (ReaderGoneError(), 0),
    (BrokenPipeError(), 0),
    (typer.Abort(), 130),
    (KeyboardInterrupt(), 130),
]


def _raising(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def load(*_arguments: object) -> object:
        raise error

    monkeypatch.setattr("wallethelp.pack.cache.open_pack", load)
    # It would close what the tests themselves write to.
    monkeypatch.setattr("wallethelp.cli.boundary._silence_output", lambda: None)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("error", "code", "part"), TOLD, ids=[repr(row[0]) for row in TOLD])
def test_an_error_ends_with_its_code_and_in_words(
    cli: Here,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    part: str,
    language: str,
) -> None:
    _raising(monkeypatch, error)
    done = cli("guides", "--lang", language)
    assert (done.code, done.out) == (code, "")
    assert part in done.err
    assert "never shown" not in done.err
    assert "Traceback" not in done.err
    assert bool(CHINESE.search(done.err)) == (language == "zh")


@pytest.mark.parametrize("problem", PROBLEMS)
def test_what_the_cases_cannot_do_says_where_or_which_and_what_to_do(
    cli: Here, monkeypatch: pytest.MonkeyPatch, problem: Problem
) -> None:
    _raising(monkeypatch, StoreError(problem, PLACE, "1120-1"))
    err = cli("guides").err
    assert str(PLACE) in err or "1120-1" in err
    assert len(err.splitlines()) == 2


@pytest.mark.parametrize(("error", "code"), SILENT, ids=[repr(row[0]) for row in SILENT])
def test_where_nobody_is_to_be_told_nothing_is_said(
    cli: Here, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    _raising(monkeypatch, error)
    done = cli("guides")
    assert (done.code, done.out, done.err) == (code, "", "")


def test_every_row_of_the_table_is_tried() -> None:
    tried = {
        next(kind for kind, *_rest in _ENDINGS if isinstance(error, kind))
        for error, *_rest in [*TOLD, *SILENT]
    }
    assert tried == {kind for kind, *_rest in _ENDINGS}
