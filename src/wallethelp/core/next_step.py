"""What to do next, from everything noted since the summary: the rules of `contacts.yaml`, applied.

Contacts belong to parties: all of the wallet is one, every bank or office one of its own. The rules
are asked about the party of the latest contact; what another one did not keep comes first wherever
they only say to wait.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from wallethelp.core.case import FAR, Case
from wallethelp.core.duration import Calendar, Length, end_of_day
from wallethelp.core.heard import asks_for_secret
from wallethelp.core.history import Contacted, Log
from wallethelp.core.model import Pack
from wallethelp.core.onward import (
    ENDING,
    VAIN,
    WAITING,
    WALLET_SIDES,
    NextStep,
    Onward,
    Patience,
    PromiseState,
    Result,
    Side,
    When,
)
from wallethelp.core.session import World
from wallethelp.core.values import Key

_OPENS_AT = time(9)
"""When a line that was closed is tried again, on the next working day: our suggestion."""
_ANSWERING: tuple[Result, ...] = (*ENDING, "asked-details")
"""Answers that take the place of a promise, whatever they promise themselves."""


class Broken(Struct, frozen=True):
    """A promise whose time passed without an answer."""

    contact: Contacted
    due: datetime


class Promise(Struct, frozen=True):
    """A promise and what became of it; `answered` is one in whose time somebody answered."""

    contact: Contacted
    due: datetime
    state: Literal["running", "answered", "broken"]


class Next(Struct, frozen=True, kw_only=True):
    """The next step, with what it rests on.

    `until` is the end of a wait, or by when something is to be done; `basis` is `promise`, `ours`
    or a fact's id. `party` are the contacts it is about, `broken` what they did not keep.
    """

    name: Key
    step: NextStep
    rung: Key | None = None
    channel: Key | None = None
    until: datetime | None = None
    basis: Key = "ours"
    estimated: bool = False
    """Whether a year that was counted in is not published yet."""
    promise: PromiseState = "none"
    party: Log
    broken: tuple[Broken, ...] = ()
    answer_by: datetime | None = None
    """By when its message asks for an answer."""

    @property
    def is_broken(self) -> bool:
        """Whether it is due because of what was not kept."""
        return self.promise == "broken"


def next_step(world: World, case: Case, log: Log, now: datetime) -> Next | None:
    """What to do next; None where nothing was noted, or the pack has no rules for it."""
    onward = world.pack.onward
    if onward is None or not log or case.outcome == "resolved":
        return None
    looked = _Looked(world, onward, case, tuple(sorted(log, key=lambda c: c.at)), now)
    latest = looked.log[-1]
    main = looked.next_of(looked.party_of(latest))
    since = main.step.yields
    is_over = since is not None and now > since.after(latest.at, looked.calendar)
    if main.step.do not in WAITING and not is_over:
        return main
    others = [looked.next_of(party) for party in looked.other_parties(latest)]
    broken = [one for one in others if one.is_broken and not looked.is_taken_further(one)]
    if broken:
        return min(broken, key=lambda one: one.broken[-1].due)
    sooner = [
        one
        for one in others
        if one.step.do == "wait" and one.basis == "promise" and _is_before(one.until, main.until)
    ]
    return min(sooner, key=lambda one: one.until or now, default=main)


def promises(world: World, case: Case, log: Log, now: datetime) -> tuple[Promise, ...]:
    """Every promise noted with what became of it, by its time; none without rules."""
    onward = world.pack.onward
    if onward is None:
        return ()
    looked = _Looked(world, onward, case, tuple(sorted(log, key=lambda c: c.at)), now)
    seen: dict[int, Promise] = {}
    for contact in looked.log:
        party = looked.party_of(contact)
        for promise in looked.promises_of(party):
            seen.setdefault(id(promise.contact), promise)
    return tuple(sorted(seen.values(), key=lambda promise: promise.due))


def _is_before(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one < other


def side_of(pack: Pack, case: Case, channel: str) -> Side:
    """Whom a channel or a rung reaches."""
    if pack.onward is not None and channel in pack.ladder:
        return pack.onward.sides.get(channel, "third")
    wallet = pack.wallet(case.channels_of)
    known = wallet.channels.get(channel) if wallet is not None else None
    return "public" if known is not None and known.public else "support"


class _Looked(Struct, frozen=True):
    """A log with all that the rules look at."""

    world: World
    onward: Onward
    case: Case
    log: Log
    """In the order of time; of contacts at the same time the one noted last is the latest."""
    now: datetime

    @property
    def calendar(self) -> Calendar:
        return self.world.calendar_in(self.case.region)

    def result(self, contact: Contacted) -> Result:
        """What it came to; whoever asked for a secret is heard whatever was chosen."""
        told = contact.result or "working"
        if told != "solved" and asks_for_secret(self.onward, contact.text_of("said")):
            return "asked-secret"
        return told

    def side(self, contact: Contacted) -> Side:
        return side_of(self.world.pack, self.case, contact.channel)

    # --- parties ---------------------------------------------------------------------------------

    def party_of(self, contact: Contacted) -> Log:
        """The contacts with whom that one was with; whoever asks for a secret is nobody's party."""
        if self.result(contact) == "asked-secret":
            return (contact,)
        key = self._party(contact)
        return tuple(
            one
            for one in self.log
            if self._party(one) == key and self.result(one) != "asked-secret"
        )

    def other_parties(self, contact: Contacted) -> Iterator[Log]:
        seen = {self._party(contact)} if self.result(contact) != "asked-secret" else set()
        for one in self.log:
            if self.result(one) != "asked-secret" and self._party(one) not in seen:
                seen.add(self._party(one))
                yield self.party_of(one)

    def _party(self, contact: Contacted) -> str:
        side = self.side(contact)
        if side in WALLET_SIDES:
            return "wallet"
        return contact.channel if side in ("beyond", "third") else side

    def is_taken_further(self, step: Next) -> bool:
        """Whether somebody it goes to has been contacted since the promise passed."""
        due = step.broken[-1].due
        return step.step.do in WAITING or any(
            contact.at > due and contact.channel in step.step.rungs for contact in self.log
        )

    # --- one party -------------------------------------------------------------------------------

    def next_of(self, party: Log) -> Next:
        """What the rules say of a party."""
        latest = party[-1]
        broken = tuple(self._broken(party))
        patience = self._patience(self.side(latest))
        start, limit = self._limit(party, patience)
        due = self._in_force(party)
        state = self._state(due, start, patience)
        seen = _Seen(party, broken, state, self._minute > limit)
        name = next(r.next for r in self.onward.rules if self._holds(r.when, seen))
        step = self.onward.steps[name]
        calendar = self.calendar
        letter = self.onward.letters.get(step.message or "")
        asked = letter.answer_in if letter is not None else None
        found = Next(
            name=name,
            step=step,
            promise=state,
            party=party,
            broken=broken,
            answer_by=asked.after(self.now, calendar) if asked is not None else None,
        )
        match step.do:
            case "wait" if state == "running":
                return replace(found, until=due, basis="promise")
            case "wait":
                is_estimated = calendar.is_estimated(limit.date())
                return replace(found, until=limit, basis=patience.basis, estimated=is_estimated)
            case "again-later":
                return replace(found, channel=latest.channel, until=self._when_open())
            case "send-details":
                return replace(found, channel=latest.channel, until=latest.promised_by)
            case "other-channel":
                return replace(found, channel=self._channel_left())
            case _:
                return replace(found, rung=self._rung(step), channel=latest.channel)

    @property
    def _minute(self) -> datetime:
        return self.now.replace(second=0, microsecond=0)

    def _promised(self, contact: Contacted) -> datetime | None:
        """What they promised; to a request for details, the time is one for the person."""
        return None if self.result(contact) == "asked-details" else contact.promised_by

    def _answered(self, later: Sequence[Contacted]) -> Contacted | None:
        """The first contact that takes the place of a promise before it."""
        return next(
            (
                one
                for one in later
                if self.result(one) in _ANSWERING
                or (self.result(one) not in VAIN and self._promised(one) is not None)
            ),
            None,
        )

    def _broken(self, party: Log) -> Iterator[Broken]:
        for number, contact in enumerate(party):
            due = self._promised(contact)
            if due is not None and self._minute > due:
                answer = self._answered(party[number + 1 :])
                if answer is None or answer.at > due:
                    yield Broken(contact, due)

    def promises_of(self, party: Log) -> Iterator[Promise]:
        """The promises of a party."""
        broken = {id(one.contact) for one in self._broken(party)}
        for number, contact in enumerate(party):
            due = self._promised(contact)
            if due is not None:
                is_answered = self._answered(party[number + 1 :]) is not None
                late = id(contact) in broken
                yield Promise(
                    contact, due, "broken" if late else "answered" if is_answered else "running"
                )

    def _in_force(self, party: Log) -> datetime | None:
        """The promise that is still waited for, or was not kept and not spoken about since."""
        later: list[Contacted] = []
        for contact in reversed(party):
            due = self._promised(contact)
            if due is not None:
                return None if any(one.at > due for one in later) else due
            result = self.result(contact)
            if result in _ANSWERING:
                return None
            if result not in VAIN:
                later.append(contact)
        return None

    def _patience(self, side: Side) -> Patience:
        for one in self.onward.patience:
            if side in one.at and (not one.regions or self.case.region in one.regions):
                return one
        return self.onward.patience[-1]

    def _limit(self, party: Log, patience: Patience) -> tuple[datetime, datetime]:
        """From when a party is waited for, and until when where it promised nothing."""
        same = [one for one in party if self.side(one) in patience.at]
        start = (same[0] if patience.counted == "first" and same else party[-1]).at
        return start, patience.wait.after(start, self.calendar)

    def _state(self, due: datetime | None, start: datetime, patience: Patience) -> PromiseState:
        if due is None:
            return "none"
        if self._minute > due:
            return "broken"
        far: Length = patience.far or FAR
        return "far" if due > far.after(start, self.calendar) else "running"

    # --- conditions ------------------------------------------------------------------------------

    def _holds(self, when: When, seen: "_Seen") -> bool:
        latest = seen.party[-1]
        side, result = self.side(latest), self.result(latest)
        contacted = {self.side(one) for one in self.log if self.result(one) != "asked-secret"}
        broken = [one for one in seen.broken if self.side(one.contact) == side]
        facts = (
            (when.result, result),
            (when.at, side),
            (when.promise, seen.promise),
            (when.outcome, self.case.outcome),
            (when.guides, self.case.ref.guide),
            (when.regions, self.case.region),
        )
        return (
            all(not allowed or value in allowed for allowed, value in facts)
            and when.over in (None, seen.is_over)
            and len(broken) >= when.broken
            and self._in_vain(seen.party) >= when.vain
            and self._again(seen.party) >= when.again
            and when.login in (None, self._needs_login(latest))
            and when.channel_left in (None, self._channel_left() is not None)
            and contacted.issuperset(when.tried)
            and contacted.isdisjoint(when.untried)
        )

    def _in_vain(self, party: Log) -> int:
        """The channels nobody answered since somebody did; public ones are no way to be heard."""
        channels: set[str] = set()
        for contact in reversed(party):
            if self.result(contact) not in VAIN:
                break
            if self.side(contact) == "support":
                channels.add(contact.channel)
        return len(channels)

    def _again(self, party: Log) -> int:
        latest, count = party[-1], 0
        for contact in reversed(party):
            same = contact.channel == latest.channel
            if not same or self.result(contact) != self.result(latest):
                break
            count += 1
        return count

    def _needs_login(self, contact: Contacted) -> bool:
        wallet = self.world.pack.wallet(self.case.channels_of)
        channel = wallet.channels.get(contact.channel) if wallet is not None else None
        return channel is not None and channel.needs_login

    # --- whom it goes to -------------------------------------------------------------------------

    def _channel_left(self) -> str | None:
        """The channel advised first of those not used yet; never a public one."""
        wallet = self.world.pack.wallet(self.case.channels_of)
        if wallet is None:
            return None
        used = {contact.channel for contact in self.log}
        out = {ranked.channel for ranked in self.case.advice.ruled_out}
        advised = [ranked.channel for ranked in self.case.advice.recommended]
        private = [name for name, channel in wallet.channels.items() if not channel.public]
        left = [name for name in (*advised, *private) if name in private]
        return next((name for name in left if name not in used | out), None)

    def _rung(self, step: NextStep) -> str | None:
        """The first rung of the step that is there for the person and new; else the first there."""
        there = self.world.pack.rungs_for(self.case.region, step.rungs)
        used = {contact.channel for contact in self.log}
        return next((name for name in there if name not in used), there[0] if there else None)

    def _when_open(self) -> datetime:
        """The next working day, as it begins."""
        next_day = Length(count=1, unit="working day").after(self.now, self.calendar).date()
        return end_of_day(next_day, like=self.now).replace(
            hour=_OPENS_AT.hour, minute=_OPENS_AT.minute
        )


class _Seen(Struct, frozen=True):
    """What of a party the rules look at."""

    party: Log
    broken: tuple[Broken, ...]
    promise: PromiseState
    is_over: bool
