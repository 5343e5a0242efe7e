"""The one door where a detail comes in: cleaned, checked for secrets, then read by its type."""

import re
from datetime import datetime, timedelta

from wallethelp.core.duration import Calendar
from wallethelp.core.model import FieldSpec
from wallethelp.core.patterns import late
from wallethelp.core.privacy.door import inspect
from wallethelp.core.privacy.numbers import cut_numbers
from wallethelp.core.privacy.verdicts import Doubtful, Refused, TextKind
from wallethelp.core.reading.money import read_money
from wallethelp.core.reading.results import (
    Counted,
    Misfit,
    NotReference,
    NotUnderstood,
    Open,
    Several,
    Unread,
)
from wallethelp.core.reading.when import deadline, read_when
from wallethelp.core.text import clean, folded
from wallethelp.core.values import Detail, Moment, Money, Picked, Skipped, Unknown, Value, Words

MAX_RAW = 20_000
MAX_TEXT = 1_000
MAX_SHORT = 120

_UNKNOWN_WORDS = frozenset(
    [
        "不知道",
        "不清楚",
        "不记得",
        "不记得了",
        "不确定",
        "不晓得",
        "忘了",
        "忘记了",
        "没人说过",
        "没有说",
        "不详",
        "未知",
        "unknown",
        "idk",
        "don't know",
        "i don't know",
        "dont know",
        "i dont know",
        "do not know",
        "i do not know",
        "not sure",
        "no idea",
        "n/a",
    ]
)
_KINDS: dict[str, TextKind] = {
    "text": "free",
    "reference": "reference",
    "account": "account",
}
_JUST_NOW = timedelta(minutes=5)


Entry = (
    Detail
    | Unknown
    | Skipped
    | NotUnderstood
    | Several
    | Counted
    | NotReference
    | Refused
    | Doubtful
)


def read_entry(
    raw: str,
    spec: FieldSpec,
    *,
    now: datetime,
    calendar: Calendar,
    start: Moment | None = None,
    confirmed: bool = False,
) -> Entry:
    """What `raw`, typed for the field `spec`, comes to.

    Nothing is Skipped, “I don't know” is Unknown. `start` is what a length counts from; without it
    a length stays Counted. `confirmed` means that the person has said a Doubtful text is no card
    number or key, and a NotReference one. Only a Detail may be kept, and it holds no secret.
    """
    if len(raw) > MAX_RAW:
        return NotUnderstood("too-long")
    text = clean(raw)
    if not text:
        return Skipped()
    if folded(text).lower().replace("’", "'").rstrip(".。!！") in _UNKNOWN_WORDS:
        return Unknown()
    kind = _KINDS.get(spec.kind, "typed")
    verdict = inspect(text, kind)
    if isinstance(verdict, Refused) or (isinstance(verdict, Doubtful) and not confirmed):
        return verdict
    kept = _confirmed(text, kind) if isinstance(verdict, Doubtful) else verdict.text
    value = _read_value(kept, spec, now, calendar, start)
    match value:
        case Words() if spec.kind == "reference" and not confirmed:
            no_reference = is_no_reference(text, now, calendar)
            return NotReference() if no_reference else Detail(value=value, words=kept)
        case NotUnderstood() | Counted():
            return value
        case Open(readings=readings):
            return Several(tuple(Detail(value=reading, words=kept) for reading in readings))
        case _:
            return Detail(value=value, words=kept)


_OF_REFERENCES = late(r"[0-9@/\\]|[A-Za-z][._-][A-Za-z]")


def is_no_reference(text: str, now: datetime, calendar: Calendar) -> bool:
    """Whether `text`, where a number or an address is asked for, is plainly something else.

    A number holds a digit, an address a sign that words do not; `11月20日` is a day.
    """
    if not _OF_REFERENCES.search(folded(text)):
        return True
    if re.fullmatch(r"[\x21-\x7e]+", text):
        return False
    amount = read_money(folded(text))
    if isinstance(amount, Money) and amount.currency is not None:
        return True
    read = read_when(folded(text), now=now, direction="past", calendar=calendar)
    return isinstance(read, Moment | Open)


def _confirmed(text: str, kind: TextKind) -> str:
    """A text whose doubtful part is no key; a card number beside it is cut all the same."""
    return cut_numbers(text) if kind in ("free", "account") else text


def _read_value(
    text: str, spec: FieldSpec, now: datetime, calendar: Calendar, start: Moment | None
) -> Value | NotUnderstood | Open | Counted:
    match spec.kind:
        case "money":
            money = read_money(folded(text))
            return _not_read("money", money, text) if isinstance(money, Unread) else money
        case "datetime":
            return _read_time(folded(text), spec, now, calendar, start)
        case "choice" | "evidence":
            return _read_option(folded(text), spec)
        case "text":
            return Words(text=text) if len(text) <= MAX_TEXT else NotUnderstood("too-long")
        case "reference" | "account":
            return Words(text=text) if len(text) <= MAX_SHORT else NotUnderstood("too-long")


def _not_read(problem: Misfit, unread: Unread, text: str) -> NotUnderstood:
    """Nothing is said back of a text that holds a card or identity number."""
    holds_number = cut_numbers(text) != text
    return NotUnderstood(problem, Unread(unread.cause) if holds_number else unread)


def _read_time(
    text: str, spec: FieldSpec, now: datetime, calendar: Calendar, start: Moment | None
) -> Moment | NotUnderstood | Open | Counted:
    read = read_when(text, now=now, direction=spec.direction, calendar=calendar)
    match read:
        case Unread():
            return _not_read("datetime", read, text)
        case Counted(span=span) if start is not None:
            return deadline(span, start, calendar)
        case Moment() if spec.direction == "past" and read.earliest > now + _JUST_NOW:
            return NotUnderstood("datetime", clock=now)
        case _:
            return read


def _read_option(text: str, spec: FieldSpec) -> Picked | NotUnderstood:
    if spec.kind == "evidence":
        return Picked(option=text) if text in spec.choices else NotUnderstood("option")
    wanted = folded(text).lower()
    for name, option in spec.options.items():
        if wanted in (
            name,
            folded(option.label.to("zh")).lower(),
            folded(option.label.to("en")).lower(),
        ):
            return Picked(option=name)
    return NotUnderstood("option")
