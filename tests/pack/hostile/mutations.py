"""Files as careless or hostile authors leave them: shipped ones, changed in structure or text."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from tests.support import FLOWS
from wallethelp.pack.documents import read

COMMON = ("pack.yaml", "fields.yaml", "facts.yaml", "ladder.yaml", "tips.yaml", "contacts.yaml")
SCALARS: list[Any] = [
    None,
    True,
    0,
    -1,
    10**15,
    1.5,
    "",
    " ",
    "x" * 5_000,
    "now",
    "other",
    "ours",
    "_left-out",
    "safety-first",
    "go-on",
    "contacts",
    "2026-02-30",
    "9999 working days",
    "0 days",
    "0001-01-01",
    "9999-12-31T23:59:59+14:00",
    "{amount}",
    "{amount",
    "{}",
    "[{amount}]",
    "[a",
    "<you>",
    "<nobody>",
    "\u202e\u200b",
    "\x00\x1b[31m",
    "\ud800",
    "a/b/c",
    "一" * 200,
]
PIECES = [
    *("!!python/object/apply:os.system [x]\n", "!t ", "&a ", "*a ", "? ", "- ", ": ", "{", "}"),
    *("[", "]", "'", '"', "|\n", ">\n", "#", "%YAML 9.9\n", "---\n", "...\n", "\t", "\r", "\0"),
    *("\x7f", "\x1b]0;x\x07", "\ufeff", "\u2028", "\u0085", "<<: ", "\\", "@", "`", "  ", "\n\n"),
]
ENCODINGS = ["utf-16", "utf-32", "gb18030", "utf-8-sig", "latin-1"]


def mutated(draw: Random, raw: bytes) -> bytes:
    """`raw` with up to four changes of its structure or of its letters."""
    if draw.random() < 0.6:
        data = read(raw, "a.yaml").data
        for _number in range(draw.randint(1, 4)):
            data = _changed(draw, data)
        # JSON is YAML.
        return json.dumps(data, ensure_ascii=draw.random() < 0.5, indent=1).encode(
            "utf-8", "surrogatepass"
        )
    text = raw.decode()
    for _number in range(draw.randint(1, 4)):
        text = draw.choice(_TEXTUAL)(draw, text)
    if draw.random() < 0.1:
        return text.encode(draw.choice(ENCODINGS), "replace")
    return text.encode("utf-8", "replace")


def _changed(draw: Random, data: Any) -> Any:
    ways = list(_ways(data))
    way = draw.choice(ways)
    if not way:
        return draw.choice([[data], {"a": data}, draw.choice(SCALARS)])
    *before, last = way
    around: Any = data
    for key in before:
        around = around[key]
    value = around[last]
    match draw.randrange(7):
        case 0:
            around[last] = draw.choice(SCALARS)
        case 1:
            del around[last]
        case 2 if isinstance(around, list):
            around.extend([value] * draw.choice([1, 30, 500]))
        case 2:
            around.update({f"{last}-{n}": value for n in range(draw.choice([1, 30, 300]))})
        case 3:
            for _level in range(draw.choice([1, 3, 20, 45])):
                value = draw.choice([[value], {"not": value}, {"all": [value]}])
            around[last] = value
        case 4:
            other = draw.choice(ways)
            found = data
            for key in other:
                found = found[key] if _holds(found, key) else draw.choice(SCALARS)
            # As it is written, so that nothing holds itself.
            around[last] = json.loads(json.dumps(found))
        case 5 if isinstance(around, dict):
            around[str(draw.choice([*SCALARS, "zh", "text", "guide", "any"]))] = around.pop(last)
        case _:
            around[last] = draw.choice([[], {}, [[]], {"zh": {}}, {"text": "solved"}])
    return data


def _holds(data: Any, key: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(key, int) and key < len(data)
    return isinstance(data, dict) and key in data


def _ways(data: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield way
    if len(way) > 30:
        return
    if isinstance(data, dict):
        for name, item in data.items():
            yield from _ways(item, (*way, name))
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from _ways(item, (*way, number))


def _with_piece(draw: Random, text: str) -> str:
    at = draw.randint(0, len(text))
    return text[:at] + draw.choice(PIECES) * draw.choice([1, 1, 1, 200]) + text[at:]


def _without_line(draw: Random, text: str) -> str:
    lines = text.split("\n")
    del lines[draw.randrange(len(lines))]
    return "\n".join(lines)


def _line_again(draw: Random, text: str) -> str:
    lines = text.split("\n")
    lines.insert(draw.randint(0, len(lines)), draw.choice(lines))
    return "\n".join(lines)


def _other_indent(draw: Random, text: str) -> str:
    lines = text.split("\n")
    at = draw.randrange(len(lines))
    lines[at] = " " * draw.randint(0, 9) + lines[at].lstrip()
    return "\n".join(lines)


def _cut_off(draw: Random, text: str) -> str:
    return text[: draw.randint(0, len(text))]


def _other_ends(_draw: Random, text: str) -> str:
    return text.replace("\n", "\r\n")


_TEXTUAL: list[Callable[[Random, str], str]] = [
    _with_piece,
    _with_piece,
    _without_line,
    _line_again,
    _other_indent,
    _cut_off,
    _other_ends,
]


def write_mutated_pack(draw: Random, folder: Path) -> str:
    """A part of the shipped pack with one file changed; returns which."""
    guide = draw.choice(sorted(path.stem for path in (FLOWS / "guides").glob("*.yaml")))
    names = [
        *COMMON,
        "guides/emergency.yaml",
        "wallets/upay.yaml",
        "wallets/other.yaml",
        "phrases/concepts.yaml",
        "phrases/danger.yaml",
        *(f"{part}/{guide}.yaml" for part in ("guides", "walks", "phrases/zh", "phrases/en")),
    ]
    names = [name for name in names if (FLOWS / name).exists()]
    changed = draw.choice([*names, f"guides/{guide}.yaml", f"walks/{guide}.yaml"])
    for name in dict.fromkeys(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = (FLOWS / name).read_bytes()
        path.write_bytes(mutated(draw, raw) if name == changed else raw)
    return changed
