"""An answers file: read, and checked whole before any question is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from wallethelp.cli.errors import bad_file
from wallethelp.cli.refusals import system_words
from wallethelp.core.entry import NotReference, NotUnderstood, read_entry
from wallethelp.core.guide import Ask, AskMany, Try
from wallethelp.core.mistakes import Mistake, Place, closest
from wallethelp.core.model import FieldSpec
from wallethelp.core.opening import OPENING, OPENING_STEP
from wallethelp.core.privacy import Doubtful, Refused
from wallethelp.core.session import StepRef, World
from wallethelp.i18n import _, joined
from wallethelp.pack.documents import MAX_BYTES, Document, UnreadableError, read
from wallethelp.render import words
from wallethelp.ui.prompts import BadAnswerError, Sign, Value, meant_by, written_as
from wallethelp.ui.scripted import Given

_PARTS = ("steps", "fields", "confirm")
_TRY_RESULTS = ("fixed", "not-fixed", "not-tried")


@dataclass(frozen=True, slots=True)
class Answers:
    """The replies of a file by key, each with its place.

    `given` are those that the file names; `replies` has its confirmations as well.
    """

    given: dict[str, tuple[Given, ...]]
    replies: dict[str, tuple[Given, ...]]
    document: Document

    def mistake(self, error: BadAnswerError) -> Mistake:
        """What the wizard could not take, with its place in the file."""
        part = "steps" if "/" in error.key else "fields"
        return _at(
            self.document,
            "not-understood",
            (part, error.key.rstrip("?")),
            name=error.key.rstrip("?"),
            problem=error.problem,
        )


def read_answers(path: Path, world: World, *, now: datetime, can_ask: bool) -> Answers:
    """The answers in `path`. Raises GivenError naming every mistake with its place.

    `can_ask` is whether somebody is there to confirm what looks like a card number or a key.
    """
    try:
        with path.open("rb") as file:
            document = read(file.read(MAX_BYTES + 1), str(path))
    except UnreadableError as error:
        raise bad_file([error.mistake]) from error
    except FileNotFoundError as error:
        raise bad_file([Mistake(code="no-such-file", file=str(path))]) from error
    except OSError as error:
        problem = {"problem": system_words(error)}
        raise bad_file([Mistake(code="unreadable", file=str(path), names=problem)]) from error
    mistakes = list(document.mistakes) or list(_shape(document))
    if mistakes:
        raise bad_file(mistakes)
    steps: dict[str, Any] = document.data.get("steps") or {}
    fields: dict[str, Any] = document.data.get("fields") or {}
    confirmed: list[Any] = document.data.get("confirm") or []
    reading = _Reading(world, now, can_ask=can_ask, confirmed=frozenset(map(str, confirmed)))
    mistakes = [
        *_steps(document, steps, world),
        *_fields(document, fields, reading),
        *_confirmations(document, confirmed, fields),
    ]
    if mistakes:
        raise bad_file(mistakes)
    given: dict[str, tuple[Given, ...]] = {
        name: (_reply(value),) for name, value in {**steps, **fields}.items()
    }
    confirmations: dict[str, tuple[Given, ...]] = {f"{name}?": ("yes",) for name in confirmed}
    return Answers(given, given | confirmations, document)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the details of a file are read before any question is asked."""

    world: World
    now: datetime
    can_ask: bool
    confirmed: frozenset[str]
    """Fields whose text is what the question asks for, although it looks like something else."""


def _confirmations(
    document: Document, confirmed: list[Any], fields: dict[str, Any]
) -> Iterator[Mistake]:
    for number, name in enumerate(confirmed):
        if name not in fields:
            near = closest(str(name), fields)
            place = ("confirm", number)
            yield _at(document, "unknown-answer-key", place, near, name=str(name)[:60])


def _at(
    document: Document, code: str, place: Place, near: str | None = None, **names: str
) -> Mistake:
    line, column = document.mark(place)
    return Mistake(
        code=code, file=document.file, line=line, column=column, names=names, closest=near
    )


