"""Whether a text tells of an emergency: learned from phrases that do, and from look-alikes.

The whole text is read, stretch by stretch, so that what comes last is heard as well as what comes
first.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from wallethelp.core.triage.perceptron import STRETCH, Clause, Example, Perceptron, learn

_HEARD = -0.3
"""Whoever is in doubt is warned: to miss an emergency costs more than to ask once too often."""
_STORY = 0.15, 0.6
"""For each stretch more a text must be surer, to so much at most: a story offers danger many
chances to be misheard.
"""


class Danger(Struct, frozen=True):
    """What was learned about emergencies."""

    learned: Perceptron

    def score(self, folded: str) -> float:
        """How much a folded text tells of an emergency; above 0 it does."""
        stretches = _stretches(self.learned.clauses(folded))
        scores = [self.learned.score(stretch) for stretch in stretches]
        each, most = _STORY
        needed = min(_HEARD + each * (len(scores) - 1), most)
        return max(scores) - needed if scores else -math.inf


def learn_danger(
    words: Mapping[str, Iterable[str]],
    emergencies: Sequence[str],
    look_alikes: Sequence[str],
    others: Sequence[str],
) -> Danger:
    """Learn what tells folded `emergencies` from `look_alikes` and from all `others`."""
    return Danger(learn(words, _examples(emergencies, look_alikes, others)))


def _stretches(clauses: Sequence[Clause]) -> Iterator[Sequence[Clause]]:
    """Neighbouring clauses that are read together, overlapping."""
    end = 0
    for begin in range(len(clauses)):
        size, before, end = 0, end, begin
        while end < len(clauses) and (end == begin or size + len(clauses[end].tokens) <= STRETCH):
            size += len(clauses[end].tokens)
            end += 1
        if end > before:
            yield clauses[begin:end]


def _examples(
    emergencies: Sequence[str], look_alikes: Sequence[str], others: Sequence[str]
) -> Iterator[Example]:
    """What is learned from; danger is still danger amid other problems, and they are still none."""

    def other(number: int) -> str:
        return others[number % len(others)]

    for dangerous in emergencies:
        yield (dangerous,), 1
    for harmless in (*look_alikes, *others):
        yield (harmless,), -1
    if not others:
        return
    for n, dangerous in enumerate(emergencies):
        amid = (
            (other(37 * n), dangerous),
            (dangerous, other(53 * n)),
            (other(31 * n), other(11 * n), dangerous, other(71 * n)),
        )
        yield amid[n % 3], 1
        yield (" ".join(amid[(n + 1) % 3]),), 1
    for n, harmless in enumerate(look_alikes):
        after = (other(31 * n + 977 * place) for place in range(3))
        yield ((harmless, *after) if n % 2 else (other(31 * n), harmless)), -1
    for n in range(0, len(others), 3):
        yield (f"{other(31 * n)} {other(41 * n)}",), -1
        yield tuple(other(31 * n + 977 * place) for place in range(4)), -1
