"""`wallethelp cases`: what is kept on this computer."""

from contextlib import suppress
from typing import IO

from wallethelp.cli.desk import Desk
from wallethelp.cli.leaving import Copy, answers_for, helped_in, visits_for
from wallethelp.cli.result import Found
from wallethelp.cli.stored import finished_case, page_of, session_from, stored, unreadable
from wallethelp.core.case import Case, UnfinishedError, case_of
from wallethelp.core.guide import Ask, Region
from wallethelp.core.history import due, next_rung
from wallethelp.core.model import Pack
from wallethelp.core.session import Session, follow
from wallethelp.core.values import Chose, Detail, Money
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
from wallethelp.render.value_words import time_of
from wallethelp.store.cases import StoreError
from wallethelp.store.records import Record, Unreadable
from wallethelp.ui.asking import Habits
from wallethelp.ui.menu import Resume


def listed(desk: Desk) -> Found:
    """Every stored case, the newest first."""
    now = desk.now()
    lines = [_line(desk, record) for record in desk.store.all()]
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
    replies = {given.key: given.reply for given in answers_for(to, session, pack)}
    return words.titled(wallet_called(pack, session.about, replies), title)


MOST_DUE = 3
"""Cases named before the first question: more would push it off the screen."""


class LastCases:
    """The newest cases that can be read: the list, and the next saving, tell about the others."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records: list[Record] = []
        with suppress(StoreError, OSError):
            self._records = [r for r in desk.store.recent(20) if isinstance(r, Record)]

    def tell_what_is_due(self) -> None:
        """Say what to do now for the cases worked on last, before a new one begins."""
        shown = 0
        for record in self._records:
            if shown == MOST_DUE or record.closed or not record.finished:
                continue
            case = finished_case(self._desk.world, record.session)
            if case is None or case.outcome == "resolved":
                continue
            if case.appointment is not None or record.log:
                title = title_of(self._desk.pack, record.session, to=self._desk.err.file)
                self._desk.say(f"{record.id} {title}", f"  {todo_of(self._desk, case, record)}")
                shown += 1

    def unfinished(self) -> Resume | None:
        """The case that was left last, for the menu; or None."""
        record = next((r for r in self._records if not r.finished and not r.closed), None)
        if record is None or record.session.guide not in self._desk.pack.guides:
            return None

        def label() -> str:
            return _("Go on: {title} (step {n}, {when})").format(
                title=title_of(self._desk.pack, record.session, to=self._desk.err.file),
                n=len(record.session.answers) + 1,
                when=time_of(record.updated, seen_from=self._desk.now()),
            )

        return Resume(record.id, label)

    def habits(self) -> Habits:
        """The wallet, the currency and the place of the last of them that has each."""
        about = (r.session.about for r in self._records)
        wallet = next((w for w in about if w in self._desk.pack.wallets), None)
        return Habits(self._currency(), wallet, self._region())

    def can_call(self, helping: str | None) -> bool:
        """Whether the person can talk on a call, as they said last."""
        told = (r.session.can_call for r in self._records if r.session.helping == helping)
        return next(told, True)

    def _region(self) -> Region | None:
        guides = self._desk.pack.guides
        for record in self._records:
            for given in record.session.answers:
                guide, _slash, name = given.key.partition("/")
                step = guides[guide].steps.get(name) if guide in guides else None
                if isinstance(step, Ask) and isinstance(given.reply, Chose):
                    option = step.options.get(given.reply.option)
                    if option is not None and option.region is not None:
                        return option.region
        return None

    def _currency(self) -> str | None:
        replies = (a.reply for r in self._records for a in reversed(r.session.answers))
        amounts = (r.value for r in replies if isinstance(r, Detail) and isinstance(r.value, Money))
        return next((amount.currency for amount in amounts if amount.currency), None)
