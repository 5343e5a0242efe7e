"""Statements from the command line: who reads them, in which formats, and what of the person."""

import pytest

from tests.casework.exports import decoded
from tests.casework.support import Caseworker
from wallethelp.core.onward import READERS, Reader
from wallethelp.render.export_formats import FORMATS, LETTERS
from wallethelp.render.page import BLANK

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
EACH = pytest.mark.parametrize("reader", READERS)


def _read(text: str, format_name: str) -> str:
    shown = decoded(text) if format_name == "email" else text
    return shown.replace("\\", "")


@EACH
@LANGUAGES
@pytest.mark.parametrize("format_name", LETTERS)
def test_a_statement_goes_out_in_every_format_of_a_letter(
    worker: Caseworker, reader: Reader, language: str, format_name: str
) -> None:
    case_id = worker.finished()
    arguments = ("--for", reader, "--format", format_name, "--lang", language)
    masked = worker("export", case_id, *arguments)
    shown = worker("export", case_id, *arguments, "--reveal")
    assert (masked.code, shown.code) == (0, 0), masked.err
    hidden, whole = _read(masked.out, format_name), _read(shown.out, format_name)
    for text in (hidden, whole):
        assert "UP2026" in text, "a number is whole"
        assert "120.00" in text
        assert BLANK in text, "the name is always written by hand"
    assert "xiaolin_88" not in hidden
    assert "xiaolin_88" in whole


@EACH
@pytest.mark.parametrize("format_name", sorted(FORMATS.keys() - LETTERS.keys()))
def test_a_statement_is_a_letter_and_no_data(
    worker: Caseworker, reader: Reader, format_name: str
) -> None:
    done = worker("export", worker.finished(), "--for", reader, "--format", format_name)
    assert (done.code, done.out) == (2, "")
    assert "html" in done.err


def test_what_is_in_a_statement_and_what_was_masked_is_said(worker: Caseworker) -> None:
    case_id = worker.finished()
    worker("cases", "log", case_id, "--channel", "chat", "--ticket", "CS-7", "--said", "wait")
    told = worker("export", case_id, "--for", "bank", "--lang", "en").err
    assert "Masked:" in told
    assert "Ticket number" in told
    revealed = worker("export", case_id, "--for", "bank", "--lang", "en", "--reveal").err
    assert "Shown in full:" in revealed


def test_a_complaint_has_lines_to_write_on_and_a_place_to_sign(worker: Caseworker) -> None:
    case_id = worker.finished()
    done = worker("export", case_id, "--for", "complaint", "--lang", "en").out.replace("\\", "")
    assert "•" not in done
    assert f"Signature: {BLANK}" in done
    assert "fill in" not in done


def test_money_that_came_back_stands_in_the_statement_and_in_the_order_of_time(
    worker: Caseworker,
) -> None:
    case_id = worker.finished()
    assert worker("cases", "close", case_id, "--result", "part", "--amount", "50 CNY").code == 0
    letter = worker("export", case_id, "--for", "bank", "--format", "text", "--lang", "en").out
    assert "Came back: 50.00 CNY" in letter
    page = worker("export", case_id, "--format", "text", "--lang", "en").out
    assert "50.00 CNY came back" in page
