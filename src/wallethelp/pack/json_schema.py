"""JSON Schemas of the files of a pack, made of the types that check them: for editors.

A schema refuses nothing that the loader takes. Where a type says more than a schema can, the schema
says less: names that have to exist, and what depends on other values, only `flows check` knows.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import NODEFAULT, Meta, Struct
from msgspec.structs import FieldInfo, fields

from wallethelp.core.conditions import AnswerIs, FieldIs
from wallethelp.core.duration import Length
from wallethelp.core.extending import ONWARD_PART, PACK_PART
from wallethelp.core.guide import Action, Ask, AskMany, Guide, Now, Request
from wallethelp.core.model import FieldSpec, PackInfo, Wallet
from wallethelp.core.names import BASIS_PATTERN, FACT_PATTERN, ID_PATTERN, Id
from wallethelp.core.pack_files import COMMON
from wallethelp.core.scripts import Walk
from wallethelp.core.shape import Check, ToldByKey, Written
from wallethelp.core.text import (
    LANGUAGES,
    LIKE_A_MARK,
    PRONOUNS,
    UNSAFE,
    Language,
    SafeStr,
    Text,
)

_PHRASES = tuple[SafeStr, ...]
FILES: Mapping[str, Any] = {
    **{name.removesuffix(".yaml"): kind for name, kind in COMMON.items()},
    "wallet": Wallet,
    "guide": Guide,
    "walks": Walk,
    "phrases": _PHRASES,
    "concepts": dict[Id, _PHRASES],
}
"""What stands in each kind of file."""

_SPACE = r"[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
"""What is trimmed."""
_NUMBER = r"^\s*[-+]?[0-9_.]+\s*$"
_HALVES = "\ud800-\udfff"
_LENGTH = r"^\s*\d{1,4} (minute|hour|day|working day)s?\s*$"
Schema = dict[str, Any]


def schema_of(
    file: str, languages: tuple[Language, ...] = LANGUAGES, *, extending: bool = False
) -> Schema:
    """The schema of one kind of file in a pack of these languages, or of any where none are named.

    The pack is `extending` another, or whole; only `pack.yaml` says itself which it is. Raises
    KeyError for a kind there is not.
    """
    maker = _Maker(languages)
    if file == "walks":
        whole = maker.walks()
    elif file == "pack":
        whole = {
            "if": {"required": ["extends"], "properties": {"extends": {"type": "string"}}},
            "then": maker.of(PACK_PART),
            "else": maker.of(PackInfo),
        }
    else:
        whole = maker.of(ONWARD_PART if extending and file == "contacts" else FILES[file])
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"wallethelp: {file}",
        **whole,
        "definitions": maker.records,
    }


def modeline(file: str) -> str | None:
    """The comment by which editors find the schema of a pack's file; None where it has none."""
    kind = kind_of(file)
    up = "../" * file.count("/")
    return None if kind is None else f"# yaml-language-server: $schema={up}schema/{kind}.json"


def kind_of(file: str) -> str | None:
    """The kind of the file with this name in a pack; None where it is none of a pack's."""
    folder, _slash, name = file.rpartition("/")
    stem = name.removesuffix(".yaml")
    match folder:
        case "":
            return stem if name in COMMON else None
        case "guides" | "wallets":
            return folder.removesuffix("s")
        case "walks":
            return "walks"
        case "phrases":
            return "concepts" if stem in ("concepts", "danger") else None
        case "phrases/zh" | "phrases/en":
            return "phrases"
        case _:
            return None


