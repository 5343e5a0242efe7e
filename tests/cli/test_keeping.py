"""What is kept on this computer, and what happens where nothing can be."""

import json
import re
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.cli.support import ANSWERS, Here, lines_of
from tests.support import NOW, begin, reply_with, shipped
from wallethelp.core.version import version_of
from wallethelp.store.cases import CaseStore

DATABASE = "cases.sqlite3"


def unfinished(home: Path) -> str:
    """A case in the middle of its questions; returns its id."""
    world = shipped()
    session = reply_with(world, begin(world, "top-up-failed"), "nobody", "bank")
    version = version_of(world, session)
    return CaseStore(home).create(session, finished=False, guide_version=version, now=NOW).id


def test_a_case_is_kept_in_one_private_place(cli: Here, home: Path) -> None:
    cli.answered()
    assert [file.name for file in home.iterdir()] == [DATABASE]
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / DATABASE).stat().st_mode) == 0o600


def test_no_save_keeps_nothing_and_says_so(cli: Here, home: Path) -> None:
    done = cli.answered(ANSWERS, "--no-save")
    assert done.code == 0
    assert "Nothing was kept" in done.err
    assert not home.exists()
    assert "TX-2026-0042" in done.out
    # What names a case that is not there would only fail.
    assert "wallethelp cases" not in done.out
    assert "wallethelp cases log" in cli.answered(ANSWERS).out


def test_answers_that_do_not_suffice_leave_nothing(cli: Here, home: Path) -> None:
    assert cli.answered(ANSWERS.replace("  amount: 120 CNY\n", "")).code == 2
    assert not (home / DATABASE).exists()


@pytest.mark.parametrize("place", ["home", "home/deeper"])
def test_where_nothing_can_be_kept_the_case_is_still_shown(
    cli: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (tmp_path / "home").write_text("a file where the folder would be", encoding="utf-8")
    monkeypatch.setenv("WALLETHELP_HOME", str(tmp_path / place))
    done = cli.answered(ANSWERS, "--json")
    assert done.code == 0
    assert json.loads(done.out)["outcome"] == "contact"
    assert str(tmp_path / place) in done.err
    assert "WALLETHELP_HOME" in done.err
    assert "Nothing was kept" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("command", ["cases", "cases show", "export"])
def test_cases_that_cannot_be_read_are_an_error_and_left_as_they_are(
    cli: Here, home: Path, command: str
) -> None:
    home.mkdir()
    (home / DATABASE).write_bytes(b"this is no database, and yet it is long enough" * 50)
    before = (home / DATABASE).read_bytes()
    done = cli(*command.split())
    assert (done.code, done.out) == (1, "")
    assert DATABASE in done.err
    assert (home / DATABASE).read_bytes() == before


def test_a_damaged_store_does_not_keep_a_case_from_being_shown(cli: Here, home: Path) -> None:
    home.mkdir()
    (home / DATABASE).write_bytes(b"this is no database, and yet it is long enough" * 50)
    done = cli.answered()
    assert done.code == 0
    assert "What to say" in done.out
    assert "damaged" in done.err


def test_cases_of_a_newer_program_are_not_touched(cli: Here, home: Path) -> None:
    home.mkdir()
    with sqlite3.connect(home / DATABASE) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    done = cli("cases")
    assert done.code == 1
    assert "another version" in done.err


def test_no_cases_are_no_error(cli: Here, home: Path) -> None:
    for arguments in (["cases"], ["cases", "list"]):
        done = cli(*arguments)
        assert (done.code, done.err) == (0, "")
        assert "diagnose" in done.out
    assert not home.exists()


def test_cases_are_listed_newest_first_with_what_became_of_them(cli: Here, home: Path) -> None:
    open_id = unfinished(home)
    closed_id = json.loads(cli.answered(ANSWERS, "--json").out)["id"]
    done = cli("cases")
    assert done.out == cli("cases", "list").out
    ids = re.findall(r"^  (\d{4}-\d+) ", done.out, re.MULTILINE)
    assert sorted(ids) == sorted([open_id, closed_id])
    assert "not finished" in done.out
    assert "Contact support" in done.out


def test_a_case_is_shown_as_it_was(cli: Here) -> None:
    first = cli.answered()
    assert cli("cases", "show").out == first.out
    case_id = re.findall(r"Case (\S+)", first.out)[0]
    assert cli("cases", "show", case_id).out == first.out


def test_an_unfinished_case_shows_what_was_answered(cli: Here, home: Path) -> None:
    case_id = unfinished(home)
    done = cli("cases", "show", case_id)
    assert done.code == 0
    assert "A bank card or transfer" in done.out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_unfinished_case_cannot_be_exported_yet(cli: Here, home: Path, language: str) -> None:
    case_id = unfinished(home)
    done = cli("export", case_id, "--lang", language)
    assert (done.code, done.out) == (1, "")
    assert f"cases resume {case_id}" in done.err


def test_a_case_of_a_guide_that_is_gone_is_told(cli: Here, home: Path) -> None:
    world = shipped()
    session = begin(world, "top-up-failed")
    gone = type(session)(wallet=None, guide="gone", started=NOW)
    CaseStore(home).create(gone, finished=False, guide_version="x", now=NOW)
    done = cli("cases", "show")
    assert done.code == 1
    assert "gone" in done.err
    assert cli("cases").code == 0


def test_a_changed_guide_is_replayed_and_the_person_is_told(cli: Here, home: Path) -> None:
    cli.answered()
    with sqlite3.connect(home / DATABASE) as connection:
        connection.execute("UPDATE cases SET guide_version = 'another'")
    connection.close()
    done = cli("cases", "show")
    assert done.code == 0
    assert "changed" in done.err
    assert "TX-2026-0042" in done.out


def test_ids_are_short_and_count_up(cli: Here) -> None:
    ids = [json.loads(cli.answered(ANSWERS, "--json").out)["id"] for _ in range(3)]
    day, _, first = ids[0].partition("-")
    assert re.fullmatch(r"\d{4}", day)
    assert ids == [f"{day}-{int(first) + more}" for more in range(3)]


def test_messages_never_mix_with_the_data(cli: Here) -> None:
    done = cli.answered(ANSWERS, "--json")
    assert json.loads(done.out)
    assert len(lines_of(done.err)) == 1
