"""Going on with a case: at the very question, on a changed guide, and on files of all sorts."""

import json
import resource
import signal
import sqlite3
import sys
from datetime import timedelta
from functools import partial
from io import StringIO
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.casework.processes import at_once, in_a_process
from tests.casework.support import (
    BEGIN,
    DATABASE,
    GUIDE,
    REPLIES,
    Caseworker,
    at_the_prompts,
    bytes_below,
    is_sound,
    newest,
)
from tests.prompted import Watched, someone
from tests.support import NOW, begin, reply_with, write_pack
from tests.support import shipped as shipped_world
from wallethelp.cli.boundary import run
from wallethelp.core.session import Session
from wallethelp.core.values import Answer, Chose
from wallethelp.store.cases import CaseStore
from wallethelp.store.database import SCHEMA_VERSION
from wallethelp.store.records import Record
from wallethelp.ui.prompts import BACK, CHECK_KEY, Prompt, Select, TextPrompt

QUESTIONS = [key for key in REPLIES if not key.startswith("menu:")]


@pytest.mark.parametrize("key", QUESTIONS[1:])
def test_a_case_goes_on_at_the_very_question(worker: Caseworker, key: str) -> None:
    case_id = worker.left_at(key)
    before = worker.record(case_id)
    done = worker.asked(REPLIES, "cases", "resume", case_id)
    assert done.code == 0, done.err
    assert done.keys[0] == key
    after = worker.record(case_id)
    assert after.finished
    assert after.session.answers[: len(before.session.answers)] == before.session.answers
    assert [answer.key for answer in after.session.answers] == QUESTIONS


def test_the_case_is_the_one_that_was_never_left(worker: Caseworker) -> None:
    whole = worker.record(worker.finished()).session
    case_id = worker.left_at("mine")
    worker.asked(REPLIES, "cases", "resume", case_id)
    assert worker.record(case_id).session == whole


def test_the_page_of_answers_is_a_place_to_go_on_too(worker: Caseworker) -> None:
    worker.interrupted({key: REPLIES[key] for key in QUESTIONS}, *BEGIN)
    done = worker.asked({}, "cases", "resume")
    assert done.keys[0] == CHECK_KEY
    assert worker.record().finished


def test_what_was_answered_before_going_back_is_offered_again(worker: Caseworker) -> None:
    replies = {**REPLIES, "order": ("UP-7", BACK), "mine": (BACK,), "amount": ("120 CNY",)}
    worker.interrupted(replies, *BEGIN)
    assert [answer.key for answer in worker.record().session.kept] == ["order", "amount"]
    done = worker.asked({**REPLIES, "amount": ("120 CNY",)}, "cases", "resume")
    first, second = done.asked[:2]
    assert isinstance(first, TextPrompt)
    assert isinstance(second, TextPrompt)
    assert (first.key, first.default) == ("amount", "120 CNY")
    assert (second.key, second.default) == ("order", "UP-7")


def test_a_choice_made_before_going_back_is_offered_again(worker: Caseworker) -> None:
    worker.interrupted({**REPLIES, "lost/gone": ("charged",), "lost/seen": (BACK,)}, *BEGIN)
    done = worker.asked(REPLIES, "cases", "resume")
    first = done.asked[0]
    assert isinstance(first, Select)
    assert (first.key, first.default) == ("lost/gone", "charged")


def test_whom_it_is_for_and_the_wallet_are_remembered(worker: Caseworker) -> None:
    replies = {key: REPLIES[key] for key in QUESTIONS[:3]}
    worker.interrupted(replies, *BEGIN, "--helping", "my mother")
    done = worker.asked(REPLIES, "cases", "resume")
    assert "my mother" in done.asked[0].heading
    assert (worker.record().session.helping, worker.record().session.wallet) == (
        "my mother",
        "upay",
    )


def test_the_one_left_last_is_gone_on_with(worker: Caseworker) -> None:
    first = worker.left_at("mine")
    worker.clock.now += timedelta(hours=1)
    second = worker.left_at("order")
    worker.clock.now += timedelta(hours=1)
    done = worker.asked(REPLIES, "cases", "resume")
    assert (done.keys[0], worker.record().id) == ("order", second)
    assert not worker.record(first).finished


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_first_screen_offers_to_go_on(worker: Caseworker, language: str) -> None:
    case_id = worker.left_at("order")
    replies = {**REPLIES, "menu:what": ("resume",)}
    done = worker.asked(replies, "--lang", language)
    if not done.asked:  # the bare command asks on a terminal only
        done = worker.asked(replies, "diagnose", "--lang", language)
    assert done.code == 0
    assert done.keys[:2] == ["menu:what", "order"]
    assert worker.record(case_id).finished


