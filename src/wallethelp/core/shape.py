"""How types say what may be written: in plain words beside them, read by whoever checks a file."""

from collections.abc import Callable
from typing import Any, NamedTuple, dataclass_transform

from msgspec import Struct, field


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Frozen(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every value that is written down: immutable, unknown keys refused."""


UNREAD = "?"
"""Stands for a text that could not be read while the rest is checked; no id is written so."""


class UnfitError(ValueError):
    """What is written does not fit; `code` says how, `names` hold what the wording needs.

    `at` is where within it that is so.
    """

    def __init__(self, code: str, at: tuple[str, ...] = (), **names: str) -> None:
        super().__init__(code)
        self.code = code
        self.at = at
        self.names = names


class Check(NamedTuple):
    """Says of a type what its values must be. `fits` raises UnfitError for one that is not."""

    fits: Callable[[Any], None]


class Written(NamedTuple):
    """Says how an author writes a value: `read` makes of that plain data of the type.

    It is given whatever stands there, and raises UnfitError; what it does not know it gives back.
    """

    read: Callable[[Any], Any]


class ToldByKey(NamedTuple):
    """Says of a union that its types, each tagged with a key, are told apart by the key written.

    `error` is the code where none of them is, or several; `unread` makes of what is written then a
    value that stands for it while the rest is checked.
    """

    error: str
    unread: Callable[[Any], Any]
