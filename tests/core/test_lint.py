"""What lets a pack run but leaves users worse off is told to its author."""

from pathlib import Path

from tests.support import WeekendsOnly, write_pack
from wallethelp.core.lint import lint
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