def test_a_closed_or_finished_case_is_not_offered(worker: Caseworker) -> None:
    worker.finished()
    closed = worker.left_at("order")
    worker("cases", "close", closed)
    done = worker.interrupted({}, "diagnose")
    menu = done.asked[0]
    assert isinstance(menu, Select)
    assert not {"1120-1", closed} & {choice.value for choice in menu.choices}


def test_a_finished_case_is_not_gone_on_with(worker: Caseworker) -> None:
    case_id = worker.finished()
    done = worker.asked(REPLIES, "cases", "resume", case_id)
    assert (done.code, done.asked) == (2, ())
    assert f"cases show {case_id}" in done.err


def test_without_a_terminal_nothing_is_gone_on_with(worker: Caseworker) -> None:
    case_id = worker.left_at("order")
    before = worker.record(case_id)
    done = worker("cases", "resume", case_id)
    assert (done.code, done.out) == (2, "")
    assert worker.record(case_id) == before


@pytest.mark.parametrize("case_id", ["1120-9", "", "%", "' OR 1=1 --", "\x1b[31m", "../x"])
def test_an_unknown_case_is_named(worker: Caseworker, case_id: str) -> None:
    known = worker.left_at("order")
    done = worker.asked(REPLIES, "cases", "resume", case_id)
    assert (done.code, done.asked) == (2, ())
    assert known in done.err
    assert "\x1b" not in done.err


# --- a changed guide ------------------------------------------------------------------------------


def _change(worker: Caseworker, *changes: tuple[str, str]) -> None:
    text = GUIDE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    write_pack(worker.pack.parent / "unused", {})
    (worker.pack / "guides/lost.yaml").write_text(text, encoding="utf-8")


def test_a_changed_wording_loses_nothing(worker: Caseworker) -> None:
    case_id = worker.left_at("mine")
    _change(worker, ("en: Is it gone", "en: Was it taken"))
    done = worker.asked(REPLIES, "cases", "resume", case_id)
    assert done.keys[0] == "mine"
    assert "changed" in done.err
    assert [answer.key for answer in worker.record(case_id).session.answers] == QUESTIONS


def test_what_still_fits_is_kept_and_the_rest_is_named(worker: Caseworker) -> None:
    case_id = worker.left_at("due")
    _change(worker, ("collect: [amount, order, mine]", "collect: [amount, mine]"))
    done = worker.asked(REPLIES, "cases", "resume", case_id)
    assert (done.code, done.keys[0]) == (0, "due")
    named = [line for line in done.err.splitlines() if line.endswith((" order", " mine"))]
    assert [line.rpartition(" ")[2] for line in named] == ["order"]
    assert [answer.key for answer in worker.record(case_id).session.answers] == [
        key for key in QUESTIONS if key != "order"
    ]


def test_a_question_put_in_is_asked_and_what_follows_is_offered(worker: Caseworker) -> None:
    case_id = worker.left_at("note", mine=("xiaolin_88",))
    _change(worker, ("collect: [amount, order, mine]", "collect: [amount, note, order, mine]"))
    done = worker.asked({**REPLIES, "order": ("UP-8",)}, "cases", "resume", case_id)
    assert done.keys[:3] == ["note", "order", "mine"]
    order = done.asked[1]
    assert isinstance(order, TextPrompt)
    assert order.default == REPLIES["order"][0]


def test_a_finished_case_of_which_more_is_asked_now_can_be_gone_on_with(
    worker: Caseworker,
) -> None:
    case_id = worker.finished()
    _change(worker, ("collect: [amount, order, mine]", "collect: [amount, order, mine, proof]"))
    fields = worker.pack / "fields.yaml"
    proof = """\
proof:
  kind: evidence
  label: {zh: 截图, en: Proof}
  ask: {zh: 有截图吗, en: Is there proof}
  missing: {zh: 截图, en: proof}
"""
    fields.write_text(fields.read_text(encoding="utf-8") + proof, encoding="utf-8")
    assert f"cases resume {case_id}" in worker.listed(case_id)
    done = worker.asked({**REPLIES, "proof": ("have",)}, "cases", "resume", case_id)
    assert (done.code, done.keys[0]) == (0, "proof")
    assert worker.record(case_id).finished
    assert f"cases resume {case_id}" not in worker.listed(case_id)


