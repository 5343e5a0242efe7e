"""Which guide a sentence is about: the guides ranked by how alike their phrases are.

Two views are mixed: the nearest phrases by TF-IDF over words and character n-grams, and a naive
Bayes over the same features. The weights were fitted on `benchmarks/triage`, never on what is
measured with. Perceptrons say whether there is danger, and whether a sentence is ours at all.
All of it is learned before (`core/triage/learning.py`).
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from wallethelp.core.triage.danger import Danger
from wallethelp.core.triage.features import ON_TOPIC, features, fold, says
from wallethelp.core.triage.packed import Floats, Ints, Names, Rows
from wallethelp.core.triage.perceptron import Perceptron

MAX_TEXT = 2000
"""So much of a text is compared with the phrases; danger is listened for in all of it."""

_NEAREST = 6
_BAYES_WEIGHT = 0.4
_CONCEPT_WEIGHT = 3.0
"""What is done with the money decides more than how the sentence is put."""
_OTHERS = 1.25
"""What is like another guide speaks against danger by more than what is like an emergency for it …
"""
_ALIKE = 0.5
"""… and so much less danger there is in what is like the look-alikes."""
_CLAIMED = 0.5
"""So surely a sentence must be about a problem of ours for a guide to claim it."""
_FOREIGN = 0.15
"""With a greater share of other letters, a sentence is in a language we do not speak …"""
_SPOKEN = 0.5
"""… and with a smaller share of known words."""
_DOUBT = 0.9
"""What is like an emergency, and is none, leaves the others in doubt."""


class Candidate(Struct, frozen=True):
    """A guide with its score between 0 and 1, best first."""

    guide: str
    score: float


class Triage(Struct, frozen=True):
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


class Learned(Struct, frozen=True, kw_only=True):
    """What was learned from phrases: plain data, to be kept and loaded."""

    guides: tuple[str, ...]
    off_topic: str
    emergency: str
    aliases: dict[str, str]
    """Wallets by name, the longest first."""
    concepts: dict[str, tuple[str, ...]]
    owners: Ints
    """The guide of each phrase."""
    nearness: Floats
    """What each phrase's likeness is multiplied by: long ones share more with any sentence."""
    features: Names
    phrases: Rows
    """The phrases that each feature was seen in."""
    seen: Rows
    """The guides that each feature was seen in, after the last one the look-alikes …"""
    speaks: Ints
    """… and how much it speaks for them, in steps of `step`."""
    step: float
    unseen: tuple[float, ...]
    """How much a feature speaks for each guide, and the look-alikes, that it was not seen in."""
    danger: Danger | None
    ours: Perceptron | None
    """Whether a sentence is about a problem of ours: what a guide may claim."""

    def __post_init__(self) -> None:
        sizes = (
            (self.nearness, self.owners),
            (self.phrases.lengths, self.features.numbers),
            (self.seen.lengths, self.features.numbers),
            (self.speaks, self.seen.content),
            (self.unseen, (*self.guides, "look-alikes")),
        )
        if any(len(one) != len(other) for one, other in sizes):
            raise ValueError("the tables do not go together")


def rarity(name: str, count: int, total: int) -> float:
    """How much a feature that stands in `count` of `total` phrases tells."""
    return math.log((1 + total) / (1 + count)) * (_CONCEPT_WEIGHT if name[0] == "#" else 1.0)


