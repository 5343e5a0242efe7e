"""What is promised of types: the keys that are written and read, and what stands at each."""

from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

Shape = Any
"""Plain data: the name of a type, or a mapping with one key that says how it is made of others."""
Records = dict[str, dict[str, dict[str, Shape]]]
"""For each record its keys, and for each key whether it has to be there and what it is."""


def records_of(*roots: Any, tagged: bool = True) -> Records:
    """The keys of every record that the types hold; with what tells it from others, if `tagged`."""
    found: Records = {}
    ahead = list(roots)
    while ahead:
        one = ahead.pop()
        if not (isinstance(one, type) and issubclass(one, Struct)):
            ahead += [part for part in get_args(one) if get_origin(one) is not Literal]
        elif one.__name__ not in found:
            found[one.__name__] = {
                part.encode_name: {
                    "required": part.default is NODEFAULT and part.default_factory is NODEFAULT,
                    "is": _shape(part.type),
                }
                for part in fields(one)
            }
            if tagged and (tag := one.__struct_config__.tag_field) is not None:
                found[one.__name__][f"{tag} ="] = {
                    "required": True,
                    "is": str(one.__struct_config__.tag),
                }
            ahead += [part.type for part in fields(one)]
    return dict(sorted(found.items()))


def _shape(hint: Any) -> Shape:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _shape(inner[0])
    if origin is Literal:
        return {"one of": sorted(map(str, inner))}
    if origin is tuple:
        return {"list of": _shape(inner[0])}
    if origin in (Union, UnionType):
        return {"any of": sorted((_shape(part) for part in inner), key=str)}
    if origin is not None and issubclass(origin, Mapping):
        return {"mapping": [_shape(part) for part in inner]}
    return "nothing" if hint is NoneType else getattr(hint, "__name__", str(hint))


def broken(old: Records, new: Records, *, written_by: Literal["us", "others"]) -> Iterator[str]:
    """What whoever relied on `old` misses in `new`.

    What others write must go on to be read: no key may be gone or newly required. Of what we write
    no key may be gone or newly left out, nor hold what nobody expects. Names of values may come.
    """
    for record, keys in old.items():
        for key, was in keys.items():
            now = new.get(record, {}).get(key)
            if now is None:
                yield f"{record}.{key} is gone"
            elif now["required"] != was["required"] and now["required"] == (written_by == "others"):
                yield f"{record}.{key} is {'required' if now['required'] else 'optional'} now"
            elif not _holds(was["is"], now["is"], ours=written_by == "us"):
                yield f"{record}.{key} was {was['is']}, and is {now['is']}"


def _holds(was: Shape, now: Shape, *, ours: bool) -> bool:
    match was, now:
        case {"one of": list(old)}, {"one of": list(new)}:
            return set(old) <= set(new)
        case {"any of": list(old)}, {"any of": list(new)} if ours:
            return all(any(_holds(one, other, ours=ours) for one in old) for other in new)
        case {"any of": list(old)}, {"any of": list(new)}:
            return all(any(_holds(one, other, ours=ours) for other in new) for one in old)
        case {"list of": old}, {"list of": new}:
            return _holds(old, new, ours=ours)
        case {"mapping": list(old)}, {"mapping": list(new)}:
            return all(_holds(one, other, ours=ours) for one, other in zip(old, new, strict=True))
        case _:
            return bool(was == now)


def used_in(value: Any) -> Iterator[tuple[str, str]]:
    """The record and key of everything in a value that is not just as it is by default."""
    if isinstance(value, Struct):
        for part in fields(value):
            held = getattr(value, part.name)
            factory = part.default_factory
            default = factory() if callable(factory) else part.default
            if held != default:
                yield type(value).__name__, part.encode_name
            yield from used_in(held)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from used_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from used_in(part)


def keys_in(data: Any) -> dict[str, Any]:
    """The keys of plain data, and of all that it holds; those of a list are those of its items."""
    if isinstance(data, Mapping):
        return {key: keys_in(held) for key, held in data.items()}
    found: dict[str, Any] = {}
    for item in data if isinstance(data, list) else ():
        found = _both(found, keys_in(item))
    return found


def missing(old: Mapping[str, Any], new: Mapping[str, Any], at: str = "") -> Iterator[str]:
    """The keys of `old`, with those that hold them, that are not in `new`."""
    for key, held in old.items():
        if key in new:
            yield from missing(held, new[key], f"{at}{key}.")
        else:
            yield f"{at}{key}"


def _both(one: dict[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    return {**one, **{key: _both(one.get(key, {}), held) for key, held in other.items()}}
