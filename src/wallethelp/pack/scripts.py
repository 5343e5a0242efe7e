"""The one reader of scripts: of a file of answers, and of every walk of a pack."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from msgspec import Meta
from msgspec.structs import replace

from wallethelp.core.limits import MAX_MISTAKES, short
from wallethelp.core.mistakes import Mistake, Place, closest
from wallethelp.core.names import Id
from wallethelp.core.scripts import Script, Walk
from wallethelp.core.shape import Frozen
from wallethelp.pack.documents import Document, UnreadableError, left_over, read
from wallethelp.pack.reader import Reader, TooMuchError
from wallethelp.pack.transfers import is_case, script_of, transfer_in

WALK_ZONE = ZoneInfo("Asia/Shanghai")
"""Where the times of a walk are, so that a walk ends alike on every computer."""

_PARTS = {"steps": dict, "fields": dict, "confirm": list}
_BESIDE = tuple(name for name in Walk.__struct_fields__ if name not in ("guide", "script"))


class _File(Frozen, kw_only=True):
    guide: Id
    walks: Annotated[tuple[dict[str, Any], ...], Meta(min_length=1)]


def read_script(raw: bytes, file: str) -> tuple[Script, tuple[Mistake, ...]]:
    """The answers in `raw`, named `file` in messages, and what is wrong with their shape.

    It may be an exported case as well. With a mistake the script is empty.
    """
    try:
        document = read(raw, file)
    except UnreadableError as error:
        return Script(), (error.mistake,)
    if document.mistakes:
        return Script(), document.mistakes
    if is_case(document.data):
        kept, mistakes = transfer_in(document, raw)
        empty = Script(source=document)
        return (script_of(kept, empty) if kept is not None else empty), mistakes
    return _script(document, document.data)


def load_walks(folder: Path) -> tuple[tuple[Walk, ...], tuple[Mistake, ...]]:
    """The walks in `folder`/walks, and what is wrong with those that cannot be used."""
    reader = Reader(folder)
    walks: list[Walk] = []
    with suppress(TooMuchError):
        for name in reader.listed("walks"):
            walks += _walks(reader, f"walks/{name}")
    return tuple(walks), tuple(reader.mistakes)


def _walks(reader: Reader, name: str) -> Iterator[Walk]:
    document = reader.open(name)
    if document is None:
        return
    file = reader.valid(document, document.data, _File)
    if file is None:
        return
    before = len(reader.mistakes)
    for number, written in enumerate(file.walks):
        told = reader.mistakes[before:]
        if len(told) > MAX_MISTAKES:
            # Taken to have one each: the others that are so many were written alike.
            reader.mistakes += left_over(told, len(file.walks) - number)
            return
        at = ("walks", number)
        script, mistakes = _script(document, written, at, beside=_BESIDE)
        reader.mistakes.extend(mistakes)
        beside = {key: value for key, value in written.items() if key in _BESIDE}
        data = {**beside, "guide": file.guide, "script": script}
        walk = reader.valid(document, data, Walk, at)
        if walk is not None and not mistakes:
            yield replace(walk, now=walk.now.replace(tzinfo=WALK_ZONE))


def _script(
    document: Document, data: Any, at: Place = (), *, beside: tuple[str, ...] = ()
) -> tuple[Script, tuple[Mistake, ...]]:
    """The script that `data`, at the place `at`, holds; `beside` may stand there as well."""
    empty = Script(at=at, source=document)
    if not isinstance(data, dict):
        return empty, (empty.mistake("answers-shape"),)
    known = (*_PARTS, *beside)
    mistakes: list[Mistake] = []
    for name, part in data.items():
        if len(mistakes) >= MAX_MISTAKES:
            break
        if name not in known:
            near = closest(name, known)
            names = {"name": short(name)}
            mistakes.append(empty.mistake("schema.extra_forbidden", (name,), near, **names))
        elif name in _PARTS and not isinstance(part, _PARTS[name] | None):
            mistakes.append(empty.mistake("answers-shape", (name,)))
    if mistakes:
        return empty, tuple(mistakes)
    steps, fields, confirm = (data.get(name) or () for name in _PARTS)
    return replace(
        empty, steps=dict(steps), fields=dict(fields), confirm=tuple(map(str, confirm))
    ), ()
