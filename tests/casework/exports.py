"""Exports of a case with any words in it."""

from dataclasses import dataclass
from datetime import timedelta
from email import message_from_string
from email.policy import default
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st
from msgspec.structs import replace

from tests.casework.support import REPLIES, own_pack
from tests.prompted import someone
from tests.support import NOW, WeekendsOnly, detail, whole_day
from wallethelp.cli.sharing import Copy
from wallethelp.core.case import case_of
from wallethelp.core.history import Contacted
from wallethelp.core.session import Session, World, start
from wallethelp.core.text import Language, clean
from wallethelp.core.values import Detail, Words
from wallethelp.pack.load import load
from wallethelp.render.export_formats import FORMATS, exported
from wallethelp.render.schema import CaseDocument
from wallethelp.render.shaped import PURPOSES, SIZES, Purpose
from wallethelp.ui.wizard import run

TUESDAY = NOW.replace(hour=0) + timedelta(days=4)
LANGUAGES: tuple[Language, ...] = ("en", "zh")
TEXTUAL = [name for name in FORMATS if name not in ("json", "ics")]
SHAPES: list[tuple[str, Purpose | None]] = [
    *((name, purpose) for name in TEXTUAL for purpose in (None, *PURPOSES)),
    *(("json", purpose) for purpose in (None, *PURPOSES) if purpose != "social"),
    ("ics", None),
]
WRAPPED: tuple[str, Purpose | None] = ("text", None)
"""The one export whose lines are wrapped, which takes a millisecond for every few characters."""
QUICK = [shape for shape in SHAPES if shape != WRAPPED]
TYPED = ("order", "mine", "note")
"""Details that hold words."""


@cache
def world() -> World:
    """The small pack with a ladder."""
    with TemporaryDirectory() as folder:
        return World(pack=load(own_pack(Path(folder) / "pack")).pack, calendar=WeekendsOnly())


@cache
def _finished(**changes: str) -> Session:
    replies = {**REPLIES, **{name: (reply,) for name, reply in changes.items()}}
    session = start(world(), guide="lost", wallet="upay", now=NOW)
    done = run(world(), session, someone(replies), now=lambda: NOW, save=lambda _session: None)
    assert done is not None
    return done


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """Every text a person can bring into a case."""

    order: str = "UP-1"
    mine: str = "xiaolin_88"
    note: str = "gone"
    helping: str | None = None
    whom: str = "Lin"
    ticket: str = "CS-1"
    said: str = "soon"


def document(
    said: Said,
    *,
    reveal: bool = False,
    purpose: Purpose | None = None,
    case_id: str = "1120-1",
    **changes: str,
) -> CaseDocument:
    """The document of a case in which these texts were typed, cleaned as the one door does."""
    texts = {name: clean(getattr(said, name)) for name in TYPED}
    finished = _finished(**changes)
    answers = tuple(
        replace(answer, reply=Detail(value=Words(text=texts[answer.key]), words=texts[answer.key]))
        if texts.get(answer.key)
        else answer
        for answer in finished.answers
    )
    helping = clean(said.helping) if said.helping else None
    session = replace(finished, answers=answers, helping=helping or None)
    logged = {name: clean(getattr(said, name)) for name in ("whom", "ticket", "said")}
    contact = Contacted(
        at=NOW,
        channel="chat",
        details={name: detail(Words(text=text), text) for name, text in logged.items() if text}
        | {"promised-by": detail(whole_day(TUESDAY))},
    )
    return Copy(
        case=case_of(world(), session),
        pack=world().pack,
        case_id=case_id,
        log=(contact,),
        reveal=reveal,
        size=SIZES[purpose] if purpose is not None else None,
    ).document()


def written(said: Said, format_name: str, purpose: Purpose | None, **more: object) -> str:
    """The export, as the command writes it."""
    shaped: Purpose | None = "email" if format_name == "email" and purpose is None else purpose
    made = document(said, purpose=shaped, **more)  # type: ignore[arg-type]
    return exported(made, format_name, shaped)


HOSTILE = [
    "<script>alert(1)</script>",
    "</blockquote></main></body></html>",
    "'\"><img src=x onerror=alert(1)>",
    "<!-- ",
    "]]>",
    "&amp;&lt;&#60;",
    "[red]x[/red] :100: [link](javascript:alert(1))",
    "\n# heading\n",
    "\r\n\r\nBcc: a@b.example\r\n",
    "From: x\n.\n",
    "=?utf-8?q?x?=",
    "```\n~~~\n",
    "| a | b |\n|---|---|",
    "- * + 1. > ",
    "\n---\n===\n",
    "END:VEVENT\r\nBEGIN:VALARM\r\n",
    "\\, \\; \\n",
    "\x1b[31m\x1b]0;title\x07",
    "\x00\x01\x08\x7f\x9b",
    "\u202e\u2066\u200b\ufeff",
    "\u2028\u2029\x0b\x0c\x85",
    "\ud800",
    "{amount} {order} %s {0} ${x}",
    "工单 密码 “是的”",
    "\N{SMILING FACE WITH SUNGLASSES}e\u0301\N{ZERO WIDTH JOINER}",
    "13800138000 a.b+c@mail.example",
    " " * 50,
    "x" * 200,
]
hostile = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), max_size=8).map("".join)
anything = st.builds(
    Said,
    order=hostile,
    mine=hostile,
    note=hostile,
    helping=st.none() | hostile,
    whom=hostile,
    ticket=hostile,
    said=hostile,
)
EVERYWHERE = "".join(HOSTILE)
WORST = Said(
    **dict.fromkeys(("order", "mine", "note", "helping", "whom", "ticket", "said"), EVERYWHERE)
)


def decoded(text: str) -> str:
    """The headers and the body of an e-mail."""
    draft = message_from_string(text, policy=default)
    body = draft.get_body()
    assert body is not None
    return f"{draft.items()} {body.get_content()}"


def name_of(shape: object) -> str:
    """A name for parametrised tests."""
    return "-".join(str(part) for part in shape) if isinstance(shape, tuple) else str(shape)
