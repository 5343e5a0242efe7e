"""What a guide may say of itself, and what is told where it says it wrongly."""

from pathlib import Path

import pytest

from tests.support import SMALL_PACK, write_pack
from wallethelp.pack.load import load

LOST = SMALL_PACK["guides/lost.yaml"]
CHECK = """\
  gone:
    try: {zh: 试, en: Try}
    RESULTS
    fixed: done
    next: done
  done:
    end: resolved
    title: {text: solved}
"""


def found(folder: Path, guide: str) -> list[tuple[str, str]]:
    """The code of every mistake of a guide, with the line of the file it is told of."""
    mistakes = load(write_pack(folder, {"guides/lost.yaml": guide})).mistakes
    return [(m.code, guide.splitlines()[m.line - 1].strip()) for m in mistakes]


@pytest.mark.parametrize("now", ["{}", "{facts: [general.one]}"])
def test_first_advice_says_what_to_do_or_what_not_to_do(tmp_path: Path, now: str) -> None:
    guide = LOST.replace("start: gone\n", f"now: {now}\nstart: gone\n")
    assert found(tmp_path, guide) == [("schema.now_empty", f"now: {now}")]


def test_the_facts_of_first_advice_must_exist(tmp_path: Path) -> None:
    now = "now: {do: {zh: 看, en: Look}, facts: [general.two]}"
    guide = LOST.replace("start: gone\n", f"{now}\nstart: gone\n")
    assert found(tmp_path, guide) == [("unknown-fact", now)]


def test_a_word_for_the_person_that_there_is_not_is_told_with_its_line(tmp_path: Path) -> None:
    guide = LOST.replace("{zh: 扣了吗, en: Is it gone}", "{zh: <you>扣了吗, en: Did <yuo> pay}")
    told = [(code, line) for code, line in found(tmp_path, guide) if code == "schema.pronoun"]
    assert told == [("schema.pronoun", "ask: {zh: <you>扣了吗, en: Did <yuo> pay}")]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Trace[ of {amount}", "schema.clause_open"),
        ("Trace [[ of {amount}]]", "schema.clause_open"),
        ("Trace[ it]", "schema.clause_bare"),
    ],
)
def test_a_clause_of_a_message_is_whole_and_has_a_detail(
    tmp_path: Path, written: str, code: str
) -> None:
    guide = LOST.replace("Trace {amount}", written)
    assert [name for name, _line in found(tmp_path, guide)] == [code]


def test_only_a_result_there_can_be_has_words(tmp_path: Path) -> None:
    start = LOST.split("  gone:\n")[0]
    for result, expected in (("fixed", []), ("solved", ["schema.literal_error"])):
        line = f"results: {{{result}: {{zh: 好, en: Good}}}}"
        mistakes = found(tmp_path, start + CHECK.replace("RESULTS", line))
        assert mistakes == [(code, line) for code in expected]
