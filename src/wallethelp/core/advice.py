"""Which channel to use first, and why: a small score that can be explained in words."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct

from wallethelp.core.duration import Calendar
from wallethelp.core.guide import End, Lack, Need, Try
from wallethelp.core.model import Channel
from wallethelp.core.session import Visit
from wallethelp.core.text import Text
from wallethelp.core.values import Key, Tried

ReasonCode = Literal[
    "suits-quick",
    "suits-record",
    "suits-complex",
    "suits-urgent",
    "suits-private",
    "can-log-in",
    "cannot-log-in",
    "no-phone",
    "no-calls",
    "answers-in-minutes",
    "answers-in-hours",
    "answers-slowly",
    "no-login-needed",
    "maybe-closed",
    "public",
    "purpose",
]

_NOT_IN_PUBLIC: tuple[Need, ...] = ("private", "record", "urgent")

RECOMMENDED = 3
"""How many channels are named: first, second, third."""


class Reason(Struct, frozen=True, kw_only=True):
    """One reason for or against, with the keys of the answers that led to it."""

    code: ReasonCode
    because: tuple[Key, ...] = ()


class Situation(Struct, frozen=True, kw_only=True):
    """What the choice of a channel depends on. Each need names the answers it came from."""

    needs: Mapping[Need, tuple[str, ...]]
    can_log_in: bool | None
    login_because: tuple[str, ...]
    without: Mapping[Lack, tuple[str, ...]]
    """What the person is without, each with the answers that say so."""
    now: datetime


class Ranked(Struct, frozen=True, kw_only=True):
    """A channel with its score, the reasons for it, best first, and how to find it."""

    channel: Key
    score: int
    reasons: tuple[Reason, ...]
    find: tuple[Text, ...]


class Advice(Struct, frozen=True, kw_only=True):
    """The channels worth using, best first, and those ruled out."""

    recommended: tuple[Ranked, ...]
    ruled_out: tuple[Ranked, ...]

    @property
    def best(self) -> Ranked | None:
        """The channel to use first, or None where none is left."""
        return self.recommended[0] if self.recommended else None


def situation(
    visits: tuple[Visit, ...], end: End, now: datetime, *, can_call: bool = True
) -> Situation:
    """What the answers and the outcome say about the choice of a channel.

    `can_call` is false where the person said that they cannot talk on a call.
    """
    needs: dict[Need, tuple[str, ...]] = dict.fromkeys(end.needs, ())
    without: dict[Lack, tuple[str, ...]] = {} if can_call else {"calls": ()}
    can_log_in = end.can_log_in
    because: tuple[str, ...] = ()
    for visit in visits:
        key = visit.answer.key
        for option in visit.options:
            for need in option.needs:
                needs[need] = tuple(dict.fromkeys((*needs.get(need, ()), key)))
            for lack in option.without:
                without[lack] = (*without.get(lack, ()), key)
            if option.can_log_in is not None:
                can_log_in, because = option.can_log_in, (key,)
        if _was_logged_in(visit):
            can_log_in, because = True, (key,)
    return Situation(
        needs=needs, can_log_in=can_log_in, login_because=because, without=without, now=now
    )


def _was_logged_in(visit: Visit) -> bool:
    """Whether what was checked can only be seen by who is logged in."""
    step, reply = visit.question.step, visit.answer.reply
    made = isinstance(reply, Tried) and reply.result != "not-tried"
    return made and isinstance(step, Try) and step.can_log_in


def for_end(end: End, now: datetime) -> Situation:
    """What an outcome alone says, before anybody has answered anything."""
    return situation((), end, now)


def advise(channels: Mapping[str, Channel], given: Situation, calendar: Calendar) -> Advice:
    """Rank `channels` for the situation; equal scores keep the order of the pack."""
    fit: list[Ranked] = []
    ruled_out: list[Ranked] = []
    for name, channel in channels.items():
        against = tuple(_against(channel, given))
        if against:
            ruled_out.append(Ranked(channel=name, score=0, reasons=against, find=channel.find))
            continue
        weighed = sorted(_weigh(channel, given, calendar), key=lambda item: -item[0])
        is_without = "phone" in given.without
        fit.append(
            Ranked(
                channel=name,
                score=sum(points for points, _ in weighed),
                reasons=tuple(reason for _, reason in weighed),
                find=(channel.elsewhere if is_without else ()) or channel.find,
            )
        )
    fit.sort(key=lambda ranked: -ranked.score)
    return Advice(recommended=tuple(fit[:RECOMMENDED]), ruled_out=tuple(ruled_out))


def _against(channel: Channel, given: Situation) -> Iterator[Reason]:
    if channel.needs_login and given.can_log_in is False:
        yield Reason(code="cannot-log-in", because=given.login_because)
    if channel.kind == "phone" and "calls" in given.without:
        yield Reason(code="no-calls", because=given.without["calls"])
    # On another device the wallet asks for a code, which goes to the number.
    if channel.needs_login and "phone" in given.without and "number" in given.without:
        yield Reason(code="no-phone", because=given.without["phone"])
    if channel.public:
        for need in _NOT_IN_PUBLIC:
            if need in given.needs:
                yield Reason(code="public", because=given.needs[need])
                return


def _weigh(channel: Channel, given: Situation, calendar: Calendar) -> Iterator[tuple[int, Reason]]:
    for need in channel.suits:
        if need in given.needs:
            code: ReasonCode = f"suits-{need}"  # type: ignore[assignment]
            yield 3, Reason(code=code, because=given.needs[need])
    hurry = given.needs.get("urgent", given.needs.get("quick"))
    if channel.replies == "minutes":
        yield (
            (2 if hurry is not None else 1),
            Reason(code="answers-in-minutes", because=hurry or ()),
        )
    elif channel.replies == "hours" and not set(channel.suits) & set(given.needs):
        # Worth no points, but nothing is recommended without a reason.
        yield 0, Reason(code="answers-in-hours")
    elif channel.replies == "days":
        yield (-3 if "urgent" in given.needs else -1), Reason(code="answers-slowly")
    if channel.needs_login and given.can_log_in:
        yield 1, Reason(code="can-log-in", because=given.login_because)
    if not channel.needs_login and given.can_log_in is False:
        yield 1, Reason(code="no-login-needed", because=given.login_because)
    if channel.public:
        yield -4, Reason(code="public")
    if channel.working_hours and not calendar.is_working_day(given.now.date()):
        yield -2, Reason(code="maybe-closed")
