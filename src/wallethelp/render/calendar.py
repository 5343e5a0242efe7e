"""The dates to follow up, as an iCalendar file."""

from datetime import datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from wallethelp.i18n import _
from wallethelp.render import words
from wallethelp.render.schema import CaseDocument


def ics_of(document: CaseDocument) -> str:
    """One entry for each promise and for the summary's own date to follow up."""
    calendar = Calendar()
    calendar.add("prodid", "-//wallethelp//case//")
    calendar.add("version", "2.0")
    for at, text in _dates(document):
        calendar.add_component(_event(document, at, text))
    return str(calendar.to_ical(), "utf-8")


def _dates(document: CaseDocument) -> list[tuple[datetime, str]]:
    promises = {
        line.promised_by: _("Promised by {name}").format(name=line.channel_text)
        for line in document.history
        if line.promised_by is not None
    }
    if promises:
        return list(promises.items())
    follow_up = document.next.follow_up
    return [(follow_up.at, follow_up.text)] if follow_up is not None else []


def _event(document: CaseDocument, at: datetime, text: str) -> Event:
    wallet = document.wallet.name if document.wallet is not None else None
    subject = words.titled(wallet, document.guide.name)
    event = Event()
    name = f"{document.id}|{document.started.isoformat()}|{at.isoformat()}"
    event.add("uid", f"{sha256(name.encode()).hexdigest()[:24]}@wallethelp")
    event.add("dtstamp", document.finished)
    # A whole day: following up is for when there is time, not for a minute to midnight.
    event.add("dtstart", at.date())
    event.add("dtend", at.date() + timedelta(days=1))
    event.add("summary", _("Follow up: {subject}").format(subject=subject))
    event.add("description", f"{text}\nwallethelp cases show {document.id}")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(hours=9))
    alarm.add("description", _("Follow up: {subject}").format(subject=subject))
    event.add_component(alarm)
    return event
