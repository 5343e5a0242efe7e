"""Cases on disk: kept at once, private, gone when overwritten, never damaged further."""

import sqlite3
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support import NOW, detail
from wallethelp.core.history import Contacted
from wallethelp.core.session import Session
from wallethelp.core.values import (
    Answer,
    Chose,
    ChoseMany,
    Moment,
    Money,
    Picked,
    Reply,
    Skipped,
    Tried,
    Unknown,
    Words,
)
from wallethelp.store.cases import SCHEMA_VERSION, CaseStore, StoreError
from wallethelp.store.home import remember_language
from wallethelp.store.records import Record, Unreadable

MARKER = "a-reference-that-must-not-stay"


def _session(*replies: Reply, kept: tuple[Reply, ...] = (), wallet: str | None = "upay") -> Session:
    def answers(given: tuple[Reply, ...], prefix: str) -> tuple[Answer, ...]:
        return tuple(
            Answer(key=f"{prefix}/step-{number}", reply=reply, time=NOW + timedelta(seconds=number))
            for number, reply in enumerate(given)
        )

    return Session(
        wallet=wallet,
        guide="lost",
        started=NOW,
        answers=answers(replies, "lost"),
        kept=answers(kept, "kept"),
    )


EVERYTHING = _session(
    Chose(option="charged"),
    ChoseMany(options=("red", "blue")),
    ChoseMany(options=()),
    Tried(result="not-tried"),
    Unknown(),
    Skipped(),
    detail(Money(amount=Decimal("1000.50"), currency="USDT"), "1,000.50 USDT"),
    detail(Money(amount=Decimal("0.1"))),
    detail(Moment(at=NOW, precision="minute"), "刚才"),
    detail(Moment(at=NOW.replace(hour=0), precision="day")),
    detail(Words(text="充值没到账 “是的” 'quoted' \\ \N{SMILING FACE WITH SUNGLASSES}")),
    detail(Picked(option="cannot")),
    kept=(Chose(option="not-charged"), Unknown()),
)


@pytest.fixture
def store(home: Path) -> CaseStore:
    return CaseStore(home)


def _create(store: CaseStore, session: Session = EVERYTHING, *, now: datetime = NOW) -> Record:
    return store.create(session, finished=False, guide_version="abc123", now=now)


# --- there and back -------------------------------------------------------------------------------


def test_a_case_comes_back_as_it_was_stored(store: CaseStore) -> None:
    record = _create(store)
    assert store.find(record.id) == record
    assert record.session == EVERYTHING
    assert (record.finished, record.guide_version, record.updated) == (False, "abc123", NOW)


def test_a_session_without_wallet_or_answers_comes_back_too(store: CaseStore) -> None:
    record = _create(store, _session(wallet=None))
    assert store.find(record.id) == record


def test_saving_puts_the_new_state_in_place_of_the_old(store: CaseStore) -> None:
    record = _create(store, _session())
    later = replace(record, session=EVERYTHING, finished=True, updated=NOW + timedelta(minutes=1))
    saved = store.save(later)
    assert saved == replace(later, revision=1)
    assert store.all() == [saved]


def test_a_case_is_there_for_another_program_at_once(home: Path, store: CaseStore) -> None:
    record = _create(store)
    assert CaseStore(home).find(record.id) == record


def test_the_moment_of_an_answer_survives(store: CaseStore) -> None:
    record = store.find(_create(store).id)
    assert isinstance(record, Record)
    assert [old.time for old in record.session.answers] == [old.time for old in EVERYTHING.answers]
    assert record.session.started.utcoffset() == NOW.utcoffset()


# --- ids and order --------------------------------------------------------------------------------


def test_ids_count_up_within_a_day(store: CaseStore) -> None:
    tomorrow = NOW + timedelta(days=1)
    ids = [_create(store, now=now).id for now in (NOW, NOW, tomorrow, NOW, tomorrow)]
    assert ids == ["1120-1", "1120-2", "1121-1", "1120-3", "1121-2"]


def test_an_id_is_never_given_twice_however_many_there_are(store: CaseStore) -> None:
    ids = [_create(store, _session()).id for _ in range(12)]
    assert ids[-1] == "1120-12"
    assert len(set(ids)) == 12


def test_an_id_is_not_given_again_after_its_case_was_deleted(store: CaseStore) -> None:
    ids = [_create(store).id for _ in range(2)]
    store.delete(ids)
    assert _create(store).id == "1120-3"
    assert _create(store, now=NOW.replace(year=2027)).id == "1120-4", "the day comes every year"


def test_an_id_names_no_other_case_after_the_file_was_damaged(store: CaseStore) -> None:
    ids = [_create(store).id for _ in range(2)]
    store.place.write_bytes(_garbage(store))
    aside = store.set_aside(NOW)
    assert [aside] == store.damaged_files()
    assert store.set_aside(NOW) is None, "another program was first"
    later = [_create(store).id for _ in range(2)]
    assert len({*ids, *later}) == 4