def _shape(document: Document) -> Iterator[Mistake]:
    data = document.data
    if not isinstance(data, dict):
        yield _at(document, "answers-shape", ())
        return
    for name, part in data.items():
        if name not in _PARTS:
            near = closest(name, _PARTS)
            yield _at(document, "schema.extra_forbidden", (name,), near, name=name)
        elif part is not None and not isinstance(part, list if name == "confirm" else dict):
            yield _at(document, "answers-shape", (name,))


def _steps(document: Document, steps: dict[str, Any], world: World) -> Iterator[Mistake]:
    known = dict(_questions(world))
    for key, value in steps.items():
        place = ("steps", key)
        if key not in known:
            near = closest(key, known)
            yield _at(document, "unknown-answer-key", place, near, name=key)
            continue
        many = isinstance(known[key], AskMany)
        values: tuple[Value, ...] = (*_options(known[key]), Sign.UNKNOWN)
        items = value if many and isinstance(value, list) else [value]
        for item in items:
            if not _is_one_of(item, values):
                yield _no_such_option(document, place, key, item, values)
        if len(items) > 1 and Sign.UNKNOWN in (meant_by(item, values) for item in items):
            yield _at(document, "not-understood", place, name=key, problem=words.excluded())


def _is_one_of(item: object, values: tuple[Value, ...]) -> bool:
    return (item is None or isinstance(item, str)) and meant_by(item, values) is not None


def _no_such_option(
    document: Document, place: Place, key: str, item: object, values: tuple[Value, ...]
) -> Mistake:
    spelled = [written_as(value, values) for value in values]
    near = closest(str(item), spelled)
    shown = {"name": str(item)[:60], "key": key, "known": ", ".join(spelled)}
    return _at(document, "unknown-answer-option", place, near, **shown)


def _questions(world: World) -> Iterator[tuple[str, Ask | AskMany | Try]]:
    for guide_name, guide in world.pack.guides.items():
        for step_name, step in guide.steps.items():
            if isinstance(step, Ask | AskMany | Try):
                yield StepRef(guide_name, step_name).key, step


def _options(step: Ask | AskMany | Try) -> tuple[str, ...]:
    return _TRY_RESULTS if isinstance(step, Try) else tuple(step.options)


def _fields(document: Document, fields: dict[str, Any], reading: _Reading) -> Iterator[Mistake]:
    world = reading.world
    for name, value in fields.items():
        place = ("fields", name)
        spec = world.pack.fields.get(name)
        if spec is None:
            near = closest(name, world.pack.fields)
            yield _at(document, "unknown-answer-key", place, near, name=name)
        elif value is None:
            continue
        elif isinstance(value, bool | list | dict):
            yield _at(document, "schema.string_type", place, found=str(value)[:60])
        elif spec.kind in ("choice", "evidence"):
            values: tuple[Value, ...] = (*spec.choices, Sign.UNKNOWN, Sign.SKIP)
            if not _is_one_of(value, values):
                yield _no_such_option(document, place, name, value, values)
        else:
            problem = _typed_problem(str(value), name, spec, reading)
            if problem:
                yield _at(document, "not-understood", place, name=name, problem=problem)


def _typed_problem(value: str, name: str, spec: FieldSpec, reading: _Reading) -> str:
    """Why a text cannot be kept. What it leaves open is asked, or told, when its turn comes."""
    entry = read_entry(
        value,
        spec,
        now=reading.now,
        calendar=reading.world.calendar,
        confirmed=name in reading.confirmed,
    )
    match entry:
        case NotUnderstood():
            return words.not_understood(entry, spec)
        case NotReference() if not reading.can_ask:
            return joined([words.no_reference(), _confirm_in_file(name)])
        case Refused(secret=secret):
            return words.refused(secret)
        case Doubtful(doubt=doubt) if not reading.can_ask:
            return joined([words.doubtful(doubt), _confirm_in_file(name)])
        case _:
            return ""


def _confirm_in_file(name: str) -> str:
    return _("If it is what is asked for, write “confirm: [{name}]” in the file.").format(name=name)


def _reply(value: Any) -> Given:
    if isinstance(value, list):
        return tuple(item if item is None else str(item) for item in value)
    return value if value is None else str(value)


def off_path(answers: Answers, used: set[str]) -> list[str]:
    """The keys of the file that the session never asked for."""
    opening = f"{OPENING}/{OPENING_STEP}"
    return [key for key in answers.given if key not in used and key != opening]
