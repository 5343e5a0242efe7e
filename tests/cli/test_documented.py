"""Every command line of the documentation and of the helps is run, and does what it says."""

import json
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from typer.main import get_command

from tests.casework.support import at_the_prompts
from tests.cli.support import Here, Result
from tests.documentation import REFERENCE, write_example_pack
from tests.prompted import someone
from tests.support import FLOWS, ROOT
from tests.walks import walks
from wallethelp.cli import flows, flows_check
from wallethelp.cli.app import app
from wallethelp.cli.authors import graph
from wallethelp.cli.examples import EXAMPLES
from wallethelp.cli.flows_check import Checked, checked_pack
from wallethelp.core.mistakes import Mistake
from wallethelp.core.scripts import Walk
from wallethelp.core.watch import Watch, unwatched
from wallethelp.i18n import LANGUAGES, _, speaking
from wallethelp.pack.scripts import load_walks
from wallethelp.store.cases import CaseStore

IN_BLOCK = re.compile(r"^(?:.* && )?(?:\.venv/bin/)?wallethelp\b([^\n&|]*)", re.MULTILINE)
IN_LINE = re.compile(r"`(?:wallethelp )?([^`\n]+)`")
SEVERAL = re.compile(r"(--[\w-]+) (\w+(?:(?:, |、)\w+)+)")
"""An option with all its values: `--format text, json`."""
FILE = (str(ROOT / "examples/top-up.yaml"), "--guide", "top-up-failed", "--wallet", "upay")
MEANT = {
    **dict.fromkeys(["DIR", "文件夹"], ("my-pack",)),
    **dict.fromkeys(["GUIDE", "指南"], ("top-up-failed",)),
    **dict.fromkeys(["FILE", "文件"], FILE),
}
A_CASE = {"CASE", "编号", "1125-1"}
ENDS = {0, 130}
"""How a command may end: well, or by Ctrl-C at a prompt it came to."""
Line = tuple[str, ...]
Run = Callable[[Line], Result]


def _commands() -> dict[Line, dict[str, bool]]:
    """Every command with its options, and whether they stand alone."""
    found = {}
    for name, command in getattr(get_command(app), "commands", {}).items():
        below = getattr(command, "commands", {})
        for line, each in [((name,), command), *(((name, n), c) for n, c in below.items())]:
            found[line] = {
                option: getattr(parameter, "is_flag", False)
                for parameter in each.params
                for option in parameter.opts
            }
    return found


COMMANDS = _commands()
OPTIONS = {option for options in COMMANDS.values() for option in options}
"""Named alone, they need only exist."""


def _documented(text: str) -> Iterator[Line]:
    """The arguments of every command line in a page; one a value where several are listed."""
    yield from (tuple(shlex.split(line, comments=True)) for line in IN_BLOCK.findall(text))
    for inline in IN_LINE.findall(text):
        listed = SEVERAL.search(inline)
        for value in re.split(r", |、", listed[2]) if listed else [""]:
            line = inline.replace(listed[0], f"{listed[1]} {value}") if listed else inline
            if line in OPTIONS:
                continue
            if re.match("--[a-z]", line) or (line.split(" ")[0],) in COMMANDS:
                yield _whole(shlex.split(line))


def _whole(words: list[str]) -> Line:
    """A line that can be run, where no command was named, or an option without its value."""
    if words[0].startswith("--") and not any((word,) in COMMANDS for word in words):
        words = [*next((each for each in COMMANDS if words[0] in COMMANDS[each]), ()), *words]
    options = COMMANDS.get(tuple(words[:2]), COMMANDS.get((words[0],), {}))
    return tuple(words if options.get(words[-1], True) else words[:-1])


def _in_helps() -> Iterator[Line]:
    """The arguments of every example, in both languages."""
    for language in LANGUAGES:
        with speaking(language):
            for examples in EXAMPLES.values():
                yield from (tuple(shlex.split(_(example.line))[1:]) for example in examples)


