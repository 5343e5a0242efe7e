"""Every text of a pack, with its place, and what `{…}` may name in it."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import fields

from wallethelp.core.mistakes import Place
from wallethelp.core.names import Ref, Sort, declared, records_in
from wallethelp.core.text import Text


class Found(NamedTuple):
    """A text at its place. `sort` is what `{…}` names in it, None where it names nothing."""

    place: Place
    text: Text
    sort: Sort | None

    @property
    def key(self) -> str:
        """What the text is, as the author calls it: `ask`, `label`, `do` …"""
        return next((part for part in reversed(self.place) if isinstance(part, str)), "")


def texts_in(value: object, place: Place = (), sort: Sort | None = None) -> Iterator[Found]:
    """Every text within a value of a pack, in the order of the file."""
    match value:
        case Text():
            yield Found(place, value, sort)
        case Struct():
            for name, key, named in _attributes(type(value)):
                yield from texts_in(getattr(value, name), (*place, key), named)
        case Mapping():
            for key, item in value.items():
                yield from texts_in(item, (*place, key), sort)
        case tuple():
            for number, item in enumerate(value):
                yield from texts_in(item, (*place, number), sort)


@cache
def _attributes(kind: type[Struct]) -> tuple[tuple[str, str, Sort | None], ...]:
    """The attributes that hold texts: name, key in the file, and what `{…}` names in them."""
    found = []
    for field in fields(kind):
        inside = list(declared(field.type))
        records = [one for one in inside if isinstance(one, type) and issubclass(one, Struct)]
        if any(one is Text or Text in records_in(one) for one in records):
            ref = next((one for one in inside if isinstance(one, Ref) and one.to is not None), None)
            sort = ref.to if ref is not None and Text in records else None
            found.append((field.name, field.encode_name, sort))
    return tuple(found)
