"""What every text of the shipped pack must keep to: short, grounded, reached, in both languages."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.support import FLOWS, ROOT, shipped
from tests.walks import case_from, walks
from wallethelp.core.case import Case
from wallethelp.core.check.lint import lint
from wallethelp.core.citations import traces_of, uncited
from wallethelp.core.guide import Ask, AskMany, End, Try
from wallethelp.core.shape import Frozen
from wallethelp.core.text import PLACEHOLDER, Text
from wallethelp.i18n import LANGUAGES, speaking
from wallethelp.pack.phrases import load_concepts, load_phrases
from wallethelp.render.citations_page import citations_markdown
from wallethelp.render.wrap import width_of
from wallethelp.working_days import MainlandCalendar

PACK = shipped().pack
GUIDES = sorted(PACK.guides)
LABEL_COLUMNS = 34
LONGEST_ZH = 60
LONGEST_EN_WORDS = 34


@cache
def cases() -> dict[str, Case]:
    """What every walk of the shipped pack comes to."""
    return {walk.title: case_from(walk) for walk in walks()}


def texts_in(value: object) -> Iterator[Text]:
    """Every text inside a value of the pack."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Frozen):
        for name in value.__struct_fields__:
            yield from texts_in(getattr(value, name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts_in(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_in(item)


def said(text: Text) -> list[str]:
    """A text as whoever it is about reads it, and as a helper does, in both languages."""
    return [text.to(language, helped=helped) for language in LANGUAGES for helped in (None, "妈妈")]


@pytest.mark.parametrize("guide", GUIDES)
def test_labels_fit_a_narrow_terminal(guide: str) -> None:
    for name, step in PACK.guides[guide].steps.items():
        if isinstance(step, Ask | AskMany):
            for option in step.options.values():
                for label in said(option.label):
                    assert width_of(label) <= LABEL_COLUMNS, f"{name}: {label}"
        if isinstance(step, Try):
            for text in step.results.values():
                for label in said(text):
                    assert width_of(label) <= LABEL_COLUMNS, f"{name}: {label}"


@pytest.mark.parametrize("guide", GUIDES)
def test_what_is_said_first_rests_on_facts(guide: str) -> None:
    now = PACK.guides[guide].now
    assert now is not None
    assert now.facts


@pytest.mark.parametrize("guide", GUIDES)
def test_sentences_are_short(guide: str) -> None:
    for text in texts_in(PACK.guides[guide]):
        for sentence in re.split(r"[。？！；：]", text.zh):
            assert len(PLACEHOLDER.sub("X", sentence)) <= LONGEST_ZH, sentence
        for sentence in re.split(r"[.?!;:] ", text.en):
            assert len(sentence.split()) <= LONGEST_EN_WORDS, sentence


RECOVERY_WORDS = re.compile(r"12 (?:或|or) 24")
"""How many words open a wallet: what people know it by, no limit that a source has to give."""


@pytest.mark.parametrize("guide", GUIDES)
def test_no_step_names_a_number_that_its_facts_do_not(guide: str) -> None:
    for name, step in PACK.guides[guide].steps.items():
        known = " ".join(PACK.facts[fact].claim.en for fact in step.facts)
        if isinstance(step, End) and step.follow_up is not None and step.follow_up.basis == "ours":
            # Shown as our suggestion, which the text may repeat.
            known += f" {step.follow_up.after}"
        for text in texts_in(step):
            said = RECOVERY_WORDS.sub("", f"{text.zh} {text.en}")
            for number in re.findall(r"(?<![A-Za-z\d])\d+", said):
                assert number in known, f"{guide}/{name} says {number}: {text.en}"


@pytest.mark.parametrize("guide", GUIDES)
def test_they_agree_with_their_verbs(guide: str) -> None:
    for text in texts_in(PACK.guides[guide]):
        for mark in re.finditer(r"(\w*) ?<(?:you|I)> ?(\w*)", text.en):
            assert not {"am", "was", "is", "does", "has"} & set(mark.groups()), text.en


def test_no_channel_rung_tip_or_field_names_a_number_that_no_fact_does() -> None:
    claims = " ".join(fact.claim.en for fact in PACK.facts.values())
    for part in (PACK.wallets, PACK.ladder, PACK.tips, PACK.info):
        for text in texts_in(part):
            for number in re.findall(r"\d+", f"{text.zh} {text.en}"):
                assert number in claims, text.en


def test_no_wallet_holds_a_number_or_address() -> None:
    for wallet in PACK.wallets.values():
        for channel in wallet.channels.values():
            assert channel.contacts == ()
            for text in texts_in(channel):
                assert not re.search(r"\d{5}|https?:|www\.|@\w", f"{text.zh} {text.en}")


@pytest.mark.parametrize("guide", GUIDES)
def test_every_guide_has_at_least_two_kinds_of_outcome(guide: str) -> None:
    outcomes = {step.end for step in PACK.guides[guide].steps.values() if isinstance(step, End)}
    assert len(outcomes) >= 2


def test_every_fact_is_cited_and_reached_by_a_walk() -> None:
    assert uncited(PACK) == ()
    assert [row.fact for row in traces_of(PACK, cases()) if row.walk is None] == []


def test_the_page_of_facts_is_up_to_date() -> None:
    with speaking("en"):
        written = citations_markdown(traces_of(PACK, cases()), PACK)
    assert (ROOT / "docs" / "facts.md").read_text("utf-8") == written


def test_nothing_is_left_to_tell_the_authors() -> None:
    phrases, mistakes = load_phrases(FLOWS, PACK)
    assert mistakes == ()
    assert load_concepts(FLOWS)[2] == ()
    assert list(lint(PACK, phrases, MainlandCalendar())) == []


def test_each_word_has_one_meaning_where_danger_is_listened_for() -> None:
    _concepts, danger, _mistakes = load_concepts(FLOWS)
    words = [word for written in danger.values() for word in written]
    assert sorted(words) == sorted(set(words))
