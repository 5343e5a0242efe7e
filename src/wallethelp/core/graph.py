"""A guide as a graph: what leads where, how far it still is."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from wallethelp.core.guide import Ask, AskMany, Collect, Decide, End, Step, Try, targets
from wallethelp.core.model import Pack
from wallethelp.core.same import Same
from wallethelp.core.session import (
    AtEnd,
    Path,
    Question,
    StepRef,
    landing,
    questions_of,
    step_at,
)


class Distance(NamedTuple):
    """A number of questions, at the least and at the most."""

    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found out about a pack: a conversation asks for the same at every question."""

    successors: dict[StepRef, tuple[StepRef, ...]] = field(default_factory=dict)
    below: dict[StepRef, frozenset[str]] = field(default_factory=dict)
    """The keys of the answers that can be asked for from a step on."""
    distances: dict[tuple[StepRef, frozenset[str]], Distance] = field(default_factory=dict)


@lru_cache(maxsize=4)
def _known(_pack: Same[Pack]) -> _Known:
    return _Known()


def successors(pack: Pack, ref: StepRef) -> tuple[StepRef, ...]:
    """The steps `ref` can lead to, each once, in the order they are written."""
    known = _known(Same(pack)).successors
    if ref not in known:
        found = (landing(pack, target, ref.guide) for target in targets(step_at(pack, ref)))
        known[ref] = tuple(dict.fromkeys(found))
    return known[ref]


def reachable(pack: Pack, start: StepRef) -> Iterator[StepRef]:
    """Every step that can be reached from `start`, `start` included, hand-overs followed."""
    seen, ahead = {start}, [start]
    while ahead:
        ref = ahead.pop()
        yield ref
        fresh = [after for after in successors(pack, ref) if after not in seen]
        seen.update(fresh)
        ahead.extend(fresh)


def keys_of(step: Step, ref: StepRef) -> tuple[str, ...]:
    """The keys of the answers a step asks for."""
    match step:
        case Collect():
            return step.fields
        case Ask() | AskMany() | Try():
            return (ref.key,)
        case Decide() | End():
            return ()


def questions_ahead(pack: Pack, path: Path) -> dict[str, Question]:
    """The questions that can still come, by key, the open one included."""
    return {
        question.key: question
        for ref in reachable(pack, path.position.ref)
        if isinstance(step := step_at(pack, ref), Ask | AskMany | Try | Collect)
        for question in questions_of(pack, ref, step)
    }


def still_to_go(pack: Pack, path: Path) -> Distance:
    """How many questions can still come after the current one: the shortest and longest way."""
    match path.position:
        case AtEnd():
            return Distance(0, 0)
        case Question(ref=ref):
            shortest, longest = questions_from(pack, ref, answered=frozenset(path.replies))
            return Distance(shortest - 1, longest - 1)


def questions_from(
    pack: Pack, start: StepRef, *, answered: Collection[str] = frozenset()
) -> Distance:
    """How many questions lie between `start` and an end; nothing in `answered` is asked again."""
    below = _keys_below(pack, start)
    memo = _known(Same(pack)).distances

    def measure(ref: StepRef, known: frozenset[str]) -> Distance:
        # Only what can still be asked below matters, so that equal situations share a result.
        known &= below[ref]
        if (ref, known) not in memo:
            keys = frozenset(keys_of(step_at(pack, ref), ref))
            here = len(keys - known)
            ways = [measure(after, known | keys) for after in successors(pack, ref)]
            memo[ref, known] = Distance(
                here + min((way.shortest for way in ways), default=0),
                here + max((way.longest for way in ways), default=0),
            )
        return memo[ref, known]

    return measure(start, frozenset(answered))


def _keys_below(pack: Pack, start: StepRef) -> dict[StepRef, frozenset[str]]:
    found = _known(Same(pack)).below

    def visit(ref: StepRef) -> frozenset[str]:
        if ref not in found:
            own = frozenset(keys_of(step_at(pack, ref), ref))
            found[ref] = own.union(*(visit(after) for after in successors(pack, ref)))
        return found[ref]

    visit(start)
    return found
