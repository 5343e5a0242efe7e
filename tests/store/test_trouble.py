"""Files that cannot be written or read, and programs at once: nothing is damaged further."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.store.support import EVERYTHING, create, garbage, session
from tests.support import NOW
from wallethelp.core.history import Contacted
from wallethelp.store.cases import CaseStore
from wallethelp.store.database import SCHEMA_VERSION, StoreError
from wallethelp.store.records import Record, Unreadable

# --- what cannot be written or read ---------------------------------------------------------------


def _problem(act: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as caught:
        act()
    return caught.value.problem


def _acts(store: CaseStore, record: Record) -> list[Callable[[], object]]:
    return [
        lambda: create(store),
        lambda: store.save(record),
        lambda: store.note(record.id, Contacted(at=NOW, channel="chat"), now=NOW),
        lambda: store.close(record.id, now=NOW),
        lambda: store.find(record.id),
        store.newest,
        store.all,
        store.ids,
        lambda: store.older_than(NOW),
    ]


def test_a_home_that_cannot_be_made_is_unwritable(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    for folder in (file, file / "below"):
        store = CaseStore(folder)
        assert _problem(lambda store=store: create(store)) == "unwritable"  # type: ignore[misc]
        assert store.all() == []
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_folder_in_place_of_the_file_is_unwritable(home: Path, store: CaseStore) -> None:
    store.place.mkdir(parents=True)
    assert _problem(lambda: create(store)) == "unwritable"


def test_the_error_names_the_file(home: Path, store: CaseStore) -> None:
    store.place.mkdir(parents=True)
    with pytest.raises(StoreError) as caught:
        create(store)
    assert caught.value.place == store.place


def _truncated(store: CaseStore) -> bytes:
    whole = store.place.read_bytes()
    return whole[: len(whole) // 2]


def _overwritten(store: CaseStore) -> bytes:
    whole = bytearray(store.place.read_bytes())
    whole[100:] = b"\xff" * (len(whole) - 100)
    return bytes(whole)


@pytest.mark.parametrize("damage", [garbage, _truncated, _overwritten])
def test_a_damaged_file_is_said_so_and_left_as_it_is(
    store: CaseStore, damage: Callable[[CaseStore], bytes]
) -> None:
    record = create(store)
    damaged = damage(store)
    store.place.write_bytes(damaged)
    for act in _acts(store, record):
        assert _problem(act) == "damaged"
        assert store.place.read_bytes() == damaged


def _in_the_file(store: CaseStore, statement: str, *values: str) -> None:
    connection = sqlite3.connect(store.place)
    with connection:
        connection.execute(statement, values)
    connection.close()


UNREADABLE: dict[str, tuple[str, str]] = {
    "empty": ("session = ''", "damaged"),
    "no-object": ("session = '[]'", "damaged"),
    "no-json": ("session = 'xxxxx'", "damaged"),
    "nested": (f"session = '{'[' * 50_000}'", "damaged"),
    "no-utf-8": ("session = CAST(x'7b22ff22' AS TEXT)", "damaged"),
    "without-version": ("session = json_remove(session, '$.version')", "damaged"),
    "version-of-words": ("session = json_set(session, '$.version', '2')", "damaged"),
    "later": ("session = json_set(session, '$.version', 2)", "other-version"),
    "later-log": ("log = json_set(log, '$.version', 2)", "other-version"),
    "log": ("log = ''", "damaged"),
    "reply-renamed": (
        "session = json_set(session, '$.session.answers[0].reply.kind', 'picked-up')",
        "damaged",
    ),
    "time": ("updated = 1000000000000000000", "damaged"),
}


@pytest.mark.parametrize(("change", "why"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_case_that_cannot_be_read_hides_no_other_and_is_left_as_it_is(
    store: CaseStore, change: str, why: str
) -> None:
    sound, record = create(store), create(store)
    _in_the_file(store, f"UPDATE cases SET {change} WHERE id = ?", record.id)
    before = store.place.read_bytes()
    found = store.find(record.id)
    assert isinstance(found, Unreadable)
    assert (found.id, found.why) == (record.id, why)
    assert found.updated in (NOW, None)
    assert {old.id: old for old in store.all()} == {sound.id: sound, record.id: found}
    assert sorted(store.ids()) == [sound.id, record.id]
    assert store.newest() == store.unfinished() == found
    contact = Contacted(at=NOW, channel="chat")
    assert _problem(lambda: store.note(record.id, contact, now=NOW)) == "damaged"
    assert store.place.read_bytes() == before
    assert store.delete([record.id]) == 1
    assert store.all() == [sound]


def test_old_cases_are_found_without_reading_them(store: CaseStore) -> None:
    old, new = create(store, now=NOW - timedelta(days=9)), create(store)
    _in_the_file(store, "UPDATE cases SET session = '', log = ''")
    assert store.older_than(NOW - timedelta(days=1)) == [old.id]
    assert store.older_than(NOW) == [old.id]
    assert store.older_than(NOW + timedelta(seconds=1)) == [new.id, old.id]


@pytest.mark.parametrize("version", [1, SCHEMA_VERSION + 1])
def test_a_file_of_another_version_is_left_as_it_is(store: CaseStore, version: int) -> None:
    record = create(store)
    _in_the_file(store, f"PRAGMA user_version = {version}")
    before = store.place.read_bytes()
    for act in (*_acts(store, record), lambda: store.delete([record.id])):
        assert _problem(act) == "other-version"
        assert store.place.read_bytes() == before


def test_a_database_of_somebody_else_is_left_as_it_is(home: Path, store: CaseStore) -> None:
    home.mkdir()
    _in_the_file(store, "CREATE TABLE theirs (a)")
    before = store.place.read_bytes()
    assert _problem(lambda: create(store)) == "other-version"
    assert store.place.read_bytes() == before


# --- several at once ------------------------------------------------------------------------------


def test_two_programs_can_take_turns(home: Path) -> None:
    one, two = CaseStore(home), CaseStore(home)
    first, second = create(one), create(two)
    assert (first.id, second.id) == ("1120-1", "1120-2")
    two.save(replace(first, finished=True))
    found = one.find(first.id)
    assert isinstance(found, Record)
    assert found.finished


def test_what_was_deleted_meanwhile_is_not_brought_back(store: CaseStore) -> None:
    record = create(store)
    store.delete([record.id])
    acts: list[Callable[[], object]] = [
        lambda: store.save(record),
        lambda: store.note(record.id, Contacted(at=NOW, channel="chat"), now=NOW),
        lambda: store.close(record.id, now=NOW),
    ]
    for act in acts:
        assert _problem(act) == "deleted"
    store.place.unlink()
    for act in acts:
        assert _problem(act) == "deleted"
    assert not store.place.exists()


def test_an_answer_does_not_open_a_case_that_was_closed_meanwhile(store: CaseStore) -> None:
    record = create(store, session())
    store.close(record.id, now=NOW)
    assert _problem(lambda: store.save(replace(record, session=EVERYTHING))) == "closed"
    assert store.find(record.id) == replace(record, closed=True)


def test_of_two_who_go_on_with_a_case_the_second_is_told(store: CaseStore) -> None:
    record = create(store, session())
    first = store.save(replace(record, session=EVERYTHING))
    assert _problem(lambda: store.save(replace(record, finished=True))) == "changed"
    assert store.find(record.id) == first
    assert store.save(replace(first, finished=True)).finished


def test_contacts_noted_from_two_sides_are_both_kept(store: CaseStore) -> None:
    record = create(store, session())
    contacts = [Contacted(at=NOW, channel=name) for name in ("chat", "phone")]
    for contact in contacts:
        noted = store.note(record.id, contact, now=NOW)
    assert list(noted.log) == contacts
    saved = store.save(replace(record, finished=True))
    assert store.find(record.id) == replace(saved, log=tuple(contacts))


def test_programs_that_write_at_once_get_different_ids(home: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        records = list(pool.map(lambda _: create(CaseStore(home), session()), range(12)))
    assert sorted(int(record.id.partition("-")[2]) for record in records) == list(range(1, 13))


def test_a_file_somebody_is_writing_to_is_busy(
    store: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = create(store)
    monkeypatch.setattr("wallethelp.store.database._BUSY_SECONDS", 0.0)
    other = sqlite3.connect(store.place, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        for act in _acts(store, record):
            assert _problem(act) == "busy"
    finally:
        other.close()
    assert store.find(record.id) == record


def test_a_program_killed_while_writing_loses_only_what_it_had_not_committed(
    store: CaseStore,
) -> None:
    record = create(store)
    killed = sqlite3.connect(store.place, isolation_level=None)
    killed.execute("BEGIN IMMEDIATE")
    killed.execute("DELETE FROM cases")
    killed.close()
    assert store.find(record.id) == record
