"""Where an answer leads somebody who reads: as far as it can be said without the other answers.

A guide decides by whatever is known, also from other guides. Who reads one has answered nothing
elsewhere, and has in hand the answer just given; so most of what is decided can be decided here,
and what is left is one list of cases instead of a chain of steps.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property

from msgspec import Struct

from wallethelp.core.conditions import AllOf, AnswerIs, AnyOf, Condition, Not, key_asked
from wallethelp.core.guide import Ask, Decide, Guide, Target, ToGuide, Try, targets
from wallethelp.core.opening import OPENING

Answered = Mapping[str, str | None]
"""An answer by its step; None is “I don't know”."""


class Truth(Enum):
    """What is known of a condition; NEVER is: whoever reads only this guide cannot know it."""

    TRUE = "true"
    FALSE = "false"
    OPEN = "open"
    NEVER = "never"


class Case(Struct, frozen=True):
    """One line of a decision: the condition, or why there is none, and where it leads."""

    when: Condition | None
    to: Target
    rest: str = ""
    """`any` other case, `else` where it is surely none of those above, or `unknown`."""


class Branches:
    """What leads where in one guide."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide

    @property
    def start(self) -> Target:
        """The first step that says or asks something."""
        return self.settled(self._guide.start, {})

    def settled(self, target: Target, answered: Answered) -> Target:
        """The step that `target` comes to, with all decided that can be."""
        while isinstance(step := self._step(target), Decide):
            assert isinstance(target, str)
            goes_to: Target = step.else_
            for branch in step.decide:
                truth = self._truth(branch.when, target, answered)
                if truth is Truth.OPEN:
                    return target
                if truth is not Truth.FALSE:
                    goes_to = branch.next if truth is Truth.TRUE else step.unknown
                    break
            target = goes_to
        return target

    def cases(self, name: str) -> Sequence[Case]:
        """The lines of the decision `name`, and of those that it leads on to where none fits."""
        found: list[Case] = []
        seen: set[Target] = set()
        target: Target = name
        while isinstance(target, str) and target not in seen:
            seen.add(target)
            step = self._step(target)
            if not isinstance(step, Decide):
                break
            *cases, rest = self._of_one(target, step)
            found += cases
            if rest.rest == "unknown" and not self._is_about_answers(step):
                return [*found, rest]
            target = rest.to
        return [*found, Case(None, target, "any")]

    def after(self, name: str) -> Iterator[Target]:
        """Everything that a reader can be sent to from a step."""
        step = self._guide.steps[name]
        match step:
            case Decide():
                yield from (case.to for case in self.cases(name))
            case Try():
                yield self.settled(step.fixed, {name: "fixed"})
                yield self.settled(step.next, {})
            case Ask():
                for option, choice in step.options.items():
                    if choice.next is not None:
                        yield self.settled(choice.next, {name: option})
                yield self.settled(step.unknown, {name: None})
            case _:
                yield from (self.settled(target, {}) for target in targets(step))

    def _of_one(self, name: str, step: Decide) -> Iterator[Case]:
        for branch in step.decide:
            truth = self._truth(branch.when, name, {})
            if truth is Truth.FALSE:
                continue
            if truth is not Truth.OPEN:
                to = branch.next if truth is Truth.TRUE else step.unknown
                yield Case(None, self.settled(to, {}), "any")
                return
            when, is_whole = self._knowable(branch.when, name)
            yield Case(when, self.settled(branch.next, {}))
            if not is_whole:
                yield Case(None, self.settled(step.unknown, {}), "any")
                return
        otherwise, unknown = self.settled(step.else_, {}), self.settled(step.unknown, {})
        if otherwise == unknown:
            yield Case(None, unknown, "any")
        else:
            yield Case(self._other_answers(name, step), otherwise, "else")
            yield Case(None, unknown, "unknown")

    def _other_answers(self, name: str, step: Decide) -> Condition | None:
        """The answers that none of the lines names, where all are about one question."""
        named = [branch.when for branch in step.decide if isinstance(branch.when, AnswerIs)]
        asked = {condition.answer for condition in named}
        if len(named) != len(step.decide) or len(asked) != 1:
            return None
        (answer,) = asked
        question = self._guide.steps.get(answer)
        if not isinstance(question, Ask):
            return None
        used = {option for condition in named for option in condition.options}
        here = self._before[name] | {name}
        others = tuple(
            option
            for option, choice in question.options.items()
            if option not in used and choice.next in here
        )
        return AnswerIs(answer=answer, in_=others) if others else None

    def _knowable(self, condition: Condition, at: str) -> tuple[Condition | None, bool]:
        """The condition without what a reader cannot know, and whether that is all of it."""
        if isinstance(condition, AnyOf):
            parts = [p for p in condition.any if self._truth(p, at, {}) is Truth.OPEN]
            whole = len(parts) == len(condition.any)
            return (parts[0] if len(parts) == 1 else AnyOf(any=tuple(parts))), whole
        return condition, True

    def _is_about_answers(self, step: Decide) -> bool:
        return all(_only_answers(branch.when) for branch in step.decide)

    def _truth(self, condition: Condition, at: str, answered: Answered) -> Truth:
        match condition:
            case AnswerIs():
                return self._answer(condition, at, answered)
            case Not(not_=part):
                turned = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}
                truth = self._truth(part, at, answered)
                return turned.get(truth, truth)
            case AnyOf(any=parts):
                order = (Truth.TRUE, Truth.OPEN, Truth.NEVER, Truth.FALSE)
                return min((self._truth(p, at, answered) for p in parts), key=order.index)
            case AllOf(all=parts):
                order = (Truth.FALSE, Truth.NEVER, Truth.OPEN, Truth.TRUE)
                return min((self._truth(p, at, answered) for p in parts), key=order.index)
            case _:
                return Truth.OPEN

    def _answer(self, condition: AnswerIs, at: str, answered: Answered) -> Truth:
        owner, _slash, name = key_asked(condition, self._guide.id).partition("/")
        if owner not in (self._guide.id, OPENING) or name not in self._guide.steps:
            return Truth.NEVER
        if name in answered:
            given = answered[name]
            if given is None:
                return Truth.NEVER
            return Truth.TRUE if given in condition.options else Truth.FALSE
        return Truth.OPEN if name in self._before[at] else Truth.NEVER

    @cached_property
    def _before(self) -> Mapping[str, set[str]]:
        """The steps from which each step can be come to."""
        found: dict[str, set[str]] = {name: set() for name in self._guide.steps}
        for start in self._guide.steps:
            ahead, seen = [start], set[str]()
            while ahead:
                for target in targets(self._guide.steps[ahead.pop()]):
                    if isinstance(target, str) and target not in seen:
                        seen.add(target)
                        found[target].add(start)
                        ahead.append(target)
        return found

    def _step(self, target: Target) -> object:
        return None if isinstance(target, ToGuide) else self._guide.steps[target]


def _only_answers(condition: Condition) -> bool:
    match condition:
        case AllOf(all=parts) | AnyOf(any=parts):
            return all(map(_only_answers, parts))
        case Not(not_=part):
            return _only_answers(part)
        case _:
            return isinstance(condition, AnswerIs)
