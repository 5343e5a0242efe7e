"""Several windows, other versions, other places: nothing comes back, nothing is overwritten."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.casework.processes import at_once, command
from tests.casework.support import (
    BEGIN,
    DATABASE,
    GUIDE,
    REPLIES,
    Caseworker,
    Told,
    at_the_prompts,
    at_time,
    bytes_below,
)
from tests.prompted import AFTERWARDS, Watched, someone
from tests.support import NOW
from wallethelp.cli.boundary import run
from wallethelp.store.cases import CaseStore
from wallethelp.store.records import Record
from wallethelp.ui.prompts import Prompt, Select, Sign

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
QUESTIONS = [key for key in REPLIES if not key.startswith("menu:")]


# --- a case that cannot be read -------------------------------------------------------------------


def _spoil(worker: Caseworker, case_id: str, change: str = "session = ''") -> None:
    connection = sqlite3.connect(worker.home / DATABASE)
    with connection:
        connection.execute(f"UPDATE cases SET {change} WHERE id = ?", (case_id,))
    connection.close()


OF_ANOTHER_VERSION = "session = json_set(session, '$.version', 2)"


@LANGUAGES
@pytest.mark.parametrize("change", ["session = ''", "log = '[]'", OF_ANOTHER_VERSION])
def test_a_case_that_cannot_be_read_is_named_and_left_as_it_is(
    worker: Caseworker, change: str, language: str
) -> None:
    sound, spoilt = worker.finished(), worker.finished()
    _spoil(worker, spoilt, change)
    before = bytes_below(worker.home)
    listed = worker("cases", "--lang", language)
    assert (listed.code, listed.err) == (0, "")
    assert sound in listed.out
    assert f"cases delete {spoilt}" in listed.out
    for arguments in (
        ("cases", "show", spoilt),
        ("cases", "resume", spoilt),
        ("cases", "log", spoilt, "--channel", "chat", "--said", "hello"),
        ("cases", "close", spoilt),
        ("export", spoilt),
    ):
        done = worker.asked(REPLIES, *arguments, "--lang", language)
        assert (done.code, done.out, done.asked) == (1, "", ()), arguments
        assert f"cases delete {spoilt}" in done.err
    assert bytes_below(worker.home) == before


def test_what_cannot_be_read_says_whether_another_version_wrote_it(worker: Caseworker) -> None:
    case_id = worker.finished()
    _spoil(worker, case_id, OF_ANOTHER_VERSION)
    assert "another version" in worker("cases").out
    assert "another version" in worker("cases", "show").err, "the newest is meant, no older one"
    _spoil(worker, case_id)
    assert "another version" not in worker("cases").out


@pytest.mark.parametrize("how", ["delete", "purge"])
def test_a_case_that_cannot_be_read_can_be_deleted(worker: Caseworker, how: str) -> None:
    spoilt = worker.finished(mine=("somebody_else",))
    _spoil(worker, spoilt, "log = ''")
    worker.clock.now += timedelta(days=2)
    sound = worker.finished()
    arguments = ("delete", spoilt) if how == "delete" else ("purge", "--older-than", "1 day")
    assert worker("cases", *arguments, "--yes").code == 0
    assert CaseStore(worker.home).ids() == [sound]
    assert b"somebody_else" not in bytes_below(worker.home)[DATABASE]


def test_the_first_screen_passes_over_what_cannot_be_read(worker: Caseworker) -> None:
    sound = worker.left_at("order")
    worker.clock.now += timedelta(minutes=1)
    for spoilt in (worker.finished(), worker.left_at("mine")):
        _spoil(worker, spoilt)
    done = worker.interrupted({}, "diagnose")
    menu = done.asked[0]
    assert isinstance(menu, Select)
    offered = [choice for choice in menu.choices if choice.value is Sign.RESUME]
    assert len(offered) == 1
    chosen = worker.interrupted({"menu:what": ("resume",)}, "diagnose")
    assert sound in chosen.err


# --- another window -------------------------------------------------------------------------------


def _meanwhile(
    worker: Caseworker, key: str, act: Callable[[], object], *arguments: str
) -> tuple[Told, list[str]]:
    """A command, while whose question `key` is open somebody does something elsewhere."""

    def at(_number: int, prompt: Prompt) -> None:
        if prompt.key == key:
            act()

    watched = Watched(someone(REPLIES), at)
    with at_the_prompts(watched):
        done = worker.cli(*arguments, "--flows", worker.pack)
    return Told(done.code, done.out, done.err, tuple(watched.asked)), watched.keys


@LANGUAGES
def test_a_case_deleted_meanwhile_does_not_come_back(worker: Caseworker, language: str) -> None:
    def delete() -> None:
        assert CaseStore(worker.home).delete(["1120-1"]) == 1

    done, keys = _meanwhile(worker, "order", delete, *BEGIN, "--lang", language)
    assert done.code == 0
    assert [key for key in keys if key in QUESTIONS] == QUESTIONS
    assert "UP20261119153044" in done.out, "the case is still shown"
    assert done.err.count("1120-1") == 1, "said once, and not called kept"
    assert CaseStore(worker.home).ids() == []
    assert b"UP20261119153044" not in (worker.home / DATABASE).read_bytes()


@LANGUAGES
def test_a_case_closed_meanwhile_stays_as_it_was(worker: Caseworker, language: str) -> None:
    seen: list[Record] = []

    def close() -> None:
        CaseStore(worker.home).close("1120-1", now=NOW)
        seen.append(worker.record())

    done, keys = _meanwhile(worker, "order", close, *BEGIN, "--lang", language)
    assert done.code == 0
    assert keys[-1] == AFTERWARDS
    assert "1120-1" in done.err
    assert [worker.record()] == seen


def test_a_case_gone_on_with_in_two_windows_is_told(worker: Caseworker) -> None:
    case_id = worker.left_at("order")

    def go_on() -> None:
        worker.interrupted({"order": ("UP-9",)}, "cases", "resume", case_id)

    done, _ = _meanwhile(worker, "order", go_on, "cases", "resume", case_id)
    assert done.code == 0
    assert "another window" in done.err
    answers = worker.record(case_id).session.answers
    assert [answer.key for answer in answers][-1] == "order"
    assert not worker.record(case_id).finished


def test_an_open_wizard_saves_nothing_into_a_case_that_came_later(worker: Caseworker) -> None:
    """The newest case is deleted, and another made, while the first is still answered."""
    later: list[Record] = []

    def replace() -> None:
        CaseStore(worker.home).delete(["1120-1"])
        worker.left_at("amount")
        later.append(worker.record())

    done, _ = _meanwhile(worker, "order", replace, *BEGIN)
    assert done.code == 0
    assert later[0].id != "1120-1"
    assert CaseStore(worker.home).all() == later


@pytest.mark.parametrize(
    ("act", "code"), [("delete", 1), ("close", 0), ("log", 0)], ids=["deleted", "closed", "noted"]
)
def test_a_contact_is_noted_in_the_case_as_it_is_by_then(
    worker: Caseworker, act: str, code: int
) -> None:
    case_id = worker.finished()

    def meanwhile() -> None:
        more = {"delete": ("--yes",), "log": ("--channel", "supervisor", "--said", "later")}
        assert run(["cases", act, case_id, *more.get(act, ()), "--flows", str(worker.pack)]) == 0

    replies = {
        "log/channel": ("chat",),
        "log/result": ("working",),
        "log/more": ("more",),
        "log/said": ("they look into it",),
    }
    watched = Watched(
        someone(replies), lambda _n, prompt: meanwhile() if prompt.key == "log/ticket" else None
    )
    with at_the_prompts(watched):
        done = worker.cli("cases", "log", case_id, "--flows", worker.pack)
    assert done.code == code, done.err
    if act == "delete":
        assert CaseStore(worker.home).ids() == []
        return
    channels = [contact.channel for contact in worker.record(case_id).log]
    assert channels == (["supervisor", "chat"] if act == "log" else ["chat"])
    assert worker.record(case_id).closed == (act == "close")
    assert ("another window" in done.err) == (act == "close")


NOTES_EACH = 20


def test_two_programs_that_note_at_once_keep_every_note(
    worker: Caseworker, tmp_path: Path, counts: dict[str, int]
) -> None:
    case_id = worker.finished()

    def note(side: str) -> int:
        words = (
            "cases",
            "log",
            case_id,
            "--flows",
            str(worker.pack),
            "--channel",
            "chat",
            "--said",
        )
        with at_time(NOW):
            return max(run([*words, f"{side} note {number}"]) for number in range(NOTES_EACH))

    assert at_once([partial(note, "one"), partial(note, "two")], tmp_path) == [0, 0]
    noted = [contact.text_of("said") for contact in worker.record(case_id).log]
    counts["notes written by two programs at once"] = 2 * NOTES_EACH
    counts["notes lost"] = 2 * NOTES_EACH - len(set(noted))
    for side in ("one", "two"):
        own = [said for said in noted if said.startswith(side)]
        assert own == [f"{side} note {n}" for n in range(NOTES_EACH)]


CASES_EACH = 10


def test_two_programs_that_begin_cases_at_once_keep_every_case(
    worker: Caseworker, tmp_path: Path, counts: dict[str, int]
) -> None:
    def begin(side: str) -> int:
        codes = []
        for number in range(CASES_EACH):
            replies = {**REPLIES, "mine": (f"{side}_account_{number}",)}
            begun = command(someone(replies), NOW, *BEGIN, "--flows", str(worker.pack))
            codes.append(begun())
        return max(codes)

    assert at_once([partial(begin, "one"), partial(begin, "two")], tmp_path) == [0, 0]
    records = [old for old in CaseStore(worker.home).all() if isinstance(old, Record)]
    counts["cases begun by two programs at once"] = 2 * CASES_EACH
    counts["cases lost"] = 2 * CASES_EACH - sum(record.finished for record in records)
    assert len({record.id for record in records}) == 2 * CASES_EACH
    assert all(record.finished for record in records)


# --- a guide that changed behind a hand-over ------------------------------------------------------

FIRST = """\
id: first
title: {zh: 先, en: First}
category: money
start: which
steps:
  which:
    ask: {zh: 哪样, en: Which one}
    options:
      over: {label: {zh: 转, en: Over}, next: {guide: lost}}
      done: {label: {zh: 完, en: Done}, next: done}
    unknown: done
  done:
    end: resolved
    title: {text: solved}
