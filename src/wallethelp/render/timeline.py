"""Everything that happened in the order of time, as lines of the document."""

from collections.abc import Iterator
from datetime import datetime

from wallethelp.core.case import Case
from wallethelp.core.evidence import Pieces
from wallethelp.core.history import Contacted, Log, Today
from wallethelp.core.next_step import next_step, promises, side_of
from wallethelp.core.values import Moment
from wallethelp.i18n import _, joined, labelled, say
from wallethelp.render import words
from wallethelp.render.cases_page import closing_in_words
from wallethelp.render.letter import READERS, letter_of, name_of
from wallethelp.render.schema import TimelineLine
from wallethelp.render.value_words import time_of, value_in_words


def timeline(case: Case, log: Log, today: Today, evidence: Pieces = ()) -> tuple[TimelineLine, ...]:
    """What happened, the checks, the contacts, and what became of every promise.

    What is kept only as the time it was told (a check, the case itself) has that time.
    """
    lines = [
        *_told(case),
        *_prepared(case, log, today),
        *_contacts(case, log, today),
        *_promises(case, log, today),
        *_evidence(case, evidence),
        *_closing(case, today),
    ]
    return tuple(sorted(lines, key=lambda line: line.at))


def _told(case: Case) -> Iterator[TimelineLine]:
    seen = case.finished
    for item in case.bring:
        value = item.detail.value if item.detail is not None else None
        if isinstance(value, Moment) and item.spec.direction == "past":
            shown = value_in_words(value, item.spec, seen_from=seen)
            yield _line("event", value.earliest, shown, say(item.spec.label))
    made = [check for check in case.tried if check.result in ("fixed", "not-fixed")]
    tried = _("; ").join(
        labelled(say(check.what), words.tried(check.result, check.words)) for check in made
    )
    text = joined([_("Case made."), labelled(_("Tried"), tried)] if tried else [_("Case made.")])
    yield _line("case", seen, time_of(seen, seen_from=seen), text)


def _prepared(case: Case, log: Log, today: Today) -> Iterator[TimelineLine]:
    """For each contact the message that was ready for it, where it went to whom that was for.

    What was said is known to nobody but the person: it is told as prepared, not as sent.
    """
    in_order = sorted(log, key=lambda contact: contact.at)
    for number, contact in enumerate(in_order):
        text = _message_for(contact, case, tuple(in_order[:number]), today)
        if text:
            shown = _("Message prepared for it: {text}").format(text=text)
            yield _line("message", contact.at, time_of(contact.at, seen_from=case.finished), shown)


def _message_for(contact: Contacted, case: Case, before: Log, today: Today) -> str:
    """The first line of the message that was ready before a contact; nothing where none was."""
    if contact.at < case.finished:
        # There was no case yet to prepare one.
        return ""
    pack = today.world.pack
    side = side_of(pack, case, contact.channel)
    if not before:
        request = case.end.request
        is_for_them = request is not None and request.to == READERS.get(side, "support")
        return say(case.end.title) if is_for_them and case.outcome != "wait" else ""
    step = next_step(today.world, case, before, contact.at)
    if step is None or step.step.message is None:
        return ""
    to = step.rung or step.channel or step.party[-1].channel
    if side_of(pack, case, to) != side:
        return ""
    return letter_of(step, case, before, pack, contact.at).split("\n")[0]


def _contacts(case: Case, log: Log, today: Today) -> Iterator[TimelineLine]:
    for contact in log:
        came_to = words.result(contact.result) if contact.result is not None else ""
        ticket = contact.text_of("ticket")
        text = words.titled(
            name_of(contact.channel, case, today.world.pack),
            came_to,
            labelled(_("Ticket number"), ticket) if ticket else "",
            contact.text_of("said"),
        )
        yield _line("contact", contact.at, time_of(contact.at, seen_from=case.finished), text)


def _promises(case: Case, log: Log, today: Today) -> Iterator[TimelineLine]:
    for promise in promises(today.world, case, log, today.now):
        text = {
            "running": _("Until then they promised a result: {name}"),
            "answered": _("Promised for this time, and answered in it: {name}"),
            "broken": _("Promised for this time, and not kept: {name}"),
        }[promise.state]
        yield _promise(promise.contact, promise.due, text, case, today)


def _evidence(case: Case, evidence: Pieces) -> Iterator[TimelineLine]:
    for piece in evidence:
        at = piece.added
        text = _("Evidence added: {name}").format(
            name=labelled(piece.name, piece.shows) if piece.shows else piece.name
        )
        yield _line("evidence", at, time_of(at, seen_from=case.finished), text)


def _closing(case: Case, today: Today) -> Iterator[TimelineLine]:
    if today.closing is not None:
        at = today.closing.at
        yield _line(
            "closing", at, time_of(at, seen_from=case.finished), closing_in_words(today.closing)
        )


def _promise(
    contact: Contacted, due: datetime, text: str, case: Case, today: Today
) -> TimelineLine:
    name = name_of(contact.channel, case, today.world.pack)
    return _line("promise", due, time_of(due, seen_from=case.finished), text.format(name=name))


def _line(kind: str, at: datetime, at_text: str, text: str) -> TimelineLine:
    return TimelineLine(kind=kind, at=at, at_text=at_text, text=text)
