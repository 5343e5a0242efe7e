"""`wallethelp flows preview GUIDE`: gone through from any step, from its file as it is saved."""

from collections.abc import Callable, Iterator
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import nobody_to_answer, unknown_name
from wallethelp.cli.flows.opened import OpenedPack, check_guide, folder_of, open_whole
from wallethelp.core.case import case_of
from wallethelp.core.questions import StepRef
from wallethelp.core.scripts import Walk
from wallethelp.core.session import Session, World, follow, replay, start
from wallethelp.core.zones import in_zone, moved
from wallethelp.i18n import _
from wallethelp.pack.scripts import load_walks
from wallethelp.render.case_page import case_page
from wallethelp.render.document import document_of
from wallethelp.ui.player import play_walks
from wallethelp.ui.prompts import UI, Choice, Select, Sign
from wallethelp.ui.wizard import run


class Wanted(Struct, frozen=True, kw_only=True):
    """What is to be previewed: a guide, from a step on, with the answers of a walk."""

    guide: str
    step: str | None = None
    walk: str | None = None
    wallet: str | None = None


class _Begun(Struct, frozen=True, kw_only=True):
    """Where a preview begins, in which pack, by which clock, and what is said of that."""

    world: World
    session: Session
    now: Callable[[], datetime]
    told: str = ""


def preview(desk: Desk, given: str | None, wanted: Wanted) -> None:
    """Go through a guide, as often as wanted; nothing is kept.

    From a step it begins with the answers by which a walk comes to it, or with none; with a walk
    and no step, at the end of that. Raises UsageError for an unknown name or with nobody to answer,
    GivenError for a broken pack.
    """
    folder = folder_of(desk, given)
    opened = open_whole(desk, folder)
    _check(desk, opened, wanted)
    person = desk.person()
    if person is None:
        raise nobody_to_answer(_("A preview asks questions."))
    while _once(desk, opened, person, wanted):
        opened = open_whole(desk, folder)
        _check(desk, opened, wanted)


def _check(desk: Desk, opened: OpenedPack, wanted: Wanted) -> None:
    pack = opened.world.pack
    check_guide(desk, opened, wanted.guide)
    steps = pack.guides[wanted.guide].steps
    if wanted.step is not None and wanted.step not in steps:
        raise unknown_name(_("step"), wanted.step, steps)
    walks = [walk.name for walk in _walks(opened, wanted.guide)] if wanted.walk is not None else []
    if wanted.walk is not None and wanted.walk not in walks:
        raise unknown_name(_("walk"), wanted.walk, walks)
    if wanted.wallet is not None and wanted.wallet not in pack.wallets:
        raise unknown_name(_("wallet"), wanted.wallet, pack.wallets)


def _walks(opened: OpenedPack, guide: str) -> list[Walk]:
    walks, _mistakes = load_walks(opened.folder)
    return [walk for walk in (*walks, *opened.walks_below()) if walk.guide == guide]


def _once(desk: Desk, opened: OpenedPack, person: UI, wanted: Wanted) -> bool:
    """Whether it is to begin once more."""
    begun = _begun(desk, opened, wanted)
    if begun.told:
        desk.say(begun.told)
    finished = run(
        begun.world,
        begun.session,
        person,
        now=begun.now,
        save=lambda _session: None,
        can_leave=True,
    )
    if finished is not None:
        case = case_of(begun.world, finished)
        desk.show(case_page(document_of(case, begun.world.pack, case_id="preview")))
    again = person.select(
        Select(
            key="menu:preview",
            question=_("Once more?"),
            choices=(
                Choice(Sign.DONE, _("No")),
                Choice(Sign.MORE, _("Yes, from the files as they are saved now")),
            ),
            default=Sign.DONE,
            can_go_back=False,
            unasked=Sign.DONE,
        )
    )
    return again is Sign.MORE


def _begun(desk: Desk, opened: OpenedPack, wanted: Wanted) -> _Begun:
    world, guide = opened.world, wanted.guide
    if wanted.step is not None or wanted.walk is not None:
        played = list(_sessions(opened, wanted))
        # What counts working days may lead elsewhere today: then the walk's own day has to do.
        for is_today in (True, False):
            for name, session in played:
                begun = moved(session, session.started, desk.now()) if is_today else session
                found = _before(world, begun, wanted)
                if found is not None:
                    told = _("Before it: the answers of the walk “{name}”.").format(name=name)
                    if not is_today:
                        day = session.started.strftime("%Y-%m-%d %H:%M")
                        told += " " + _("Now is {time} as in the walk.").format(time=day)
                    return _Begun(
                        world=world,
                        session=found,
                        now=_clock(desk, found) if is_today else _stopped(session.started),
                        told=told,
                    )
    told = ""
    if wanted.step is not None:
        begun_at = replace(world.pack.guides[guide], start=wanted.step)
        pack = replace(world.pack, guides={**world.pack.guides, guide: begun_at})
        world = replace(world, pack=pack)
        told = _("No walk comes to it: nothing is known before it.")
    session = start(world, guide=guide, wallet=wanted.wallet, now=desk.now())
    return _Begun(world=world, session=session, now=_clock(desk, session), told=told)


def _clock(desk: Desk, session: Session) -> Callable[[], datetime]:
    return lambda: in_zone(desk.now(), session.zone)


def _stopped(at: datetime) -> Callable[[], datetime]:
    return lambda: at


def _sessions(opened: OpenedPack, wanted: Wanted) -> Iterator[tuple[str, Session]]:
    """The finished sessions of the walks that may be meant, each with the walk's name."""
    walks = _walks(opened, wanted.guide)
    named = [walk for walk in walks if wanted.walk in (None, walk.name)]
    for played in play_walks(opened.world, named):
        if played.case is not None:
            yield played.walk.name, played.case.session


def _before(world: World, session: Session, wanted: Wanted) -> Session | None:
    """`session` with its answers before the step, or all without one; None if it is not there."""
    session = replace(session, wallet=wanted.wallet or session.wallet)
    if wanted.step is None:
        return replay(world, session).session
    ref = StepRef(wanted.guide, wanted.step)
    path = follow(world, session)
    if ref not in path.passed:
        return None
    earlier = set(path.passed[: path.passed.index(ref)])
    before = sum(visit.question.ref in earlier for visit in path.visits)
    return replay(world, replace(session, answers=session.answers[:before])).session
