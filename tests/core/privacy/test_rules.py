"""Every row of every table finds its examples, and nothing finds its counter-examples."""

from pathlib import Path

import pytest

from tests.core.privacy.safety_page import PAGES, written
from wallethelp.core.privacy.codes import BARE_CODES
from wallethelp.core.privacy.door import LABELLED, Reading
from wallethelp.core.privacy.harmless import BY_FORM, BY_WORDS, IN_SENTENCES, OUT, Harmless
from wallethelp.core.privacy.rules import Rule, first
from wallethelp.core.text import clean

RULES = (*LABELLED, *BARE_CODES)
HARMLESS: dict[Harmless, None] = dict.fromkeys((*BY_FORM, *BY_WORDS, *IN_SENTENCES))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_finds_its_examples_and_no_rule_its_counter_examples(rule: Rule) -> None:
    readings = [Reading(clean(text)) for text in rule.examples]
    assert [first([rule], reading) for reading in readings] == [rule] * len(readings)
    assert rule.examples
    assert rule.counter_examples
    found = {text: first(RULES, Reading(clean(text))) for text in rule.counter_examples}
    assert not any(found.values())


@pytest.mark.parametrize("row", HARMLESS, ids=lambda row: row.name)
def test_a_harmless_number_is_taken_out(row: Harmless) -> None:
    assert all(OUT in row.out_of(text) for text in row.examples)
    assert row.examples


def test_names_are_given_once() -> None:
    names = [*(rule.name for rule in RULES), *(row.name for row in HARMLESS)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_safety_page_lists_the_rules(page: Path) -> None:
    assert written(page) == page.read_text("utf-8")
