"""What is wrong with `contacts.yaml` beyond its shape and names: what no contact can ever reach."""

from collections.abc import Collection, Iterator

from msgspec import NODEFAULT
from msgspec.structs import fields

from wallethelp.core.mistakes import Mistake, inside
from wallethelp.core.onward import Onward, When

_AT_LEAST = ("broken", "vain", "again")
_ALL_OF = ("tried", "untried")


def onward_mistakes(onward: Onward) -> Iterator[Mistake]:
    """Rules that never come to their turn, steps and letters nobody is led to, no last word."""
    rules = onward.rules
    for number, rule in enumerate(rules):
        before = next((n for n in range(number) if _covers(rules[n].when, rule.when)), None)
        if before is not None:
            yield inside("rule-never", "rules", number, rule=str(before + 1))
    if rules and rules[-1].when != When():
        yield inside("rules-end", "rules", len(rules) - 1)
    if onward.patience and onward.patience[-1].regions:
        yield inside("rules-end", "patience", len(onward.patience) - 1)
    yield from _unused("steps", onward.steps, {rule.next for rule in rules})
    yield from _unused("letters", onward.letters, {s.message for s in onward.steps.values()})


def _unused(part: str, names: Collection[str], used: Collection[str | None]) -> Iterator[Mistake]:
    for name in names:
        if name not in used:
            yield inside("unreachable", part, name, name=name)


def _covers(one: When, other: When) -> bool:
    """Whether `one` holds wherever `other` does."""
    return all(
        _is_wider(part.name, getattr(one, part.name), getattr(other, part.name))
        for part in fields(When)
        if part.default is not NODEFAULT
    )


def _is_wider(name: str, one: object, other: object) -> bool:
    if name in _AT_LEAST and isinstance(one, int) and isinstance(other, int):
        return one <= other
    if isinstance(one, tuple) and isinstance(other, tuple):
        if name in _ALL_OF:
            return set(one) <= set(other)
        return not one or (bool(other) and set(other) <= set(one))
    return one is None or one == other
