"""Every key of every file of a pack, from the types that check them, in English and Chinese."""

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
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
ENGLISH = {
    "text": "text",
    "number": "number",
    "bool": "true or false",
    "date": "date",
    "time": "time",
    "mapping": "mapping",
    "anything": "anything",
    "wording": "wording",
    "length": "length",
    "list": "list of: {item}",
    "to": "mapping of {key} to {value}",
    "or": " or ",
    "name": "name",
    "name of": "name of a {sort}",
    "least": " (at least {limit})",
    "most": " (at most {limit})",
    "otherwise": "; otherwise `{value}`",
    "holds": "It holds a {what}.",
    "columns": "| key | what stands there | |",
    "walks": "It holds `guide`, a name, and `walks`, a list of these; `steps`, `fields` and\n"
    "`confirm` stand in each as [in an answers file](guides.md#walks).",
    "head": """\
# The files of a pack

Every key of every file, made from the types that check them by `python -m tests.formats`; a test
keeps it up to date. What they are for is told in [Writing guides](guides.md);
[From an empty folder to a tested pack](authors.md) builds one.
中文版：[formats.zh-CN.md](formats.zh-CN.md)

A **wording** is a mapping with `zh` and `en`, or `{text: ID}` for one of `texts`; in
[a pack of one language](guides.md#a-pack-of-one-language) the text itself. A **name** is in small
letters, digits and hyphens, at most 40. The **name of a fact** is in small letters, digits
and `_`, with dots between its parts and only letters in the first, at most 60: `upay.top_up.time`.
A **length** is such as `2 working days`, `3 days`, `4 hours`, `30 minutes`. Keys in bold have to be
there.
""",
}
CHINESE = {
    "text": "文字",
    "number": "数字",
    "bool": "true 或 false",
    "date": "日期",
    "time": "时间",
    "mapping": "键和值",
    "anything": "任意内容",
    "wording": "措辞",
    "length": "时长",
    "list": "列表，每项是{item}",
    "to": "键和值：键是{key}，值是{value}",
    "or": "，或者",
    "name": "名字",
    "name of": "{sort}的名字",
    "step": "步骤",
    "guide": "指南",
    "category": "分类",
    "field": "字段",
    "time field": "时间字段",
    "fact": "依据",
    "rung": "阶梯一级",
    "wallet": "钱包",
    "onward": "下一步",
    "letter": "信件",
    "answer": "有回答的步骤",
    "option": "选项",
    "least": "（至少 {limit} 个）",
    "most": "（最多 {limit} 个）",
    "otherwise": "；不写就是 `{value}`",
    "holds": "内容是{what}。",
    "columns": "| 键 | 写什么 | |",
    "walks": "里面有 `guide`（一个名字）和 `walks`（下面这种的列表）；\n"
    "每一项里的 `steps`、`fields`、`confirm` 和[答案文件里](guides.md#walks)一样（英文）。",
    "head": """\
# pack 的文件格式

每个文件的每个键，由 `python -m tests.formats` 根据检查它们的类型生成，有一项测试保证它不过时。
各有什么用，见[写指南](guides.md)（英文）；[从空文件夹开始](authors.zh-CN.md)带着做一个。
English: [formats.md](formats.md)

**措辞**写 `zh` 和 `en` 两种语言，或者用 `{text: ID}` 引用 `texts` 里的一句。
**名字**用小写字母、数字和连字符，最多 40 个字符。
**依据的名字**用小写字母、数字和 `_`，各部分用点隔开，第一部分只有字母，最多 60 个字符：
`upay.top_up.time`。**时长**例如 `2 working days`（工作日）、`3 days`、`4 hours`、`30 minutes`。
加粗的键必须有。
""",
}
PAGES = {"docs/formats.md": ENGLISH, "docs/formats.zh-CN.md": CHINESE}
_TRANSLATED = ROOT / "tests/formats.zh-CN.tsv"
"""What is said of records and keys in the code, in English, and the same in Chinese."""
_PLAIN = {
    str: "text",
    int: "number",
    float: "number",
    bool: "bool",
    date: "date",
    datetime: "time",
    dict: "mapping",
    Any: "anything",
}


@cache
def translated() -> dict[str, str]:
    """The Chinese of each English sentence."""
    rows = (line.split("\t") for line in _TRANSLATED.read_text("utf-8").splitlines())
    return dict(row for row in rows)


