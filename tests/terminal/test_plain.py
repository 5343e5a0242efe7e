"""Numbered lines at a real terminal: by choice, and where the terminal can do no more."""

import re
from pathlib import Path

import pytest

from tests.terminal.support import CTRL_C, terminal

GIVEN = ("diagnose", "--wallet", "upay", "--guide", "top-up-failed")


@pytest.mark.parametrize(
    ("options", "env"),
    [
        (["--plain"], {}),
        ([], {"TERM": "dumb"}),
    ],
    ids=["--plain", "dumb"],
)
def test_lines_are_numbered_and_nothing_is_drawn(
    home: Path, options: list[str], env: dict[str, str]
) -> None:
    with terminal(*GIVEN, *options, home=home, env=env) as person:
        person.line("1. No", "1\n")
        person.line("0. Back", "?\n")
        person.line("because of what you answered before", "0\n")
        person.line("Taken back:", CTRL_C)
        assert person.ended() == 130
        assert "\x1b" not in person.raw
        assert "Traceback" not in person.raw


def test_a_whole_case_in_plain_lines_at_40_columns(home: Path) -> None:
    with terminal("--plain", home=home, columns=40, lines=60) as person:
        person.line("What is going on?", "1\n")
        person.line("What is happening?", "4\n")
        person.line("What next?", "10\n")
        person.line("Enter for the next", "0\n")
        person.line("What next?", "11\n")
        assert person.ended() == 0
        assert "─" not in person.raw
        assert "\x1b" not in person.raw
        assert [line for line in person.lines if len(line) > 40] == []


def test_the_end_of_input_is_like_ctrl_c(home: Path) -> None:
    with terminal(*GIVEN, "--plain", home=home) as person:
        person.line("1. No", "1\n")
        person.line("What was the top-up paid with?", "\x04")
        assert person.ended() == 130
        assert re.search(r"\b\d{4}-\d+", person.text), "the case is named"
