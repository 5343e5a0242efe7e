"""A guide as a graph: what leads where, how far it still is."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import islice

from msgspec import Struct, field

from wallethelp.core.guide import targets
from wallethelp.core.limits import MAX_LOOKED_AHEAD
from wallethelp.core.model import OTHER_WALLET, Pack
from wallethelp.core.questions import Question, StepRef, landing, questions_of, step_at
from wallethelp.core.same import Same
from wallethelp.core.session import AtEnd, Path
from wallethelp.core.which_wallet import WALLET_KEY

BEYOND_COUNTING = 10**9


class _Known(Struct, frozen=True):
    """What was found out about a pack: a conversation asks for the same at every question."""

    successors: dict[StepRef, tuple[StepRef, ...]] = field(default_factory=dict)
    below: dict[StepRef, frozenset[str]] = field(default_factory=dict)
    """The keys of the answers that can be asked for from a step on."""
    longest: dict[tuple[StepRef, frozenset[str]], int] = field(default_factory=dict)
    """The questions to an end on the longest way, from a step on with so much answered."""


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


def keys_of(pack: Pack, ref: StepRef) -> tuple[str, ...]:
    """The keys of the answers a step can ask for."""
    return tuple(question.key for question in questions_of(pack, ref, step_at(pack, ref)))


def questions_ahead(pack: Pack, path: Path) -> dict[str, Question]:
    """The questions that can still come, by key, the open one included."""
    return {
        question.key: question
        for ref in reachable(pack, path.position.ref)
        for question in questions_of(pack, ref, step_at(pack, ref))
    }


def most_to_go(pack: Pack, path: Path) -> int:
    """How many questions can still come after the current one, on the longest way."""
    if isinstance(path.position, AtEnd):
        return 0
    answered = set(path.replies)
    if path.about is not None:
        answered.add(WALLET_KEY)
    # Only of another wallet it is asked what it is called.
    if pack.wallet_name_field is not None and WALLET_KEY in answered and path.about != OTHER_WALLET:
        answered.add(pack.wallet_name_field)
    return most_from(pack, path.position.ref, answered=answered) - 1


def most_from(pack: Pack, start: StepRef, *, answered: Collection[str] = frozenset()) -> int:
    """How many questions lie between `start` and an end on the longest way.

    Nothing in `answered` is asked again. Where too much would have to be looked through, it is more
    than on any way: how many can come in all, or BEYOND_COUNTING.
    """
    ahead = list(islice(reachable(pack, start), MAX_LOOKED_AHEAD + 1))
    if len(ahead) > MAX_LOOKED_AHEAD:
        return BEYOND_COUNTING
    below = _keys_below(pack, start)
    memo = _known(Same(pack)).longest
    most = len(memo) + MAX_LOOKED_AHEAD

    def measure(ref: StepRef, known: frozenset[str]) -> int:
        # Only what can still be asked below matters, so that equal situations share a result.
        known &= below[ref]
        if len(memo) > most:
            # Each is asked once. It is not kept: counted from elsewhere it may be known exactly.
            return len(below[ref] - known)
        if (ref, known) not in memo:
            keys = frozenset(keys_of(pack, ref))
            ways = [measure(after, known | keys) for after in successors(pack, ref)]
            longest = len(keys - known) + max(ways, default=0)
            if len(memo) > most:
                return longest
            memo[ref, known] = longest
        return memo[ref, known]

    return measure(start, frozenset(answered))


def _keys_below(pack: Pack, start: StepRef) -> dict[StepRef, frozenset[str]]:
    found = _known(Same(pack)).below

    def visit(ref: StepRef) -> frozenset[str]:
        if ref not in found:
            below = (visit(after) for after in successors(pack, ref))
            found[ref] = frozenset(keys_of(pack, ref)).union(*below)
        return found[ref]

    visit(start)
    return found
