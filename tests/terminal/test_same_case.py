"""The installed program comes to the same case at a terminal as with given answers."""

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.support import ANSWERS, environment
from tests.terminal.support import Terminal, terminal

# The clock is the only thing put in place of the real one: times stand in the words of a case.
AT_ONE_TIME = """\
import sys
from datetime import datetime
from zoneinfo import ZoneInfo
from wallethelp.cli.desk import Desk
now = datetime(2026, 11, 20, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
Desk.now = lambda self: now
from wallethelp.__main__ import main
main()
"""
GIVEN = ("diagnose", "--wallet", "upay", "--guide", "top-up-failed", "--no-save", "--json")


def answered(person: Terminal) -> None:
    person.pick("Has anyone, or the app itself", "No")
    person.pick("What was the top-up paid with?", "bank card")
    person.pick("What does the side you paid from say", "Charged or completed")
    person.pick("Have you asked support", "Not yet")
    person.pick("Look up this top-up", "still not credited")
    person.choose("When did you top up?", "2026-01-05 14:30")
    person.choose("How much was it?", "120 CNY")
    person.choose("Did the app, the bank or support say")
    person.choose("What is the transaction", "TX-2026-0042")
    person.pick("Do you have a screenshot", "I have it")
    person.pick("Is everything right?", "Everything is right")


def test_a_terminal_and_a_file_come_to_the_same_bytes(home: Path, tmp_path: Path) -> None:
    script, answers = tmp_path / "at_one_time.py", tmp_path / "a.yaml"
    script.write_text(AT_ONE_TIME, encoding="utf-8")
    answers.write_text(ANSWERS, encoding="utf-8")
    typed, given = tmp_path / "typed.json", tmp_path / "given.json"
    with terminal(script, *GIVEN, "-o", typed, home=home, command=sys.executable) as person:
        answered(person)
        assert person.ended() == 0
    more: list[str | Path] = ["--answers", answers, "--no-input", "-o", given]
    subprocess.run(
        [sys.executable, script, *GIVEN, *more],
        env=environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    assert json.loads(typed.read_bytes())["outcome"] == "contact"
    assert typed.read_bytes() == given.read_bytes()
