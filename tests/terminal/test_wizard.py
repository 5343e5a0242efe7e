"""The installed program at a terminal, from the first screen to the summary."""

from pathlib import Path

import pytest

from tests.cli.support import ANSWERS, program
from tests.support import shipped
from tests.terminal.support import CTRL_C, DOWN, ENTER, ESCAPE, LEFT, Terminal, terminal
from wallethelp.i18n import _, say, speaking
from wallethelp.render.wrap import width_of

GUIDE = ("--wallet", "upay", "--guide", "top-up-failed")
PAID = "What was the top-up paid with?"
CHARGED = "What does the side you paid from say"
ASKED = "Have you asked support"


@pytest.fixture
def nearly(tmp_path: Path) -> Path:
    """Answers to every question but one."""
    path = tmp_path / "a.yaml"
    path.write_text(ANSWERS.replace("amount: 120 CNY", "expected-by: unknown"), encoding="utf-8")
    return path


def to_the_details(person: Terminal) -> None:
    """From the first screen to the first detail, with arrow keys only."""
    person.pick("What is going on?", "Top-up failed")
    person.pick("Has anyone, or the app itself", "No")
    person.pick(PAID, "bank card")
    person.pick(CHARGED, "Charged or completed")
    person.pick(ASKED, "Not yet")
    person.pick("Look up this top-up", "still not credited")


def the_details(person: Terminal) -> None:
    """Every detail, to the page of answers."""
    person.choose("When did you top up?", "2026-01-05 14:30")
    person.choose("How much was it?", "120 CNY")
    person.choose("Did the app, the bank or support say")
    person.choose("What is the transaction", "TX-2026-0042")
    person.pick("Do you have a screenshot", "I have it")
    person.pick("Which wallet is it about?", "Upay")


def test_a_problem_becomes_a_case_with_arrow_keys_back_and_a_change(home: Path) -> None:
    with terminal(home=home) as person:
        to_the_details(person)
        person.asked("When did you top up?")
        person.press(ESCAPE)
        person.asked("Look up this top-up")
        person.press(LEFT)
        person.asked(ASKED)
        person.pick(ASKED, "Not yet")
        person.pick("Look up this top-up", "still not credited")
        the_details(person)
        person.pick("Is everything right?", "Amount")
        person.choose("How much was it?", "\x15", "500 USDT")
        person.pick("Is everything right?", "Everything is right")
        person.see("Upay", "500.00 USDT", "What to do now", "What to say", "Careful")
        person.pick("What next?", "Done")
        assert person.ended() == 0
        page = person.text[person.text.rindex("Top-up failed") :]
    assert "120" not in page
    assert "TX-2026-0042" in page
    assert page.index("What to do now") < page.index("What to say") < page.index("Careful")
    assert "500.00 USDT" in program("cases", "show", home=home).out


def test_the_emergency_is_two_keys_away(home: Path) -> None:
    with terminal(home=home) as person:
        person.asked("What is going on?")
        person.press("1", ENTER)
        person.asked("What is happening?")
        person.press("1", ENTER)
        person.asked("Where are you?")
        assert "First stop" in person.text, "what to do comes before the questions"
        person.press("1", ENTER)
        person.asked("Where did the money leave from?")
        person.press("1", ENTER)
        person.asked("What next?")
        assert "Stop paying" in person.text, "what to do comes before anything else"
        assert "110" in person.text
        person.pick("What next?", "Done")
        assert person.ended() == 0


def test_enter_alone_never_starts_an_emergency(home: Path) -> None:
    with terminal(home=home) as person:
        person.asked("What is going on?")
        person.press(ENTER)
        person.asked("What happened?")
        assert "Emergency: protect" not in person.text
        person.press(CTRL_C)
        assert person.ended() == 130


def test_one_question_the_page_of_answers_and_the_summary_fit_40_columns_in_chinese(
    home: Path, nearly: Path
) -> None:
    with speaking("zh"):
        amount, done = say(shipped().pack.fields["amount"].ask), _("Is everything right?")
        category = shipped().pack.category(shipped().pack.guides["top-up-failed"])
        assert category is not None
        assert category.careful is not None
        careful = say(category.careful)
    arguments = ("diagnose", *GUIDE, "--answers", nearly, "--lang", "zh")
    with terminal(*arguments, home=home, columns=40, lines=60) as person:
        person.choose(amount, "120元")
        person.asked(done)
        assert [line for line in person.lines if width_of(line) > 40] == []
        person.press(ENTER)
        assert person.ended() == 0
        assert [line for line in person.lines if width_of(line) > 40] == []
        person.see(careful)


def test_no_line_of_the_questions_is_wider_than_40_columns_nor_cut(home: Path) -> None:
    with terminal(home=home, columns=40, lines=60) as person:
        person.asked("What is going on?")
        person.see("a code or password was given away", "someone claims to be support")
        to_the_details(person)
        person.asked("When did you top up?")
        assert [line for line in person.lines if width_of(line) > 40] == []
        person.press(CTRL_C)
        assert person.ended() == 130


def test_why_is_told_on_a_question_mark_and_the_question_stays(home: Path) -> None:
    with terminal("diagnose", *GUIDE, home=home) as person:
        person.pick("Has anyone, or the app itself", "No")
        person.asked(PAID)
        person.press("?")
        person.see("because of what you answered before", "Has anyone, or the app itself")
        person.press(ENTER)
        person.see("A bank card or transfer")
        person.press(ENTER)
        person.asked(CHARGED)
        person.press(DOWN, DOWN, DOWN, ENTER)
        person.asked("Check that the payment method works")
        person.press(CTRL_C)
        assert person.ended() == 130


def test_the_language_is_switched_and_remembered(home: Path) -> None:
    with speaking("zh"):
        chinese = _("What is going on?")
    with terminal(home=home) as person:
        person.pick("What is going on?", "中文")
        person.asked(chinese)
        person.press(CTRL_C)
        assert person.ended() == 130
    assert (home / "language").read_text(encoding="utf-8") == "zh"


def test_a_copy_to_share_is_written_where_the_person_is(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    given = ("diagnose", "--guide", "emergency")
    with terminal(*given, home=home, folder=folder) as person:
        person.pick("What is happening?", "Money is leaving")
        person.pick("Where are you?", "Mainland China")
        person.pick("Where did the money leave from?", "A bank account")
        person.pick("What next?", "Save a copy")
        person.pick("What next?", "Done")
        assert person.ended() == 0
    (written,) = folder.iterdir()
    assert written.read_text(encoding="utf-8").startswith("# ")
