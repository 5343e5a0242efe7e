"""Time zones of what was answered: a session is in one zone, wherever it is restored."""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, tzinfo
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

T = TypeVar("T")


def in_zone(value: T, zone: tzinfo | None) -> T:
    """`value` with every aware time in it, however deep, told in `zone`: the moments are the same.

    `value` is a tree of dataclasses, pydantic models, tuples, lists, dicts and times; anything else
    is left as it is. Without a zone nothing changes.
    """
    return value if zone is None else _in_zone(value, zone)


def _in_zone(value: Any, zone: tzinfo) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        # By way of UTC: a time that a clock change skips is told as what it means.
        return value if value.tzinfo is None else value.astimezone(UTC).astimezone(zone)
    if isinstance(value, tuple | list):
        items = [_in_zone(item, zone) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
    if isinstance(value, dict):
        return {key: _in_zone(item, zone) for key, item in value.items()}
    kind: Any = type(value)
    changes = {}
    for name in _fields(kind):
        old = getattr(value, name)
        new = _in_zone(old, zone)
        if new is not old:
            changes[name] = new
    if not changes:
        return value
    is_model = isinstance(value, BaseModel)
    return value.model_copy(update=changes) if is_model else replace(value, **changes)


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    """The names of a model's or dataclass's fields; anything else has none."""
    if issubclass(kind, BaseModel):
        return tuple(kind.model_fields)
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
