"""Answers files and walks: one format, one reader, one player."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.support import NOW, small_world
from wallethelp.core.scripts import Goal, Script
from wallethelp.core.session import World
from wallethelp.core.values import Detail, Unknown
from wallethelp.pack.scripts import load_walks, read_script
from wallethelp.ui.player import Played, play, play_walks
from wallethelp.ui.prompts import BadAnswerError, UnansweredError
from wallethelp.ui.script_mistakes import mistakes_in

STEPS = "steps: {opening/safety-first: nobody, lost/gone: charged}\n"
WHOLE = f"{STEPS}fields: {{amount: unknown}}\n"
WALK = """\
guide: lost
walks:
  - name: gone
    wallet: upay
    now: 2026-11-20 15:00
    steps: {opening/safety-first: nobody, lost/gone: charged}
    fields:
      amount: 120 CNY
    ends: lost/report
    outcome: contact
"""


@pytest.fixture
def world(tmp_path: Path) -> World:
    return small_world(tmp_path / "pack")


def script(text: str) -> Script:
    found, mistakes = read_script(text.encode(), "a.yaml")
    assert mistakes == ()
    return found


def played(folder: Path, world: World, text: str) -> Played:
    (folder / "walks").mkdir()
    (folder / "walks/lost.yaml").write_text(text, encoding="utf-8")
    walks, mistakes = load_walks(folder)
    assert mistakes == ()
    (only,) = play_walks(world, walks)
    return only


def broken(folder: Path, text: str) -> list[tuple[str, int]]:
    (folder / "walks").mkdir()
    (folder / "walks/lost.yaml").write_text(text, encoding="utf-8")
    walks, mistakes = load_walks(folder)
    assert walks == ()
    assert {mistake.file for mistake in mistakes} == {"walks/lost.yaml"}
    return [(mistake.code, mistake.line) for mistake in mistakes]


# --- the reader -----------------------------------------------------------------------------------


def test_a_walk_holds_the_script_that_an_answers_file_holds(tmp_path: Path) -> None:
    (tmp_path / "walks").mkdir()
    (tmp_path / "walks/lost.yaml").write_text(WALK, encoding="utf-8")
    ((walk,), _) = load_walks(tmp_path)
    same = script(f"{STEPS}fields: {{amount: 120 CNY}}\n")
    assert (walk.script.steps, walk.script.fields) == (same.steps, same.fields)
    assert (walk.title, walk.goal) == ("lost: gone", Goal("lost/report", "contact"))
    assert walk.now == datetime(2026, 11, 20, 15, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("old", "new", "mistakes"),
    [
        ("fields:\n", "fileds:\n", [("schema.extra_forbidden", 7)]),
        ("    ends: lost/report\n", "", [("schema.missing", 3)]),
        ("2026-11-20 15:00", "on Friday", [("schema.no_time", 5)]),
        ("2026-11-20 15:00", "20261340", [("schema.no_time", 5)]),
        ("outcome: contact", "outcome: contcat", [("schema.literal_error", 10)]),
        ("{opening/safety-first: nobody, lost/gone: charged}", "[]", [("answers-shape", 6)]),
        ("guide: lost", "guide: Lost It", [("schema.string_pattern_mismatch", 1)]),
        ("    now:", "    script: {}\n    now:", [("schema.extra_forbidden", 5)]),
    ],
)
def test_what_is_wrong_with_a_walk_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, mistakes: list[tuple[str, int]]
) -> None:
    assert broken(tmp_path, WALK.replace(old, new)) == mistakes


# --- the check ------------------------------------------------------------------------------------


def test_a_confirmation_that_is_no_name_is_told(world: World) -> None:
    wrong = script("confirm: [{a: b}, amount]\n")
    found = list(mistakes_in(wrong, world, now=NOW, can_ask=False))
    assert [(m.code, m.line, m.column) for m in found] == [
        ("unknown-answer-key", 1, 11),
        ("unknown-answer-key", 1, 19),
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "near"),
    [
        ("lost/gone: charged", "lost/gone: chargd", "unknown-answer-option", 6, "charged"),
        ("lost/gone: charged", "lost/gnoe: charged", "unknown-answer-key", 6, "lost/gone"),
        ("120 CNY", "a lot", "not-understood", 8, None),
        ("120 CNY", "my password is Tiger-77x", "not-understood", 8, None),
        ("wallet: upay", "wallet: upya", "unknown-wallet", 4, "upay"),
        ("guide: lost", "guide: lots", "unknown-guide", 1, "lost"),
    ],
)
def test_a_walk_is_checked_like_an_answers_file(
    tmp_path: Path, world: World, old: str, new: str, code: str, line: int, near: str | None
) -> None:
    done = played(tmp_path, world, WALK.replace(old, new))
    assert (done.case, done.reached) == (None, None)
    assert [(m.code, m.line, m.closest) for m in done.mistakes] == [(code, line, near)]
    assert "Tiger" not in str(done.mistakes)


# --- the player -----------------------------------------------------------------------------------


def test_a_script_is_played_to_its_end(world: World) -> None:
    session = play(world, script(WHOLE), guide="lost", wallet="upay", now=NOW)
    assert {answer.key: answer.time for answer in session.answers}.keys() >= {"amount", "lost/gone"}
    assert session.answers[2].reply == Unknown()


def test_a_missing_detail_is_skipped_only_where_it_is_optional(world: World) -> None:
    with pytest.raises(UnansweredError) as caught:
        play(world, script(STEPS), guide="lost", wallet=None, now=NOW)
    assert caught.value.key == "amount"
    session = play(world, script(WHOLE), guide="lost", wallet=None, now=NOW)
    assert [answer.key for answer in session.answers][-1] == "due"


def test_an_answer_its_question_does_not_take_is_an_error(world: World) -> None:
    wrong = script(WHOLE.replace("charged", "maybe"))
    with pytest.raises(BadAnswerError) as caught:
        play(world, wrong, guide="lost", wallet=None, now=NOW)
    assert (caught.value.key, caught.value.choices[0]) == ("lost/gone", "charged")


def test_a_confirmed_text_is_taken_without_asking(tmp_path: Path) -> None:
    field = """\
