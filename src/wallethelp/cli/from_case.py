"""A guide that takes a kept case further: what the case and its log know is not asked again."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from wallethelp.cli.cases import title_of
from wallethelp.cli.desk import Desk
from wallethelp.cli.stored import finished_case
from wallethelp.core.case import Case
from wallethelp.core.history import Log
from wallethelp.core.model import FieldSpec
from wallethelp.core.values import Detail, Moment, Money, Value, Words, moment_in
from wallethelp.i18n import _, say
from wallethelp.render import words
from wallethelp.store.records import Record
from wallethelp.ui.known import KnownUI
from wallethelp.ui.prompts import UI, Choice, Select, Sign

MOST_OFFERED = 4
"""Cases to choose from, the newest first."""


class Further(Struct, frozen=True):
    """Who replies from here on, and which wallet it is about, where the case knows."""

    ui: UI
    wallet: str | None = None


def taken_further(desk: Desk, person: UI, guide: str, records: list[Record]) -> Further:
    """Ask which case the guide is to take further, of those it comes after; maybe none."""
    found: dict[str, tuple[Record, Case]] = {}
    for record in records:
        case = finished_case(desk.world, record.session) if record.finished else None
        is_open = case is not None and record.log and not record.closed
        if case is not None and is_open and case.follow_up_guide == guide:
            found[record.id] = (record, case)
    if not found:
        return Further(person)
    offered = list(found.items())[:MOST_OFFERED]
    choices = [
        Choice(name, words.titled(name, title_of(desk.pack, record.session, to=desk.err.file)))
        for name, (record, _case) in offered
    ]
    chosen = person.select(
        Select(
            key="menu:about",
            question=_("Is it about one of these?"),
            choices=(*choices, Choice(Sign.NONE, _("No, about something else"))),
            default=choices[0].value,
            can_go_back=False,
        )
    )
    if not isinstance(chosen, str):
        return Further(person)
    record, case = found[chosen]
    person.tell([_("What it knows is not asked again; before the end you can change it.")])
    known = dict(_known(desk, case, record.log))
    return Further(KnownUI(known, person), record.session.about)


def _known(desk: Desk, case: Case, log: Log) -> Iterator[tuple[str, str]]:
    """What the case answers, by field, as somebody would type it."""
    for name, spec in desk.pack.fields.items():
        reply = case.replies.get(name)
        if spec.logged is not None:
            text = _logged(desk, spec, case, log)
        else:
            text = _typed(reply.value) if isinstance(reply, Detail) else ""
        if text:
            yield name, text


def _logged(desk: Desk, spec: FieldSpec, case: Case, log: Log) -> str:
    in_order = sorted(log, key=lambda contact: contact.at, reverse=True)
    match spec.logged:
        case "problem":
            return say(desk.pack.guides[case.session.guide].title)
        case "event":
            past = (i.detail for i in case.bring if i.spec.direction == "past")
            times = (moment.earliest for d in past if (moment := moment_in(d)) is not None)
            return next(map(_time, times), "")
        case "contacted-at":
            return _time(in_order[0].at)
        case "promised-by":
            promises = (c.promised_by for c in in_order if c.promised_by is not None)
            return next(map(_time, promises), "")
        case "ticket" | "said" as told:
            return next((text for c in in_order if (text := c.text_of(told))), "")
        case None:
            return ""


def _typed(value: Value) -> str:
    match value:
        case Money(amount=amount, currency=currency):
            return f"{amount:f} {currency}" if currency is not None else ""
        case Moment(earliest=at, precision="minute"):
            return _time(at)
        case Words(text=text):
            return text
        case _:
            return ""


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d}" if (at.hour, at.minute) == (23, 59) else f"{at:%Y-%m-%d %H:%M}"
