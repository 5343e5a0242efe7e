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

from tests.casework.support import at_the_prompts
from tests.cli.commands import commands, options_of
from tests.cli.support import Here, Result
from tests.command_lines import Line, in_blocks, in_sentences, typed
from tests.documentation import PAGES, REFERENCE, write_example_pack
from tests.prompted import someone
from tests.support import FLOWS, LOOKED_UP, ROOT, Clock
from tests.walks import walks
from wallethelp.cli.examples import EXAMPLES
from wallethelp.cli.flows import check as flows_check
from wallethelp.cli.flows import facts as flows
from wallethelp.cli.flows import graph
from wallethelp.cli.flows.check import Checked, checked_pack
from wallethelp.core.mistakes import Mistake
from wallethelp.core.scripts import Walk
from wallethelp.core.watch import Watch, unwatched
from wallethelp.i18n import LANGUAGES, _, speaking
from wallethelp.pack.scripts import load_walks
from wallethelp.store.cases import CaseStore

FILE = (str(ROOT / "examples/top-up.yaml"), "--guide", "top-up-failed", "--wallet", "upay")
MEANT = {
    **dict.fromkeys(["DIR", "文件夹"], ("my-pack",)),
    **dict.fromkeys(["GUIDE", "指南", "reward-missing"], ("top-up-failed",)),
    **dict.fromkeys(["FILE", "文件"], FILE),
    **dict.fromkeys(["NAME", "名字"], ("a-new-one",)),
}
A_CASE = {"CASE", "编号", "1125-1"}
AT_A_PROMPT = 130
"""Whoever tries the lines leaves with Ctrl-C where they are asked something."""
Run = Callable[[Line], Result]
COMMANDS = {words: options_of(command) for words, command in commands().items() if words}


def _documented(page: Path) -> list[Line]:
    """The command lines of a page; the blocks of a tutorial are followed in their own test."""
    text = page.read_text("utf-8")
    blocks = in_blocks(text) if page in REFERENCE else ()
    return sorted({*blocks, *in_sentences(text, COMMANDS)})


DOCUMENTED = {line: page.name for page in PAGES for line in _documented(page)}
"""Every line once, with the last page that has it: what is said everywhere need not run often."""
TWINS = [page for page in PAGES if page.name.endswith(".zh-CN.md")]
KINDS = sorted({name for (name, *_below) in COMMANDS})


def _in_helps() -> Iterator[Line]:
    """The arguments of every example, in both languages."""
    for language in LANGUAGES:
        with speaking(language):
            for examples in EXAMPLES.values():
                yield from (tuple(shlex.split(_(example.line))[1:]) for example in examples)


@cache
def _shipped_checked(today: date) -> Checked:
    return checked_pack(FLOWS, today)


def _checked_once(folder: Path, today: date, watch: Watch = unwatched) -> Checked:
    """The shipped pack is checked once for all lines: it takes longer than all else they do."""
    return _shipped_checked(today) if folder == FLOWS else checked_pack(folder, today, watch)


def _walks_once(folder: Path) -> tuple[tuple[Walk, ...], tuple[Mistake, ...]]:
    return (walks(), ()) if folder == FLOWS else load_walks(folder)


