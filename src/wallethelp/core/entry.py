"""The one door where a detail comes in: cleaned, checked for secrets, then read by its type."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from wallethelp.core.duration import Calendar
from wallethelp.core.model import FieldSpec
from wallethelp.core.money import parse_money
from wallethelp.core.privacy import Doubtful, Refused, TextKind, cut_numbers, inspect
from wallethelp.core.session import EVIDENCE
from wallethelp.core.text import clean, folded
from wallethelp.core.values import Detail, Picked, Skipped, Unknown, Value, Words
from wallethelp.core.when import parse_when

Problem = Literal["money", "datetime", "in-future", "too-long", "option"]

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


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The text is no value of the field's type; `problem` says which way to write it."""

    problem: Problem


Entry = Detail | Unknown | Skipped | NotUnderstood | Refused | Doubtful


def read_entry(
    raw: str, spec: FieldSpec, *, now: datetime, calendar: Calendar, confirmed: bool = False
) -> Entry:
    """What `raw`, typed for the field `spec`, comes to.

    Nothing is Skipped, “I don't know” is Unknown. `confirmed` means that the person has said a
    Doubtful text is no card number or key. Only a Detail may be kept, and it holds no secret.
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
    value = _read_value(kept, spec, now, calendar)
    return value if isinstance(value, NotUnderstood) else Detail(value=value, words=kept)


def _confirmed(text: str, kind: TextKind) -> str:
    """A text whose doubtful part is no key; a card number beside it is cut all the same."""
    return cut_numbers(text) if kind in ("free", "account") else text


def _read_value(
    text: str, spec: FieldSpec, now: datetime, calendar: Calendar
) -> Value | NotUnderstood:
    match spec.kind:
        case "money":
            return parse_money(folded(text)) or NotUnderstood("money")
        case "datetime":
            moment = parse_when(folded(text), now=now, direction=spec.direction, calendar=calendar)
            if moment is None:
                return NotUnderstood("datetime")
            if spec.direction == "past" and moment.earliest > now + _JUST_NOW:
                return NotUnderstood("in-future")
            return moment
        case "choice" | "evidence":
            return _read_option(folded(text), spec)
        case "text":
            return Words(text=text) if len(text) <= MAX_TEXT else NotUnderstood("too-long")
        case "reference" | "account":
            return Words(text=text) if len(text) <= MAX_SHORT else NotUnderstood("too-long")


def _read_option(text: str, spec: FieldSpec) -> Picked | NotUnderstood:
    if spec.kind == "evidence":
        return Picked(option=text) if text in EVIDENCE else NotUnderstood("option")
    written = text.lower()
    for name, option in spec.options.items():
        if written in (name, folded(option.label.zh).lower(), folded(option.label.en).lower()):
            return Picked(option=name)
    return NotUnderstood("option")
