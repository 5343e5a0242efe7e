"""Schemas for editors: they refuse nothing the loader takes, and show what one value says."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic_core import ValidationError

from tests.checks.breaking import in_one_language
from tests.pack.generated import write_generated_pack
from tests.support import FLOWS, PROPERTY
from wallethelp.cli.authors.schemas import written
from wallethelp.core.text import LANGUAGES, Language
from wallethelp.pack.checking import validator
from wallethelp.pack.documents import read
from wallethelp.pack.json_schema import FILES, kind_of, modeline, schema_of
from wallethelp.pack.reader import languages_in

SHIPPED = sorted(FLOWS.rglob("*.yaml"))
GUIDE = (FLOWS / "guides/top-up-failed.yaml").read_bytes()


Languages = tuple[Language, ...]
SPOKEN: list[Languages] = [("zh", "en"), ("zh",), ("en",), ()]


@cache
def checker(kind: str, languages: Languages) -> Draft7Validator:
    schema = schema_of(kind, languages)
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def refused(kind: str, data: Any, languages: Languages = LANGUAGES) -> list[str]:
    return [error.message for error in checker(kind, languages).iter_errors(data)]


def data_in(folder: Path) -> Iterator[tuple[str, str, Any]]:
    """Every file of a pack with its kind."""
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        kind = kind_of(name)
        assert kind is not None, name
        yield name, kind, read(path.read_bytes(), name).data


def test_the_shipped_pack_passes() -> None:
    assert {name: bad for name, kind, data in data_in(FLOWS) if (bad := refused(kind, data))} == {}


@pytest.mark.parametrize("number", range(40))
def test_generated_packs_pass(tmp_path: Path, number: int) -> None:
    for name, kind, data in data_in(write_generated_pack(tmp_path, number)):
        assert refused(kind, data) == [], name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(10))
def test_generated_packs_of_one_language_pass(
    tmp_path: Path, number: int, language: Language
) -> None:
    folder = write_generated_pack(tmp_path, number)
    in_one_language(folder, language)
    assert languages_in(folder) == (language,)
    for name, kind, data in data_in(folder):
        assert refused(kind, data, (language,)) == [], name
        assert refused(kind, data, ()) == [], name


def test_the_schemas_beside_the_shipped_pack_are_those_of_the_types() -> None:
    found = {path.stem: path.read_text("utf-8") for path in (FLOWS / "schema").iterdir()}
    assert found == {kind: written(kind) for kind in FILES}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(FLOWS).as_posix())
def test_each_shipped_file_names_its_schema(path: Path) -> None:
    line = path.read_text("utf-8").splitlines()[0]
    assert line == modeline(path.relative_to(FLOWS).as_posix())
    assert (path.parent / line.partition("$schema=")[2]).is_file()


ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5_000),
    st.floats(allow_nan=False, width=16),
    st.text(max_size=6),
    st.sampled_from(
        [
            *("", " x ", "yes", "3 days", "0 days", "2026-11-20", "2026-11-20 15:00", "ours"),
            *(
                "a-b",
                "A",
                "a" * 41,
                "{x}",
                "<you>",
                "<b>",
                "{<b>}",
                "[a]",
                "[{a}]",
                "[{a}",
                "x\u200b",
            ),
            *(
                "x" * 4000,
                " " + "x" * 4000 + " ",
                "x" * 4001,
                "contact",
                "general.x.y",
                "emergency",
            ),
        ]
    ),
    st.lists(st.sampled_from(["quick", "a", "b-c", "x y"]), max_size=3),
    st.sampled_from(
        [
            {"guide": "coins"},
            {"zh": "字", "en": "x"},
            {"en": "x"},
            {"zh": "字"},
            {"text": "solved"},
            {},
        ]
    ),
)


def places(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place within plain data."""
    yield at
    if isinstance(data, dict | list):
        for key, item in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(item, (*at, key))


def put(data: Any, place: tuple[Any, ...], value: Any) -> Any:
    """A copy with another value at a place."""
    if not place:
        return value
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[place[0]] = put(copy[place[0]], place[1:], value)
    return copy


CHANGED = [
    (kind, data, list(places(data)))
    for name in ("guides/top-up-failed.yaml", "guides/secure-account.yaml", "wallets/upay.yaml")
    for kind in [str(kind_of(name))]
    for data in [json.loads(json.dumps(read((FLOWS / name).read_bytes(), name).data))]
] + [
    (kind, read((FLOWS / f"{kind}.yaml").read_bytes(), kind).data, None)
    for kind in ("fields", "facts", "ladder", "tips", "contacts", "pack")
]


def without_names(data: Any) -> Any:
    """The data with a wording in place of each that is only named: the reader puts it in."""
    if isinstance(data, dict):
        if data.keys() == {"text"} and isinstance(data["text"], str):
            return {"zh": "?", "en": "?"}
        return {key: without_names(item) for key, item in data.items()}
    return [without_names(item) for item in data] if isinstance(data, list) else data


@given(data=st.data())
@PROPERTY
def test_what_the_loader_takes_is_never_refused(data: st.DataObject) -> None:
    kind, whole, where = data.draw(st.sampled_from(CHANGED))
    languages = data.draw(st.sampled_from(SPOKEN))
    changed = put(whole, data.draw(st.sampled_from(where or list(places(whole)))), data.draw(ODD))
    try:
        validator(FILES[kind], languages=languages).validate_python(without_names(changed))
    except ValidationError:
        return
    assert refused(kind, changed, languages) == []


def wrong(old: str, new: str) -> Any:
    """The guide with one thing written otherwise."""
    text = GUIDE.decode()
    assert old in text
    return read(text.replace(old, new, 1).encode(), "x.yaml").data


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: top-up-failed", "id: Top-Up"),
        ("category: money", "categroy: money"),
        ("    ask:\n", "    aks:\n"),
        ("    unknown: taken\n", ""),
        ("    unknown: taken\n", "    unknown: [taken]\n"),
        ("end: wait", "end: wiat"),
        ("within: 10 working days", "within: soon"),
        ("needs: [record]", "needs: [recrod]"),
        ("is: pending", "si: pending"),
        ("      en: What was the top-up paid with?", ""),
        ("What was the top-up paid with?", "What did <yu> pay with?"),
        ("What was the top-up paid with?", '"\\u202e"'),
        ("{guide: coins}", "{guide: Coins}"),
        ("{guide: coins}", "{gudie: coins}"),
        ("facts: [general.payment.pending_hold]", "facts: [pending hold]"),
        ("follow_up: {after: 2 working days", "follow_up: {after: two working days"),
        ("next: {guide: coins}", ""),
        ("[{top-up-time}，]", "[那天，]"),
        ("start: paid", "start: {step: paid}"),
        ("    collect: [top-up-time, amount]", "    collect: top-up-time"),
    ],
)
def test_a_mistake_in_one_value_or_key_is_shown(old: str, new: str) -> None:
    assert refused("guide", wrong(old, new)) != []


def test_an_extension_needs_only_a_title() -> None:
    title = {"zh": "我们的", "en": "Ours"}
    assert refused("pack", {"format": 1, "extends": "wallethelp", "title": title}) == []
    assert refused("pack", {"format": 1, "extends": "wallethelp"})
    assert refused("pack", {"format": 1, "extends": "other", "title": title})
    assert refused("pack", {"format": 1, "title": title})
    assert refused("pack", {"format": 1, "extends": None, "title": title})
