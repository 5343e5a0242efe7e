"""Names in a pack: how an id is written, and of each text that is one, what it names."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from msgspec import Meta, Struct
from msgspec.structs import fields

from wallethelp.core.mistakes import Place
from wallethelp.core.shape import Check, UnfitError
from wallethelp.core.text import CLAUSE, LANGUAGES, PLACEHOLDER, Text

Sort = Literal[
    "step",
    "guide",
    "category",
    "field",
    "time",
    "fact",
    "rung",
    "wallet",
    "condition",
    "onward",
    "letter",
    "mark",
    "placeholder",
    "answer",
    "option",
]


class Ref(NamedTuple):
    """Says what a text of a pack names; None: it is the name of what it stands in or before.

    A `time` is a field that holds one. What an `answer` and an `option` belong to, the condition
    they stand in tells. `unless` it is that word, which means something of its own.
    """

    to: Sort | None
    unless: str | None = None


ID_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
Id = Annotated[str, Meta(pattern=ID_PATTERN, max_length=40)]
OwnId = Annotated[Id, Ref(None)]
StepId = Annotated[Id, Ref("step")]
GuideId = Annotated[Id, Ref("guide")]
CategoryId = Annotated[Id, Ref("category")]
FieldId = Annotated[Id, Ref("field")]
TimeId = Annotated[Id, Ref("time")]
RungId = Annotated[Id, Ref("rung")]
WalletId = Annotated[Id, Ref("wallet")]
OptionId = Annotated[Id, Ref("option")]
ConditionId = Annotated[Id, Ref("condition")]
OnwardId = Annotated[Id, Ref("onward")]
LetterId = Annotated[Id, Ref("letter")]
_FACT = r"[a-z]+(\.[a-z0-9_]+)+"
FACT_PATTERN = f"^{_FACT}$"
BASIS_PATTERN = f"^(ours|{_FACT})$"
OwnFactId = Annotated[str, Meta(pattern=FACT_PATTERN, max_length=60), Ref(None)]
FactId = Annotated[str, Meta(pattern=FACT_PATTERN, max_length=60), Ref("fact")]
Basis = Annotated[str, Meta(pattern=BASIS_PATTERN, max_length=60), Ref("fact", unless="ours")]
"""A fact, or `ours` for what is our own suggestion."""
AnswerName = Annotated[
    str,
    Meta(pattern=r"^[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*)?$", max_length=81),
    Ref("answer"),
]


def _refuse_broken_clauses(value: Text) -> None:
    for language in LANGUAGES:
        written = getattr(value, language)
        clauses = CLAUSE.findall(written)
        if any(sign in CLAUSE.sub("", written) for sign in "[]"):
            raise UnfitError("clause_open", (language,))
        if not all(map(PLACEHOLDER.search, clauses)):
            raise UnfitError("clause_bare", (language,))


Sentence = Annotated[Text, Check(_refuse_broken_clauses), Ref("placeholder")]
"""A text of the message to support; `{field}` in it is what the person said.

A `[clause]` of it is left out where a field in it is not known.
"""

MARKS = (
    "wallet",
    "when",
    "amount",
    "number",
    "problem",
    "whom",
    "ticket",
    "contacted",
    "result",
    "said",
    "promised",
    "until",
    "by",
)
"""What `{…}` in a text about contacts can name: of the case, of one contact, of the next step."""
OnwardText = Annotated[Text, Check(_refuse_broken_clauses), Ref("mark")]
"""A text about contacts; `{mark}` in it is one of MARKS, and a `[clause]` as in a Sentence."""


def parts(value: object, place: Place = ()) -> Iterator[tuple[Place, Struct]]:
    """Every record within a value of a pack with its place, each before what is in it."""
    match value:
        case Struct():
            yield place, value
            for name, key, _ref in _attributes(type(value)):
                yield from parts(getattr(value, name), (*place, key))
        case Mapping():
            for key, item in value.items():
                yield from parts(item, (*place, key))
        case tuple():
            for number, item in enumerate(value):
                yield from parts(item, (*place, number))


def references(part: Struct) -> Iterator[tuple[Place, Sort, str]]:
    """What `part` itself names: the place within it, what is named, and the name."""
    for name, key, ref in _attributes(type(part)):
        if ref is not None and ref.to is not None:
            for place, text in _texts(getattr(part, name), (key,)):
                if text != ref.unless:
                    yield place, ref.to, text


def _texts(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    match value:
        case str():
            yield place, value
        case Text():
            named = {
                name: language
                for language in ("en", "zh")
                for name in PLACEHOLDER.findall(getattr(value, language))
            }
            for name, language in named.items():
                yield (*place, language), name
        case tuple():
            for number, item in enumerate(value):
                yield from _texts(item, (*place, number))


@cache
def _attributes(kind: type[Struct]) -> tuple[tuple[str, str, Ref | None], ...]:
    """The attributes that name something or hold records: name, key in the file, what is named."""
    found = []
    for field in fields(kind):
        inside = list(declared(field.type))
        ref = next((one for one in inside if isinstance(one, Ref) and one.to is not None), None)
        if ref is not None or any(map(_is_record, inside)):
            found.append((field.name, field.encode_name, ref))
    return tuple(found)


def declared(hint: Any) -> Iterator[Any]:
    """The types a declaration is made of, and what is said of each; not what is in a record."""
    if get_origin(hint) is Annotated:
        yield from hint.__metadata__
        hint = hint.__origin__
    inner = () if get_origin(hint) is Literal else get_args(hint)
    for one in inner:
        yield from declared(one)
    if not inner:
        yield hint


def records_in(kind: type[Struct], seen: frozenset[Any] = frozenset()) -> frozenset[Any]:
    """`kind` and every record that a value of it may hold."""
    seen |= {kind}
    for field in fields(kind):
        for one in declared(field.type):
            if isinstance(one, type) and issubclass(one, Struct) and one not in seen:
                seen = records_in(one, seen)
    return seen


def _is_record(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Struct) and hint is not Text
