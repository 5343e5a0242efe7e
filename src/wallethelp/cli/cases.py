"""`wallethelp cases`: what is kept on this computer."""

from datetime import datetime
from typing import IO, TYPE_CHECKING

from wallethelp.cli.desk import Desk
from wallethelp.cli.result import Found
from wallethelp.cli.sharing import Copy, answers_for, helped_in, visits_for
from wallethelp.cli.stored import finished_case, page_of, session_from, stored, unreadable
from wallethelp.core.case import Case, UnfinishedError, case_of
from wallethelp.core.history import Log, Today, due
from wallethelp.core.model import Pack
from wallethelp.core.session import Session, follow
from wallethelp.i18n import _, helping, joined, say
from wallethelp.render import words
from wallethelp.render.cases_page import (
    CaseLine,
    cases_data,
    cases_page,
    due_in_short,
    due_in_words,
    unfinished_data,
    unfinished_page,
)
from wallethelp.render.questions import answer_in_words, question_of, wallet_called
from wallethelp.store.records import Record, Unreadable

if TYPE_CHECKING:
    from wallethelp.core.next_step import Next


def listed(desk: Desk) -> Found:
    """Every stored case, the newest first."""
    now = desk.now()
    kept = list(desk.watch(_("Reading the cases"))(desk.store.all()))
    lines = [_line(desk, record) for record in kept]

    def ask() -> None:
        from wallethelp.cli.over import ask_if_over, is_to_be_asked

        for record in reversed(kept):
            if isinstance(record, Record) and record.finished:
                case = finished_case(desk.world, record.session)
                ui = desk.person() if is_to_be_asked(desk, record, case) else None
                if ui is not None:
                    # One at a time: who only wants to look is not to be questioned at length.
                    ask_if_over(desk, ui, record)
                    return

    return Found(page=lambda: cases_page(lines, now), data=lambda: cases_data(lines), after=ask)


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
        closing=record.closing,
    )


def todo_of(desk: Desk, case: Case, record: Record) -> str:
    """What to do now for a finished case, and how its message is had where one is due."""
    now, log = desk.now(), record.log
    step = step_after(desk, case, log)
    is_overdue = step is None and due(case, log, now).kind == "overdue"
    text = next_in_words(desk, case, log)
    if is_overdue or (step is not None and step.step.message is not None):
        how = _("What to say: wallethelp export {id} --for chat").format(id=record.id)
        text = joined([text, how])
    return text


def step_after(desk: Desk, case: Case, log: Log) -> "Next | None":
    """The next step after the contacts noted; None where there are none."""
    if not log:
        return None
    from wallethelp.core.next_step import next_step

    return next_step(desk.world, case, log, desk.now())


def next_in_words(desk: Desk, case: Case, log: Log) -> str:
    """What to do now, as a sentence."""
    now, step = desk.now(), step_after(desk, case, log)
    if step is None:
        return due_in_words(due(case, log, now), now)
    from wallethelp.render.letter import step_in_words

    with helping(case.session.helping):
        return step_in_words(step, case, desk.pack, now)


def next_in_short(desk: Desk, case: Case, log: Log) -> str:
    """What to do now and when, for a line of a list."""
    now, step = desk.now(), step_after(desk, case, log)
    if step is not None:
        from wallethelp.render.letter import step_in_short

        return step_in_short(step, case, desk.pack, now)
    return due_in_short(due(case, log, now), now)


def urgency_of(desk: Desk, case: Case, log: Log) -> tuple[int, datetime] | None:
    """How urgent a case is: danger, what was not kept, what is to be done, what is waited for.

    None where nothing is due and nothing was named.
    """
    now, step = desk.now(), step_after(desk, case, log)
    if step is not None:
        waits = step.step.do in ("wait", "again-later", "nothing", "close")
        rank = 0 if step.step.do == "emergency" else 3 if waits else 1 if step.is_broken else 2
        return rank, step.until or step.party[-1].at
    state = due(case, log, now)
    if state.kind == "act":
        return 0, case.finished
    ranks = {"overdue": 1, "today": 2, "send": 2, "wait": 3}
    return (ranks[state.kind], state.at) if state.at is not None else None


def shown(desk: Desk, case_id: str | None, *, full: bool) -> Found:
    """One stored case, on one screen or in `full`; or what was answered so far."""
    record = stored(desk, case_id)
    session, pack, to = session_from(desk, record), desk.pack, desk.out.file
    try:
        case = case_of(desk.world, session)
    except UnfinishedError:
        title = title_of(pack, session, to=to)
        visits = visits_for(to, follow(desk.world, session).visits, pack)
        with helping(words.named(helped_in(to, session, pack))):
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
    today = Today(desk.world, desk.now(), record.closed, record.closing)
    document = Copy(
        case=case,
        pack=pack,
        case_id=record.id,
        log=record.log,
        evidence=record.evidence,
        guides=record.guide_version,
        to=to,
        today=today,
    ).document()
    return Found(page=lambda: page_of(desk, document, full=full), data=document.to_data)


def title_of(pack: Pack, session: Session, *, to: IO[str] | None) -> str:
    """The wallet and guide a session is about, and whom it helps, for who reads `to`."""
    guide = pack.guides.get(session.guide)
    title = say(guide.title) if guide is not None else session.guide
    named = tuple(given for given in session.answers if given.key == pack.wallet_name_field)
    replies = {given.key: given.reply for given in answers_for(to, named, pack)}
    helped = words.whom(helped_in(to, session, pack))
    owner = _("for {name}").format(name=helped) if helped is not None else None
    return words.titled(wallet_called(pack, session.about, replies), title, owner)
