"""Why a file cannot be read, in terms of what its author did, rather than of the library for YAML.

The library names the place where it got stuck. What was done stands there or on the line before.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import yaml

from wallethelp.core.limits import MAX_TEXT, short
from wallethelp.core.mistakes import Mistake
from wallethelp.pack.full_width import in_line, in_margin

_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_OPENS_FLOW = re.compile(r"(?:^|:|-)\s*[{\[]")
_COMMENT = re.compile(r"(?<=\S) #")
_NO_SPACE = re.compile(
    r"^\s*(?P<written>(?:- +)?(?P<key>[a-z][\w-]*):(?P<rest>[^\s:/].*)|-(?P<item>[a-z][\w-]*: .*))$"
)
_QUOTE_AND_MORE = re.compile(rf"^\s*(?:- +)?(?:[\w-]+: +)?(?:{_QUOTED.pattern})\s*[^\s,\]}}:#]")
_BEGINS_QUOTE = re.compile(r"^\s*(?:- +)*(?:[\w-]+: +)?(?P<quote>[\"'])")
_QUOTE_IN_FLOW = re.compile(r"(?:[{\[,]|: ) *(?P<quote>[\"'])")
_CLOSED = {
    '"': re.compile(r'(?:[^"\\]|\\.)*"'),
    "'": re.compile(r"(?:[^']|'')*'(?!')"),
}
"""What ends a text in quotes that began before the line."""
_LINE_OF_ITS_OWN = re.compile(r"\s*(?:- +)?[a-z][\w-]*:(?: |$)|\s*- ")
_KEY = re.compile(r"(?:- +)?[\w-]+:(?: |$)|- ")
_COLON = re.compile(r":(?= |$)")


class _Cause(NamedTuple):
    """What was done: a code, where on the line it is if that is known, and the line put right."""

    code: str
    column: int = 0
    right: str | None = None
    names: Mapping[str, str] = MappingProxyType({})


def broken_by(lines: Sequence[str], file: str, place: tuple[int, int], problem: str) -> Mistake:
    """The mistake for which the library stopped at `place` (line and column), with its words."""
    number, column = place
    # Nobody reads to the end of a longer line, and a pattern need not either.
    if (begun := _open_quote(lines, number)) is not None:
        names = {"problem": problem}
        return Mistake(code="quote-open", file=file, line=begun[0], column=begun[1], names=names)
    by_line = {near: line[:MAX_TEXT] for near, line in enumerate(lines[:number], 1)}
    wide = next((near for near, line in by_line.items() if in_margin(line)), number)
    for near in dict.fromkeys((number, number - 1, wide)):
        cause = _cause(by_line.get(near, ""), is_here=near == number, problem=problem)
        if cause is not None:
            at = cause.column or (column if near == number else 1)
            names = {"problem": problem, **{n: short(said) for n, said in cause.names.items()}}
            return Mistake(
                code=cause.code, file=file, line=near, column=at, names=names, closest=cause.right
            )
    code = _unclear(by_line.get(number, ""), column, problem)
    return Mistake(code=code, file=file, line=number, column=column, names={"problem": problem})


def _open_quote(lines: Sequence[str], end: int) -> tuple[int, int] | None:
    """Line and column of the first quote up to line `end` that a value begins and nothing closes.

    Of a quote over several lines none but the first is like a line with a key.
    """
    is_of = ""
    begun = (0, 0)
    for number, line in enumerate(lines, 1):
        text, skipped = line[:MAX_TEXT], 0
        if is_of:
            if _LINE_OF_ITS_OWN.match(text):
                return begun
            rest = _CLOSED[is_of].match(text)
            if rest is None:
                continue
            is_of, skipped = "", rest.end()
        if number > end:
            return None
        masked = " " * skipped + _masked(text[skipped:])
        found = _BEGINS_QUOTE.match(masked)
        if found is None and _OPENS_FLOW.search(masked):
            found = _QUOTE_IN_FLOW.search(masked)
        if found is not None:
            is_of, begun = found["quote"], (number, found.start("quote") + 1)
    return begun if is_of else None


def _masked(line: str) -> str:
    """`line` without what stands in quotes and in a comment, each sign in its column."""
    bare = _dotted(line)
    return "" if bare.lstrip().startswith("#") else _COMMENT.split(bare)[0]


def _dotted(line: str) -> str:
    """`line` with dots for what stands in quotes."""
    return _QUOTED.sub(lambda quoted: "." * len(quoted[0]), line)


def _cause(line: str, *, is_here: bool, problem: str) -> _Cause | None:
    """What is wrong with one line by itself."""
    margin = len(line) - len(line.lstrip())
    if (wide := in_line(line)) is not None:
        return _Cause("full-width", line.index(wide.written) + 1, wide.right, wide.names)
    if "\t" in line[:margin]:
        return _Cause("tab", 1)
    if (code := _in_braces(line)) is not None:
        return _Cause(code, 0 if is_here else margin + 1)
    if (found := _NO_SPACE.match(line)) is not None:
        item = found["item"]
        right = f"- {item}" if item else found["written"].replace(":", ": ", 1)
        return _Cause("no-space", found.start("written") + 1, right, {"name": found["written"]})
    if _QUOTE_AND_MORE.match(line):
        return _Cause("quote-in-text", 0 if is_here else margin + 1)
    cut = _COMMENT.search(_dotted(line))
    if cut is not None and not is_here and "<scalar>" in problem:
        return _Cause("comment-in-text", cut.start() + 2)
    return None


def _in_braces(line: str) -> str | None:
    """What breaks a line with `{…}` or `[…]` in it; None where that is not what it is."""
    bare = _QUOTED.sub('""', line)
    if not _OPENS_FLOW.search(bare) or _is_sound(line.strip()):
        return None
    cut = _COMMENT.search(bare)
    if cut is not None and not _is_closed(bare[: cut.start()]):
        return "comment-in-text"
    return "prose-in-flow-style" if _is_closed(bare) else "bracket-open"


def _is_sound(line: str) -> bool:
    """Whether nothing is wrong with the line by itself: what is wrong is around it."""
    try:
        return all(True for _event in yaml.parse(line, Loader=yaml.SafeLoader))
    except (yaml.YAMLError, ValueError):
        return False


def _is_closed(line: str) -> bool:
    return all(line.count(begin) <= line.count(end) for begin, end in ("{}", "[]"))


def _unclear(line: str, column: int, problem: str) -> str:
    """A text with a colon in it, a line that is indented like no other, or anything else."""
    if problem.startswith("mapping values are not allowed"):
        # The first colon is that of a key: only a second one stands within a text.
        colons = _COLON.findall(_QUOTED.sub("", line[:column]))
        return "colon-in-text" if len(colons) > 1 else "indentation"
    is_out = "expected <block end>" in problem or "did not find expected" in problem
    return "indentation" if is_out and _KEY.match(line.lstrip()) else "syntax"
