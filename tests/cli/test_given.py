"""What is given on the command line: refused with the reason, shown safely, never ignored."""

import json
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from tests.cli.support import ANSWERS, GIVEN, Here, program
from tests.support import SMALL_PACK, shipped, write_pack
from wallethelp.cli.desk import Desk, Settings
from wallethelp.core.text import has_unsafe_characters

PACK = shipped().pack
SECRETS = ["code 482913", "我的密码是hunter2"]


# --- no flag is ignored ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_of_guides_is_data_too(cli: Here, language: str) -> None:
    done = cli("guides", "--json", "--lang", language)
    data = json.loads(done.out)
    listed = {guide.id for c in PACK.info.categories for guide in PACK.in_category(c.id)}
    assert {guide["id"] for guide in data} == listed
    assert {guide["schema"] for guide in data} == {"wallethelp.guide/1"}
    for guide in data:
        assert guide["name"] == PACK.guides[guide["id"]].title.to(
            "zh" if language == "zh" else "en"
        )
        assert guide["category"]["id"] == PACK.guides[guide["id"]].category


@pytest.mark.parametrize("name", list(PACK.guides))
def test_a_guide_is_data_with_every_step_and_way(cli: Here, name: str) -> None:
    data = json.loads(cli("guides", name, "--json").out)
    guide = PACK.guides[name]
    assert (data["id"], data["start"]) == (name, guide.start)
    assert [step["id"] for step in data["steps"]] == list(guide.steps)
    known = set(guide.steps)
    for step in data["steps"]:
        assert (step["kind"] == "end") is (step["ways"] == [])
        for way in step["ways"]:
            assert way.get("step") in known or way.get("guide") in PACK.guides


def test_the_sources_of_one_guide_and_of_all_are_data_and_pages(cli: Here) -> None:
    one = json.loads(cli("guides", "top-up-failed", "--sources", "--json").out)
    every = json.loads(cli("guides", "--sources", "--json").out)
    assert one in every
    facts = [fact["id"] for step in one["steps"] for fact in step["facts"]]
    page = cli("guides", "--sources").out
    assert facts
    assert all(fact in page for fact in facts)
    assert all(name in page for name in ("top-up-failed", "refund-request"))


@pytest.mark.parametrize("more", [("top-up-failed",), ("--sources",), ("refund-request", "--json")])
def test_a_sentence_is_compared_with_all_guides_only(cli: Here, more: tuple[str, ...]) -> None:
    done = cli("guides", *more, "--find", "充值没到账")
    assert (done.code, done.out) == (2, "")
    assert "--find" in done.err


# --- a secret is refused with the reason ----------------------------------------------------------


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(
    "command",
    [
        ("diagnose", "--guide", "top-up-failed", "--no-input", "--answers", "a.yaml", "--helping"),
        ("diagnose", "--no-input", "--answers", "a.yaml"),
        ("diagnose",),
        ("guides", "--find"),
        ("guides", "--json", "--find"),
    ],
)
def test_a_secret_is_refused_with_the_reason_and_not_said_back(
    cli: Here, home: Path, command: tuple[str, ...], secret: str
) -> None:
    cli.file("a.yaml", ANSWERS)
    done = cli(*command, secret)
    assert (done.code, done.out) == (1, "")
    assert "not saved" in done.err
    assert not any(piece in done.err for piece in ("482913", "hunter2"))
    assert not home.exists()


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_where_a_name_was_expected_is_not_said_back(cli: Here, secret: str) -> None:
    for words in (["channels"], ["guides"], ["cases", "show"], ["--color"], ["--lang"], []):
        done = cli(*words, secret)
        assert done.code == 2, words
        assert not any(piece in done.out + done.err for piece in ("482913", "hunter2")), words
    done = cli("cases", *secret.split())
    assert "482913" not in done.err


