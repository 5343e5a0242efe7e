"""One YAML or JSON document: what is text, what is refused, and where."""

from collections.abc import Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.support import PROPERTY
from wallethelp.core.limits import MAX_BYTES, MAX_DEPTH, MAX_VALUES
from wallethelp.core.mistakes import Mistake
from wallethelp.pack import documents
from wallethelp.pack.documents import UnreadableError, read


def _data(text: str, file: str = "a.yaml") -> Any:
    document = read(text.encode(), file)
    assert document.mistakes == ()
    return document.data


def _found(text: str, file: str = "a.yaml") -> list[tuple[str, int, int]]:
    """Code, line and column of everything noted in a document that can be read."""
    return [(m.code, m.line, m.column) for m in read(text.encode(), file).mistakes]


def _refused(raw: str | bytes, file: str = "a.yaml") -> Mistake:
    with pytest.raises(UnreadableError) as caught:
        read(raw.encode() if isinstance(raw, str) else raw, file)
    assert caught.value.mistake.file == file
    return caught.value.mistake


# --- what is text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    ["no", "yes", "on", "off", "y", "n", "No", "True", "FALSE", "NULL", "nan", ".inf", "inf"],
)
def test_words_stay_text(word: str) -> None:
    assert _data(f"{word}: {word}") == {word: word}


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-20",
        "12:30",
        "0123",
        "0x1F",
        "0o17",
        "1_000",
        "1e5",
        ".5",
        "1.",
        "1.2.3",
        "12345678901234567890",
        "=",
        "<<",
    ],
)
def test_what_only_looks_like_a_value_stays_text(written: str) -> None:
    assert _data(f"a: {written}") == {"a": written}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("42", 42),
        ("-7", -7),
        ("1.50", 1.5),
    ],
)
def test_only_these_are_not_text(written: str, value: object) -> None:
    assert _data(f"a: {written}") == {"a": value}
    assert type(_data(f"a: {written}")["a"]) is type(value)


@pytest.mark.parametrize("written", ['"true"', "'42'", '"~"', "|-\n  1.5", "'null'"])
def test_what_is_quoted_is_text(written: str) -> None:
    assert isinstance(_data(f"a: {written}")["a"], str)


def test_keys_are_always_text() -> None:
    assert _data("1: a\ntrue: b\nnull: c\n2.5: d\n") == {
        "1": "a",
        "true": "b",
        "null": "c",
        "2.5": "d",
    }


def test_block_text_and_nesting_are_read() -> None:
    text = "a:\n  - |\n    one\n    two\n  - {b: [1, x]}\n"
    assert _data(text) == {"a": ["one\ntwo\n", {"b": [1, "x"]}]}


@pytest.mark.parametrize("start", ["\ufeff", "# a comment\n", "---\n", "%YAML 1.2\n---\n"])
def test_what_may_stand_before_the_data_changes_nothing(start: str) -> None:
    assert _data(f"{start}a: b\n") == {"a": "b"}


# --- places ---------------------------------------------------------------------------------------


def test_every_value_knows_the_place_of_its_key() -> None:
    document = read("one: 1\ntwo:\n  - a\n  - three: 好\n    four: x\n".encode(), "a.yaml")
    assert document.mark(("one",)) == (1, 1)
    assert document.mark(("two", 0)) == (3, 5)
    assert document.mark(("two", 1, "three")) == (4, 5)
    assert document.mark(("two", 1, "four")) == (5, 5)


def test_a_value_that_is_not_there_has_the_place_of_what_is_around_it() -> None:
    document = read(b"one:\n  two: 1\n", "a.yaml")
    assert document.mark(("one", "two", "three", 4)) == (2, 3)
    assert document.mark(("one", "three")) == (1, 1)
    assert document.mark(("zero",)) == (1, 1)


# --- noted, and the rest is read on ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: 2\na: 3\n", [("double-key", 3, 1)]),
        ('a: 1\n"a": 3\n', [("double-key", 2, 1)]),
        ("x: {b: 1, b: 2}\n", [("double-key", 1, 11)]),
        ("a: &name 1\n", [("anchor", 1, 4)]),
        ("a: &name 1\nb: *name\n", [("anchor", 1, 4), ("alias", 2, 4)]),
        ("&key a: 1\n", [("anchor", 1, 1)]),
        ("a: !!str 1\n", [("tag", 1, 4)]),
        ("a: !python/object:os.system 1\n", [("tag", 1, 4)]),
        ("a: !!python/object/apply:os.system [x]\n", [("tag", 1, 4)]),
        ("!!str a: 1\n", [("tag", 1, 1)]),
        ("a: !!set {b, c}\n", [("tag", 1, 4)]),
        ("? [a]\n: 1\n", [("key-not-text", 1, 3)]),
        ("a: 1\n---\nb: 2\n", [("second-document", 2, 1)]),
        ("a: 1\n...\n---\nb: 2\n---\nc: 3\n", [("second-document", 3, 1)]),
    ],
)
def test_what_is_not_allowed_is_noted_with_its_place(
    text: str, found: list[tuple[str, int, int]]
) -> None:
    assert _found(text) == found


