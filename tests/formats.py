"""`docs/formats.md`: every key of every file of a pack, from the types that check them."""

import ast
import inspect
import sys
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import NODEFAULT, Meta, Struct
from msgspec.structs import FieldInfo, fields

from tests.support import ROOT
from wallethelp.core.duration import Length
from wallethelp.core.names import FACT_PATTERN, Ref
from wallethelp.core.text import Text
from wallethelp.pack.json_schema import FILES

PAGE = ROOT / "docs/formats.md"
NAMES = {
    "pack": "pack.yaml",
    "fields": "fields.yaml",
    "ladder": "ladder.yaml",
    "facts": "facts.yaml",
    "tips": "tips.yaml",
    "contacts": "contacts.yaml",
    "wallet": "wallets/WALLET.yaml",
    "guide": "guides/GUIDE.yaml",
    "walks": "walks/GUIDE.yaml",
    "phrases": "phrases/zh/GUIDE.yaml, phrases/en/GUIDE.yaml",
    "concepts": "phrases/concepts.yaml, phrases/danger.yaml",
}
_PLAIN = {
    str: "text",
    int: "number",
    float: "number",
    bool: "true or false",
    date: "date",
    datetime: "time",
    dict: "mapping",
    Any: "anything",
}
HEAD = """\
# The files of a pack

Every key of every file, made from the types that check them by `python -m tests.formats`; a test
keeps it up to date. What they are for is told in [Writing guides](guides.md);
[From an empty folder to a tested pack](authors.md) builds one.

A **wording** is a mapping with `zh` and `en`, or `{text: ID}` for one of `texts`; in
[a pack of one language](guides.md#a-pack-of-one-language) the text itself. A **name** is in small
letters, digits and hyphens, at most 40. The **name of a fact** is in small letters, digits
and `_`, with dots between its parts and only letters in the first, at most 60: `upay.top_up.time`.
A **length** is such as `2 working days`, `3 days`, `4 hours`, `30 minutes`. Keys in bold have to be
there.
"""


def written() -> str:
    """The page as it should be."""
    return "\n".join([HEAD, *_lines()]) + "\n"


def _lines() -> Iterator[str]:
    seen: set[type[Struct]] = set()
    for kind, hint in FILES.items():
        yield f"## {NAMES[kind]}\n"
        first = hint if isinstance(hint, type) and issubclass(hint, Struct) else None
        if first is None:
            yield f"It holds a {_words(hint)}.\n"
        if kind == "walks":
            yield "It holds `guide`, a name, and `walks`, a list of these; `steps`, `fields` and"
            yield "`confirm` stand in each as [in an answers file](guides.md#walks).\n"
        for record in _records(hint):
            if record not in seen and record not in (Text, Length):
                seen.add(record)
                yield from _table(record)


def _table(record: type[Struct]) -> Iterator[str]:
    yield f"### {record.__name__}\n"
    yield f"{_first_lines(record)}\n"
    yield "| key | what stands there | |"
    yield "|---|---|---|"
    said = _said(record)
    for part in fields(record):
        if part.name in ("guide", "script") and record.__name__ == "Walk":
            continue
        is_required = part.default is NODEFAULT and part.default_factory is NODEFAULT
        key = f"**`{part.encode_name}`**" if is_required else f"`{part.encode_name}`"
        yield f"| {key} | {_words(part.type)}{_default(part)} | {said.get(part.name, '')} |"
    yield ""


def _default(part: FieldInfo) -> str:
    default = part.default
    if default is NODEFAULT or default is None or isinstance(default, Struct) or default == ():
        return ""
    shown = str(default).lower() if isinstance(default, bool) else default
    return f"; otherwise `{shown}`"


def _first_lines(record: type[Struct]) -> str:
    return " ".join((inspect.getdoc(record) or "").split())


@cache
def _said(record: type[Struct]) -> dict[str, str]:
    """What stands below each attribute in the source, inherited ones included."""
    found: dict[str, str] = {}
    for kind in reversed(record.__mro__):
        if kind.__module__.startswith("wallethelp"):
            (body,) = ast.parse(inspect.getsource(kind)).body
            assert isinstance(body, ast.ClassDef)
            for before, after in zip(body.body, body.body[1:], strict=False):
                match before, after:
                    case (
                        ast.AnnAssign(target=ast.Name(id=name)),
                        ast.Expr(value=ast.Constant(value=str(text))),
                    ):
                        found[name] = " ".join(text.split())
    return found


def _words(hint: Any) -> str:
    """What a type asks for, in words."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _marked(inner[0], hint.__metadata__)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if origin is Literal:
        return ", ".join(f"`{one}`" for one in inner)
    if origin is tuple:
        return f"list of: {_words(inner[0])}"
    if origin is dict:
        return f"mapping of {_words(inner[0])} to {_words(inner[1])}"
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(_words(one) for one in inner if one is not NoneType))
    if hint is Text:
        return "wording"
    if hint is Length:
        return "length"
    return f"[{hint.__name__}](#{hint.__name__.lower()})"


def _marked(hint: Any, marks: tuple[Any, ...]) -> str:
    ref = next((mark for mark in marks if isinstance(mark, Ref)), None)
    limits = next((mark for mark in marks if isinstance(mark, Meta)), None)
    if hint is str and (ref is not None or (limits is not None and limits.pattern)):
        is_fact = limits is not None and limits.pattern == FACT_PATTERN
        to = "fact" if is_fact else ref.to if ref is not None else None
        what = f"name of a {to}" if to is not None else "name"
        return f"{what} or `{ref.unless}`" if ref is not None and ref.unless else what
    words = _words(hint)
    if limits is not None and hint is not str:
        most, least = limits.max_length, limits.min_length
        if least and least > 0:
            words += f" (at least {least})"
        if most:
            words += f" (at most {most})"
    return words


def _records(hint: Any) -> Iterator[type[Struct]]:
    """Every record a type holds, each after what holds it."""
    seen: set[Any] = set()
    ahead = [hint]
    while ahead:
        one = ahead.pop(0)
        if isinstance(one, type) and issubclass(one, Struct):
            if one not in seen:
                seen.add(one)
                yield one
                ahead += [part.type for part in fields(one) if part.name != "script"]
        else:
            ahead += [arg for arg in get_args(one) if get_origin(one) is not Literal]


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
