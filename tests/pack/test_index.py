"""What was learned from phrases is kept, and ranks as if it had just been learned."""

import csv
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.msgpack import decode, encode

from tests.pack.test_cache import DAMAGE, LONG_AGO, files_in, pack_in
from tests.support import FLOWS, PROPERTY, ROOT, loaded, shipped_index
from wallethelp.core.triage.guides import Index, Learned
from wallethelp.core.triage.learning import learn_index
from wallethelp.pack import cache, compiled, phrases
from wallethelp.pack.cache import compile_shipped, open_index, open_pack
from wallethelp.pack.compiled import CompiledFile, DamagedError, Origin
from wallethelp.pack.find import shipped_pack

EVALUATED = sorted((ROOT / "benchmarks" / "triage").rglob("*.tsv"))
MOST = 1_000_000
"""Bytes."""
PHRASES = {
    "phrases/en/lost.yaml": "- my money vanished\n- gone is the money\n",
    "phrases/zh/lost.yaml": "- 钱不见了\n",
    "phrases/concepts.yaml": "money: [钱, money]\n",
}


@pytest.fixture
def learnt(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders whose phrases were learned from."""
    seen: list[Path] = []
    learn = phrases.learn

    def noted(folder: Path, pack: Any, below: Learned | None = None) -> Learned:
        seen.append(folder)
        return learn(folder, pack, below)

    monkeypatch.setattr(phrases, "learn", noted)
    return seen


def open_again(folder: Path) -> Index:
    return open_index(folder, open_pack(folder))


# --- the shipped pack ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """What was learned from the shipped phrases, as it lies in a wheel."""
    file = tmp_path_factory.mktemp("wheel") / "flows.pack"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "SHIPPED", file)
        patch.setattr(cache, "_loaded", loaded)
        compile_shipped(FLOWS, file)
        patch.setattr(phrases, "learn", None)
        index = open_again(shipped_pack())
    assert index.learned is not shipped_index().learned
    return index


def test_it_is_the_same_to_the_last_digit(kept: Index) -> None:
    assert encode(kept.learned, enc_hook=repr) == encode(shipped_index().learned, enc_hook=repr)


def test_it_is_small() -> None:
    without = compiled.compiled(loaded(FLOWS).pack, (), Origin())
    whole = compiled.compiled(loaded(FLOWS).pack, (), Origin(), shipped_index().learned)
    assert len(whole) - len(without) <= MOST


def _sentences(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row[-1] for row in rows if row]


def _invented() -> Iterator[str]:
    """Sentences nobody wrote, of pieces of those that somebody did."""
    draw = Random(11)
    known = [text for path in EVALUATED for text in _sentences(path)]
    for _ in range(500):
        pieces = draw.sample(known, draw.randint(1, 4))
        cuts = [sorted((draw.randrange(len(p) + 1), draw.randrange(len(p) + 1))) for p in pieces]
        yield draw.choice(("", " ", "，", ". ")).join(
            piece[begin:end] for piece, (begin, end) in zip(pieces, cuts, strict=True)
        )


@pytest.mark.parametrize("path", EVALUATED, ids=lambda path: path.name)
def test_it_ranks_as_what_was_just_learned(kept: Index, path: Path) -> None:
    for text in _sentences(path):
        assert kept.rank(text) == shipped_index().rank(text), text


def test_it_ranks_sentences_nobody_wrote_alike(kept: Index) -> None:
    for text in _invented():
        assert kept.rank(text) == shipped_index().rank(text), text


def test_a_computer_that_writes_numbers_the_other_way_round_reads_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here = compiled.compiled(loaded(FLOWS).pack, (), Origin(), shipped_index().learned)
    other = "big" if sys.byteorder == "little" else "little"
    monkeypatch.setattr(sys, "byteorder", other)
    there = compiled.compiled(loaded(FLOWS).pack, (), Origin(), shipped_index().learned)
    assert len(there) == len(here)
    assert there != here
    file = tmp_path / "it"
    file.write_bytes(there)
    assert CompiledFile(os.open(file, os.O_RDONLY)).learned() == shipped_index().learned


# --- any other pack -----------------------------------------------------------------------------


def test_phrases_are_learned_from_once_and_with_the_first_sentence(
    place: Path, tmp_path: Path, learnt: list[Path]
) -> None:
    folder = pack_in(tmp_path / "pack", PHRASES)
    open_pack(folder)
    assert learnt == []
    first, second = open_again(folder), open_again(folder)
    assert learnt == [folder]
    assert first.learned == second.learned
    assert second.rank("the money vanished").matches[0].guide == "lost"
    assert len(files_in(place)) == 1


@pytest.mark.parametrize("file", [*PHRASES, "guides/lost.yaml", "phrases/danger.yaml"])
def test_what_changed_is_learned_from_anew(
    place: Path, tmp_path: Path, learnt: list[Path], file: str
) -> None:
    folder = pack_in(tmp_path / "pack", PHRASES)
    open_again(folder)
    path = folder / file
    written = path.read_text("utf-8") if path.exists() else ""
    path.write_text(written + "# more\n", "utf-8")
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    open_again(folder)
    open_again(folder)
    assert len(learnt) == 2


def test_a_pack_that_changed_since_it_was_opened_does_not_keep_what_is_no_more(
    place: Path, tmp_path: Path, learnt: list[Path]
) -> None:
    folder = pack_in(tmp_path / "pack", PHRASES)
    opened = open_pack(folder)
    (folder / "phrases/en/lost.yaml").write_text("- my cat vanished\n", "utf-8")
    os.utime(folder / "phrases/en/lost.yaml", ns=(LONG_AGO, LONG_AGO))
    open_index(folder, opened)
    assert open_again(folder).learned == phrases.learn(folder, open_pack(folder).pack)


def test_a_pack_without_phrases_has_the_titles_of_its_guides(place: Path, tmp_path: Path) -> None:
    folder = pack_in(tmp_path / "pack")
    for _ in range(2):
        assert open_again(folder).rank("lost phone").matches


@pytest.mark.parametrize("ten", range(5))
def test_whatever_becomes_of_the_file_what_was_learned_is_the_same(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ten: int
) -> None:
    folder = pack_in(tmp_path / "pack", PHRASES)
    known = loaded(folder)
    monkeypatch.setattr(cache, "_loaded", lambda _folder, *_watch: known)
    expected = open_again(folder).learned
    (file,) = files_in(place)
    sound = file.read_bytes()
    for number in range(20):
        draw = Random(20 * ten + number)
        content = bytearray(sound)
        draw.choice(DAMAGE)(content, draw)
        opened = open_pack(folder) if draw.random() < 0.4 else None
        file.write_bytes(content)
        if opened is not None:
            assert open_index(folder, opened).learned == expected
        assert open_again(folder).learned == expected
        assert open_again(folder).learned == expected


WORDS = st.lists(st.text("ab 钱。", max_size=6), max_size=4)


@PROPERTY
@given(st.dictionaries(st.sampled_from("abcd"), WORDS), st.dictionaries(st.just("x"), WORDS), WORDS)
def test_whatever_is_written_can_be_learned_from_and_kept(
    written: dict[str, list[str]], meanings: dict[str, list[str]], sentences: list[str]
) -> None:
    learned = learn_index(
        {**written, "off": sentences[:1] * 40, "urgent": sentences[1:] * 20},
        to_simplified=str,
        off_topic="off",
        emergency="urgent",
        aliases={},
        meanings=meanings,
        look_alikes=sentences[:2],
    )
    kept = encode(learned, enc_hook=compiled._plain)
    again = compiled._decoded(kept, compiled._digest(kept), Learned)
    for text in (*sentences, "a钱"):
        assert Index(again, str).rank(text) == Index(learned, str).rank(text)


# --- what only looks like it --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("owners", ["Q", b"\0" * 8]),
        ("owners", ["u", b"\0" * 8]),
        ("owners", ["I", b"\0"]),
        ("owners", ["B", "text"]),
        ("owners", [1, 2, 3]),
        ("owners", 7),
        ("owners", ["B", b"\0"]),
        ("phrases", {"lengths": ["B", b"\2"], "content": ["B", b"\0"]}),
        ("unseen", []),
        ("guides", "lost"),
        ("ours", {"names": 1}),
    ],
)
def test_plain_data_that_was_never_learned_is_refused(part: str, value: object) -> None:
    sound = encode(shipped_index().learned, enc_hook=compiled._plain)
    content = encode({**decode(sound), part: value})
    with pytest.raises(DamagedError):
        compiled._decoded(content, compiled._digest(content), Learned)
