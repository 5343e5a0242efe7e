"""`kill -9` at any prompt, and at any moment of writing, loses no answer."""

import json
import os
import signal
import sqlite3
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import pytest

from tests.casework.processes import (
    KILLED,
    Dying,
    command,
    diagnosing,
    in_a_process,
    kill_at,
    traced,
)
from tests.casework.support import answering, is_sound, newest, own_pack
from tests.cli.support import Here, program
from tests.prompted import AFTERWARDS, Watched
from tests.support import EACH
from tests.terminal.support import Terminal, terminal
from tests.walks import ids, longest_of_each_guide
from wallethelp.core.scripts import Walk
from wallethelp.core.session import Session
from wallethelp.store import cases
from wallethelp.store.records import Record
from wallethelp.ui.prompts import Prompt

WALKS = longest_of_each_guide()


def _whole(
    walk: Walk, home: Path, before: Callable[[int, Prompt], None] = lambda _number, _prompt: None
) -> tuple[Session, list[str]]:
    """The session nobody interrupted, and the keys of its prompts in order."""
    watched = Watched(answering(walk), before)
    assert command(watched, walk.now, *diagnosing(walk))() == 0
    record = newest(home)
    assert record is not None
    assert record.finished
    return record.session, watched.keys


def _json(cli: Here) -> str:
    cli.capsys.readouterr()
    done = cli("export", "--format", "json")
    assert done.code == 0, done.err
    return done.out


def _at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WALLETHELP_HOME", str(folder))
    return folder


def _answered(record: Record | None) -> int:
    return len(record.session.answers) if record is not None else 0


def _resume(walk: Walk, home: Path, *, expected: str) -> None:
    """Go on in a process that is not the one killed; it must ask `expected` first, and finish."""
    goes_on = Watched(answering(walk))
    begun = newest(home) is not None
    words = ("cases", "resume") if begun else diagnosing(walk)
    assert command(goes_on, walk.now, *words)() == 0
    assert goes_on.keys[0] == expected


@pytest.mark.parametrize("walk", WALKS, ids=ids(WALKS))
def test_killed_at_every_prompt_and_resumed_the_case_is_the_same(
    walk: Walk,
    cli: Here,
    quick: Path,
    monkeypatch: pytest.MonkeyPatch,
    counts: dict[str, int],
) -> None:
    first = WALKS.index(walk) % EACH
    dying = Dying(_at(quick / "whole", monkeypatch), quick, first=first)
    whole, keys = _whole(walk, dying.home, dying.at_a_prompt)
    wanted = _json(cli)
    given = [answer.key for answer in whole.answers]
    assert keys[-1] == AFTERWARDS
    died_at = range(first, len(keys), EACH)
    assert dying.codes == [KILLED] * len(died_at)
    kills = lost = 0
    for number in died_at:
        key, home = keys[number], _at(dying.left_by(kills), monkeypatch)
        kills += 1
        before = len([name for name in given if name in keys[:number]])
        lost += before - _answered(newest(home))
        if key != AFTERWARDS:
            _resume(walk, home, expected=key)
        record = newest(home)
        assert record is not None
        assert record.session == whole, key
        assert record.finished
        assert is_sound(home)
    assert _json(cli) == wanted
    counts["kills at a prompt"] = counts.get("kills at a prompt", 0) + kills
    counts["answers lost"] = counts.get("answers lost", 0) + lost
    assert kills
    assert lost == 0


def test_one_case_killed_at_every_prompt_in_turn_is_the_same(
    cli: Here, quick: Path, monkeypatch: pytest.MonkeyPatch, counts: dict[str, int]
) -> None:
    walk = max(WALKS, key=lambda walk: len(walk.script.given))
    whole, keys = _whole(walk, _at(quick / "whole", monkeypatch))
    wanted = _json(cli)
    home = _at(quick / "killed", monkeypatch)
    words: tuple[str, ...] = diagnosing(walk)
    for _ in keys[:-1]:
        dying = Watched(answering(walk), kill_at(1))
        # The first prompt is where the last process died; it answers that one, and dies.
        code = in_a_process(command(dying, walk.now, *words), log=quick / "log.txt")
        assert code == KILLED
        words = ("cases", "resume")
    counts["kills at a prompt"] = counts.get("kills at a prompt", 0) + len(keys) - 1
    record = newest(home)
    assert record is not None
    assert record.finished
    assert record.session == whole
    assert _json(cli) == wanted


# --- between two writes ---------------------------------------------------------------------------

SHORT = min(
    (walk for walk in WALKS if len(walk.script.given) >= 5), key=lambda walk: len(walk.script.given)
)


def _written(statements: list[str]) -> list[int]:
    """For each statement, how many answers were committed before it."""

    def step(state: tuple[int, bool], statement: str) -> tuple[int, bool]:
        commits, is_open = state
        if statement.startswith(("INSERT", "UPDATE")):
            return commits, True
        if statement == "COMMIT" and is_open:
            return commits + 1, False
        return state

    return [commits for commits, _ in accumulate(statements, step, initial=(0, False))]