def test_all_mistakes_are_noted_at_once() -> None:
    text = "a: &one 1\nb: !!int 2\na: *one\nc:\n  d: 1\n  d: 2\n"
    assert _found(text) == [
        ("anchor", 1, 4),
        ("tag", 2, 4),
        ("double-key", 3, 1),
        ("alias", 3, 4),
        ("double-key", 6, 3),
    ]


def test_a_double_key_names_the_first_place() -> None:
    (mistake,) = read(b"x: 1\na: 1\na: 2\n", "a.yaml").mistakes
    assert dict(mistake.names) == {"name": "a", "first": "2"}


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert _data("<<: {a: 1}\n") == {"<<": {"a": 1}}


def test_a_tag_runs_nothing_and_makes_nothing() -> None:
    document = read(b"a: !!python/name:os.system\nb: !!binary aGk=\n", "a.yaml")
    assert document.data == {"a": None, "b": "aGk="}
    assert len(document.mistakes) == 2


# --- refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw", ["", "   \n\n", "# only a comment\n", "\ufeff", "\ufeff# a comment"]
)
@pytest.mark.parametrize("file", ["a.yaml"])
def test_a_file_without_a_value_is_empty(raw: str, file: str) -> None:
    assert _refused(raw, file).code == "empty"


def test_an_empty_json_file_is_empty_too() -> None:
    assert _refused("", "a.json").code == "empty"


@pytest.mark.parametrize("file", ["a.yaml", "a.json"])
@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"\xff", (1, 1)),
        (b"a: 1\nb: \xc3(\n", (2, 4)),
        ("a: 好\n".encode("gb18030"), (1, 4)),
        ("a: b\n".encode("utf-16"), (1, 1)),
        (b"a: 1\n\n\xed\xa0\x80", (3, 1)),
    ],
)
def test_what_is_not_utf8_is_refused_where_it_is_not(
    raw: bytes, place: tuple[int, int], file: str
) -> None:
    mistake = _refused(raw, file)
    assert (mistake.code, mistake.line, mistake.column) == ("not-utf8", *place)


def test_a_huge_file_is_refused_unread() -> None:
    assert read(b"a: " + b"x" * (MAX_BYTES - 3), "a.yaml").mistakes == ()
    assert _refused(b"a: " + b"x" * (MAX_BYTES - 2)).code == "too-big"


def test_deep_nesting_is_refused_where_it_gets_too_deep() -> None:
    assert _data("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    mistake = _refused("[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2))
    assert (mistake.code, mistake.line, mistake.column) == ("too-deep", 1, MAX_DEPTH + 2)


def _reading_all_ahead(text: str, **_loader: object) -> Iterator[yaml.Event]:
    yield from list(yaml.parse(text, Loader=yaml.SafeLoader))


def _giving_up(_text: str, **_loader: object) -> Iterator[yaml.Event]:
    yield from ()
    raise yaml.YAMLError("too much for me")


def _out_of_breath(_text: str, **_loader: object) -> Iterator[yaml.Event]:
    yield from ()
    raise RecursionError


LIBRARIES = {parse.__name__: parse for parse in (_reading_all_ahead, _giving_up, _out_of_breath)}
"""What PyYAML may become."""


@pytest.fixture(params=["as installed", *LIBRARIES])
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param in LIBRARIES:
        parse = LIBRARIES[request.param]
        monkeypatch.setattr(documents, "yaml", SimpleNamespace(**{**vars(yaml), "parse": parse}))


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("nested", [MAX_DEPTH + 2, 300])
@pytest.mark.parametrize("opening", ["[", "{a: ", "[{a: ", '{"[": [', "[ # [[\n"])
def test_a_nesting_bomb_is_refused_by_our_own_limit(opening: str, nested: int) -> None:
    mistake = _refused("x: 1\ny: " + opening * nested)
    assert (mistake.code, mistake.names["limit"]) == ("too-deep", str(MAX_DEPTH))
    assert mistake.line >= 2


