"""Mechanical mistakes mended in the text of a file, at their places; all else in it stays."""

import json
import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from wallethelp.core.mistakes import Mistake
from wallethelp.pack.silences import says_something

_UNUSED = ("uncited-fact", "unused-field", "unused-condition")
_ONE_OF = ("schema.literal_error",)
_BROKEN = ("syntax", "tab", "prose-in-flow-style", "colon-in-text")
_IN_BRACES = re.compile(
    r"\{\s*(?P<one>zh|en):\s+(?P<first>.+?),\s+(?P<two>zh|en):\s+(?P<last>.+?)\s*\}"
)
_TAB_WIDTHS = (2, 4, 8)
_NEAR = 3
"""Lines below a key in which its value is looked for."""


def mended(text: str, file: str, mistakes: Iterable[Mistake]) -> str:
    """The text of a file without those of its `mistakes` that can be mended without understanding.

    Names with one close match, prose in braces, tabs, an id that is not the file's name, and facts,
    fields and conditions nobody uses. Whether it is better then, a check has to tell.
    """
    lines = text.split("\n")
    # From the end on, so that the lines of the others stay where they are.
    for mistake in sorted(mistakes, key=lambda one: (-one.line, -one.column)):
        if mistake.code in _BROKEN:
            lines = _readable(lines, mistake.line)
        elif mistake.code == "id-is-file-name":
            _set_id(lines, mistake.line, PurePosixPath(file).stem)
        elif mistake.code in _UNUSED:
            if lines[mistake.line - 1].lstrip().startswith(f"{mistake.names['name']}:"):
                lines = _without(lines, mistake.line)
        elif mistake.closest is not None:
            old = mistake.names.get("found" if mistake.code in _ONE_OF else "name")
            if old:
                _rename(lines, mistake, old, mistake.closest)
    return "\n".join(lines)


def _rename(lines: list[str], mistake: Mistake, old: str, new: str) -> None:
    name = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    start = mistake.line - 1
    for number in range(start, min(start + _NEAR, len(lines))):
        begin = mistake.column - 1 if number == start else 0
        found = name.search(lines[number], begin)
        if found is not None:
            line = lines[number]
            lines[number] = line[: found.start()] + new + line[found.end() :]
            return


def _set_id(lines: list[str], number: int, name: str) -> None:
    lines[number - 1] = re.sub(r"^(id:\s+)[^\s#]+", rf"\g<1>{name}", lines[number - 1])


def _without(lines: list[str], number: int) -> list[str]:
    """Without a key and what is indented below it; comments at its margin stay.

    Where nothing is left then below the key above, that goes too.
    """
    margin = len(_margin(lines[number - 1]))
    end = number
    while end < len(lines) and (len(_margin(lines[end])) > margin or not lines[end].strip()):
        end += 1
    while end > number and not lines[end - 1].strip():
        end -= 1
    above = next((n for n in reversed(range(number - 1)) if says_something(lines[n])), None)
    below = next((line for line in lines[end:] if says_something(line)), "")
    is_last = above is not None and max(len(_margin(lines[above])), len(_margin(below))) < margin
    gone = {above, *range(number - 1, end)} if is_last else {*range(number - 1, end)}
    return [line for at, line in enumerate(lines) if at not in gone]


def _readable(lines: list[str], number: int) -> list[str]:
    """With spaces for tabs in the margin, and quotes around prose in braces near the line."""
    width = max(_TAB_WIDTHS, key=lambda width: _as_beside(lines, width))
    lines = [_without_tabs(line, width) for line in lines]
    for near in (number - 1, number - 2):
        if 0 <= near < len(lines):
            lines[near] = _IN_BRACES.sub(_quoted, lines[near])
    return lines


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _without_tabs(line: str, width: int) -> str:
    margin = _margin(line)
    return margin.replace("\t", " " * width) + line[len(margin) :]


def _as_beside(lines: list[str], width: int) -> int:
    """How many lines with tabs, of such a width, are indented as a line without beside them."""
    found = 0
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if "\t" in _margin(line):
            # Below a key that stands alone, everything is indented further.
            near = [after] if before.rstrip().endswith(":") else [before, after]
            beside = {len(_margin(one)) for one in near if "\t" not in _margin(one)}
            found += len(_margin(_without_tabs(line, width))) in beside
    return found


def _quoted(found: re.Match[str]) -> str:
    first, last = (
        said if said[:1] in "\"'" else json.dumps(said, ensure_ascii=False)
        for said in (found["first"], found["last"])
    )
    return f"{{{found['one']}: {first}, {found['two']}: {last}}}"
