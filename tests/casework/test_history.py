"""What to do now, from the contacts noted since the summary."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from tests.casework.support import REPLIES, own_pack
from tests.prompted import someone
from tests.support import NOW, WeekendsOnly, detail
from tests.support import whole_day as day_of
from wallethelp.core.case import Case, case_of
from wallethelp.core.history import Contacted, due
from wallethelp.core.session import World, start
from wallethelp.core.values import Moment, Words
from wallethelp.i18n import speaking
from wallethelp.pack.load import load
from wallethelp.render.cases_page import due_in_words
from wallethelp.ui.wizard import run

MONDAY = datetime(2026, 11, 23, tzinfo=NOW.tzinfo)


@pytest.fixture
def small(tmp_path: Path) -> World:
    """The small pack with a ladder."""
    return World(pack=load(own_pack(tmp_path / "pack")).pack, calendar=WeekendsOnly())


def case(world: World, **changes: str) -> Case:
    """A case finished at NOW; the follow-up it suggests is on Wednesday 25 November."""
    given = {**REPLIES, **{name: (reply,) for name, reply in changes.items()}}
    session = start(world, guide="lost", wallet="upay", now=NOW)
    finished = run(world, session, someone(given), now=lambda: NOW, save=lambda _session: None)
    assert finished is not None
    return case_of(world, finished)


def contact(
    channel: str = "chat",
    *,
    promised: datetime | None = None,
    whole_day: bool = True,
    at: datetime = NOW,
) -> Contacted:
    """A contact, with or without a promise."""
    details = {"ticket": detail(Words(text="T-1"))}
    if promised is not None:
        made = day_of(promised) if whole_day else Moment.exactly(promised)
        details["promised-by"] = detail(made)
    return Contacted(at=at, channel=channel, details=details)


def days(number: float, start: datetime = MONDAY) -> datetime:
    """A time some days later."""
    return start + timedelta(days=number)


def test_an_emergency_of_which_nothing_was_noted_is_to_be_acted_on(small: World) -> None:
    whole = case(small)
    danger = replace(whole, end=replace(whole.end, end="emergency"))
    assert due(danger, (), days(3)).kind == "act"
    assert due(danger, (contact(),), NOW).kind != "act"


# --- the summary's own date -----------------------------------------------------------------------


def test_without_a_contact_the_summary_says_when(small: World) -> None:
    found = due(case(small), (), NOW)
    assert (found.kind, found.days, found.is_promise) == ("send", 5, False)
    assert found.at is not None
    assert found.at.date().isoformat() == "2026-11-25"


@pytest.mark.parametrize(
    ("now", "kind", "left"),
    [
        (days(0), "send", 2),
        (days(1.99), "send", 1),
        (days(2), "today", 0),
        (days(2.999), "today", 0),
        (days(3), "overdue", 1),
        (days(5), "overdue", 3),
    ],
)
def test_the_days_count_from_midnight_to_midnight(
    small: World, now: datetime, kind: str, left: int
) -> None:
    found = due(case(small), (), now)
    assert (found.kind, found.days) == (kind, left)


def test_a_time_named_in_the_guide_is_a_promise(small: World) -> None:
    found = due(case(small, due="2026-11-24"), (), NOW)
    assert (found.kind, found.days, found.is_promise) == ("wait", 4, True)


def test_a_case_with_no_date_is_open(small: World) -> None:
    solved = case(small, **{"lost/gone": "not-charged"})
    assert due(solved, (), NOW).kind == "open"
    assert due(solved, (contact(),), days(90)).kind == "open"


# --- promises -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "kind", "left"),
    [
        (days(-1), "wait", 4),
        (days(3), "today", 0),
        (days(3.999), "today", 0),
        (days(4), "overdue", 1),
        (days(5.5), "overdue", 2),
    ],
)
def test_a_promise_takes_the_place_of_our_suggestion(
    small: World, now: datetime, kind: str, left: int
) -> None:
    found = due(case(small), (contact(promised=days(3)),), now)
    assert (found.kind, found.days, found.is_promise) == (kind, left, True)


@pytest.mark.parametrize(
    ("now", "kind", "late"),
    [
        (days(1), "today", 0),
        (days(1 + 10 / 24) + timedelta(seconds=59), "today", 0),
        (days(1 + 10 / 24) + timedelta(minutes=1), "overdue", 0),
        (days(1 + 15 / 24), "overdue", 0),
        (days(2), "overdue", 1),
    ],
)
def test_a_promise_with_an_hour_is_overdue_once_the_hour_has_passed(
    small: World, now: datetime, kind: str, late: int
) -> None:
    log = (contact(promised=days(1 + 10 / 24), whole_day=False),)
    found = due(case(small), log, now)
    assert (found.kind, found.days) == (kind, late)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_promise_that_passed_today_is_told_with_its_hour(small: World, language: str) -> None:
    log = (contact(promised=days(1 + 10 / 24), whole_day=False),)
    now = days(1 + 15 / 24)
    with speaking("zh" if language == "zh" else "en"):
        told = due_in_words(due(case(small), log, now), now)
    assert "10:00" in told
    assert "0 " not in told


def test_our_own_suggestion_is_never_overdue_on_its_day(small: World) -> None:
    suggested = case(small).appointment
    assert suggested is not None
    last_minute = suggested.at.replace(hour=23, minute=59, second=59)
    assert due(case(small), (), last_minute).kind == "today"


def test_the_promise_of_the_latest_contact_counts_not_the_one_noted_last(small: World) -> None:
    later = contact(promised=days(4), at=days(-1))
    earlier = contact(promised=days(1), at=days(-2))
    for log in ((later, earlier), (earlier, later)):
        found = due(case(small), log, NOW)
        assert found.at is not None
        assert found.at.date() == days(4).date()


def test_the_last_promise_counts_even_if_it_is_earlier(small: World) -> None:
    log = (contact(promised=days(9)), contact(promised=days(2)))
    found = due(case(small), log, NOW)
    assert found.at is not None
    assert found.at.date() == days(2).date()


def test_a_contact_without_a_promise_leaves_the_promise_before_it(small: World) -> None:
    log = (contact(promised=days(2)), contact())
    found = due(case(small), log, days(4))
    assert (found.kind, found.days, found.is_promise) == ("overdue", 2, True)


def test_a_contact_without_any_promise_leaves_our_suggestion(small: World) -> None:
    asked, unasked = due(case(small), (contact(),), NOW), due(case(small), (), NOW)
    assert (asked.kind, unasked.kind) == ("wait", "send")
    assert replace(unasked, kind="wait") == asked


def test_the_day_is_that_of_whoever_promised(small: World) -> None:
    log = (contact(promised=days(2)),)
    elsewhere = datetime(2026, 11, 25, 17, 30, tzinfo=ZoneInfo("UTC"))  # the 26th in Shanghai
    assert due(case(small), log, elsewhere).kind == "overdue"
    assert due(case(small), log, elsewhere - timedelta(hours=2)).kind == "today"
