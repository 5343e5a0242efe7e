"""A case nobody touched for long: the person is asked once whether it is over."""

from datetime import datetime

from msgspec.structs import replace

from wallethelp.cli.cases import step_after, title_of
from wallethelp.cli.desk import Desk
from wallethelp.core.case import Case
from wallethelp.core.history import CLOSED_AS, ClosedAs, Closing, due, is_left_alone
from wallethelp.core.zones import in_zone
from wallethelp.i18n import _
from wallethelp.render import words
from wallethelp.render.value_words import date_of
from wallethelp.store.records import Record
from wallethelp.ui.prompts import UI, Choice, Select

STILL_OPEN = "open"


def is_to_be_asked(desk: Desk, record: Record, case: Case | None) -> bool:
    """Whether it has to be asked of this case: it is open, left alone, and was never asked."""
    if case is None or record.closed or record.is_still_open or case.outcome == "resolved":
        return False
    now = desk.now()
    return is_left_alone(_due_at(desk, record, case), record.updated, now)


def _due_at(desk: Desk, record: Record, case: Case) -> datetime | None:
    step = step_after(desk, case, record.log)
    return step.until if step is not None else due(case, record.log, desk.now()).at


def ask_if_over(desk: Desk, ui: UI, record: Record) -> bool:
    """Ask, and keep the answer: a case that is over is closed. Whether it is.

    Whoever goes on without an answer is taken to say that it is not over, and not asked again.
    """
    now = desk.now()
    title = title_of(desk.pack, record.session, to=desk.err.file)
    seen = date_of(record.updated, seen_from=now)
    labels: dict[ClosedAs, str] = {
        "solved": _("Yes, it is settled"),
        "part": _("Yes, a part came back"),
        "given-up": _("Yes, I gave it up"),
    }
    chosen = ui.select(
        Select(
            key="over",
            question=_("Nothing happened since {date}. Is it over?").format(date=seen),
            heading=words.titled(_("Case {id}").format(id=record.id), title),
            choices=(
                Choice(STILL_OPEN, _("No, it is still open")),
                *(Choice(name, labels[name]) for name in CLOSED_AS),
            ),
            default=STILL_OPEN,
            can_go_back=False,
        )
    )
    ended = next((name for name in CLOSED_AS if name == chosen), None)
    if ended is None:
        desk.store.change(record.id, lambda there: replace(there, is_still_open=True))
        return False
    closing = Closing(at=in_zone(now, record.session.zone), result=ended)
    desk.store.close(record.id, now=now, closing=closing)
    lines = [_("Case {id} is closed. It is kept until you delete it.").format(id=record.id)]
    if ended != "given-up":
        lines.append(
            _("How much came back: wallethelp cases close {id} --result {result} --amount").format(
                id=record.id, result=ended
            )
        )
    desk.say(*lines)
    return True
