"""Whether a text tells of an emergency: learned from phrases that do, and from look-alikes.

A text is read as a row of meanings (`secret`, `gave`, `stranger` …), each known by its words. What
counts are the meanings, their order, and the words themselves; a perceptron weighs them. The whole
text is read, stretch by stretch, so that what comes last is heard as well as what comes first.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_TOKEN = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]|[^\w\s]")
_STRETCH = 36
"""Tokens that are read together: a sentence, not a story."""
_NEAR = 5
"""Meanings that stand further apart say nothing about each other."""
_LITERAL = 0.5
"""A word counts for less than what it means: it says nothing of words that were not written."""
_MARGIN = 1.0
_SETTLED = 2 * _MARGIN
"""An example understood this well is not looked at again."""
_ROUNDS = 8
_STORY = 0.3
"""A story offers danger many chances to be misheard."""


class _Clause(NamedTuple):
    tokens: Sequence[str]
    meanings: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Reader:
    """What words mean: the meaning by the row of tokens a word consists of."""

    meanings: Mapping[tuple[str, ...], str]
    longest: int

    def clauses(self, folded: str) -> list[_Clause]:
        """The clauses of a folded text; one that goes on and on is cut."""
        found: list[_Clause] = []
        tokens: list[str] = []
        for token in (*_TOKEN.findall(folded), "."):
            is_word = token[0].isalnum() or token[0] == "'"
            if is_word:
                tokens.append(token)
            if tokens and (not is_word or len(tokens) == _STRETCH // 2):
                found.append(_Clause(tokens, list(self._meant(tokens))))
                tokens = []
        return found

    def _meant(self, tokens: Sequence[str]) -> Iterator[str]:
        place = 0
        while place < len(tokens):
            for size in range(min(self.longest, len(tokens) - place), 0, -1):
                meaning = self.meanings.get(tuple(tokens[place : place + size]))
                if meaning is not None:
                    yield meaning
                    place += size
                    break
            else:
                place += 1


def _looked_at(clauses: Sequence[_Clause]) -> frozenset[str]:
    """What counts in a stretch: meanings, their order, words and pairs of words."""
    found = {"."}
    meant = [meaning for clause in clauses for meaning in clause.meanings]
    found.update(meant)
    for place, first in enumerate(meant):
        found.update(f"{first}>{then}" for then in meant[place + 1 : place + 1 + _NEAR])
    found.update(f"{a}>{b}>{c}" for a, b, c in zip(meant, meant[1:], meant[2:], strict=False))
    for clause in clauses:
        found.update(f"={token}" for token in clause.tokens if token.isascii())
        found.update(f"={a} {b}" for a, b in pairwise(clause.tokens))
    return frozenset(found)


def _stretches(clauses: Sequence[_Clause]) -> Iterator[Sequence[_Clause]]:
    """Neighbouring clauses that are read together, overlapping."""
    end = 0
    for begin in range(len(clauses)):
        size, before, end = 0, end, begin
        while end < len(clauses) and (end == begin or size + len(clauses[end].tokens) <= _STRETCH):
            size += len(clauses[end].tokens)
            end += 1
        if end > before:
            yield clauses[begin:end]


@dataclass(frozen=True, slots=True)
class Danger:
    """What was learned: the weight of everything that counts."""

    reader: _Reader
    weights: Mapping[str, float]

    def is_heard(self, folded: str) -> bool:
        """Whether a folded text tells of an emergency."""
        scores = [self._weighed(stretch) for stretch in _stretches(self.reader.clauses(folded))]
        return max(scores, default=0.0) > (_STORY if len(scores) > 1 else 0.0)

    def _weighed(self, stretch: Sequence[_Clause]) -> float:
        found = _looked_at(stretch)
        # A long stretch has much to look at, and most of it says nothing.
        return sum(self.weights.get(name, 0.0) for name in found) / math.sqrt(len(found))


def learn(
    words: Mapping[str, Iterable[str]],
    emergencies: Sequence[str],
    look_alikes: Sequence[str],
    others: Sequence[str],
) -> Danger:
    """Weigh what tells folded `emergencies` from `look_alikes` and from all `others`."""
    meanings = {
        tuple(_TOKEN.findall(word)): meaning for meaning, ws in words.items() for word in ws
    }
    reader = _Reader(meanings, max(map(len, meanings), default=0))
    clauses = {text: reader.clauses(text) for text in (*emergencies, *look_alikes, *others)}
    examples = [
        (_looked_at([clause for text in texts for clause in clauses[text]]), sign)
        for texts, sign in _examples(emergencies, look_alikes, others)
    ]
    return Danger(reader, _weights(examples) if emergencies else {})


def _examples(
    emergencies: Sequence[str], look_alikes: Sequence[str], others: Sequence[str]
) -> Iterator[tuple[tuple[str, ...], int]]:
    """What is learned from; danger is still danger amid other problems, and they are still none."""

    def other(number: int) -> str:
        return others[number % len(others)]

    for dangerous in emergencies:
        yield (dangerous,), 1
    # Twice: they are few, and decide how much is heard that is not there.
    for harmless in (*look_alikes, *look_alikes, *others):
        yield (harmless,), -1
    if not others:
        return
    for n, dangerous in enumerate(emergencies):
        yield (other(37 * n), dangerous), 1
        yield (dangerous, other(53 * n)), 1
        yield (other(31 * n), other(11 * n), dangerous, other(71 * n)), 1
    for n, harmless in enumerate(look_alikes):
        yield (other(31 * n), harmless), -1
        yield (harmless, *(other(31 * n + 977 * place) for place in range(3))), -1
    for n in range(0, len(others), 4):
        yield (other(31 * n), other(41 * n)), -1
        yield tuple(other(31 * n + 977 * place) for place in range(4)), -1


def _weights(examples: Sequence[tuple[frozenset[str], int]]) -> dict[str, float]:
    """The weights of an averaged perceptron with a margin."""
    weights: dict[str, float] = defaultdict(float)
    totals: dict[str, float] = defaultdict(float)
    sizes = [math.sqrt(len(found)) for found, _sign in examples]
    step = 1
    left = list(_mixed(len(examples)))
    for _round in range(_ROUNDS):
        doubtful = []
        for place in left:
            found, sign = examples[place]
            score = sign * sum(map(weights.__getitem__, found)) / sizes[place]
            if score < _MARGIN:
                for name in found:
                    change = sign / sizes[place] * (_LITERAL if name[0] == "=" else 1.0)
                    weights[name] += change
                    totals[name] += change * step
            if score < _SETTLED:
                doubtful.append(place)
            step += 1
        left = doubtful
    return {name: weights[name] - totals[name] / step for name in weights}


def _mixed(count: int) -> Iterator[int]:
    """Every number below `count` once, neighbours far apart: the order must not matter."""
    stride = next(n for n in (7919, 104729) if count % n)
    return (place * stride % count for place in range(count))
