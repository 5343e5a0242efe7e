"""The tutorial for authors, followed line by line: the pack it builds passes every check."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.casework.support import at_the_prompts
from tests.cli.support import Here, lines_of
from tests.documentation import TUTORIALS
from tests.prompted import someone

BLOCK = re.compile(r"^```(sh|yaml)\n(.*?)^```", re.MULTILINE | re.DOTALL)
ENDS = {0, 130}
"""Well, or by Ctrl-C at a prompt it came to."""


def steps(page: Path) -> Iterator[tuple[str, str]]:
    """What the page does, in its order: a command line, or the name and text of a file."""
    for kind, text in BLOCK.findall(page.read_text("utf-8")):
        if kind == "sh":
            yield from (("", line) for line in text.splitlines())
        else:
            name, _newline, content = text.removeprefix("# ").partition("\n")
            yield name, content


def follow(cli: Here, page: Path) -> None:
    """Do what the page says."""
    for name, text in steps(page):
        if name:
            (cli.folder / name).write_text(text, encoding="utf-8")
            continue
        program, *words = shlex.split(text)
        if program == "rm":
            for word in words:
                (cli.folder / word).unlink()
            continue
        assert program == "wallethelp"
        with at_the_prompts(someone({"opening/safety-first": ("nobody",)}, leaves=True)):
            done = cli(*words)
        assert done.code in ENDS, (text, done.out, done.err)
        if words[1:2] == ["check"] and "--stats" not in words:
            told = [line for line in lines_of(done.out) if ".yaml:" in line]
            left = ("[to-be-written]", "[draft-walk]")
            assert all(line.endswith(left) for line in told), (text, done.out)


@pytest.fixture
def built(cli: Here) -> Path:
    follow(cli, TUTORIALS[0])
    return cli.folder / "our-pack"


def test_the_pack_of_the_tutorial_is_tested_and_drawn(cli: Here, built: Path) -> None:
    assert (cli.folder / "top-up-missing.svg").read_text("utf-8").startswith("<svg")
    assert "卡丢了" in (cli.folder / "card-lost.html").read_text("utf-8")
    assert sorted(path.stem for path in (built / "guides").iterdir()) == [
        *("card-lost", "emergency", "top-up-missing")
    ]
    assert [path.stem for path in (built / "wallets").iterdir()] == ["sunpay"]
    assert cli("flows", "test", built, "--random", "100").code == 0


def test_both_languages_build_the_same_pack() -> None:
    english, chinese = (list(steps(page)) for page in TUTORIALS)
    assert english == chinese
    assert len(english) > 15
