"""What is learned from phrases, so that a sentence can be told: the slow part, done once."""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from wallethelp.core.text import folded as in_one_writing
from wallethelp.core.triage.danger import Danger, learn_danger
from wallethelp.core.triage.features import features, fold
from wallethelp.core.triage.guides import Learned, rarity
from wallethelp.core.triage.packed import named, packed, packed_names, packed_rows
from wallethelp.core.triage.perceptron import Perceptron, learn

_SMOOTHING = 0.12
_MOST_COMMON = 0.1
"""A feature in more than this share of the phrases tells nothing."""
_FEW = 3
"""… but one in so few is never too common."""
_ENOUGH = 30
"""From fewer phrases of a kind, it is not learned."""
_PAIR = 2
_STEPS = 255
"""How much a feature speaks for a guide is kept as one of so many steps."""

Phrases = Mapping[str, Sequence[str]]
"""What is written, by what it means."""


def learn_index(
    phrases: Phrases,
    *,
    to_simplified: Callable[[str], str],
    off_topic: str,
    emergency: str,
    aliases: Mapping[str, str],
    concepts: Phrases | None = None,
    meanings: Phrases | None = None,
    look_alikes: Sequence[str] = (),
    danger: Danger | None = None,
) -> Learned:
    """What tells the guides of `phrases` apart; those of `off_topic` mean no guide.

    `aliases` name wallets. `concepts` are words that mean the same. `meanings` are what words mean
    where danger is listened for, and `look_alikes` sentences that only sound like it; what is known
    of `danger` already is not learned again.
    """
    written = _folded(phrases, to_simplified)
    concepts = _folded(concepts or {}, to_simplified)
    meanings = _folded(meanings or {}, to_simplified)
    look_alikes = [fold(phrase, to_simplified) for phrase in look_alikes]
    owners = [number for number, some in enumerate(written.values()) for _ in some]
    documents = [features(phrase, concepts) for some in written.values() for phrase in some]
    rarities = _rarities(documents)
    places = named(rarities)
    nearness: list[float] = []
    phrase_rows: list[list[int]] = [[] for _ in places]
    shares: list[dict[int, float]] = [defaultdict(float) for _ in places]
    documents.extend(features(phrase, concepts) for phrase in look_alikes)
    for phrase, document in enumerate(documents):
        is_guides = phrase < len(owners)
        owner = owners[phrase] if is_guides else len(written)
        known = [(places[name], rarities[name]) for name in document if name in places]
        norm = math.sqrt(sum([weight * weight for _place, weight in known])) or 1.0
        if is_guides:
            nearness.append(1 / norm)
        for place, weight in known:
            if is_guides:
                phrase_rows[place].append(phrase)
            shares[place][owner] += weight / norm
    sums = [0.0] * (len(written) + 1)
    for owner, share in chain.from_iterable(row.items() for row in shares):
        sums[owner] += share
    unseen = math.log(_SMOOTHING)
    speaks = [math.log(value + _SMOOTHING) - unseen for row in shares for value in row.values()]
    step = (max(speaks, default=0.0) or 1.0) / _STEPS
    return Learned(
        guides=tuple(phrases),
        off_topic=off_topic,
        emergency=emergency,
        aliases=folded_aliases(aliases, to_simplified),
        concepts=concepts,
        owners=packed(owners),
        nearness=array("f", nearness),
        features=packed_names(places),
        phrases=packed_rows(phrase_rows),
        seen=packed_rows([list(row) for row in shares]),
        speaks=packed([round(value / step) for value in speaks]),
        step=step,
        unseen=tuple(unseen - math.log(value + _SMOOTHING * max(len(places), 1)) for value in sums),
        danger=danger or _danger(written, emergency, meanings, look_alikes),
        ours=_ours(written, off_topic, concepts),
    )


def folded_aliases(
    aliases: Mapping[str, str], to_simplified: Callable[[str], str]
) -> dict[str, str]:
    """Wallets by their names as they are looked for in a folded text, the longest first."""
    folded = {to_simplified(in_one_writing(name).lower()): w for name, w in aliases.items()}
    return dict(sorted(folded.items(), key=lambda item: -len(item[0])))


def _rarities(documents: Sequence[Sequence[str]]) -> dict[str, float]:
    """How much each feature tells that tells anything."""
    total = len(documents)
    frequency = Counter(chain.from_iterable(documents))
    return {
        name: rarity(name, count, total)
        for name, count in frequency.items()
        if (count <= max(total * _MOST_COMMON, _FEW) and (count > 1 or _is_word(name)))
        or name[0] == "#"
    }


def _is_word(feature: str) -> bool:
    """Whether a feature is a word, or two characters, not a piece longer or shorter than one."""
    return (feature[0] == "=" and " " not in feature) or (
        feature[0] >= "\u3400" and len(feature) <= _PAIR
    )


def _folded(
    texts: Mapping[str, Sequence[str]], to_simplified: Callable[[str], str]
) -> dict[str, tuple[str, ...]]:
    return {name: tuple(fold(text, to_simplified) for text in some) for name, some in texts.items()}


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
