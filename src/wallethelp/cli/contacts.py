"""`wallethelp cases log`: a contact with support, noted."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from wallethelp.cli.asking_contact import WHEN, Asking, Noted, said_at, time_of_contact
from wallethelp.cli.cases import next_in_words, title_of
from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import UsageError, name_lines, unknown_name
from wallethelp.cli.given_details import read_given
from wallethelp.cli.stored import case_from, stored
from wallethelp.core.case import Case
from wallethelp.core.history import LOG_FIELDS, Contacted
from wallethelp.core.onward import RESULTS
from wallethelp.core.session import World
from wallethelp.core.values import Detail, Moment
from wallethelp.core.zones import in_zone
from wallethelp.i18n import _, say
from wallethelp.render import words
from wallethelp.store.records import Record


def log_contact(
    desk: Desk,
    case_id: str | None,
    *,
    channel: str | None,
    result: str | None = None,
    given: Mapping[str, str],
) -> Record | None:
    """Note a contact with support; what is not given is asked for on a terminal.

    Gives the case as it is kept then; None where nothing was noted. Raises UsageError for a channel
    or result there is not, for what is not understood, or with nobody to ask for the rest.
    """
    record = stored(desk, case_id)
    case = case_from(desk, record)
    places = _places(desk.world, case, desk.pack.ladder)
    if channel is not None and channel not in places:
        raise unknown_name(_("channel"), channel, places)
    came_to = next((known for known in RESULTS if known == result), None)
    if result is not None and came_to is None:
        raise unknown_name(_("result"), result, RESULTS)
    now = in_zone(desk.now(), record.session.zone)
    details: dict[str, Detail] = {}
    for name in LOG_FIELDS:
        if given.get(name):
            read = read_given(
                given[name],
                LOG_FIELDS[name],
                now=now,
                calendar=desk.world.calendar,
                start=said_at(details, now),
            )
            details |= {name: read} if read is not None else {}
    ui = desk.person(no_input=bool(given) and channel is not None)
    if ui is not None:
        about = words.titled(
            _("Case {id}").format(id=record.id),
            title_of(desk.pack, record.session, to=desk.err.file),
        )
        told = Noted(channel, came_to, details)
        there = _places(desk.world, case, desk.pack.rungs_for(case.region, desk.pack.ladder))
        try:
            noted = Asking(ui, desk.world, now, there, about).ask(told)
        except KeyboardInterrupt:
            desk.say(_("Nothing was noted."))
            raise
    elif channel is None:
        raise UsageError(
            _("Which way did you contact them? There is no terminal to ask on."),
            _("Name it: --channel NAME"),
            *name_lines("", places),
        )
    else:
        noted = Noted(channel, came_to, details)
    if noted is None or noted.channel is None:
        desk.say(_("Nothing was noted."))
        return None
    return _keep(desk, record, case, _contact(noted.channel, noted, desk.world, now))


def _contact(channel: str, noted: Noted, world: World, now: datetime) -> Contacted:
    kept = {name: detail for name, detail in noted.details.items() if name != WHEN}
    promised = kept.get("promised-by")
    if promised is not None and WHEN in noted.details:
        # A length, such as three days, counts from the contact, which may be told after it.
        read = reread(promised, world, now, said_at(noted.details, now))
        kept["promised-by"] = read or promised
    at = time_of_contact(noted.details) or now
    return Contacted(at=at, channel=channel, result=noted.result, details=kept)


def _keep(desk: Desk, record: Record, case: Case, contact: Contacted) -> Record:
    noted = desk.store.note(record.id, in_zone(contact, record.session.zone), now=desk.now())
    desk.say(
        _("Noted in case {id}.").format(id=record.id),
        next_in_words(desk, case, noted.log),
    )
    if noted.closed and not record.closed:
        desk.say(_("Case {id} was closed in another window.").format(id=record.id))
    return noted


def reread(promised: Detail, world: World, now: datetime, start: Moment) -> Detail | None:
    """A promise as it was written, counted from another time; None where that gives no time."""
    from wallethelp.core.entry import read_entry

    spec = LOG_FIELDS["promised-by"]
    entry = read_entry(promised.words, spec, now=now, calendar=world.calendar, start=start)
    return entry if isinstance(entry, Detail) else None


def _places(world: World, case: Case, rungs: Iterable[str]) -> dict[str, str]:
    """The channels that were advised and these rungs of the ladder, by id."""
    wallet = world.pack.wallet(case.channels_of)
    channels = {name: say(c.name) for name, c in wallet.channels.items()} if wallet else {}
    return channels | {name: say(world.pack.ladder[name].title) for name in rungs}
