"""A sentence as it is compared: folded, and taken apart into what it consists of."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from wallethelp.core.patterns import late
from wallethelp.core.text import folded as in_one_writing

ON_TOPIC = "never-off-topic"
"""The concept of words with which a sentence is always about something of ours."""
_TOKEN = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]+")
_IN_WORD = re.compile(r"[a-z0-9]")
_REWRITTEN = (
    ("’", late(r"’"), "'"),
    ("can", late(r"\bcan'?t\b"), "can not"),
    (
        "t",
        late(r"\b(do|does|did|is|was|are|were|has|have|had|could|would|should)n'?t\b"),
        r"\1 not",
    ),
    ("n't", late(r"\b(\w+)n't\b"), r"\1 not"),
    ("top", late(r"\btop(?:ped|ping|s)?[ -]?up(?:s|ped)?\b"), "topup"),
    ("log", late(r"\blog(?:ged|ging)?[ -]?in(?:to)?\b"), "login"),
    ("sign", late(r"\bsign(?:ed|ing)?[ -]?(?:up|in)\b"), "signup"),
    ("direct", late(r"\bdirect[ -]?debit(?:s)?\b"), "directdebit"),
    ("cash", late(r"\bcash ?(?:machine|point)s?\b"), "atm"),
)
"""What stands in whatever a pattern matches, the pattern, and what is written instead."""

Concepts = Mapping[str, Sequence[str]]
"""Words that mean the same, folded, by the name of what they mean."""


def features(text: str, concepts: Concepts) -> Sequence[str]:
    """Concepts, words, word pairs and character n-grams of a folded sentence, each once."""
    found = [
        f"#{name}" for name, words in concepts.items() if name != ON_TOPIC and says(text, words)
    ]
    words: list[str] = []
    for token in _TOKEN.findall(text):
        if token[0] >= "\u3400":
            for size in (1, 2, 3):
                found.extend(token[i : i + size] for i in range(len(token) - size + 1))
        else:
            words.append(token)
            padded = f"_{token}_"
            found.extend(padded[i : i + 4] for i in range(len(padded) - 3))
    stems = [stem(word) for word in words]
    found.extend(f"={word}" for word in stems)
    found.extend(f"={a} {b}" for a, b in pairwise(stems))
    return tuple(dict.fromkeys(found))


def says(text: str, words: Sequence[str]) -> bool:
    """Whether one of the words stands in a folded text; a Latin one, from its beginning, so that
    its endings count too.
    """
    return any(word in text and (not word[0].isascii() or _begins(word, text)) for word in words)


def _begins(word: str, text: str) -> bool:
    place = text.find(word)
    while place > 0 and _IN_WORD.match(text, place - 1):
        place = text.find(word, place + 1)
    return place >= 0


def stem(word: str) -> str:
    """A word without its commonest endings: enough to bring `charged` and `charges` together."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def fold(text: str, to_simplified: Callable[[str], str]) -> str:
    """A text as it is compared: cleaned, small letters, simplified characters."""
    folded = in_one_writing(text).lower()
    if not folded.isascii():
        folded = to_simplified(folded)
    for part, pattern, word in _REWRITTEN:
        if part in folded:
            folded = pattern.sub(word, folded)
    return folded
