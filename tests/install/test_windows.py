"""On a machine like Windows every module can be imported, and what a person does works."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from msgspec import Struct

from tests.support import ROOT

ANSWERS = ROOT / "examples" / "top-up.yaml"
RECEIPT = b"one\r\ntwo\n"


class Ran(Struct, frozen=True):
    """What came of each command, by its words."""

    modules: list[str]
    results: dict[str, tuple[int, str, str]]
    folder: Path


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """One process for all commands: most of the time goes into loading the program."""
    folder = tmp_path_factory.mktemp("windows")
    receipt, bundle, chat, pack = (folder / name for name in ("receipt.txt", "a.zip", "a.md", "p"))
    receipt.write_bytes(RECEIPT)
    plainly = ["--wallet", "upay", "--guide", "top-up-failed", "--answers", str(ANSWERS)]
    commands = {
        "version": ["--version"],
        "channels": ["channels", "upay"],
        "diagnose": ["diagnose", "--plain", "--no-input", *plainly],
        "add": ["cases", "add", "CASE", str(receipt), "--shows", "the charge", "--copy"],
        "cases": ["cases"],
        "bundle": ["export", "CASE", "--bundle", str(bundle)],
        "chat": ["export", "--for", "chat", "-o", str(chat)],
        "again": ["export", "--for", "chat", "-o", str(chat), "--force"],
        "new": ["flows", "new", "pack", str(pack)],
        "foreign": ["flows", "check", str(pack)],
        "check": ["flows", "check"],
        "tree": ["guides", "top-up-failed"],
        "delete": ["cases", "delete", "CASE", "--yes"],
        "none": ["cases"],
    }
    done = subprocess.run(
        [sys.executable, "-X", "warn_default_encoding", "-m", "tests.windows"],
        input=json.dumps(list(commands.values())),
        cwd=ROOT,
        env={**os.environ, "WALLETHELP_HOME": str(folder / "home")},
        encoding="utf-8",
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    results = dict(zip(commands, map(tuple, told["results"]), strict=True))
    return Ran(modules=told["modules"], results=results, folder=folder)


def test_every_module_is_imported(ran: Ran) -> None:
    """`__main__` runs; the rest is all there is."""
    there = {
        ".".join(("wallethelp", *file.relative_to(ROOT / "src/wallethelp").with_suffix("").parts))
        for file in (ROOT / "src/wallethelp").rglob("*.py")
    }
    packages = {name.removesuffix(".__init__") for name in there}
    assert set(ran.modules) == packages - {"wallethelp", "wallethelp.__main__"}


def test_every_command_does_what_it_does_elsewhere(ran: Ran) -> None:
    failed = {words: told for words, told in ran.results.items() if told[0]}
    assert failed == {}


def test_the_language_is_that_of_the_settings(ran: Ran) -> None:
    """They say en-GB; no variable says anything, and elsewhere that is Chinese."""
    assert "Support channels of Upay" in ran.results["channels"][1]


def test_nobody_is_warned_of_modes_that_say_nothing(ran: Ran) -> None:
    assert "Other users" not in "".join(err for _code, _out, err in ran.results.values())


def test_bytes_come_and_go_as_they_are(ran: Ran) -> None:
    """Windows changes the ends of lines in a file that is opened without a word about them."""
    assert sha256(RECEIPT).hexdigest() in ran.results["add"][2]
    with ZipFile(ran.folder / "a.zip") as bundle:
        contents = [bundle.read(name) for name in bundle.namelist()]
    assert RECEIPT in contents
    assert b"\r" not in (ran.folder / "a.md").read_bytes()


def test_a_case_that_is_deleted_leaves_no_copy(ran: Ran) -> None:
    assert "none yet" in ran.results["none"][1]
    assert list((ran.folder / "home" / "evidence").iterdir()) == []
