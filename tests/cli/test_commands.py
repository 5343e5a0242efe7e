"""Every command, where all is well."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.support import ANSWERS, GIVEN, Here, advises, lines_of
from tests.support import LOOKED_UP, Clock, shipped, write_pack

PACK = shipped().pack


def test_diagnose_shows_the_case_in_full_and_says_where_it_is_kept(cli: Here) -> None:
    done = cli.answered(ANSWERS, "--full")
    assert done.code == 0
    places = [done.out.index(f"\n{title}\n") for title in _titles(done.out)]
    assert places == sorted(places)
    assert {"What happened", "Already tried", "Who to contact", "Stay safe"} <= set(
        _titles(done.out)
    )
    case_id = re.search(r"\d{4}-\d+", done.err)
    assert case_id
    assert case_id[0] in done.out


def _titles(text: str) -> list[str]:
    return [line for line in text.splitlines()[2:] if line and not line.startswith((" ", "─"))]


def test_diagnose_prints_json_and_nothing_else_on_standard_output(cli: Here) -> None:
    done = cli.answered(ANSWERS, "--json")
    data = json.loads(done.out)
    assert done.code == 0
    assert (data["schema"], data["outcome"]) == ("wallethelp.case/1", "contact")
    assert data["wallet"]["id"] == "upay"


def test_a_json_file_answers_as_well_as_yaml(cli: Here) -> None:
    from wallethelp.pack.documents import read

    data = read(ANSWERS.encode(), "a.yaml").data
    written = json.dumps(data)
    as_json = json.loads(cli.answered(written, "--json", "--no-save", name="a.json").out)
    as_yaml = json.loads(cli.answered(ANSWERS, "--json", "--no-save").out)
    assert as_json == as_yaml


def test_a_wallet_can_be_named_as_people_name_it(cli: Here) -> None:
    answers = cli.file("a.yaml", ANSWERS)
    for name in ("upay", "UPAY", "Upay"):
        arguments = ["diagnose", "--wallet", name, *GIVEN[3:], "--answers", str(answers)]
        assert cli(*arguments, "--no-save").code == 0


def test_without_a_wallet_the_general_channels_are_advised(cli: Here) -> None:
    answers = cli.file("a.yaml", ANSWERS)
    done = cli("diagnose", *GIVEN[3:], "--answers", answers, "--json", "--no-save")
    data = json.loads(done.out)
    assert data["wallet"] is None
    assert data["contact"]


@pytest.mark.parametrize("wallet", ["upay", "other"])
def test_channels_shows_how_to_find_each_one(cli: Here, wallet: str) -> None:
    done = cli("channels", wallet)
    assert done.code == 0
    assert [c.name.en for c in PACK.wallets[wallet].channels.values() if c.name.en in done.out] == [
        channel.name.en for channel in PACK.wallets[wallet].channels.values()
    ]
    data = json.loads(cli("channels", wallet, "--json").out)
    assert [channel["id"] for channel in data["channels"]] == list(PACK.wallets[wallet].channels)


def test_channels_alone_lists_the_wallets(cli: Here) -> None:
    assert all(wallet in cli("channels").out for wallet in PACK.wallets)
    data = json.loads(cli("channels", "--json").out)
    assert sorted(item["wallet"]["id"] for item in data) == sorted(PACK.wallets)


def test_guides_lists_every_guide(cli: Here) -> None:
    done = cli("guides")
    assert done.code == 0
    assert [guide for guide in PACK.guides if guide not in done.out] == []


@pytest.mark.parametrize("guide", ["emergency", "top-up-failed"])
def test_guides_prints_one_as_a_tree_with_every_step(cli: Here, guide: str) -> None:
    done = cli("guides", guide)
    assert done.code == 0
    squeezed = "".join(done.out.split())
    assert [step for step in PACK.guides[guide].steps if f"{step}:" not in squeezed] == []


@pytest.mark.parametrize("name", ["markdown", "text", "json"])
def test_export_writes_the_newest_case_in_every_format(cli: Here, name: str) -> None:
    cli.answered()
    done = cli("export", "--format", name)
    assert done.code == 0
    assert "TX-2026-0042" in done.out.replace("\\", "")
    assert (name == "markdown") == done.out.startswith("# ")
    assert (name == "json") == done.out.startswith("{")
    assert lines_of(done.err), "what is in it is said before it leaves"


def test_export_of_a_case_by_its_id(cli: Here) -> None:
    first = json.loads(cli.answered(ANSWERS, "--json").out)["id"]
    second = json.loads(cli.answered(ANSWERS, "--json").out)["id"]
    assert first != second
    for case_id in (first, second):
        assert json.loads(cli("export", case_id, "-f", "json").out)["id"] == case_id
    assert json.loads(cli("export", "-f", "json").out)["id"] == second


def test_export_says_the_same_as_diagnose_did(cli: Here) -> None:
    shown = cli.answered(ANSWERS, "--json").out
    assert cli("export", "-f", "json").out == shown


def test_a_case_can_be_exported_in_the_other_language(cli: Here) -> None:
    cli.answered()
    english, chinese = (
        json.loads(cli("export", "-f", "json", "--lang", name).out) for name in ("en", "zh")
    )
    assert (english["language"], chinese["language"]) == ("en", "zh")
    assert english["id"] == chinese["id"]
    assert english["title"] != chinese["title"]


def test_flows_check_finds_no_mistake_in_the_shipped_pack(cli: Here, clock: Clock) -> None:
    clock.now = LOOKED_UP
    done = cli("flows", "check")
    assert (done.code, done.err) == (0, "")
    assert str(len(PACK.guides)) in done.out


def test_without_a_terminal_the_program_alone_prints_its_help(cli: Here) -> None:
    done = cli()
    assert done.code == 0
    assert all(
        name in done.out for name in ("diagnose", "channels", "guides", "export", "cases", "flows")
    )


def test_help_and_version(cli: Here) -> None:
    assert cli("--version").out.startswith("wallethelp ")
    for arguments in (["-h"], ["--help"], ["diagnose", "-h"], ["cases", "show", "--help"]):
        done = cli(*arguments)
        assert done.code == 0
        assert done.err == ""
        assert "Usage: wallethelp" in done.out


def test_a_list_says_whom_a_case_is_for(cli: Here) -> None:
    cli.answered(ANSWERS, "--helping", "my mother")
    cli.answered(ANSWERS)
    mine, hers = (line["title"] for line in json.loads(cli("cases", "list", "--json").out))
    assert hers.startswith(mine)
    assert len(hers) > len(mine)


def test_what_is_shown_of_guides_says_how_to_start_one_of_this_pack(
    cli: Here, tmp_path: Path
) -> None:
    folder = write_pack(tmp_path / "pack", {})
    assert advises(cli("guides", "coins").out, "wallethelp diagnose --guide coins")
    for shown in (("guides",), ("guides", "lost")):
        done = cli(*shown, "--flows", folder)
        assert advises(done.out, f"--flows {folder}")
