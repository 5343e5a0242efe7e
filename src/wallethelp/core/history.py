"""What happened after the summary: contacts with support, and what to do now because of them."""

from datetime import datetime, timedelta
from typing import Literal, get_args

from msgspec import Struct, field

from wallethelp.core.case import Case
from wallethelp.core.model import FieldKind, FieldSpec
from wallethelp.core.onward import Result
from wallethelp.core.session import World
from wallethelp.core.shape import Frozen
from wallethelp.core.text import Text
from wallethelp.core.values import AwareDatetime, Detail, Key, Money, Words, moment_in

DueKind = Literal["act", "send", "wait", "today", "overdue", "open"]
"""`act`: an emergency, and nothing was noted; `send`: nobody is known to have been asked yet."""


class Contacted(Frozen, kw_only=True):
    """One contact: when, through what, what it came to, with whom, what was said and promised.

    The details are entries like any other: checked and cut before they are kept.
    """

    at: AwareDatetime
    channel: Key
    result: Result | None = None
    """What it came to; None where nobody said."""
    details: dict[Key, Detail] = field(default_factory=dict)

    def text_of(self, field: str) -> str:
        """The words of a detail, or nothing."""
        detail = self.details.get(field)
        return detail.value.text if detail and isinstance(detail.value, Words) else ""

    @property
    def promised_by(self) -> datetime | None:
        """The time support named, or None."""
        moment = moment_in(self.details.get("promised-by"))
        return moment.latest if moment is not None else None


ClosedAs = Literal["solved", "part", "given-up"]
CLOSED_AS: tuple[ClosedAs, ...] = get_args(ClosedAs)


class Closing(Frozen, kw_only=True):
    """How a case ended, and how much money came back, where that was said."""

    at: AwareDatetime
    result: ClosedAs
    amount: Money | None = None


Log = tuple[Contacted, ...]
"""The contacts since the summary, in the order they were noted."""


class Today(Struct, frozen=True):
    """When a case is looked at, and against what; in one that is closed nothing is next."""

    world: World
    now: datetime
    closed: bool = False
    closing: Closing | None = None


def _spec(
    kind: FieldKind,
    label: tuple[str, str],
    ask: tuple[str, str],
    direction: Literal["past", "future"] = "past",
) -> FieldSpec:
    return FieldSpec(
        kind=kind,
        label=Text(zh=label[0], en=label[1]),
        ask=Text(zh=ask[0], en=ask[1]),
        missing=Text(zh="没有记下", en="not noted"),
        direction=direction,
    )


LOG_FIELDS: dict[str, FieldSpec] = {
    "contacted-at": _spec(
        "datetime",
        ("联系时间", "When"),
        ("什么时候联系的？", "When were you in touch?"),
    ),
    "whom": _spec(
        "text",
        ("对方", "With whom"),
        ("和谁联系的？写名字，或者“工号 0421”。", "With whom? A name, or “agent 0421”."),
        # A bare number is refused, as it may be a code; the question says how to write one.
    ),
    "ticket": _spec(
        "reference",
        ("工单号", "Ticket number"),
        ("工单号是多少？", "What is the ticket number?"),
    ),
    "said": _spec(
        "text",
        ("对方怎么说", "What they said"),
        ("对方怎么说的？", "What did they say?"),
    ),
    "promised-by": _spec(
        "datetime",
        ("答应的时间", "Promised by"),
        ("对方说最晚什么时候有结果？", "By when did they promise a result?"),
        direction="future",
    ),
}
"""What `cases log` asks for, in order."""


class Due(Struct, frozen=True, kw_only=True):
    """What to do now. `days` is how many days are left, or how many it is overdue.

    `is_promise` tells whether somebody promised the time, or it is our suggestion.
    """

    kind: DueKind
    at: datetime | None = None
    days: int = 0
    is_promise: bool = False


def due(case: Case, log: tuple[Contacted, ...], now: datetime) -> Due:
    """What to do now: the promise of the latest contact counts, then the summary's appointment.

    As long as nothing was noted, nobody may have been asked: then there is nothing to wait for yet.
    A promise lasts until the minute it names; on its last day there is something to do today.
    Of contacts at the same time, the one noted last is the latest.
    """
    in_order = sorted(log, key=lambda contact: contact.at)
    if not log and case.outcome == "emergency":
        return Due(kind="act")
    promises = [contact.promised_by for contact in in_order if contact.promised_by is not None]
    at: datetime | None
    if promises:
        at, is_promise = promises[-1], True
    elif case.appointment is not None:
        at, is_promise = case.appointment.at, case.appointment.basis == "promise"
    else:
        return Due(kind="open")
    days = (at.date() - now.astimezone(at.tzinfo).date()).days
    is_over = days < 0 or (is_promise and now.replace(second=0, microsecond=0) > at)
    is_unasked = not log and not is_promise and case.outcome in ("contact", "escalate")
    kind: DueKind = "wait" if days else "today"
    if is_over:
        kind = "overdue"
    elif is_unasked and days:
        kind = "send"
    return Due(kind=kind, at=at, days=abs(days), is_promise=is_promise)


LONG = timedelta(days=30)
"""After so long a case is asked whether it is over: our suggestion."""


def is_left_alone(due_at: datetime | None, updated: datetime, now: datetime) -> bool:
    """Whether nobody touched a case for LONG after all that was due in it."""
    last = updated if due_at is None else max(due_at, updated)
    return now - last > LONG
