"""`kill -9` at every prompt and write of a contact or of evidence: nothing is lost or left."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.casework.processes import KILLED, Dying, at_once, command, traced
from tests.casework.support import LOGGED, Caseworker, is_sound, newest
from tests.prompted import Watched, someone
from wallethelp.store.copies import Copies
from wallethelp.store.records import Record

CHAT = "客服：请等 3 个工作日。"
CONTACT = {
    "log/channel": ("chat",),
    "log/result": ("working",),
    "log/ticket": ("CS-2026-78",),
    "log/promised-by": ("2026-11-25",),
    "log/more": ("more",),
    "log/contacted-at": ("2026-11-20 14:30",),
    "log/whom": ("agent 4711 Lin",),
    "log/said": ("they look into it",),
}
EVIDENCE = {"evidence/shows": ("what they wrote",), "evidence/copy": ("yes",)}


@pytest.fixture
def case_id(worker: Caseworker) -> str:
    """A case with a contact noted before."""
    name = worker.finished()
    assert worker("cases", "log", name, *LOGGED).code == 0
    worker.cli.file("a.txt", CHAT)
    return name


def _at(place: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    monkeypatch.setenv("WALLETHELP_HOME", str(place))
    assert is_sound(place)
    record = newest(place)
    assert record is not None
    return record


def _dying(worker: Caseworker, quick: Path, at: str, *arguments: str) -> tuple[Dying, Watched]:
    """Dies at every prompt of a command, or `at` every write; and the one that lived."""
    dying = Dying(worker.home, quick)
    before: Callable[[int, Any], None] = lambda _number, _prompt: dying.die()  # noqa: E731
    replies = CONTACT if "log" in arguments else EVIDENCE
    watched = Watched(someone(replies), before if at == "prompts" else lambda _n, _p: None)
    with pytest.MonkeyPatch.context() as patch:
        if at == "writes":
            _die_at_writes(dying, patch)
        flows = ("--flows", str(worker.pack))
        assert command(watched, worker.clock.now, *arguments, *flows)() == 0
    return dying, watched


def _die_at_writes(dying: Dying, patch: pytest.MonkeyPatch) -> None:
    pid = os.getpid()

    def dies_before(act: Callable[..., Any]) -> Callable[..., Any]:
        def acting(*arguments: Any, **named: Any) -> Any:
            if os.getpid() == pid:
                with pytest.MonkeyPatch.context() as still:
                    # What copies the home for the dead is no part of what dies.
                    for name, whole in before.items():
                        still.setattr(os, name, whole)
                    dying.die()
            return act(*arguments, **named)

        return acting

    before = {n: getattr(os, n) for n in ("write", "mkdir", "rename", "fsync", "unlink")}
    patch.setattr(sqlite3, "connect", traced(lambda _statement: dying.die()))
    for name, act in before.items():
        patch.setattr(os, name, dies_before(act))


def test_killed_at_every_prompt_of_logging_what_was_noted_before_is_there(
    worker: Caseworker,
    case_id: str,
    quick: Path,
    monkeypatch: pytest.MonkeyPatch,
    counts: dict[str, int],
) -> None:
    before = worker.record(case_id)
    dying, watched = _dying(worker, quick, "prompts", "cases", "log", case_id)
    assert watched.keys == list(CONTACT)
    assert dying.codes == [KILLED] * len(CONTACT)
    whole = _at(worker.home, monkeypatch)
    assert len(whole.log) == 2
    for number in range(len(CONTACT)):
        left = _at(dying.left_by(number), monkeypatch)
        assert (left.session, left.log) == (before.session, before.log), watched.keys[number]
        assert command(someone(CONTACT), worker.clock.now, "cases", "log", case_id,
                       "--flows", str(worker.pack))() == 0  # fmt: skip
        assert _at(dying.left_by(number), monkeypatch).log == whole.log
    counts["kills at a prompt of logging"] = len(CONTACT)


@pytest.mark.parametrize("at", ["prompts", "writes"])
def test_killed_while_evidence_is_added_it_is_there_whole_or_not_at_all(
    worker: Caseworker,
    case_id: str,
    quick: Path,
    monkeypatch: pytest.MonkeyPatch,
    counts: dict[str, int],
    at: str,
) -> None:
    before = worker.record(case_id)
    dying, _watched = _dying(worker, quick, at, "cases", "add", case_id, "a.txt")
    assert dying.codes == [KILLED] * len(dying.codes)
    assert len(dying.codes) >= (2 if at == "prompts" else 12)
    (piece,) = _at(worker.home, monkeypatch).evidence
    assert piece.copy is not None
    for number in range(len(dying.codes)):
        place = dying.left_by(number)
        left = _at(place, monkeypatch)
        assert left.log == before.log
        assert left.evidence in ((), (piece,))
        copies = Copies(place)
        if left.evidence:
            assert copies.read(case_id, piece.copy.digest) == CHAT.encode()
        assert worker("cases", "delete", case_id, "--yes").code == 0
        assert copies.cases() == set(), number
    counts[f"kills while evidence is added, at {at}"] = len(dying.codes)


def test_killed_while_a_case_is_deleted_no_copy_outlives_its_case(
    worker: Caseworker,
    case_id: str,
    quick: Path,
    monkeypatch: pytest.MonkeyPatch,
    counts: dict[str, int],
) -> None:
    worker("cases", "add", case_id, "a.txt", "--shows", "it", "--copy")
    dying = Dying(worker.home, quick)
    with monkeypatch.context() as patch:
        _die_at_writes(dying, patch)
        assert worker("cases", "delete", case_id, "--yes").code == 0
    assert len(dying.codes) >= 8
    for number in range(len(dying.codes)):
        place = dying.left_by(number)
        monkeypatch.setenv("WALLETHELP_HOME", str(place))
        is_there = newest(place) is not None
        assert is_there or Copies(place).cases() == set(), number
        if is_there:
            assert worker("cases", "delete", case_id, "--yes").code == 0
        assert Copies(place).cases() == set()
    counts["kills while a case is deleted"] = len(dying.codes)


def test_two_programs_noting_at_once_lose_nothing(
    worker: Caseworker, case_id: str, quick: Path
) -> None:
    each = 5
    for number in range(2 * each):
        (worker.cli.folder / f"{number}.txt").write_text(f"{CHAT}{number}", "utf-8")
    flows = ("--flows", str(worker.pack))

    def noting(first: int) -> Callable[[], int]:
        def lines() -> Iterator[tuple[str, ...]]:
            for number in range(first, first + each):
                yield "cases", "log", case_id, "--channel", "chat", "--ticket", f"CS-{number}00"
                yield "cases", "add", case_id, f"{number}.txt", "--shows", "it", "--copy"

        def act() -> int:
            now = worker.clock.now
            return max(command(someone({}), now, *line, *flows)() for line in lines())

        return act

    assert at_once([noting(0), noting(each)], quick) == [0, 0]
    record = worker.record(case_id)
    assert {contact.text_of("ticket") for contact in record.log[1:]} == {
        f"CS-{number}00" for number in range(2 * each)
    }
    assert sorted(piece.number for piece in record.evidence) == list(range(1, 2 * each + 1))
    assert len(Copies(worker.home).there(case_id)) == 2 * each