class _Maker:
    """Makes schemas, and gathers those of records, which may hold themselves."""

    def __init__(self, languages: tuple[Language, ...]) -> None:
        self.languages = languages
        self.records: dict[str, Schema] = {}

    def of(self, hint: Any) -> Schema:
        """The schema of a type."""
        origin, inner = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self._marked(inner[0], hint.__metadata__)
        if hint in _PLAIN:
            return dict(_PLAIN[hint])
        if origin is Literal:
            return {"enum": list(inner)}
        if origin is tuple:
            return {"type": "array", "items": self.of(inner[0])}
        if origin is dict:
            key, value = inner
            return {
                "type": "object",
                "propertyNames": self.of(key),
                "additionalProperties": self.of(value),
            }
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(one) for one in inner]}
        return self._record(hint)

    def walks(self) -> Schema:
        """A file of walks: each holds the answers of a script beside what is said of it."""
        said = {
            part.encode_name: self.of(part.type)
            for part in fields(Walk)
            if part.name not in ("guide", "script")
        }
        answers = {"anyOf": [{"type": "object"}, {"type": "null"}]}
        listed = {"anyOf": [{"type": "array"}, {"type": "null"}]}
        walk = {
            "type": "object",
            "additionalProperties": False,
            "properties": {**said, "steps": answers, "fields": answers, "confirm": listed},
            "required": [p.encode_name for p in fields(Walk) if p.name in said and _is_required(p)],
        }
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "guide": self.of(Id),
                "walks": {"type": "array", "minItems": 1, "items": walk},
            },
            "required": ["guide", "walks"],
        }

    def _marked(self, hint: Any, marks: tuple[Any, ...]) -> Schema:
        told = next((mark for mark in marks if isinstance(mark, ToldByKey)), None)
        if told is not None:
            return self._told_by_key(get_args(hint))
        if hint is str and any(isinstance(mark, Written) for mark in marks):
            return _trimmed(marks)
        schema = self.of(hint)
        for mark in marks:
            if isinstance(mark, Meta):
                schema = _with(schema, _limits(hint, mark))
            elif isinstance(mark, Check):
                schema = _with(schema, _CHECKED.get(mark.fits.__name__, {}))
            elif isinstance(mark, Written):
                schema = self._written(hint, schema)
        return schema

    def _written(self, hint: Any, schema: Schema) -> Schema:
        if hint is Length:
            return {"anyOf": [{"type": "string", **_pattern(_LENGTH)}, schema]}
        if hint in (Action, Request):
            return {"anyOf": [self.of(Text), schema]}
        return schema if hint in _PLAIN else {}

    def _told_by_key(self, kinds: tuple[type[Struct], ...]) -> Schema:
        by_key = {str(kind.__struct_config__.tag): self.of(kind) for kind in kinds}
        return {
            "type": "object",
            "oneOf": [{"required": [key]} for key in by_key],
            "allOf": [
                {"if": {"required": [key]}, "then": schema} for key, schema in by_key.items()
            ],
        }

    def _record(self, kind: type[Struct]) -> Schema:
        name = kind.__qualname__
        if name not in self.records:
            self.records[name] = {}  # it may hold itself
            parts = fields(kind)
            schema: Schema = {
                "type": "object",
                "description": (kind.__doc__ or "").split("\n")[0],
                "additionalProperties": False,
                "properties": {part.encode_name: self.of(part.type) for part in parts},
                "required": [part.encode_name for part in parts if _is_required(part)],
            }
            if kind in _ALSO:
                schema = {"allOf": [schema, _ALSO[kind]]}
            if kind is Text:
                schema = {"anyOf": [_NAMED, *self._texts(schema)]}
            self.records[name] = schema
        return {"$ref": f"#/definitions/{name}"}

    def _texts(self, in_all: Schema) -> Sequence[Schema]:
        """The ways to write a text: in all languages, or in the only one of the pack."""
        if len(self.languages) == len(LANGUAGES):
            return [in_all]
        only = {
            part.encode_name: self.of(part.type)
            if not self.languages or part.name in self.languages
            else {}
            for part in fields(Text)
        }
        wording = self.of(fields(Text)[0].type)
        return [wording, {**in_all, "properties": only, "required": list(self.languages)}]


def _is_required(part: FieldInfo) -> bool:
    return part.default is NODEFAULT and part.default_factory is NODEFAULT


def _with(schema: Schema, more: Schema) -> Schema:
    """Both; beside a reference nothing else is read."""
    if not more:
        return schema
    return {"allOf": [schema, more]} if {"$ref", "allOf"} & schema.keys() else {**schema, **more}


def _limits(hint: Any, mark: Meta) -> Schema:
    """Limits of a text, a list, or a mapping."""
    origin = get_origin(hint)
    most, least = {tuple: ("maxItems", "minItems"), dict: ("maxProperties", "minProperties")}.get(
        origin, ("maxLength", "minLength")
    )
    written = {most: mark.max_length, least: mark.min_length}
    limits = {name: limit for name, limit in written.items() if limit is not None}
    return limits if mark.pattern is None else {**limits, **_pattern(mark.pattern)}


def _pattern(pattern: str) -> Schema:
    """A pattern, with what editors say in place of it where a text does not match."""
    said = _SAID.get(pattern)
    return {"pattern": pattern} if said is None else {"pattern": pattern, **_told(*said)}


def _told(en: str, zh: str) -> Schema:
    """What an editor says of what does not fit: a schema does not know who reads it."""
    return {"patternErrorMessage": f"{en} {zh}"}


def _trimmed(marks: tuple[Any, ...]) -> Schema:
    """A text that is trimmed before its length is counted and its characters are looked at."""
    most = max(mark.max_length or 0 for mark in marks if isinstance(mark, Meta))
    # A file is read as UTF-8, which has no halves of signs.
    safe = f"(?!{UNSAFE.replace(_HALVES, '')})[\\s\\S]"
    inner = f"(?!{_SPACE}){safe}"
    trimmed = {
        "type": "string",
        "pattern": f"^{_SPACE}*{inner}(?:(?:{safe}){{0,{most - 2}}}{inner})?{_SPACE}*$",
        **_told(
            f"Write a text of 1 to {most:,} characters, none of them an invisible control sign.",
            f"请写 1 到 {most:,} 个字符，其中不能有看不见的控制符。",
        ),
    }
    checks = (_CHECKED.get(mark.fits.__name__, {}) for mark in marks if isinstance(mark, Check))
    return {**trimmed, **{name: value for check in checks for name, value in check.items()}}


