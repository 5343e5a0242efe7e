"""What YAML reads and its author did not mean, and what only looks like it."""

from pathlib import Path

import pytest

from wallethelp.core.mistakes import Mistake
from wallethelp.pack.misread import misread


def found(folder: Path, text: str) -> list[Mistake]:
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    return list(misread(folder, ["pack.yaml"]))


@pytest.mark.parametrize(
    "text",
    [
        "en: Call support now.  # they open at nine\n",
        "en: 'Call #1 now'  # the short number\n",
        "en: |\n  Call #1 now\n",
        'en: "Press #"\n',
        "next: report #TODO\n",
        "opening: false # an emergency begins at once\n",
        "# Call #1 now\nen: Call\n",
        "zh: C#音乐\n",
        "source: the card's back # wallethelp: ignore stale-fact printed on it\n",
    ],
)
def test_a_comment_that_is_meant_as_one_is_none_in_a_text(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("en: Call #1 now\n", (1, 10)),
        ("en: Call support #1\n", (1, 18)),
        ("zh: 按 #1\n", (1, 7)),
        ("en: [Press #\n  , next]\n", (1, 12)),
        ("steps:\n  - Call support # now\n", (2, 18)),
        ("source: the page #3\n", (1, 18)),
    ],
)
def test_a_text_that_ends_at_a_sign_is_told_at_the_sign(
    tmp_path: Path, text: str, place: tuple[int, int]
) -> None:
    told = [(one.code, one.line, one.column) for one in found(tmp_path, text)]
    assert told == [("comment-in-text", *place)]


@pytest.mark.parametrize(
    "text",
    [
        "zh: [卡丢了, 卡丢了，找不到]\n",
        'zh: ["卡丢了，找不到"]\n',
        "zh:\n  - 卡丢了，找不到\n",
        "zh: 卡丢了，找不到\n",
        "do: [{zh: 卡丢了，找不到, en: Lost}]\n",
        "zh: []\n",
    ],
)
def test_a_comma_of_full_width_in_prose_is_right(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


@pytest.mark.parametrize("sign", ["，", "、"])
def test_a_list_that_such_a_comma_does_not_divide_is_told(tmp_path: Path, sign: str) -> None:
    (one,) = found(tmp_path, f"phrases:\n  zh: [卡丢了{sign}卡没了]\n")
    assert (one.code, one.line, one.column, one.names["sign"]) == ("undivided-list", 2, 8, sign)
    assert one.is_warning


def test_of_a_file_that_cannot_be_read_to_its_end_the_beginning_is_told(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "en: Call support #1\nzh: [\n")
    assert one.code == "comment-in-text"


def test_what_a_template_left_is_told_once_with_every_place(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "title:\n  zh: ‹新指南›\n  en: ‹New guide›\n# ‹mine›\nid: x\n")
    assert (one.code, one.line) == ("to-be-written", 2)
    assert [(place.file, place.line) for place in one.also] == [("pack.yaml", 3)]
