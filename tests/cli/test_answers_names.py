"""An answers file for a pack whose ids are called like choices of ours."""

import json
from pathlib import Path

import pytest

from tests.cli.support import Here
from tests.names import FILES
from tests.support import write_pack


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack", FILES)


@pytest.mark.parametrize(
    ("written", "kind"),
    [("unknown", "chose"), ("null", "unknown"), ("back", "chose"), ("", "unknown")],
)
def test_in_a_file_a_name_is_the_option_and_null_is_not_knowing(
    cli: Here, folder: Path, written: str, kind: str
) -> None:
    file = cli.file(
        "a.yaml",
        f"steps: {{menu/menu: {written or '~'}, menu/what: [unknown, done]}}\n"
        "fields: {done: all, check-answers: all, skip: skip}\n",
    )
    given = ("diagnose", "--flows", folder, "--guide", "menu", "--wallet", "more", "--no-input")
    done = cli(*given, "--answers", file, "--json", "--no-save")
    assert done.code == 0, done.err
    replies = {a["key"]: a["reply"] for a in json.loads(done.out)["answers"]}
    assert replies["menu/menu"]["kind"] == kind
    if kind == "chose":
        assert replies["menu/what"]["options"] == ["unknown", "done"]
        assert replies["skip"]["value"] == {"kind": "picked", "option": "skip"}


def test_what_a_file_may_say_is_listed_as_it_is_written(cli: Here, folder: Path) -> None:
    given = ("diagnose", "--flows", folder, "--guide", "none", "--wallet", "more", "--no-input")
    done = cli(*given, "--answers", cli.file("a.yaml", "steps: {none/menu: nothing}\n"))
    assert done.code == 1
    assert "unknown, back, skip, null" in done.err
    done = cli(*given, "--answers", cli.file("b.yaml", "steps: {}\n"))
    assert done.code == 2
    assert "unknown, back, skip, null" in done.err


@pytest.mark.parametrize("both", ["[done, null]", "[null, none]"])
def test_a_file_that_says_both_is_refused_at_its_place(cli: Here, folder: Path, both: str) -> None:
    given = ("diagnose", "--flows", folder, "--guide", "none", "--wallet", "more", "--no-input")
    file = cli.file("a.yaml", f"steps:\n  none/menu: back\n  none/what: {both}\n")
    done = cli(*given, "--answers", file)
    assert done.code == 1
    assert "a.yaml:3:" in done.err
