"""What a conversation will need, made ready while the person reads the first question."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from importlib import import_module
from threading import Thread, main_thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wallethelp.cli.desk import Desk

_MODULES = ("ui.wizard", "core.entry", "core.version", "cli.last_screen")


def get_ready(desk: "Desk") -> None:
    """Begin; the next question never waits for more than it would need itself."""
    # No daemon: one that is at work when Python ends can crash it. It is waited for, and stops
    # after the step it is at.
    Thread(target=_get_ready, args=(desk,)).start()


def _get_ready(desk: "Desk") -> None:
    # Whatever goes wrong here goes wrong again, and is told, where it is needed.
    with suppress(Exception):
        for step in _steps(desk):
            if not main_thread().is_alive():
                return
            step()


def _steps(desk: "Desk") -> Iterator[Callable[[], object]]:
    for name in _MODULES:
        yield partial(import_module, f"wallethelp.{name}")
    from wallethelp.core.graph import most_from
    from wallethelp.core.privacy.door import inspect
    from wallethelp.core.questions import StepRef

    yield partial(inspect, "-", "free")  # compiles the rules that every text is read by
    for name in desk.pack.info.common:
        yield partial(most_from, desk.pack, StepRef(name, desk.pack.guides[name].start))
