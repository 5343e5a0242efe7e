"""Time zones of what was answered: a session is in one zone, wherever it is restored."""

from datetime import UTC, datetime, tzinfo
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

T = TypeVar("T")


def in_zone(value: T, zone: tzinfo | None) -> T:
    """`value` with every aware time in it, however deep, told in `zone`: the moments are the same.

    `value` is a tree of records, tuples, lists, dicts and times; anything else
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
    if not isinstance(value, Struct):
        return value
    changes = {}
    for name in value.__struct_fields__:
        old = getattr(value, name)
        new = _in_zone(old, zone)
        if new is not old:
            changes[name] = new
    return replace(value, **changes) if changes else value