class Index:
    """What was learned, to be compared with."""

    def __init__(
        self,
        learned: Learned,
        to_simplified: Callable[[str], str],
        below: "Index | None" = None,
    ) -> None:
        """Of a pack that extends another, with the index of the one `below`: danger that this hears
        is heard, whatever the phrases of the extension are like.
        """
        self.learned = learned
        self._below = below
        self.to_simplified = to_simplified
        self._phrase_starts = learned.phrases.starts()
        self._seen_starts = learned.seen.starts()

    def rank(self, text: str) -> Triage:
        """The guides by likeness to `text`; none for a text with nothing to compare."""
        whole = fold(text, self.to_simplified)
        folded, wallet = self._without_wallet(whole[:MAX_TEXT])
        learned = self.learned
        found = features(folded, learned.concepts)
        known = self._known(found)
        scores, look_alikes = self._mixed(known.values())
        is_alarm = self._is_alarm(whole, scores, look_alikes) or (
            self._below is not None and self._below.rank(text).is_alarm
        )
        if not _says_something(found, known) and not is_alarm:
            return Triage((), False, wallet is None or bool(found), wallet, False)
        if learned.danger is not None:
            self._put_emergency(scores, is_alarm=is_alarm)
        if says(folded, learned.concepts.get(ON_TOPIC, ())):
            scores[learned.off_topic] = 0.0
        order = sorted(scores, key=lambda name: -scores[name])
        is_off_topic = order[0] == learned.off_topic
        return Triage(
            matches=tuple(
                Candidate(name, round(scores[name], 4))
                for name in order
                if name != learned.off_topic
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

    def _is_alarm(self, whole: str, scores: Mapping[str, float], look_alikes: float) -> bool:
        """Whether danger is heard: sooner in a text like the emergency's phrases, later in one like
        those of another guide, or like the look-alikes.
        """
        if self.learned.danger is None:
            return False
        emergency = self.learned.emergency
        others = [scores[name] for name in scores if name != emergency]
        lead = scores[emergency] - max(others, default=0.0)
        likeness = min(lead, _OTHERS * lead) - _ALIKE * max(look_alikes, 0.0)
        return self.learned.danger.score(whole) + likeness > 0

    def _is_ours(self, folded: str) -> bool:
        ours = self.learned.ours
        return ours is None or ours.score(ours.clauses(folded)) > _CLAIMED

    def _put_emergency(self, scores: dict[str, float], *, is_alarm: bool) -> None:
        """Above all others where there is danger, and never first where there is none."""
        emergency, off_topic = self.learned.emergency, self.learned.off_topic
        if is_alarm:
            scores[emergency] = 1.0
            return
        others = [scores[n] for n in scores if n not in (emergency, off_topic)]
        scores[emergency] = min(scores[emergency], max(others, default=0.0) * _DOUBT)

    def _without_wallet(self, folded: str) -> tuple[str, str | None]:
        for alias, wallet in self.learned.aliases.items():
            if alias in folded:
                pattern = re.escape(alias)
                if alias.isascii():
                    pattern = rf"(?<![a-z0-9]){pattern}(?![a-z0-9])"
                shorter, count = re.subn(pattern, " ", folded)
                if count:
                    return shorter, wallet
        return folded, None

    def _known(self, found: Iterable[str]) -> "dict[str, _Known]":
        learned = self.learned
        total = len(learned.owners)
        places = ((name, learned.features.place(name)) for name in found)
        return {
            name: _Known(place, rarity(name, learned.phrases.lengths[place], total))
            for name, place in places
            if place is not None
        }

    def _mixed(self, known: "Collection[_Known]") -> tuple[dict[str, float], float]:
        """The score of each guide; and from -1 to 1, how much likelier than an emergency it is that
        something only sounds like one.
        """
        guides = self.learned.guides
        near = zip(guides, self._nearest(known), strict=True)
        *powers, alike = self._bayes(known)
        total = sum(powers)
        bayes = dict(zip(guides, powers, strict=True))
        scores = {
            name: (1 - _BAYES_WEIGHT) * value + _BAYES_WEIGHT * bayes[name] / (total or 1.0)
            for name, value in near
        }
        return scores, (alike - bayes.get(self.learned.emergency, 0.0)) / (total + alike)

    def _nearest(self, known: "Collection[_Known]") -> list[float]:
        """The mean likeness of each guide's nearest phrases, the nearest counting most."""
        starts, phrases = self._phrase_starts, self.learned.phrases.content
        norm = math.sqrt(sum([weight * weight for _place, weight in known])) or 1.0
        likeness: dict[int, float] = defaultdict(float)
        for place, weight in known:
            share = weight * weight / norm
            for phrase in phrases[starts[place] : starts[place + 1]]:
                likeness[phrase] += share
        best: list[list[float]] = [[] for _ in self.learned.guides]
        owners, nearness = self.learned.owners, self.learned.nearness
        for phrase, value in likeness.items():
            best[owners[phrase]].append(value * nearness[phrase])
        result = []
        for values in best:
            values.sort(reverse=True)
            shares = [value / (place + 1) for place, value in enumerate(values[:_NEAREST])]
            result.append(sum(shares) / _HARMONIC)
        return result

    def _bayes(self, known: "Collection[_Known]") -> list[float]:
        """How likely each guide is, and the look-alikes, by the features seen in the phrases."""
        starts, guides, speaks = self._seen_starts, self.learned.seen.content, self.learned.speaks
        said = sum([weight for _place, weight in known])
        logs = [said * value for value in self.learned.unseen]
        for place, weight in known:
            row = slice(starts[place], starts[place + 1])
            for guide, steps in zip(guides[row], speaks[row], strict=True):
                logs[guide] += weight * self.learned.step * steps
        scale = max(math.sqrt(sum([weight * weight for _place, weight in known])), 1.0)
        top = max(logs)
        return [math.exp((value - top) / scale * 2) for value in logs]


class _Known(NamedTuple):
    """A feature of a sentence that stands in phrases too: which, and how much it tells."""

    place: int
    weight: float


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