def test_killed_at_every_statement_the_last_committed_answer_is_there(
    cli: Here, quick: Path, monkeypatch: pytest.MonkeyPatch, counts: dict[str, int]
) -> None:
    walk, seen = SHORT, list[str]()
    home = _at(quick / "whole", monkeypatch)
    dying = Dying(home, quick)

    def kill(statement: str) -> None:
        seen.append(statement)
        dying.die()

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", traced(kill))
        assert command(answering(walk), walk.now, *diagnosing(walk))() == 0
    whole, wanted = newest(home), _json(cli)
    assert whole is not None
    answers = len(whole.session.answers)
    written = _written(seen)
    assert written[-1] == answers + 1, "every answer by itself, then that it is finished"
    assert dying.codes == [KILLED] * len(seen)
    for number in range(len(seen)):
        home = _at(dying.left_by(number), monkeypatch)
        record = newest(home)
        assert _answered(record) == min(written[number], answers), seen[number]
        assert is_sound(home)
        if record is None or not record.finished:
            words = ("cases", "resume") if record is not None else diagnosing(walk)
            assert command(answering(walk), walk.now, *words)() == 0
        record = newest(home)
        assert record is not None
        assert (record.session, record.finished) == (whole.session, True)
    assert _json(cli) == wanted
    counts["kills between two writes"] = len(seen)


def test_killed_while_the_file_is_half_written_it_is_as_it_was_before(
    quick: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    walk = SHORT
    whole, _ = _whole(walk, home)
    store = cases.CaseStore(home)
    record = store.newest()
    assert record is not None
    many = [store.create(whole, finished=False, guide_version="x", now=walk.now) for _ in range(40)]
    before = store.place.read_bytes()

    def kill(statement: str) -> None:
        if statement == "COMMIT":
            os.kill(os.getpid(), signal.SIGKILL)

    def delete() -> int:
        with monkeypatch.context() as patch:
            patch.setattr(sqlite3, "connect", traced(kill, spill=True))
            return cases.CaseStore(home).delete([old.id for old in many])

    assert in_a_process(delete, log=quick / "log.txt") == KILLED
    assert (home / "cases.sqlite3-journal").exists()
    assert store.place.read_bytes() != before, "it was half written"
    assert store.find(record.id) == record
    assert len(store.all()) == 41
    assert is_sound(home)
    assert store.place.read_bytes() == before
    assert not (home / "cases.sqlite3-journal").exists()


# --- the installed program at a terminal ----------------------------------------------------------

QUESTIONS = {
    "Did anyone ask": "Nobody",
    "Is it gone": "Charged",
    "Refresh": "It did not help",
    "How much": "120 CNY",
    "Which order": "UP20261119153044",
    "Which account": "xiaolin_88",
    "By when": "",
    "What happened": "the money is gone",
    "Is everything right?": "Everything is right",
}
TYPED = ("How much", "Which order", "Which account", "By when", "What happened")
ANSWERS = """\
steps: {opening/safety-first: nobody, lost/gone: charged, lost/seen: not-fixed}
fields: {amount: 120 CNY, order: UP20261119153044, mine: xiaolin_88, note: the money is gone}
"""


def _go_on(person: Terminal, until: str | None, opened: str) -> None:
    """Answer the questions from `opened` on, as far as `until`."""
    names = list(QUESTIONS)
    for name in names[names.index(opened) : names.index(until) if until else None]:
        if name in TYPED:
            person.choose(name, QUESTIONS[name])
        else:
            person.pick(name, QUESTIONS[name])


def _case(*arguments: str | Path, home: Path) -> dict[str, object]:
    """The exported case but for its times."""
    done = program("export", "--format", "json", *arguments, home=home)
    data: dict[str, object] = json.loads(done.out)
    answers = data.pop("answers")
    assert isinstance(answers, list)
    for name in ("started", "finished", "next", "kept"):
        del data[name]
    return data | {"answers": [(answer["key"], answer["reply"]) for answer in answers]}


def test_the_installed_program_killed_at_a_terminal_goes_on_where_it_was(
    home: Path, tmp_path: Path, counts: dict[str, int]
) -> None:
    flows = ("--flows", own_pack(tmp_path / "pack"))
    begin = ("diagnose", "--wallet", "upay", "--guide", "lost")
    words: tuple[str, ...] = begin
    opened = "Did anyone ask"
    places = ("Is it gone", "Which order", "Is everything right?")
    for place in places:
        with terminal(*words, *flows, home=home) as person:
            person.asked(opened)
            _go_on(person, place, opened)
            person.asked(place)
            person.press("9 half typed")
            os.kill(person.pid, signal.SIGKILL)
            assert person.ended() == 128 + signal.SIGKILL
        assert _answered(newest(home)) == list(QUESTIONS).index(place)
        words, opened = ("cases", "resume"), place
    with terminal(*words, *flows, home=home) as person:
        person.asked(opened)
        _go_on(person, None, opened)
        person.pick("What next?", "Done")
        assert person.ended() == 0
    counts["kills of the installed program"] = len(places)
    other, answers = tmp_path / "other", tmp_path / "a.yaml"
    answers.write_text(ANSWERS, encoding="utf-8")
    assert program(*begin, *flows, "--no-input", "--answers", answers, home=other).code == 0
    assert _case(*flows, home=home) == _case(*flows, home=other)
