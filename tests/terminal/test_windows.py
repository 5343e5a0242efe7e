"""Windows that are small or odd, and one that changes while a question is open."""

from pathlib import Path

import pytest

from tests.cli.support import ANSWERS
from tests.terminal.support import CTRL_C, ENTER, terminal

GIVEN = ("diagnose", "--wallet", "upay", "--guide", "top-up-failed")


@pytest.mark.parametrize(
    ("columns", "lines", "helped"),
    [(20, 8, "goes on"), (40, 15, "Enter closes"), (10, 4, "Has"), (80, 1, "Has anyone")],
)
def test_a_list_is_left_in_words_in_any_window(
    home: Path, columns: int, lines: int, helped: str
) -> None:
    with terminal(*GIVEN, home=home, columns=columns, lines=lines) as person:
        person.painted()
        person.press("?")
        person.see(helped)
        person.press(ENTER, CTRL_C)
        assert person.ended() == 130
        assert "Traceback" not in person.raw
        assert columns < 20 or not [line for line in person.lines if len(line) > columns]


@pytest.mark.parametrize(("columns", "lines"), [(20, 8), (40, 15), (80, 1)])
def test_a_text_is_typed_in_any_window(
    home: Path, tmp_path: Path, columns: int, lines: int
) -> None:
    answers = tmp_path / "a.yaml"
    answers.write_text(ANSWERS.replace("  amount: 120 CNY\n", ""), encoding="utf-8")
    given = (*GIVEN, "--answers", answers)
    with terminal(*given, home=home, columns=columns, lines=lines) as person:
        person.painted()
        person.press("120 CNY")
        person.see("120 CNY")
        person.press(CTRL_C)
        assert person.ended() == 130
        assert "Traceback" not in person.raw


def test_a_changed_window_is_drawn_anew(home: Path) -> None:
    with terminal(*GIVEN, home=home, columns=80, lines=24) as person:
        person.asked("Has anyone, or the app itself")
        person.resize(20, 8)
        person.see("… ?")
        person.press("2", CTRL_C)
        assert person.ended() == 130
        assert "Traceback" not in person.raw