@pytest.mark.parametrize("opening", ["[", "{a: ", "[{a: ", "- ", "? ", "- - ? "])
def test_a_huge_nesting_bomb_is_refused(opening: str) -> None:
    assert _refused(opening * (MAX_BYTES // len(opening))).code == "too-deep"


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("text", ["a: '" + "[" * 99 + "'\nb: c: d\n", "# " + "[" * 99 + "\na: @\n"])
def test_brackets_in_text_nest_nothing(text: str) -> None:
    assert _refused(text).code in {"colon-in-text", "syntax"}


def test_deep_json_is_refused_where_it_gets_too_deep() -> None:
    nested = MAX_DEPTH + 1
    assert _data("[" * nested + "]" * nested, "a.json")
    assert _data('["' + "[" * 99 + '\\"{{"]', "a.json") == ["[" * 99 + '"{{']
    mistake = _refused("[\n" + "[" * nested + "]" * nested + "]", "a.json")
    assert (mistake.code, mistake.line, mistake.column) == ("too-deep", 2, nested)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a[":'])
def test_a_json_nesting_bomb_is_refused(opening: str) -> None:
    assert _refused(opening * (MAX_BYTES // len(opening)), "a.json").code == "too-deep"


def test_a_bomb_of_many_values_is_refused() -> None:
    bomb = "[" + "1," * (MAX_VALUES + 1) + "1]"
    assert _refused(bomb).code == "too-many-values"
    assert _refused(bomb, "a.json").code == "too-many-values"


def test_a_bomb_of_aliases_makes_nothing() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    document = read("\n".join(lines).encode(), "a.yaml")
    assert document.data["a9"] == [None] * 9
    assert {mistake.code for mistake in document.mistakes} == {"anchor", "alias"}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: [1, 2\nb: 3\n", "bracket-open", 1),
        ("a: {zh: b}c, en: d}\n", "prose-in-flow-style", 1),
        ("a: {zh: [b, en: c}\n", "bracket-open", 1),
        ("x: 1\na: {zh: 等 {b} 吗, en: c}\n", "prose-in-flow-style", 2),
        ("a: Note: this breaks\n", "colon-in-text", 1),
        ("a: b\n c: d\n", "indentation", 2),
        ("a:\n\tb: 1\n", "tab", 2),
        ("a: {zh: 一, en: b}\n c: d\n", "indentation", 2),
        ("a: {zh: 一, en: b}\n\tc: d\n", "tab", 2),
        ("a: {zh: 一: 二, en: b}\n", "prose-in-flow-style", 1),
        ("a:\n  zh:一\n  en: b\n", "no-space", 2),
        ("a:\n  zh：一\n  en: b\n", "full-width", 2),
        ("a:\n\u3000\u3000zh: 一\n  en: b\n", "full-width", 2),
        ("a: {zh: 一 #1, en: b}\n", "comment-in-text", 1),
        ('a: "b" is c\n', "quote-in-text", 1),
        ('a: "open\n', "quote-open", 1),
        ('a: "open\nb: c\nd: "e"\n', "quote-open", 1),
        ("a: 1\nb:\n- 'open\n- 'c'\n", "quote-open", 3),
        ('a: "over\n  two lines"\nb: "open\nc: d\n', "quote-open", 3),
        ("a: It's\nb: c: d\n", "colon-in-text", 2),
        ("a: 1\nb\n", "syntax", 2),
        ("a: @b\n", "syntax", 1),
        ("...\n", "syntax", 1),
    ],
)
def test_broken_yaml_is_refused_with_its_usual_cause(text: str, code: str, line: int) -> None:
    mistake = _refused(text)
    assert (mistake.code, mistake.line) == (code, line)
    assert mistake.column >= 1
    assert mistake.names["problem"]


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x1b", "\x7f", "\x9b"])
def test_control_characters_are_refused(character: str) -> None:
    mistake = _refused(f"x: 1\na: b{character}c\n")
    assert (mistake.code, mistake.line, mistake.column) == ("unprintable", 2, 5)
    assert mistake.names == {"name": f"U+{ord(character):04X}"}


# --- JSON -----------------------------------------------------------------------------------------


def test_json_is_read_by_its_own_rules() -> None:
    text = '{"steps": {"a/b": "no"}, "n": [1, 1.5, true, null]}'
    assert _data(text, "a.json") == {"steps": {"a/b": "no"}, "n": [1, 1.5, True, None]}
    assert _data(text, "A.JSON") == _data(text, "a.json")


@pytest.mark.parametrize(
    ("text", "place"),
    [("{", (1, 2)), ('{"a": 1,\n "b" 2}', (2, 6)), ("{'a': 1}", (1, 2)), ("[1]\n[2]", (2, 1))],
)
def test_broken_json_is_refused_with_its_place(text: str, place: tuple[int, int]) -> None:
    mistake = _refused(text, "a.json")
    assert (mistake.code, mistake.line, mistake.column) == ("syntax", *place)


def test_a_json_number_of_thousands_of_digits_is_refused() -> None:
    assert _refused("9" * 10_000, "a.json").code == "syntax"


def test_a_byte_order_mark_before_json_is_no_mistake() -> None:
    assert _data('\ufeff{"a": 1}', "a.json") == {"a": 1}


def test_a_double_key_in_json_is_noted() -> None:
    (mistake,) = read(b'{"a": 1, "a": 2}', "a.json").mistakes
    assert (mistake.code, mistake.names["name"]) == ("double-key", "a")


# --- anything at all ------------------------------------------------------------------------------


@PROPERTY
@given(raw=st.binary(max_size=60), file=st.sampled_from(["a.yaml", "a.json"]))
def test_any_bytes_are_a_document_or_refused(raw: bytes, file: str) -> None:
    with suppress(UnreadableError):
        assert read(raw, file).file == file


@PROPERTY
@given(text=st.text(st.sampled_from("ab: -?[]{}&*!|>'\"%@`,#\n\t~0"), max_size=30))
def test_any_yaml_is_a_document_or_refused(text: str) -> None:
    with suppress(UnreadableError):
        assert read(text.encode(), "a.yaml").mark(()) >= (1, 1)
