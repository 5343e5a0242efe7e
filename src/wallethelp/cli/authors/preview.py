"""`wallethelp flows preview GUIDE`: gone through from any step, from its file as it is saved."""

from msgspec.structs import replace

from wallethelp.cli.authors.opened import OpenedPack, check_guide, open_whole
from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import nobody_to_answer, unknown_name
from wallethelp.core.case import case_of
from wallethelp.core.questions import StepRef
from wallethelp.core.session import Session, follow, replay, start
from wallethelp.core.zones import in_zone
from wallethelp.i18n import _
from wallethelp.pack.scripts import load_walks
from wallethelp.render.case_page import case_page
from wallethelp.render.document import document_of
from wallethelp.ui.player import play_walks
from wallethelp.ui.prompts import UI, Choice, Select, Sign
from wallethelp.ui.wizard import run


def preview(
    desk: Desk, guide: str, given: str | None, *, step: str | None, wallet: str | None
) -> None:
    """Go through the guide, as often as wanted; nothing is kept.

    With `step` it begins there: with the answers by which a walk comes to it, or with none.
    Raises UsageError for an unknown name or with nobody to answer, GivenError for a broken pack.
    """
    opened = open_whole(desk, given)
    _check(desk, opened, guide, step, wallet)
    person = desk.person()
    if person is None:
        raise nobody_to_answer(_("A preview asks questions."))
    while _once(desk, opened, person, guide, step, wallet):
        opened = open_whole(desk, given)
        _check(desk, opened, guide, step, wallet)


def _check(
    desk: Desk, opened: OpenedPack, guide: str, step: str | None, wallet: str | None
) -> None:
    pack = opened.world.pack
    check_guide(desk, opened, guide)
    if step is not None and step not in pack.guides[guide].steps:
        raise unknown_name(_("step"), step, pack.guides[guide].steps)
    if wallet is not None and wallet not in pack.wallets:
        raise unknown_name(_("wallet"), wallet, pack.wallets)


def _once(
    desk: Desk, opened: OpenedPack, person: UI, guide: str, step: str | None, wallet: str | None
) -> bool:
    """Whether it is to begin once more."""
    opened, session, walk = begun(opened, guide, step, wallet, desk)
    if step is not None:
        told = _("Before it: the answers of the walk “{name}”.").format(name=walk)
        desk.say(told if walk else _("No walk comes to it: nothing is known before it."))
    finished = run(
        opened.world,
        session,
        person,
        now=lambda: in_zone(desk.now(), session.zone),
        save=lambda _session: None,
        can_leave=True,
    )
    if finished is not None:
        case = case_of(opened.world, finished)
        desk.show(case_page(document_of(case, opened.world.pack, case_id="preview")))
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


def begun(
    opened: OpenedPack, guide: str, step: str | None, wallet: str | None, desk: Desk
) -> tuple[OpenedPack, Session, str]:
    """The session at `step`, the pack it runs in, and the walk whose answers it begins with."""
    world = opened.world
    if step is None:
        return opened, start(world, guide=guide, wallet=wallet, now=desk.now()), ""
    own, _mistakes = load_walks(opened.folder)
    walks = (*own, *opened.walks_below())
    ref = StepRef(guide, step)
    for played in play_walks(world, [walk for walk in walks if walk.guide == guide]):
        if played.case is None or ref not in played.case.passed:
            continue
        session = played.case.session
        before = _before(opened, session, ref)
        begun_there = replace(
            session, answers=session.answers[:before], wallet=wallet or session.wallet
        )
        return opened, replay(world, begun_there).session, played.walk.name
    begun_at = replace(world.pack.guides[guide], start=step)
    pack = replace(world.pack, guides={**world.pack.guides, guide: begun_at})
    opened = replace(opened, world=replace(world, pack=pack))
    return opened, start(opened.world, guide=guide, wallet=wallet, now=desk.now()), ""


def _before(opened: OpenedPack, session: Session, ref: StepRef) -> int:
    """How many answers stand before the step."""
    passed = follow(opened.world, session).passed
    earlier = set(passed[: passed.index(ref)])
    visits = follow(opened.world, session).visits
    return sum(visit.question.ref in earlier for visit in visits)
