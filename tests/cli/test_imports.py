"""No command imports what it does not need: `imports.yaml` says what each may load."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest
import yaml

from tests.cli.support import ANSWERS, GIVEN, environment, program

TABLE: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("imports.yaml").read_text("utf-8")
)
SLOW = {"asyncio", "sqlite3"}
"""Modules of Python's own that are named as others are."""
LISTING = """\
import json, os, signal, sys
before = set(sys.modules)
def show(*_signal):
    loaded = [name for name in sys.modules if name not in before]
    with open({place!r} + ".new", "w", encoding="utf-8") as file:
        json.dump(loaded, file)
    os.replace({place!r} + ".new", {place!r})
signal.signal(signal.SIGUSR1, show)
import threading
threading.Thread.start = lambda thread: None
sys.argv = ["wallethelp", *{arguments!r}]
from wallethelp.__main__ import main
try:
    main()
finally:
    show()
"""


def _allowed(row: dict[str, Any]) -> Iterator[str]:
    for group in row.get("with", ()):
        yield from _allowed(TABLE["groups"][group])
    yield from row.get("others", ())
    for line in row.get("ours", ()):
        for name in line.split():
            # A module is loaded with the packages it is in.
            yield from ("wallethelp", f"wallethelp.{name.partition('.')[0]}")
            yield f"wallethelp.{name.rpartition('.')[0]}".rstrip(".")
            yield f"wallethelp.{name}"


def _loaded(place: Path) -> set[str]:
    names = json.loads(place.read_text("utf-8"))
    ours = {name for name in names if name.split(".")[0] == "wallethelp"}
    others = {name.split(".")[0] for name in names} - {"wallethelp"}
    # Files without a distribution belong to the installation: a finder, the build of Python.
    ignored = (sys.stdlib_module_names - SLOW) | {"wallethelp.__main__"}
    return {name for name in ours | others if name not in ignored and not name.startswith("_")}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a case in it; what is compiled with a first case and sentence is kept."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "a.yaml").write_text(ANSWERS, "utf-8")
    done = program(*GIVEN, "--answers", folder / "a.yaml", home=folder / "home")
    assert done.code == 0, done.err
    program("guides", "--find", "充值没到账", home=folder / "home")
    return folder / "home"


@pytest.mark.parametrize("command", TABLE["commands"])
def test_a_command_loads_what_it_may_and_nothing_else(
    command: str, kept: Path, tmp_path: Path
) -> None:
    place = tmp_path / "loaded.json"
    script = LISTING.format(place=str(place), arguments=command.split())
    if command.startswith("diagnose"):
        _until_painted(script, kept, place)
    else:
        done = program(home=kept, python=["-c", script])
        assert (done.code, done.err.count("Error")) == (0, 0), done.err
    allowed = set(_allowed(TABLE["commands"][command]))
    assert _loaded(place) - allowed == set()


def _until_painted(script: str, home: Path, place: Path) -> None:
    surrounding = environment(home, TERM="xterm-256color", PROMPT_TOOLKIT_NO_CPR="1")
    child = pexpect.spawn(sys.executable, ["-c", script], env=surrounding, encoding="utf-8")
    child.expect(["Something else", "Is it this"])
    child.kill(10)  # SIGUSR1
    while not place.exists():
        child.expect([pexpect.TIMEOUT, pexpect.EOF], timeout=0.05)
    child.terminate(force=True)


def test_every_group_is_used() -> None:
    rows = [*TABLE["groups"].values(), *TABLE["commands"].values()]
    assert {name for row in rows for name in row.get("with", ())} == set(TABLE["groups"])


@pytest.mark.parametrize("command", TABLE["commands"])
def test_the_table_says_what_it_is_for(command: str) -> None:
    """What the table is kept for, whatever else is added to it."""
    allowed = set(_allowed(TABLE["commands"][command]))
    asks, keeps = (
        command.startswith("diagnose"),
        command.split()[0] in ("cases", "export", "diagnose"),
    )
    assert asks or not allowed & {"prompt_toolkit", "questionary", "wallethelp.ui"}
    assert keeps or not allowed & {"sqlite3", "wallethelp.store.cases"}
    assert not allowed & {"yaml", "wallethelp.pack.checking", "wallethelp.pack.load"}
    assert "充值" in command or not allowed & {
        "wallethelp.core.privacy.door",
        "wallethelp.core.triage.guides",
    }
    assert not allowed & {"wallethelp.core.entry", "wallethelp.core.triage.learning"}
    assert not allowed & {"holidays", "babel", "opencc", "mnemonic"}
