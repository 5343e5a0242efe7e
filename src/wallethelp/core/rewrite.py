"""A value rebuilt with other texts, by reflection: whatever fields it has, or gets later."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from wallethelp.core.case import Item
from wallethelp.core.guide import Ask, AskMany, Collect, Decide, End, Option, Try
from wallethelp.core.model import FieldSpec
from wallethelp.core.text import Text
from wallethelp.core.values import Answer, Detail, Tells

T = TypeVar("T")
_HOLDS_NO_TEXT = (type(None), int, float, Decimal, date, timedelta, Enum)
_FROM_THE_PACK = (Text, FieldSpec, Option, Ask, AskMany, Try, Collect, Decide, End)
"""What an author wrote stays as it is."""
_STAYS = _HOLDS_NO_TEXT + _FROM_THE_PACK


class Rewriter(ABC):
    """Rebuilds values; `text` and `detail` say what becomes of what they hold."""

    @abstractmethod
    def text(self, text: str, tells: Tells | None, place: str) -> str:
        """What stands for `text`, the attribute called `place`. `tells` is None if unsaid."""

    @abstractmethod
    def detail(self, detail: Detail, field: str | None) -> Detail:
        """What stands for the detail of `field`, or of a field that cannot be told."""

    def rewritten(self, value: T) -> T:
        """`value` rebuilt. Raises TypeError for a type that nobody has thought of yet."""
        result: T = self._any(value, (), "", None)
        return result

    def parts(self, record: Any) -> dict[str, Any]:
        """The attributes of a model, a dataclass or a named tuple, each rebuilt."""
        is_answer, is_item = isinstance(record, Answer), isinstance(record, Item)
        field = record.key if is_answer else record.field if is_item else None
        declared = _declared(record.__class__)
        return {
            name: self._any(getattr(record, name), declared[name], name, field)
            for name in _names(record)
        }

    def _any(self, value: Any, leaves: tuple[Any, ...], place: str, field: str | None) -> Any:
        """`leaves` are the types its declaration allows; of no declaration, none."""
        match value:
            case _ if isinstance(value, _STAYS):
                return value
            case str():
                return self.text(value, _tells(value, leaves), place)
            case Detail():
                return self.detail(value, field)
            case BaseModel():
                return value.model_copy(update=self.parts(value))
            case tuple() if hasattr(value, "_fields"):
                return type(value)(**self.parts(value))
            case tuple() | list() | frozenset() | set():
                inside = tuple(_inside(leaves))
                return type(value)(self._any(part, inside, place, None) for part in value)
            case Mapping():
                inside = tuple(_inside(leaves))
                return {
                    self._any(key, inside, place, None): self._any(part, inside, place, key)
                    for key, part in value.items()
                }
            case _ if is_dataclass(value) and not isinstance(value, type):
                return replace(value, **self.parts(value))
            case _:
                raise TypeError(type(value))


@cache
def _declared(kind: Hashable) -> dict[str, tuple[Any, ...]]:
    """The alternatives of each attribute's declared type."""
    hints = get_type_hints(kind, include_extras=True)
    return {name: tuple(_leaves(hint)) for name, hint in hints.items()}


def _names(record: Any) -> Iterator[str]:
    if isinstance(record, BaseModel):
        yield from type(record).model_fields
    elif is_dataclass(record):
        yield from (part.name for part in fields(record))
    else:
        yield from record._fields


def _leaves(hint: Any) -> Iterator[tuple[Any, Tells | None]]:
    """The alternatives of a declared type, each with what it says of its text."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *marks = get_args(hint)
        said = next((mark for mark in marks if isinstance(mark, Tells)), None)
        yield from ((leaf, said or told) for leaf, told in _leaves(inner))
    elif origin in (Union, UnionType):
        for alternative in get_args(hint):
            yield from _leaves(alternative)
    else:
        yield hint, None


def _inside(leaves: tuple[Any, ...]) -> Iterator[tuple[Any, Tells | None]]:
    """What the containers among the alternatives hold, the keys of a mapping with its values."""
    for hint, _tells_nothing in leaves:
        for inner in get_args(hint):
            yield from _leaves(inner)


def _tells(text: str, leaves: tuple[Any, ...]) -> Tells | None:
    """The most that a text can tell by its declared types; None where one does not say."""
    if any(get_origin(hint) is Literal and text in get_args(hint) for hint, _said in leaves):
        return Tells.NOTHING
    said = {tells for hint, tells in leaves if hint is str}
    if not said or None in said:
        return None
    return Tells.CONTACTS if Tells.CONTACTS in said else Tells.NOTHING
