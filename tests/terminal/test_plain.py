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
        ([], {"ACCESSIBLE": "1"}),
        ([], {"TERM": "dumb"}),
        ([], {"TERM": ""}),
    ],
    ids=["--plain", "ACCESSIBLE", "dumb", "no TERM"],
)
def test_lines_are_numbered_and_nothing_is_drawn(
    home: Path, options: list[str], env: dict[str, str]
) -> None:
    with terminal(*GIVEN, *options, home=home, env=env) as person:
        person.see("1. No", "Number 1 to")
        person.press("1\n")
        person.see("Was your card or bank account charged?", "0. Back")
        person.press("?\n")
        person.see("because of what you answered before")
        person.press("0\n")
        person.see("Back to:")
        person.press(CTRL_C)
        assert person.ended() == 130
        assert "\x1b" not in person.raw
        assert "Traceback" not in person.raw


def test_a_whole_case_in_plain_lines_at_40_columns(home: Path) -> None:
    with terminal("--plain", home=home, columns=40, lines=60) as person:
        person.see("What is going on?", "Number 1 to")
        person.press("1\n")
        person.see("What is happening?")
        person.press("4\n")
        person.see("Is everything right?")
        person.press("1\n")
        person.see("Stay safe", "What next?")
        person.press("1\n")
        assert person.ended() == 0
        assert "─" not in person.raw
        assert "\x1b" not in person.raw
        assert [line for line in person.lines if len(line) > 40] == []


def test_the_end_of_input_is_like_ctrl_c(home: Path) -> None:
    with terminal(*GIVEN, "--plain", home=home) as person:
        person.see("1. No", "Number 1 to")
        person.press("1\n")
        person.see("Was your card or bank account charged?")
        person.press("\x04")
        assert person.ended() == 130
        assert re.search(r"\b\d{4}-\d+", person.text), "the case is named"
