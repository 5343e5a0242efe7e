"""PyYAML's two parsers, of which not every machine has the fast one, come to the same verdict."""

import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.pack.hostile.mutations import mutated
from tests.support import FEWER, PROPERTY, ROOT
from wallethelp.core.mistakes import Mistake
from wallethelp.pack.documents import Document, UnreadableError, read

needs_both = pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML is without libyaml here")
FILES = sorted(
    path
    for folder in ("flows", "tests", "examples", "benchmarks")
    for path in (ROOT / folder).rglob("*.y*ml")
)
EXAMPLES = [
    block
    for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
    for block in re.findall(r"```ya?ml\n(.*?)```", path.read_text("utf-8"), re.DOTALL)
]
BROKEN = [
    *("a: [1, 2\nb: 3\n", "a: {zh: b}c, en: d}\n", "x: 1\na: {zh: 等 {b} 吗, en: c}\n"),
    *("a: Note: this breaks\n", "a: b\n c: d\n", "a:\n\tb: 1\n", 'a: "open\n', "a: 1\nb\n"),
    *(
        "a: @b\n",
        "...\n",
        "---\n",
        "{a: who?}\n",
        "a: {zh: 谁?, en: b}\n",
        "[a?, b]\n",
        "{? : a}\n",
    ),
    *("a: |# b\n  c\n", "a: >-# b\n", "a:\t1\n", "a: b\t# c\n", "- a\n\ufeff- b\n", "a: !,\n"),
    *("a: !!str 1\n", "a: &b 1\nc: *b\n", "? [a]\n: 1\n", "? a: 1\n", "a: 1\n---\nb: 2\n"),
    *("[" * 50, "- " * 50, "{a: " * 50, "a: '" + "[" * 99 + "'\nb: c: d\n", "a: b\x07c\n"),
]


def verdict(text: str, *, libyaml: bool) -> Document | Mistake:
    """Everything that is read, with every place and mistake; or why nothing is, and where."""
    try:
        return read(text.encode(), "a.yaml", libyaml=libyaml)
    except UnreadableError as error:
        return error.mistake


@needs_both
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_is_read_alike(path: Path) -> None:
    text = path.read_text("utf-8")
    assert verdict(text, libyaml=True) == verdict(text, libyaml=False)


@needs_both
@pytest.mark.parametrize("text", list(dict.fromkeys([*EXAMPLES, *BROKEN])))
def test_every_example_is_read_or_refused_alike(text: str) -> None:
    assert verdict(text, libyaml=True) == verdict(text, libyaml=False)


_PIECES = st.sampled_from([*": -?[]{}&*!|>'\"%@`,#\n\t~0+", "ab", "好", "\r\n", "\ufeff", "---\n"])


@needs_both
@PROPERTY
@given(pieces=st.lists(_PIECES, max_size=14))
def test_any_yaml_is_read_or_refused_alike(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert verdict(text, libyaml=True) == verdict(text, libyaml=False)


@needs_both
@FEWER
@given(draw=st.randoms(use_true_random=False), path=st.sampled_from(FILES))
def test_any_change_of_a_file_is_read_or_refused_alike(draw: Random, path: Path) -> None:
    text = mutated(draw, path.read_bytes()).decode("utf-8", "replace")
    assert verdict(text, libyaml=True) == verdict(text, libyaml=False)


@needs_both
def test_no_file_of_ours_is_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser in Python takes ten times as long."""
    monkeypatch.setattr(yaml, "SafeLoader", None)
    for path in FILES:
        read(path.read_bytes(), path.name)


def test_the_pack_is_checked_without_libyaml_too() -> None:
    program = (
        "import yaml; yaml.__with_libyaml__ = False; yaml.__dict__.pop('CSafeLoader', None);"
        " from wallethelp.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "flows", "check", "--json"], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
