"""Outputs in other encodings: English in ASCII where Chinese cannot be shown, and why; else none
of it lost but single signs, which become ASCII.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import asdict

from tests.cli.support import Result, environment, lines_of
from tests.support import shipped
from wallethelp.cli.streams import shown_on, text_only
from wallethelp.core.text import Text

UNABLE = ("ascii", "latin-1", "big5", "shift-jis")


def written(encoding: str, *arguments: str, home: Path, language: str = "zh") -> Result:
    """The command, its output piped, in an encoding named by the person."""
    done = subprocess.run(
        [sys.executable, "-m", "wallethelp", *arguments],
        env=environment(home, PYTHONIOENCODING=encoding, WALLETHELP_LANG=language),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Result(
        code=done.returncode, out=done.stdout.decode(encoding), err=done.stderr.decode(encoding)
    )


@pytest.fixture(scope="module")
def in_utf_8(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Result]:
    """The channels of a wallet in a language, with every sign; written once."""
    home = tmp_path_factory.mktemp("utf-8")
    return cache(
        lambda language: written("utf-8", "channels", "upay", home=home, language=language)
    )


@pytest.mark.parametrize("encoding", UNABLE)
def test_what_cannot_show_chinese_gets_english_in_ascii_and_one_line_why(
    encoding: str, home: Path, in_utf_8: Callable[[str], Result]
) -> None:
    shown = written(encoding, "channels", "upay", home=home)
    asked_for = in_utf_8("en")
    assert shown.out.isascii()
    assert shown.out.count("?") == asked_for.out.count("?"), "no sign became a question mark"
    assert shown.out.split()[:4] == asked_for.out.split()[:4]
    (why,) = lines_of(shown.err)
    assert "Chinese" in why
    assert "UTF-8" in why


def test_who_asked_for_english_is_told_nothing_of_encodings(home: Path) -> None:
    assert written("latin-1", "channels", "upay", home=home, language="en").err == ""


@pytest.mark.parametrize("encoding", ["gbk", "gb2312", "gb18030"])
def test_chinese_encodings_stay_chinese(
    encoding: str, home: Path, in_utf_8: Callable[[str], Result]
) -> None:
    shown = written(encoding, "channels", "upay", home=home)
    whole = in_utf_8("zh")
    assert "?" not in shown.out
    assert shown.err == ""
    assert _chinese(shown.out) == _chinese(whole.out)
    if encoding == "gb18030":
        assert shown.out == whole.out, "it has every sign"


def _chinese(text: str) -> str:
    return "".join(c for c in text if "一" <= c <= "鿿")


def test_help_and_mistakes_are_ascii_too(home: Path) -> None:
    shown = written("ascii", "export", "--help", home=home)
    assert "wallethelp export" in shown.out
    assert shown.out.isascii()
    wrong = written("ascii", "export", "--format", "pfd", home=home)
    assert wrong.code == 2
    assert "“" not in wrong.err
    assert "?" not in wrong.err.replace("Did you mean", "").replace('"?', "")


def test_json_loses_nothing_to_an_encoding(home: Path) -> None:
    whole = json.loads(written("utf-8", "guides", "--json", home=home, language="en").out)
    for encoding in ("ascii", "gbk"):
        assert json.loads(written(encoding, "guides", "--json", home=home, language="en").out) == (
            whole
        )
    chinese = written("gbk", "channels", "kdou", "--json", home=home).out
    assert chinese == written("utf-8", "channels", "kdou", "--json", home=home).out


def texts(value: object) -> Iterator[Text]:
    """Every wording below a value of the pack."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, Struct):
        yield from texts(asdict(value))


def test_every_sign_of_the_guides_has_a_likeness() -> None:
    ascii_only = TextIOWrapper(BytesIO(), encoding="ascii")
    gbk = TextIOWrapper(BytesIO(), encoding="gbk")
    wordings = list(texts(shipped().pack))
    assert len(wordings) > 1000
    for text in wordings:
        assert shown_on(ascii_only, text.en).count("?") == text.en.count("?"), text.en
        assert shown_on(gbk, text.zh).count("?") == text.zh.count("?"), text.zh


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("José ❯ 20 € …", "Jose > 20 EUR ..."),
        ("look for “联系客服” (Contact support)", 'look for "[Chinese]" (Contact support)'),
        ("a sign like nothing: 🙂", "a sign like nothing: ?"),
    ],
)
def test_what_becomes_of_signs_in_ascii(text: str, shown: str) -> None:
    assert shown_on(TextIOWrapper(BytesIO(), encoding="ascii"), text) == shown


def test_prompt_toolkit_meets_no_bytes_below_the_terminal() -> None:
    stream = TextIOWrapper(BytesIO(), encoding="gbk")
    assert not hasattr(text_only(stream), "buffer")
    assert text_only(stream).encoding == "gbk"
