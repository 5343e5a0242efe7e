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
    text_in,
)

PHRASE = "abandon " * 11 + "about"
ELECTRUM = "wild father tree among universe such mobile favorite target dynamic credit identify"


@pytest.mark.parametrize("row", FILES, ids=lambda row: row.finds)
def test_a_row_finds_its_examples_and_no_row_its_counter_examples(row: FileRow) -> None:
    assert [row.finds_in(name, head) for name, head in row.examples.items()] == [
        True for _ in row.examples
    ]
    assert row.examples
    assert row.counter_examples
    found = {name: file_secret(name, head) for name, head in row.counter_examples.items()}
    assert not any(found.values())


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


def test_of_a_long_text_it_is_told_that_not_all_was_searched() -> None:
    short, long = b"a " * 100, b"a " * MAX_SEARCHED
    assert not is_too_long_to_search(short, len(short))
    assert is_too_long_to_search(long, len(long))
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
