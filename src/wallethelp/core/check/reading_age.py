"""How hard a text is to read: the school grade of English, the length of Chinese sentences.

The grade is that of Flesch and Kincaid: 0.39 × words a sentence + 11.8 × syllables a word − 15.59.
Of a text of few words it says nothing, so that none is given.
"""

import re

from wallethelp.core.text import CLAUSE, PLACEHOLDER

MOST_GRADE = 8.0
MOST_CHARACTERS = 40
FEWEST_WORDS = 15

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_SENTENCE = re.compile(r"[.!?;:\n]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_SENTENCE_ZH = re.compile(r"[。！？；：\n]")
_SIGN = re.compile(r"[\s，、“”‘’（）《》·—…,.!?()\[\]-]")


def grade(text: str) -> float | None:
    """The school grade that an English text takes; None where it has too few words."""
    plain = PLACEHOLDER.sub("it", CLAUSE.sub(r"\1", text)).replace("<", "").replace(">", "")
    sentences = [part for part in _SENTENCE.split(plain) if _WORD.search(part)]
    words = _WORD.findall(plain)
    if len(words) < FEWEST_WORDS:
        return None
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    word = word.lower()
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and count > 1:
        count -= 1
    if (
        word.endswith(("es", "ed"))
        and not word.endswith(("ted", "ded", "ses", "ces"))
        and count > 1
    ):
        count -= 1
    return max(1, count)


def longest_sentence(text: str) -> int:
    """The characters of the longest Chinese sentence in `text`, without its signs."""
    plain = PLACEHOLDER.sub("某", CLAUSE.sub(r"\1", text))
    return max(len(_SIGN.sub("", part)) for part in _SENTENCE_ZH.split(plain))
