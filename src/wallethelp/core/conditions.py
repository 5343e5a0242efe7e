"""Conditions: how one is written, and whether it is True, False, or None where it is not known."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated

from msgspec import Meta, Struct
from msgspec import field as declared_as

from wallethelp.core.duration import Calendar, Duration
from wallethelp.core.names import AnswerName, ConditionId, FieldId, Id, OptionId, Ref, WalletId
from wallethelp.core.shape import UNREAD, Frozen, ToldByKey, UnfitError
from wallethelp.core.text import SafeStr
from wallethelp.core.values import (
    Chose,
    ChoseMany,
    Detail,
    Moment,
    Money,
    Picked,
    Reply,
    Tried,
    Value,
    moment_in,
)


class _Condition(Frozen, tag_field="kind"):
    pass


_Options = Annotated[tuple[OptionId, ...], Meta(min_length=1)]


class AnswerIs(_Condition, kw_only=True, tag="answer"):
    """True when the step was answered with the option, or with one of them."""

    answer: AnswerName
    is_: OptionId | None = declared_as(name="is", default=None)
    in_: _Options | None = declared_as(name="in", default=None)

    def __post_init__(self) -> None:
        _exactly_one(self, ("is_", "in_"))

    @property
    def options(self) -> tuple[str, ...]:
        """The options that make it true."""
        return (self.is_,) if self.is_ is not None else self.in_ or ()


NOW = "now"
"""The time of the session, where a time is compared with; a field may be called so elsewhere."""
Time = Annotated[Id, Ref("time", unless=NOW)]


class FieldIs(_Condition, kw_only=True, tag="field"):
    """One comparison of one field."""

    field: FieldId
    is_: OptionId | None = declared_as(name="is", default=None)
    in_: _Options | None = declared_as(name="in", default=None)
    below: SafeStr | int | float | None = None
    above: SafeStr | int | float | None = None
    before: Time | None = None
    after: Time | None = None
    younger_than: Duration | None = None
    older_than: Duration | None = None
    within: Duration | None = None
    known: bool | None = None

    def __post_init__(self) -> None:
        _exactly_one(self, self._comparisons())

    @property
    def comparison(self) -> str:
        """The attribute with what the field is compared with."""
        return next(name for name in self._comparisons() if getattr(self, name) is not None)

    @property
    def written(self) -> tuple[str, ...]:
        """The attributes with what the field is compared with: one, as long as nothing is wrong."""
        return tuple(name for name in self._comparisons() if getattr(self, name) is not None)

    @property
    def options(self) -> tuple[str, ...]:
        """The options that make it true, where it compares with options."""
        return (self.is_,) if self.is_ is not None else self.in_ or ()

    @classmethod
    def _comparisons(cls) -> tuple[str, ...]:
        return tuple(name for name in cls.__struct_fields__ if name != "field")


class WalletIs(_Condition, kw_only=True, tag="wallet"):
    """True for sessions about this wallet; unknown while no wallet is named."""

    wallet: WalletId


class Named(_Condition, kw_only=True, tag="condition"):
    """A condition that stands under `conditions`, by its name.

    In a pack that runs it has been put in (`core.named_conditions`); where there is none of that
    name, nothing is known of it.
    """

    condition: ConditionId


class AllOf(_Condition, kw_only=True, tag="all"):
    """True when every part is."""

    all: Annotated[tuple["Condition", ...], Meta(min_length=1)]


class AnyOf(_Condition, kw_only=True, tag="any"):
    """True when some part is."""

    any: Annotated[tuple["Condition", ...], Meta(min_length=1)]


class Not(_Condition, kw_only=True, tag="not"):
    """True when the part is false; unknown stays unknown."""

    not_: "Condition" = declared_as(name="not")


def _exactly_one(condition: _Condition, names: tuple[str, ...]) -> None:
    written = [name for name in names if getattr(condition, name) is not None]
    if len(written) != 1:
        shown = ", ".join(name.removesuffix("_") for name in names)
        raise UnfitError("one_comparison", names=shown)


Condition = Annotated[
    AnswerIs | FieldIs | WalletIs | Named | AllOf | AnyOf | Not,
    ToldByKey(error="condition_kind", unread=lambda _written: WalletIs(wallet=UNREAD)),
]


# --- truth --------------------------------------------------------------------------------------

Truth = bool | None


class Known(Struct, frozen=True, kw_only=True):
    """What a condition may look at."""

    replies: Mapping[str, Reply]
    wallet: str | None
    now: datetime
    calendar: Calendar


def holds(condition: Condition, known: Known, *, guide: str) -> Truth:
    """Whether `condition` holds for what is known; `guide` is where it stands.

    A step or field never asked, or answered “I don't know”, is unknown, never false.
    """
    match condition:
        case AnswerIs():
            return _answer_is(condition, known, guide)
        case FieldIs():
            reply = known.replies.get(condition.field)
            if condition.known is not None:
                return isinstance(reply, Detail) is condition.known
            return _compare(condition, reply.value, known) if isinstance(reply, Detail) else None
        case WalletIs():
            return None if known.wallet is None else known.wallet == condition.wallet
        case Named():
            return None
        case Not():
            return _negate(holds(condition.not_, known, guide=guide))
        case AllOf():
            return _all(holds(part, known, guide=guide) for part in condition.all)
        case AnyOf():
            parts = (_negate(holds(part, known, guide=guide)) for part in condition.any)
            return _negate(_all(parts))


def comparisons(condition: Condition) -> Iterator[AnswerIs | FieldIs | WalletIs]:
    """The single comparisons a condition is made of."""
    match condition:
        case AllOf(all=parts) | AnyOf(any=parts):
            for part in parts:
                yield from comparisons(part)
        case Not(not_=part):
            yield from comparisons(part)
        case Named():
            return
        case _:
            yield condition


def keys_asked(condition: Condition, guide: str) -> Iterator[str]:
    """The keys of all answers that `condition`, standing in `guide`, looks at."""
    for part in comparisons(condition):
        match part:
            case AnswerIs():
                yield key_asked(part, guide)
            case FieldIs():
                names = (part.field, part.before, part.after)
                yield from (name for name in names if name not in (None, NOW))
            case WalletIs():
                pass


def key_asked(condition: AnswerIs, guide: str) -> str:
    """The key of the answer that `condition`, standing in `guide`, looks at."""
    name = condition.answer
    return name if "/" in name else f"{guide}/{name}"


def _negate(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _all(parts: Iterable[Truth]) -> Truth:
    seen = set(parts)
    if False in seen:
        return False
    return None if None in seen else True


def _answer_is(condition: AnswerIs, known: Known, guide: str) -> Truth:
    match known.replies.get(key_asked(condition, guide)):
        case Chose(option=option):
            return option in condition.options
        case ChoseMany(options=options):
            return not set(options).isdisjoint(condition.options)
        case Tried(result=result):
            return result in condition.options
        case _:
            return None


def _compare(condition: FieldIs, value: Value, known: Known) -> Truth:
    match value:
        case Picked():
            return value.option in condition.options if condition.options else None
        case Money():
            return _compare_money(condition, value)
        case Moment():
            return _compare_moment(condition, value, known)
        case _:
            return None


def parse_limit(written: str | float) -> Money | None:
    """`100` or `100 CNY` as an author writes a limit; None where it is neither."""
    match = re.fullmatch(r"([0-9.]+)(?: ([A-Z]{3,5}))?", str(written))
    if match is None:
        return None
    try:
        return Money(amount=Decimal(match[1]), currency=match[2])
    except InvalidOperation:
        return None


def _compare_money(condition: FieldIs, value: Money) -> Truth:
    written = condition.below if condition.below is not None else condition.above
    limit = None if written is None else parse_limit(written)
    if limit is None or limit.currency != value.currency:
        return None
    return (
        value.amount < limit.amount if condition.below is not None else value.amount > limit.amount
    )


def _compare_moment(condition: FieldIs, value: Moment, known: Known) -> Truth:
    if condition.younger_than is not None:
        ends = (condition.younger_than.after(edge, known.calendar) for edge in _edges(value))
        return _agreed(known.now < end for end in ends)
    if condition.older_than is not None:
        ends = (condition.older_than.after(edge, known.calendar) for edge in _edges(value))
        return _agreed(known.now > end for end in ends)
    if condition.within is not None:
        limit = condition.within.after(known.now, known.calendar)
        return _agreed(edge <= limit for edge in _edges(value))
    name = condition.before or condition.after
    other = _moment_named(name, known) if name else None
    if other is None:
        return None
    if condition.before is not None:
        return _between(value.latest < other.earliest, value.earliest >= other.latest)
    return _between(value.earliest > other.latest, value.latest <= other.earliest)


def _edges(value: Moment) -> tuple[datetime, datetime]:
    return value.earliest, value.latest


def _agreed(truths: Iterable[bool]) -> Truth:
    seen = set(truths)
    return seen.pop() if len(seen) == 1 else None


def _between(surely: bool, surely_not: bool) -> Truth:
    if surely:
        return True
    return False if surely_not else None


def _moment_named(name: str, known: Known) -> Moment | None:
    return Moment.exactly(known.now) if name == NOW else moment_in(known.replies.get(name))