amount:
  kind: reference
  label: {zh: 单号, en: Number}
  ask: {zh: 单号, en: Number}
  missing: {zh: 单号, en: a number}
due:
  kind: datetime
  label: {zh: 期限, en: Due}
  ask: {zh: 最晚何时, en: By when}
  missing: {zh: 某时, en: some time}
"""
    world = small_world(tmp_path, {"fields.yaml": field})
    confirmed = script(f"{STEPS}fields: {{amount: tomorrow}}\nconfirm: [amount]\n")
    assert list(mistakes_in(confirmed, world, now=NOW, can_ask=False)) == []
    session = play(world, confirmed, guide="lost", wallet=None, now=NOW)
    assert isinstance(session.answers[2].reply, Detail)


@pytest.mark.parametrize(
    ("old", "new", "reached"),
    [
        ("ends: lost/report", "ends: lost/done", Goal("lost/report", "contact")),
        ("outcome: contact", "outcome: wait", Goal("lost/report", "contact")),
        (
            "outcome: contact",
            "outcome: contact\n    first: desk",
            Goal("lost/report", "contact", "chat"),
        ),
    ],
)
def test_a_walk_that_leads_elsewhere_says_where(
    tmp_path: Path, world: World, old: str, new: str, reached: Goal
) -> None:
    done = played(tmp_path, world, WALK.replace(old, new))
    assert (done.reached, done.mistakes) == (reached, ())
    assert done.reached != done.walk.goal


def test_a_walk_says_which_of_its_answers_no_question_was_put_for(
    tmp_path: Path, world: World
) -> None:
    done = played(tmp_path, world, WALK.replace("gone: charged", "gone: not-charged"))
    assert done.never_asked == ("amount",)


@pytest.mark.parametrize(
    ("details", "code", "line"),
    [
        ("{}", "no-answer", 3),
        ("{amount: 1, due: 3 days}", "not-understood", 7),
        ("{amount: 1, due: 05/06}", "not-understood", 7),
    ],
)
def test_a_walk_that_stops_says_at_which_question(
    tmp_path: Path, world: World, details: str, code: str, line: int
) -> None:
    text = WALK.replace("fields:\n      amount: 120 CNY", f"fields: {details}")
    done = played(tmp_path, world, text)
    assert [(m.code, m.line) for m in done.mistakes] == [(code, line)]
