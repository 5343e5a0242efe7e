"""The common options: before or after the command, and the last one wins."""

from pathlib import Path

import pytest

from tests.cli.support import Here
from tests.support import FLOWS, SMALL_PACK, write_pack


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack", {})


@pytest.fixture(autouse=True)
def _use_the_small_pack(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WALLETHELP_FLOWS", str(small))


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["--lang", "zh", "guides"], "zh"),
        (["guides", "--lang", "zh"], "zh"),
        (["--lang=zh", "guides"], "zh"),
        (["--lang", "zh", "guides", "--lang", "en"], "en"),
        (["--lang", "en", "guides", "--lang=zh"], "zh"),
        (["guides", "--lang", "en", "--lang", "zh"], "zh"),
        (["--lang", "zh_CN.UTF-8", "guides"], "zh"),
        (["--lang", "EN-gb", "guides"], "en"),
    ],
)
def test_the_language_is_the_last_one_given(cli: Here, arguments: list[str], language: str) -> None:
    assert ("指南" in cli(*arguments).out) == (language == "zh")


@pytest.mark.parametrize(
    ("env", "chinese"),
    [
        ({"WALLETHELP_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, True),
        ({"WALLETHELP_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, False),
        ({"LC_ALL": "en_US.UTF-8"}, False),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "en_US"}, False),
        ({"LC_ALL": "zh_TW.UTF-8"}, True),
        ({"LC_ALL": "fr_FR.UTF-8"}, True),
        ({"LC_ALL": "C"}, True),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}, True),
        ({"WALLETHELP_LANG": "fr", "LC_ALL": "en_US.UTF-8"}, False),
    ],
)
def test_the_language_comes_from_the_environment_and_chinese_is_what_remains(
    cli: Here, env: dict[str, str], chinese: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert ("指南" in cli("guides").out) == chinese


def test_the_language_chosen_before_is_remembered_and_an_option_comes_first(
    cli: Here, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    (home / "language").write_text("zh", encoding="utf-8")
    assert "指南" in cli("guides").out
    assert "指南" not in cli("guides", "--lang", "en").out
    monkeypatch.setenv("WALLETHELP_LANG", "en")
    assert "指南" not in cli("guides").out


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"fr", b"en\nzh\n" * 5000, b"\x00"])
def test_a_damaged_memory_of_the_language_is_no_obstacle(
    cli: Here, home: Path, content: bytes
) -> None:
    home.mkdir()
    (home / "language").write_bytes(content)
    assert cli("guides").code == 0


def test_another_pack_is_used_wherever_the_option_stands(cli: Here) -> None:
    for done in (cli("--flows", FLOWS, "channels"), cli("channels", "--flows", FLOWS)):
        assert "topay" in done.out
    assert "topay" not in cli("channels").out


def test_the_last_pack_given_is_used_and_any_option_comes_before_the_environment(
    cli: Here, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write_pack(
        tmp_path / "other",
        {"guides/other.yaml": SMALL_PACK["guides/lost.yaml"].replace("id: lost", "id: other")},
    )
    assert "other" in cli("--flows", small, "guides", "--flows", other).out
    assert "other" not in cli("--flows", other, "guides", "--flows", small).out
    monkeypatch.setenv("WALLETHELP_FLOWS", str(other))
    assert "other" in cli("guides").out
    assert "other" not in cli("guides", "--flows", small).out
    assert "other" not in cli("--flows", small, "guides").out


def test_ascii_draws_with_ascii_signs(cli: Here) -> None:
    drawn = "".join(line for line in cli("--ascii", "guides").out.splitlines() if "--" in line)
    assert drawn.isascii()
    assert "─" not in cli("guides", "--ascii").out
    assert "─" in cli("guides").out


@pytest.mark.parametrize("variable", [None, "1"])
def test_plain_draws_no_lines_and_no_colour(
    cli: Here, variable: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if variable is not None:
        monkeypatch.setenv("ACCESSIBLE", variable)
    plain = [] if variable else ["--plain"]
    shown = cli(*plain, "guides", "--color", "always").out
    assert "─" not in shown
    assert "\x1b[3" not in shown


def test_colour_is_drawn_where_it_is_asked_for_and_nowhere_else(
    cli: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" not in cli("guides").out
    assert "\x1b[" in cli("guides", "--color", "always").out
    assert "\x1b[" not in cli("guides", "--color", "never").out
    assert "\x1b[" not in cli("--color", "always", "guides", "--color", "never").out


def test_no_color_leaves_no_colour(cli: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in cli("guides").out


def test_every_command_takes_every_common_option(cli: Here) -> None:
    for command in (
        "diagnose",
        "channels",
        "guides",
        "export",
        "cases",
        "cases list",
        "flows check",
    ):
        shown = cli(*command.split(), "--help").out
        options = ("--lang", "--flows", "--plain", "--ascii", "--color")
        assert [option for option in options if option not in shown] == [], command
