"""Who reads a guide is led where the program leads who answers it."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.site.branches import Branches
from tests.site.reader import in_order
from tests.support import shipped
from tests.walks import WORLD, session_of, walks
from wallethelp.core.guide import Ask, Decide, End, Guide, Target, ToGuide
from wallethelp.core.opening import OPENING, OPENING_STEP
from wallethelp.core.session import follow
from wallethelp.core.values import Chose, Reply

PACK = shipped().pack
GUIDES = pytest.mark.parametrize("guide", PACK.guides.values(), ids=lambda guide: guide.id)
ONLY_FROM_ELSEWHERE = {"forgot-password/asked"}
"""Steps that are only come to with what another guide has asked."""


def _ways(guide: Guide) -> Iterator[tuple[str, Reply | None, str]]:
    """Every step that a walk takes in its first guide: from, what was answered, to."""
    for walk in walks():
        if walk.guide != guide.id:
            continue
        path = follow(WORLD, session_of(walk))
        own = []
        for ref in path.passed:
            if ref.guide not in (guide.id, OPENING):
                break
            if not isinstance(guide.steps[ref.step], Decide):
                own.append(ref.step)
        for before, after in pairwise(own):
            owner = OPENING if before == OPENING_STEP else guide.id
            yield before, path.replies.get(f"{owner}/{before}"), after


def _within_reach(branches: Branches, guide: Guide, target: Target) -> set[str]:
    """The steps behind a target with nothing but lists of cases between."""
    found: set[str] = set()
    ahead = [target]
    seen: set[Target] = set()
    while ahead:
        here = ahead.pop()
        if isinstance(here, ToGuide) or here in seen:
            continue
        seen.add(here)
        if isinstance(guide.steps[here], Decide):
            ahead += branches.after(here)
        else:
            found.add(here)
    return found


@GUIDES
def test_every_way_that_a_walk_takes_stands_on_the_page(guide: Guide) -> None:
    branches, taken = Branches(guide), set(_ways(guide))
    assert len(taken) > 3
    for before, reply, after in taken:
        step = guide.steps[before]
        if isinstance(step, Ask) and isinstance(reply, Chose):
            next_ = step.options[reply.option].next
            assert next_ is not None
            leads = [branches.settled(next_, {before: reply.option})]
        else:
            leads = list(branches.after(before))
        reached = set().union(*(_within_reach(branches, guide, target) for target in leads))
        assert after in reached, f"{before} → {after}"


@GUIDES
def test_every_step_stands_on_the_page(guide: Guide) -> None:
    listed = set(in_order(guide, Branches(guide)))
    said = {name for name, step in guide.steps.items() if not isinstance(step, Decide)}
    lost = {f"{guide.id}/{name}" for name in said - listed}
    assert lost <= ONLY_FROM_ELSEWHERE


@GUIDES
def test_what_is_come_to_last_ends_it(guide: Guide) -> None:
    kinds = [isinstance(guide.steps[name], End) for name in in_order(guide, Branches(guide))]
    assert kinds == sorted(kinds)
    assert kinds[-1]