def test_the_day_of_an_id_is_the_local_one(store: CaseStore) -> None:
    late = datetime(2026, 11, 20, 0, 30, tzinfo=NOW.tzinfo)  # still the 19th in UTC
    assert _create(store, now=late).id == "1120-1"


def test_the_case_worked_on_last_comes_first(store: CaseStore) -> None:
    first, second, third = (_create(store, now=NOW + timedelta(minutes=n)) for n in range(3))
    store.save(replace(first, updated=NOW + timedelta(hours=1)))
    assert store.ids() == [first.id, third.id, second.id]
    assert [record.id for record in store.all()] == store.ids()
    newest = store.newest()
    assert newest is not None
    assert newest.id == first.id


# --- nothing there --------------------------------------------------------------------------------


def test_before_the_first_case_there_is_nothing_and_nothing_is_made(
    home: Path, store: CaseStore
) -> None:
    assert store.find("1120-1") is None
    assert store.newest() is None
    assert store.all() == []
    assert store.ids() == []
    assert not home.exists()


@pytest.mark.parametrize("case_id", ["1120-9", "", "%", "1120-_", "' OR 1=1 --", "1120-1\x00"])
def test_an_id_that_does_not_exist_finds_nothing(store: CaseStore, case_id: str) -> None:
    _create(store)
    assert store.find(case_id) is None


# --- private --------------------------------------------------------------------------------------


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_folder_and_the_file_are_for_their_user_only(home: Path, store: CaseStore) -> None:
    _create(store)
    assert (_mode(home), _mode(store.place)) == (0o700, 0o600)


def _opened_to_all(home: Path) -> list[Path]:
    files = [home / name for name in ("cases.sqlite3", "cases-damaged-1.sqlite3", "language")]
    home.mkdir()
    for file in files:
        file.touch()
    for path in (home, *files):
        path.chmod(0o755)
    return files


def test_what_others_can_open_is_closed_to_them(home: Path) -> None:
    files = _opened_to_all(home)
    mine = home / "mine.txt"
    mine.touch(0o644)
    store = CaseStore(home)
    assert store.exposed == []
    assert [_mode(path) for path in (home, *files)] == [0o700] * 4
    assert _mode(mine) == 0o644, "not a file of ours"
    _create(store)
    remember_language(home, "zh")
    assert _mode(store.place) & 0o77 == 0


def test_what_cannot_be_closed_to_others_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = _opened_to_all(home)

    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError

    for change in (refuse, lambda *_arguments, **_named: None):
        with monkeypatch.context() as patch:
            patch.setattr("os.chmod", change)
            assert set(CaseStore(home).exposed) == {home, *files}


