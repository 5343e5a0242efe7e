"""Telling two kinds of sentences apart, by what was learned from examples of both.

A text is read as a row of meanings (`secret`, `gave`, `stranger` …), each known by its words. What
counts are the meanings, their order, and the words themselves; a perceptron weighs them.
"""

import math
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from wallethelp.core.triage.packed import Ints, Names, named, packed_names

_TOKEN = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]|[^\w\s]")
STRETCH = 36
"""Tokens that are read together: a sentence, not a story."""
_NEAR = 5
"""Meanings that stand further apart say nothing about each other."""
_LITERAL = 0.5
"""A word counts for less than what it means: it says nothing of words that were not written."""
_MARGIN = 1.0
_SETTLED = 2 * _MARGIN
"""An example understood this well is not looked at again."""
_ROUNDS = 8
_STEPS = 63
"""A weight is kept as one of so many steps from 0 to the greatest, up or down; what weighs less
than half a step tells too little to be kept.
"""


class Clause(NamedTuple):
    """What stands between two stops: its tokens, and what they mean."""

    tokens: Sequence[str]
    meanings: Sequence[str]


class _Reader(Struct, frozen=True):
    """What words mean: the meaning by the tokens a word consists of, with spaces between them."""

    meanings: dict[str, str]
    longest: int

    def clauses(self, folded: str) -> list[Clause]:
        """The clauses of a folded text; one that goes on and on is cut."""
        found: list[Clause] = []
        tokens: list[str] = []
        for token in (*_TOKEN.findall(folded), "."):
            is_word = token[0].isalnum() or token[0] == "'"
            if is_word:
                tokens.append(token)
            if tokens and (not is_word or len(tokens) == STRETCH // 2):
                found.append(Clause(tokens, list(self._meant(tokens))))
                tokens = []
        return found

    def _meant(self, tokens: Sequence[str]) -> Iterator[str]:
        place = 0
        while place < len(tokens):
            for size in range(min(self.longest, len(tokens) - place), 0, -1):
                meaning = self.meanings.get(" ".join(tokens[place : place + size]))
                if meaning is not None:
                    yield meaning
                    place += size
                    break
            else:
                place += 1


def _looked_at(clauses: Sequence[Clause]) -> Sequence[str]:
    """What counts in a stretch: meanings, their order, words and pairs of words, and what a clause
    begins and ends with, which tells a question from a story; each once.
    """
    meant = [meaning for clause in clauses for meaning in clause.meanings]
    found = [".", *meant]
    for place, first in enumerate(meant):
        found.extend(f"{first}>{then}" for then in meant[place + 1 : place + 1 + _NEAR])
    found.extend(f"{a}>{b}>{c}" for a, b, c in zip(meant, meant[1:], meant[2:], strict=False))
    for tokens, meanings in clauses:
        found.extend(f"={token}" for token in tokens if token.isascii())
        found.extend(f"={a} {b}" for a, b in pairwise(tokens))
        found += (f"=^ {tokens[0]}", f"=^ {' '.join(tokens[:2])}", f"={tokens[-1]} $")
        found.extend((f"^{meanings[0]}", f"{meanings[-1]}$") if meanings else ())
    # In one order always: what is learned must not depend on how a set happens to be laid out.
    return tuple(dict.fromkeys(found))


class Perceptron(Struct, frozen=True):
    """What was learned: the weight of everything that counts, in steps of `step`."""

    reader: _Reader
    names: Names
    weights: Ints
    step: float

    def __post_init__(self) -> None:
        if len(self.names.numbers) != len(self.weights):
            raise ValueError("each name has one weight")

    def clauses(self, folded: str) -> list[Clause]:
        """A folded text as it is read."""
        return self.reader.clauses(folded)

    def score(self, clauses: Sequence[Clause]) -> float:
        """Above 0 for one kind, below it for the other; the further, the surer."""
        found = _looked_at(clauses)
        places = (self.names.place(name) for name in found)
        score = sum([self.weights[place] for place in places if place is not None])
        # A long stretch has much to look at, and most of it says nothing.
        return score * self.step / math.sqrt(len(found))


Example = tuple[Sequence[str], int]
"""Folded texts that stand one after the other, and 1 or -1 for their kind."""


def learn(words: Mapping[str, Iterable[str]], examples: Iterable[Example]) -> Perceptron:
    """Weigh what tells `examples` apart; `words` are the folded words of each meaning."""
    spelt = {tuple(_TOKEN.findall(word)): meaning for meaning, ws in words.items() for word in ws}
    meanings = {" ".join(tokens): meaning for tokens, meaning in spelt.items()}
    reader = _Reader(meanings, max(map(len, spelt), default=0))
    read: dict[str, list[Clause]] = {}
    looked_at = []
    for texts, sign in examples:
        for text in texts:
            if text not in read:
                read[text] = reader.clauses(text)
        clauses = [clause for text in texts for clause in read[text]]
        looked_at.append((_looked_at(clauses), sign))
    return _packed(reader, _weights(looked_at))


def _packed(reader: _Reader, weights: Mapping[str, float]) -> Perceptron:
    step = (max(map(abs, weights.values()), default=0.0) or 1.0) / _STEPS
    places = named(name for name, weight in weights.items() if round(weight / step))
    steps = array("b", (round(weights[name] / step) for name in places))
    return Perceptron(reader, packed_names(places), steps, step)


def _weights(examples: Sequence[tuple[Sequence[str], int]]) -> dict[str, float]:
    """The weights of an averaged perceptron with a margin."""
    numbers: dict[str, int] = {}
    rows = [
        ([numbers.setdefault(name, len(numbers)) for name in found], sign, math.sqrt(len(found)))
        for found, sign in examples
    ]
    shares = [_LITERAL if name[0] == "=" else 1.0 for name in numbers]
    weights = [0.0] * len(numbers)
    totals = [0.0] * len(numbers)
    step = 1
    left = [rows[place] for place in _mixed(len(rows))]
    for _round in range(_ROUNDS):
        doubtful = []
        for row in left:
            found, sign, size = row
            score = sign * sum([weights[number] for number in found]) / size
            if score < _MARGIN:
                change = sign / size
                for number in found:
                    weights[number] += change * shares[number]
                    totals[number] += change * shares[number] * step
            if score < _SETTLED:
                doubtful.append(row)
            step += 1
        left = doubtful
    return {name: weights[n] - totals[n] / step for name, n in numbers.items() if totals[n]}


def _mixed(count: int) -> Iterator[int]:
    """Every number below `count` once, neighbours far apart: the order must not matter."""
    stride = next((n for n in (7919, 104729) if count % n), 1)
    return (place * stride % count for place in range(count))
