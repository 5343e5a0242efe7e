"""Statements of the walks, and contacts to put in them: two with the wallet, a promise broken."""

from datetime import timedelta

from tests.support import detail, whole_day
from tests.walks import WORLD, case_from
from wallethelp.core.case import Case
from wallethelp.core.evidence import Evidence
from wallethelp.core.history import Contacted, Log, Today
from wallethelp.core.onward import Reader
from wallethelp.core.scripts import Walk
from wallethelp.core.values import Detail, Words
from wallethelp.render.contents import Parts, masked_parts
from wallethelp.render.page import Entry, Letter, Page, Paragraph, Section
from wallethelp.render.statement import statement

TICKETS = ("TK-2026-77", "TK-2026-91")
PHONE = "13800138000"
PIECE = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def contacts(case: Case) -> Log:
    """A promise that is not kept, then a refusal in which somebody's number stands."""
    at = case.finished
    first, second = list(WORLD.pack.wallets[case.channels_of or "other"].channels)[:2]
    return (
        Contacted(
            at=at + timedelta(hours=2),
            channel=first,
            result="working",
            details={
                **_words(ticket=TICKETS[0], said="they look into it"),
                "promised-by": detail(whole_day(at + timedelta(days=4))),
            },
        ),
        Contacted(
            at=at + timedelta(days=6, hours=1),
            channel=second,
            result="refused",
            details=_words(ticket=TICKETS[1], said=f"call {PHONE} tomorrow"),
        ),
    )


def _words(**texts: str) -> dict[str, Detail]:
    return {name: detail(Words(text=text), text) for name, text in texts.items()}


def parts_of(walk: Walk, *, contacted: bool = True) -> Parts:
    """The walk's case with contacts and a piece of evidence, as it is kept."""
    case = case_from(walk)
    piece = Evidence(
        number=1,
        name="statement.pdf",
        shows="the charge",
        digest=PIECE,
        size=48211,
        added=case.finished,
        changed=case.finished,
    )
    return Parts(case, contacts(case) if contacted else (), (piece,) if contacted else ())


def letter(parts: Parts, reader: Reader, *, reveal: bool = False) -> Letter:
    """The statement, a week after the case was made."""
    today = Today(WORLD, parts.case.finished + timedelta(days=8))
    return statement(parts if reveal else masked_parts(parts, WORLD.pack), today, reader)


def below(page: Page, heading: str) -> str:
    """The texts of the section under a heading; empty where there is none."""
    found: list[str] = []
    is_in = False
    for block in page:
        match block:
            case Section(text=text):
                is_in = text == heading
            case Paragraph(text=text) if is_in:
                found.append(text)
            case Entry(text=text, details=details) if is_in:
                found += (text, *details)
    return "\n".join(found)
