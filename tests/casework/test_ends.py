"""Where there is nothing to go on with, no date, or no room: said in words, nothing denied."""

import pytest

from tests.casework.support import BEGIN, REPLIES, Caseworker
from wallethelp.store.cases import CaseStore
from wallethelp.store.database import StoreError
from wallethelp.store.records import Record


def test_with_nothing_unfinished_resume_says_so(worker: Caseworker) -> None:
    worker.finished()
    done = worker.asked({}, "cases", "resume")
    assert (done.code, done.asked) == (2, ())
    assert "unfinished" in done.err


def test_a_case_without_a_date_makes_no_calendar(worker: Caseworker) -> None:
    case_id = worker.finished(**{"lost/gone": ("not-charged",)})
    done = worker.cli("export", case_id, "--format", "ics", "--flows", worker.pack)
    assert (done.code, done.out) == (1, "")
    assert f"cases log {case_id}" in done.err


def test_a_disk_that_fills_up_halfway_does_not_deny_what_was_kept(
    worker: Caseworker, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[Record] = []
    save = CaseStore.save

    def until_full(self: CaseStore, record: Record) -> Record:
        if len(saved) == 2:
            raise StoreError("full", self.place)
        saved.append(save(self, record))
        return saved[-1]

    monkeypatch.setattr(CaseStore, "save", until_full)
    done = worker.asked(REPLIES, *BEGIN)
    assert done.code == 0
    assert f"earlier answers were kept, as case {saved[0].id}" in done.err
    assert "Nothing was kept" not in done.err
    assert worker.record(saved[0].id) == saved[-1]
