"""`wallethelp cases`: what is kept on this computer."""

from typing import IO

from wallethelp.cli.desk import Desk
from wallethelp.cli.leaving import Copy, answers_for, helped_in, visits_for
from wallethelp.cli.result import Found
from wallethelp.cli.stored import finished_case, page_of, session_from, stored, unreadable
from wallethelp.core.case import Case, UnfinishedError, case_of
from wallethelp.core.history import due, next_rung
from wallethelp.core.model import Pack
from wallethelp.core.session import Session, follow
from wallethelp.i18n import _, helping, joined, say
from wallethelp.render import words
from wallethelp.render.cases_page import (
    CaseLine,
    cases_data,
    cases_page,
    due_in_words,
    unfinished_data,
    unfinished_page,
)
from wallethelp.render.questions import answer_in_words, question_of, wallet_called
from wallethelp.store.records import Record, Unreadable


def listed(desk: Desk) -> Found:
    """Every stored case, the newest first."""
    now = desk.now()
    kept = desk.watch(_("Reading the cases"))(desk.store.all())
    lines = [_line(desk, record) for record in kept]
    return Found(page=lambda: cases_page(lines, now), data=lambda: cases_data(lines))


def _line(desk: Desk, record: Record | Unreadable) -> CaseLine:
    if isinstance(record, Unreadable):
        why, todo = unreadable(record)
        return CaseLine(
            id=record.id, title=why, state="unreadable", updated=record.updated, todo=todo
        )
    case = finished_case(desk.world, record.session) if record.finished else None
    todo = ""
    if case is None:
        todo = _("Go on: wallethelp cases resume {id}").format(id=record.id)
    elif case.outcome != "resolved":
        todo = todo_of(desk, case, record)
    return CaseLine(
        id=record.id,
        title=title_of(desk.pack, record.session, to=desk.out.file),
        state="closed" if record.closed else "unfinished" if case is None else "open",
        outcome=case.outcome if case is not None else None,
        updated=record.updated,
        todo="" if record.closed else todo,
    )


def todo_of(desk: Desk, case: Case, record: Record) -> str:
    """What to do now for a finished case, with the next rung where a promise was broken."""
    state = due(case, record.log, desk.now())
    text = due_in_words(state, desk.now())
    rung = next_rung(case, record.log)
    if state.kind == "overdue" and rung is not None:
        text = joined(
            [
                text,
                _("Next: {name}. The complaint: wallethelp export {id} --for complaint").format(
                    name=say(desk.pack.ladder[rung].title), id=record.id
                ),
            ]
        )
    return text


def shown(desk: Desk, case_id: str | None, *, full: bool) -> Found:
    """One stored case, on one screen or in `full`; or what was answered so far."""
    record = stored(desk, case_id)
    session, pack, to = session_from(desk, record), desk.pack, desk.out.file
    try:
        case = case_of(desk.world, session)
    except UnfinishedError:
        title = title_of(pack, session, to=to)
        visits = visits_for(to, follow(desk.world, session).visits, pack)
        with helping(helped_in(to, session, pack)):
            answers = [
                (
                    question_of(v.question),
                    answer_in_words(v.question, v.answer.reply, v.answer.time),
                )
                for v in visits
            ]
        return Found(
            page=lambda: unfinished_page(record.id, title, answers),
            data=lambda: unfinished_data(record.id, title, answers),
        )
    document = Copy(case=case, pack=pack, case_id=record.id, log=record.log, to=to).document()
    return Found(page=lambda: page_of(desk, document, full=full), data=document.to_data)


def title_of(pack: Pack, session: Session, *, to: IO[str] | None) -> str:
    """The wallet and guide a session is about, for who reads `to`."""
    guide = pack.guides.get(session.guide)
    title = say(guide.title) if guide is not None else session.guide
    named = tuple(given for given in session.answers if given.key == pack.wallet_name_field)
    replies = {given.key: given.reply for given in answers_for(to, named, pack)}
    return words.titled(wallet_called(pack, session.about, replies), title)
