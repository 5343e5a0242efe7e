"""Whatever is typed or pasted: it comes back as text or is refused in words, and nothing breaks."""

import json
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from tests.support import NOW, WeekendsOnly
from tests.walks import WORLD
from wallethelp.core.model import FieldSpec
from wallethelp.core.text import has_unsafe_characters
from wallethelp.core.values import Detail, Skipped, Unknown
from wallethelp.i18n import LANGUAGES, speaking
from wallethelp.ui.details import Frame, ask_detail
from wallethelp.ui.plain import PlainUI
from wallethelp.ui.prompts import TextPrompt
from wallethelp.ui.terminal import TerminalUI

NAUGHTY = json.loads(Path(__file__).with_name("naughty.json").read_text(encoding="utf-8"))
STRINGS = {**NAUGHTY, "100 KB": "长 text " * 13_000}
EACH = pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS.keys())
NAME = TextPrompt(key="name", question="Who?")
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"
FIELDS = {
    (spec.kind, spec.direction): spec
    for spec in WORLD.pack.fields.values()
    if spec.kind not in ("choice", "evidence")
}
"""One field of each kind that is typed."""
FRAME: Frame = {
    "key": "it",
    "question": "It?",
    "heading": "",
    "explanation": (),
    "can_go_back": True,
    "optional": True,
    "is_fresh": False,
}


def _encodable(text: str) -> str:
    """As a keyboard can send it: half of a pair is no character."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _pasted(text: str) -> str | object:
    console = Console(file=StringIO(), width=60)
    with create_pipe_input() as keyboard:
        ui = TerminalUI(console, escape_delay=0.01, source=keyboard, output=DummyOutput())
        inside = _encodable(text).replace("\x1b", "")
        keys = f"{PASTE_BEGINS}{inside}{PASTE_ENDS}\r"
        # A pipe holds less than the longest, so somebody must be reading meanwhile.
        sender = Thread(target=keyboard.send_text, args=(keys,))
        sender.start()
        typed = ui.text(NAME)
        sender.join()
        return typed


@EACH
def test_a_paste_is_an_answer(text: str) -> None:
    typed = _pasted(text)
    assert isinstance(typed, str)
    letters = [sign for sign in _encodable(text) if sign.isalpha()]
    assert [sign for sign in typed if sign.isalpha()][: len(letters)] == letters


def test_bytes_that_are_no_text_are_asked_for_again() -> None:
    with create_pipe_input() as keyboard:
        console = Console(file=StringIO(), width=60)
        ui = TerminalUI(console, escape_delay=0.01, source=keyboard, output=DummyOutput())
        keyboard.send_bytes(b"ab\xc4\xe3\rLin\r")
        assert ui.text(NAME) == "Lin"


@EACH
def test_an_earlier_answer_is_offered_whatever_it_holds(text: str) -> None:
    console = Console(file=StringIO(), width=60)
    with create_pipe_input() as keyboard:
        ui = TerminalUI(console, escape_delay=0.01, source=keyboard, output=DummyOutput())
        keyboard.send_text("\r")
        typed = ui.text(TextPrompt(key="name", question="Who?", default=text))
    assert isinstance(typed, str)
    assert not has_unsafe_characters(typed)


@EACH
def test_a_line_is_an_answer(text: str) -> None:
    out = StringIO()
    line = text.replace("\r", "").replace("\n", " ")
    assert PlainUI(StringIO(f"{line}\n"), out, width=60).text(NAME) == line


@EACH
@pytest.mark.parametrize("spec", FIELDS.values(), ids=map(" ".join, FIELDS))
def test_every_detail_takes_it_or_says_why_not(text: str, spec: FieldSpec) -> None:
    line = text.replace("\r", "").replace("\n", " ")
    for language in LANGUAGES:
        ui = PlainUI(StringIO(f"{line}\n" + "\n" * 9), StringIO(), width=60)
        with speaking(language):
            reply = ask_detail(ui, spec, FRAME, now=NOW, calendar=WeekendsOnly())
        assert isinstance(reply, Detail | Unknown | Skipped)
        assert not (isinstance(reply, Detail) and has_unsafe_characters(reply.words))
