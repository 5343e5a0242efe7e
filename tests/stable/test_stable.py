"""What was promised with a release holds in this one (docs/stability.md)."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

import pytest

from tests.casework.support import DATABASE
from tests.cli.support import Here
from tests.stable.promises import promises
from tests.stable.shapes import Records, broken, keys_in, missing, used_in
from tests.stable.support import PACKS, PRINTED, RELEASES, VERSIONS
from tests.support import WeekendsOnly
from wallethelp.core.session import World
from wallethelp.pack.load import load
from wallethelp.pack.scripts import load_walks
from wallethelp.ui.player import play_walks

BY_OTHERS = {"written by authors", "kept"}
"""What others wrote, an earlier version among them, and this one reads."""


def promised(version: str) -> dict[str, Any]:
    """The promises of a release."""
    data: dict[str, Any] = json.loads((RELEASES / version / "promises.json").read_text("utf-8"))
    return data


@pytest.fixture(params=VERSIONS)
def release(request: pytest.FixtureRequest) -> Path:
    """The folder of each release."""
    return RELEASES / str(request.param)


@pytest.fixture
def kept(release: Path, home: Path) -> Path:
    """A data folder as that release left it."""
    home.mkdir(parents=True)
    with closing(sqlite3.connect(home / DATABASE)) as database:
        database.executescript((release / "cases.sql").read_text("utf-8"))
    return home


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("what", ["written by authors", "case as JSON", "kept"])
def test_every_key_is_still_read_and_written_as_it_was(version: str, what: str) -> None:
    by: Literal["us", "others"] = "others" if what in BY_OTHERS else "us"
    assert list(broken(promised(version)[what], promises()[what], written_by=by)) == []


def test_what_somebody_would_miss_is_found() -> None:
    def key(*, required: bool, what: Any = "str") -> dict[str, Any]:
        return {"required": required, "is": what}

    why, short = key(required=False), key(required=True, what={"one of": ["a"]})
    old: Records = {"Ask": {"why": why, "short": short}}
    changed: dict[str, Records] = {
        "gone": {"Ask": {"short": short}},
        "stricter": {"Ask": {"why": key(required=True), "short": short}},
        "looser": {"Ask": {"why": why, "short": {**short, "required": False}}},
        "other": {"Ask": {"why": why, "short": key(required=True, what={"one of": ["b"]})}},
        "more": {"Ask": {"why": why, "short": key(required=True, what={"one of": ["a", "b"]})}},
    }
    missed = {
        name: (any(broken(old, new, written_by="us")), any(broken(old, new, written_by="others")))
        for name, new in changed.items()
    }
    assert missed == {
        "gone": (True, True),
        "stricter": (False, True),
        "looser": (True, False),
        "other": (True, True),
        "more": (False, False),
    }


def test_a_key_that_is_gone_is_found_wherever_it_was() -> None:
    then = keys_in({"a": [{"b": 1}, {"c": {"d": []}}]})
    assert then == {"a": {"b": {}, "c": {"d": {}}}}
    assert list(missing(then, keys_in({"a": [{"b": 2, "c": {}}], "e": 1}))) == ["a.c.d"]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_command_and_option_is_still_there(version: str) -> None:
    now = promises()["commands"]
    for words, taken in promised(version)["commands"].items():
        assert taken["options"].items() <= now[words]["options"].items(), words
        assert now[words]["arguments"][: len(taken["arguments"])] == taken["arguments"], words
        more = now[words]["arguments"][len(taken["arguments"]) :]
        assert all(argument.startswith("optional") for argument in more), words


@pytest.mark.parametrize("version", VERSIONS)
def test_every_name_of_a_value_and_every_exit_code_is_still_there(version: str) -> None:
    then, now = promised(version), promises()
    for option, names in then["values"].items():
        assert set(names) <= set(now["values"][option]), option
    assert now["exit codes"] == then["exit codes"]


def test_what_is_printed_as_json_has_every_key_there_was(
    cli: Here, release: Path, kept: Path
) -> None:
    then = promised(release.name)["printed"]
    assert then.keys() == {" ".join(words) for words in PRINTED}
    for words in PRINTED:
        now = json.loads(cli(*words, "--json", "--flows", release / "pack").out)
        assert list(missing(then[" ".join(words)], keys_in(now))) == [], words


def test_the_packs_of_a_release_use_every_key_there_was(release: Path) -> None:
    used: set[tuple[str, str]] = set()
    for name in PACKS:
        walks, mistakes = load_walks(release / name)
        assert mistakes == ()
        used.update(used_in(walks))
        # As they are written: in a pack that runs, the names of conditions are put in.
        used.update(used_in(load(release / name).read.pack))
    records = promised(release.name)["written by authors"]
    there = {(record, key) for record, keys in records.items() for key in keys}
    assert there - used == set()


@pytest.mark.parametrize("name", PACKS)
def test_the_packs_of_a_release_have_no_mistake_and_lead_where_they_led(
    release: Path, name: str
) -> None:
    loaded = load(release / name)
    assert loaded.mistakes == ()
    walks, _mistakes = load_walks(release / name)
    world = World(pack=loaded.pack, calendar=WeekendsOnly())
    for played in play_walks(world, walks):
        assert (played.mistakes, played.never_asked) == ((), ())
        assert played.reached == played.walk.goal


def test_what_a_release_kept_is_read_by_this_one(cli: Here, release: Path, kept: Path) -> None:
    flows = ("--flows", release / "pack")
    listed = json.loads(cli("cases", "--json", *flows).out)
    assert {case["id"] for case in listed} == {f"1120-{number}" for number in (1, 2, 3, 4)}
    assert cli("cases", "show", "1120-4", *flows).code == 0
    shown = json.loads(cli("cases", "show", "1120-1", "--json", *flows).out)
    exported = json.loads((release / "case.json").read_text("utf-8"))
    for part in ("id", "outcome", "started", "answers", "history", "evidence", "kept"):
        assert shown[part] == exported[part], part


def test_what_a_release_exported_is_taken_in_by_this_one(cli: Here, release: Path) -> None:
    flows = ("--flows", release / "pack")
    assert cli("cases", "import", release / "case.json", *flows).code == 0
    shown = json.loads(cli("cases", "show", "--json", *flows).out)
    exported = json.loads((release / "case.json").read_text("utf-8"))
    for part in ("outcome", "started", "answers", "history"):
        assert shown[part] == exported[part], part


def test_answers_for_a_release_come_to_the_same_case(cli: Here, release: Path) -> None:
    given = ("--guide", "everything", "--wallet", "kdou", "--answers", release / "answers.yaml")
    done = cli("diagnose", *given, "--no-input", "--no-save", "--json", "--flows", release / "pack")
    assert done.code == 0
    exported = json.loads((release / "case.json").read_text("utf-8"))
    found = json.loads(done.out)
    for part in ("schema", "guide", "wallet", "outcome", "tried", "happened"):
        assert found[part] == exported[part], part