@pytest.fixture
def run_it(cli: Here, clock: Clock, home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a documented line beside packs of the examples, with a finished and an open case.

    What ends otherwise than well, or at a prompt, is an error.
    """
    clock.now = LOOKED_UP
    monkeypatch.setattr(flows_check, "checked_pack", _checked_once)
    for module in (flows, graph):
        monkeypatch.setattr(module, "load_walks", _walks_once)
    shutil.copy(ROOT / "examples/top-up.yaml", cli.folder / "answers.yaml")

    def run(line: Line) -> Result:
        somebody = someone({"opening/safety-first": ("nobody",)}, leaves=True)
        with at_the_prompts(somebody):
            done = cli(*line)
        left = somebody.asked and done.code == AT_A_PROMPT
        return Result(code=0 if left else done.code, out=done.out, err=done.err)

    assert run(("diagnose", "--guide", "top-up-failed", "--wallet", "upay")).code == 0
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
        for written in cli.folder.glob("*.[hjsz]*"):
            written.unlink()
        for pack in ("my-pack", "our-pack", "flows"):
            shutil.rmtree(cli.folder / pack, ignore_errors=True)
            if line[:3] != ("flows", "new", "pack"):
                write_example_pack(cli.folder / pack)
        if "import" in line:
            (cli.folder / "case.json").write_text(elsewhere, "utf-8")
        shutil.rmtree(home)
        shutil.copytree(kept, home)
        return run(tuple(part for word in line for part in meant.get(word, (word,))))

    return run_documented


@pytest.mark.parametrize("kind", [*KINDS, "wallethelp"])
def test_every_documented_command_line_works(run_it: Run, kind: str) -> None:
    failed = {
        (DOCUMENTED[line], *line): done.err
        for line in DOCUMENTED
        if next((word for word in line if word in KINDS), "wallethelp") == kind
        and (done := run_it(line)).code
    }
    assert failed == {}


def test_every_command_is_documented() -> None:
    named = {line[:2] for line in DOCUMENTED} | {line[:1] for line in DOCUMENTED}
    assert {words for words in COMMANDS if words not in named} == set()


def _shape(line: Line) -> Line:
    """The command of a line, and its options: the values are words of a language."""
    command = next((line[:count] for count in (2, 1) if line[:count] in COMMANDS), ())
    return *command, *(word for word in line if word.startswith("-"))


def _shapes(page: Path) -> tuple[list[Line], set[Line]]:
    """In its blocks, and in its sentences, whose order is that of the language."""
    text = page.read_text("utf-8")
    return [*map(_shape, in_blocks(text))], {*map(_shape, in_sentences(text, COMMANDS))}


@pytest.mark.parametrize("page", TWINS, ids=lambda page: page.name)
def test_a_page_has_the_same_lines_in_both_languages(page: Path) -> None:
    assert _shapes(page) == _shapes(page.with_name(page.name.replace(".zh-CN", "")))


def test_every_example_of_a_help_works(run_it: Run) -> None:
    lines = sorted(set(_in_helps()) - DOCUMENTED.keys())
    failed = {line: done.err for line in lines if (done := run_it(line)).code}
    assert failed == {}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_run_of_the_checkout_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    modules = re.findall(r"python3? -m ((?:tests|benchmarks)[\w.]*)", text)
    scripts = re.findall(r"python3? ((?:tests|benchmarks)/[\w./]+)", text)
    sessions = re.findall(r"`nox -s ([a-z]\w*)", text)
    places = [ROOT / module.replace(".", "/") for module in modules]
    lacking = [
        p for p in places if not (p.with_suffix(".py").exists() or (p / "__main__.py").exists())
    ]
    lacking += [ROOT / script for script in scripts if not (ROOT / script).exists()]
    known = set(re.findall(r"^def (\w+)\(session", (ROOT / "noxfile.py").read_text("utf-8"), re.M))
    assert (lacking, set(sessions) - known - {"NAME"}) == ([], set())


@pytest.mark.parametrize(
    ("shell", "lines"),
    [
        (".venv/bin/python -m pip install . && .venv/bin/wallethelp diagnose", [("diagnose",)]),
        ("uvx --from . wallethelp cases show", [("cases", "show")]),
        ("pipx run --spec wallethelp.whl wallethelp guides", [("guides",)]),
        ('eval "$(wallethelp completion bash)"', [("completion", "bash")]),
        ("wallethelp completion fish | source", [("completion", "fish")]),
        ("WALLETHELP_LANG=en wallethelp cases  # the cases", [("cases",)]),
        ("pipx install .", []),
        ("pybabel update -D wallethelp -i messages.pot", []),
    ],
)
def test_the_program_is_found_in_a_line_of_shell(shell: str, lines: list[Line]) -> None:
    assert list(typed(shell)) == lines


@pytest.mark.parametrize(
    "line",
    [
        "frobnicate",
        "cases frobnicate",
        "flows",
        "flows nothing",
        "diagnose --nonsense",
        "diagnose --guide",
        "export --format docx guides",
        "export --for nobody",
        "export 1125-1 1125-1",
        "cases import",
        "channels nowhere",
        "guides nothing",
        "diagnose --guide nothing",
        "cases purge --older-than soon",
        "completion tcsh",
        "--lang xx",
    ],
)
def test_a_line_with_something_wrong_in_it_would_be_found(run_it: Run, line: str) -> None:
    for found in (
        list(in_sentences(f"Try `wallethelp {line}`.", COMMANDS)),
        list(in_blocks(f"```sh\nwallethelp {line}  # why\n```\n")),
    ):
        assert [run_it(each).code for each in found] == [2]


def test_a_line_named_without_the_program_is_made_whole() -> None:
    named = "`flows new`, `flows/guides/`, `--plain`, `--flows DIR`, `--walk 名字`, `guides:`"
    text = f"`--lang xx`, `export --format json, ics`, `cases frobnicate`, `--walks NAME`, {named}"
    assert list(in_sentences(text, COMMANDS)) == [
        ("diagnose", "--lang", "xx"),
        *(("export", "--format", kind) for kind in ("json", "ics")),
        ("cases", "frobnicate"),
        ("--walks", "NAME"),
    ]