def test_a_line_with_a_secret_is_ranked_and_not_said_back() -> None:
    done = program("guides", "--find", "-", stdin="充值没到账，密码是hunter2\n充值没到账\n")
    first, second = map(json.loads, done.out.splitlines())
    assert (first["text"], second["text"]) == (None, "充值没到账")
    assert first["guides"]
    assert "hunter2" not in done.out + done.err


def test_a_card_number_in_a_sentence_is_cut(cli: Here) -> None:
    done = cli("guides", "--find", "充值没到账 4111 1111 1111 1111", "--json")
    assert "4111" not in done.out
    assert "1111" in json.loads(done.out)["text"]


# --- nothing hidden reaches the terminal ----------------------------------------------------------

HOSTILE = ["\x1b[31mred", "a\u202eb", "a\u2066b", "a\ufeffb", "a\nError: forged", "a\rb", "a\x9bb"]


@pytest.mark.parametrize("word", HOSTILE, ids=ascii)
def test_no_argument_reaches_the_terminal_with_hidden_characters(
    cli: Here, tmp_path: Path, word: str
) -> None:
    long_line = f"{word}/{'x' * 90}"
    for arguments in (
        ["diagnose", "--flows", word],
        ["diagnose", "--flows", long_line, "--answers", "a.yaml"],
        ["flows", "check", word],
        [*GIVEN, "--answers", word],
        [*GIVEN, "--answers", cli.file("a.yaml", ANSWERS), "-o", f"{word}/no/such"],
        [*GIVEN, "--answers", cli.file("a.yaml", ANSWERS), "--force", "-o", f"{tmp_path}/{word}"],
        ["cases", "show", word],
        ["cases", word],
        [word],
        ["guides", f"--{word}"],
        ["guides", "a", word],
        ["guides", f"--plain={word}"],
        ["guides", "--lang", word],
        ["guides", "--color", word],
        ["guides", "--find", f"充值没到账{word}"],
        ["guides", "--find", f"充值没到账{word}", "--json"],
        ["channels", word],
        ["export", "--format", word],
        [*GIVEN, "--answers", cli.file("a.yaml", ANSWERS), "--helping", word],
        [*GIVEN, "--answers", cli.file("a.yaml", ANSWERS), "--helping", word, "--json"],
    ):
        done = cli(*arguments)
        assert done.code in (0, 1, 2), arguments
        for line in (done.out + done.err).split("\n"):
            assert not has_unsafe_characters(line), (arguments, line)
            assert not line.startswith("Error: forged"), arguments


def test_a_file_name_in_a_pack_is_safe_to_show(cli: Here, tmp_path: Path) -> None:
    files = {"guides/lo\u202est\nx.yaml": "id: [", **SMALL_PACK}
    done = cli("flows", "check", write_pack(tmp_path / "pack", files))
    assert done.code == 1
    assert len(done.out.splitlines()) == len([x for x in done.out.splitlines() if "yaml" in x])
    assert not any(map(has_unsafe_characters, (done.out + done.err).split("\n")))


def test_a_data_folder_is_safe_to_show(
    cli: Here, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "no\u202efile").write_text("")
    monkeypatch.setenv("WALLETHELP_HOME", str(tmp_path / "no\u202efile" / "below"))
    done = cli.answered(ANSWERS)
    assert done.err
    assert not any(map(has_unsafe_characters, (done.out + done.err).split("\n")))


def test_data_keeps_its_line_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    written = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(written, encoding="utf-8", newline=""))
    Desk(Settings()).put("a: b\r\n\r\nc\u202ed\n\x1b[0m")
    sys.stdout.flush()
    assert written.getvalue() == b"a: b\r\n\r\ncd\n[0m"


# --- settings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "is_plain"),
    [
        *((off, False) for off in ("", "0", "false", "False", "no", "NO", "off", " 0 ")),
        *((on, True) for on in ("1", "true", "yes", "on", "2")),
    ],
)
def test_accessible_can_be_turned_off(
    monkeypatch: pytest.MonkeyPatch, setting: str, is_plain: bool
) -> None:
    monkeypatch.setenv("ACCESSIBLE", setting)
    assert Desk(Settings()).plain is is_plain
