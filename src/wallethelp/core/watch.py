"""Long work that somebody may want to watch: what goes through many things one by one."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Watch(Protocol):
    """Gives `items` on as they are; whoever watches sees each of them taken."""

    def __call__(self, items: Iterable[T], /) -> Iterable[T]:
        """The same items in the same order."""


def unwatched(items: Iterable[T], /) -> Iterable[T]:
    """`items`, with nobody watching."""
    return items
