"""What is made ready while somebody reads is no danger to the end of the program."""

from threading import Thread

import pytest

from wallethelp.cli import ahead
from wallethelp.cli.desk import Desk, Settings


def test_python_waits_for_it_when_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """A daemon at work then can crash it: a run of the tests ended with a fault of memory."""
    started: list[Thread] = []
    monkeypatch.setattr(Thread, "start", lambda thread: started.append(thread))
    ahead.get_ready(Desk(Settings()))
    assert [thread.daemon for thread in started] == [False]


def test_it_stops_after_the_step_it_is_at(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []

    class Gone:
        def is_alive(self) -> bool:
            return len(done) < 2

    monkeypatch.setattr(ahead, "main_thread", Gone)
    monkeypatch.setattr(ahead, "_steps", lambda _desk: [lambda: done.append(0)] * 5)
    ahead._get_ready(Desk(Settings()))
    assert len(done) == 2
