"""What a Tab offers, as a shell asks for it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commands import commands, options_of
from tests.cli.support import ANSWERS, program
from tests.support import shipped
from wallethelp.cli.completion import SHELLS, VARIABLE
from wallethelp.cli.desk import COLORS
from wallethelp.core.onward import READERS
from wallethelp.render.export_formats import FORMATS
from wallethelp.render.shaped import PURPOSES

PACK = shipped().pack
Asked = Callable[..., dict[str, str]]


@pytest.fixture
def asked(home: Path) -> Asked:
    """What fish is offered for a line that ends at the cursor: each name with what it is."""

    def ask(line: str, language: str = "en") -> dict[str, str]:
        env = {
            VARIABLE: "complete_fish",
            "_TYPER_COMPLETE_ARGS": f"wallethelp {line}",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "WALLETHELP_LANG": language,
        }
        done = program(home=home, env=env)
        assert (done.code, done.err) == (0, ""), done.err
        offers = (row.partition("\t") for row in done.out.splitlines() if row)
        return {name: what for name, _tab, what in offers}

    return ask


def test_commands_are_offered_with_what_they_do_in_the_language_in_use(asked: Asked) -> None:
    offered = asked("", "zh")
    assert set(offered) == {words[0] for words in commands() if len(words) == 1}
    assert offered["cases"] == "存在这台电脑上的案例。"
    below = {words[1] for words in commands() if len(words) == 2 and words[0] == "cases"}
    assert set(asked("cases ")) == below


def test_options_are_offered_with_what_they_do(asked: Asked) -> None:
    offered = asked("diagnose --")
    named = {name for name in options_of(commands()["diagnose",]) if name.startswith("--")}
    assert set(offered) >= named - {"--help"}
    assert offered["--no-save"] == "Keep nothing on this computer."


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("channels ", set(PACK.wallets)),
        ("diagnose --wallet ", set(PACK.wallets)),
        ("diagnose -w u", {"upay"}),
        ("guides re", {"refund-request", "registration-problem"}),
        ("diagnose --guide top", {"top-up-failed"}),
        ("channels upay --for acc", {"account-locked"}),
        ("export --format ", set(FORMATS)),
        ("export --for ", {*PURPOSES, *READERS}),
        ("cases log 1-1 --channel in-app-h", {"in-app-help"}),
        ("completion ", set(SHELLS)),
        ("--lang ", {"zh", "en"}),
        ("--color ", set(COLORS)),
        ("channels --flows /nowhere ", set()),
    ],
)
def test_names_are_offered_where_they_belong(asked: Asked, line: str, names: set[str]) -> None:
    assert set(asked(line)) == names


def test_names_come_from_the_folder_that_the_line_names(asked: Asked, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("broken", encoding="utf-8")
    assert asked(f"--flows {tmp_path} guides ") == {}
    assert asked(f"guides --flows {tmp_path} ") == {}


def test_cases_are_offered_with_what_they_are_about(
    asked: Asked, home: Path, tmp_path: Path
) -> None:
    assert asked("cases show ") == {}, "there are none yet"
    answers = tmp_path / "a.yaml"
    answers.write_text(ANSWERS, encoding="utf-8")
    given = ("--wallet", "upay", "--guide", "top-up-failed", "--no-input", "--answers", answers)
    program("diagnose", *given, home=home)
    for line in ("cases show ", "cases resume ", "cases close ", "export "):
        offered = asked(line)
        assert list(offered.values()) == ["Upay · Top-up failed or not credited"], line


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_calls_this_program(shell: str, home: Path) -> None:
    done = program("completion", shell, home=home)
    assert (done.code, done.err) == (0, "")
    assert VARIABLE in done.out
    assert "wallethelp" in done.out


def test_another_shell_is_told_with_those_there_are(home: Path) -> None:
    done = program("completion", "nu", "--lang", "en", home=home)
    assert (done.code, done.out) == (2, "")
    assert all(shell in done.err for shell in SHELLS)
