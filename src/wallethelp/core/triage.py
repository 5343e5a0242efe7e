"""Which guide a sentence is about: the guides ranked by how alike their phrases are.

Two views are mixed: the nearest phrases by TF-IDF over words and character n-grams, and a naive
Bayes over the same features. The weights were fitted on `benchmarks/triage`, never on what is
measured with. Perceptrons say whether there is danger, and whether a sentence is ours at all.
Nothing is downloaded; building the index is the slow part.
"""

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from wallethelp.core.danger import Danger, learn_danger
from wallethelp.core.features import ON_TOPIC, Concepts, any_of, features, fold
from wallethelp.core.perceptron import Perceptron, learn
from wallethelp.core.text import folded as in_one_writing

MAX_TEXT = 2000
"""So much of a text is compared with the phrases; danger is listened for in all of it."""

_NEAREST = 6
_BAYES_WEIGHT = 0.4
_SMOOTHING = 0.12
_CONCEPT_WEIGHT = 3.0
"""What is done with the money decides more than how the sentence is put."""
_MOST_COMMON = 0.1
"""A feature in more than this share of the phrases tells nothing."""
_FEW = 3
"""… but one in so few is never too common."""
_ENOUGH = 30
"""From fewer phrases of a kind, it is not learned."""
_CLAIMED = 0.5
"""So surely a sentence must be about a problem of ours for a guide to claim it."""
_FOREIGN = 0.15
"""With a greater share of other letters, a sentence is in a language we do not speak …"""
_SPOKEN = 0.5
"""… and with a smaller share of known words."""
_DOUBT = 0.9
"""What is like an emergency, and is none, leaves the others in doubt."""
_PAIR = 2


Phrases = Mapping[str, Sequence[str]]
"""What is written, by what it means."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A guide with its score between 0 and 1, best first."""

    guide: str
    score: float


@dataclass(frozen=True, slots=True)
class Triage:
    """What a sentence comes to. `is_clear` is whether the first match is a clear winner.

    `is_off_topic` is whether it is about something no guide is for. `wallet` is the wallet named
    in the sentence, if any. `is_alarm` is whether it tells of an emergency: that is then the clear
    winner, and it never comes first otherwise. Nothing matches where no word is known.
    """

    matches: tuple[Candidate, ...]
    is_clear: bool
    is_off_topic: bool
    wallet: str | None
    is_alarm: bool


