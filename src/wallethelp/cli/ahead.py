"""What a conversation will need, made ready while the person reads the first question."""

from contextlib import suppress
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wallethelp.cli.desk import Desk

_MODULES = ("ui.wizard", "core.entry", "core.version", "cli.last_screen")


def get_ready(desk: "Desk") -> None:
    """Begin; the next question never waits for more than it would need itself."""
    Thread(target=_get_ready, args=(desk,), daemon=True).start()


def _get_ready(desk: "Desk") -> None:
    # Whatever goes wrong here goes wrong again, and is told, where it is needed.
    with suppress(Exception):
        from wallethelp.core.graph import most_from
        from wallethelp.core.privacy.door import inspect
        from wallethelp.core.questions import StepRef

        for name in _MODULES:
            import_module(f"wallethelp.{name}")
        inspect("-", "free")  # compiles the rules that every text is read by
        for name in desk.pack.info.common:
            most_from(desk.pack, StepRef(name, desk.pack.guides[name].start))
