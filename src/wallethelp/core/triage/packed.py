"""Tables of names and numbers in which no entry is a Python object: small, and loaded as they lie.

A name is kept as a number of 32 bits and found by bisection. Among 30,000 names, one unknown name
in 140,000 is taken for a known one; whatever asks adds up dozens of them.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING
from zlib import crc32

from msgspec import Struct

if TYPE_CHECKING:
    Ints = array[int]
    Floats = array[float]
else:
    Ints = Floats = array


class Names(Struct, frozen=True):
    """Names, each known by its place among all."""

    numbers: Ints

    def place(self, name: str) -> int | None:
        """Where `name` stands; None for an unknown one."""
        number = crc32(name.encode())
        place = bisect_left(self.numbers, number)
        is_there = place < len(self.numbers) and self.numbers[place] == number
        return place if is_there else None


class Rows(Struct, frozen=True):
    """Rows of numbers, one after the other."""

    lengths: Ints
    content: Ints

    def __post_init__(self) -> None:
        if sum(self.lengths) != len(self.content):
            raise ValueError("the rows are not those that were kept")

    def starts(self) -> Ints:
        """Where in `content` each row begins, and the last one ends."""
        return array("I", accumulate(self.lengths, initial=0))


def named(names: Iterable[str]) -> dict[str, int]:
    """The place of each name; of two with the same number, the first alone has one."""
    by_number: dict[int, str] = {}
    for name in names:
        by_number.setdefault(crc32(name.encode()), name)
    return {by_number[number]: place for place, number in enumerate(sorted(by_number))}


def packed_names(places: Mapping[str, int]) -> Names:
    """The names that `named` gave places."""
    return Names(array("I", (crc32(name.encode()) for name in places)))


def packed_rows(rows: Sequence[Sequence[int]]) -> Rows:
    """Rows of numbers that are not below 0."""
    numbers = [number for row in rows for number in row]
    return Rows(packed([len(row) for row in rows]), packed(numbers))


def packed(numbers: Sequence[int]) -> Ints:
    """Numbers that are not below 0, in as few bytes as the greatest needs."""
    most = max(numbers, default=0)
    return array("B" if most < 1 << 8 else "H" if most < 1 << 16 else "I", numbers)