@dataclass(slots=True)
class Index:
    """The phrases, ready to be compared with."""

    to_simplified: Callable[[str], str]
    guides: tuple[str, ...]
    off_topic: str
    emergency: str
    aliases: Mapping[str, str]
    danger: Danger | None
    ours: Perceptron | None
    """Whether a sentence is about a problem of ours: what a guide may claim."""
    owners: list[int] = field(default_factory=list)
    concepts: Concepts = field(default_factory=dict)
    idf: dict[str, float] = field(default_factory=dict)
    postings: "dict[str, tuple[array[int], array[float]]]" = field(default_factory=dict)
    bayes: "dict[str, tuple[array[int], array[float]]]" = field(default_factory=dict)
    """For each feature, the guides it was seen in, and how much that speaks for them."""
    unseen: Sequence[float] = ()
    """How much a feature speaks for each guide that it was not seen in."""

    def rank(self, text: str) -> Triage:
        """The guides by likeness to `text`; none for a text with nothing to compare."""
        whole = fold(text, self.to_simplified)
        folded, wallet = self._without_wallet(whole[:MAX_TEXT])
        found = features(folded, self.concepts)
        known = {name: count for name, count in found.items() if name in self.idf}
        scores = dict(zip(self.guides, self._mixed(known), strict=True))
        is_alarm = self._is_alarm(whole, scores)
        if not _says_something(found, known) and not is_alarm:
            return Triage((), False, wallet is None or bool(found), wallet, False)
        if self.danger is not None:
            self._put_emergency(scores, is_alarm=is_alarm)
        if ON_TOPIC in self.concepts and self.concepts[ON_TOPIC].search(folded):
            scores[self.off_topic] = 0.0
        order = sorted(scores, key=lambda name: -scores[name])
        is_off_topic = order[0] == self.off_topic
        return Triage(
            matches=tuple(
                Candidate(name, round(scores[name], 4)) for name in order if name != self.off_topic
            ),
            is_clear=is_alarm
            or (
                not is_off_topic
                and _is_clear([scores[name] for name in order])
                and _is_spoken(folded, found, known)
                and self._is_ours(folded)
            ),
            is_off_topic=is_off_topic,
            wallet=wallet,
            is_alarm=is_alarm,
        )

    def _is_alarm(self, whole: str, scores: Mapping[str, float]) -> bool:
        """Whether danger is heard: sooner in a text like the emergency's phrases, later in one like
        those of another guide.
        """
        if self.danger is None:
            return False
        others = [scores[name] for name in scores if name != self.emergency]
        lead = scores[self.emergency] - max(others, default=0.0)
        return self.danger.score(whole) + lead > 0

    def _is_ours(self, folded: str) -> bool:
        return self.ours is None or self.ours.score(self.ours.clauses(folded)) > _CLAIMED

    def _put_emergency(self, scores: dict[str, float], *, is_alarm: bool) -> None:
        """Above all others where there is danger, and never first where there is none."""
        if is_alarm:
            scores[self.emergency] = 1.0
            return
        others = [scores[n] for n in scores if n not in (self.emergency, self.off_topic)]
        scores[self.emergency] = min(scores[self.emergency], max(others, default=0.0) * _DOUBT)

    def _without_wallet(self, folded: str) -> tuple[str, str | None]:
        for alias, wallet in self.aliases.items():
            pattern = re.escape(alias)
            if alias.isascii():
                pattern = rf"(?<![a-z0-9]){pattern}(?![a-z0-9])"
            shorter, count = re.subn(pattern, " ", folded)
            if count:
                return shorter, wallet
        return folded, None

    def _mixed(self, known: Mapping[str, int]) -> list[float]:
        near, bayes = self._nearest(known), self._bayes(known)
        return [
            (1 - _BAYES_WEIGHT) * a + _BAYES_WEIGHT * b for a, b in zip(near, bayes, strict=True)
        ]

    def _nearest(self, known: Mapping[str, int]) -> list[float]:
        """The mean likeness of each guide's nearest phrases, the nearest counting most."""
        weights = {name: (1 + math.log(n)) * self.idf[name] for name, n in known.items()}
        norm = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        likeness: dict[int, float] = defaultdict(float)
        for name, weight in weights.items():
            if name in self.postings:
                for phrase, other in zip(*self.postings[name], strict=True):
                    likeness[phrase] += weight * other
        best: list[list[float]] = [[] for _ in self.guides]
        for phrase, value in likeness.items():
            best[self.owners[phrase]].append(value / norm)
        result = []
        for values in best:
            values.sort(reverse=True)
            shares = [value / (place + 1) for place, value in enumerate(values[:_NEAREST])]
            result.append(sum(shares) / _HARMONIC)
        return result

    def _bayes(self, known: Mapping[str, int]) -> list[float]:
        """How likely each guide is, by the features seen in its phrases."""
        said = sum(self.idf[name] for name in known)
        logs = [said * value for value in self.unseen]
        for name in known:
            weight = self.idf[name]
            for number, value in zip(*self.bayes.get(name, ((), ())), strict=True):
                logs[number] += weight * value
        scale = max(math.sqrt(sum(self.idf[name] ** 2 for name in known)), 1.0)
        top = max(logs)
        powers = [math.exp((value - top) / scale * 2) for value in logs]
        total = sum(powers)
        return [power / total for power in powers]


def _says_something(found: Collection[str], known: Collection[str]) -> bool:
    """Whether a word is known, or enough pieces of words that are misspelt."""
    if any(name[0] in "#=" or (name[0] >= "\u3400" and len(name) > 1) for name in known):
        return True
    # Pieces of a number are like those of any other number.
    written = [name for name in found if name[0] not in "#=" and name[0] < "\u3400"]
    pieces = [name for name in written if not name.strip("_").isdigit()]
    return sum(name in known for name in pieces) >= max(len(pieces) * _PIECES_KNOWN, 1)


_HARMONIC = sum(1 / (place + 1) for place in range(_NEAREST))
_PIECES_KNOWN = 0.2
CLEAR_SCORE = 0.3
CLEAR_LEAD = 0.4


def _is_spoken(folded: str, found: Collection[str], known: Collection[str]) -> bool:
    """Whether a sentence is in a language of ours: its letters, and most of what they make up."""
    letters = [letter for letter in folded if letter.isalpha()]
    foreign = sum(not (letter < "\u0250" or "\u3400" <= letter <= "\u9fff") for letter in letters)
    if foreign > len(letters) * _FOREIGN:
        return False
    words = [name for name in found if name[0] == "=" and " " not in name and name[1:].isalpha()]
    pairs = [name for name in found if name[0] >= "\u3400" and len(name) == 2]
    spoken = [name for name in (*words, *pairs) if name in known]
    return len(spoken) >= _SPOKEN * len((*words, *pairs))


def _is_clear(scores: Sequence[float]) -> bool:
    """Whether the first is a clear winner: like its phrases, and well ahead of the second."""
    first, second = scores[0], scores[1] if len(scores) > 1 else 0.0
    return first >= CLEAR_SCORE and first - second >= CLEAR_LEAD