LINES = sorted({line for page in REFERENCE for line in _documented(page.read_text("utf-8"))})
IN_HELPS = sorted(set(_in_helps()) - set(LINES))
PARTS = 4
"""In which the lines are run, so that several processes share them."""


@cache
def _shipped_checked(today: date) -> Checked:
    return checked_pack(FLOWS, today)


def _checked_once(folder: Path, today: date, watch: Watch = unwatched) -> Checked:
    """The shipped pack is checked once for all lines: it takes longer than all else they do."""
    return _shipped_checked(today) if folder == FLOWS else checked_pack(folder, today, watch)


def _walks_once(folder: Path) -> tuple[tuple[Walk, ...], tuple[Mistake, ...]]:
    return (walks(), ()) if folder == FLOWS else load_walks(folder)


@pytest.fixture
def run_it(cli: Here, home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a documented line beside a pack of the examples, with a finished and an open case."""
    monkeypatch.setattr(flows_check, "checked_pack", _checked_once)
    for module in (flows, graph):
        monkeypatch.setattr(module, "load_walks", _walks_once)
    write_example_pack(cli.folder / "my-pack")
    shutil.copy(ROOT / "examples/top-up.yaml", cli.folder / "answers.yaml")

    def run(line: Line) -> Result:
        with at_the_prompts(someone({"opening/safety-first": ("nobody",)}, leaves=True)):
            return cli(*line)

    assert run(("diagnose", "--guide", "top-up-failed", "--wallet", "upay")).code == 130
    assert run(("diagnose", "--no-input", "--answers", *FILE)).code == 0
    newest, unfinished = CaseStore(home).newest(), CaseStore(home).unfinished()
    assert newest is not None
    assert unfinished is not None
    for name in ("receipt.png", "截图.png"):
        cli.file(name, b"\x89PNG a picture")
    assert cli("cases", "add", newest.id, "receipt.png", "--shows", "the charge").code == 0
    kept = shutil.copytree(home, cli.folder / "kept")
    exported = json.loads(cli("export", newest.id, "--format", "json").out)
    # The same case is not taken in twice: this one began at another time.
    exported["kept"]["session"]["started"] = "2026-01-05T14:30:00+08:00"
    elsewhere = json.dumps(exported)

    def run_documented(line: Line) -> Result:
        case = unfinished if "resume" in line else newest
        meant = {**MEANT, **dict.fromkeys(A_CASE, (case.id,))}
        for written in ("bank.html", "case.html", "case.json", "case.zip"):
            (cli.folder / written).unlink(missing_ok=True)
        if "import" in line:
            (cli.folder / "case.json").write_text(elsewhere, "utf-8")
        shutil.rmtree(home)
        shutil.copytree(kept, home)
        return run(tuple(part for word in line for part in meant.get(word, (word,))))

    return run_documented


def test_there_are_lines() -> None:
    assert len(LINES) >= 40
    assert len(IN_HELPS) >= 20


@pytest.mark.parametrize("part", range(PARTS))
def test_every_documented_command_line_works(run_it: Run, part: int) -> None:
    lines = LINES[part::PARTS]
    failed = {line: done.err for line in lines if (done := run_it(line)).code not in ENDS}
    assert failed == {}


def test_every_example_of_a_help_works(run_it: Run) -> None:
    failed = {line: done.err for line in IN_HELPS if (done := run_it(line)).code not in ENDS}
    assert failed == {}


@pytest.mark.parametrize(
    "line",
    [
        "cases frobnicate",
        "flows nothing",
        "diagnose --nonsense",
        "export --format docx guides",
        "export --for nobody",
        "channels nowhere",
        "guides nothing",
        "diagnose --guide nothing",
        "cases purge --older-than soon",
        "--lang xx",
    ],
)
def test_a_line_with_something_unknown_in_it_would_be_found(run_it: Run, line: str) -> None:
    (found,) = _documented(f"`wallethelp {line}`")
    assert run_it(found).code not in ENDS
