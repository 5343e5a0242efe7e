"""The Chinese catalogue is complete and clean."""

import ast
import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import wallethelp

PACKAGE = Path(wallethelp.__file__).parent
PO = PACKAGE / "locale/zh_CN/LC_MESSAGES/wallethelp.po"
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\([a-z_]+\)s")
KEYWORDS: dict[str, Any] = {"_": None, "N_": None, "plural": (1, 2)}
CHINESE = re.compile(r"[\u3400-\u9fff]")


@cache
def catalogue() -> Catalog:
    """The catalogue as it is kept."""
    return read_po(BytesIO(PO.read_bytes()), locale="zh_CN")


def extracted(folder: Path) -> set[str]:
    """The messages in the sources, as CONTRIBUTING says to extract them."""
    found: Any = extract_from_dir(
        str(folder),
        [("**.py", "python")],
        keywords=KEYWORDS,
    )
    return {
        message if isinstance(message, str) else message[0] for _file, _line, message, *_ in found
    }


def test_no_message_stands_in_an_f_string() -> None:
    """Python 3.11 takes an f-string for one word, so that nothing in it would be extracted."""
    inside = [
        (path.name, call.lineno, call.args[0].value)
        for path in PACKAGE.rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in KEYWORDS
        and isinstance(call.args[0], ast.Constant)
    ]
    assert inside == []


def test_every_message_of_the_sources_is_translated() -> None:
    ours = extracted(PACKAGE)
    assert len(ours) > 100
    missing = {message for message in ours if not _translation(message)}
    assert missing == set()


def _translation(message: str) -> str:
    entry = catalogue().get(message)
    text = entry.string if entry is not None else ""
    return text if isinstance(text, str) else text[0]


def test_the_catalogue_holds_nothing_else_and_nothing_doubtful() -> None:
    assert list(catalogue().obsolete) == []
    assert [entry.id for entry in catalogue() if entry.id and entry.fuzzy] == []
    known = extracted(PACKAGE)
    kept = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in catalogue()}
    assert {message for message in kept if message} - known == set()


def test_placeholders_are_the_same_in_both_languages() -> None:
    for entry in catalogue():
        ids = [entry.id] if isinstance(entry.id, str) else [entry.id[-1]]
        strings = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        for text in strings:
            expected = set(PLACEHOLDER.findall(ids[0]))
            assert not entry.id or set(PLACEHOLDER.findall(str(text))) == expected, entry.id


def test_translations_are_chinese() -> None:
    kept = [entry.id if isinstance(entry.id, str) else entry.id[0] for entry in catalogue()]
    english = {message for message in kept if not CHINESE.search(_translation(message))}
    # Punctuation around placeholders has no words to translate.
    assert {message for message in english if re.search("[A-Za-z]", _bare(message))} == set()


def _bare(message: str) -> str:
    return PLACEHOLDER.sub("", message)


def test_what_can_be_pasted_has_straight_quotes() -> None:
    pasted = re.compile(r"--[a-z-]+[ =][“”‘’]|wallethelp [^：:。]*[“”‘’]")
    texts = [*extracted(PACKAGE), *map(_translation, extracted(PACKAGE))]
    assert [text for text in texts if pasted.search(text)] == []
