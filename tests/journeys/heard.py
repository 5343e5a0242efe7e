"""What somebody hears who has a screen read out: no colour, no layout, no cursor that moves."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tests.journeys.person import squeezed, unescaped

INPUT = ">"
"""The sign behind which is typed."""
_MATTERS = 8
"""Characters from which a sentence is worth saying once only."""
_COLONS = ("：", ":")
_EMPTY = re.compile(r"“”|\"\"|（）|\(\)|[：:]\s*[，,；;]|\{[\w-]*\}")
_END_OF_SENTENCE = re.compile(r"(?<=[。！？；])|(?<=[.!?;])\s|\n(?=\d+[. ])|\n(?=[-–] )")
_NUMBER = re.compile(r"^\s*(?:\d+[. ]|[-–] )\s*")
_RULE = re.compile(r"(?P<sign>[^\w\s])(?P=sign){2,}")


def heard(raw: str) -> list[str]:
    """The lines of what was printed, as a screen reader's user has them filtered: runs of spaces
    are one, lines across the page and empty lines are none.
    """
    lines = (" ".join(_RULE.sub("", line).split()) for line in unescaped(raw).splitlines())
    return [line for line in lines if line]


def length(raw: str) -> int:
    """The characters heard."""
    return len("\n".join(heard(raw)))


def faults(lines: Sequence[str], *, is_last: bool = False) -> Iterator[str]:
    """What makes no sense to somebody who hears these lines of one screen and sees nothing.

    The last screen tells what happened, and then again within the message to be sent.
    """
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        if line != INPUT and not any(c.isalnum() for c in line):
            yield f"only signs: {line}"
        if _EMPTY.search(line) or (line.endswith(_COLONS) and (not after or after == INPUT)):
            yield f"nothing behind a label: {line}"
        if line == after:
            yield f"twice in a row: {line}"
    whole = (line for line in lines if len(squeezed(line)) >= _MATTERS)
    repeated = {*_repeated(whole), *_repeated(() if is_last else _sentences(lines))}
    yield from (f"said twice: {text}" for text in sorted(repeated))


def _sentences(lines: Sequence[str]) -> Iterator[str]:
    """The sentences, joined where a line was wrapped; what is too short to matter left out."""
    for sentence in _END_OF_SENTENCE.split("\n".join(lines)):
        text = squeezed(_NUMBER.sub("", sentence))
        if len(text) >= _MATTERS:
            yield text


def _repeated(texts: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for text in texts:
        if text in seen:
            yield text
        seen.add(text)
