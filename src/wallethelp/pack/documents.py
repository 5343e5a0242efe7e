"""One YAML or JSON document as plain data, in which every value knows its place.

Stricter than YAML: no tags, anchors, aliases or double keys, and only `true`, `false`, `null` and
numbers are not text (YAML 1.2), so that an option called `no` stays `no`.

PyYAML has two parsers, which do not take the same: the one in Python decides. libyaml, ten times as
fast but not on every machine, reads what both read alike; what it refuses or doubts is read again.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

import yaml
from msgspec import Struct, field
from msgspec.structs import replace

from wallethelp.core.limits import MAX_BYTES, MAX_DEPTH, MAX_MISTAKES, MAX_VALUES, short
from wallethelp.core.mistakes import Mistake, Place, Source
from wallethelp.pack.broken import broken_by

_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,15})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}")
_BRACKET = re.compile(
    r"""(?<![^\s\[\]{},:])(?:"(?:[^"\\]|\\.)*+"?|'[^']*+'?|\#[^\n]*)|[\[\]{}]""", re.DOTALL
)
"""Brackets; what is quoted or a comment is read over whole."""
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no YAML file holds."""
_LIBYAML_TAKES = re.compile(r"[\t\ufeff]|[|>][-+0-9]*\#")
"""What libyaml takes in places where the parser in Python does not, or takes otherwise."""


_BEGUN_BEFORE = ("while scanning a quoted scalar", "while scanning a simple key")
"""What is found to be wrong only where something else begins: the mistake is where it began."""


class Document(Source, frozen=True):
    """Plain data that knows where each value stands."""

    data: Any = None
    mistakes: tuple[Mistake, ...] = ()


class UnreadableError(Exception):
    """The document cannot be read at all; `mistake` says why and where."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.code)
        self.mistake = mistake


class _DoubtfulError(Exception):
    """The other parser is to decide."""


def read(
    raw: bytes, file: str, *, libyaml: bool = yaml.__with_libyaml__, as_json: bool = False
) -> Document:
    """The document in `raw`, named `file` in messages, the same with and without `libyaml`.

    It is JSON where the name or `as_json` says so. Raises UnreadableError.
    """
    if len(raw) > MAX_BYTES:
        _refuse("too-big", file, limit=f"{MAX_BYTES:,}")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        _refuse("not-utf8", file, line, column)
    if not text.strip():
        _refuse("empty", file)
    if as_json or file.lower().endswith(".json"):
        return _read_json(text, file)
    if (odd := _UNPRINTABLE.search(text)) is not None:
        _refuse("unprintable", file, *_place_in(text, odd.start()), name=f"U+{ord(odd[0]):04X}")
    if libyaml and not _LIBYAML_TAKES.search(text):
        document = _read_surely(text, file, libyaml=True)
        if document is not None and document.data and not document.mistakes:
            return document
    return _read_yaml(text, file, libyaml=False)


def with_marks(document: Document, raw: bytes) -> Document:
    """A JSON document in which every value knows its place, as far as YAML reads it alike.

    It takes a while, and is worth it only where something is wrong.
    """
    text = raw.decode("utf-8-sig", "replace")
    found = _read_surely(text, document.file, libyaml=yaml.__with_libyaml__)
    marks = found.marks if found is not None else document.marks
    return Document(document.file, marks, document.data, document.mistakes)


def _refuse(code: str, file: str, line: int = 0, column: int = 0, **names: str) -> NoReturn:
    raise UnreadableError(Mistake(code=code, file=file, line=line, column=column, names=names))


