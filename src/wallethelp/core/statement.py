"""What a statement to a bank, a regulator or the police names, tells and asks."""

import re
from collections.abc import Iterator

from wallethelp.core.case import Case, Item
from wallethelp.core.history import Log
from wallethelp.core.model import FieldKind, Pack
from wallethelp.core.next_step import side_of
from wallethelp.core.onward import Reader, Statement
from wallethelp.core.text import PLACEHOLDER, Text
from wallethelp.core.values import Unknown

_TO_A_READER = re.compile(r"[你您]|\byou(?:rs?|rself)?\b", re.IGNORECASE)
_ORDER: tuple[FieldKind, ...] = (
    "money",
    "datetime",
    "text",
    "choice",
    "reference",
    "account",
    "evidence",
)
_OF_MYSELF = {"you": "I", "them": "me", "your": "my", "yours": "mine", "yourself": "myself"}


def body_of(case: Case, log: Log, pack: Pack, reader: Reader) -> Text | None:
    """What the reader is called; None where nothing tells which body it is.

    It is one that was contacted, or the one of the place the person named.
    """
    bodies = {body.rung: body.name for body in _statement(pack, reader).bodies}
    contacted = [contact.channel for contact in log if contact.channel in bodies]
    there = pack.rungs_for(case.region, bodies) if case.region is not None else ()
    rung = next(iter((*reversed(contacted), *there)), None)
    return bodies[rung] if rung is not None else None


def asked_of(case: Case, log: Log, pack: Pack, reader: Reader) -> Text | None:
    """What is asked of the reader: what the guide asks of them, else what the pack does; or None.

    Details stand in it as `{field}`.
    """
    request = case.end.request
    asks = request.asks.items() if request is not None else ()
    sides = {side_of(pack, case, contact.channel) for contact in log}
    fitting = (
        one.ask
        for one in _statement(pack, reader).asks
        if (not one.guides or case.ref.guide in one.guides) and sides.issuperset(one.tried)
    )
    return next((text for to, text in asks if to == reader), next(fitting, None))


def blanks_of(case: Case, pack: Pack, reader: Reader) -> tuple[str, ...]:
    """Fields the reader needs and the case does not ask for."""
    held = {item.field for item in case.bring}
    return tuple(name for name in _statement(pack, reader).fields if name not in held)


def told_to(case: Case, reader: Reader) -> Iterator[Text]:
    """The sentences of the message that say what happened, without those meant for another ear.

    One that speaks to whom it was written for is left out, and so is what the message of an
    escalation says of itself.
    """
    request = case.end.request
    situation = request.situation if request is not None else None
    if request is not None and situation is not None:
        is_theirs = reader in request.asks or case.outcome != "escalate"
        if request.to == reader or (is_theirs and not speaks_to_reader(situation)):
            yield situation
    yield from (text for text in case.says if not speaks_to_reader(text))


def speaks_to_reader(text: Text) -> bool:
    """Whether a sentence says “you” to whoever reads it."""
    plain = (PLACEHOLDER.sub("", re.sub(r"<\w+>", "", one)) for one in (text.zh, text.en))
    return any(_TO_A_READER.search(one) for one in plain)


def of_myself(text: Text) -> Text:
    """What is said to the person, as they say it themselves."""

    def mine(written: str) -> str:
        return re.sub(r"<(\w+)>", lambda mark: f"<{_OF_MYSELF.get(mark[1], mark[1])}>", written)

    return Text(zh=mine(text.zh), en=mine(text.en))


def in_order(case: Case) -> list[Item]:
    """The details a stranger looks for: how much, when, then what tells it apart.

    Among them are some that are not known, and are written in by hand.
    """
    shown = [item for item in case.bring if item.detail is not None or is_written_in(item)]
    return sorted(shown, key=lambda item: _ORDER.index(item.spec.kind))


def is_written_in(item: Item) -> bool:
    """Whether a line is left for a detail that is missing: no statement is read without it."""
    is_past = item.spec.kind == "datetime" and item.spec.direction == "past"
    is_needed = is_past or item.spec.kind == "money" or item.spec.identifying
    return item.state == "missing" and is_needed


def not_known(case: Case) -> Iterator[Text]:
    """Questions that nobody could answer, and details that are missing."""
    yield from (told.short for told in case.told if isinstance(told.reply, Unknown))
    for item in case.bring:
        is_open = item.spec.kind != "evidence" and item.state in ("missing", "unknown")
        if is_open and not is_written_in(item):
            yield item.spec.label


def _statement(pack: Pack, reader: Reader) -> Statement:
    statements = pack.onward.statements if pack.onward is not None else {}
    return statements.get(reader, Statement())
