"""What the system will not do with a path is a matter of the path: exit 1, in words, no report."""

import errno
import os
import re
from pathlib import Path

import pytest

from tests.cli.support import ANSWERS, GIVEN, Here
from wallethelp.cli.exit_codes import PROGRAM

CHINESE = re.compile(r"[\u3400-\u9fff]")
LONG = "x" * 300


def _places(folder: Path) -> dict[str, Path]:
    """Paths that cannot be used, by what is wrong with them."""
    file = folder / "file"
    file.write_text("", encoding="utf-8")
    loop = folder / "loop"
    loop.symlink_to(loop)
    (folder / "folder").mkdir()
    return {
        "too long": folder / LONG,
        "below a file": file / "below",
        "a loop": loop / "below",
        "a folder": folder / "folder",
        "NUL": folder / "a\0b",
    }


WRONG = ("too long", "below a file", "a loop", "a folder", "NUL")


def _is_told(code: int, err: str, home: Path) -> None:
    assert code == 1, err
    assert "wallethelp itself" not in err
    assert not (home / "bug-report.txt").exists()
    assert len(err.strip().splitlines()) >= 2


@pytest.mark.parametrize("wrong", WRONG)
def test_a_file_to_write_that_cannot_be_written(
    cli: Here, home: Path, tmp_path: Path, wrong: str
) -> None:
    done = cli.answered(ANSWERS, "--no-save", "--force", "-o", str(_places(tmp_path)[wrong]))
    assert done.code == 1, done.err
    assert "wallethelp itself" not in done.err
    assert not (home / "bug-report.txt").exists()


@pytest.mark.parametrize("wrong", WRONG)
def test_a_file_of_answers_that_cannot_be_read(
    cli: Here, home: Path, tmp_path: Path, wrong: str
) -> None:
    done = cli(*GIVEN, "--answers", _places(tmp_path)[wrong])
    assert done.code == 1, done.err
    assert not (home / "bug-report.txt").exists()


@pytest.mark.parametrize("wrong", WRONG)
def test_a_folder_of_guides_that_is_none(cli: Here, home: Path, tmp_path: Path, wrong: str) -> None:
    place = _places(tmp_path)[wrong]
    for done in (cli("guides", "--flows", place), cli("flows", "check", place)):
        assert done.code == 1, done.err
        assert not (home / "bug-report.txt").exists()


@pytest.mark.parametrize("wrong", ["too long", "below a file", "a loop"])
@pytest.mark.parametrize(
    "command", [("cases",), ("cases", "show"), ("export",), ("cases", "purge")]
)
def test_a_data_folder_that_cannot_be_one(
    cli: Here,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    wrong: str,
    command: tuple[str, ...],
) -> None:
    monkeypatch.setenv("WALLETHELP_HOME", str(_places(tmp_path)[wrong]))
    more = ("--older-than", "1 day") if command[-1] == "purge" else ()
    done = cli(*command, *more)
    # Some systems say that there is nothing there, which is the same to a reader.
    assert done.code in (0, 1, 2), done.err
    assert "wallethelp itself" not in done.err


REASONS = [
    errno.EACCES,
    errno.EPERM,
    errno.ENAMETOOLONG,
    errno.EISDIR,
    errno.ENOTDIR,
    errno.ELOOP,
    errno.EROFS,
    errno.ENOENT,
    errno.ENOSPC,
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("number", REASONS)
def test_every_ordinary_refusal_is_told_in_words_with_the_place_and_what_to_do(
    cli: Here, home: Path, monkeypatch: pytest.MonkeyPatch, number: int, language: str
) -> None:
    def refuse(folder: Path, *_watch: object) -> object:
        raise OSError(number, os.strerror(number), str(folder))

    monkeypatch.setattr("wallethelp.pack.cache.open_pack", refuse)
    done = cli("guides", "--flows", "my-guides", "--lang", language)
    _is_told(done.code, done.err, home)
    assert "my-guides" in done.err
    assert (os.strerror(number) in done.err) is False
    assert bool(CHINESE.search(done.err)) == (language == "zh")


def test_a_place_among_the_cases_names_the_setting(
    cli: Here, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> object:
        raise PermissionError(errno.EACCES, "no", str(home / "cases.sqlite3"))

    monkeypatch.setattr("wallethelp.pack.cache.open_pack", refuse)
    assert "WALLETHELP_HOME" in cli("guides").err


def test_a_file_of_our_own_that_is_not_there_is_our_mistake(
    cli: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> object:
        raise FileNotFoundError(errno.ENOENT, "no", str(PROGRAM / "flows"))

    monkeypatch.setattr("wallethelp.pack.cache.open_pack", refuse)
    assert cli("guides").code == 3


@pytest.mark.usefixtures("as_others")
def test_a_folder_this_user_may_not_enter(
    cli: Here, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o000)
    answers = cli.file("a.yaml", ANSWERS)
    for words in (
        (*GIVEN, "--answers", answers, "-o", shut / "case.md"),
        (*GIVEN, "--answers", shut / "a.yaml"),
        ("guides", "--flows", shut / "pack"),
        ("flows", "check", shut / "pack"),
    ):
        done = cli(*words)
        assert done.code == 1, done.err
        assert not (home / "bug-report.txt").exists()
    monkeypatch.setenv("WALLETHELP_HOME", str(shut / "home"))
    for command in (("cases",), ("cases", "show"), ("export",)):
        done = cli(*command)
        assert done.code == 1, done.err
        assert "WALLETHELP_HOME" in done.err
