"""What keeps hostile packs harmless: work that is counted, and what is said where it ends."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pack.generated import write_generated_pack
from tests.pack.hostile.samples import LOST, PACKS
from tests.support import FEWER, SMALL_PACK, write_pack
from wallethelp.core import graph, mistakes
from wallethelp.core.graph import most_from
from wallethelp.core.limits import MAX_LOOKED_AHEAD, MAX_MISTAKES, MAX_NAME, few, short
from wallethelp.core.mistakes import Mistake, closest
from wallethelp.core.model import Pack
from wallethelp.core.questions import StepRef
from wallethelp.core.same import Same
from wallethelp.pack import files, reader
from wallethelp.pack.load import BrokenPackError, load
from wallethelp.pack.phrases import load_phrases
from wallethelp.pack.scripts import load_walks
from wallethelp.render.mistake_words import mistake_line


def _mistakes(folder: Path) -> Sequence[Mistake]:
    try:
        return load(folder).mistakes
    except BrokenPackError as error:
        return error.mistakes


def _hostile(folder: Path, name: str) -> Path:
    PACKS[name](write_pack(folder, {}))
    return folder


# --- what is said again ---------------------------------------------------------------------------


def test_a_name_is_never_said_back_longer_than_names_are() -> None:
    assert short("x" * MAX_NAME) == "x" * MAX_NAME
    assert len(short("x" * (MAX_NAME + 1))) == MAX_NAME
    assert short("x" * (MAX_NAME + 1)).endswith("…")
    assert few(str(n) for n in range(10**9)).count(",") == 11


@pytest.mark.parametrize(
    "name",
    ["a tag of 100 KB in pack.yaml", "an anchor of 100 KB", "a key of 100 KB", "a text of 390 KB"],
)
def test_what_an_author_wrote_is_not_repeated_whole(tmp_path: Path, name: str) -> None:
    for mistake in _mistakes(_hostile(tmp_path, name)):
        assert len(mistake_line(mistake)) < 400


# --- mistakes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("10,000 numbers for texts", "schema.dict_type"),
        ("18,000 double keys", "double-key"),
        ("18,000 anchors in a guide", "anchor"),
        ("3,000 steps with mistyped names", "unknown-step"),
    ],
)
def test_of_many_mistakes_the_first_are_told(tmp_path: Path, name: str, code: str) -> None:
    found = _mistakes(_hostile(tmp_path, name))
    told = [mistake for mistake in found if mistake.code == code]
    assert len(told) == MAX_MISTAKES
    assert all(mistake.line for mistake in told)


def test_how_many_are_left_is_said_behind_the_last(tmp_path: Path) -> None:
    steps = "".join(f"  unknown-{n}: 1\n" for n in range(MAX_MISTAKES + 20))
    folder = write_pack(tmp_path, {LOST: SMALL_PACK[LOST] + f"more:\n{steps}" + steps})
    *told, last = _mistakes(folder)
    assert last.code == "more-mistakes"
    assert last.names == {"count": "20"} or int(last.names["count"].replace(",", "")) >= 20
    assert (last.line, last.column) >= max((m.line, m.column) for m in told)


def test_of_many_wrong_walks_the_first_are_told(tmp_path: Path) -> None:
    _walks, found = load_walks(_hostile(tmp_path, "9,000 wrong walks"))
    assert MAX_MISTAKES < len(found) < 2 * MAX_MISTAKES
    assert found[-1].code == "more-mistakes"


def test_what_is_wrong_with_a_wording_is_told_where_it_stands_and_only_there(
    tmp_path: Path,
) -> None:
    guide = SMALL_PACK[LOST].replace("start: gone", "texts:\n  all: {zh: 等}\nstart: gone")
    for old in ("{zh: 等, en: Wait}", "{zh: 联系, en: Contact}", "{zh: 扣了吗, en: Is it gone}"):
        guide = guide.replace(old, "{text: all}")
    (mistake,) = _mistakes(write_pack(tmp_path, {LOST: guide}))
    assert (mistake.code, mistake.place) == ("schema.missing", ("texts", "all"))


def test_where_too_much_is_wrong_the_rest_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAX_MISTAKES_OF_PACK", 10)
    folder = write_pack(tmp_path, {f"guides/g{n:02}.yaml": "id: [\n" for n in range(40)})
    with pytest.raises(BrokenPackError) as caught:
        load(folder)
    assert len(caught.value.mistakes) == 12
    assert caught.value.mistakes[-1].code == "gave-up"


def test_values_of_broken_files_are_counted_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAX_WASTED", 1_000)
    broken = "id: 1\nx: [" + "1, " * 400 + "1]\n"
    folder = write_pack(tmp_path, {f"guides/g{n}.yaml": broken for n in range(9)})
    with pytest.raises(BrokenPackError) as caught:
        load(folder)
    assert caught.value.mistakes[-1].code == "gave-up"


def test_however_much_is_sound_all_of_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAX_WASTED", 1)
    monkeypatch.setattr(reader, "MAX_MISTAKES_OF_PACK", 1)
    assert load(write_pack(tmp_path, {})).mistakes == ()


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder_name", ["guides", "wallets", "walks", "phrases/zh"])
def test_too_many_files_are_told_and_none_vanishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder_name: str
) -> None:
    monkeypatch.setattr(files, "MAX_FILES", 3)
    more = {f"{folder_name}/f{n}.yaml": "- a\n" for n in range(4)}
    pack = load(write_pack(tmp_path / "sound", {})).pack
    folder = write_pack(tmp_path / "pack", more)
    if folder_name in ("guides", "wallets"):
        found = _mistakes(folder)
    elif folder_name == "walks":
        found = load_walks(folder)[1]
    else:
        found = load_phrases(folder, pack)[1]
    assert [(m.code, m.file) for m in found] == [("too-many-files", folder_name)]


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are of POSIX")
@pytest.mark.parametrize(
    ("name", "code", "file"),
    [
        ("a pipe among the guides", "not-a-file", "guides/zz.yaml"),
        ("a pipe for facts.yaml", "not-a-file", "facts.yaml"),
        ("a device among the guides", "link-out", "guides/zz.yaml"),
        ("a link out of the folder", "link-out", "guides/zz.yaml"),
        ("a link that leads to itself", "unreadable", "guides/zz.yaml"),
    ],
)
def test_what_is_no_file_of_the_pack_is_not_read(
    tmp_path: Path, name: str, code: str, file: str
) -> None:
    found = _mistakes(_hostile(tmp_path / "pack", name))
    assert [(m.code, m.file) for m in found] == [(code, file)]
    assert "private" not in "".join(map(mistake_line, found))


@pytest.mark.skipif(os.name != "posix", reason="links are of POSIX")
def test_a_link_within_the_pack_and_a_pack_behind_a_link_are_read(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack", {})
    (folder / LOST).rename(folder / "guides/lost.txt")
    (folder / LOST).symlink_to("lost.txt")
    (tmp_path / "link").symlink_to(folder)
    loaded = load(tmp_path / "link")
    assert loaded.mistakes == ()
    assert "lost" in loaded.pack.guides


def test_a_name_that_is_no_text_is_left_out_by_a_name_that_is(tmp_path: Path) -> None:
    try:
        loaded = load(_hostile(tmp_path, "a name that is no UTF-8"))
    except (OSError, UnicodeError):
        pytest.skip("such names cannot be here")
    (name,) = loaded.left_out
    assert name.encode() == b"guides/zz-.yaml"


# --- names, and what comes ------------------------------------------------------------------------


def test_names_that_are_all_alike_are_not_compared_letter_by_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = []

    def typos(one: str, other: str) -> int:
        compared.append(other)
        return len(one)

    monkeypatch.setattr(mistakes, "_typos", typos)
    assert closest("step-numbr-7", [f"step-number-{n}" for n in range(3_000)]) is None
    assert closest("x" * 1_000, ["x" * 999]) is None
    assert compared == []


def _states(pack: Pack) -> int:
    return len(graph._known(Same(pack)).longest)


@pytest.mark.parametrize("fields", ["18", "60"])
def test_details_that_only_some_ways_ask_for_do_not_double_the_work(
    tmp_path: Path, fields: str
) -> None:
    pack = load(_hostile(tmp_path, f"{fields} fields asked for twice")).pack
    start = StepRef("lost", pack.guides["lost"].start)
    assert most_from(pack, start) >= int(fields)
    assert _states(pack) <= MAX_LOOKED_AHEAD + 1


@FEWER
@given(number=st.integers(0, 10**6), most=st.integers(0, 40))
def test_where_looking_ahead_ends_it_is_never_less_than_it_is(
    tmp_path_factory: pytest.TempPathFactory, number: int, most: int
) -> None:
    folder = tmp_path_factory.mktemp("pack")
    write_generated_pack(folder, number)
    exact, cut = load(folder).pack, load(folder).pack
    for name, guide in exact.guides.items():
        start = StepRef(name, guide.start)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(graph, "MAX_LOOKED_AHEAD", most)
            bound = most_from(cut, start)
        assert bound >= most_from(exact, start)
