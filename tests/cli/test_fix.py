"""`flows check --fix`: what needs no understanding is mended, and everything else stays."""

from pathlib import Path

import pytest

from tests.cli.support import Here
from tests.support import SMALL_PACK, content_of, write_pack
from wallethelp.cli.flows.fix import mistakes_of

GUIDE = "guides/lost.yaml"
WALLET = "wallets/upay.yaml"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small pack without a warning that could be mended, with comments."""
    guide = SMALL_PACK[GUIDE].replace("start: gone", "start: gone   # the first question")
    guide = guide.replace("    title: {zh: 等", "    facts: [general.one]\n    title: {zh: 等")
    wallet = SMALL_PACK[WALLET].replace("suits: [quick]", "suits: [quick, record]")
    return write_pack(tmp_path / "pack", {GUIDE: guide, WALLET: wallet})


def change(folder: Path, file: str, old: str, new: str) -> str:
    """Write something otherwise in a file; returns what it was."""
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text


MECHANICAL = {
    "a target": (GUIDE, "next: details", "next: detials"),
    "a key": (GUIDE, "    needs: [quick]", "    neds: [quick]"),
    "one of a fixed set": (GUIDE, "needs: [quick]", "needs: [quikc]"),
    "a field": (GUIDE, "collect: [amount]", "collect: [amuont]"),
    "a placeholder": (GUIDE, "Trace {amount}", "Trace {amuont}"),
    "a fact": (GUIDE, "facts: [general.one]", "facts: [general.oen]"),
    "a wording": (GUIDE, "{text: solved}", "{text: sovled}"),
    "the id": (GUIDE, "id: lost", "id: lots"),
    "a colon of full width": (GUIDE, "next: details", "next：details"),
    "no space behind a colon": (GUIDE, "next: early", "next:early"),
    "a comma of full width": (WALLET, "suits: [quick, record]", "suits: [quick，record]"),
    "tabs": (GUIDE, "    collect: [amount]", "\tcollect: [amount]"),
}


@pytest.mark.parametrize("name", MECHANICAL)
def test_a_mechanical_mistake_is_undone_and_nothing_else(cli: Here, small: Path, name: str) -> None:
    file, old, new = MECHANICAL[name]
    before = change(small, file, old, new)
    cli("flows", "check", small, "--fix")
    assert (small / file).read_text("utf-8") == before


def test_prose_in_braces_is_quoted(cli: Here, small: Path) -> None:
    change(small, GUIDE, "{zh: 扣了吗, en: Is it gone}", "{zh: 扣了吗, en: Is it gone, all of it?}")
    cli("flows", "check", small, "--fix")
    assert 'ask: {zh: "扣了吗", en: "Is it gone, all of it?"}' in (small / GUIDE).read_text("utf-8")
    assert [mistake for mistake in mistakes_of(small) if not mistake.is_warning] == []


def test_facts_and_fields_nobody_uses_go_and_comments_stay(cli: Here, small: Path) -> None:
    kept = (small / "fields.yaml").read_text("utf-8")
    extra = (
        "# ours\nnobody-asks:\n  kind: text\n  label: {zh: 无, en: None}\n  ask: {zh: 无, en: N}\n"
    )
    (small / "fields.yaml").write_text(
        f"{extra}  missing: {{zh: 无, en: N}}\n\n# theirs\n{kept}", encoding="utf-8"
    )
    facts = (small / "facts.yaml").read_text("utf-8")
    (small / "facts.yaml").write_text(facts + facts.replace("general.one", "general.two"), "utf-8")
    cli("flows", "check", small, "--fix")
    assert (small / "fields.yaml").read_text("utf-8") == f"# ours\n\n# theirs\n{kept}"
    assert (small / "facts.yaml").read_text("utf-8") == facts


def test_several_mistakes_are_mended_in_one_run(cli: Here, small: Path) -> None:
    before = content_of(small)
    for name in ("a target", "a key", "a field", "the id"):
        change(small, *MECHANICAL[name])
    done = cli("flows", "check", small, "--fix")
    assert content_of(small) == before
    assert "guides/lost.yaml" in done.err


def test_what_has_to_be_understood_stays_as_it_is(cli: Here, small: Path) -> None:
    change(small, GUIDE, "next: details", "next: nowhere-at-all")
    before = content_of(small)
    done = cli("flows", "check", small, "--fix")
    assert done.code == 1
    assert content_of(small) == before


def test_the_folder_has_to_be_named(cli: Here) -> None:
    assert cli("flows", "check", "--fix").code == 2


LATE = "conditions:\n  late: {wallet: upay}\n"


def test_conditions_nobody_names_go_and_the_key_above_where_they_are_all(
    cli: Here, small: Path
) -> None:
    before = content_of(small)
    unused = "  early:\n    field: due\n    known: true\n"
    for file, added in (("pack.yaml", LATE), (GUIDE, f"{LATE}{unused}")):
        (small / file).write_text((small / file).read_text("utf-8") + added, "utf-8")
    cli("flows", "check", small, "--fix")
    assert content_of(small) == before


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("conditions:\n  b: {field: due, known: true}\n  late: {wallet: upay}\n", LATE),
        ("conditions:\n  # ours\n  b: {wallet: upay}\n  late: {wallet: upay}\n", LATE),
        ("conditions: {b: {wallet: upay}, late: {wallet: upay}}\n", None),
    ],
    ids=["below each other", "with a comment", "in braces"],
)
def test_what_is_named_stays_beside_what_nobody_names(
    cli: Here, small: Path, written: str, left: str | None
) -> None:
    change(small, GUIDE, "when: {field: due, after: now}", "when: {condition: late}")
    guide = (small / GUIDE).read_text("utf-8")
    (small / GUIDE).write_text(guide + written, "utf-8")
    cli("flows", "check", small, "--fix")
    kept = (small / GUIDE).read_text("utf-8")
    assert kept.replace("  # ours\n", "") == guide + (left or written)


def test_every_line_that_was_changed_is_shown(cli: Here, small: Path) -> None:
    change(small, GUIDE, "next: details", "next: detials")
    text = (small / "facts.yaml").read_text("utf-8")
    unused = "nobody.cites:\n  claim: {zh: 一, en: One}\n"
    more = "  source: us\n  read_on: 2026-10-01\n  confidence: low\n"
    (small / "facts.yaml").write_text(f"{text.rstrip()}\n{unused}{more}", encoding="utf-8")
    said = cli("flows", "check", small, "--fix").err.splitlines()
    place = said.index(f"facts.yaml:{len(text.rstrip().splitlines()) + 1}")
    assert said[place + 1 : place + 6] == [f"-{line}" for line in f"{unused}{more}".splitlines()]
    (before,) = (line for line in said if line.startswith("-") and "detials" in line)
    assert f"+{before[1:].replace('detials', 'details')}" in said
