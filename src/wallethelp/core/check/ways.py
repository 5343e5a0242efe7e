"""Ways through a pack that lead nowhere, in a circle, on and on, or to the wrong advice."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice

from msgspec.structs import replace

from wallethelp.core.guide import (
    Ask,
    AskMany,
    Decide,
    End,
    Guide,
    Step,
    Target,
    Tell,
    ToGuide,
    placed_targets,
    targets,
)
from wallethelp.core.limits import MAX_GUESSES, MAX_MISTAKES, ring_of
from wallethelp.core.mistakes import Mistake, Place, Unsure, closest, inside, put
from wallethelp.core.model import Pack
from wallethelp.core.opening import OPENING_STEP, begins_with_opening, opened
from wallethelp.core.questions import StepRef
from wallethelp.core.shape import UNREAD

MAX_STEPS_ON_A_PATH = 150
"""Longer than anyone would answer; keeps walking a path well inside the recursion limit."""

Edge = tuple[Place, StepRef]
"""A target: where in its step it is written, and where it leads."""


def ways(pack: Pack, unsure: Unsure, turned: Sequence[str] = ()) -> Iterator[Mistake]:
    """Steps nothing leads to, circles, ways that are too long, and advice to wait for the wrong.

    What a wrong target explains is not told again: the step it was meant for, which nothing leads
    to without it. `turned` are files with a target that is wrong for another reason, each as often.
    """
    graph = Graph(opened(pack))
    circles = list(_circles(graph))
    yield from islice(circles, MAX_MISTAKES)
    turns = [*turned, *(turn.file for one in circles for turn in (one, *one.also))]
    for name, guide in pack.guides.items():
        file = f"guides/{name}.yaml"
        unreached = () if file in unsure.shaky else _unreachable(guide, turns.count(file))
        wrong = chain(unreached, _waits_at_risk(graph, guide), _told_to_nobody(guide))
        yield from put(file, ("steps",), islice(wrong, MAX_MISTAKES))
    yield from _waits_before_opening(pack)


class Graph:
    """What leads where in a pack, as far as the names in it are there."""

    def __init__(self, pack: Pack) -> None:
        """Of `pack`, with the opening question in it."""
        self.pack = pack
        self._edges: dict[StepRef, tuple[Edge, ...]] = {}

    def start(self, guide: str) -> StepRef | None:
        """The first step of a guide, if it is there."""
        found = self.pack.guides.get(guide)
        return StepRef(guide, found.start) if found and found.start in found.steps else None

    def step(self, ref: StepRef) -> Step:
        """The step at `ref`."""
        return self.pack.guides[ref.guide].steps[ref.step]

    def edges(self, ref: StepRef) -> tuple[Edge, ...]:
        """Where a step can lead."""
        if ref not in self._edges:
            found = (
                (place, self.landing(ref.guide, target))
                for place, target in placed_targets(self.step(ref))
            )
            self._edges[ref] = tuple((place, to) for place, to in found if to is not None)
        return self._edges[ref]

    def landing(self, guide: str, target: Target) -> StepRef | None:
        """Where a target of `guide` leads, if that is there."""
        if isinstance(target, ToGuide):
            return self.start(target.guide)
        return StepRef(guide, target) if target in self.pack.guides[guide].steps else None

    @cached_property
    def before(self) -> Mapping[StepRef, Sequence[StepRef]]:
        """The steps that can lead to each."""
        found: dict[StepRef, list[StepRef]] = defaultdict(list)
        for name, guide in self.pack.guides.items():
            for step in guide.steps:
                ref = StepRef(name, step)
                for _place, to in self.edges(ref):
                    found[to].append(ref)
        return found

    @cached_property
    def may_wait(self) -> frozenset[StepRef]:
        """The steps from which advice to wait can be reached."""
        seen = {
            StepRef(name, step_name)
            for name, guide in self.pack.guides.items()
            for step_name, step in guide.steps.items()
            if _is_wait(step)
        }
        ahead = list(seen)
        while ahead:
            fresh = [ref for ref in self.before.get(ahead.pop(), ()) if ref not in seen]
            seen.update(fresh)
            ahead += fresh
        return frozenset(seen)


def _unreachable(guide: Guide, turned: int) -> Iterator[Mistake]:
    """The steps nothing leads to; not those behind them, which would be reached with them.

    `turned` is how many targets lead back in a circle: each may have been meant for such a step.
    """
    lost = turned
    wrong: dict[str, str | None] = {}

    def meant(target: str) -> str | None:
        nonlocal lost
        if target in guide.steps:
            return target
        if target not in wrong:
            is_guessed = target != UNREAD and len(wrong) < MAX_GUESSES
            wrong[target] = closest(target, guide.steps) if is_guessed else None
            lost += wrong[target] is None
        return wrong[target]

    after = {
        name: [
            to
            for _place, target in placed_targets(step)
            if isinstance(target, str) and (to := meant(target)) is not None
        ]
        for name, step in guide.steps.items()
    }
    live: set[str] = set()

    def reach(step: str) -> None:
        ahead = [step]
        while ahead:
            if (step := ahead.pop()) not in live:
                live.add(step)
                ahead += after[step]

    if guide.start not in guide.steps:
        return  # Where a guide begins decides what is led to.
    reach(guide.start)
    led_to = {to for name, ways in after.items() if name not in live for to in ways if to != name}
    alone = [name for name in guide.steps if name not in live and name not in led_to]
    for name in alone:
        reach(name)
    for name in guide.steps:
        if name not in live:
            alone.append(name)
            reach(name)
    if len(alone) > lost:
        yield from (inside("unreachable", name, name=name) for name in alone)


def _told_to_nobody(guide: Guide) -> Iterator[Mistake]:
    """What a `tell` says stands above the next question: before an end there is none."""
    before_end = _before_end(guide)
    for name, step in guide.steps.items():
        if isinstance(step, Tell) and name in before_end:
            yield inside("tell-before-end", name, "tell", name=name)


def _before_end(guide: Guide) -> Collection[str]:
    """The steps that ask nothing after which an end can come with no question between."""
    before: dict[str, list[str]] = defaultdict(list)
    for name, step in guide.steps.items():
        if isinstance(step, Tell | Decide):
            for target in targets(step):
                if isinstance(target, str):
                    before[target].append(name)
    ahead = [name for name, step in guide.steps.items() if isinstance(step, End)]
    found: set[str] = set()
    while ahead:
        fresh = [name for name in before[ahead.pop()] if name not in found]
        found.update(fresh)
        ahead += fresh
    return found


def _waits_at_risk(graph: Graph, guide: Guide) -> Iterator[Mistake]:
    """Options that say that a thief may be at work, and still may lead to advice to wait."""
    for name, step in guide.steps.items():
        if not isinstance(step, Ask | AskMany):
            continue
        for chosen, option in step.options.items():
            target = option.next or (step.next if isinstance(step, AskMany) else None)
            landing = graph.landing(guide.id, target) if target is not None else None
            if option.at_risk and landing in graph.may_wait:
                end = next(ref for ref in _ahead(graph, landing) if _is_wait(graph.step(ref)))
                place = (name, "options", chosen, "at_risk")
                yield inside("wait-at-risk", *place, name=chosen, end=end.key)


def _ahead(graph: Graph, start: StepRef) -> Iterator[StepRef]:
    seen, ahead = {start}, deque([start])
    while ahead:
        ref = ahead.popleft()
        yield ref
        fresh = [to for _place, to in graph.edges(ref) if to not in seen]
        seen.update(fresh)
        ahead += fresh


def _is_wait(step: Step) -> bool:
    return isinstance(step, End) and step.end == "wait"


def _waits_before_opening(pack: Pack) -> Iterator[Mistake]:
    """Advice to wait in a guide that does not begin with the opening question.

    Where that is so in several guides of a category, the category is to blame.
    """
    for number, category in enumerate(pack.info.categories):
        waits = {
            name: [step for step, written in guide.steps.items() if _is_wait(written)]
            for name, guide in pack.guides.items()
            if guide.category == category.id and not begins_with_opening(pack, guide)
        }
        found = [
            replace(inside("wait-before-opening", "steps", step, "end"), file=f"guides/{name}.yaml")
            for name, steps in waits.items()
            for step in steps
        ]
        if sum(map(bool, waits.values())) > 1:
            here = inside("wait-before-opening", "categories", number, "opening")
            yield replace(here, file="pack.yaml", also=tuple(found))
        else:
            yield from found


def _circles(graph: Graph) -> Iterator[Mistake]:
    done: dict[StepRef, int] = {}
    for name in graph.pack.guides:
        start = graph.start(name)
        if start is None or start in done:
            continue
        trail: list[StepRef] = [start]
        led: list[Place] = []
        ahead = [iter(graph.edges(start))]
        length = {start: 0}
        while trail:
            ref = trail[-1]
            edge = next(ahead[-1], None)
            if edge is None:
                ahead.pop()
                done[trail.pop()] = longest = length.pop(ref) + 1
                if trail:
                    led.pop()
                    length[trail[-1]] = max(length[trail[-1]], longest)
                continue
            place, after = edge
            if after in length:
                first = trail.index(after)
                yield _circle([*trail[first:], after], [*led[first:], place])
            elif after in done:
                length[ref] = max(length[ref], done[after])
            else:
                trail.append(after)
                led.append(place)
                ahead.append(iter(graph.edges(after)))
                length[after] = 0
        if done[start] > MAX_STEPS_ON_A_PATH:
            names = {"count": str(done[start]), "limit": str(MAX_STEPS_ON_A_PATH)}
            yield Mistake(
                code="too-long", file=f"guides/{name}.yaml", place=("start",), names=names
            )


def _circle(ring: Sequence[StepRef], led: Sequence[Place]) -> Mistake:
    """The circle through `ring`, at the target that closes it; beside it its other hand-overs."""
    guides = {ref.guide for ref in ring}
    if all(ref.step == OPENING_STEP for ref in ring):
        file = f"guides/{ring[0].guide}.yaml"
        return Mistake(code="opening-circle", file=file, place=("category",))
    steps = [ref for ref in ring if ref.step != OPENING_STEP or ref == ring[-1]]
    shown = ring_of([ref.key if len(guides) > 1 else ref.step for ref in steps])
    edges = [
        Mistake(
            code="cycle",
            file=f"guides/{ref.guide}.yaml",
            place=("steps", ref.step, *place),
            names={"ring": shown},
        )
        for ref, to, place in zip(ring, ring[1:], led, strict=False)
        if ref.step != OPENING_STEP and (ref.guide != to.guide or to == ring[-1])
    ]
    *beside, closing = edges
    return replace(closing, also=tuple(beside))
