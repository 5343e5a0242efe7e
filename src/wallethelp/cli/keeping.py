"""What was kept: found again, and turned into what is shown."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from wallethelp.cli.errors import GIVEN, USAGE, CliError, store_problem, unknown_name
from wallethelp.cli.surroundings import Surroundings
from wallethelp.core.case import Case, UnfinishedError, case_of
from wallethelp.core.graph import questions_ahead
from wallethelp.core.session import Session, World, fits, follow, replay
from wallethelp.core.version import version_of
from wallethelp.i18n import _
from wallethelp.store.cases import CaseStore, StoreError
from wallethelp.store.records import Record, Unreadable


def open_store(around: Surroundings) -> CaseStore:
    """The cases of this user; where other users can open them that is said, once."""
    store = CaseStore(around.home)
    if store.exposed:
        around.say_once(
            _("Other users of this computer can open {paths}.").format(
                paths=_(", ").join(str(path) for path in store.exposed)
            ),
            _("This could not be changed. Set WALLETHELP_HOME to a folder of your own."),
        )
    return store


@contextmanager
def told() -> Iterator[None]:
    """What the store cannot do ends the command, in words."""
    try:
        yield
    except StoreError as error:
        raise CliError(GIVEN, *store_problem(error)) from error


def stored(around: Surroundings, case_id: str | None, *, unfinished: bool = False) -> Record:
    """The case of this id, or the newest (`unfinished`).

    Raises CliError where there is none, or where it cannot be read.
    """
    store = open_store(around)
    with told():
        newest = store.unfinished if unfinished else store.newest
        record = newest() if case_id is None else store.find(case_id)
        ids = store.ids() if record is None else []
    if isinstance(record, Unreadable):
        raise CliError(GIVEN, *unreadable(record))
    if record is None:
        if case_id is None and unfinished:
            raise CliError(
                USAGE, _("There is no unfinished case."), _("List them: wallethelp cases")
            )
        if case_id is None:
            raise CliError(USAGE, _("There is no case yet."), _("Start with: wallethelp diagnose"))
        raise unknown_case(case_id, ids)
    return record


def unknown_case(case_id: str, ids: list[str]) -> CliError:
    """An id that no stored case has."""
    return unknown_name(_("case"), case_id, ids, listing=_("List them: wallethelp cases"))


def unreadable(case: Unreadable) -> tuple[str, str]:
    """Why a case cannot be read, and what can be done."""
    if case.why == "other-version":
        why = _("Case {id} was written by another version of wallethelp and was left as it is.")
    else:
        why = _("Case {id} is damaged and cannot be read. It was left as it is.")
    return why.format(id=case.id), _("Delete it: wallethelp cases delete {id}").format(id=case.id)


def session_from(around: Surroundings, world: World, record: Record) -> Session:
    """The stored session, replayed on today's guides as far as it still fits.

    What no longer fits is said, and kept as a default.
    """
    if record.session.guide not in world.pack.guides:
        raise CliError(
            GIVEN,
            _("The guide “{name}” of this case does not exist any more.").format(
                name=record.session.guide
            ),
        )
    replayed = replay(world, record.session)
    session = replayed.session
    if replayed.lost or version_of(world, session) != record.guide_version:
        around.say(_("The guide has changed since; what still fits is kept."))
    ahead = questions_ahead(world.pack, follow(world, session)) if replayed.lost else {}
    for lost in replayed.lost:
        question = ahead.get(lost.key)
        if question is None:
            around.say(_("No longer asked here: {key}").format(key=lost.key))
        elif not fits(question, lost):
            around.say(_("Asked again: {key}").format(key=lost.key))
    return session


def case_from(around: Surroundings, world: World, record: Record) -> Case:
    """The stored case. Raises CliError where it has no outcome yet."""
    try:
        return case_of(world, session_from(around, world, record))
    except UnfinishedError as error:
        raise CliError(
            1,
            _("Case {id} is not finished.").format(id=record.id),
            _("Go on with it: wallethelp cases resume {id}").format(id=record.id),
        ) from error


def finished_case(world: World, session: Session) -> Case | None:
    """The case of a stored session, or None while it has no outcome on today's guides."""
    if session.guide not in world.pack.guides:
        return None
    for again in (False, True):
        with suppress(UnfinishedError):
            return case_of(world, replay(world, session).session if again else session)
    return None