def test_an_option_that_is_gone_is_asked_again(worker: Caseworker) -> None:
    case_id = worker.left_at("amount")
    _change(
        worker, ("charged: {label: {zh: 是, en: Charged}", "taken: {label: {zh: 是, en: Taken}")
    )
    done = worker.asked({**REPLIES, "lost/gone": ("taken",)}, "cases", "resume", case_id)
    assert done.keys[0] == "lost/gone"
    assert "lost/gone" in done.err


def test_a_guide_that_is_gone_is_said_and_the_case_is_left_as_it_is(worker: Caseworker) -> None:
    case_id = worker.left_at("amount")
    before = worker.record(case_id)
    renamed = GUIDE.replace("id: lost", "id: found", 1)
    (worker.pack / "guides/lost.yaml").unlink()
    (worker.pack / "guides/found.yaml").write_text(renamed, encoding="utf-8")
    done = worker.asked(REPLIES, "cases", "resume", case_id)
    assert (done.code, done.asked) == (1, ())
    assert "lost" in done.err
    assert worker.record(case_id) == before


def test_an_unchanged_guide_is_not_called_changed(worker: Caseworker) -> None:
    done = worker.asked(REPLIES, "cases", "resume", worker.left_at("mine"))
    assert "changed" not in done.err


# --- files of all sorts ---------------------------------------------------------------------------


def _make_another_version(home: Path) -> None:
    connection = sqlite3.connect(home / DATABASE)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_cases_of_another_version_are_left_alone_and_the_case_still_shown(
    worker: Caseworker, language: str
) -> None:
    case_id = worker.left_at("mine")
    _make_another_version(worker.home)
    before = bytes_below(worker.home)
    say = ("--lang", language)
    for arguments in (
        ("cases", "resume", case_id),
        ("cases", "log", case_id),
        ("cases", "close", case_id),
        ("cases", "delete", case_id, "--yes"),
        ("cases", "purge", "--older-than", "0 days", "--yes"),
    ):
        done = worker.asked(REPLIES, *arguments, *say)
        assert (done.code, done.out) == (1, ""), arguments
        assert str(worker.home / DATABASE) in done.err.replace("\n", "")
    done = worker.asked(REPLIES, *BEGIN, *say)
    assert done.code == 0
    assert "UP20261119153044" in done.out
    assert bytes_below(worker.home) == before


MARKER = "xiaolin_88"


def _damage(home: Path, number: int = 0) -> bytes:
    content = f"this is no database of {MARKER}, number {number} ".encode() * 200
    (home / DATABASE).write_bytes(content)
    return content


def test_a_damaged_file_is_set_aside_and_a_new_one_begun(worker: Caseworker) -> None:
    worker.home.mkdir()
    content = _damage(worker.home)
    done = worker.asked(REPLIES, *BEGIN)
    assert done.code == 0
    files = bytes_below(worker.home)
    aside = [name for name in files if name != DATABASE]
    assert [files[name] for name in aside] == [content]
    assert aside[0] in done.err
    assert worker.record().finished
    assert is_sound(worker.home)


def test_files_set_aside_in_the_same_second_are_all_kept(worker: Caseworker) -> None:
    worker.home.mkdir()
    contents = []
    for number in range(3):
        contents.append(_damage(worker.home, number))
        assert worker.asked(REPLIES, *BEGIN).code == 0
    files = bytes_below(worker.home)
    aside = [files[name] for name in files if name != DATABASE]
    assert sorted(aside) == sorted(contents)


def test_a_file_damaged_in_the_middle_of_the_questions_is_set_aside_too(
    worker: Caseworker,
) -> None:
    def damage(_number: int, prompt: Prompt) -> None:
        if prompt.key == "order":
            _damage(worker.home)

    with at_the_prompts(Watched(someone(REPLIES), damage)):
        done = worker.cli(*BEGIN, "--flows", worker.pack)
    assert done.code == 0
    assert worker.record().finished
    assert [answer.key for answer in worker.record().session.answers] == QUESTIONS
    assert len(bytes_below(worker.home)) == 2


@pytest.mark.parametrize("how", ["delete", "purge"])
def test_a_file_set_aside_is_deleted_with_the_cases(worker: Caseworker, how: str) -> None:
    worker.home.mkdir()
    _damage(worker.home)
    case_id = worker.finished(mine=("somebody_else",))
    assert any(MARKER.encode() in content for content in bytes_below(worker.home).values())
    worker.clock.now += timedelta(days=2)
    arguments = ("delete", case_id) if how == "delete" else ("purge", "--older-than", "1 day")
    done = worker("cases", *arguments, "--yes")
    assert done.code == 0
    assert list(bytes_below(worker.home)) == [DATABASE]
    for content in bytes_below(worker.home).values():
        assert MARKER.encode() not in content
        assert b"somebody_else" not in content


