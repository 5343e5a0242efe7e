"""What the system tells a program to end, and how it does: never at once, always by unwinding."""

import os
import signal
import sys
from types import FrameType


def end_cleanly_on_signals() -> None:
    """SystemExit, not sudden death: the terminal is restored and the case is named."""
    # Windows has no SIGHUP.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)
    sys.unraisablehook = _send_again


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _send_again(lost: "sys.UnraisableHookArgs") -> None:
    """A signal that fell into a callback, which no exception leaves, is sent once more."""
    match lost.exc_value:
        case KeyboardInterrupt():
            number = int(signal.SIGINT)
        case SystemExit(code=int(code)) if code > 128:
            number = code - 128
        case _:
            sys.__unraisablehook__(lost)
            return
    from threading import Timer

    timer = Timer(0.05, _send, (number,))
    timer.daemon = True
    timer.start()


def _send(number: int) -> None:
    if sys.platform == "win32":
        # There os.kill ends a process at once, whatever it was to be sent.
        signal.raise_signal(number)
    else:
        # Sent to the process, not to this thread: it interrupts what the main one waits for.
        os.kill(os.getpid(), number)