def build_index(
    phrases: Phrases,
    *,
    to_simplified: Callable[[str], str],
    off_topic: str,
    emergency: str,
    aliases: Mapping[str, str],
    concepts: Phrases | None = None,
    meanings: Phrases | None = None,
    look_alikes: Sequence[str] = (),
) -> Index:
    """An index over `phrases` by guide; those of `off_topic` mean no guide.

    `aliases` name wallets. `concepts` are words that mean the same. `meanings` are what words mean
    where danger is listened for, and `look_alikes` sentences that only sound like it.
    """
    folded_aliases = {to_simplified(in_one_writing(a).lower()): w for a, w in aliases.items()}
    written = _folded(phrases, to_simplified)
    concepts = _folded(concepts or {}, to_simplified)
    meanings = _folded(meanings or {}, to_simplified)
    look_alikes = [fold(phrase, to_simplified) for phrase in look_alikes]
    index = Index(
        to_simplified=to_simplified,
        guides=tuple(phrases),
        off_topic=off_topic,
        emergency=emergency,
        aliases=dict(sorted(folded_aliases.items(), key=lambda item: -len(item[0]))),
        danger=_danger(written, emergency, meanings, look_alikes),
        ours=_ours(written, off_topic, concepts),
    )
    index.concepts = {name: any_of(words) for name, words in concepts.items()}
    documents: list[Counter[str]] = []
    for number, folded in enumerate(written.values()):
        for phrase in folded:
            documents.append(features(phrase, index.concepts))
            index.owners.append(number)
    _weigh(index, documents)
    return index


def _danger(
    written: Phrases, emergency: str, meanings: Phrases, look_alikes: Sequence[str]
) -> Danger | None:
    emergencies = written.get(emergency, ())
    if len(emergencies) < _ENOUGH:
        return None
    others = [phrase for name, some in written.items() if name != emergency for phrase in some]
    return learn_danger(meanings, emergencies, look_alikes, others)


def _ours(written: Phrases, off_topic: str, concepts: Phrases) -> Perceptron | None:
    others = written.get(off_topic, ())
    if len(others) < _ENOUGH:
        return None
    ours = [phrase for name, some in written.items() if name != off_topic for phrase in some]
    # Twice what is none of ours: there is less of it, and more kinds of it.
    examples = ((ours, 1), (others, -1), (others, -1))
    return learn(concepts, (((phrase,), sign) for some, sign in examples for phrase in some))


def _folded(
    texts: Mapping[str, Sequence[str]], to_simplified: Callable[[str], str]
) -> dict[str, list[str]]:
    return {name: [fold(text, to_simplified) for text in some] for name, some in texts.items()}


def _weigh(index: Index, documents: Sequence[Counter[str]]) -> None:
    total = len(documents)
    frequency: Counter[str] = Counter()
    for document in documents:
        frequency.update(document.keys())
    index.idf = {
        name: math.log((1 + total) / (1 + count)) * (_CONCEPT_WEIGHT if name[0] == "#" else 1.0)
        for name, count in frequency.items()
        if (count <= max(total * _MOST_COMMON, _FEW) and (count > 1 or _is_word(name)))
        or name[0] == "#"
    }
    postings: dict[str, tuple[array[int], array[float]]] = {}
    counts: dict[str, dict[int, float]] = {}
    sums = [0.0] * len(index.guides)
    for phrase, document in enumerate(documents):
        owner = index.owners[phrase]
        weights = {
            name: (1 + math.log(n)) * index.idf[name] if n > 1 else index.idf[name]
            for name, n in document.items()
            if name in index.idf
        }
        norm = math.sqrt(sum([w * w for w in weights.values()])) or 1.0
        for name, weight in weights.items():
            if name not in postings:
                postings[name] = array("I"), array("f")
                counts[name] = defaultdict(float)
            phrases, shares = postings[name]
            phrases.append(phrase)
            shares.append(weight / norm)
            counts[name][owner] += weight / norm
            sums[owner] += weight / norm
    index.postings = postings
    size = max(len(index.idf), 1)
    unseen = math.log(_SMOOTHING)
    index.unseen = [unseen - math.log(value + _SMOOTHING * size) for value in sums]
    index.bayes = {
        name: (
            array("I", row),
            array("f", [math.log(value + _SMOOTHING) - unseen for value in row.values()]),
        )
        for name, row in counts.items()
    }


def _is_word(feature: str) -> bool:
    """Whether a feature is a word, or two characters, not a piece longer or shorter than one."""
    return feature[0] == "=" or (feature[0] >= "\u3400" and len(feature) <= _PAIR)
