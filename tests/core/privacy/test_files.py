"""Files that are plainly a secret are known; what people bring as evidence is not taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import PROPERTY
from wallethelp.core.privacy.files import (
    FILES,
    HEAD,
    MAX_SEARCHED,
    FileRow,
    file_secret,
    is_too_long_to_search,
    kept_name,
    text_in,
)
from wallethelp.core.values import HIDDEN

PHRASE = "abandon " * 11 + "about"
ELECTRUM = "wild father tree among universe such mobile favorite target dynamic credit identify"


@pytest.mark.parametrize("row", FILES, ids=lambda row: row.finds)
def test_a_row_finds_its_examples_and_no_row_its_counter_examples(row: FileRow) -> None:
    assert [row.finds_in(name, head) for name, head in row.examples.items()] == [
        True for _ in row.examples
    ]
    assert row.examples
    assert row.counter_examples
    told = {file_secret(name.upper(), head) for name, head in row.examples.items()}
    assert told == {row.kind}, "however the name is written"
    found = {name: file_secret(name, head) for name, head in row.counter_examples.items()}
    assert not any(found.values())


@pytest.mark.parametrize("name", ["mineppk", ".envrc", ".ENVOY", "env"])
def test_a_name_that_is_only_like_a_secret_one_is_none(name: str) -> None:
    assert file_secret(name, b"") is None


def test_keys_of_json_are_looked_for_in_an_object_and_nowhere_else() -> None:
    written = b' \n{"encrypted": false, "items": [{"login": {}}]}'
    assert file_secret("a.txt", written) == "password-file"
    assert file_secret("a.txt", b"encrypted items" + written) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PHRASE, "recovery-phrase"),
        ("\n".join(f"{n}. {word}" for n, word in enumerate(PHRASE.split(), 1)), "recovery-phrase"),
        (ELECTRUM, "recovery-phrase"),
        ("支付密码是 hua9527", "password"),
        ("客服：请把验证码 482913 发给我", "code"),
        ("客服：您好，订单 UP2026111915 正在核查，3 个工作日。", None),
        ("Where is my money? Ticket CS-2026-77, 120 CNY, paid on 20 November.", None),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_a_text_is_searched_in_whatever_encoding(
    text: str, found: str | None, encoding: str
) -> None:
    assert file_secret("notes.txt", text.encode(encoding)) == found


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "latin-1"])
def test_a_text_without_a_mark_is_read_too(encoding: str) -> None:
    assert file_secret("a.txt", "my password is hunter2é".encode(encoding)) == "password"


def test_sentences_of_common_words_are_no_phrase() -> None:
    assert (
        file_secret("a.txt", b"the wallet said that the money will come within three days") is None
    )


def test_pictures_and_archives_are_no_text() -> None:
    for begin in (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04\x14\0\0\0",
        b"\xff\xd8\xff\xe0\0\x10",
    ):
        content = begin + bytes(range(256)) * 40
        assert text_in(content) is None
        assert file_secret("a.bin", content) is None


UNSURE = b"\xff" * 97
"""Bytes that are neither UTF-8 nor GB 18030, so that only their signs tell a text."""


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbfcode \xff\xfe", "code \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"),
        (("a" * 30).encode("utf-16-le") + b"\x00\xd8", "a" * 30 + "\N{REPLACEMENT CHARACTER}"),
        (("a" * 30).encode("utf-16-be") + b"\xd8\x00", "a" * 30 + "\N{REPLACEMENT CHARACTER}"),
        ("code 482913 ".encode("utf-16-le") + "好的".encode("utf-16-le"), "code 482913 好的"),
        (b"a\0bcd\0efg\0hij\0klm", None),
        (b"\0\0\0a\0\0\0b\0\0\0c", None),
        (UNSURE + b"\t\r\n", "\N{LATIN SMALL LETTER Y WITH DIAERESIS}" * 97 + "\t\r\n"),
        (UNSURE + b"\x01" + b"\xff" * 2, "ÿ" * 97 + "\x01ÿÿ"),
        (UNSURE + b"\x01\x02\xff", None),
        (UNSURE + b"\x0e\x1f\xff", None),
        (UNSURE + b"  \xff", "ÿ" * 97 + "  ÿ"),
    ],
    ids=repr,
)
def test_a_text_is_told_from_what_is_none(content: bytes, text: str | None) -> None:
    assert text_in(content) == text


def test_only_a_head_may_end_within_a_character() -> None:
    whole = "好" * (HEAD // 3 + 1)
    assert text_in(whole.encode()[:HEAD]) == "好" * (HEAD // 3)
    assert text_in("好好".encode()[:-1]) != "好"
    broken = bytearray(whole.encode()[:HEAD])
    broken[HEAD // 2] = 0xFF
    assert (text_in(bytes(broken)) or "")[:1] != "好"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("bill.pdf", "bill.pdf"),
        ("账单 11月.png", "账单 11月.png"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe", "agnp.exe"),
        ("my password is hunter2.txt", f"{HIDDEN}.txt"),
        ("my password is hunter2", HIDDEN),
        ("my password is hunter2.PDF", f"{HIDDEN}.PDF"),
        ("6222021234567894 482913.jpg", "****7894 482913.jpg"),
        ("4242424242424242.jpg", "****4242.jpg"),
        ("\udcff.jpg", "?.jpg"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}", HIDDEN),
    ],
)
def test_a_name_is_kept_without_what_it_gives_away(name: str, kept: str) -> None:
    assert kept_name(name) == kept


def test_of_a_long_text_it_is_told_that_not_all_was_searched() -> None:
    short, long = b"a " * 100, b"a " * MAX_SEARCHED
    assert not is_too_long_to_search(short, len(short))
    assert is_too_long_to_search(long, len(long))
    assert not is_too_long_to_search(b"a" * MAX_SEARCHED, MAX_SEARCHED)
    head = ("好" * HEAD).encode()[:HEAD]
    assert text_in(head) is not None, "its last character is cut in two"
    assert is_too_long_to_search(head, HEAD * 3)
    assert not is_too_long_to_search(b"\x89PNG\0\1\2" * 1000, HEAD * 3)


@PROPERTY
@given(st.binary(max_size=400), st.text(max_size=20))
def test_any_file_gets_an_answer(content: bytes, name: str) -> None:
    assert file_secret(name, content) in {
        None,
        *(row.kind for row in FILES),
        *("password", "code", "card-check", "recovery-phrase", "private-key"),
    }
