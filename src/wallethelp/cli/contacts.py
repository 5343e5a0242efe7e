"""`wallethelp cases log`: a contact with support, noted."""

from collections.abc import Mapping
from datetime import datetime

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError, UsageError, nobody_to_answer, unknown_name
from wallethelp.cli.stored import case_from, stored
from wallethelp.core.case import Case
from wallethelp.core.entry import NotReference, NotUnderstood, Several, read_entry
from wallethelp.core.history import LOG_FIELDS, Contacted, due
from wallethelp.core.privacy import Doubtful, Refused
from wallethelp.core.session import World
from wallethelp.core.values import Detail, Moment
from wallethelp.core.zones import in_zone
from wallethelp.i18n import _, say
from wallethelp.render import words
from wallethelp.render.cases_page import due_in_words
from wallethelp.render.value_words import readings_in_words
from wallethelp.ui.details import Start, ask_detail
from wallethelp.ui.prompts import UI, Back, Choice, Select


def log_contact(
    desk: Desk, case_id: str | None, *, channel: str | None, given: dict[str, str]
) -> None:
    """Note a contact with support; what is not given is asked for on a terminal."""
    record = stored(desk, case_id)
    world = desk.world
    case = case_from(desk, record)
    places = _places(world, case)
    if channel is not None and channel not in places:
        raise unknown_name(_("channel"), channel, places)
    now = in_zone(desk.now(), record.session.zone)
    details: dict[str, Detail | None] = {}
    for name in LOG_FIELDS:
        if given.get(name):
            details[name] = _read(name, given[name], world, now, _said_at(details, now))
    ui = desk.person(no_input=bool(given) and channel is not None)
    if ui is not None:
        asked = _ask(world, now, ui, places, channel, details)
        if asked is None:
            desk.say(_("Nothing was noted."))
            return
        channel, details = asked
    elif channel is None:
        raise nobody_to_answer(_("A contact has a channel: --channel NAME."))
    kept = {name: detail for name, detail in details.items() if detail is not None}
    at = kept.pop("contacted-at", None)
    when = _time_of(at) or now
    contact = Contacted(at=when, channel=channel or "", details=kept)
    noted = desk.store.note(record.id, in_zone(contact, record.session.zone), now=desk.now())
    desk.say(
        _("Noted in case {id}.").format(id=record.id),
        due_in_words(due(case, noted.log, desk.now()), desk.now()),
    )
    if noted.closed and not record.closed:
        desk.say(_("Case {id} was closed in another window.").format(id=record.id))


def _time_of(at: Detail | None) -> datetime | None:
    return at.value.latest if at is not None and isinstance(at.value, Moment) else None


def _said_at(details: Mapping[str, Detail | None], now: datetime) -> Moment:
    """When the contact was: a promise given as a length counts from there."""
    return Moment.exactly(_time_of(details.get("contacted-at")) or now)


def _places(world: World, case: Case) -> dict[str, str]:
    """The channels that were advised and the rungs of the ladder, by id."""
    wallet = world.pack.wallet(case.channels_of)
    channels = {name: say(c.name) for name, c in wallet.channels.items()} if wallet else {}
    return channels | {name: say(rung.title) for name, rung in world.pack.ladder.items()}


def _read(name: str, text: str, world: World, now: datetime, said_at: Moment) -> Detail | None:
    """A detail given as an option, through the same door as a typed one."""
    spec = LOG_FIELDS[name]
    entry = read_entry(text, spec, now=now, calendar=world.calendar, start=said_at)
    match entry:
        case Detail():
            return entry
        case Several(readings=readings):
            values = [reading.value for reading in readings]
            shown = readings_in_words(values, spec, now)
            raise UsageError(*words.several(say(spec.label), shown))
        case NotUnderstood():
            why = words.not_understood(entry, spec)
        case NotReference():
            why = words.no_reference()
        case Refused() | Doubtful():
            why = words.not_kept(entry)
        case _:
            return None
    raise GivenError(f"{say(spec.label)}: {why}")


def _ask(
    world: World,
    now: datetime,
    ui: UI,
    places: dict[str, str],
    channel: str | None,
    details: dict[str, Detail | None],
) -> tuple[str, dict[str, Detail | None]] | None:
    """The channel and the details not given yet; Back leads to the question before."""
    names = [name for name in LOG_FIELDS if name not in details]
    chosen, answers, place = channel, dict(details), 0
    if chosen is None:
        place = -1
    while place < len(names):
        if place < 0:
            picked = ui.select(
                Select(
                    key="log/channel",
                    question=_("Which way did you contact them?"),
                    choices=tuple(Choice(name, label) for name, label in places.items()),
                    can_go_back=False,
                )
            )
            chosen = picked if isinstance(picked, str) else None
            place = 0
            continue
        name = names[place]
        spec = LOG_FIELDS[name]
        reply = ask_detail(
            ui,
            spec,
            {
                "key": f"log/{name}",
                "question": say(spec.ask),
                "heading": _("Note a contact"),
                "explanation": (_("It helps you to follow up, and to complain if you have to."),),
                "can_go_back": place > 0 or channel is None,
                "optional": True,
            },
            now=now,
            calendar=world.calendar,
            default=answers.get(name),
            start=Start(say(spec.label), _said_at(answers, now), is_when_said=True),
        )
        if isinstance(reply, Back):
            place -= 1
            continue
        answers[name] = reply if isinstance(reply, Detail) else None
        place += 1
    return (chosen, answers) if chosen is not None else None