def written(said: Mapping[str, str]) -> str:
    """The page as it should be, in the words of one language."""
    return "\n".join([said["head"], *_lines(said)]) + "\n"


def sentences() -> list[str]:
    """Everything that is said of records and keys, as it stands in the code."""
    found: dict[str, None] = {}
    for record in dict.fromkeys(one for hint in FILES.values() for one in _records(hint)):
        if record not in (Text, Length):
            said = _said(record)
            keys = (said[part.name] for part in fields(record) if part.name in said)
            found |= dict.fromkeys([_first_lines(record), *keys])
    return list(found)


def _lines(said: Mapping[str, str]) -> Iterator[str]:
    seen: set[type[Struct]] = set()
    for kind, hint in FILES.items():
        yield f"## {NAMES[kind]}\n"
        first = hint if isinstance(hint, type) and issubclass(hint, Struct) else None
        if first is None:
            yield said["holds"].format(what=_words(hint, said)) + "\n"
        if kind == "walks":
            yield said["walks"] + "\n"
        for record in _records(hint):
            if record not in seen and record not in (Text, Length):
                seen.add(record)
                yield from _table(record, said)


def _table(record: type[Struct], said: Mapping[str, str]) -> Iterator[str]:
    yield f"### {record.__name__}\n"
    yield f"{_in_words(_first_lines(record), said)}\n"
    yield said["columns"]
    yield "|---|---|---|"
    of_keys = _said(record)
    for part in fields(record):
        if part.name in ("guide", "script") and record.__name__ == "Walk":
            continue
        is_required = part.default is NODEFAULT and part.default_factory is NODEFAULT
        key = f"**`{part.encode_name}`**" if is_required else f"`{part.encode_name}`"
        what = _in_words(of_keys.get(part.name, ""), said)
        yield f"| {key} | {_words(part.type, said)}{_default(part, said)} | {what} |"
    yield ""


def _in_words(text: str, said: Mapping[str, str]) -> str:
    return text if said is ENGLISH or not text else translated()[text]


def _default(part: FieldInfo, said: Mapping[str, str]) -> str:
    default = part.default
    if default is NODEFAULT or default is None or isinstance(default, Struct) or default == ():
        return ""
    shown = str(default).lower() if isinstance(default, bool) else default
    return said["otherwise"].format(value=shown)


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


def _words(hint: Any, said: Mapping[str, str]) -> str:
    """What a type asks for, in words."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _marked(inner[0], hint.__metadata__, said)
    if hint in _PLAIN:
        return said[_PLAIN[hint]]
    if origin is Literal:
        return ", ".join(f"`{one}`" for one in inner)
    if origin is tuple:
        return said["list"].format(item=_words(inner[0], said))
    if origin is dict:
        key, value = (_words(one, said) for one in inner)
        return said["to"].format(key=key, value=value)
    if origin in (Union, UnionType):
        members = (_words(one, said) for one in inner if one is not NoneType)
        return said["or"].join(dict.fromkeys(members))
    if hint is Text:
        return said["wording"]
    if hint is Length:
        return said["length"]
    return f"[{hint.__name__}](#{hint.__name__.lower()})"


def _marked(hint: Any, marks: tuple[Any, ...], said: Mapping[str, str]) -> str:
    ref = next((mark for mark in marks if isinstance(mark, Ref)), None)
    limits = next((mark for mark in marks if isinstance(mark, Meta)), None)
    if hint is str and (ref is not None or (limits is not None and limits.pattern)):
        is_fact = limits is not None and limits.pattern == FACT_PATTERN
        to = "fact" if is_fact else ref.to if ref is not None else None
        # A time is named by its field; alone the word stands for a moment.
        sort = said.get(f"{to} field", said.get(str(to), str(to))) if to == "time" else to
        sort = said.get(str(sort), str(sort))
        what = said["name of"].format(sort=sort) if to is not None else said["name"]
        more = f"{said['or']}`{ref.unless}`" if ref is not None and ref.unless else ""
        return what + more
    words = _words(hint, said)
    if limits is not None and hint is not str:
        most, least = limits.max_length, limits.min_length
        if least and least > 0:
            words += said["least"].format(limit=least)
        if most:
            words += said["most"].format(limit=most)
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
    for name, language in PAGES.items():
        (ROOT / name).write_text(written(language), encoding="utf-8")
        sys.stdout.write(f"{ROOT / name}\n")
