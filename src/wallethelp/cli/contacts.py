"""`wallethelp cases log`: a contact with support, noted."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from wallethelp.cli.cases import title_of
from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError, UsageError, name_lines, unknown_name
from wallethelp.cli.stored import case_from, stored
from wallethelp.core.case import Case
from wallethelp.core.history import LOG_FIELDS, Contacted, due
from wallethelp.core.privacy.verdicts import Doubtful, Refused
from wallethelp.core.reading.results import NotReference, NotUnderstood, Several
from wallethelp.core.session import World
from wallethelp.core.values import Detail, Moment, Reply
from wallethelp.core.zones import in_zone
from wallethelp.i18n import _, labelled, say
from wallethelp.render import words
from wallethelp.render.cases_page import due_in_words
from wallethelp.render.value_words import readings_in_words, reply_in_words
from wallethelp.store.records import Record
from wallethelp.ui.details import Start, ask_detail
from wallethelp.ui.prompts import BACK, UI, Back, Choice, Select

WHEN = "contacted-at"
"""The detail that is the time of the contact itself."""


def log_contact(
    desk: Desk, case_id: str | None, *, channel: str | None, given: Mapping[str, str]
) -> None:
    """Note a contact with support; what is not given is asked for on a terminal."""
    record = stored(desk, case_id)
    case = case_from(desk, record)
    places = _places(desk.world, case)
    if channel is not None and channel not in places:
        raise unknown_name(_("channel"), channel, places)
    now = in_zone(desk.now(), record.session.zone)
    details: dict[str, Detail] = {}
    for name in LOG_FIELDS:
        if given.get(name):
            read = _read(name, given[name], desk.world, now, _said_at(details, now))
            details |= {name: read} if read is not None else {}
    ui = desk.person(no_input=bool(given) and channel is not None)
    if ui is not None:
        about = words.titled(
            _("Case {id}").format(id=record.id),
            title_of(desk.pack, record.session, to=desk.err.file),
        )
        noted = _Asking(ui, desk.world, now, places, about).ask(channel, details)
    elif channel is None:
        raise UsageError(
            _("Which way did you contact them? There is no terminal to ask on."),
            _("Name it: --channel NAME"),
            *name_lines("", places),
        )
    else:
        noted = (channel, details)
    if noted is None:
        desk.say(_("Nothing was noted."))
    else:
        _keep(desk, record, case, _contact(*noted, now))


def _contact(channel: str, details: Mapping[str, Detail], now: datetime) -> Contacted:
    kept = {name: detail for name, detail in details.items() if name != WHEN}
    return Contacted(at=_time_of(details.get(WHEN)) or now, channel=channel, details=kept)


def _keep(desk: Desk, record: Record, case: Case, contact: Contacted) -> None:
    noted = desk.store.note(record.id, in_zone(contact, record.session.zone), now=desk.now())
    desk.say(
        _("Noted in case {id}.").format(id=record.id),
        due_in_words(due(case, noted.log, desk.now()), desk.now()),
    )
    if noted.closed and not record.closed:
        desk.say(_("Case {id} was closed in another window.").format(id=record.id))


def _time_of(at: Detail | None) -> datetime | None:
    return at.value.latest if at is not None and isinstance(at.value, Moment) else None


def _said_at(details: Mapping[str, Detail], now: datetime) -> Moment:
    """When the contact was: a promise given as a length counts from there."""
    return Moment.exactly(_time_of(details.get(WHEN)) or now)


def _places(world: World, case: Case) -> dict[str, str]:
    """The channels that were advised and the rungs of the ladder, by id."""
    wallet = world.pack.wallet(case.channels_of)
    channels = {name: say(c.name) for name, c in wallet.channels.items()} if wallet else {}
    return channels | {name: say(rung.title) for name, rung in world.pack.ladder.items()}


def _read(name: str, text: str, world: World, now: datetime, said_at: Moment) -> Detail | None:
    """A detail given as an option, through the same door as a typed one."""
    spec = LOG_FIELDS[name]
    from wallethelp.core.entry import read_entry

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
    raise GivenError(labelled(say(spec.label), why))


class _Asking(Struct, frozen=True):
    """What was not given is asked for, one prompt after the other."""

    ui: UI
    world: World
    now: datetime
    places: Mapping[str, str]
    about: str
    """The case, named on every screen."""

    def ask(
        self, channel: str | None, details: Mapping[str, Detail]
    ) -> tuple[str, dict[str, Detail]] | None:
        """The channel and all details; None where the person goes back past the first prompt."""
        names = [name for name in LOG_FIELDS if name not in details]
        answers: dict[str, Detail] = dict(details)
        first = place = 0 if channel is not None else -1
        while place < len(names):
            reply = self._channel(channel) if place < 0 else self._detail(names[place], answers)
            if isinstance(reply, Back):
                place -= 1
                if place < first:
                    return None
                self._say_back(names[place] if place >= 0 else None)
                continue
            if isinstance(reply, str):
                channel = reply
            elif isinstance(reply, Detail):
                answers[names[place]] = reply
            else:
                answers.pop(names[place], None)
            place += 1
        return (channel, answers) if channel is not None else None

    def _channel(self, before: str | None) -> str | Back:
        chosen = self.ui.select(
            Select(
                key="log/channel",
                question=_("Which way did you contact them?"),
                heading=self._heading(),
                explanation=(_("It helps you to follow up, and to complain if you have to."),),
                choices=tuple(Choice(name, label) for name, label in self.places.items()),
                default=before,
            )
        )
        if not isinstance(chosen, str):
            return BACK
        self._echo(_("Contacted"), self.places[chosen])
        return chosen

    def _detail(self, name: str, answers: Mapping[str, Detail]) -> Reply | Back:
        spec = LOG_FIELDS[name]
        reply = ask_detail(
            self.ui,
            spec,
            {
                "key": f"log/{name}",
                "question": say(spec.ask),
                "heading": self._heading(),
                "explanation": (_("It helps you to follow up, and to complain if you have to."),),
                "can_go_back": True,
                "optional": True,
            },
            now=self.now,
            calendar=self.world.calendar,
            default=answers.get(name),
            start=Start(say(spec.label), _said_at(answers, self.now), is_when_said=True),
            on_enter=_("Press Enter for now.") if name == WHEN else "",
        )
        if isinstance(reply, Back):
            return reply
        is_now = name == WHEN and not isinstance(reply, Detail)
        shown = _("now") if is_now else reply_in_words(reply, spec, seen_from=self.now)
        self._echo(say(spec.label), shown)
        return reply

    def _heading(self) -> str:
        return words.titled(_("Note a contact"), self.about)

    def _echo(self, label: str, value: str) -> None:
        self.ui.tell([labelled(label, value)], "good")

    def _say_back(self, name: str | None) -> None:
        question = say(LOG_FIELDS[name].ask) if name else _("Which way did you contact them?")
        self.ui.tell([_("Back to: {question}").format(question=question)], "quiet")
