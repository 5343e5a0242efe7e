"""Leaving in the middle: what is said, what is kept, and the terminal as it was."""

import os
import re
import signal
from pathlib import Path

import pytest

from tests.casework.support import newest
from tests.cli.support import ANSWERS
from tests.terminal.support import CTRL_C, ENTER, PROGRAM, Terminal, squeezed, terminal
from wallethelp.core.values import Chose

GIVEN = ("diagnose", "--wallet", "upay", "--guide", "top-up-failed")
PAID = "What was the top-up paid with?"
CHARGED = "What does the side you paid from say"


def two_answers(person: Terminal) -> None:
    person.pick("Has anyone, or the app itself", "No")
    person.pick(PAID, "bank card")
    person.asked(CHARGED)


def _kept(home: Path) -> tuple[str, list[str]]:
    """The id of the case in the folder, and the options chosen in it."""
    record = newest(home)
    assert record is not None
    replies = [answer.reply for answer in record.session.answers]
    return record.id, [reply.option for reply in replies if isinstance(reply, Chose)]


def test_ctrl_c_names_the_case_that_was_kept(home: Path) -> None:
    with terminal(*GIVEN, home=home) as person:
        two_answers(person)
        person.press(CTRL_C)
        assert person.ended() == 130
        case_id = re.search(r"\b(\d{4}-\d+)", person.text)
        assert case_id
        assert "Traceback" not in person.raw
    assert _kept(home) == (case_id[1], ["nobody", "bank"])


def test_the_way_back_is_told_as_it_has_to_be_typed(home: Path) -> None:
    for path, is_told in (("/usr/bin:/bin", True), (str(Path(PROGRAM).parent), False)):
        with terminal(*GIVEN, home=home, env={"PATH": path}) as person:
            two_answers(person)
            person.press(CTRL_C)
            assert person.ended() == 130
            assert (squeezed(f"type here: {PROGRAM}") in squeezed(person.text)) is is_told


def test_ctrl_c_without_saving_says_that_nothing_was_kept(home: Path) -> None:
    with terminal(*GIVEN, "--no-save", home=home) as person:
        two_answers(person)
        person.press(CTRL_C)
        assert person.ended() == 130
        assert "Nothing was kept" in person.text
    assert not home.exists()


def test_ctrl_c_in_a_text_leaves_too(home: Path, tmp_path: Path) -> None:
    answers = tmp_path / "a.yaml"
    answers.write_text(ANSWERS.replace("  amount: 120 CNY\n", ""), encoding="utf-8")
    with terminal(*GIVEN, "--answers", answers, home=home) as person:
        person.asked("How much was it?")
        person.press("12", CTRL_C)
        assert person.ended() == 130


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 143), (signal.SIGINT, 130)],
    ids=["terminated", "interrupted"],
)
def test_a_signal_keeps_the_answers_and_gives_the_terminal_back(
    home: Path, number: int, code: int
) -> None:
    # The shell outlives the program, as it does for a person, and shows how the terminal was left.
    script = '"$0" "$@"; echo "code $?"; stty -a | grep -o -- "-\\?echo\\b"'
    given = ("-c", script, PROGRAM, *GIVEN)
    with terminal(*given, home=home, command="/bin/sh") as person:
        two_answers(person)
        os.kill(_child_of(person.pid), number)
        assert person.ended() == 0
        after = person.raw.partition(f"code {code}\r\n")[2]
        assert after == "echo\r\n", "what is typed would not be seen"
    assert _kept(home)[1] == ["nobody", "bank"]


def _child_of(shell: int) -> int:
    children = Path(f"/proc/{shell}/task/{shell}/children")
    if not children.exists():
        pytest.skip("this system does not list the children of a process")
    return int(children.read_text(encoding="utf-8").split()[0])


SECRETS = ("my password is Tiger-77x", "CVV 123", "6222020000000000000")


def test_a_refused_secret_is_nowhere_in_the_data_folder(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    with terminal(*GIVEN, home=home, folder=folder) as person:
        person.pick("Has anyone, or the app itself", "No")
        person.pick(PAID, "bank card")
        person.pick(CHARGED, "Charged or completed")
        person.pick("Have you asked support", "Not yet")
        person.pick("Look up this top-up", "still not credited")
        person.choose("When did you top up?", "2026-01-05 14:30")
        person.choose("How much was it?", SECRETS[0])
        person.see("not saved")
        person.choose("How much was it?", "120 CNY")
        person.choose("Did the app, the bank or support say", SECRETS[1])
        person.see("not saved")
        person.choose("Did the app, the bank or support say")
        person.choose("What is the transaction", SECRETS[2])
        person.asked("This looks like a bank card")
        person.press(ENTER)
        person.see("not saved")
        person.choose("What is the transaction", "TX-2026-0042")
        person.pick("Do you have a screenshot", "I have it")
        person.asked("Is everything right?")
        person.press(CTRL_C)
        assert person.ended() == 130
    kept = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert b"TX-2026-0042" in kept, "what was not refused is there"
    for secret in SECRETS:
        assert secret.encode() not in kept
        assert secret.split()[-1].encode() not in kept
    assert list(folder.iterdir()) == []
