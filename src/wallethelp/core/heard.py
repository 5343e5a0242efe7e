"""What somebody said, heard as asking for a code, a password, the screen or money first."""

import re
from collections.abc import Iterable

from wallethelp.core.onward import Asking, Onward

_CLAUSE_END = re.compile(r"[,;.!?:，；。！？：、]|\b(?:but|and)\b")


def asks_for_secret(onward: Onward, said: str) -> bool:
    """Whether what somebody said asks for a code, a password, the screen or money first."""
    clauses = [clause.casefold() for clause in _CLAUSE_END.split(said)]
    return any(_is_asked(asking, clause) for asking in onward.secrets for clause in clauses)


def _is_asked(asking: Asking, clause: str) -> bool:
    has = (_has(words, clause) for words in (asking.things, asking.asks))
    return all(has) and not _has(asking.never, clause)


def _has(words: Iterable[str], clause: str) -> bool:
    """Whether a word stands in the clause; a Latin one as a whole word."""
    return any(
        re.search(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word), clause)
        for word in words
    )
