"""Long work shows how far it is on a terminal, and nothing anywhere else."""

from collections.abc import Iterator
from io import StringIO
from itertools import count

import pytest
from rich.console import Console

from wallethelp.cli import progress
from wallethelp.cli.console import console
from wallethelp.cli.desk import Desk, Settings
from wallethelp.core.watch import Watch, unwatched


def _watch(written: StringIO, seconds_each: float, *, plain: bool = False) -> Watch:
    """A watch for whom each item takes some seconds."""
    ticks = count(step=seconds_each)

    def terminal() -> Console:
        return console(written, color="always", plain=plain)

    return progress.watched(terminal, "Reading", plain=plain, clock=lambda: next(ticks))


@pytest.mark.parametrize("seconds_each", [0.0, 0.01, 0.4, 3.0])
def test_everything_is_given_on_in_its_order(seconds_each: float) -> None:
    written = StringIO()
    assert list(_watch(written, seconds_each)(range(50))) == list(range(50))
    assert list(_watch(written, seconds_each)(iter("abc"))) == ["a", "b", "c"]


def test_what_is_soon_over_shows_nothing() -> None:
    written = StringIO()
    list(_watch(written, 0.01)(range(50)))
    assert written.getvalue() == ""


def test_what_takes_long_shows_how_far_it_is_and_leaves_no_line() -> None:
    written = StringIO()
    list(_watch(written, 0.4)(range(50)))
    shown = written.getvalue()
    assert "Reading" in shown
    assert "/50" in shown
    assert shown.endswith("\x1b[2K") or "\x1b[?25h" in shown, "the line is gone, the cursor back"


def test_in_plain_lines_it_is_said_once() -> None:
    written = StringIO()
    list(_watch(written, 0.4, plain=True)(range(50)))
    assert written.getvalue() == "Reading …\n"


def test_the_line_is_taken_away_when_the_work_breaks_off() -> None:
    written = StringIO()

    def broken() -> Iterator[int]:
        yield from range(5)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(_watch(written, 2.0)(broken()))
    assert "\x1b[?25h" in written.getvalue()


def test_where_there_is_no_terminal_nobody_watches() -> None:
    assert Desk(Settings()).watch("Reading") is unwatched
