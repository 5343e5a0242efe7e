"""Time zones of what was answered: a session is in one zone, wherever it is restored."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, tzinfo
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
    match value:
        case datetime():
            # By way of UTC: a time that a clock change skips is told as what it means.
            return value if value.tzinfo is None else value.astimezone(UTC).astimezone(zone)
        case BaseModel():
            changes = _changes(value, type(value).model_fields, zone)
            return value.model_copy(update=changes) if changes else value
        case tuple() if hasattr(value, "_fields"):
            return type(value)(*(_in_zone(item, zone) for item in value))
        case tuple() | list():
            return type(value)(_in_zone(item, zone) for item in value)
        case dict():
            return {key: _in_zone(item, zone) for key, item in value.items()}
        case _ if is_dataclass(value) and not isinstance(value, type):
            changes = _changes(value, (field.name for field in fields(value)), zone)
            return replace(value, **changes) if changes else value
        case _:
            return value


def _changes(value: object, names: Iterable[str], zone: tzinfo) -> dict[str, Any]:
    old = {name: getattr(value, name) for name in names}
    new = {name: _in_zone(item, zone) for name, item in old.items()}
    return {name: item for name, item in new.items() if item is not old[name]}
