"""Hostile packs and answers are harmless: a located error or success, soon, in safe words."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.pack.hostile.confined import KILLED, MEGABYTES, Outcome, commands_on, outcomes
from tests.pack.hostile.samples import ANSWER_FILES, ANSWERS, PACKS, WALK, write_answers
from tests.support import EACH, write_pack

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits are of POSIX")

_RAW = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]")
_LONGEST = 2_000
"""Characters of a line: what an author wrote is never said back whole."""
_MOST = 300_000
"""Characters of all lines."""
_BATCHES = 8
# `check` reads all that the others read.
_OFTEN = {"channels": EACH, "answered": EACH, "tree": 4 * EACH}
"""On every how many-th pack of a batch a command is tried."""
_PLACE = re.compile(r"[^ :]*:\d+:\d+: |\.yaml: |pack: |(guides|wallets|walks|phrases/zh): ")


def _commands(folder: Path, name: str, answers: Path) -> dict[str, list[str]]:
    """Those that read what is hostile: most files are read by all."""
    commands = commands_on(folder, answers)
    if "walk" not in name:
        del commands["facts"]
    if "phrase" not in name and "link" not in name:
        del commands["find"]
    return commands


def _harmless(name: str, done: Outcome) -> None:
    used = f"{done.seconds:.1f} s, {done.megabytes:.0f} MB"
    said = f"{name}: {done.code}, {used}\n{done.said[:2000]}"
    assert done.code != KILLED, f"{name} wanted too much time or memory: {used}"
    assert done.megabytes <= MEGABYTES, said
    assert done.code in (0, 1, 2), said
    assert "Traceback" not in done.said, said
    assert not _RAW.search(done.said), said
    assert max(map(len, done.said.split("\n"))) < _LONGEST, said
    assert len(done.said) < _MOST, name


def _environment(place: Path) -> dict[str, str]:
    return {"XDG_CACHE_HOME": str(place / "cache"), "WALLETHELP_HOME": str(place / "home")}


def _written(place: Path, name: str) -> Path:
    folder = write_pack(place / "pack", {"walks/base.yaml": WALK})
    PACKS[name](folder)
    return folder


def _in_batches(samples: Mapping[str, object]) -> list[list[str]]:
    names = list(samples)
    return [names[number::_BATCHES] for number in range(_BATCHES)]


@pytest.mark.parametrize("names", _in_batches(PACKS), ids=lambda names: names[0])
def test_a_hostile_pack_is_harmless(names: list[str], tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(ANSWERS, "utf-8")
    commands = {
        (name, what): command
        for number, name in enumerate(names)
        for what, command in _commands(
            _written(tmp_path / str(number), name), name, answers
        ).items()
        if number % _OFTEN.get(what, 1) == 0
    }
    found = dict(zip(commands, outcomes(commands.values(), _environment(tmp_path)), strict=True))
    for (name, what), done in found.items():
        _harmless(f"{name}, {what}", done)
        if what == "check" and done.code:
            assert _PLACE.search(done.said), f"{name} says no place:\n{done.said[:500]}"


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_hostile_answers_are_harmless(kind: str, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack", {})
    commands = []
    for number, content in enumerate(ANSWER_FILES.values()):
        path = tmp_path / f"{number}.{kind}"
        write_answers(path, content)
        commands.append(_commands(folder, "", path)["answered"])
    done = outcomes(commands, _environment(tmp_path))
    for name, outcome in zip(ANSWER_FILES, done, strict=True):
        _harmless(name, outcome)
        expected = 0 if name == "as it is" and kind == "yaml" else 1
        assert outcome.code == expected, f"{name}: {outcome.said[:500]}"


def test_the_parser_in_python_says_the_same(tmp_path: Path) -> None:
    names = [name for name in list(PACKS)[::5] if "5,010" not in name]
    commands = [
        ["flows", "check", str(_written(tmp_path / str(number), name)), "--json"]
        for number, name in enumerate(names)
    ]
    fast = outcomes(commands, _environment(tmp_path))
    slow = outcomes(commands, _environment(tmp_path), libyaml=False)
    for name, one, other in zip(names, fast, slow, strict=True):
        assert (one.code, one.said) == (other.code, other.said), name
