"""What is looked up in tables that are no part of the program: the core is handed them.

They are handed in once for the whole program, by whoever starts it: what a rule looks up lies below
every door a text comes in by, and handing the tables through each of them would put one parameter,
always the same, into some fifty signatures.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol


class Tables(Protocol):
    """The look-ups. Whoever implements them may open a file at the first use of one."""

    def words(self, language: str) -> Sequence[str]:
        """The 2048 words of recovery phrases in `language`, in their order."""
        ...

    def base58(self, text: str) -> bytes | None:
        """What `text` stands for, without its checksum; None where that is wrong."""
        ...

    def is_resident_number(self, digits: str) -> bool:
        """Whether it is an identity number of the mainland: 18 signs, a county, a day, a check."""
        ...

    def phone_numbers(self, text: str) -> Iterable[tuple[int, int]]:
        """Where a number that is assigned somewhere stands in `text`, read as in the mainland."""
        ...


_handed_in: list[Tables] = []


def hand_in(tables: Tables) -> None:
    """Use `tables` from now on."""
    _handed_in[:] = [tables]


def tables() -> Tables:
    """The tables handed in. Raises LookupError before that: no text may pass without them."""
    if not _handed_in:
        raise LookupError("nobody has handed in the tables")
    return _handed_in[0]
