"""The stored cases as a list, and a case that is not finished yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from wallethelp.i18n import _
from wallethelp.render.formats import time_of
from wallethelp.render.page import Block, Entry, Page, Paragraph, Rule, Section, Title


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseLine:
    """One stored case in the list. `outcome` is None while it is not finished."""

    id: str
    title: str
    outcome: str | None
    updated: datetime


def cases_page(lines: list[CaseLine], now: datetime) -> Page:
    """The stored cases, the newest first."""

    def blocks() -> Iterator[Block]:
        yield Title(_("Your cases"))
        yield Rule()
        if not lines:
            yield Paragraph(_("There are none yet. Start with: wallethelp diagnose"))
        for line in lines:
            state = line.outcome or _("not finished")
            when = time_of(line.updated, seen_from=now)
            yield Entry(line.id, line.title, (f"{when} · {state}",))
        if lines:
            yield Paragraph("")
            yield Paragraph(_("Read one: wallethelp cases show ID"), "quiet")

    return tuple(blocks())


def unfinished_page(case_id: str, title: str, answers: list[str]) -> Page:
    """What was answered so far in a case without an outcome."""
    return (
        Title(title, _("Case {id}").format(id=case_id)),
        Rule(),
        Paragraph(_("This case is not finished.")),
        Section(_("Answered so far")),
        *(Paragraph(line) for line in answers),
    )
