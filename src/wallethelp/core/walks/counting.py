"""How many complete ways lead through a guide, the shortest and the longest: counted, not walked.

A way leads from the first question of a guide to an end, hand-overs followed. Two ways differ where
a question or a check is answered otherwise, or where details lead elsewhere; details that lead the
same way are one way, and so are several answers to a question that takes many. A way is counted
where some answers go it: what was answered before decides as it does in a session.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import product
from typing import NamedTuple

from wallethelp.core.conditions import (
    AllOf,
    AnswerIs,
    AnyOf,
    Condition,
    FieldIs,
    Known,
    Not,
    WalletIs,
    comparisons,
    holds,
    key_asked,
    keys_asked,
)
from wallethelp.core.graph import successors
from wallethelp.core.guide import (
    Ask,
    AskMany,
    Collect,
    Decide,
    End,
    Option,
    Target,
    Tell,
    ToGuide,
    Try,
)
from wallethelp.core.opening import OPENING
from wallethelp.core.questions import StepRef, landing, step_at
from wallethelp.core.session import World
from wallethelp.core.values import (
    TRY_RESULTS,
    Chose,
    ChoseMany,
    Key,
    Reply,
    Tried,
    Unknown,
)
from wallethelp.core.walks.kinds import kinds_of

Replies = frozenset[tuple[Key, Reply]]
Belief = frozenset[Replies]
"""All that may have been answered on the way here, of what still matters from here on."""
Point = tuple[StepRef, Belief]
_WALLET = "wallet:"
"""Under which the wallet stands among the replies: no step or field is called so."""
_MOST = 20_000
"""Of what may have been answered at one point."""
_MOST_IN_ALL = 36_000
"""Of the same over all points of a guide: twice what the largest shipped guide takes."""
_NOBODY = Chose(option="")
"""An option that no condition looks for."""


class _Rule(NamedTuple):
    when: Condition
    guide: str


class Ways(NamedTuple):
    """The ways from a point on: how many, and the questions on the shortest and the longest."""

    number: int
    shortest: int
    longest: int


class UncountableError(Exception):
    """So many details decide together that the ways cannot be told apart in reasonable time."""


class WayCounter:
    """Counts the ways through the guides of one world, details compared as at one time."""

    def __init__(self, world: World, now: datetime) -> None:
        """Count in `world`; times are told before or after `now`."""
        self._world = world
        self._now = now
        self._below: dict[StepRef, frozenset[str]] = {}
        self._known: dict[Point, Ways] = {}
        self._looked_at = 0
        self._rules: dict[StepRef, tuple[_Rule, ...]] = {}
        self._same: dict[tuple[StepRef, Replies], Replies] = {}
        self._first: dict[tuple[object, ...], Replies] = {}
        self._truths: dict[tuple[StepRef, Replies], StepRef] = {}
        self._details = {
            name: tuple(kinds_of(name, spec, self._compared(name), now, world.calendar))
            for name, spec in world.pack.fields.items()
        }
        self._looked_for = self._options_looked_for()

    def of(self, guide: str) -> Ways:
        """The ways from the first question of `guide` on. Raises UncountableError."""
        self._looked_at = 0
        start = landing(self._world.pack, ToGuide(guide=guide), guide)
        wallets = [*self._world.pack.wallets, None]
        mattering = {_WALLET} & self._keys_below(start)
        begun: Iterable[Replies] = [frozenset()]
        if mattering:
            begun = (
                frozenset([(_WALLET, Chose(option=w))] if w is not None else []) for w in wallets
            )
        return self._ways(start, frozenset(begun))

    # --- the count --------------------------------------------------------------------------------

    def _ways(self, ref: StepRef, belief: Belief) -> Ways:
        self._look_at(belief)
        point = ref, frozenset(self._alike(ref, one) for one in belief)
        if point not in self._known:
            ways = [self._ways(*after) for after in self._after(*point)]
            asked = self._asked_at(*point)
            self._known[point] = (
                Ways(
                    sum(way.number for way in ways),
                    asked + min(way.shortest for way in ways),
                    asked + max(way.longest for way in ways),
                )
                if ways
                else Ways(1, asked, asked)
            )
        return self._known[point]

    def _asked_at(self, ref: StepRef, belief: Belief) -> int:
        known = {key for key, _reply in next(iter(belief))}
        match step := step_at(self._world.pack, ref):
            case Decide() | End() | Tell():
                return 0
            case Collect():
                return sum(name not in known for name in dict.fromkeys(step.fields))
            case _:
                return int(ref.key not in known)

    def _after(self, ref: StepRef, belief: Belief) -> Iterator[Point]:
        """The points that can follow, each once for every way that leads there at once."""
        step = step_at(self._world.pack, ref)
        known = dict(next(iter(belief)))
        match step:
            case End():
                return
            case Decide():
                yield from self._decided(ref, belief)
            case Tell():
                yield self._land(ref, step.next), belief
            case Collect():
                fresh = [name for name in dict.fromkeys(step.fields) if name not in known]
                yield self._land(ref, step.next), self._widened(belief, fresh)
            case _ if ref.key in known:
                yield self._land(ref, _target_of(step, known[ref.key])), belief
            case AskMany():
                yield self._land(ref, step.next), self._with_some(ref, step, belief)
                yield self._land(ref, step.unknown), _with(belief, ref.key, Unknown())
            case Ask():
                for name, option in step.options.items():
                    target = option.next or step.unknown
                    reply = self._in_short(ref.key, Chose(option=name))
                    yield self._land(ref, target), _with(belief, ref.key, reply)
                yield self._land(ref, step.unknown), _with(belief, ref.key, Unknown())
            case Try():
                for result in TRY_RESULTS:
                    target = step.fixed if result == "fixed" else step.next
                    yield self._land(ref, target), _with(belief, ref.key, Tried(result=result))

    def _decided(self, ref: StepRef, belief: Belief) -> Iterator[Point]:
        leading: dict[StepRef, set[Replies]] = {}
        for replies in belief:
            if (ref, replies) not in self._truths:
                self._truths[ref, replies] = self._decide(ref, replies)
            leading.setdefault(self._truths[ref, replies], set()).add(replies)
        for after, some in leading.items():
            yield after, frozenset(some)

    def _decide(self, ref: StepRef, replies: Replies) -> StepRef:
        step = step_at(self._world.pack, ref)
        if not isinstance(step, Decide):
            raise TypeError(ref)
        known = self._told(dict(replies))
        for branch in step.decide:
            truth = holds(branch.when, known, guide=ref.guide)
            if truth is not False:
                return self._land(ref, branch.next if truth else step.unknown)
        return self._land(ref, step.else_)

    def _land(self, ref: StepRef, target: Target) -> StepRef:
        return landing(self._world.pack, target, ref.guide)

    # --- what may have been answered --------------------------------------------------------------

    def _widened(self, belief: Belief, fields: Iterable[str]) -> Belief:
        for name in fields:
            belief = frozenset(
                one | {(name, reply)} for one in belief for reply in self._details[name]
            )
            self._look_at(belief)
        return belief

    def _look_at(self, belief: Belief) -> None:
        self._looked_at += len(belief)
        if len(belief) > _MOST or self._looked_at > _MOST_IN_ALL:
            raise UncountableError

    def _with_some(self, ref: StepRef, step: AskMany, belief: Belief) -> Belief:
        looked_for = [name for name in step.options if name in self._looked_for.get(ref.key, ())]
        others = [name for name in step.options if name not in looked_for]
        if 2 ** len(looked_for) * len(belief) > _MOST:
            raise UncountableError
        chosen = (
            tuple(name for name, is_in in zip(looked_for, drawn, strict=True) if is_in)
            for drawn in product((False, True), repeat=len(looked_for))
        )
        replies = {
            ChoseMany(options=each or tuple(others[:1])) for each in chosen if each or others
        }
        return frozenset(one | {(ref.key, reply)} for one in belief for reply in replies)

    def _in_short(self, key: str, reply: Chose) -> Chose:
        """What nobody looks for is all the same, except where it could be asked again."""
        return reply if reply.option in self._looked_for.get(key, (reply.option,)) else _NOBODY

    def _alike(self, ref: StepRef, replies: Replies) -> Replies:
        """The first of the replies seen from which everything goes on as from these, at `ref`."""
        at = ref, replies
        if at not in self._same:
            below, known = self._keys_below(ref), dict(replies)
            asked = frozenset(key for key in known if key in below)
            told = tuple(known.get(key) for key in sorted(asked) if key.startswith(f"{OPENING}/"))
            left = tuple(
                self._left_of(rule.when, rule.guide, known, below)
                for rule in self._rules_below(ref)
            )
            kept = frozenset((key, known[key]) for key in asked)
            self._same[at] = self._first.setdefault((ref, asked, told, left), kept)
        return self._same[at]

    def _left_of(
        self, condition: Condition, guide: str, known: Mapping[str, Reply], below: Collection[str]
    ) -> object:
        """The truth of `condition`, or what of it is still open while keys `below` may be asked."""
        match condition:
            case Not(not_=part):
                left = self._left_of(part, guide, known, below)
                return ("not", left) if isinstance(left, tuple) else _negated(left)
            case AllOf(all=parts) | AnyOf(any=parts):
                decisive = isinstance(condition, AnyOf)
                left_of = {self._left_of(part, guide, known, below) for part in parts}
                if decisive in left_of:
                    return decisive
                is_open = any(isinstance(part, tuple) for part in left_of)
                left_of.discard(not decisive)
                if is_open:
                    return (decisive, frozenset(left_of))
                return None if None in left_of else not decisive
            case _:
                keys = {*keys_asked(condition, guide)}
                keys |= {_WALLET} if isinstance(condition, WalletIs) else set()
                if any(key not in known and key in below and key != _WALLET for key in keys):
                    return ("open", condition, guide)
                return holds(condition, self._told(known), guide=guide)

    def _told(self, given: Mapping[str, Reply]) -> Known:
        wallet = given.get(_WALLET)
        return Known(
            replies=given,
            wallet=wallet.option if isinstance(wallet, Chose) else None,
            now=self._now,
            calendar=self._world.calendar,
        )

    # --- what matters -----------------------------------------------------------------------------

    def _keys_below(self, ref: StepRef) -> frozenset[str]:
        """The keys that are looked at, or asked for, at `ref` or after it."""
        if ref not in self._below:
            own: set[str] = set()
            match step := step_at(self._world.pack, ref):
                case Decide():
                    for branch in step.decide:
                        own.update(keys_asked(branch.when, ref.guide))
                        if any(hasattr(part, "wallet") for part in comparisons(branch.when)):
                            own.add(_WALLET)
                case Collect():
                    own.update(step.fields)
                case _:
                    own.add(ref.key)
            after = (self._keys_below(one) for one in successors(self._world.pack, ref))
            self._below[ref] = frozenset(own).union(*after)
        return self._below[ref]

    def _rules_below(self, ref: StepRef) -> tuple[_Rule, ...]:
        """The rules that are read at `ref` or after it."""
        if ref not in self._rules:
            step = step_at(self._world.pack, ref)
            own = step.decide if isinstance(step, Decide) else ()
            found = dict.fromkeys(_Rule(branch.when, ref.guide) for branch in own)
            for one in successors(self._world.pack, ref):
                found |= dict.fromkeys(self._rules_below(one))
            self._rules[ref] = tuple(found)
        return self._rules[ref]

    def _decides(self) -> Iterator[tuple[str, Decide]]:
        for guide in self._world.pack.guides.values():
            for step in guide.steps.values():
                if isinstance(step, Decide):
                    yield guide.id, step

    def _compared(self, name: str) -> list[FieldIs]:
        return [
            part
            for _guide, step in self._decides()
            for branch in step.decide
            for part in comparisons(branch.when)
            if isinstance(part, FieldIs) and name in (part.field, part.before, part.after)
        ]

    def _options_looked_for(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for guide in self._world.pack.guides.values():
            for name, step in guide.steps.items():
                key = StepRef(guide.id, name).key
                # The opening question stands before many guides, and is asked once.
                asked_again = key != f"{guide.id}/{name}" and isinstance(step, Ask)
                found[key] = set(step.options) if asked_again and isinstance(step, Ask) else set()
        for owner, decide in self._decides():
            for branch in decide.decide:
                for part in comparisons(branch.when):
                    if isinstance(part, AnswerIs):
                        found.setdefault(key_asked(part, owner), set()).update(part.options)
        return found


def _with(belief: Belief, key: str, reply: Reply) -> Belief:
    return frozenset(one | {(key, reply)} for one in belief)


def _target_of(step: Ask | AskMany | Try, reply: Reply) -> Target:
    match step, reply:
        case Ask(), Chose(option=name):
            option: Option | None = step.options.get(name)
            return (option.next if option is not None else None) or step.unknown
        case ((Ask() | AskMany()), _):
            return (
                step.unknown if isinstance(reply, Unknown) or isinstance(step, Ask) else step.next
            )
        case Try(), Tried(result="fixed"):
            return step.fixed
        case _:
            return step.next


def _negated(truth: object) -> object:
    return None if truth is None else not truth
