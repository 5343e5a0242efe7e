"""What YAML reads and its author did not mean: found in the files as they are written.

A text that ends at a `#`, a list that a comma of full width does not divide, and what a template
has where the author's own words belong.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct
from msgspec.structs import replace

from wallethelp.core.limits import MAX_BYTES, MAX_MISTAKES, short
from wallethelp.core.mistakes import Mistake
from wallethelp.pack.documents import left_over
from wallethelp.pack.files import OddFileError, read_inside

_CUT = re.compile(r" #(?!\s*wallethelp:)")
_SPOKEN = ("zh", "en")
_PROSE = re.compile(r"\s|[^\x00-\x7f]")
_UNDIVIDED = re.compile("[，、]")
_TO_BE_WRITTEN = re.compile("‹[^‹›]*›")
"""How the templates of `flows new` mark what is to be written."""
_SUSPICIOUS = re.compile(f"[^\\s#] #|{_UNDIVIDED.pattern}|{_TO_BE_WRITTEN.pattern}")


class _Scalar(Struct):
    """A value as it is written, with the key it belongs to."""

    event: Any
    key: str
    is_alone: bool = False
    """Whether it is the only one in a list in brackets."""


class _Open(Struct):
    """A mapping or a list that is being read."""

    key: str
    is_list: bool
    in_brackets: bool
    awaits_key: bool
    inside: list[_Scalar] = []
    count: int = 0


def misread(root: Path, files: Iterable[str]) -> Iterator[Mistake]:
    """A warning for each such place in the `files` of a pack, as far as they can be read."""
    for file in files:
        with suppress(OddFileError, OSError, UnicodeDecodeError):
            text = read_inside(root, file)[:MAX_BYTES].decode("utf-8-sig")
            if _SUSPICIOUS.search(text):
                found = list(_in_text(file, text))
                told = found[:MAX_MISTAKES]
                yield from (*told, *left_over(told, len(found) - len(told)))


def _in_text(file: str, text: str) -> Iterator[Mistake]:
    lines = text.split("\n")
    to_write: list[Mistake] = []
    for scalar in _scalars(text):
        event = scalar.event
        place = event.start_mark.line + 1, event.start_mark.column + 1
        if _TO_BE_WRITTEN.search(event.value):
            to_write.append(_warning("to-be-written", file, place, name=event.value))
        if event.style:
            continue
        sign = _UNDIVIDED.search(event.value) if scalar.is_alone else None
        if sign is not None:
            yield _warning("undivided-list", file, place, sign=sign[0], name=event.value)
        number, end = event.end_mark.line, event.end_mark.column
        behind = lines[number][end:] if number < len(lines) else ""
        is_prose = scalar.key in _SPOKEN or _PROSE.search(event.value) is not None
        # Two spaces stand before what is meant as a comment; one is that of a text.
        if is_prose and _CUT.match(behind):
            yield _warning("comment-in-text", file, (number + 1, end + 2), name=behind.strip())
    if to_write:
        first, *more = to_write
        yield replace(first, also=tuple(more))


def _warning(code: str, file: str, place: tuple[int, int], **names: str) -> Mistake:
    line, column = place
    said = {name: short(what) for name, what in names.items()}
    return Mistake(code=code, file=file, line=line, column=column, names=said, is_warning=True)


def _scalars(text: str) -> Iterator[_Scalar]:
    """Every text that is a value, as far as the file can be read."""
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    around = [_Open("", is_list=True, in_brackets=False, awaits_key=False)]
    with suppress(yaml.YAMLError, ValueError):
        for event in yaml.parse(text, Loader=loader):
            match event:
                case yaml.ScalarEvent() if around[-1].awaits_key:
                    around[-1].key, around[-1].awaits_key = event.value, False
                case yaml.ScalarEvent():
                    yield from _ended(around[-1], _Scalar(event, around[-1].key))
                case yaml.CollectionStartEvent():
                    is_list = isinstance(event, yaml.SequenceStartEvent)
                    in_brackets = is_list and bool(event.flow_style)
                    key = around[-1].key
                    around.append(_Open(key, is_list, in_brackets, awaits_key=not is_list))
                case yaml.CollectionEndEvent():
                    done = around.pop()
                    for one in done.inside:
                        one.is_alone = done.count == 1
                        yield one
                    yield from _ended(around[-1])
                case yaml.AliasEvent():
                    yield from _ended(around[-1])


def _ended(around: _Open, scalar: _Scalar | None = None) -> Iterator[_Scalar]:
    """A value ended within `around`: what of it is known to stand alone or not by now."""
    around.awaits_key = not around.is_list and not around.awaits_key
    around.count += 1
    if scalar is not None and around.in_brackets:
        around.inside.append(scalar)
    elif scalar is not None:
        yield scalar
