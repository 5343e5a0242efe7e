"""What may have been answered when a step is reached, and which options lead there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from wallethelp.core.guide import (
    Ask,
    AskMany,
    Collect,
    Guide,
    Step,
    ToGuide,
    Try,
    placed_targets,
    targets,
)
from wallethelp.core.model import Pack
from wallethelp.core.opening import OPENING, OPENING_STEP, begins_with_opening

_MOST_LOOKED_AT = 100_000
"""Hand-overs followed backwards in one pack; beyond that, every guide may come before."""


class AskedBefore:
    """The ways through one guide, whose targets all are there and make no circle."""

    def __init__(self, guide: Guide) -> None:
        """Of `guide`, as its author wrote it."""
        self.guide = guide
        self._bits = {name: 1 << number for number, name in enumerate(guide.steps)}
        self._after = {
            name: [target for target in targets(step) if isinstance(target, str)]
            for name, step in guide.steps.items()
        }

    @cached_property
    def _order(self) -> tuple[str, ...]:
        """The steps, each before those it leads to."""
        done: dict[str, None] = {}
        for first in self.guide.steps:
            ahead: list[tuple[str, Iterator[str]]] = [(first, iter(self._after[first]))]
            while ahead:
                name, ways = ahead[-1]
                following = next((to for to in ways if to not in done), None)
                if following is not None and name not in done:
                    ahead.append((following, iter(self._after[following])))
                else:
                    done[name] = None
                    ahead.pop()
        return tuple(reversed(done))

    @cached_property
    def _passed(self) -> Mapping[str, int]:
        """The steps that may come before each, as bits."""
        found: dict[str, int] = defaultdict(int)
        for name in self._order:
            for to in self._after[name]:
                found[to] |= found[name] | self._bits[name]
        return found

    @cached_property
    def _reached(self) -> Mapping[str, int]:
        """The steps that each may lead to, itself included, as bits."""
        found: dict[str, int] = {}
        for name in reversed(self._order):
            found[name] = self._bits[name]
            for to in self._after[name]:
                found[name] |= found[to]
        return found

    @cached_property
    def _asking(self) -> Mapping[str, int]:
        """The steps that ask for each key, as bits."""
        found: dict[str, int] = defaultdict(int)
        for name, step in self.guide.steps.items():
            for key in asked_at(self.guide.id, name, step):
                found[key] |= self._bits[name]
        return found

    def may_know(self, key: str, step: str) -> bool:
        """Whether some way within the guide asks for `key` before `step`."""
        return bool(self._asking.get(key, 0) & self._passed.get(step, 0))

    def options_to(self, question: str, step: str) -> tuple[str, ...] | None:
        """The options of a question after which `step` may come; None where it is no such one."""
        asked = self.guide.steps.get(question)
        if not isinstance(asked, Ask) or not self._passed.get(step, 0) & self._bits[question]:
            return None
        return tuple(
            name for name, option in asked.options.items() if self._leads(option.next, step)
        )

    def is_surely_answered(self, question: str, step: str) -> bool:
        """Whether every way to `step` has an answer to `question` that is not “I don't know”."""
        asked = self.guide.steps[question]
        if not isinstance(asked, Ask) or self._leads(asked.unknown, step):
            return False
        seen, ahead = {question}, [self.guide.start]
        while ahead:
            name = ahead.pop()
            if name not in seen:
                seen.add(name)
                ahead += self._after[name]
        return step not in seen

    def _leads(self, target: object, step: str) -> bool:
        return isinstance(target, str) and bool(self._reached[target] & self._bits[step])


def asked_at(guide: str, name: str, step: Step) -> Iterable[str]:
    """The keys of the answers that a step asks for."""
    match step:
        case Ask() | AskMany() | Try():
            return (f"{guide}/{name}",)
        case Collect():
            return step.fields
        case _:
            return ()


class BeforeGuides:
    """Which keys may be known when a guide begins, as another handed over to it."""

    def __init__(self, pack: Pack) -> None:
        """Of `pack`, without the opening question in it."""
        self._pack = pack
        self._found: dict[str, frozenset[str]] = {}
        self._looked_at = 0

    @cached_property
    def _opening(self) -> tuple[str, ...]:
        """The guides the opening question hands over to."""
        asked = self._pack.info.opening
        found = (*(option.next for option in asked.options.values()), asked.unknown)
        return tuple(target.guide for target in found if isinstance(target, ToGuide))

    @cached_property
    def _from(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name, guide in self._pack.guides.items():
            for step in guide.steps.values():
                for _place, target in placed_targets(step):
                    if isinstance(target, ToGuide):
                        found[target.guide].append(name)
            if begins_with_opening(self._pack, guide):
                for target in self._opening:
                    found[target].append(name)
        return found

    def guides(self, name: str) -> frozenset[str] | None:
        """The guides that may come before `name`; None where they are too many to be followed."""
        if name not in self._found:
            seen: set[str] = set()
            ahead = [name]
            while ahead and self._looked_at < _MOST_LOOKED_AT:
                fresh = set(self._from.get(ahead.pop(), ())) - seen
                self._looked_at += 1 + len(fresh)
                seen |= fresh
                ahead += fresh
            if ahead:
                return None
            self._found[name] = frozenset(seen)
        return self._found[name]

    @cached_property
    def _asking(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for name, guide in self._pack.guides.items():
            for step_name, step in guide.steps.items():
                for key in asked_at(name, step_name, step):
                    found[key].add(name)
            if begins_with_opening(self._pack, guide):
                found[f"{OPENING}/{OPENING_STEP}"].add(name)
        return found

    def may_know(self, key: str, guide: str) -> bool:
        """Whether `key` may be known when `guide` begins."""
        before = self.guides(guide)
        return before is None or not before.isdisjoint(self._asking.get(key, ()))
