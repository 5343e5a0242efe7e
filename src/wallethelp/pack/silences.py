"""The comments of a pack by which its author silences a warning."""

import re
from collections.abc import Iterator
from pathlib import Path

from wallethelp.core.check.silence import Silence
from wallethelp.core.limits import MAX_BYTES
from wallethelp.pack.files import OddFileError, read_inside

_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*wallethelp:\s*ignore\b[ \t]*([\w.-]*)[ \t]*(.*)$")
_SIGN = b"wallethelp:"


def silences(root: Path, files: list[str]) -> Iterator[Silence]:
    """Every such comment in the `files` of a pack."""
    for file in files:
        try:
            raw = read_inside(root, file)[:MAX_BYTES]
        except (OddFileError, OSError):
            continue
        if _SIGN in raw:
            yield from _in_lines(file, raw.decode("utf-8-sig", errors="replace").splitlines())


def _what_follows(lines: list[str]) -> list[int]:
    """For each line by its number, the number of the next one that says something; 0 for none."""
    follows = [0] * (len(lines) + 1)
    for number in range(len(lines) - 1, -1, -1):
        follows[number] = number + 1 if says_something(lines[number]) else follows[number + 1]
    return follows


def _in_lines(file: str, lines: list[str]) -> Iterator[Silence]:
    follows = _what_follows(lines)
    for number, line in enumerate(lines, 1):
        match = _COMMENT.search(line)
        if match is None:
            continue
        about = number
        if not line[: match.start()].strip():
            about = follows[number] or number
        yield Silence(
            file=file,
            line=number,
            column=match.start() + 1,
            about=about,
            code=match[1],
            reason=match[2].strip(),
        )


def says_something(line: str) -> bool:
    """Whether a line is more than a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")
