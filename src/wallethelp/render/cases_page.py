"""The stored cases as a list, and a case that is not finished yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from wallethelp.core.history import Due
from wallethelp.i18n import _, plural
from wallethelp.render.formats import date_of, time_of
from wallethelp.render.page import Block, Entry, Page, Paragraph, Rule, Section, Title


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseLine:
    """One stored case in the list. `outcome` is None while it is not finished."""

    id: str
    title: str
    outcome: str | None
    updated: datetime | None
    todo: str = ""
    """What to do now."""


def cases_page(lines: list[CaseLine], now: datetime) -> Page:
    """The stored cases, the newest first."""

    def blocks() -> Iterator[Block]:
        yield Title(_("Your cases"))
        yield Rule()
        if not lines:
            yield Paragraph(_("There are none yet. Start with: wallethelp diagnose"))
        for line in lines:
            state = line.outcome or _("not finished")
            if line.updated is not None:
                state = f"{time_of(line.updated, seen_from=now)} · {state}"
            details = (line.todo, state) if line.todo else (state,)
            yield Entry(line.id, line.title, details)
        if lines:
            yield Paragraph("")
            yield Paragraph(_("Read one: wallethelp cases show ID"), "quiet")

    return tuple(blocks())


def due_in_words(due: Due, now: datetime) -> str:
    """What to do now, as a sentence."""
    if due.at is None:
        return _("Follow up when you are ready.")
    when = date_of(due.at, seen_from=now)
    match due.kind:
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


def unfinished_page(case_id: str, title: str, answers: list[str]) -> Page:
    """What was answered so far in a case without an outcome."""
    return (
        Title(title, _("Case {id}").format(id=case_id)),
        Rule(),
        Paragraph(_("This case is not finished.")),
        Section(_("Answered so far")),
        *(Paragraph(line) for line in answers),
    )
