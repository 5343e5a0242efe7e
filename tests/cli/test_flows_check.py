"""`flows check`: what counts, for whom it is written, and on which day."""

import json
from pathlib import Path

import pytest

from tests.checks.breaking import good_pack
from tests.cli.support import Here, lines_of


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return good_pack(tmp_path / "my-pack")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_warnings_alone_end_with_0_and_with_1_where_they_count(cli: Here, pack: Path) -> None:
    assert cli("flows", "check", pack, "--strict", "--as-of", "2026-11-27").code == 0
    later = ("flows", "check", pack, "--as-of", "2028-01-01")
    done = cli(*later)
    assert done.code == 0
    assert {line.rsplit("[")[-1] for line in lines_of(done.out)} == {
        "stale-fact]",
        "stale-contact]",
    }
    assert cli(*later, "--strict").code == 1


def test_a_silence_with_a_reason_holds_on_its_line_and_above(cli: Here, pack: Path) -> None:
    file = pack / "wallets/kdou.yaml"
    written = file.read_text(encoding="utf-8")
    old, date = "        checked_on: 2026-10-01", "checked_on: 2020-10-01"
    sign = "# wallethelp: ignore stale-contact printed on the card"
    for new in (f"        {sign}\n\n        {date}", f"        {date}  {sign}"):
        file.write_text(written.replace(old, new), encoding="utf-8")
        assert cli("flows", "check", pack, "--strict", "--as-of", "2026-11-27").code == 0


def test_an_error_cannot_be_silenced(cli: Here, pack: Path) -> None:
    new = "fixed: sav  # wallethelp: ignore unknown-step I like it so"
    edit(pack / "guides/lost-card.yaml", "fixed: safe", new)
    done = cli("flows", "check", pack, "--as-of", "2026-11-27")
    assert done.code == 1
    assert [line.rsplit("[")[-1] for line in lines_of(done.out)] == [
        "unknown-step]",
        "silence-unused]",
    ]


def test_what_is_for_programs_is_nothing_else(cli: Here, pack: Path) -> None:
    edit(pack / "guides/lost-card.yaml", "fixed: safe", "fixed: sav")
    log = json.loads(cli("flows", "check", pack, "--format", "sarif").out)
    assert [one["ruleId"] for one in log["runs"][0]["results"]] == ["unknown-step"]
    (line,) = lines_of(cli("flows", "check", pack, "--format", "github").out)
    assert line.startswith("::error file=")
    found = json.loads(cli("flows", "check", pack, "--json").out)["mistakes"]
    written = (pack / "guides/lost-card.yaml").read_text(encoding="utf-8").splitlines()
    line_of = written.index("    fixed: sav") + 1
    assert [(one["code"], one["severity"], one["line"]) for one in found] == [
        ("unknown-step", "error", line_of)
    ]


@pytest.mark.parametrize("wrong", [("--format", "xml"), ("--as-of", "tomorrow")])
def test_a_format_or_day_that_is_none_is_wrong_usage(
    cli: Here, pack: Path, wrong: tuple[str, str]
) -> None:
    done = cli("flows", "check", pack, *wrong)
    assert (done.code, done.out) == (2, "")
    assert wrong[1] in done.err


def test_who_is_in_a_pack_hears_that_the_shipped_one_was_used(cli: Here, pack: Path) -> None:
    told = "those in this folder"
    assert told not in cli("flows", "check").err
    (cli.folder / "pack.yaml").write_bytes((pack / "pack.yaml").read_bytes())
    for command in (("check",), ("check", "--stats"), ("facts",), ("docs", "emergency")):
        assert told in cli("flows", *command).err, command
        assert told not in cli("flows", *command, pack).err, command
