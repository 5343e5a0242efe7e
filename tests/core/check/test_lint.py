"""What lets a pack run but leaves users worse off is told to its author."""

from pathlib import Path

import pytest

from tests.support import WeekendsOnly, write_pack
from tests.wallets import WALLETS
from wallethelp.core.check.lint import lint
from wallethelp.core.mistakes import Mistake
from wallethelp.pack.load import load
from wallethelp.pack.phrases import load_phrases


def told(folder: Path, files: dict[str, str]) -> list[Mistake]:
    """What is told about the small pack with `files` in it."""
    pack = load(write_pack(folder, files)).pack
    phrases, mistakes = load_phrases(folder, pack)
    return [*mistakes, *lint(pack, phrases, WeekendsOnly())]


def test_a_fact_that_nothing_cites_is_named(tmp_path: Path) -> None:
    found = [m for m in told(tmp_path, {}) if m.code == "uncited-fact"]
    assert [(m.file, m.names["name"]) for m in found] == [("facts.yaml", "general.one")]


def test_a_fact_of_context_only_needs_no_citation(tmp_path: Path) -> None:
    facts = write_pack(tmp_path, {}) / "facts.yaml"
    text = facts.read_text("utf-8") + "  context_only: true\n"
    assert "uncited-fact" not in {m.code for m in told(tmp_path, {"facts.yaml": text})}


def test_a_field_no_guide_uses_is_named(tmp_path: Path) -> None:
    fields = (write_pack(tmp_path, {}) / "fields.yaml").read_text("utf-8")
    more = fields + fields.split("due:")[0].replace("amount:", "spare:", 1)
    found = [m for m in told(tmp_path, {"fields.yaml": more}) if m.code == "unused-field"]
    assert [m.place for m in found] == [("spare",)]


def test_a_phrase_two_guides_claim_is_named_with_both(tmp_path: Path) -> None:
    files = {
        "phrases/en/lost.yaml": "- My Money is gone\n",
        "phrases/en/emergency.yaml": "- my money is gone\n",
    }
    found = [m for m in told(tmp_path, files) if m.code == "phrase-twice"]
    assert len(found) == 1
    assert {Path(found[0].file).stem, found[0].names["other"]} == {"lost", "emergency"}


def test_phrases_of_a_guide_that_does_not_exist_are_named(tmp_path: Path) -> None:
    found = told(tmp_path, {"phrases/zh/nowhere.yaml": "- 哪里\n"})
    assert ("unknown-guide", "phrases/zh/nowhere.yaml") in {(m.code, m.file) for m in found}


def test_a_wallet_without_the_needed_channel_is_named(tmp_path: Path) -> None:
    lost = (write_pack(tmp_path, {}) / "guides/lost.yaml").read_text("utf-8")
    files = {"guides/lost.yaml": lost.replace("needs: [quick]", "needs: [record]")}
    found = [m for m in told(tmp_path, files) if m.code == "lacks-channel"]
    assert [(m.file, m.names["name"]) for m in found] == [("guides/lost.yaml", "upay")]


def test_the_small_pack_has_every_channel_it_needs(tmp_path: Path) -> None:
    assert "lacks-channel" not in {m.code for m in told(tmp_path, {})}


NOW = "now:\n  avoid: {zh: 先别付, en: Do not pay yet}\n"


def lost_with(folder: Path, now: str, short: str) -> list[Mistake]:
    """What is told about the guide `lost` with first advice and a noun for its question."""
    lost = (write_pack(folder, {}) / "guides/lost.yaml").read_text("utf-8")
    lost = lost.replace("start: gone\n", now + "start: gone\n")
    lost = lost.replace("    options:", short + "    options:", 1)
    found = told(folder, {"guides/lost.yaml": lost})
    return [m for m in found if m.file == "guides/lost.yaml"]


def test_a_guide_without_first_advice_is_named(tmp_path: Path) -> None:
    assert "no-first-advice" in {m.code for m in lost_with(tmp_path, "", "")}
    assert "no-first-advice" not in {m.code for m in lost_with(tmp_path, NOW, "")}


def test_a_question_without_a_noun_is_named(tmp_path: Path) -> None:
    (found,) = [m for m in lost_with(tmp_path, NOW, "") if m.code == "no-short"]
    assert found.place == ("steps", "gone")
    assert lost_with(tmp_path, NOW, "    short: {zh: 扣款, en: Charge}\n") == []


def test_the_questions_of_the_pack_itself_need_a_noun_too(tmp_path: Path) -> None:
    found = [m for m in told(tmp_path, {}) if m.code == "no-short" and m.file == "pack.yaml"]
    assert [m.place for m in found] == [("opening",)]


@pytest.mark.parametrize(
    ("language", "most"), [("zh", "扣" * 30), ("en", "w" * 70)], ids=["zh", "en"]
)
def test_first_advice_fits_two_narrow_lines(tmp_path: Path, language: str, most: str) -> None:
    for text, told_of in ((most, []), (most + most[0], [("now", "avoid", language)])):
        said = {"zh": "短", "en": "short", language: text}
        now = f"now:\n  avoid: {{zh: {said['zh']}, en: {said['en']}}}\n"
        found = lost_with(tmp_path, now, "    short: {zh: 扣款, en: Charge}\n")
        assert [m.place for m in found] == told_of
        assert all(m.code == "too-wide" for m in found)


@pytest.mark.parametrize(
    ("language", "most"), [("zh", "扣" * 8), ("en", "w" * 24)], ids=["zh", "en"]
)
def test_a_noun_leaves_room_for_its_answer(tmp_path: Path, language: str, most: str) -> None:
    for text, told_of in ((most, []), (most + most[0], [("steps", "gone", "short", language)])):
        said = {"zh": "短", "en": "short", language: text}
        short = f"    short: {{zh: {said['zh']}, en: {said['en']}}}\n"
        assert [m.place for m in lost_with(tmp_path, NOW, short)] == told_of


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["wallets/kdou.yaml"], ["pack.yaml"]),
        (["wallets/kdou.yaml", "pack.yaml"], []),
        ([], []),
    ],
    ids=["two wallets", "asked for", "one wallet"],
)
def test_a_pack_that_never_asks_which_of_its_wallets_it_is_about_is_named(
    tmp_path: Path, names: list[str], expected: list[str]
) -> None:
    files = {name: WALLETS[name] for name in (*names, "fields.yaml")}
    found = [m for m in told(tmp_path, files) if m.code == "no-which-wallet"]
    assert [m.file for m in found] == expected
    assert all(m.is_warning and m.names["count"] == "2" for m in found)
