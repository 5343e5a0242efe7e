"""What is to be done and waited for, as an iCalendar file."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event
from msgspec import Struct

from wallethelp.i18n import _
from wallethelp.render import words
from wallethelp.render.schema import CaseDocument


class _Entry(Struct, frozen=True):
    """One entry. `key` tells it from the others of the case, and stays when its date moves."""

    key: str
    at: datetime
    title: str
    text: str


def ics_of(document: CaseDocument) -> str:
    """An entry for each promise, one for what is next, and one for the summary's own date.

    An entry exported again is the same entry: a calendar changes it and makes no second one.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//wallethelp//case//")
    calendar.add("version", "2.0")
    for entry in _entries(document):
        calendar.add_component(_event(document, entry))
    return str(calendar.to_ical(), "utf-8")


def has_dates(document: CaseDocument) -> bool:
    """Whether there is anything for a calendar."""
    return any(True for _entry in _entries(document))


def _entries(document: CaseDocument) -> Iterator[_Entry]:
    wallet = document.wallet.name if document.wallet is not None else None
    subject = words.titled(wallet, document.guide.name)
    title = _("Follow up: {subject}").format(subject=subject)
    dates = set()
    for number, line in enumerate(document.history, 1):
        if line.promised_by is not None and line.promised_by not in dates:
            dates.add(line.promised_by)
            text = _("Promised by {name}").format(name=line.channel_text)
            if line.result == "asked-details":
                text = _("They want the details: {name}").format(name=line.channel_text)
            # Contacts are only ever added.
            yield _Entry(f"promise|{number}", line.promised_by, title, text)
    onward, follow_up = document.onward, document.next.follow_up
    if onward is not None and onward.at is not None and onward.at not in dates:
        next_title = _("Next: {subject}").format(subject=subject)
        yield _Entry("next", onward.at, next_title, onward.text)
    elif follow_up is not None and not dates:
        yield _Entry("follow-up", follow_up.at, title, follow_up.text)


def _event(document: CaseDocument, entry: _Entry) -> Event:
    event = Event()
    name = f"{document.id}|{document.started.isoformat()}|{entry.key}"
    event.add("uid", f"{sha256(name.encode()).hexdigest()[:24]}@wallethelp")
    event.add("dtstamp", max([document.finished, *(line.at for line in document.history)]))
    # A whole day: following up is for when there is time, not for a minute to midnight.
    event.add("dtstart", entry.at.date())
    event.add("dtend", entry.at.date() + timedelta(days=1))
    event.add("summary", entry.title)
    text = [entry.text, f"wallethelp cases show {document.id}"]
    if document.pack is not None:
        text.append(document.pack.text)
    event.add("description", "\n".join(text))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(hours=9))
    alarm.add("description", entry.title)
    event.add_component(alarm)
    return event
