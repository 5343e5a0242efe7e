"""One YAML or JSON document as plain data, in which every value knows its place.

Stricter than YAML: no tags, anchors, aliases or double keys, and only `true`, `false`, `null` and
numbers are not text (YAML 1.2), so that an option called `no` stays `no`.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from wallethelp.core.mistakes import Mistake, Place

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_VALUES = 100_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,15})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data and where each value stands (line and column, counted from 1)."""

    file: str
    data: Any
    marks: dict[Place, tuple[int, int]]
    mistakes: tuple[Mistake, ...] = ()

    def mark(self, place: Place) -> tuple[int, int]:
        """The place of a value, or of the nearest value around it."""
        while place and place not in self.marks:
            place = place[:-1]
        return self.marks.get(place, (0, 0))


class UnreadableError(Exception):
    """The document cannot be read at all; `mistake` says why and where."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.code)
        self.mistake = mistake


def read(raw: bytes, file: str) -> Document:
    """The document in `raw`, named `file` in messages. Raises UnreadableError."""
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
    return _read_json(text, file) if file.lower().endswith(".json") else _read_yaml(text, file)


def _refuse(code: str, file: str, line: int = 0, column: int = 0, **names: str) -> NoReturn:
    raise UnreadableError(Mistake(code=code, file=file, line=line, column=column, names=names))


def _read_json(text: str, file: str) -> Document:
    mistakes: list[Mistake] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        seen: dict[str, Any] = {}
        for name, value in items:
            if name in seen:
                mistakes.append(Mistake(code="double-key", file=file, names={"name": name}))
            seen[name] = value
        return seen

    try:
        data = json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        _refuse("syntax", file, error.lineno, error.colno, problem=error.msg)
    except ValueError as error:  # a number of thousands of digits
        _refuse("syntax", file, problem=str(error))
    except RecursionError:
        _refuse("too-deep", file, limit=str(MAX_DEPTH))
    return Document(file, data, {(): (1, 1)}, tuple(mistakes))


def _read_yaml(text: str, file: str) -> Document:
    builder = _Builder(file)
    try:
        events = yaml.parse(text, Loader=_Loader)
        data = builder.build(iter(events))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # Reading ahead of us, the library may stumble over what our own limit is about to refuse.
        if (place := _too_deep(text, mark.index if mark else len(text))) is not None:
            _refuse("too-deep", file, *place, limit=str(MAX_DEPTH))
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        problem = error.problem or error.context or "?"
        _refuse(_syntax_code(text, line, problem), file, line, column, problem=problem)
    except yaml.YAMLError as error:
        _refuse("syntax", file, problem=str(error).splitlines()[0])
    return Document(file, data, builder.marks, tuple(builder.mistakes))


def _too_deep(text: str, end: int) -> tuple[int, int] | None:
    """Line and column where brackets before `end` nest too deep, or None."""
    depth = 0
    for bracket in re.finditer(r"[\[{\]}]", text[:end]):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > MAX_DEPTH + 1:
            line = text.count("\n", 0, bracket.start()) + 1
            return line, bracket.start() - text.rfind("\n", 0, bracket.start())
    return None


def _syntax_code(text: str, line: int, problem: str) -> str:
    """The usual mistakes: prose inside `{…}` or `[…]`, and a colon in prose."""
    if problem.startswith("mapping values are not allowed"):
        return "colon-in-text"
    lines = text.splitlines()
    around = " ".join(lines[max(0, line - 2) : line])
    return "prose-in-flow-style" if re.search(r":\s*[{\[]", around) else "syntax"


@dataclass(slots=True)
class _Builder:
    file: str
    marks: dict[Place, tuple[int, int]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

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
        line, column = _mark(event)
        self.mistakes.append(
            Mistake(code=code, file=self.file, line=line, column=column, names=names)
        )

    def _stop(self, code: str, event: yaml.Event, limit: int) -> NoReturn:
        _refuse(code, self.file, *_mark(event), limit=f"{limit:,}")

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], place: Place) -> Any:
        if len(place) > MAX_DEPTH:
            self._stop("too-deep", event, MAX_DEPTH)
        if len(self.marks) > MAX_VALUES:
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
