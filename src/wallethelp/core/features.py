"""A sentence as it is compared: folded, and taken apart into what it consists of."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from wallethelp.core.text import folded as in_one_writing

ON_TOPIC = "never-off-topic"
"""The concept of words with which a sentence is always about something of ours."""
_TOKEN = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]+")
_REWRITTEN = (
    (re.compile(r"’"), "'"),
    (re.compile(r"\bcan'?t\b"), "can not"),
    (
        re.compile(r"\b(do|does|did|is|was|are|were|has|have|had|could|would|should)n'?t\b"),
        r"\1 not",
    ),
    (re.compile(r"\b(\w+)n't\b"), r"\1 not"),
    (re.compile(r"\btop(?:ped|ping|s)?[ -]?up(?:s|ped)?\b"), "topup"),
    (re.compile(r"\blog(?:ged|ging)?[ -]?in(?:to)?\b"), "login"),
    (re.compile(r"\bsign(?:ed|ing)?[ -]?(?:up|in)\b"), "signup"),
    (re.compile(r"\bdirect[ -]?debit(?:s)?\b"), "directdebit"),
    (re.compile(r"\bcash ?(?:machine|point)s?\b"), "atm"),
)

Concepts = Mapping[str, re.Pattern[str]]
"""Words that mean the same, by the name of what they mean."""


def features(text: str, concepts: Concepts) -> Counter[str]:
    """Concepts, words, word pairs and character n-grams of a folded sentence."""
    found = Counter(
        f"#{name}" for name, words in concepts.items() if name != ON_TOPIC and words.search(text)
    )
    words: list[str] = []
    for token in _TOKEN.findall(text):
        if token[0] >= "\u3400":
            for size in (1, 2, 3):
                found.update(token[i : i + size] for i in range(len(token) - size + 1))
        else:
            words.append(token)
            padded = f"_{token}_"
            found.update(padded[i : i + 4] for i in range(len(padded) - 3))
    stems = [stem(word) for word in words]
    found.update(f"={word}" for word in stems)
    found.update(f"={a} {b}" for a, b in pairwise(stems))
    return found


def stem(word: str) -> str:
    """A word without its commonest endings: enough to bring `charged` and `charges` together."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def fold(text: str, to_simplified: Callable[[str], str]) -> str:
    """A text as it is compared: cleaned, small letters, simplified characters."""
    folded = to_simplified(in_one_writing(text).lower())
    for pattern, word in _REWRITTEN:
        folded = pattern.sub(word, folded)
    return folded


def any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Any of the words; a Latin one from its beginning, so that its endings count too."""
    parts = [
        rf"(?<![a-z0-9]){re.escape(word)}" if word[0].isascii() else re.escape(word)
        for word in words
    ]
    return re.compile("|".join(parts))
