"""The stored cases as a list, and a case that is not finished yet."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct, to_builtins

from wallethelp.core.guide import Outcome
from wallethelp.core.history import Closing, Due
from wallethelp.i18n import _, answered, plural
from wallethelp.render import words
from wallethelp.render.page import Block, Entry, Page, Paragraph, Rule, Section, Title
from wallethelp.render.value_words import date_of, money, time_of

State = Literal["unfinished", "open", "closed", "unreadable"]


class CaseLine(Struct, frozen=True, kw_only=True):
    """One stored case in the list. `outcome` is None where there is none, or nobody can read it."""

    id: str
    title: str
    state: State
    outcome: Outcome | None = None
    updated: datetime | None
    todo: str = ""
    """What to do now."""
    closing: Closing | None = None
    """How it ended, where that was said."""


def cases_page(lines: list[CaseLine], now: datetime) -> Page:
    """The stored cases, the newest first."""

    def blocks() -> Iterator[Block]:
        yield Title(_("Your cases"))
        yield Rule()
        if not lines:
            yield Paragraph(_("There are none yet. Start with: wallethelp diagnose"))
        for line in lines:
            state = _state(line)
            if line.updated is not None:
                state = f"{time_of(line.updated, seen_from=now)} · {state}"
            details = (line.todo, state) if line.todo else (state,)
            yield Entry(line.id, line.title, details)
        if lines:
            yield Paragraph("")
            yield Paragraph(_("Read one: wallethelp cases show ID"), "quiet")

    return tuple(blocks())


def _state(line: CaseLine) -> str:
    if line.state == "closed" and line.closing is not None:
        return closing_in_words(line.closing)
    if line.state == "open" and line.outcome is not None:
        return words.outcome(line.outcome)
    return {
        "unfinished": _("not finished"),
        "closed": _("closed"),
        "unreadable": _("unreadable"),
    }[line.state]


def closing_in_words(closing: Closing) -> str:
    """How a case ended, with the money that came back."""
    came_back = ""
    if closing.amount is not None:
        came_back = _("{amount} came back").format(amount=money(closing.amount))
    return words.titled(words.ended(closing.result), came_back)


def cases_data(lines: list[CaseLine]) -> list[dict[str, Any]]:
    """The list as plain data for `--json`."""
    return [
        {
            "schema": "wallethelp.stored/1",
            "id": line.id,
            "title": line.title,
            "state": line.state,
            "outcome": line.outcome,
            "updated": line.updated.isoformat() if line.updated is not None else None,
            "todo": line.todo or None,
            "closing": to_builtins(line.closing),
        }
        for line in lines
    ]


def due_in_words(due: Due, now: datetime) -> str:
    """What to do now, as a sentence."""
    if due.kind == "act":
        return _("If it is not done yet, do at once what the page of the case says.")
    if due.at is None:
        return _("Follow up when you are ready.")
    when = date_of(due.at, seen_from=now)
    match due.kind:
        case "send":
            return _("Not sent yet? Send it now. Sent? Note it, and follow up on {when}.").format(
                when=when
            )
        case "wait":
            return _("Wait until {when}, then follow up.").format(when=when)
        case "today":
            return _("Follow up today.")
        case "overdue" if due.is_promise and not due.days:
            return _("The promise (today at {time}) is overdue. Take the next step.").format(
                time=f"{due.at:%H:%M}"
            )
        case "overdue" if due.is_promise:
            late = plural("{n} day", "{n} days", due.days)
            return _("The promise ({when}) is overdue by {late}. Take the next step.").format(
                when=when, late=late
            )
        case _:
            return _("It is time to follow up (since {when}).").format(when=when)


def due_in_short(due: Due, now: datetime) -> str:
    """The same in a few words, for a line of a list."""
    if due.kind == "act":
        return _("Do it at once")
    if due.at is None:
        return _("Follow up")
    when = date_of(due.at, seen_from=now)
    if due.kind == "wait":
        return _("Wait until {when}").format(when=when)
    if due.kind == "send":
        return _("Sent it? Follow up on {when}").format(when=when)
    if due.kind == "today":
        return _("Follow up today")
    if due.is_promise:
        return _("Overdue since {when}: follow up").format(when=when)
    return _("Follow up (since {when})").format(when=when)


def unfinished_page(case_id: str, title: str, answers: Sequence[tuple[str, str]]) -> Page:
    """What was answered so far in a case without an outcome: questions with their answers."""
    return (
        Title(title, _("Case {id}").format(id=case_id)),
        Rule(),
        Paragraph(_("This case is not finished.")),
        Section(_("Answered so far")),
        *(Paragraph(answered(question, answer)) for question, answer in answers),
    )


def unfinished_data(case_id: str, title: str, answers: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The same as plain data for `--json`."""
    return {
        "schema": "wallethelp.unfinished/1",
        "id": case_id,
        "title": title,
        "answers": [{"question": question, "answer": answer} for question, answer in answers],
    }
