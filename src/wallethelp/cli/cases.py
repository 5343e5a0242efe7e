"""`wallethelp cases`: what is kept on this computer."""

from wallethelp.cli.keeping import finished_case, open_store, session_from, stored, told, unreadable
from wallethelp.cli.leaving import Copy, visits_for
from wallethelp.cli.packs import open_pack, world_of
from wallethelp.cli.surroundings import Surroundings
from wallethelp.core.case import Case, UnfinishedError, case_of
from wallethelp.core.history import due, next_rung
from wallethelp.core.model import Pack
from wallethelp.core.session import Session, World, follow
from wallethelp.i18n import _, joined, say
from wallethelp.render import words
from wallethelp.render.case_page import case_page
from wallethelp.render.cases_page import CaseLine, cases_page, due_in_words, unfinished_page
from wallethelp.render.formats import time_of
from wallethelp.store.cases import StoreError
from wallethelp.store.records import Record, Unreadable
from wallethelp.ui.menu import Resume
from wallethelp.ui.wizard import visit_in_words


def list_cases(around: Surroundings) -> None:
    """Every stored case, the newest first."""
    world = world_of(open_pack(around).pack)
    with told():
        records = open_store(around).all()
    lines = [_line(around, world, record) for record in records]
    around.show(cases_page(lines, around.now()))


def _line(around: Surroundings, world: World, record: Record | Unreadable) -> CaseLine:
    if isinstance(record, Unreadable):
        why, todo = unreadable(record)
        return CaseLine(
            id=record.id, title=why, outcome=_("unreadable"), updated=record.updated, todo=todo
        )
    case = finished_case(world, record.session) if record.finished else None
    todo = ""
    if case is None:
        todo = _("Go on: wallethelp cases resume {id}").format(id=record.id)
    elif not record.closed and case.outcome != "resolved":
        todo = todo_of(around, world, case, record)
    outcome = words.outcome(case.outcome) if case is not None else None
    return CaseLine(
        id=record.id,
        title=title_of(world.pack, record.session),
        outcome=_("closed") if record.closed else outcome,
        updated=record.updated,
        todo="" if record.closed else todo,
    )


def todo_of(around: Surroundings, world: World, case: Case, record: Record) -> str:
    """What to do now for a finished case, with the next rung where a promise was broken."""
    state = due(case, record.log, around.now())
    text = due_in_words(state, around.now())
    rung = next_rung(case, record.log)
    if state.kind == "overdue" and rung is not None:
        text = joined(
            [
                text,
                _("Next: {name}. The complaint: wallethelp export {id} --for complaint").format(
                    name=say(world.pack.ladder[rung].title), id=record.id
                ),
            ]
        )
    return text


def show_case(around: Surroundings, case_id: str | None) -> None:
    """One stored case, whole; or what was answered so far."""
    record = stored(around, case_id)
    world = world_of(open_pack(around).pack)
    session, pack, to = session_from(around, world, record), world.pack, around.out.file
    try:
        case = case_of(world, session)
    except UnfinishedError:
        visits = visits_for(to, follow(world, session).visits, pack)
        answers = [visit_in_words(visit) for visit in visits]
        page = unfinished_page(record.id, title_of(pack, session), answers)
    else:
        copy = Copy(case=case, pack=pack, case_id=record.id, log=record.log, to=to)
        page = case_page(copy.document())
    around.show(page)


def title_of(pack: Pack, session: Session) -> str:
    """The wallet and guide a session is about."""
    guide, wallet = pack.guides.get(session.guide), pack.wallet(session.wallet)
    title = say(guide.title) if guide is not None else session.guide
    return words.titled(say(wallet.name) if wallet is not None else None, title)


MOST_DUE = 3
"""Cases named before the first question: more would push it off the screen."""


def tell_what_is_due(around: Surroundings, world: World) -> None:
    """Say what to do now for the cases worked on last, before a new one begins."""
    shown = 0
    for record in _quietly_all(around):
        if shown == MOST_DUE or record.closed or not record.finished:
            continue
        case = finished_case(world, record.session)
        if case is None or case.outcome == "resolved":
            continue
        if case.appointment is not None or record.log:
            title = title_of(world.pack, record.session)
            around.say(f"{record.id} {title}", f"  {todo_of(around, world, case, record)}")
            shown += 1


def unfinished_choice(around: Surroundings, world: World) -> Resume | None:
    """The case that was left last, for the menu; or None."""
    record = next((r for r in _quietly_all(around) if not r.finished and not r.closed), None)
    if record is None or record.session.guide not in world.pack.guides:
        return None
    label = _("Go on: {title} (step {n}, {when})").format(
        title=title_of(world.pack, record.session),
        n=len(record.session.answers) + 1,
        when=time_of(record.updated, seen_from=around.now()),
    )
    return Resume(record.id, label)


def _quietly_all(around: Surroundings) -> list[Record]:
    """The newest cases that can be read: the list, and the next saving, tell about the others."""
    try:
        found = open_store(around).recent(20)
        return [record for record in found if isinstance(record, Record)]
    except (StoreError, OSError):
        return []