def test_a_file_set_aside_is_deleted_though_no_case_is_old(worker: Caseworker) -> None:
    worker.home.mkdir()
    _damage(worker.home)
    case_id = worker.finished()
    done = worker("cases", "purge", "--older-than", "90 days", "--yes")
    assert done.code == 0
    assert list(bytes_below(worker.home)) == [DATABASE]
    assert worker.record(case_id).finished


# --- nowhere to write -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("place", ["taken", "taken/deeper"])
def test_with_a_file_in_place_of_the_folder_the_case_is_still_shown(
    worker: Caseworker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    language: str,
) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    monkeypatch.setenv("WALLETHELP_HOME", str(tmp_path / place))
    done = worker.asked(REPLIES, *BEGIN, "--lang", language)
    assert done.code == 0
    assert [key for key in done.keys if key in QUESTIONS] == QUESTIONS
    assert "UP20261119153044" in done.out
    assert "WALLETHELP_HOME" in done.err
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def _fill_the_disk(left: int) -> None:
    """From here on no file can grow beyond `left` bytes, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (left, resource.RLIM_INFINITY))


@pytest.mark.parametrize("left", [0, 8192])
def test_on_a_full_disk_the_case_is_still_shown_and_what_was_kept_is_sound(
    worker: Caseworker, tmp_path: Path, left: int
) -> None:
    """The disk is full from the question for the order number on."""
    told = tmp_path / "told.json"

    def fill(_number: int, prompt: Prompt) -> None:
        if prompt.key == "order":
            _fill_the_disk(left)

    def act() -> int:
        with at_the_prompts(Watched(someone({**REPLIES, "note": ("x" * 900,)}), fill)):
            code = run([*BEGIN, "--flows", str(worker.pack)])
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        assert isinstance(sys.stdout, StringIO)
        assert isinstance(sys.stderr, StringIO)
        out, err = sys.stdout.getvalue(), sys.stderr.getvalue()
        told.write_text(json.dumps({"out": out, "err": err}), encoding="utf-8")
        return code

    log = tmp_path / "log.txt"
    assert in_a_process(act, log=log) == 0, log.exists() and log.read_text(encoding="utf-8")
    said = json.loads(told.read_text(encoding="utf-8"))
    assert "UP20261119153044" in said["out"]
    assert said["err"].count("WALLETHELP_HOME") == 1, "said once, not at every answer"
    record = newest(worker.home)
    assert record is not None
    kept = [answer.key for answer in record.session.answers]
    assert kept == QUESTIONS[: len(kept)]
    assert len(kept) >= QUESTIONS.index("order")
    assert is_sound(worker.home)


# --- two programs at once -------------------------------------------------------------------------

ANSWERS_EACH = 50


def _save_many(home: Path) -> int:
    store = CaseStore(home)
    session = Session(wallet=None, guide="lost", started=NOW)
    record = store.create(session, finished=False, guide_version="x", now=NOW)
    for number in range(ANSWERS_EACH):
        answer = Answer(key=f"lost/{number}", reply=Chose(option="a"), time=NOW)
        session = replace(session, answers=(*session.answers, answer))
        record = store.save(replace(record, session=session))
    return 0


def test_two_programs_that_save_at_once_lose_nothing(home: Path, tmp_path: Path) -> None:
    assert at_once([partial(_save_many, home)] * 2, tmp_path) == [0, 0]
    records = [old for old in CaseStore(home).all() if isinstance(old, Record)]
    assert sorted(record.id for record in records) == ["1120-1", "1120-2"]
    for record in records:
        assert [a.key for a in record.session.answers] == [
            f"lost/{number}" for number in range(ANSWERS_EACH)
        ]
    assert is_sound(home)


def test_a_case_of_the_shipped_guides_goes_on(worker: Caseworker) -> None:
    world = shipped_world()
    session = reply_with(world, begin(world, "top-up-failed"), "nobody")
    CaseStore(worker.home).create(session, finished=False, guide_version="x", now=NOW)
    with at_the_prompts(watched := someone({}, leaves=True)):
        done = worker.cli("cases", "resume")
    assert done.code == 130
    assert watched.keys[:1] == ["top-up-failed/paid"]
