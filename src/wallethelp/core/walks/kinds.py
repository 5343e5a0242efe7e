"""Details of each kind that the conditions of a pack tell apart: one stands for all alike."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from wallethelp.core.conditions import NOW, FieldIs, Known, holds, parse_limit
from wallethelp.core.duration import Calendar
from wallethelp.core.model import FieldSpec
from wallethelp.core.values import Detail, Moment, Money, Picked, Reply, Unknown, Words


def kinds_of(
    name: str, spec: FieldSpec, compared: Sequence[FieldIs], now: datetime, calendar: Calendar
) -> Iterator[Reply]:
    """Replies to the field, one of each kind that some condition tells from the others."""
    yield Unknown()
    if not compared:
        return
    seen: set[tuple[object, ...]] = set()
    beside = any(name in (part.before, part.after) or _is_beside(part) for part in compared)
    for reply in _details_of(spec, compared, now, calendar):
        known = Known(replies={name: reply}, wallet=None, now=now, calendar=calendar)
        truths = tuple(holds(part, known, guide="") for part in compared)
        if beside or truths not in seen:
            seen.add(truths)
            yield reply


def _is_beside(part: FieldIs) -> bool:
    """Whether a field is compared with another one."""
    return (part.before or part.after or NOW) != NOW


def _details_of(
    spec: FieldSpec, compared: Sequence[FieldIs], now: datetime, calendar: Calendar
) -> Iterator[Detail]:
    match spec.kind:
        case "choice" | "evidence":
            for option in spec.choices:
                yield Detail(value=Picked(option=option), words=option)
        case "money":
            for money in _amounts(compared):
                yield Detail(value=money, words=str(money.amount))
            # What is compared with no limit: an amount in a currency of its own.
            yield Detail(value=Money(amount=Decimal(1), currency="-"), words="1")
        case "datetime":
            yield from _times(compared, now, calendar)
        case _:
            yield Detail(value=Words(text="-"), words="-")


def _amounts(compared: Sequence[FieldIs]) -> Iterator[Money]:
    """Amounts at all limits, between them, below and above, in the currency of each."""
    written = (part.below if part.below is not None else part.above for part in compared)
    limits = [parse_limit(limit) for limit in written if limit is not None]
    for currency in dict.fromkeys(one.currency for one in limits if one is not None):
        own = sorted(one.amount for one in limits if one is not None and one.currency == currency)
        between = [(low + high) / 2 for low, high in pairwise(own)]
        for amount in (own[0] / 2, *own, *between, own[-1] * 2):
            yield Money(amount=amount, currency=currency)


def _times(compared: Sequence[FieldIs], now: datetime, calendar: Calendar) -> Iterator[Detail]:
    """Times between all that times are compared with, and those that reach over some of it."""
    edges = {now}
    for part in compared:
        length = part.younger_than or part.older_than
        if length is not None:
            # The moment from which on so much has passed: found from the other side.
            low, high = now - timedelta(days=9 * length.count + 30), now
            for _halved in range(40):
                middle = low + (high - low) / 2
                if length.after(middle, calendar) < now:
                    low = middle
                else:
                    high = middle
            edges.add(high)
        if part.within is not None:
            edges.add(part.within.after(now, calendar))
    ordered = sorted(edges)
    inside = [one + (other - one) / 2 for one, other in pairwise(ordered)]
    points = [ordered[0] - timedelta(days=2), *inside, ordered[-1] + timedelta(days=2)]
    for number, earliest in enumerate(points):
        for latest in points[number:]:
            value = Moment(earliest=earliest, latest=latest, precision="minute")
            yield Detail(value=value, words="")
