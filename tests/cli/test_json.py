"""`--json`: on every command that finds something, and nowhere else."""

import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from tests.cli.support import ANSWERS, Here
from tests.support import LOOKED_UP, Clock, shipped, write_pack
from wallethelp.cli.app import app
from wallethelp.cli.result import Found

PACK = shipped().pack
READING = {
    "channels",
    "guides",
    "cases",
    "cases list",
    "cases show",
    "flows check",
    "flows facts",
    "flows test",
}


def _commands() -> Iterator[tuple[str, Any]]:
    ahead: list[tuple[str, Any]] = [("", get_command(app))]
    while ahead:
        name, command = ahead.pop()
        yield name.strip(), command
        more = getattr(command, "commands", {})
        ahead.extend((f"{name} {each}", below) for each, below in more.items())


def test_every_command_that_finds_something_has_it_and_no_other() -> None:
    having, finding = set(), set()
    for name, command in _commands():
        if any("--json" in parameter.opts for parameter in command.params):
            having.add(name)
        if command.callback is not None:
            function = inspect.unwrap(command.callback)
            if inspect.signature(function, eval_str=True).return_annotation is Found:
                finding.add(name)
    assert finding == READING
    # The wizard writes a document, to a file if that is wanted.
    assert having == READING | {"diagnose"}


def test_a_command_that_finds_nothing_has_no_such_option(cli: Here) -> None:
    for words in (("export",), ("cases", "log"), ("cases", "close", "1"), ()):
        done = cli(*words, "--json")
        assert (done.code, done.out) == (2, ""), words


def test_guides(cli: Here) -> None:
    listed = json.loads(cli("guides", "--json").out)
    assert {guide["id"] for guide in listed} == set(PACK.guides)
    one = json.loads(cli("guides", "top-up-failed", "--json").out)
    assert {step["id"] for step in one["steps"]} == set(PACK.guides["top-up-failed"].steps)
    sources = json.loads(cli("guides", "top-up-failed", "--sources", "--json").out)
    assert all(step["facts"] for step in sources["steps"])
    every = json.loads(cli("guides", "--sources", "--json").out)
    assert sources in every


def test_a_sentence(cli: Here) -> None:
    found = json.loads(cli("guides", "--find", "my top-up has not arrived", "--json").out)
    assert found["guides"][0]["guide"] == "top-up-failed"


def test_channels(cli: Here) -> None:
    every = json.loads(cli("channels", "--json").out)
    assert {each["wallet"]["id"] for each in every} == set(PACK.wallets)
    assert json.loads(cli("channels", "upay", "--json").out) in every
    ranked = json.loads(cli("channels", "upay", "--for", "top-up-failed", "--json").out)
    assert all(end["recommended"] for end in ranked["ends"])


def test_the_cases_that_are_kept(cli: Here) -> None:
    assert json.loads(cli("cases", "--json").out) == []
    first = json.loads(cli.answered(ANSWERS, "--json").out)
    cli("cases", "close", first["id"])
    second = json.loads(cli.answered(ANSWERS, "--json").out)
    for words in (("cases", "--json"), ("cases", "list", "--json")):
        listed = {line["id"]: line for line in json.loads(cli(*words).out)}
        assert {name: line["state"] for name, line in listed.items()} == {
            first["id"]: "closed",
            second["id"]: "open",
        }
        assert listed[second["id"]]["outcome"] == second["outcome"]
        assert listed[second["id"]]["todo"]


def test_one_case_is_the_document_of_its_export(cli: Here) -> None:
    cli.answered(ANSWERS)
    assert cli("cases", "show", "--json").out == cli("export", "--format", "json").out


def test_a_pack_without_a_mistake(cli: Here, clock: Clock) -> None:
    clock.now = LOOKED_UP
    done = cli("flows", "check", "--json")
    data = json.loads(done.out)
    assert (done.code, done.err, data["mistakes"]) == (0, "", [])
    assert data["guides"] == len(PACK.guides)


def test_a_pack_with_mistakes(cli: Here, tmp_path: Path) -> None:
    guide = "guides/lost.yaml"
    folder = write_pack(tmp_path / "pack", {})
    text = (folder / guide).read_text("utf-8")
    (folder / guide).write_text(text.replace("next: early", "next: erly"), encoding="utf-8")
    done = cli("flows", "check", folder, "--json")
    assert done.code == 1
    wrong = [m for m in json.loads(done.out)["mistakes"] if m["code"] == "unknown-step"]
    (mistake,) = wrong
    assert (mistake["file"], mistake["severity"], mistake["closest"]) == (guide, "error", "early")
    assert "next: erly" in (folder / guide).read_text("utf-8").splitlines()[mistake["line"] - 1]
    assert str(folder) in done.err


def test_facts(cli: Here) -> None:
    facts = json.loads(cli("flows", "facts", "--json", "--lang", "zh").out)
    stated = {name: fact for name, fact in PACK.facts.items() if not fact.context_only}
    assert {fact["id"] for fact in facts} == set(stated)
    for fact in facts:
        assert fact["claim"] == stated[fact["id"]].claim.zh
        assert fact["walk"]
        assert fact["cited_by"]
