"""Types as they are declared in the core, made into validators that find every mistake at once.

The one place that knows the library for validation. What it checks stands beside the types: msgspec
`Meta` for limits, and the marks of `core.shape`. A second validator of each type is for checks that
go on in a broken file: it takes whatever is written, and UNREAD stands for what is no such value.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import Meta, Struct, defstruct
from msgspec.structs import FieldInfo, fields
from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator, ValidationError
from pydantic_core import core_schema as made

from wallethelp.core.limits import MAX_TEXT
from wallethelp.core.shape import UNREAD, Check, ToldByKey, UnfitError, Written
from wallethelp.core.text import LANGUAGES, Language, Text

_LIMITS = ("min_length", "max_length", "pattern")
RECORD, OTHER = "record", "other"
"""What the places of mistakes say of a value that may be a record or a text."""
_PLAIN: Mapping[Any, Callable[[], Any]] = {
    Any: made.any_schema,
    str: made.str_schema,
    int: made.int_schema,
    float: made.float_schema,
    bool: made.bool_schema,
    date: made.date_schema,
    datetime: made.datetime_schema,
    dict: made.dict_schema,
}


@cache
def validator(
    hint: Any, *, lenient: bool = False, languages: tuple[Language, ...] = LANGUAGES
) -> SchemaValidator:
    """What makes a value of the type `hint` of plain data, or raises a ValidationError.

    A `lenient` one makes one of all that is a mapping where a record is due. A text has to be there
    in all `languages`; where none are named, in any.
    """
    made_of = _Lenient(languages) if lenient else _Strict(languages)
    whole = made_of.schema(hint)
    return SchemaValidator(made.definitions_schema(whole, list(made_of.records.values())))


class _Strict:
    def __init__(self, languages: tuple[Language, ...]) -> None:
        self.languages = languages
        self.records: dict[str, CoreSchema] = {}

    def schema(self, hint: Any) -> Any:
        origin, inner = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self.marked(inner[0], hint.__metadata__)
        if hint in _PLAIN:
            return _PLAIN[hint]()
        if origin is Literal:
            return made.literal_schema(list(inner))
        if origin is tuple:
            return made.tuple_variable_schema(self.schema(inner[0]))
        if origin is dict:
            key, value = map(self.schema, inner)
            return made.dict_schema(key, value)
        if origin in (Union, UnionType):
            return self.union(inner)
        if hint is Text and len(self.languages) != len(LANGUAGES):
            return self.text()
        if is_record(hint):
            return self.record(hint)
        return made.is_instance_schema(hint)

    def marked(self, hint: Any, marks: tuple[Any, ...]) -> Any:
        if (told := _told_apart(marks)) is not None:
            return self.told_by_key(get_args(hint), told)
        schema = self.schema(hint)
        for mark in marks:
            if isinstance(mark, Meta):
                limits = {name: getattr(mark, name) for name in _LIMITS}
                schema |= {name: limit for name, limit in limits.items() if limit is not None}
        for mark in marks:
            if isinstance(mark, Check):
                schema = made.no_info_after_validator_function(_checked(mark.fits), schema)
        for mark in marks:
            if isinstance(mark, Written):
                schema = made.no_info_before_validator_function(_told(mark.read), schema)
        return schema

    def union(self, members: tuple[Any, ...]) -> CoreSchema:
        choices = [one for one in members if one is not NoneType]
        if len(choices) == 1:
            schema = self.schema(choices[0])
        elif any(map(is_record, choices)):
            # A text or a record: told apart by what is written, so that only one complains.
            record, other = sorted(choices, key=lambda one: not is_record(one))
            schema = made.tagged_union_schema(
                {RECORD: self.schema(record), OTHER: self.schema(other)},
                lambda written: RECORD if isinstance(written, Mapping) else OTHER,
            )
        else:
            schema = made.union_schema([self.schema(one) for one in choices])
        return made.nullable_schema(schema) if NoneType in members else schema

    def told_by_key(self, kinds: tuple[type[Struct], ...], told: ToldByKey) -> CoreSchema:
        by_key: dict[str, Any] = {str(k.__struct_config__.tag): self.schema(k) for k in kinds}

        def key_of(written: Any) -> str | None:
            found = [key for key in by_key if isinstance(written, Mapping) and key in written]
            return found[0] if len(found) == 1 else None

        return made.tagged_union_schema(
            by_key,
            key_of,
            custom_error_type=told.error,
            custom_error_message=told.error,
        )

    def record(self, kind: type[Struct]) -> CoreSchema:
        name = f"{kind.__module__}.{kind.__qualname__}"
        if name not in self.records:
            self.records[name] = made.any_schema()  # it may hold itself
            parts = fields(kind)
            attributes = {part.encode_name: part.name for part in parts}
            build = self.built(kind)
            self.records[name] = made.no_info_after_validator_function(
                _told(lambda data: build(**{attributes[k]: value for k, value in data.items()})),
                made.typed_dict_schema(
                    {part.encode_name: self.part(part) for part in parts},
                    extra_behavior=self.extra,
                ),
                ref=name,
            )
        return made.definition_reference_schema(name)

    def text(self) -> CoreSchema:
        """A text in the only language of its pack, or in any; as it is, or under the language."""
        own = self.languages or LANGUAGES
        keys = {
            part.encode_name: self.part(part)
            if part.encode_name in own
            else made.typed_dict_field(made.any_schema())
            for part in fields(Text)
        }
        for name, key in keys.items():
            key["required"] = key.get("required", True) and name in self.languages

        def under_its_language(written: Any) -> Any:
            return written if isinstance(written, Mapping | list) else {own[0]: written}

        def in_all(said: Mapping[str, str]) -> Text:
            first = next((said[language] for language in own if language in said), UNREAD)
            return Text(zh=first, en=first)

        whole = made.typed_dict_schema(keys, extra_behavior=self.extra)
        return made.no_info_before_validator_function(
            under_its_language, made.no_info_after_validator_function(in_all, whole)
        )

    extra: Literal["forbid", "ignore"] = "forbid"

    def built(self, kind: type[Struct]) -> type[Struct]:
        return kind

    def part(self, part: FieldInfo) -> Any:
        return made.typed_dict_field(self.schema(part.type), required=part.required)


class _Lenient(_Strict):
    """Every value that does not fit is replaced by one that stands for it."""

    extra = "ignore"

    def schema(self, hint: Any) -> Any:
        # What nobody reads to its end is not looked through for more mistakes either.
        plain = made.str_schema(max_length=MAX_TEXT) if hint is str else super().schema(hint)
        return made.with_default_schema(
            plain,
            default_factory=lambda: _unread(hint),
            on_error="default",
        )

    def marked(self, hint: Any, marks: tuple[Any, ...]) -> Any:
        readers = tuple(mark for mark in marks if isinstance(mark, Written | ToldByKey))
        return super().marked(hint, readers)

    def told_by_key(self, kinds: tuple[type[Struct], ...], told: ToldByKey) -> CoreSchema:
        def read(written: Any, strictly: Callable[[Any], Any]) -> Any:
            try:
                return strictly(written)
            except ValidationError:
                return told.unread(written)

        return made.no_info_wrap_validator_function(read, super().told_by_key(kinds, told))

    def built(self, kind: type[Struct]) -> type[Struct]:
        return _unchecked(kind)

    def part(self, part: FieldInfo) -> Any:
        if part.required:
            return made.typed_dict_field(self.schema(part.type), required=False)
        # What may be left out is left out where it does not fit: the rest is there all the same.
        schema = made.with_default_schema(_Strict.schema(self, part.type), on_error="omit")
        return made.typed_dict_field(schema, required=False)


@cache
def _unchecked(kind: type[Struct]) -> type[Struct]:
    """`kind` without what it requires of its attributes together."""
    if not hasattr(kind, "__post_init__"):
        return kind
    return defstruct(
        kind.__name__,
        [],
        bases=(kind,),
        namespace={"__post_init__": lambda _self: None},
        frozen=True,
        kw_only=True,
        tag_field=None,
    )


@cache
def _unread(hint: Any) -> Any:
    """What stands for a value of the type `hint` that could not be read; the same one each time.

    A file may have thousands of them, and nothing changes what is read.
    """
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        told = _told_apart(hint.__metadata__)
        return told.unread(None) if told is not None else _unread(inner[0])
    if origin in (Union, UnionType):
        return None if NoneType in inner else _unread(min(inner, key=is_record))
    if origin in (tuple, dict):
        return origin()
    if origin is Literal or hint is str:
        return UNREAD
    if not is_record(hint):
        return None
    parts = (part for part in fields(hint) if part.required)
    return _unchecked(hint)(**{part.name: _unread(part.type) for part in parts})


def is_record(hint: Any) -> bool:
    """Whether the type is a record that an author writes as `key: value` lines."""
    is_struct = isinstance(hint, type) and issubclass(hint, Struct)
    return is_struct and hint.__struct_config__.forbid_unknown_fields


def _told_apart(marks: tuple[Any, ...]) -> ToldByKey | None:
    return next((mark for mark in marks if isinstance(mark, ToldByKey)), None)


def _told(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """`function`, whose UnfitError becomes a mistake beside the others."""

    def called(value: Any) -> Any:
        try:
            return function(value)
        except UnfitError as error:
            told = {**error.names, "at": error.at}
            raise PydanticCustomError(error.code, error.code, told) from error

    return called


def _checked(fits: Callable[[Any], None]) -> Callable[[Any], Any]:
    check = _told(fits)

    def called(value: Any) -> Any:
        check(value)
        return value

    return called
