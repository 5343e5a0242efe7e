"""Ends that may name a day that is past: counted from a detail of any age, or promised long ago.

A way is safe where a rule on it lets only those through for whom the day is still to come. What is
asked in words (“less than a week ago?”) is no such rule: nobody can compare it with a day.
"""

from collections.abc import Collection, Iterator
from datetime import timedelta

from wallethelp.core.conditions import NOW, AllOf, AnyOf, Condition, FieldIs, Not, Truth
from wallethelp.core.duration import Length
from wallethelp.core.guide import Collect, Decide, End, Guide, Step, Target, targets
from wallethelp.core.mistakes import Mistake, Place, put, warning
from wallethelp.core.model import Pack

_NOTHING = Length(count=0, unit="minute")
_UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "working day": timedelta(days=1),
}
"""A working day ends no sooner than a day later."""


def past_days(pack: Pack, sound: Collection[str]) -> Iterator[Mistake]:
    """A warning for each end of the guides that are `sound` that may name a day that is past."""
    for name in sound:
        guide = pack.guides[name]
        for step_name, step in guide.steps.items():
            if isinstance(step, End) and step.end != "resolved":
                at = put(
                    f"guides/{name}.yaml", ("steps", step_name), _of_end(guide, step_name, step)
                )
                yield from at


def _of_end(guide: Guide, name: str, end: End) -> Iterator[Mistake]:
    counted = end.follow_up
    place: Place
    if counted is not None and counted.from_ is not None:
        field, length = counted.from_, counted.after
        place, rule = ("follow_up", "from"), f"younger_than: {length}"
    elif counted is None and end.until is not None and end.end == "wait":
        field, length = end.until, _NOTHING
        place, rule = ("until",), f"after: {NOW}"
    else:
        return
    if _may_come(guide, name, _Guard(field, length)):
        yield warning("may-be-past", *place, name=field, rule=rule)


def _may_come(guide: Guide, end: str, guard: "_Guard") -> bool:
    """Whether some way leads to `end` with the detail known, and past no rule about its age."""
    seen: set[tuple[str, bool]] = set()
    ahead = [(guide.start, False)]
    while ahead:
        name, is_known = ahead.pop()
        step = guide.steps.get(name)
        if (name, is_known) in seen or step is None:
            continue
        seen.add((name, is_known))
        is_known |= isinstance(step, Collect) and guard.field in step.fields
        if name == end and is_known:
            return True
        ways = guard.open_ways(step) if is_known else targets(step)
        ahead += ((to, is_known) for to in ways if isinstance(to, str))
    return False


class _Guard:
    """That a length after a detail is still to come, and which rules make sure of it."""

    def __init__(self, field: str, length: Length) -> None:
        self.field = field
        self.length = length

    def open_ways(self, step: Step) -> Iterator[Target]:
        """Where `step` leads although the day may be past."""
        if not isinstance(step, Decide):
            yield from targets(step)
            return
        for branch in step.decide:
            if not self.is_sure(branch.when, True):
                yield branch.next
            if not self.is_sure(branch.when, None):
                yield step.unknown
            if self.is_sure(branch.when, False):
                return
        yield step.else_

    def is_sure(self, condition: Condition, truth: Truth) -> bool:
        """Whether the day is to come wherever `condition` has that truth, with the detail known."""
        match condition:
            case Not(not_=part):
                return self.is_sure(part, None if truth is None else not truth)
            case AllOf(all=parts) | AnyOf(any=parts):
                # One part decides whether it holds or not; the other way round, all parts do.
                by_one = isinstance(condition, AnyOf)
                if truth is None:
                    return any(
                        self.is_sure(part, None) and self.is_sure(part, not by_one)
                        for part in parts
                    ) or all(self.is_sure(part, None) for part in parts)
                found = (self.is_sure(part, truth) for part in parts)
                return all(found) if truth == by_one else any(found)
            case FieldIs() if condition.field == self.field:
                return self._is_sure_of(condition, truth)
        return False

    def _is_sure_of(self, rule: FieldIs, truth: Truth) -> bool:
        """Of a time that is only roughly known, the latest it can be is counted from."""
        if rule.known is not None:
            return truth is not rule.known
        if rule.younger_than is not None:
            return truth is not False and _is_within(rule.younger_than, self.length)
        if rule.older_than is not None:
            return truth is not True and _is_within(rule.older_than, self.length)
        if rule.after == NOW:
            return truth is not False
        return rule.before == NOW and truth is not True


def _is_within(shorter: Length, longer: Length) -> bool:
    """Whether the one surely ends no later than the other; working days may take any time."""
    if shorter.unit == longer.unit:
        return shorter.count <= longer.count
    if shorter.unit == "working day":
        return False
    return shorter.count * _UNITS[shorter.unit] <= longer.count * _UNITS[longer.unit]
