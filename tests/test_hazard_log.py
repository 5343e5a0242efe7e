"""The hazard log names tests that exist; and what coins need that other guides do not."""

import re

import pytest

from tests.support import ROOT, shipped
from tests.ways import ends, ends_after, options
from wallethelp.core.guide import Target
from wallethelp.core.questions import StepRef

PACK = shipped().pack
LOG = (ROOT / "docs" / "hazards.md").read_text("utf-8")
ROWS = [
    line for line in LOG.splitlines() if line.startswith("| ") and "what could hurt" not in line
]
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
NAMED = sorted(set(_TEST.findall(LOG)))
SAFETY = [
    _TEST.findall((ROOT / "docs" / page).read_text("utf-8"))
    for page in ("safety.md", "safety.zh-CN.md")
]
"""The tests that the pages on safety name, in both languages."""
WORDS_OUT = [
    (ref, name, target)
    for ref, name, option, target in options(PACK)
    if re.search("助记词或私钥", option.label.zh)
]


def test_both_pages_on_safety_name_the_same_tests() -> None:
    assert SAFETY[0] == SAFETY[1]
    assert len(SAFETY[0]) >= 20


@pytest.mark.parametrize(("file", "test"), sorted({*NAMED, *SAFETY[0]}))
def test_a_test_that_a_page_names_exists(file: str, test: str) -> None:
    written = (ROOT / file).read_text("utf-8")
    assert re.search(rf"^(async )?def {test}\(", written, re.MULTILINE)


def test_every_hazard_has_something_that_prevents_it_and_a_test() -> None:
    assert len(ROWS) >= 25
    for row in ROWS:
        _, hurts, prevents, shown, _ = row.split("|")
        assert hurts.strip()
        assert prevents.strip()
        assert re.search(r"`tests/[\w/]+\.py::test_\w+`", shown)


def test_the_log_names_every_test_that_looks_for_a_hazard() -> None:
    named = set(NAMED)
    for file in ("tests/test_hazards.py", "tests/test_mainland_lines.py"):
        for test in re.findall(
            r"^def (test_\w+)\(", (ROOT / file).read_text("utf-8"), re.MULTILINE
        ):
            assert (file, test) in named


# --- coins ----------------------------------------------------------------------------------------


def test_an_emergency_about_coins_names_nobody_who_cannot_help() -> None:
    found = {ref: end for ref, end in ends(PACK) if ref.guide == "coins" and end.end == "emergency"}
    assert len(found) >= 3
    for ref, end in found.items():
        assert end.request is None or end.request.to == "police", ref
        assert "own-bank" not in end.rungs
        assert not any(re.search("改密码|重设密码", action.text.zh) for action in end.do)


@pytest.mark.parametrize(("ref", "name", "target"), WORDS_OUT)
def test_whose_words_are_out_is_told_first_to_send_nothing_more(
    ref: StepRef, name: str, target: Target
) -> None:
    found = ends_after(PACK, ref, name, target)
    assert found
    for end in found.values():
        first = end.do[0].text
        assert "不要再往" in first.zh
        assert "Send nothing more" in first.en
