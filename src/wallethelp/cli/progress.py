"""How far long work is, on standard error of a terminal and nowhere else."""

from collections.abc import Callable, Iterable, Iterator, Sized
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from wallethelp.core.watch import Watch

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")
PATIENCE = 1.0
"""Seconds of work before anything is shown: most of it is over by then."""


def watched(
    console: "Callable[[], Console]",
    what: str,
    *,
    plain: bool,
    clock: Callable[[], float] = monotonic,
) -> Watch:
    """A watch that shows on a terminal what is done and how far it is, after PATIENCE.

    The line is gone when the work is. In `plain` lines, and on a terminal that cannot move its
    cursor, it is said once that it takes a while.
    """

    def watch(items: Iterable[T], /) -> Iterator[T]:
        begun = clock()
        total = len(items) if isinstance(items, Sized) else None
        show: Callable[[int], None] | None = None
        end: Callable[[], None] = _nothing
        try:
            for number, item in enumerate(items):
                if show is None and clock() - begun >= PATIENCE:
                    show, end = _shown(console(), what, total, plain=plain)
                if show is not None:
                    show(number)
                yield item
        finally:
            end()

    return watch


def _nothing() -> None:
    """There is nothing to take away."""


def _shown(
    console: "Console", what: str, total: int | None, *, plain: bool
) -> tuple[Callable[[int], None], Callable[[], None]]:
    """What moves the line on, and what takes it away."""
    if plain or console.is_dumb_terminal:
        console.print(f"{what} …")
        return (lambda _number: None), _nothing
    # Imported here: most commands are done before it is worth its time.
    from rich.progress import Progress, TextColumn

    count = "{task.completed}" if total is None else "{task.completed}/{task.total}"
    progress = Progress(
        TextColumn(f"{{task.description}} {count}"), console=console, transient=True
    )
    task = progress.add_task(what, total=total)
    progress.start()
    return (lambda number: progress.update(task, completed=number)), progress.stop