def _place_in(text: str, at: int) -> tuple[int, int]:
    """The line and column of a character, counted from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


class _Notes(Struct):
    """The mistakes of one file, no more of them than anybody reads; of the rest the number."""

    file: str
    noted: list[Mistake] = field(default_factory=list)
    left: int = 0

    def add(self, code: str, place: tuple[int, int] = (0, 0), /, **names: str) -> None:
        if len(self.noted) >= MAX_MISTAKES:
            self.left += 1
            return
        names = {name: short(what) for name, what in names.items()}
        line, column = place
        self.noted.append(Mistake(code=code, file=self.file, line=line, column=column, names=names))

    @property
    def all(self) -> tuple[Mistake, ...]:
        return (*self.noted, *left_over(self.noted, self.left))


def left_over(told: Sequence[Mistake], count: int) -> Iterator[Mistake]:
    """What is said of `count` mistakes of a file beyond those `told`: it stands behind the last."""
    if count > 0:
        last = max(told, key=lambda mistake: (mistake.line, mistake.column))
        names = {"count": f"{count:,}"}
        yield replace(last, code="more-mistakes", names=names, closest=None)


def _read_json(text: str, file: str) -> Document:
    notes = _Notes(file)

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        seen: dict[str, Any] = {}
        for name, value in items:
            if name in seen:
                notes.add("double-key", name=name)
            seen[name] = value
        return seen

    if (place := _too_deep(text)) is not None:
        _refuse("too-deep", file, *place, limit=f"{MAX_DEPTH:,}")
    try:
        data = json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        _refuse("syntax", file, error.lineno, error.colno, problem=error.msg)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits
        _refuse("syntax", file, problem=str(error))
    if _has_more_values(data, MAX_VALUES):
        _refuse("too-many-values", file, 1, 1, limit=f"{MAX_VALUES:,}")
    return Document(file, {(): (1, 1)}, data, notes.all)


def _has_more_values(data: Any, most: int) -> bool:
    ahead, count = [data], 0
    while ahead and count <= most:
        value = ahead.pop()
        count += 1
        ahead.extend(value.values() if isinstance(value, dict) else ())
        ahead.extend(value if isinstance(value, list) else ())
    return count > most


def _read_surely(text: str, file: str, *, libyaml: bool) -> Document | None:
    """What the parser reads; None where that is nothing, or the other may read something else."""
    try:
        return _read_yaml(text, file, libyaml=libyaml)
    except (UnreadableError, _DoubtfulError):
        return None


def _read_yaml(text: str, file: str, *, libyaml: bool) -> Document:
    builder = _Builder(file, notes=_Notes(file))
    data = builder.build(_events(text, file, libyaml=libyaml))
    return Document(file, builder.marks, data, builder.notes.all)


def _events(text: str, file: str, *, libyaml: bool) -> Iterator[yaml.Event]:
    """What the library reads, one by one; our own limits decide before what it says of the rest."""
    events = yaml.parse(text, Loader=yaml.CSafeLoader if libyaml else yaml.SafeLoader)
    in_flow: list[bool] = []  # of each collection that is open, the innermost last
    read_to = 0
    while True:
        try:
            event = next(events, None)
        except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
            # It reads ahead, and may have limits of its own for what ours is about to refuse.
            if (place := _too_deep(text, read_to, len(in_flow))) is not None:
                _refuse("too-deep", file, *place, limit=f"{MAX_DEPTH:,}")
            _refuse_as_broken(text, file, error)
        if event is None:
            return
        if isinstance(event, yaml.CollectionStartEvent):
            in_flow.append(bool(event.flow_style))
        elif isinstance(event, yaml.CollectionEndEvent):
            in_flow.pop()
        elif libyaml and any(in_flow[-1:]) and _is_doubtful(event):
            raise _DoubtfulError
        read_to = event.end_mark.index if event.end_mark else read_to
        yield event


def _is_doubtful(event: yaml.Event) -> bool:
    """Whether the parsers may differ about a text in `{…}` or `[…]`: bare, with `?` or empty."""
    if not isinstance(event, yaml.ScalarEvent) or event.style:
        return False
    return not event.value or "?" in event.value


def _too_deep(text: str, start: int = 0, depth: int = 0) -> tuple[int, int] | None:
    """The line and column of the bracket after `start` that nests too deep, or None."""
    for part in _BRACKET.finditer(text, start):
        if part[0] in "[{":
            depth += 1
        elif part[0] in "]}":
            depth -= 1
        if depth > MAX_DEPTH + 1:
            return _place_in(text, part.start())
    return None


def _refuse_as_broken(text: str, file: str, error: Exception) -> NoReturn:
    if not isinstance(error, yaml.MarkedYAMLError):
        _refuse("syntax", file, problem=next(iter(str(error).splitlines()), "?"))
    mark = error.problem_mark or error.context_mark
    if error.context in _BEGUN_BEFORE:
        mark = error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    problem = error.problem or error.context or "?"
    raise UnreadableError(broken_by(text.splitlines(), file, (line, column), problem))


class _Builder(Struct):
    file: str
    notes: _Notes
    marks: dict[Place, tuple[int, int]] = field(default_factory=dict)
    values: int = 0

    def build(self, events: Iterator[yaml.Event]) -> Any:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                break
        first = next(events, None)
        if first is None:
            _refuse("empty", self.file)
        data = self._value(first, events, ())
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._note("second-document", event)
                break
        return data

    def _note(self, code: str, event: yaml.Event, **names: str) -> None:
        self.notes.add(code, _mark(event), **names)

    def _stop(self, code: str, event: yaml.Event, limit: int) -> NoReturn:
        _refuse(code, self.file, *_mark(event), limit=f"{limit:,}")

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], place: Place) -> Any:
        if len(place) > MAX_DEPTH:
            self._stop("too-deep", event, MAX_DEPTH)
        self.values += 1
        if self.values > MAX_VALUES:
            self._stop("too-many-values", event, MAX_VALUES)
        self.marks[place] = _mark(event)
        if isinstance(event, yaml.AliasEvent):
            self._note("alias", event, name=str(event.anchor))
            return None
        self._note_anchor_and_tag(event)
        if isinstance(event, yaml.ScalarEvent):
            return event.value if event.style else _plain(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, place)
        return self._mapping(events, place)

    def _note_anchor_and_tag(self, event: yaml.Event) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            self._note("anchor", event, name=anchor)
        if tag is not None and tag != "!":
            self._note("tag", event, name=tag)

    def _sequence(self, events: Iterator[yaml.Event], place: Place) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            values.append(self._value(event, events, (*place, len(values))))
        return values

    def _mapping(self, events: Iterator[yaml.Event], place: Place) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._note("key-not-text", event)
                self._value(event, events, (*place, "?"))
                self._value(next(events), events, (*place, "?"))
                continue
            self._note_anchor_and_tag(event)
            name = event.value
            mark = _mark(event)
            if name in values:
                first = self.marks[(*place, name)][0]
                self._note("double-key", event, name=name, first=str(first))
            values[name] = self._value(next(events), events, (*place, name))
            # A value is found by its key: that is what an author looks for.
            self.marks[(*place, name)] = mark
        return values


def _mark(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)


def _plain(written: str) -> Any:
    if written in _WORDS:
        return _WORDS[written]
    if _INTEGER.fullmatch(written):
        return int(written)
    if _DECIMAL.fullmatch(written):
        return float(written)
    return written