def test_a_folder_for_everybody_or_of_somebody_else_is_left_as_it_is(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    home.chmod(0o1777)
    assert CaseStore(home).exposed == [home]
    assert _mode(home) == 0o1777
    home.chmod(0o755)
    monkeypatch.setattr("os.geteuid", lambda: home.stat().st_uid + 1)
    assert CaseStore(home).exposed == [home]
    assert _mode(home) == 0o755


def test_a_file_in_place_of_the_folder_keeps_its_mode(home: Path) -> None:
    home.touch(0o644)
    assert CaseStore(home).exposed == []
    assert _mode(home) == 0o644


def test_nothing_is_left_beside_the_file(home: Path, store: CaseStore) -> None:
    store.save(replace(_create(store), finished=True))
    assert store.all()
    assert list(home.iterdir()) == [store.place]


def test_what_was_overwritten_is_gone_from_the_file(store: CaseStore) -> None:
    told = _session(*[detail(Words(text=f"{MARKER}-{number}")) for number in range(60)])
    record = _create(store, told)
    others = [_create(store, _session(Unknown())) for _ in range(3)]
    assert MARKER.encode() in store.place.read_bytes(), "it can be seen while it is there"
    store.save(replace(record, session=_session(Unknown())))
    assert MARKER.encode() not in store.place.read_bytes()
    assert len(store.all()) == 1 + len(others)


def test_a_shorter_answer_leaves_nothing_of_the_longer_one(store: CaseStore) -> None:
    record = _create(store, _session(detail(Words(text=f"{MARKER} and more"), MARKER)))
    store.save(replace(record, session=_session(detail(Words(text="x"), "x"))))
    assert MARKER.encode() not in store.place.read_bytes()


# --- what cannot be written or read ---------------------------------------------------------------


def _problem(act: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as caught:
        act()
    return caught.value.problem


def _acts(store: CaseStore, record: Record) -> list[Callable[[], object]]:
    return [
        lambda: _create(store),
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
        assert _problem(lambda store=store: _create(store)) == "unwritable"  # type: ignore[misc]
        assert store.all() == []
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_folder_in_place_of_the_file_is_unwritable(home: Path, store: CaseStore) -> None:
    store.place.mkdir(parents=True)
    assert _problem(lambda: _create(store)) == "unwritable"


def test_the_error_names_the_file(home: Path, store: CaseStore) -> None:
    store.place.mkdir(parents=True)
    with pytest.raises(StoreError) as caught:
        _create(store)
    assert caught.value.place == store.place


def _garbage(store: CaseStore) -> bytes:
    return b"this is no database " * 500


def _truncated(store: CaseStore) -> bytes:
    whole = store.place.read_bytes()
    return whole[: len(whole) // 2]


def _overwritten(store: CaseStore) -> bytes:
    whole = bytearray(store.place.read_bytes())
    whole[100:] = b"\xff" * (len(whole) - 100)
    return bytes(whole)


@pytest.mark.parametrize("damage", [_garbage, _truncated, _overwritten])
def test_a_damaged_file_is_said_so_and_left_as_it_is(
    store: CaseStore, damage: Callable[[CaseStore], bytes]
) -> None:
    record = _create(store)
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
    sound, record = _create(store), _create(store)
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
    old, new = _create(store, now=NOW - timedelta(days=9)), _create(store)
    _in_the_file(store, "UPDATE cases SET session = '', log = ''")
    assert store.older_than(NOW - timedelta(days=1)) == [old.id]
    assert store.older_than(NOW) == [old.id]
    assert store.older_than(NOW + timedelta(seconds=1)) == [new.id, old.id]


@pytest.mark.parametrize("version", [1, SCHEMA_VERSION + 1])
def test_a_file_of_another_version_is_left_as_it_is(store: CaseStore, version: int) -> None:
    record = _create(store)
    _in_the_file(store, f"PRAGMA user_version = {version}")
    before = store.place.read_bytes()
    for act in (*_acts(store, record), lambda: store.delete([record.id])):
        assert _problem(act) == "other-version"
        assert store.place.read_bytes() == before


def test_a_database_of_somebody_else_is_left_as_it_is(home: Path, store: CaseStore) -> None:
    home.mkdir()
    _in_the_file(store, "CREATE TABLE theirs (a)")
    before = store.place.read_bytes()
    assert _problem(lambda: _create(store)) == "other-version"
    assert store.place.read_bytes() == before


# --- several at once ------------------------------------------------------------------------------


def test_two_programs_can_take_turns(home: Path) -> None:
    one, two = CaseStore(home), CaseStore(home)
    first, second = _create(one), _create(two)
    assert (first.id, second.id) == ("1120-1", "1120-2")
    two.save(replace(first, finished=True))
    found = one.find(first.id)
    assert isinstance(found, Record)
    assert found.finished


def test_what_was_deleted_meanwhile_is_not_brought_back(store: CaseStore) -> None:
    record = _create(store)
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
    record = _create(store, _session())
    store.close(record.id, now=NOW)
    assert _problem(lambda: store.save(replace(record, session=EVERYTHING))) == "closed"
    assert store.find(record.id) == replace(record, closed=True)


def test_of_two_who_go_on_with_a_case_the_second_is_told(store: CaseStore) -> None:
    record = _create(store, _session())
    first = store.save(replace(record, session=EVERYTHING))
    assert _problem(lambda: store.save(replace(record, finished=True))) == "changed"
    assert store.find(record.id) == first
    assert store.save(replace(first, finished=True)).finished


def test_contacts_noted_from_two_sides_are_both_kept(store: CaseStore) -> None:
    record = _create(store, _session())
    contacts = [Contacted(at=NOW, channel=name) for name in ("chat", "phone")]
    for contact in contacts:
        noted = store.note(record.id, contact, now=NOW)
    assert list(noted.log) == contacts
    saved = store.save(replace(record, finished=True))
    assert store.find(record.id) == replace(saved, log=tuple(contacts))


def test_programs_that_write_at_once_get_different_ids(home: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        records = list(pool.map(lambda _: _create(CaseStore(home), _session()), range(12)))
    assert sorted(int(record.id.partition("-")[2]) for record in records) == list(range(1, 13))


def test_a_file_somebody_is_writing_to_is_busy(
    store: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = _create(store)
    monkeypatch.setattr("wallethelp.store.cases._BUSY_SECONDS", 0.0)
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
    record = _create(store)
    killed = sqlite3.connect(store.place, isolation_level=None)
    killed.execute("BEGIN IMMEDIATE")
    killed.execute("DELETE FROM cases")
    killed.close()
    assert store.find(record.id) == record