"""


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("collect: [amount, order, mine]", "collect: [amount, mine]", ["order"]),
        ("en: Is it gone", "en: Was it taken", []),
    ],
    ids=["question", "wording"],
)
def test_a_guide_changed_behind_a_hand_over_is_told(
    worker: Caseworker, old: str, new: str, lost: list[str]
) -> None:
    (worker.pack / "guides/first.yaml").write_text(FIRST, encoding="utf-8")
    before_due = {key: REPLIES[key] for key in QUESTIONS[:6]}
    replies = {**before_due, "first/which": ("over",)}
    worker.interrupted(replies, "diagnose", "--guide", "first", "--wallet", "upay")
    assert "changed" not in worker("cases", "show").err
    assert "changed" not in worker.interrupted({}, "cases", "resume").err
    assert old in GUIDE
    (worker.pack / "guides/lost.yaml").write_text(GUIDE.replace(old, new), encoding="utf-8")
    done = worker.interrupted({}, "cases", "resume")
    assert "changed" in done.err
    assert done.keys == ["due"]
    named = [key for key in QUESTIONS if done.err.count(f": {key}\n")]
    assert named == lost


def test_a_field_that_changed_is_told_though_no_guide_did(worker: Caseworker) -> None:
    case_id = worker.left_at("due")
    fields = worker.pack / "fields.yaml"
    text = fields.read_text(encoding="utf-8")
    changed = text.replace("order:\n  kind: reference", "order:\n  kind: evidence")
    assert changed != text
    fields.write_text(changed, encoding="utf-8")
    done = worker.interrupted({}, "cases", "resume", case_id)
    assert done.keys == ["order"]
    assert "order\n" in done.err


# --- another zone ---------------------------------------------------------------------------------


def test_a_case_gone_on_with_elsewhere_stays_in_its_zone(worker: Caseworker) -> None:
    case_id = worker.left_at("order")
    home = NOW.tzinfo
    worker.clock.now = (NOW + timedelta(hours=1)).astimezone(ZoneInfo("America/New_York"))
    assert worker.asked(REPLIES, "cases", "resume", case_id).code == 0
    worker("cases", "log", case_id, "--channel", "chat", "--said", "hello")
    record = worker.record(case_id)
    times = [answer.time for answer in record.session.answers]
    assert {time.tzinfo for time in times} == {home}
    assert times[-1] == worker.clock.now
    assert [contact.at.tzinfo for contact in record.log] == [home]


# --- others on this computer ----------------------------------------------------------------------


@LANGUAGES
def test_what_others_can_open_is_told_once(
    worker: Caseworker, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    worker.finished()
    worker.home.chmod(0o755)
    assert worker("cases").err == "", "tightened in silence"
    worker.home.chmod(0o755)
    monkeypatch.setattr("os.geteuid", lambda: worker.home.stat().st_uid + 1)
    done = worker.asked(REPLIES, *BEGIN, "--lang", language)
    assert done.code == 0
    assert done.err.count(str(worker.home)) == 1
    assert done.err.count("WALLETHELP_HOME") == 1
