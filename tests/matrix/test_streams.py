"""Signals, suspending, closed terminals, and output that goes elsewhere or in another encoding."""

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.cli.support import program
from tests.journeys.journey import journey
from tests.journeys.person import Person, Seat, person

GIVEN = ("diagnose", "--guide", "top-up-failed", "--wallet", "upay")
WALLETHELP = (sys.executable, "-m", "wallethelp")
CTRL_C, CTRL_Z = "\x03", "\x1a"
KINDS = {
    "arrows": Seat(language="en"),
    "plain": Seat(language="en", plain=True, options=("--plain",)),
}
kinds = pytest.mark.parametrize("seat", KINDS.values(), ids=KINDS.keys())


def shell(script: str) -> tuple[str, ...]:
    """The program as `"$@"` within a script."""
    return ("/bin/bash", "-c", script, "bash", *WALLETHELP)


def two_answers(somebody: Person) -> None:
    """Answer two questions, and wait for the third."""
    for _ in range(2):
        asked = somebody.asked()
        assert asked is not None
        somebody.choose(asked, asked.rows[0])
    assert somebody.asked() is not None


def kept(home: Path) -> str:
    """What is kept of the newest case."""
    return program("cases", "show", home=home).out


def with_(seat: Seat, **changes: object) -> Seat:
    """The seat, changed."""
    fields = {name: getattr(seat, name) for name in Seat.__slots__}
    return Seat(**{**fields, **changes})


@kinds
def test_suspended_and_brought_back_the_question_is_still_there(seat: Seat, home: Path) -> None:
    script = 'set -m; "$@"; echo "stopped $?"; fg >/dev/null; echo "code $?"'
    with person(*GIVEN, home=home, seat=with_(seat, command=shell(script))) as somebody:
        two_answers(somebody)
        somebody.press(CTRL_Z)
        assert somebody.until(lambda drawn: "stopped 148" in drawn)
        if not seat.plain:
            # The shell's line is gone with the terminal's old state: the prompt is drawn anew.
            assert somebody.until(lambda drawn: "\x1b[?2004h" in drawn.partition("stopped")[2])
            asked = somebody.asked()
            assert asked is not None
            somebody.choose(asked, asked.rows[0])
        else:
            somebody.type("1")
        assert somebody.asked() is not None
        somebody.press(CTRL_C)
        assert somebody.ended() == 0
        assert "code 130" in somebody.raw
    assert len([line for line in kept(home).splitlines() if line.strip()]) > 3


@kinds
def test_a_hangup_keeps_the_answers(seat: Seat, home: Path) -> None:
    with person(*GIVEN, home=home, seat=seat) as somebody:
        two_answers(somebody)
        os.kill(somebody.pid, signal.SIGHUP)
        assert somebody.ended() == 129
    assert "A bank card or transfer" in kept(home)


@kinds
def test_a_window_that_is_closed_keeps_the_answers(seat: Seat, home: Path) -> None:
    with person(*GIVEN, home=home, seat=seat) as somebody:
        two_answers(somebody)
        somebody.hang_up()
    assert not (home / "bug-report.txt").exists()
    assert "A bank card or transfer" in kept(home)


def test_a_terminal_that_answers_no_cursor_report_is_asked_for_none(home: Path) -> None:
    seat = with_(KINDS["arrows"], env={"PROMPT_TOOLKIT_NO_CPR": ""})
    with person(*GIVEN, home=home, seat=seat) as somebody:
        two_answers(somebody)
        somebody.press(CTRL_C)
        assert somebody.ended() == 130
        assert "\x1b[6n" not in somebody.raw


@pytest.mark.parametrize("term", ["", "unknown", "dumb"])
def test_a_terminal_that_can_do_little_gets_numbered_lines(term: str, home: Path) -> None:
    seat = Seat(language="zh", plain=True, env={"TERM": term})
    with person(*GIVEN, home=home, seat=seat) as somebody:
        two_answers(somebody)
        somebody.press(CTRL_C)
        assert somebody.ended() == 130
        assert "\x1b" not in somebody.raw


def test_data_goes_to_the_file_and_questions_to_the_terminal(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.txt"
    seat = Seat(language="en", command=shell(f'"$@" > {file}'))
    seen = journey("emergency", home=home, seat=seat)
    page = file.read_text(encoding="utf-8")
    assert "\x1b" not in page
    assert "110" in page
    assert "110" in seen.raw, "what to do at once is told to the person, too"


def test_where_messages_go_to_a_file_questions_are_asked_on_the_other_stream(
    home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "err.txt"
    seat = Seat(language="en", command=shell(f'"$@" 2> {file}'))
    with person(*GIVEN, home=home, seat=seat) as somebody:
        two_answers(somebody)
        somebody.press(CTRL_C)
        assert somebody.ended() == 130
    assert "\x1b" not in file.read_text(encoding="utf-8")


C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize("plain", [False, True], ids=["arrows", "plain"])
@pytest.mark.parametrize("env", [C_LOCALE, {"PYTHONIOENCODING": "latin-1"}], ids=["C", "latin-1"])
def test_a_terminal_that_cannot_show_chinese_gets_a_whole_journey_in_ascii(
    env: dict[str, str], plain: bool, home: Path, tmp_path: Path
) -> None:
    english = Seat(language="en")
    taken = journey("emergency", home=tmp_path / "english", seat=english).taken
    options = ("--plain",) if plain else ()
    seat = with_(english, plain=plain, options=options, env={**env, "WALLETHELP_LANG": "zh"})
    seen = journey("emergency", home=home, seat=seat, taken=taken)
    assert seen.raw.isascii()
    assert "UTF-8" in seen.asked[0].said.partition("Emergency")[0]
    assert all(row.label.strip("? ") for asked in seen.asked for row in asked.rows)


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_a_chinese_terminal_stays_chinese(encoding: str, home: Path, tmp_path: Path) -> None:
    usual = journey("emergency", home=tmp_path / "usual", seat=Seat(language="zh"))
    seat = Seat(language="zh", encoding=encoding, env={"PYTHONIOENCODING": encoding})
    seen = journey("emergency", home=home, seat=seat)
    assert seen.taken == usual.taken
    here, there = "\n".join(seen.lines), "\n".join(usual.lines)
    assert here.count("?") == there.count("?"), "no sign became a question mark"
    assert ("❯" in seen.raw) == (encoding == "gb18030")
