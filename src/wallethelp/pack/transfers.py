"""An exported case read back: as a case to take in, or as answers given in advance."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import ValidationError, convert
from msgspec.structs import replace

from wallethelp.core.mistakes import Mistake, Place
from wallethelp.core.scripts import Script
from wallethelp.core.transfer import Transfer
from wallethelp.core.transfer_check import problems
from wallethelp.core.values import (
    HIDDEN,
    Answer,
    Chose,
    ChoseMany,
    Detail,
    Moment,
    Money,
    Picked,
    Reply,
    Skipped,
    Tried,
    Words,
)
from wallethelp.pack.documents import Document, UnreadableError, read, with_marks

SCHEMA = "wallethelp.case/1"
_FAMILY = "wallethelp.case/"
_PART = re.compile(r"\[(\d+)\]|\.([^.\[\]]+)|\[\.\.\.\]")
MOST_TOLD = 20
"""More mistakes in one file nobody reads."""


def is_case(data: Any) -> bool:
    """Whether plain data says of itself that it is a case."""
    schema = data.get("schema") if isinstance(data, dict) else None
    return isinstance(schema, str) and schema.startswith(_FAMILY)


def read_transfer(raw: bytes, file: str) -> tuple[Transfer | None, tuple[Mistake, ...]]:
    """The case in `raw`, named `file` in messages, or what is wrong with it."""
    try:
        document = read(raw, file, as_json=True)
    except UnreadableError as error:
        return None, (error.mistake,)
    if document.mistakes:
        return None, document.mistakes
    return transfer_in(document, raw)


def transfer_in(document: Document, raw: bytes) -> tuple[Transfer | None, tuple[Mistake, ...]]:
    """The case that a document holds, or what is wrong with it."""

    def wrong(*found: tuple[str, Place, dict[str, str]]) -> tuple[None, tuple[Mistake, ...]]:
        marked = with_marks(document, raw)
        return None, tuple(marked.mistake(code, at, **names) for code, at, names in found)

    data = document.data
    if not is_case(data):
        return wrong(("not-a-case", (), {}))
    if data["schema"] != SCHEMA:
        return wrong(("newer-case", ("schema",), {"name": data["schema"][:40]}))
    if "kept" not in data:
        return wrong(("schema.missing", (), {"key": "kept"}))
    try:
        kept = convert(data["kept"], Transfer)
    except (ValidationError, ValueError, OverflowError, RecursionError) as error:
        return wrong(("does-not-fit", ("kept", *_place(str(error))), {}))
    found = [
        (problem.code, ("kept", *problem.place), {"name": str(problem.place[-1])})
        for problem in problems(kept)
    ]
    return wrong(*found[:MOST_TOLD]) if found else (kept, ())


def _place(message: str) -> Iterator[str | int]:
    """The place that msgspec names at the end of a message, such as `$.session.answers[0]`."""
    path = message.rpartition("`$")[2].rstrip("`") if "`$" in message else ""
    for number, name in _PART.findall(path):
        if not number and not name:
            return
        yield int(number) if number else name


def script_of(kept: Transfer, empty: Script) -> Script:
    """The answers of a case as somebody would write them; what was masked is left to be asked."""
    session = kept.session
    answers = {answer.key: answer for answer in (*session.answers, *session.added)}
    told = {key: _written(answer) for key, answer in answers.items() if not _is_left(answer)}
    return replace(
        empty,
        steps={key: reply for key, reply in told.items() if "/" in key},
        fields={key: text for key, text in told.items() if "/" not in key},
        # Whoever wrote the case has said so already.
        confirm=tuple(key for key in told if _is_text(answers[key].reply)),
        guide=session.guide,
        wallet=session.wallet,
    )


def _is_left(answer: Answer) -> bool:
    """Whether it is no answer to be given again: passed over, or masked."""
    reply = answer.reply
    return isinstance(reply, Skipped) or (isinstance(reply, Detail) and HIDDEN in reply.words)


def _is_text(reply: Reply) -> bool:
    return isinstance(reply, Detail) and isinstance(reply.value, Words)


def _written(answer: Answer) -> Any:
    reply: Reply = answer.reply
    match reply:
        case Chose(option=option) | Tried(result=option) | Detail(value=Picked(option=option)):
            return option
        case ChoseMany(options=options):
            return list(options) or ["none"]
        case Detail(value=Money(amount=amount, currency=str(currency))):
            return f"{amount:f} {currency}"
        case Detail(value=Moment(earliest=first, latest=last, precision=precision)):
            return _time(reply, precision, is_point=first == last)
        case Detail():
            return reply.words
        case _:
            return None


def _time(reply: Detail, precision: str, *, is_point: bool) -> str:
    """A time as it is read again at any later time; one of a part of a day as it was written."""
    moment = reply.value
    if not isinstance(moment, Moment):
        return reply.words
    if is_point and (moment.latest.hour, moment.latest.minute) != (23, 59):
        return f"{moment.earliest:%Y-%m-%d %H:%M}"
    if moment.earliest.date() == moment.latest.date() and precision != "part":
        return f"{moment.earliest:%Y-%m-%d}"
    return reply.words
