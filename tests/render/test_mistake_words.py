"""Every mistake has words, in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import wallethelp
from tests.support import SMALL_PACK, write_pack
from wallethelp.core.mistakes import Mistake
from wallethelp.i18n import speaking
from wallethelp.pack.load import BrokenPackError, load
from wallethelp.render.mistake_words import mistake_line

SOURCES = Path(wallethelp.__file__).parent
CHINESE = re.compile(r"[\u3400-\u9fff]")
HELPERS = {"_refuse": 0, "_note": 0, "_stop": 0, "_add": 1, "mistake": 0}
"""The functions that make a mistake, and where in their arguments the code stands."""
MAKERS = ("Mistake", "replace", *HELPERS)


def _codes_in(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    if not any(name in source for name in MAKERS):
        return
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        found = [word.value for word in node.keywords if word.arg == "code"]
        if name in HELPERS and len(node.args) > HELPERS[name]:
            found.append(node.args[HELPERS[name]])
        if name in MAKERS:
            for value in found:
                yield from _strings(value)


def _strings(node: ast.AST) -> Iterator[str]:
    """The strings an expression can be: `"a" if x else "b"` is either."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_strings(body), *_strings(orelse))


CODES = sorted({code for path in SOURCES.rglob("*.py") for code in _codes_in(path)})


def words(mistake: Mistake, language: str) -> str:
    with speaking("zh" if language == "zh" else "en"):
        return mistake_line(mistake)


def test_the_codes_are_found_in_the_sources() -> None:
    assert {"cycle", "not-utf8", "double-key", "off-path", "answers-shape"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_code_of_the_sources_has_words(code: str) -> None:
    names = dict.fromkeys(["name", "file", "key", "id", "known", "limit", "found", "problem"], "x")
    mistake = Mistake(code=code, file="f.yaml", names=names)
    english, chinese = words(mistake, "en"), words(mistake, "zh")
    assert not english.startswith(f"f.yaml: {code} ")
    assert CHINESE.search(chinese)
    assert not CHINESE.search(english)
    assert f"[{code}]" not in english, "codes are for --json"


# --- whatever an author can write -----------------------------------------------------------------

WRONG: list[Any] = [
    None,
    True,
    7,
    -1.5,
    "",
    "Not An Id",
    "x" * 5000,
    [],
    ["a"],
    {},
    {"surprise": 1},
    {"zh": "只有中文"},
    {"guide": "nowhere"},
    {"text": "nowhere"},
    [[]],
    [{}],
    ["a"] * 30,
    "line\u202etext",
]


def _places(data: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield place
    if isinstance(data, dict | list):
        for name, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _places(value, (*place, name))


def _replaced(data: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    first, *rest = place
    if isinstance(data, dict):
        return {k: _replaced(v, tuple(rest), value) if k == first else v for k, v in data.items()}
    return [_replaced(v, tuple(rest), value) if n == first else v for n, v in enumerate(data)]


def _mistakes_with(folder: Path, file: str, data: Any) -> tuple[Mistake, ...]:
    (folder / file).write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    try:
        return load(folder).mistakes
    except BrokenPackError as error:
        return error.mistakes


@pytest.mark.parametrize("file", sorted(SMALL_PACK))
def test_whatever_stands_in_a_file_is_told_in_both_languages(file: str, tmp_path: Path) -> None:
    folder = write_pack(tmp_path, {})
    whole = yaml.safe_load(SMALL_PACK[file])
    found: dict[str, Mistake] = {}
    for number, place in enumerate(_places(whole)):
        # Every wrong value reaches every kind of place without trying all pairs.
        for value in WRONG[number % 4 :: 4]:
            for mistake in _mistakes_with(folder, file, _replaced(whole, place, value)):
                found.setdefault(mistake.code, mistake)
    told = {code: words(mistake, "zh") for code, mistake in found.items()}
    assert [code for code, text in told.items() if not CHINESE.search(text)] == []
    by_the_library = {code: mistake.names.get("message", "") for code, mistake in found.items()}
    assert [code for code, text in by_the_library.items() if text and text in told[code]] == []
    assert found


def test_an_option_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    text = SMALL_PACK["guides/lost.yaml"].replace("en: Charged}, next: details}", "en: Charged}}")
    loaded = load(write_pack(tmp_path, {"guides/lost.yaml": text}))
    (mistake,) = [mistake for mistake in loaded.mistakes if "option_next" in mistake.code]
    assert mistake.names["name"] == "charged"
