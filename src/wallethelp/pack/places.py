"""Where in a file a value stands that did not fit, and of which type it had to be."""

from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from msgspec.structs import fields

from wallethelp.core.mistakes import Place
from wallethelp.pack.checking import RECORD, is_record


class Spot(NamedTuple):
    """A place in a file, the type that is due there, and what is written there."""

    place: Place
    hint: Any
    written: Any


def spot(hint: Any, data: Any, loc: Place) -> Spot:
    """Where `loc`, as a validator of the type `hint` tells it, leads within `data`.

    What is not in the file is left out: names of the members of a union, keys a short form implies.
    """
    place: list[str | int] = []
    for part in loc:
        members = _members(hint)
        if len(members) > 1:
            hint = _member(members, part)
            continue
        hint = _inside(members[0], part)
        if holds(data, part):
            data = data[part]
            place.append(part)
    return Spot(tuple(place), hint, data)


def records_at(hint: Any) -> tuple[Any, ...]:
    """The records a value of the type may be."""
    return tuple(filter(is_record, _members(hint)))


def _members(hint: Any) -> tuple[Any, ...]:
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) not in (Union, UnionType):
        return (hint,)
    members = [one for one in get_args(hint) if one is not NoneType]
    return _members(members[0]) if len(members) == 1 else tuple(members)


def _member(members: tuple[Any, ...], name: str | int) -> Any:
    records = tuple(filter(is_record, members))
    if name == RECORD:
        return records[0]
    return next((one for one in records if one.__struct_config__.tag == name), None)


def _inside(hint: Any, part: str | int) -> Any:
    if get_origin(hint) in (tuple, dict):
        args = get_args(hint)
        return args[0] if get_origin(hint) is tuple else args[1]
    if is_record(hint):
        return _types(hint).get(part)
    return None


@cache
def _types(record: Any) -> Mapping[str | int, Any]:
    """Of a record, which type belongs to which key; finding that out takes long."""
    return {one.encode_name: one.type for one in fields(record)}


def holds(data: Any, part: str | int) -> bool:
    """Whether something stands at the key, or the position, of a mapping or a list."""
    if isinstance(data, list):
        return isinstance(part, int) and part < len(data)
    return isinstance(data, dict) and part in data
