"""The dates to follow up, as calendar programs read them."""

from datetime import date, datetime, timedelta

import pytest
from icalendar import Alarm, Calendar, Event
from msgspec.structs import replace

from tests.render.support import LANGUAGES, document
from tests.support import NOW
from tests.walks import one_per_outcome
from wallethelp.core.scripts import Walk
from wallethelp.core.text import Language
from wallethelp.i18n import speaking
from wallethelp.render.calendar import ics_of
from wallethelp.render.schema import CaseDocument, HistoryLine

CONTACT = next(walk for walk in one_per_outcome() if walk.outcome == "contact")
DATED = [walk for walk in one_per_outcome() if document(walk).next.follow_up is not None]


def events(shown: CaseDocument, language: Language = "en") -> list[Event]:
    """The entries of the calendar, after checking the calendar itself."""
    with speaking(language):
        calendar = Calendar.from_ical(ics_of(shown))
    assert isinstance(calendar, Calendar)
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    assert not calendar.errors
    found = calendar.walk("VEVENT")
    assert not any(event.errors for event in found)
    return [event for event in found if isinstance(event, Event)]


def promised(*times: datetime) -> CaseDocument:
    """A case with a contact for each promise."""
    lines = tuple(
        HistoryLine(at=NOW, at_text="", channel="phone", channel_text="Phone", promised_by=time)
        for time in times
    )
    return replace(document(CONTACT), history=lines)


def days(shown: CaseDocument) -> list[date]:
    """The day of each entry."""
    return [event.decoded("DTSTART") for event in events(shown)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("walk", DATED, ids=lambda walk: walk.outcome)
def test_a_case_to_follow_up_is_one_entry_for_the_whole_day(walk: Walk, language: Language) -> None:
    shown = document(walk, language)
    follow_up = shown.next.follow_up
    assert follow_up is not None
    [event] = events(shown, language)
    assert event.decoded("DTSTART") == follow_up.at.date()
    assert event.decoded("DTEND") == follow_up.at.date() + timedelta(days=1)
    assert shown.guide.name in str(event["SUMMARY"])
    assert follow_up.text in str(event["DESCRIPTION"])
    assert shown.id in str(event["DESCRIPTION"])


def test_it_reminds_in_the_morning_of_that_day() -> None:
    [event] = events(document(CONTACT))
    [alarm] = event.walk("VALARM")
    assert isinstance(alarm, Alarm)
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm.decoded("TRIGGER") == timedelta(hours=9)
    assert alarm["DESCRIPTION"]


def test_a_promise_takes_the_place_of_our_own_suggestion() -> None:
    time = NOW + timedelta(days=1)
    assert days(promised(time)) == [time.date()]
    later = NOW + timedelta(days=9)
    assert days(promised(time, later)) == [time.date(), later.date()]


def test_a_promise_made_twice_is_one_entry() -> None:
    time = NOW + timedelta(days=1)
    assert days(promised(time, time)) == [time.date()]


def test_the_same_case_gives_the_same_entry_so_that_importing_it_again_adds_none() -> None:
    [first], [again] = events(document(CONTACT)), events(document(CONTACT, "zh"), "zh")
    assert first["UID"] == again["UID"]
    assert ics_of(document(CONTACT)) == ics_of(document(CONTACT))


def test_another_case_or_date_is_another_entry() -> None:
    shown = document(CONTACT)
    one, two = events(promised(NOW, NOW + timedelta(days=1)))
    [other] = events(replace(shown, id="1120-2"))
    started = {"started": shown.started + timedelta(days=365)}
    [next_year] = events(replace(shown, **started))
    found = {event["UID"] for event in (one, two, *events(shown), other, next_year)}
    assert len(found) == 5


def test_times_are_stamped_in_utc_and_lines_end_as_the_standard_wants() -> None:
    [event] = events(document(CONTACT))
    stamp = event.decoded("DTSTAMP")
    assert stamp == document(CONTACT).finished.replace(microsecond=0)
    assert stamp.utcoffset() == timedelta(0)
    text = ics_of(document(CONTACT, "zh"))
    assert text.replace("\r\n", "").count("\n") == 0
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
