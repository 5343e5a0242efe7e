"""Time zones of what was answered: a session is in one zone, wherever it is restored."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

T = TypeVar("T")


def in_zone(value: T, zone: tzinfo | None) -> T:
    """`value` with every aware time in it, however deep, told in `zone`: the moments are the same.

    `value` is a tree of records, tuples, lists, dicts and times; anything else
    is left as it is. Without a zone nothing changes.
    """
    if zone is None:
        return value
    # By way of UTC: a time that a clock change skips is told as what it means.
    return _changed(value, lambda at: at.astimezone(UTC).astimezone(zone))


def moved(value: T, begun: datetime, now: datetime) -> T:
    """`value` with every aware time in it as long before or after `now` as it was from `begun`.

    They are told in the zone of `now`, whole minutes apart.
    """
    minutes = timedelta(minutes=(now - begun) // timedelta(minutes=1))
    return _changed(value, lambda at: (at.astimezone(UTC) + minutes).astimezone(now.tzinfo))


def _changed(value: T, change: Callable[[datetime], datetime]) -> T:
    changed: T = _change(value, change)
    return changed


def _change(value: Any, change: Callable[[datetime], datetime]) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value if value.tzinfo is None else change(value)
    if isinstance(value, tuple | list):
        items = [_change(item, change) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
    if isinstance(value, dict):
        return {key: _change(item, change) for key, item in value.items()}
    if not isinstance(value, Struct):
        return value
    changes = {}
    for name in value.__struct_fields__:
        old = getattr(value, name)
        new = _change(old, change)
        if new is not old:
            changes[name] = new
    return replace(value, **changes) if changes else value
