"""The published JSON Schema."""

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.render.support import LANGUAGES, document
from tests.walks import ids, longest_of_each_guide
from wallethelp.core.scripts import Walk
from wallethelp.core.text import Language
from wallethelp.render.schema import case_schema

FILE = files("wallethelp.render") / "case.schema.json"
VALIDATOR = Draft202012Validator(case_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def written(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def test_the_file_in_the_package_is_the_schema_of_the_code() -> None:
    assert FILE.read_text(encoding="utf-8") == written(case_schema()), (
        "write case_schema() to src/wallethelp/render/case.schema.json again: json.dumps with"
        " ensure_ascii=False, indent=2, sort_keys=True and a newline at the end"
    )


def test_it_is_a_schema_and_names_what_it_describes() -> None:
    Draft202012Validator.check_schema(case_schema())
    assert case_schema()["$schema"].endswith("2020-12/schema")
    assert case_schema()["$id"] == "wallethelp.case/1"
    assert case_schema()["properties"]["schema"]["enum"] == ["wallethelp.case/1"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("walk", longest_of_each_guide(), ids=ids(longest_of_each_guide()))
def test_the_case_of_every_end_is_valid(walk: Walk, language: Language) -> None:
    data = json.loads(document(walk, language, leaves=language == "zh").to_json())
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("outcome", "fine"),
        ("schema", "wallethelp.case/2"),
        ("finished", None),
        ("surprise", 1),
        ("bring", [{"field": "x"}]),
        ("happened", "nothing"),
    ],
)
def test_anything_else_is_not_valid(key: str, value: object) -> None:
    data = json.loads(document(longest_of_each_guide()[0]).to_json())
    assert VALIDATOR.is_valid(data)
    assert not VALIDATOR.is_valid({**data, key: value})


def test_every_section_is_required() -> None:
    data = json.loads(document(longest_of_each_guide()[0]).to_json())
    for key in data:
        assert key in case_schema()["required"] or key == "schema", key
