"""A case as it may leave: what identifies somebody is hidden as a value, before words exist.

Nothing has to remember to do so. A text is hidden whole unless its type says what it can tell
(`Tells`), and so is a detail whose field cannot be told; see
docs/design.md#what-is-hidden.
"""

from collections.abc import Mapping
from typing import TypeVar

from msgspec.structs import replace

from wallethelp.core.case import Case
from wallethelp.core.history import LOG_FIELDS, Log
from wallethelp.core.model import FieldSpec
from wallethelp.core.privacy.contacts import mask_contacts
from wallethelp.core.rewrite import Rewriter
from wallethelp.core.values import HIDDEN, Detail, Tells, Words

T = TypeVar("T")


def redact(case: Case, log: Log, fields: Mapping[str, FieldSpec]) -> tuple[Case, Log]:
    """The case and the contacts since, for somebody else to read. `fields` are the pack's.

    Identifying details and whom the person asks for are hidden whole, contact details within free
    text are masked; references, amounts, times and choices stay. Doing it twice changes nothing.
    """
    return redacted(case, fields), redacted(log, LOG_FIELDS)


def redacted(value: T, fields: Mapping[str, FieldSpec]) -> T:
    """Any value that holds answers or contacts, as `redact` leaves it."""
    return _Redaction(fields).rewritten(value)


def without(value: T, name: str) -> T:
    """`value` with one thing hidden and all else as it is: a field's detail, or an attribute."""
    return _Without(name).rewritten(value)


class _Redaction(Rewriter):
    def __init__(self, fields: Mapping[str, FieldSpec]) -> None:
        self.fields = fields

    def text(self, text: str, tells: Tells | None, place: str | None) -> str:
        match tells:
            case Tells.NOTHING:
                return text
            case Tells.CONTACTS:
                return mask_contacts(text)
            case None:
                return HIDDEN

    def detail(self, detail: Detail, field: str | None) -> Detail:
        spec = self.fields.get(field or "")
        if spec is None or spec.identifying:
            return _hidden()
        parts = self.parts(detail)
        if not isinstance(detail.value, Words):
            # The door understood all of it as an amount, a time or a choice.
            parts["words"] = detail.words
        elif spec.kind == "reference":
            parts["words"] = detail.words
            parts["value"] = replace(parts["value"], text=detail.value.text)
        return replace(detail, **parts)


class _Without(Rewriter):
    def __init__(self, name: str) -> None:
        self.name = name

    def text(self, text: str, tells: Tells | None, place: str | None) -> str:
        return HIDDEN if place == self.name else text

    def detail(self, detail: Detail, field: str | None) -> Detail:
        return _hidden() if field == self.name else detail


def _hidden() -> Detail:
    return Detail(value=Words(text=HIDDEN), words=HIDDEN)
