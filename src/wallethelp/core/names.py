"""Names in a pack: how an id is written, and of each text that is one, what it names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel, StringConstraints
from pydantic_core import PydanticCustomError

from wallethelp.core.mistakes import Place
from wallethelp.core.text import CLAUSE, PLACEHOLDER, Text

Sort = Literal[
    "step",
    "guide",
    "category",
    "field",
    "time",
    "fact",
    "rung",
    "wallet",
    "placeholder",
    "answer",
    "option",
]


@dataclass(frozen=True, slots=True)
class Ref:
    """Says what a text of a pack names; None: it is the name of what it stands in or before.

    A `time` is a field that holds one. What an `answer` and an `option` belong to, the condition
    they stand in tells.
    """

    to: Sort | None


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
OwnId = Annotated[Id, Ref(None)]
StepId = Annotated[Id, Ref("step")]
GuideId = Annotated[Id, Ref("guide")]
CategoryId = Annotated[Id, Ref("category")]
FieldId = Annotated[Id, Ref("field")]
TimeId = Annotated[Id, Ref("time")]
RungId = Annotated[Id, Ref("rung")]
WalletId = Annotated[Id, Ref("wallet")]
OptionId = Annotated[Id, Ref("option")]
FactId = Annotated[
    str, StringConstraints(pattern=r"^[a-z]+(\.[a-z0-9_]+)+$", max_length=60), Ref("fact")
]
AnswerName = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*)?$", max_length=81),
    Ref("answer"),
]


def _refuse_broken_clauses(value: Text) -> Text:
    for written in (value.zh, value.en):
        clauses = CLAUSE.findall(written)
        if any(sign in CLAUSE.sub("", written) for sign in "[]"):
            raise PydanticCustomError("clause_open", "a [ or ] stands alone")
        if not all(map(PLACEHOLDER.search, clauses)):
            raise PydanticCustomError("clause_bare", "no {field} between [ and ]")
    return value


Sentence = Annotated[Text, AfterValidator(_refuse_broken_clauses), Ref("placeholder")]
"""A text of the message to support; `{field}` in it is what the person said.

A `[clause]` of it is left out where a field in it is not known.
"""


def parts(value: object, place: Place = ()) -> Iterator[tuple[Place, BaseModel]]:
    """Every model within a value of a pack with its place, each before what is in it."""
    match value:
        case BaseModel():
            yield place, value
            for name, key, _to in _attributes(type(value)):
                yield from parts(getattr(value, name), (*place, key))
        case Mapping():
            for key, item in value.items():
                yield from parts(item, (*place, key))
        case tuple():
            for number, item in enumerate(value):
                yield from parts(item, (*place, number))


def references(part: BaseModel) -> Iterator[tuple[Place, Sort, str]]:
    """What `part` itself names: the place within it, what is named, and the name."""
    for name, key, to in _attributes(type(part)):
        if to is not None:
            for place, text in _texts(getattr(part, name), (key,)):
                yield place, to, text


def _texts(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    match value:
        case str():
            yield place, value
        case Text():
            for name in dict.fromkeys(PLACEHOLDER.findall(f"{value.zh} {value.en}")):
                yield place, name
        case tuple():
            for number, item in enumerate(value):
                yield from _texts(item, (*place, number))


@cache
def _attributes(kind: type[BaseModel]) -> tuple[tuple[str, str, Sort | None], ...]:
    """The attributes that name something or hold models: name, key in the file, what is named."""
    hints = get_type_hints(kind, include_extras=True)
    found = []
    for name, field in kind.model_fields.items():
        inside = list(declared(hints[name]))
        to = next((one.to for one in inside if isinstance(one, Ref) and one.to is not None), None)
        if to is not None or any(map(_is_model, inside)):
            found.append((name, field.alias or name, to))
    return tuple(found)


def declared(hint: Any) -> Iterator[Any]:
    """The types a declaration is made of, and what is said of each; not what is in a model."""
    if get_origin(hint) is Annotated:
        yield from hint.__metadata__
        hint = hint.__origin__
    inner = () if get_origin(hint) is Literal else get_args(hint)
    for one in inner:
        yield from declared(one)
    if not inner:
        yield hint


def models_in(kind: type[BaseModel], seen: frozenset[Any] = frozenset()) -> frozenset[Any]:
    """`kind` and every model that a value of it may hold."""
    seen |= {kind}
    for hint in get_type_hints(kind, include_extras=True).values():
        for one in declared(hint):
            if isinstance(one, type) and issubclass(one, BaseModel) and one not in seen:
                seen = models_in(one, seen)
    return seen


def _is_model(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, BaseModel) and hint is not Text
