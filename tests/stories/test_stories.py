"""Forty stories of weeks: each day the next step, its date, and what its message cites."""

import re
from collections import Counter

import pytest

from tests.stories.telling import (
    RESULTS,
    WORLD,
    Day,
    days,
    letter_on,
    step_on,
    stories,
    words_on,
    wrong,
)

DAYS = days()


@pytest.mark.parametrize("day", [d for d in DAYS if d.sure], ids=lambda day: day.id)
def test_what_the_facts_decide_is_what_the_program_says(day: Day) -> None:
    assert wrong(day) == {}


def test_the_stories_are_of_every_guide_and_result_and_both_languages() -> None:
    assert len(stories()) == 40
    assert {story["language"] for story in stories()} == {"zh", "en"}
    named = Counter(
        day["contact"]["result"] for story in stories() for day in story["days"] if "contact" in day
    )
    assert [result for result in RESULTS if named[result] < 2] == []
    assert {story["guide"] for story in stories()} >= {
        name for name in WORLD.pack.guides if name not in ("coins", "doubtful-wallet")
    }


def test_no_message_and_no_next_step_has_a_mark_left_or_names_somebody() -> None:
    for day in DAYS:
        texts = [letter_on(day), words_on(day)]
        identifying = [
            value
            for name, value in day.story.get("known", {}).items()
            if name in ("phone", "email", "id-number", "account-id")
        ]
        for text in texts:
            assert re.search(r"[{}\[\]<>]|  |None", text) is None, (day.id, text)
            assert [value for value in identifying if value in text] == [], day.id


def test_who_waits_is_not_told_to_wait_past_what_was_promised() -> None:
    for day in DAYS:
        step = step_on(day)
        if step is not None and step.step.do == "wait" and step.promise == "running":
            assert step.until is not None
            promises = [c.promised_by for c in day.log if c.promised_by is not None]
            assert step.until in promises, day.id
            assert step.until >= day.now, day.id


def test_a_wait_without_a_promise_is_marked_as_our_suggestion_or_cites_a_fact() -> None:
    for day in DAYS:
        step = step_on(day)
        if step is not None and step.step.do == "wait" and step.basis != "promise":
            assert step.basis in ("ours", *WORLD.pack.facts)
            is_marked = "我们的建议" in words_on(day) or "our suggestion" in words_on(day)
            assert is_marked is (step.basis == "ours"), day.id
