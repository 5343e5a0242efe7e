"""The comments of a pack by which its author silences a warning."""

import re
from collections.abc import Iterator
from pathlib import Path

from wallethelp.core.silence import Silence
from wallethelp.pack.documents import MAX_BYTES

_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*wallethelp:\s*ignore\b[ \t]*([\w.-]*)[ \t]*(.*)$")
_SIGN = b"wallethelp:"


def silences(root: Path, files: list[str]) -> Iterator[Silence]:
    """Every such comment in the `files` of a pack."""
    for file in files:
        try:
            with (root / file).open("rb") as stream:
                raw = stream.read(MAX_BYTES)
        except OSError:
            continue
        if _SIGN in raw:
            yield from _in_lines(file, raw.decode("utf-8-sig", errors="replace").splitlines())


def _in_lines(file: str, lines: list[str]) -> Iterator[Silence]:
    for number, line in enumerate(lines, 1):
        match = _COMMENT.search(line)
        if match is None:
            continue
        about = number
        if not line[: match.start()].strip():
            about = next(
                (n for n, text in enumerate(lines[number:], number + 1) if _says_something(text)),
                number,
            )
        yield Silence(
            file=file,
            line=number,
            column=match.start() + 1,
            about=about,
            code=match[1],
            reason=match[2].strip(),
        )


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
