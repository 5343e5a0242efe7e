"""Cases on disk: kept at once, private, gone when overwritten."""

import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.store.support import EVERYTHING, create, garbage, session
from tests.support import NOW, detail
from wallethelp.core.values import (
    Unknown,
    Words,
)
from wallethelp.store.cases import CaseStore
from wallethelp.store.home import remember_language
from wallethelp.store.records import Record

MARKER = "a-reference-that-must-not-stay"


# --- there and back -------------------------------------------------------------------------------


def test_a_case_comes_back_as_it_was_stored(store: CaseStore) -> None:
    record = create(store)
    assert store.find(record.id) == record
    assert record.session == EVERYTHING
    assert (record.finished, record.guide_version, record.updated) == (False, "abc123", NOW)


def test_a_session_without_wallet_or_answers_comes_back_too(store: CaseStore) -> None:
    record = create(store, session(wallet=None))
    assert store.find(record.id) == record


def test_saving_puts_the_new_state_in_place_of_the_old(store: CaseStore) -> None:
    record = create(store, session())
    later = replace(record, session=EVERYTHING, finished=True, updated=NOW + timedelta(minutes=1))
    saved = store.save(later)
    assert saved == replace(later, revision=1)
    assert store.all() == [saved]


def test_a_case_is_there_for_another_program_at_once(home: Path, store: CaseStore) -> None:
    record = create(store)
    assert CaseStore(home).find(record.id) == record


def test_the_moment_of_an_answer_survives(store: CaseStore) -> None:
    record = store.find(create(store).id)
    assert isinstance(record, Record)
    assert [old.time for old in record.session.answers] == [old.time for old in EVERYTHING.answers]
    assert record.session.started.utcoffset() == NOW.utcoffset()


# --- ids and order --------------------------------------------------------------------------------


def test_ids_count_up_within_a_day(store: CaseStore) -> None:
    tomorrow = NOW + timedelta(days=1)
    ids = [create(store, now=now).id for now in (NOW, NOW, tomorrow, NOW, tomorrow)]
    assert ids == ["1120-1", "1120-2", "1121-1", "1120-3", "1121-2"]


def test_an_id_is_never_given_twice_however_many_there_are(store: CaseStore) -> None:
    ids = [create(store, session()).id for _ in range(12)]
    assert ids[-1] == "1120-12"
    assert len(set(ids)) == 12


def test_an_id_is_not_given_again_after_its_case_was_deleted(store: CaseStore) -> None:
    ids = [create(store).id for _ in range(2)]
    store.delete(ids)
    assert create(store).id == "1120-3"
    assert create(store, now=NOW.replace(year=2027)).id == "1120-4", "the day comes every year"


def test_an_id_names_no_other_case_after_the_file_was_damaged(store: CaseStore) -> None:
    ids = [create(store).id for _ in range(2)]
    store.place.write_bytes(garbage(store))
    aside = store.set_aside(NOW)
    assert [aside] == store.damaged_files()
    assert store.set_aside(NOW) is None, "another program was first"
    later = [create(store).id for _ in range(2)]
    assert len({*ids, *later}) == 4


def test_the_day_of_an_id_is_the_local_one(store: CaseStore) -> None:
    late = datetime(2026, 11, 20, 0, 30, tzinfo=NOW.tzinfo)  # still the 19th in UTC
    assert create(store, now=late).id == "1120-1"


def test_the_case_worked_on_last_comes_first(store: CaseStore) -> None:
    first, second, third = (create(store, now=NOW + timedelta(minutes=n)) for n in range(3))
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


@pytest.mark.parametrize(
    "case_id", ["1120-9", "", "%", "1120-_", "' OR 1=1 --", "1120-1\x00", "\udcff"]
)
def test_an_id_that_does_not_exist_finds_nothing(store: CaseStore, case_id: str) -> None:
    create(store)
    assert store.find(case_id) is None


# --- private --------------------------------------------------------------------------------------


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_folder_and_the_file_are_for_their_user_only(home: Path, store: CaseStore) -> None:
    create(store)
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
    create(store)
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
    store.save(replace(create(store), finished=True))
    assert store.all()
    assert list(home.iterdir()) == [store.place]


def test_what_was_overwritten_is_gone_from_the_file(store: CaseStore) -> None:
    told = session(*[detail(Words(text=f"{MARKER}-{number}")) for number in range(60)])
    record = create(store, told)
    others = [create(store, session(Unknown())) for _ in range(3)]
    assert MARKER.encode() in store.place.read_bytes(), "it can be seen while it is there"
    store.save(replace(record, session=session(Unknown())))
    assert MARKER.encode() not in store.place.read_bytes()
    assert len(store.all()) == 1 + len(others)


def test_a_shorter_answer_leaves_nothing_of_the_longer_one(store: CaseStore) -> None:
    record = create(store, session(detail(Words(text=f"{MARKER} and more"), MARKER)))
    store.save(replace(record, session=session(detail(Words(text="x"), "x"))))
    assert MARKER.encode() not in store.place.read_bytes()
