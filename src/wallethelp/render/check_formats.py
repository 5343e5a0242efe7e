"""What `flows check` found, for programs: SARIF 2.1.0, and annotations of a GitHub workflow."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from wallethelp.core.mistakes import Mistake
from wallethelp.render.mistake_words import mistake_text

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif(mistakes: Sequence[Mistake], folder: Path) -> str:
    """The mistakes as a SARIF log, as code hosts read it; files as they are from here."""
    codes = sorted({one.code for one in mistakes})
    run = {
        "tool": {"driver": {"name": "wallethelp", "rules": [{"id": code} for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, folder, codes.index(one.code)) for one in mistakes],
    }
    return json.dumps(
        {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2
    )


def _result(one: Mistake, folder: Path, rule: int) -> dict[str, Any]:
    result = {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": "warning" if one.is_warning else "error",
        "message": {"text": mistake_text(one)},
        "locations": [_location(one, folder)],
    }
    if one.also:
        result["relatedLocations"] = [_location(other, folder) for other in one.also]
    return result


def _location(one: Mistake, folder: Path) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(_path(one, folder))}}
    if one.line:
        place["region"] = {"startLine": one.line, "startColumn": max(one.column, 1)}
    return {"physicalLocation": place}


def _path(one: Mistake, folder: Path) -> str:
    return folder.as_posix() if one.file == str(folder) else (folder / one.file).as_posix()


def annotations(mistakes: Sequence[Mistake], folder: Path) -> Iterator[str]:
    """The mistakes as commands of a GitHub workflow, which shows each beside its line."""
    for one in mistakes:
        parts = {"file": _path(one, folder), "line": one.line, "col": one.column, "title": one.code}
        given = ",".join(f"{key}={_value(str(part))}" for key, part in parts.items() if part)
        kind = "warning" if one.is_warning else "error"
        yield f"::{kind} {given}::{_data(mistake_text(one))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