# Any number of braces and known words; a bare sign begins neither a brace nor an unknown word.
_MEANT = LIKE_A_MARK.pattern
_SPOKEN_OF = rf"^(?:\{{[^{{}}]*\}}|<(?:{'|'.join(PRONOUNS)})>|(?!\{{[^{{}}]*\}}|{_MEANT})[\s\S])*$"
_CLAUSES = r"^(?:[^\[\]]|\[(?=[^\[\]]*\{[^{}\[\]]*\})[^\[\]]*\])*$"
_DATE, _TIME = "^[-+0-9]", "^[0-9]{4}"
_FACT_LIKE = "sunpay.card.block"
_SAID: Mapping[str, tuple[str, str]] = {
    ID_PATTERN: (
        "A name has small letters, digits and hyphens, a letter first, such as card-lost.",
        "名字用小写字母、数字和连字符，字母开头，例如 card-lost。",
    ),
    FACT_PATTERN: (
        f"The name of a fact has small letters, digits and “_” in parts with dots: {_FACT_LIKE}.",
        f"依据的名字用小写字母、数字和“_”，各部分用点隔开：{_FACT_LIKE}。",
    ),
    BASIS_PATTERN: (
        f"Write ours, for your own suggestion, or the name of a fact: {_FACT_LIKE}.",
        f"请写 ours（自己的建议），或者依据的名字：{_FACT_LIKE}。",
    ),
    _LENGTH: (
        "Write a number with its unit: 3 working days, 3 days, 3 hours or 30 minutes.",
        "请写数字加单位：3 working days、3 days、3 hours 或 30 minutes。",
    ),
    _SPOKEN_OF: (
        f"Of the person only these are said: {', '.join(f'<{word}>' for word in PRONOUNS)}.",
        "称呼当事人的记号只有这些。",
    ),
    _CLAUSES: (
        "[ and ] go in pairs, none within another, with a {field} between them.",
        "[ 和 ] 成对使用，不能套在一起，中间要有 {字段}。",
    ),
    _DATE: ("Write a day like 2026-11-20.", "日期请写成 2026-11-20。"),
    _TIME: ("Write a time like 2026-11-20 15:00.", "时间请写成 2026-11-20 15:00。"),
}
"""What a pattern asks for, in both languages."""
_CHECKED: Mapping[str, Schema] = {
    "_refuse_unknown_pronouns": {"allOf": [_pattern(_SPOKEN_OF)]},
    "_refuse_broken_clauses": {
        "properties": {part.encode_name: _pattern(_CLAUSES) for part in fields(Text)}
    },
}
"""What a check of our own comes to, by its name."""
_ALSO: Mapping[type[Struct], Schema] = {
    Ask: {"properties": {"options": {"additionalProperties": {"required": ["next"]}}}},
    AskMany: {
        "properties": {
            "options": {"additionalProperties": {"properties": {"next": {"type": "null"}}}}
        }
    },
    AnswerIs: {"anyOf": [{"required": ["is"]}, {"required": ["in"]}]},
    FieldIs: {"minProperties": 2},
    Now: {"anyOf": [{"required": ["do"]}, {"required": ["avoid"]}]},
    FieldSpec: {
        "if": {"properties": {"kind": {"const": "choice"}}},
        "then": {"required": ["options"]},
    },
}
"""What a record asks for beside its attributes."""
_NAMED: Schema = {
    "type": "object",
    "description": "A wording of `texts`.",
    "additionalProperties": False,
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
}
_YES_OR_NO = "|".join(
    "".join(f"[{letter}{letter.upper()}]" for letter in word)
    for word in ("on", "off", "t", "f", "y", "n", "yes", "no", "true", "false")
)
_ANY_NUMBER = {"anyOf": [{"type": ["number", "boolean"]}, {"type": "string", "pattern": _NUMBER}]}
_PLAIN: Mapping[Any, Schema] = {
    Any: {},
    NoneType: {"type": "null"},
    str: {"type": "string"},
    int: _ANY_NUMBER,
    float: _ANY_NUMBER,
    bool: {
        "anyOf": [
            {"type": "boolean"},
            {"enum": [0, 1]},
            {"type": "string", "pattern": f"^([01]|{_YES_OR_NO})$"},
        ]
    },
    date: {"type": ["string", "number"], **_pattern(_DATE)},
    datetime: {"type": ["string", "number"], **_pattern(_TIME)},
    dict: {"type": "object"},
}
