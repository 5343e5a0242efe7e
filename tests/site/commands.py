"""A page for every command: the examples of its help, run, and the help itself."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from typer.main import get_command

from tests.documentation import write_example_pack
from tests.site.pages import Page, both, plain
from tests.site.runs import NOW, Ran, run_at_terminal
from tests.support import ROOT
from wallethelp.cli.app import app
from wallethelp.cli.examples import EXAMPLES, Example
from wallethelp.core.text import Language
from wallethelp.i18n import _, language, speaking

MOST_LINES = 80
"""Of one run; some write whole files to the terminal."""
_WIZARD = "wallethelp diagnose --guide top-up-failed --wallet upay"
_ANSWERS = ("1", "1", "1", "1", "2")
TYPED: Mapping[str, Mapping[Language, Sequence[str]]] = {
    _WIZARD: {
        "zh": (*_ANSWERS, "昨天下午3点", "120", "1", "", "TX-2026-0042", "1", "1", "8"),
        "en": (*_ANSWERS, "yesterday 3pm", "120 CNY", "", "TX-2026-0042", "1", "1", "8"),
    },
    "wallethelp cases log": {
        "zh": ("2", "2", "TK-1", "周五", ""),
        "en": ("2", "2", "TK-1", "Friday", ""),
    },
    "wallethelp cases remove 1125-1 1": {"zh": ("2",), "en": ("2",)},
    "wallethelp cases delete 1125-1": {"zh": ("2",), "en": ("2",)},
}
"""What is typed where an example asks, by its line; the others are left by Ctrl-C."""
ENDS = {0, 130}
"""How an example may end: well, or left at a prompt."""


def command_pages(spoken: Language) -> Iterator[Page]:
    """`commands/index.md` and a page for each command, in the order of the help.

    Raises AssertionError where an example ends with an error.
    """
    with speaking(spoken), tempfile.TemporaryDirectory() as scratch:
        begun = _begun(Path(scratch), spoken)
        yield Page(language=spoken, path="commands/index.md", text="\n".join(_index()))
        for name, examples in EXAMPLES.items():
            is_open = name == "wallethelp cases resume"
            runs = _Runs(begun[is_open], Path(scratch) / "here", spoken)
            text = "\n".join(_page(name, examples, runs))
            yield Page(language=spoken, path=f"commands/{file_name(name)}.md", text=text)


def file_name(command: str) -> str:
    """What the page of a command is called."""
    return command.removeprefix("wallethelp ").replace(" ", "-")


class _Runs:
    """The examples of one command, each in a folder as if nothing had been run before."""

    def __init__(self, begun: Path, folder: Path, language: Language) -> None:
        self._begun, self._folder, self._language = begun, folder, language

    def __call__(self, line: str, typed: Sequence[str] = (), *, elsewhere: bool = False) -> Ran:
        """Run it; `elsewhere` with the files of the run before, and none of its cases."""
        if elsewhere:
            shutil.rmtree(self._folder / "home")
        else:
            shutil.rmtree(self._folder, ignore_errors=True)
            shutil.copytree(self._begun, self._folder)
        words = shlex.split(line)[1:]
        ran = run_at_terminal(words, folder=self._folder, language=self._language, typed=typed)
        assert ran.code in ENDS, f"{line}: {ran.code}\n{ran.screen}"
        assert str(self._folder) not in ran.screen, f"{line}: a path of this machine"
        return ran


def _begun(scratch: Path, language: Language) -> tuple[Path, Path]:
    """Folders with the documentation's pack, and a case: one that is whole, one that is not."""
    compiled = [sys.executable, "-m", "wallethelp", "guides", "--find", "x"]
    cache = scratch / "cache"
    os.environ["XDG_CACHE_HOME"] = str(cache)
    subprocess.run(compiled, check=True, stdout=subprocess.DEVNULL)
    whole, unfinished = scratch / "whole", scratch / "unfinished"
    whole.mkdir()
    write_example_pack(whole / "my-pack")
    shutil.copy(ROOT / "examples" / "top-up.yaml", whole / "answers.yaml")
    for name in ("receipt.png", "截图.png"):
        (whole / name).write_bytes(b"\x89PNG a picture")
        os.utime(whole / name, (NOW.timestamp(), NOW.timestamp()))
    shutil.copytree(whole, unfinished)
    about = ["diagnose", "--guide", "top-up-failed", "--wallet", "upay"]
    given = [*about, "--answers", "answers.yaml", "--no-input"]
    shows = ["cases", "add", "1125-1", "receipt.png", "--shows", both("扣款", "the charge")]
    for folder, words, typed, code in (
        (whole, given, (), 0),
        (whole, shows, (), 0),
        (unfinished, about, ("1", "1"), 130),
    ):
        ran = run_at_terminal(words, folder=folder, language=language, typed=typed)
        assert ran.code == code, ran.screen
    return whole, unfinished


def _index() -> Iterator[str]:
    yield f"# {both('每条命令，真的跑一遍', 'Every command, really run')}\n"
    yield both(
        "每条命令都真的跑过：看到的就是它在屏幕上显示的。日期固定在 2026 年 11 月 25 日。\n",
        "Every command was really run: what you see here is what it shows. "
        "The day is always 25 November 2026.\n",
    )
    for name in EXAMPLES:
        yield f"- [`{name}`]({file_name(name)}.md): {plain(_(_declared(name).help))}"


def _declared(name: str) -> Any:
    """The command of this name, as it is declared."""
    command: Any = get_command(app)
    for word in name.split()[1:]:
        command = command.commands[word]
    return command


def _page(name: str, examples: Sequence[Example], runs: _Runs) -> Iterator[str]:
    yield f"# {name}\n"
    yield f"{plain(_(_declared(name).help))}\n"
    for number, example in enumerate(examples):
        line = _(example.line)
        typed = TYPED.get(example.line, {}).get(language(), ())
        ran = runs(line, typed, elsewhere=_is_elsewhere(number, example))
        yield f"## {plain(_(example.what))}\n"
        yield from _shown(line, ran.screen, most=MOST_LINES if not typed else None)
    yield f"## {both('全部选项', 'All options')}\n"
    yield from _shown(f"{name} --help", runs(f"{name} --help").screen)


def _is_elsewhere(number: int, example: Example) -> bool:
    """Whether it is run on another computer than the example before it."""
    return number > 0 and example.line.startswith("wallethelp cases import")


def _shown(line: str, screen: str, most: int | None = MOST_LINES) -> Iterator[str]:
    lines = screen.strip("\n").split("\n")
    if most is not None and (more := len(lines) - most) > 0:
        lines = [*lines[:most], both(f"……（还有 {more} 行）", f"… ({more} more lines)")]
    yield "```console"
    yield f"$ {line}"
    yield from (each.rstrip() for each in lines)
    yield "```\n"
