"""What was kept: found again, and turned into what is shown."""

from contextlib import suppress
from typing import TYPE_CHECKING

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError, UsageError, unknown_name
from wallethelp.core.case import Case, UnfinishedError, case_of
from wallethelp.core.history import Today
from wallethelp.core.session import Replayed, Session, World, follow, replay
from wallethelp.i18n import _
from wallethelp.store.records import Record, Unreadable

if TYPE_CHECKING:
    from wallethelp.cli.sharing import Copy
    from wallethelp.render.message import Size
    from wallethelp.render.page import Page
    from wallethelp.render.schema import CaseDocument


def stored(desk: Desk, case_id: str | None, *, unfinished: bool = False) -> Record:
    """The case of this id, or the newest (`unfinished`).

    Raises UsageError where there is none, and GivenError where it cannot be read.
    """
    store = desk.store
    newest = store.unfinished if unfinished else store.newest
    record = newest() if case_id is None else store.find(case_id)
    if isinstance(record, Unreadable):
        raise GivenError(*unreadable(record))
    if record is not None:
        return record
    if case_id is not None:
        raise unknown_case(case_id, store.ids())
    if unfinished:
        raise UsageError(_("There is no unfinished case."), _("List them: wallethelp cases"))
    raise UsageError(_("There is no case yet."), _("Start with: wallethelp diagnose"))


def unknown_case(case_id: str, ids: list[str]) -> UsageError:
    """An id that no stored case has."""
    return unknown_name(_("case"), case_id, ids, listing=_("List them: wallethelp cases"))


def unreadable(case: Unreadable) -> tuple[str, str]:
    """Why a case cannot be read, and what can be done."""
    if case.why == "other-version":
        why = _("Case {id} was written by another version of wallethelp and was left as it is.")
    else:
        why = _("Case {id} is damaged and cannot be read. It was left as it is.")
    return why.format(id=case.id), _("Delete it: wallethelp cases delete {id}").format(id=case.id)


def session_from(desk: Desk, record: Record) -> Session:
    """The stored session, replayed on today's guides as far as it still fits.

    What no longer fits is said, and kept as a default. Raises GivenError where the guide is gone.
    """
    world = desk.world
    if record.session.guide not in world.pack.guides:
        raise GivenError(
            _("The guide “{name}” of this case is not among these guides.").format(
                name=record.session.guide
            ),
            _("If the case was made with others, name their folder: --flows DIR"),
        )
    from wallethelp.core.version import version_of

    replayed = replay(world, record.session)
    session = replayed.session
    if replayed.lost or version_of(world, session) != record.guide_version:
        desk.say(_("The guide has changed since; what still fits is kept."))
    if replayed.lost:
        _tell_lost(desk, replayed)
    return session


def _tell_lost(desk: Desk, replayed: Replayed) -> None:
    from wallethelp.core.graph import questions_ahead
    from wallethelp.core.questions import fits

    ahead = questions_ahead(desk.world.pack, follow(desk.world, replayed.session))
    for lost in replayed.lost:
        question = ahead.get(lost.key)
        if question is None:
            desk.say(_("No longer asked here: {key}").format(key=lost.key))
        elif not fits(question, lost):
            desk.say(_("Asked again: {key}").format(key=lost.key))


def case_from(desk: Desk, record: Record) -> Case:
    """The stored case. Raises GivenError where it has no outcome yet."""
    try:
        return case_of(desk.world, session_from(desk, record))
    except UnfinishedError as error:
        raise GivenError(
            _("Case {id} is not finished.").format(id=record.id),
            _("Go on with it: wallethelp cases resume {id}").format(id=record.id),
        ) from error


def today_of(desk: Desk, record: Record) -> Today:
    """When a stored case is looked at, and whether it is over."""
    return Today(desk.world, desk.now(), record.closed, record.closing)


def copy_of(
    desk: Desk,
    record: Record,
    today: Today,
    size: "Size | None",
    *,
    reveal: bool,
    is_timed: bool = False,
) -> "Copy":
    """A copy of a stored case for somebody else. Raises GivenError where it has no outcome yet."""
    from wallethelp.cli.sharing import Copy

    return Copy(
        case=case_from(desk, record),
        pack=desk.pack,
        case_id=record.id,
        log=record.log,
        evidence=record.evidence,
        guides=record.guide_version,
        reveal=reveal,
        size=size,
        today=today,
        is_timed=is_timed,
    )


def finished_case(world: World, session: Session) -> Case | None:
    """The case of a stored session, or None while it has no outcome on today's guides."""
    if session.guide not in world.pack.guides:
        return None
    for again in (False, True):
        with suppress(UnfinishedError):
            return case_of(world, replay(world, session).session if again else session)
    return None


def page_of(desk: Desk, document: "CaseDocument", *, full: bool) -> "Page":
    """The page of a case: what fits the screen, or everything."""
    from wallethelp.render.case_page import case_page
    from wallethelp.render.summary_page import summary_page

    if full:
        return case_page(document)
    width, height = desk.size()
    return summary_page(document, width=width, height=height, is_heard=desk.plain)
