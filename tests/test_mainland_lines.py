"""Numbers of mainland China are for people there: nobody elsewhere is told to call 110."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.render.support import document
from tests.support import shipped
from tests.walks import case_from, ids, walks
from tests.ways import ends, leads_to
from wallethelp.core.conditions import AnswerIs, Condition, Not
from wallethelp.core.guide import Ask, Decide, End, targets
from wallethelp.core.questions import StepRef, step_at
from wallethelp.core.scripts import Walk
from wallethelp.core.text import Text

PACK = shipped().pack
MAINLAND_LINE = re.compile(r"\b(110|96110|12345|12363|10086|10010|10000)\b")


def _said_by(end: End) -> Iterator[Text]:
    # Who does not know where they are is shown what is for the mainland too.
    yield from (a.text for a in end.do)
    if end.expect is not None:
        yield end.expect


def _only_in(region: str, when: Condition | None) -> bool:
    """Whether an action is surely left out for who said to be elsewhere."""
    if isinstance(when, Not):
        return isinstance(when.not_, AnswerIs) and _region_of(when.not_) == "elsewhere"
    return isinstance(when, AnswerIs) and _region_of(when) == region


def _region_of(condition: AnswerIs) -> str | None:
    return next((name for name in ("elsewhere", "mainland") if name in condition.options), None)


def test_a_number_of_the_mainland_is_said_to_be_one() -> None:
    for ref, end in ends(PACK):
        if ref in _reached_elsewhere():
            named = [text for text in _said_by(end) if MAINLAND_LINE.search(text.zh)]
            for text in named[:1]:
                assert "中国大陆" in text.zh, (ref, text.zh)
                assert "mainland China" in text.en, (ref, text.en)
            assert not MAINLAND_LINE.search(end.title.zh), ref
    for name, rung in PACK.ladder.items():
        if MAINLAND_LINE.search(rung.title.zh):
            assert rung.regions == ("mainland",), name


@cache
def _reached_elsewhere() -> frozenset[StepRef]:
    """The ends that somebody can come to who did not say to be in the mainland."""
    ahead = [StepRef(guide.id, guide.start) for guide in PACK.guides.values()]
    seen = set(ahead)
    while ahead:
        ref = ahead.pop()
        step = step_at(PACK, ref)
        match step:
            case Ask():
                ways = [o.next for o in step.options.values() if o.region != "mainland" and o.next]
                ways.append(step.unknown)
            case Decide():
                ways = [b.next for b in step.decide if not _only_in("mainland", b.when)]
                ways += [step.else_, step.unknown]
            case _:
                ways = list(targets(step))
        fresh = {leads_to(PACK, ref, to) for to in ways} - seen
        seen |= fresh
        ahead += fresh
    return frozenset(seen)


@pytest.mark.parametrize("walk", walks(), ids=ids(walks()))
def test_nobody_outside_the_mainland_is_sent_to_its_lines(walk: Walk) -> None:
    case = case_from(walk)
    said = {option.region for told in case.told for option in told.options} - {None}
    if not said or "mainland" in said:
        return
    assert all("mainland" not in PACK.ladder[name].regions for name in case.rungs)
    assert all(said & set(PACK.ladder[name].regions or said) for name in case.rungs)
    page = document(walk, "en")
    for line in (page.title, *page.do_now, page.say.text if page.say else ""):
        if MAINLAND_LINE.search(line):
            assert "mainland China" in line
