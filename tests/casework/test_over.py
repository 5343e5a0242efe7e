"""A case left alone for long asks once whether it is over, never before the emergency."""

from datetime import timedelta

import pytest

from tests.casework.support import LOGGED, Caseworker, Told
from tests.prompted import AFTERWARDS, values
from wallethelp.cli import result
from wallethelp.core.history import LONG
from wallethelp.ui.prompts import Select, Sign

LATER = LONG + timedelta(days=10)


@pytest.fixture(autouse=True)
def _on_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result, "is_terminal", lambda _stream: True)


def cases(worker: Caseworker, *replies: str) -> Told:
    return worker.asked({"over": replies}, "cases")


def test_it_is_asked_when_it_was_left_alone_and_never_again(worker: Caseworker) -> None:
    case_id = worker.finished()
    updated = worker.record(case_id).updated
    assert cases(worker).keys == []
    worker.clock.now += LATER
    assert cases(worker, "open").keys == ["over"]
    assert cases(worker).keys == []
    record = worker.record(case_id)
    assert (record.closed, record.updated) == (False, updated), "nobody worked on it"
    worker.clock.now += LATER
    assert cases(worker).keys == []


@pytest.mark.parametrize("ended", ["solved", "part", "given-up"])
def test_one_that_is_over_is_closed_as_it_ended(worker: Caseworker, ended: str) -> None:
    case_id = worker.finished()
    worker.clock.now += LATER
    assert cases(worker, ended).code == 0
    record = worker.record(case_id)
    assert record.closed
    assert record.closing is not None
    assert record.closing.result == ended
    assert cases(worker).keys == []


def test_it_counts_from_the_last_thing_that_was_due(worker: Caseworker) -> None:
    case_id = worker.finished()
    due = worker.clock.now + timedelta(days=9)
    promised = ("--promised", f"{due:%Y-%m-%d}")
    assert worker("cases", "log", case_id, *LOGGED[:2], *promised).code == 0
    worker.clock.now += LONG + timedelta(days=1)
    assert cases(worker).keys == []
    worker.clock.now = due + LONG + timedelta(days=1)
    assert cases(worker, "open").keys == ["over"]


def test_of_several_one_is_asked_at_a_time(worker: Caseworker) -> None:
    for amount in ("1 CNY", "2 CNY"):
        worker.finished(amount=(amount,))
    worker.clock.now += LATER
    assert cases(worker, "open").keys == ["over"]
    assert cases(worker, "solved").keys == ["over"]
    assert cases(worker).keys == []


def test_the_first_screen_asks_below_the_emergency_and_only_who_chooses_it(
    worker: Caseworker,
) -> None:
    case_id = worker.finished()
    worker.clock.now += LATER
    done = worker.asked({"menu:what": (Sign.DUE,), "over": ("open",)}, "diagnose")
    first = done.asked[0]
    assert isinstance(first, Select)
    assert values(first.choices)[:2] == ["emergency", "due"]
    assert done.keys == ["menu:what", "over", AFTERWARDS]
    assert not worker.record(case_id).closed
    done = worker.asked({"menu:what": (Sign.DUE,)}, "diagnose")
    assert "over" not in done.keys


def test_whoever_says_there_that_it_is_over_is_done(worker: Caseworker) -> None:
    case_id = worker.finished()
    worker.clock.now += LATER
    done = worker.asked({"menu:what": (Sign.DUE,), "over": ("solved",)}, "diagnose")
    assert done.keys == ["menu:what", "over"]
    assert worker.record(case_id).closed


def test_nobody_is_asked_where_nobody_is_or_for_data(worker: Caseworker) -> None:
    worker.finished()
    worker.clock.now += LATER
    assert worker("cases").code == 0
    assert worker.asked({}, "cases", "--json").keys == []


def test_a_contact_noted_starts_the_time_anew(worker: Caseworker) -> None:
    case_id = worker.finished()
    worker.clock.now += LATER
    assert worker("cases", "log", case_id, *LOGGED[:2]).code == 0
    assert cases(worker).keys == []
