"""Every rule's own examples, and the tables: what is typed where, and what becomes of it.

`cases.tsv` is ours; `reader.tsv` is by a reader who did not know the rules.
"""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.core.privacy.safety_page import PAGE, with_rules
from wallethelp.core.privacy import Doubtful, Passed, Refused, TextKind, inspect, mask_contacts
from wallethelp.core.privacy.codes import BARE_CODES
from wallethelp.core.privacy.door import LABELLED, Reading
from wallethelp.core.privacy.harmless import BY_FORM, BY_WORDS, IN_SENTENCES, OUT, Harmless
from wallethelp.core.privacy.rules import Rule, first
from wallethelp.core.text import clean

HERE = Path(__file__).parent
RULES = (*LABELLED, *BARE_CODES)
HARMLESS: list[Harmless] = list(dict.fromkeys((*BY_FORM, *BY_WORDS, *IN_SENTENCES)))
KINDS: tuple[TextKind, ...] = ("free", "reference", "account", "typed")


def _rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:] if line and not line.startswith("#")]


def _values() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, value in _rows("values.tsv"):
        found[name].append(value)
    return found


VALUES = _values() | {"identity": ["11010519491231002X"]}
"""The identity number is the worked example of the standard."""
ROWS = [(number, *row) for number, row in enumerate([*_rows("cases.tsv"), *_rows("reader.tsv")])]


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_rule_finds_its_examples_and_none_of_the_others(rule: Rule) -> None:
    assert rule.examples
    assert rule.counter_examples
    for text in rule.examples:
        assert rule.finds_in(Reading(clean(text))(rule.reads)), text
    for text in rule.counter_examples:
        assert first(RULES, Reading(clean(text))) is None, text


@pytest.mark.parametrize("row", HARMLESS, ids=[row.name for row in HARMLESS])
def test_a_harmless_number_is_taken_out(row: Harmless) -> None:
    assert row.examples
    assert [text for text in row.examples if OUT not in row.out_of(text)] == []


def test_every_rule_has_a_name_of_its_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def _filled(text: str, number: int) -> str:
    """Each `{name}` as one of the values of that name, another one in every row."""
    for name, values in VALUES.items():
        text = text.replace(f"{{{name}}}", values[number % len(values)])
    return clean(text.replace("\\n", "\n"))


@pytest.mark.parametrize(("number", "where", "text", "right", "kind"), ROWS)
def test_a_text_is_kept_cut_or_refused_as_the_table_says(
    number: int, where: str, text: str, right: str, kind: str
) -> None:
    typed = _filled(text, number)
    if where == "mask":
        assert mask_contacts(typed) == _filled(right, number)
        return
    for field in KINDS if where == "any" else [k for k in KINDS if k == where]:
        assert _became(inspect(typed, field), typed, exactly=" " in right) == right, (field, kind)


def _became(verdict: Passed | Refused | Doubtful, typed: str, *, exactly: bool) -> str:
    match verdict:
        case Refused(secret=secret):
            return f"refuse {secret}" if exactly else "refuse"
        case Doubtful():
            return "ask"
        case Passed(text=text, cut=cut):
            assert cut == (text != typed)
            return "cut" if cut else "keep"


def test_what_is_kept_is_kept_letter_for_letter() -> None:
    for text in ("交易失败，请稍后再试！", "２½ 杯", "ﬁle №5 ①"):
        verdict = inspect(clean(text), "free")
        assert isinstance(verdict, Passed)
        assert verdict.text == text


def test_numbers_that_are_cut_leave_their_last_digits_only() -> None:
    verdict = inspect("卡号 ４１１１１１１１１１１１１１１１，谢谢", "free")
    assert isinstance(verdict, Passed)
    assert verdict.cut
    assert not re.search(r"[\d１]{5}", verdict.text)
    assert verdict.text.endswith("，谢谢")


def test_the_page_on_safety_lists_these_rules() -> None:
    """If it does not: python -m tests.core.privacy.safety_page."""
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_rules(page)
