"""Whether a condition can be true, or false: denied only with a proof, by what excludes what."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import product

from wallethelp.core.conditions import (
    NOW,
    AllOf,
    AnswerIs,
    AnyOf,
    Condition,
    FieldIs,
    Named,
    Not,
    WalletIs,
    parse_limit,
)

_MOST_WAYS = 256
"""Ways to make a condition true that are looked at; of one with more nothing is proven."""

Literal = tuple[AnswerIs | FieldIs | WalletIs, bool]
"""A comparison, and whether it holds."""
Universe = Mapping[str, Collection[str]]
"""Which options an answer or a choice can be, by its key; only where it is one and no more."""


def can_be(condition: Condition, truth: bool, universe: Universe) -> bool:
    """False only where it is proven that `condition` is never of that truth."""
    ways = _ways(condition, truth)
    return ways is None or any(_is_possible(way, universe) for way in ways)


def covers(earlier: Condition, later: Condition, universe: Universe) -> bool:
    """Whether it is proven that `earlier` is not false wherever `later` is true."""
    if earlier == later:
        return True
    first, second = _ways(earlier, False), _ways(later, True)
    if first is None or second is None or len(first) * len(second) > _MOST_WAYS:
        return False
    return not any(_is_possible([*a, *b], universe) for a, b in product(first, second))


def _ways(condition: Condition, truth: bool) -> list[list[Literal]] | None:
    """The ways in which `condition` comes to have that truth, each as what must hold together."""
    match condition:
        case Not(not_=part):
            return _ways(part, not truth)
        case AllOf(all=parts) | AnyOf(any=parts):
            found = [_ways(part, truth) for part in parts]
            if isinstance(condition, AllOf) == truth:
                return _together(found)
            flat = [way for ways in found if ways is not None for way in ways]
            return None if None in found or len(flat) > _MOST_WAYS else flat
        case Named():
            return None
        case _:
            return [[(condition, truth)]]


def _together(parts: Sequence[list[list[Literal]] | None]) -> list[list[Literal]] | None:
    whole: list[list[Literal]] = [[]]
    for ways in parts:
        if ways is None or len(whole) * len(ways) > _MOST_WAYS:
            return None
        whole = [[*one, *way] for one in whole for way in ways]
    return whole


def _is_possible(literals: Sequence[Literal], universe: Universe) -> bool:
    answers: dict[str, list[tuple[Collection[str], bool]]] = defaultdict(list)
    fields: dict[str, list[tuple[FieldIs, bool]]] = defaultdict(list)
    wallets: list[tuple[Collection[str], bool]] = []
    for part, holds in literals:
        match part:
            case AnswerIs():
                answers[part.answer].append((part.options, holds))
            case WalletIs():
                wallets.append(((part.wallet,), holds))
            case FieldIs():
                fields[part.field].append((part, holds))
    return (
        all(_fits_options(said, universe.get(key)) for key, said in answers.items())
        and _fits_options(wallets, None, is_one=True)
        and all(_fits_field(said, universe.get(key)) for key, said in fields.items())
    )


def _fits_options(
    said: Sequence[tuple[Collection[str], bool]],
    options: Collection[str] | None,
    *,
    is_one: bool = False,
) -> bool:
    """Whether an answer can be within each set that holds, and outside each that does not."""
    outside = {option for names, holds in said if not holds for option in names}
    inside = [set(names) - outside for names, holds in said if holds]
    if options is None and not is_one:
        # It may be several options at once, or one of which nothing is known.
        return all(inside)
    if options is not None:
        return bool(set(options).difference(outside).intersection(*inside))
    return not inside or bool(set.intersection(*inside))


def _fits_field(said: Sequence[tuple[FieldIs, bool]], options: Collection[str] | None) -> bool:
    known = {part.known == holds for part, holds in said if part.known is not None}
    compared = [(part, holds) for part, holds in said if part.known is None]
    if len(known) > 1 or (compared and False in known):
        return False
    chosen = [(part.options, holds) for part, holds in compared if part.options]
    return (
        _fits_options(chosen, options)
        and _fits_amount(compared)
        and _fits_age(compared)
        and _fits_order(compared)
    )


def _fits_amount(said: Sequence[tuple[FieldIs, bool]]) -> bool:
    """Whether an amount can be so: it is in one currency, and what compares with it is too."""
    low, high = (float("-inf"), False), (float("inf"), False)
    currencies = set()
    for part, holds in said:
        written = part.below if part.below is not None else part.above
        limit = parse_limit(written) if written is not None else None
        if limit is None:
            continue
        currencies.add(limit.currency)
        at = float(limit.amount)
        # Whether the limit itself is left out: “below 100” leaves it out, “not below 100” has it.
        if (part.below is not None) == holds:
            high = min(high, (at, not holds), key=lambda edge: (edge[0], edge[1]))
        else:
            low = max(low, (at, holds), key=lambda edge: (edge[0], edge[1]))
    return len(currencies) <= 1 and _is_between(low, high)


def _is_between(low: tuple[float, bool], high: tuple[float, bool]) -> bool:
    """Whether a number is above `low` and below `high`; `high` has its limit where it says so."""
    (least, is_left_out), (most, is_in) = low, high
    return least < most or (least == most and not is_left_out and is_in)


def _fits_age(said: Sequence[tuple[FieldIs, bool]]) -> bool:
    """Whether some time can have passed so, in each unit of its own."""
    edges: dict[str, list[tuple[tuple[float, bool], tuple[float, bool]]]] = defaultdict(list)
    units = {
        length.unit
        for part, _holds in said
        if (length := part.younger_than or part.older_than) is not None
    }
    nothing, everything = (float("-inf"), False), (float("inf"), False)
    for part, holds in said:
        length = part.younger_than or part.older_than
        if length is not None:
            is_most = (part.younger_than is not None) == holds
            at = float(length.count)
            edges[length.unit].append(
                (nothing, (at, not holds)) if is_most else ((at, holds), everything)
            )
        elif part.after == NOW and holds:
            for unit in units:
                edges[unit].append((nothing, (0.0, False)))
    return all(
        _is_between(max(low for low, _high in found), min(high for _low, high in found))
        for found in edges.values()
    )


def _fits_order(said: Sequence[tuple[FieldIs, bool]]) -> bool:
    """Whether a time can be so to others: not before and after the same one."""
    before = {(part.before, holds) for part, holds in said if part.before is not None}
    after = {(part.after, holds) for part, holds in said if part.after is not None}
    both = {name for name, holds in before if holds} & {name for name, holds in after if holds}
    return not both and not any(
        (name, not holds) in found for found in (before, after) for name, holds in found
    )
