"""Types as they are declared in the core, made into validators that find every mistake at once.

The one place that knows the library for validation. What it checks stands beside the types: msgspec
`Meta` for limits, and the marks of `core.shape`.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import NODEFAULT, Meta, Struct
from msgspec.structs import FieldInfo, fields
from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator
from pydantic_core import core_schema as made

from wallethelp.core.shape import Check, ToldByKey, UnfitError, Written

_LIMITS = ("min_length", "max_length", "pattern")
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
def validator(hint: Any) -> SchemaValidator:
    """What makes a value of the type `hint` of plain data, or raises a ValidationError."""
    records: dict[str, CoreSchema] = {}
    whole = _schema(hint, records)
    return SchemaValidator(made.definitions_schema(whole, list(records.values())))


def _schema(hint: Any, records: dict[str, CoreSchema]) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _marked(inner[0], hint.__metadata__, records)
    if hint in _PLAIN:
        return _PLAIN[hint]()
    if origin is Literal:
        return made.literal_schema(list(inner))
    if origin is tuple:
        return made.tuple_variable_schema(_schema(inner[0], records))
    if origin is dict:
        key, value = (_schema(part, records) for part in inner)
        return made.dict_schema(key, value)
    if origin in (Union, UnionType):
        return _union(inner, records)
    if issubclass(hint, Struct) and hint.__struct_config__.forbid_unknown_fields:
        return _record(hint, records)
    return made.is_instance_schema(hint)


def _marked(hint: Any, marks: tuple[Any, ...], records: dict[str, CoreSchema]) -> Any:
    if any(isinstance(mark, ToldByKey) for mark in marks):
        (told,) = marks
        return _told_by_key(get_args(hint), told.error, records)
    schema = _schema(hint, records)
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


def _union(members: tuple[Any, ...], records: dict[str, CoreSchema]) -> CoreSchema:
    choices = [_schema(one, records) for one in members if one is not NoneType]
    if len(choices) == 1:
        schema = choices[0]
    elif any(one["type"] == "definition-ref" for one in choices):
        # A text or a record: told apart by what is written, so that only one complains.
        record, other = sorted(choices, key=lambda one: one["type"] != "definition-ref")
        schema = made.tagged_union_schema(
            {"record": record, "other": other},
            lambda written: "record" if isinstance(written, Mapping) else "other",
        )
    else:
        schema = made.union_schema(choices)
    return made.nullable_schema(schema) if NoneType in members else schema


def _told_by_key(
    kinds: tuple[type[Struct], ...], error: str, records: dict[str, CoreSchema]
) -> CoreSchema:
    by_key: dict[str, Any] = {str(k.__struct_config__.tag): _schema(k, records) for k in kinds}

    def key_of(written: Any) -> str | None:
        found = [key for key in by_key if isinstance(written, Mapping) and key in written]
        return found[0] if len(found) == 1 else None

    return made.tagged_union_schema(
        by_key, key_of, custom_error_type=error, custom_error_message=error
    )


def _record(kind: type[Struct], records: dict[str, CoreSchema]) -> CoreSchema:
    name = f"{kind.__module__}.{kind.__qualname__}"
    if name not in records:
        records[name] = made.any_schema()  # it may hold itself
        parts = fields(kind)
        attributes = {part.encode_name: part.name for part in parts}
        records[name] = made.no_info_after_validator_function(
            _told(lambda data: kind(**{attributes[key]: value for key, value in data.items()})),
            made.typed_dict_schema(
                {part.encode_name: _part(part, records) for part in parts}, extra_behavior="forbid"
            ),
            ref=name,
        )
    return made.definition_reference_schema(name)


def _part(part: FieldInfo, records: dict[str, CoreSchema]) -> Any:
    is_required = part.default is NODEFAULT and part.default_factory is NODEFAULT
    return made.typed_dict_field(_schema(part.type, records), required=is_required)


def _told(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """`function`, whose UnfitError becomes a mistake beside the others."""

    def called(value: Any) -> Any:
        try:
            return function(value)
        except UnfitError as error:
            raise PydanticCustomError(error.code, error.code, error.names) from error

    return called


def _checked(fits: Callable[[Any], None]) -> Callable[[Any], Any]:
    check = _told(fits)

    def called(value: Any) -> Any:
        check(value)
        return value

    return called
