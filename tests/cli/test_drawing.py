"""How questions are asked, from what is known of the streams alone."""

import pytest

from wallethelp.cli.streams import Streams, drawing

TERMINAL = Streams(can_read=True, can_draw=True, term="xterm-256color")


def test_a_terminal_is_drawn_on() -> None:
    assert drawing(TERMINAL, plain=False, no_input=False) == "terminal"


@pytest.mark.parametrize("term", ["", "dumb", "unknown"])
def test_a_terminal_that_cannot_draw_gets_plain_lines(term: str) -> None:
    streams = Streams(can_read=True, can_draw=True, term=term)
    assert drawing(streams, plain=False, no_input=False) == "plain"


def test_plain_lines_are_there_for_whoever_wants_them() -> None:
    assert drawing(TERMINAL, plain=True, no_input=False) == "plain"


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize(("can_read", "can_draw"), [(True, False), (False, True), (False, False)])
def test_nobody_is_asked_without_a_terminal_to_read_and_one_to_draw_on(
    can_read: bool, can_draw: bool, plain: bool
) -> None:
    streams = Streams(can_read=can_read, can_draw=can_draw, term="xterm")
    assert drawing(streams, plain=plain, no_input=False) == "nobody"


@pytest.mark.parametrize("plain", [True, False])
def test_no_input_asks_nobody(plain: bool) -> None:
    assert drawing(TERMINAL, plain=plain, no_input=True) == "nobody"
