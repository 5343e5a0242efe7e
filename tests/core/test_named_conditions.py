"""Conditions with a name come to what is written out, and each mistake is told where it stands."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.pack.generated import write_generated_pack
from tests.support import SMALL_PACK, write_pack
from wallethelp.core.conditions import AllOf, FieldIs, Not, WalletIs
from wallethelp.core.guide import Decide
from wallethelp.core.limits import MAX_COMPARISONS
from wallethelp.pack.load import load

LOST, PACK = "guides/lost.yaml", "pack.yaml"
RULE = "when: {field: due, after: now}"


def named(when: str, own: str = "", shared: str = "") -> dict[str, str]:
    """The files of the small pack, with a rule and conditions in the guide and in `pack.yaml`."""
    guide = SMALL_PACK[LOST].replace(RULE, f"when: {when}")
    return {
        LOST: guide + (f"conditions:\n{own}" if own else ""),
        PACK: SMALL_PACK[PACK] + (f"conditions:\n{shared}" if shared else ""),
    }


def rule_of(folder: Path, files: dict[str, str]) -> Any:
    loaded = load(write_pack(folder, files))
    assert loaded.left_out == ()
    step = loaded.pack.guides["lost"].steps["early"]
    assert isinstance(step, Decide)
    return step.decide[0].when


def written_out(data: Any, conditions: dict[str, Any]) -> Any:
    if isinstance(data, list):
        return [written_out(item, conditions) for item in data]
    if not isinstance(data, dict):
        return data
    if data.keys() == {"condition"}:
        return written_out(conditions[data["condition"]], conditions)
    return {key: written_out(item, conditions) for key, item in data.items()}


@pytest.mark.parametrize("number", range(20))
def test_a_pack_runs_as_if_conditions_were_written_out(tmp_path: Path, number: int) -> None:
    by_name = write_generated_pack(tmp_path / "one", number)
    in_full = write_generated_pack(tmp_path / "two", number)
    for path in in_full.glob("guides/*.yaml"):
        if path.stem.startswith("guide-"):
            guide = json.loads(path.read_text("utf-8"))
            conditions = guide.pop("conditions")
            path.write_text(json.dumps(written_out(guide, conditions), ensure_ascii=False), "utf-8")
    assert load(by_name).pack == load(in_full).pack


def test_of_two_with_one_name_that_of_the_guide_counts_in_it(tmp_path: Path) -> None:
    own, shared = "  late: {wallet: upay}\n", "  late: {field: due, known: true}\n"
    files = named("{condition: late}", own, shared)
    assert rule_of(tmp_path, files) == WalletIs(wallet="upay")


def test_what_all_guides_know_names_what_all_guides_know(tmp_path: Path) -> None:
    own = "  late: {wallet: upay}\n"
    shared = "  early: {not: {condition: late}}\n  late: {field: due, known: true}\n"
    files = named("{all: [{condition: early}, {condition: late}]}", own, shared)
    not_late = Not(not_=FieldIs(field="due", known=True))
    assert rule_of(tmp_path, files) == AllOf(all=(not_late, WalletIs(wallet="upay")))


@pytest.mark.parametrize("uses", [1, 2])
def test_names_put_in_no_more_than_the_limit_in_a_guide(tmp_path: Path, uses: int) -> None:
    most = ", ".join(["{wallet: upay}"] * MAX_COMPARISONS)
    when = f"{{all: [{', '.join(['{condition: large}'] * uses)}]}}"
    loaded = load(write_pack(tmp_path, named(when, f"  large: {{any: [{most}]}}\n")))
    told = [one.code for one in loaded.mistakes if not one.is_warning]
    assert told == ["condition-too-big"] * (uses - 1)
    assert loaded.left_out == (LOST,) * (uses - 1)


def test_a_name_that_means_nothing_leaves_the_guide_out(tmp_path: Path) -> None:
    loaded = load(write_pack(tmp_path, named("{condition: lte}", "  late: {wallet: upay}\n")))
    assert loaded.left_out == (LOST,)
    assert [(one.code, one.closest) for one in loaded.mistakes if not one.is_warning] == [
        ("unknown-condition", "late")
    ]


def test_what_is_lost_with_a_key_written_twice_is_not_missed(tmp_path: Path) -> None:
    own = "  late: {wallet: upay}\nconditions:\n  other: {wallet: upay}\n"
    loaded = load(write_pack(tmp_path, named("{condition: late}", own)))
    assert [one.code for one in loaded.mistakes if not one.is_warning] == ["double-key"]
