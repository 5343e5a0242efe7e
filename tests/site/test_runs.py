"""What is shown of a command is what it says, each time the same."""

from pathlib import Path

from tests.site.runs import run_at_terminal

ABOUT = ("diagnose", "--guide", "top-up-failed", "--wallet", "upay")


def test_what_is_typed_is_given_to_one_prompt_after_the_other(tmp_path: Path) -> None:
    ran = run_at_terminal(ABOUT, folder=tmp_path, language="en", typed=("1", "1"))
    assert ran.code == 130
    assert ran.screen.count("\n> ") == 3
    assert "case" in ran.screen.rpartition("^C")[2]


def test_a_run_is_the_same_each_time_and_at_the_same_time(tmp_path: Path) -> None:
    screens = set()
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        run_at_terminal(ABOUT, folder=folder, language="zh", typed=("1",))
        screens.add(run_at_terminal(("cases", "list"), folder=folder, language="zh").screen)
    (screen,) = screens
    assert "1125-1" in screen
    assert "11月25日" in screen


def test_an_error_is_shown_with_its_code(tmp_path: Path) -> None:
    ran = run_at_terminal(("guides", "nothing"), folder=tmp_path, language="en")
    assert ran.code == 2
    assert ran.screen.startswith("Error: ")
