"""A value rebuilt with other texts, by reflection: whatever fields it has, or gets later."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache, cached_property
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from wallethelp.core.case import Item
from wallethelp.core.guide import Ask, AskMany, Collect, Decide, End, Option, Tell, Try
from wallethelp.core.model import FieldSpec
from wallethelp.core.text import Text
from wallethelp.core.values import Answer, Detail, Tells

T = TypeVar("T")
_HOLDS_NO_TEXT = (type(None), int, float, Decimal, date, timedelta, Enum)
_FROM_THE_PACK = (Text, FieldSpec, Option, Ask, AskMany, Try, Collect, Tell, Decide, End)
"""What an author wrote stays as it is."""
_STAYS = _HOLDS_NO_TEXT + _FROM_THE_PACK
_Shape = Literal["whole", "text", "detail", "record", "named tuple", "several", "mapping"]


class Rewriter(ABC):
    """Rebuilds values; `text` and `detail` say what becomes of what they hold."""

    @abstractmethod
    def text(self, text: str, tells: Tells | None, place: str | None) -> str:
        """What stands for `text`, of the attribute `place`, if any. `tells` is None if unsaid."""

    @abstractmethod
    def detail(self, detail: Detail, field: str | None) -> Detail:
        """What stands for the detail of `field`, or of a field that cannot be told."""

    def rewritten(self, value: T) -> T:
        """`value` rebuilt. Raises TypeError for a type that nobody has thought of yet."""
        result: T = self._any(value, _UNDECLARED)
        return result

    def parts(self, record: Any) -> dict[str, Any]:
        """The attributes of a record or a named tuple, each rebuilt."""
        is_answer, is_item = isinstance(record, Answer), isinstance(record, Item)
        field = record.key if is_answer else record.field if is_item else None
        return {
            name: self._any(getattr(record, name), declared, name, field)
            for name, declared in _attributes(record.__class__).items()
        }

    def _any(
        self,
        value: Any,
        declared: "_Declared",
        place: str | None = None,
        field: str | None = None,
    ) -> Any:
        match _shape(value.__class__):
            case "whole":
                return value
            case "text":
                return self.text(value, declared.tells(value), place)
            case "detail":
                return self.detail(value, field)
            case "record":
                return replace(value, **self.parts(value))
            case "named tuple":
                return type(value)(**self.parts(value))
            case "several":
                inside = declared.inside
                return type(value)(self._any(part, inside, place) for part in value)
            case "mapping":
                inside = declared.inside
                return {
                    self._any(key, inside, place): self._any(part, inside, place, key)
                    for key, part in value.items()
                }


@cache
def _shape(kind: type) -> _Shape:
    """How values of a type are rebuilt."""
    shapes: tuple[tuple[_Shape, bool], ...] = (
        ("whole", issubclass(kind, _STAYS)),
        ("text", issubclass(kind, str)),
        ("detail", issubclass(kind, Detail)),
        ("record", issubclass(kind, Struct)),
        ("named tuple", issubclass(kind, tuple) and hasattr(kind, "_fields")),
        ("several", issubclass(kind, tuple | list | frozenset | set)),
        ("mapping", issubclass(kind, Mapping)),
    )
    found = next((shape for shape, is_one in shapes if is_one), None)
    if found is None:
        raise TypeError(kind)
    return found


class _Declared:
    """The alternatives of a declared type, each with what it says of its text."""

    def __init__(self, leaves: tuple[tuple[Any, Tells | None], ...]) -> None:
        self.leaves = leaves

    @cached_property
    def inside(self) -> "_Declared":
        """What the containers among them hold, the keys of a mapping with its values."""
        held = (inner for hint, _said in self.leaves for inner in get_args(hint))
        return _Declared(tuple(leaf for inner in held for leaf in _leaves(inner)))

    @cached_property
    def _written(self) -> frozenset[Any]:
        """The texts that a declaration spells out."""
        literals = (hint for hint, _said in self.leaves if get_origin(hint) is Literal)
        return frozenset(text for hint in literals for text in get_args(hint))

    @cached_property
    def _said(self) -> Tells | None:
        said = {tells for hint, tells in self.leaves if hint is str}
        if not said or None in said:
            return None
        return Tells.CONTACTS if Tells.CONTACTS in said else Tells.NOTHING

    def tells(self, text: str) -> Tells | None:
        """The most that a text can tell; None where an alternative does not say."""
        return Tells.NOTHING if text in self._written else self._said


_UNDECLARED = _Declared(())


@cache
def _attributes(kind: type) -> dict[str, _Declared]:
    """What a type declares of each attribute of its values."""
    hints = get_type_hints(kind, include_extras=True)
    names = kind.__struct_fields__ if issubclass(kind, Struct) else getattr(kind, "_fields", ())
    return {name: _Declared(tuple(_leaves(hints[name]))) for name in names}


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
