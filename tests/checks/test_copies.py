"""A guide that began as a copy of another: what both have is one message."""

from pathlib import Path

from tests.checks.breaking import good_pack
from tests.checks.test_mutations import TODAY
from wallethelp.cli.flows.check import checked_pack
from wallethelp.core.mistakes import Mistake


def copied(folder: Path, *changes: tuple[str, str]) -> tuple[Mistake, ...]:
    """What is found in the good pack with a copy of a guide that has an id of its own."""
    pack = good_pack(folder)
    text = (pack / "guides/lost-card.yaml").read_text("utf-8")
    for old, new in (("id: lost-card", "id: lost-two"), *changes):
        assert text.count(old) == 1
        text = text.replace(old, new)
    (pack / "guides/lost-two.yaml").write_text(text, "utf-8")
    return checked_pack(pack, TODAY).mistakes


def test_the_phrases_a_copy_has_kept_are_told_together(tmp_path: Path) -> None:
    found = {one.code: one for one in copied(tmp_path)}
    assert found.keys() == {"no-walk", "phrase-twice"}
    assert len(found["phrase-twice"].also) > 5


def test_two_phrases_in_common_are_told_one_by_one(tmp_path: Path) -> None:
    found = copied(
        tmp_path,
        ("title: {zh: 卡丢了, en: Lost card}", "title: {zh: 又丢了, en: Lost again}"),
        ("  zh: [卡丢了, 找不到卡]\n", "  zh: [找不到另一张卡]\n"),
    )
    assert [one.code for one in found] == ["no-walk", "phrase-twice", "phrase-twice"]
