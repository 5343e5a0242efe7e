"""Whatever a case holds: an export is well-formed, and masks what it promises to mask."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_string
from email.policy import default
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event
from jsonschema import Draft202012Validator

from tests.casework.support import REPLIES, Caseworker, Person, own_pack
from tests.support import NOW, PROPERTY, WeekendsOnly, detail, whole_day
from wallethelp.cli import export
from wallethelp.core.case import case_of
from wallethelp.core.history import Contacted
from wallethelp.core.privacy import mask_contacts, mask_whole
from wallethelp.core.session import Session, World, start
from wallethelp.core.text import Language, clean, has_unsafe_characters
from wallethelp.core.values import Detail, Words
from wallethelp.i18n import speaking
from wallethelp.pack.load import load
from wallethelp.render.case_page import case_page
from wallethelp.render.document import CaseDocument, case_schema, document_of
from wallethelp.render.page import Section, Title
from wallethelp.render.shaped import PURPOSES, SIZES, Purpose, body_of, shaped_page, subject_of
from wallethelp.ui.wizard import run

TUESDAY = NOW.replace(hour=0) + timedelta(days=4)
LANGUAGES: tuple[Language, ...] = ("en", "zh")
FEW = settings(PROPERTY, max_examples=25)
FORMATS = [name for name in export.FORMATS if name not in ("json", "ics")]
SHAPES: list[tuple[str, Purpose | None]] = [
    *((name, purpose) for name in FORMATS for purpose in (None, *PURPOSES)),
    *(("json", purpose) for purpose in (None, *PURPOSES) if purpose != "social"),
    ("ics", None),
]
WRAPPED: tuple[str, Purpose | None] = ("text", None)
"""The one export whose lines are wrapped, which takes a millisecond for every few characters."""
QUICK = [shape for shape in SHAPES if shape != WRAPPED]
TYPED = ("order", "mine", "note")
"""Details that hold words."""


# --- a case with any words in it ------------------------------------------------------------------


@cache
def world() -> World:
    """The small pack with a ladder."""
    with TemporaryDirectory() as folder:
        return World(pack=load(own_pack(Path(folder) / "pack")).pack, calendar=WeekendsOnly())


@cache
def _finished(**changes: str) -> Session:
    replies = {**REPLIES, **{name: (reply,) for name, reply in changes.items()}}
    session = start(world(), guide="lost", wallet="upay", now=NOW)
    done = run(world(), session, Person(replies), now=lambda: NOW, save=lambda _session: None)
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
    masked: bool = True,
    purpose: Purpose | None = None,
    case_id: str = "1120-1",
    **changes: str,
) -> CaseDocument:
    """The document of a case in which these texts were typed, cleaned as the one door does."""
    texts = {name: clean(getattr(said, name)) for name in TYPED}
    finished = _finished(**changes)
    answers = tuple(
        answer.model_copy(
            update={"reply": Detail(value=Words(text=texts[answer.key]), words=texts[answer.key])}
        )
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
    return document_of(
        case_of(world(), session),
        world().pack,
        case_id=case_id,
        masked=masked,
        log=(contact,),
        size=SIZES[purpose] if purpose is not None else None,
    )


def written(said: Said, format_name: str, purpose: Purpose | None, **more: object) -> str:
    """The export, as the command writes it."""
    shaped: Purpose | None = "email" if format_name == "email" and purpose is None else purpose
    made = document(said, purpose=shaped, **more)  # type: ignore[arg-type]
    return export._written(made, format_name, shaped)


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


# --- well-formed ----------------------------------------------------------------------------------

_VOID = {"meta", "link", "br", "hr", "img", "input", "base"}
_FORBIDDEN = {"script", "img", "iframe", "object", "embed", "form", "svg", "base", "video", "audio"}


@dataclass
class Reader:
    """An HTML parser that insists on what a well-formed page has."""

    open: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def read(self, page: str) -> str:
        """The text of the page outside its head."""
        reader = self

        class Parser(HTMLParser):
            def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
                assert tag not in _FORBIDDEN, tag
                for name, value in attrs:
                    assert not name.startswith("on"), name
                    assert name not in ("src", "srcset", "action", "formaction"), name
                    assert name != "href" or value == "data:,", value
                    assert name != "http-equiv" or value == "Content-Security-Policy"
                if tag not in _VOID:
                    reader.open.append(tag)

            def handle_endtag(self, tag: str) -> None:
                assert reader.open, f"</{tag}> closes nothing"
                assert reader.open.pop() == tag

            def handle_data(self, data: str) -> None:
                if "body" in reader.open:
                    reader.text.append(data)

            def handle_comment(self, data: str) -> None:
                raise AssertionError(f"a comment: {data[:40]}")

            def unknown_decl(self, data: str) -> None:
                raise AssertionError(f"a declaration: {data[:40]}")

            def handle_pi(self, data: str) -> None:
                raise AssertionError(f"an instruction: {data[:40]}")

        parser = Parser(convert_charrefs=True)
        parser.feed(page)
        parser.close()
        assert self.open == []
        return "".join(self.text)


def _check_html(said: Said, purpose: Purpose | None, language: Language) -> None:
    page = written(said, "html", purpose, masked=False)
    assert page.startswith("<!DOCTYPE html>")
    text = Reader().read(page)
    if purpose != "social":
        for typed in (said.order, said.mine):
            # A sentence of ours closes up what is put into it.
            words = "".join(clean(typed).split()).rstrip("。.!！")
            assert words in "".join(text.split()), "shown as it was typed"
    assert not has_unsafe_characters(page)


def _check_email(said: Said, purpose: Purpose | None, language: Language) -> None:
    shaped = purpose or "email"
    draft = message_from_string(written(said, "email", purpose), policy=default)
    names = ["x-unsent", "date", "subject", "content-type", "content-transfer-encoding"]
    assert sorted(name.lower() for name in draft) == sorted([*names, "mime-version"])
    assert not draft.defects
    assert not draft["Subject"].defects
    body = draft.get_body(("plain",))
    assert body is not None
    made = document(said, purpose=shaped)
    assert body.get_content().replace("\r\n", "\n") == body_of(made, shaped)
    wanted = "" if shaped == "social" else " ".join(subject_of(made, shaped).split())
    # A long line is folded at a space, which may come back as two or none; and what looks like an
    # encoded word is taken for one by whoever reads it.
    assert "=?" in wanted or "".join(draft["Subject"].split()) == "".join(wanted.split())


def _check_json(said: Said, purpose: Purpose | None, language: Language) -> None:
    text = written(said, "json", purpose, masked=False)
    data = json.loads(text)
    Draft202012Validator(case_schema()).validate(data)
    assert CaseDocument.model_validate_json(text).to_json() == text
    values = {item["field"]: item["value"] for item in data["bring"]}
    assert values["mine"] == (clean(said.mine) or "xiaolin_88")
    assert not has_unsafe_characters(json.dumps(data, ensure_ascii=False).replace("\\n", ""))


def _check_ics(said: Said, purpose: Purpose | None, language: Language) -> None:
    text = written(said, "ics", None)
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    assert not event.errors
    assert isinstance(event, Event)
    assert event.start == TUESDAY.date()
    assert len(calendar.walk("VALARM")) == 1
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def _check_markdown(said: Said, purpose: Purpose | None, language: Language) -> None:
    text = written(said, "markdown", purpose)
    assert not has_unsafe_characters(text)
    made = document(said, purpose=purpose)
    page = case_page(made) if purpose is None else shaped_page(made, purpose)
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert len(headings) == sum(isinstance(block, Title | Section) for block in page)
    assert not [line for line in text.splitlines() if line.startswith(("```", "~~~", "<", "|"))]


def _check_text(said: Said, purpose: Purpose | None, language: Language) -> None:
    assert not has_unsafe_characters(written(said, "text", purpose))


CHECKS = {
    "html": _check_html,
    "email": _check_email,
    "json": _check_json,
    "ics": _check_ics,
    "markdown": _check_markdown,
    "text": _check_text,
}


def _name(shape: object) -> str:
    return "-".join(str(part) for part in shape) if isinstance(shape, tuple) else str(shape)


def test_every_format_is_checked() -> None:
    assert set(CHECKS) == set(export.FORMATS)
    assert {name for name, _purpose in SHAPES} == set(export.FORMATS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shape", SHAPES, ids=_name)
def test_an_export_of_all_hostile_text_is_well_formed(
    shape: tuple[str, Purpose | None], language: Language
) -> None:
    with speaking(language):
        CHECKS[shape[0]](WORST, shape[1], language)


@given(said=anything, shape=st.sampled_from(QUICK), language=st.sampled_from(LANGUAGES))
@settings(PROPERTY, max_examples=150)
def test_an_export_of_any_text_is_well_formed(
    said: Said, shape: tuple[str, Purpose | None], language: Language
) -> None:
    with speaking(language):
        CHECKS[shape[0]](said, shape[1], language)


@pytest.mark.parametrize(
    "shape", [shape for shape in SHAPES if shape[1] in (None, "complaint")], ids=_name
)
def test_an_export_of_100_kilobytes_is_well_formed(shape: tuple[str, Purpose | None]) -> None:
    size = 2_000 if shape == WRAPPED else 100_000
    long = (EVERYWHERE * (size // len(EVERYWHERE) + 1))[:size]
    CHECKS[shape[0]](Said(note=long, said=long), shape[1], "en")


# --- masked ---------------------------------------------------------------------------------------

IDENTIFYING = [
    "13800138000",
    "+86 138 0013 8000",
    "138-0013-8000",
    "010-65512233",
    "a.b+c@mail.example",
    "xiaolin@example.com.cn",
    "xiaolin_88",
    "•••00",
    "•••b@mail.example",
    "62220212",
]
around = st.sampled_from(["", " ", "，", "电话", "call ", "1", "0", "-", ".", "@", "•", "/"])
contacts = st.lists(st.sampled_from(IDENTIFYING) | around, max_size=10).map("".join)


@given(text=contacts | hostile)
@settings(PROPERTY, max_examples=300)
def test_masking_twice_is_masking_once(text: str) -> None:
    text = clean(text)
    assert mask_contacts(mask_contacts(text)) == mask_contacts(text)
    assert mask_whole(mask_whole(text)) == mask_whole(text)


@given(said=st.builds(Said, mine=contacts, note=contacts, whom=contacts, said=contacts))
@FEW
def test_a_case_masked_before_masks_to_the_same(said: Said) -> None:
    once = document(said)
    masked = {item.field: item.value for item in once.bring}
    (line,) = once.history
    again = Said(
        mine=masked["mine"] or "",
        note=masked["note"] or "",
        whom=line.whom,
        said=line.said,
    )
    assert document(again) == once


@given(said=anything)
@FEW
def test_what_identifies_the_person_is_masked_in_every_export_unless_revealed(
    said: Said,
) -> None:
    secret = replace(said, mine="zq_unmistakable_w7", note="at zq_me@mail.example, 13912345678")
    needles = ("zq_unmistakable", "zq_me", "13912345678")
    for format_name, purpose in QUICK:
        text = written(secret, format_name, purpose)
        if format_name == "email":
            text = _decoded(text)
        plain = text.replace("\\", "")
        assert not [needle for needle in needles if needle in plain], (format_name, purpose)
    assert "zq_unmistakable" in written(secret, "json", "chat", masked=False)


def _decoded(text: str) -> str:
    draft = message_from_string(text, policy=default)
    body = draft.get_body()
    assert body is not None
    return f"{draft.items()} {body.get_content()}"


# --- for social media -----------------------------------------------------------------------------

OTHER = Said(order="A", mine="B", note="C", helping="D", whom="E", ticket="F", said="G")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format_name", FORMATS)
@given(said=anything, masked=st.booleans())
@FEW
def test_for_social_media_the_case_makes_no_difference(
    format_name: str, language: Language, said: Said, masked: bool
) -> None:
    with speaking(language):
        mine = written(said, format_name, "social", masked=masked, amount="98765 CNY")
        other = written(
            OTHER, format_name, "social", case_id="1231-9", amount="1 USDT", due="2026-11-30"
        )
    assert mine == other


@pytest.mark.parametrize("ending", [{"lost/gone": "not-charged"}, {"due": "2026-11-24"}, {}])
def test_for_social_media_the_outcome_makes_no_difference(ending: dict[str, str]) -> None:
    for format_name in FORMATS:
        plain = written(OTHER, format_name, "social")
        assert written(OTHER, format_name, "social", **ending) == plain


def test_every_value_of_a_case_is_missing_from_what_is_for_social_media(
    worker: Caseworker,
) -> None:
    case_id = worker.finished()
    logged = ("--whom", "agent 4711 Lin", "--ticket", "CS-2026-77", "--said", "they look into it")
    worker("cases", "log", case_id, "--channel", "chat", *logged)
    values = ("xiaolin_88", "UP2026", "120", "the money", "Lin", "CS-2026", "look into", case_id)
    for format_name in FORMATS:
        done = worker("export", case_id, "--for", "social", "--format", format_name)
        assert done.code == 0
        body = done.out.partition("<body>")[2] if format_name == "html" else done.out
        text = _decoded(body) if format_name == "email" else body
        assert not [value for value in values if value in text], format_name


@pytest.mark.parametrize(
    "wrong",
    [
        ("--for", "social", "--reveal"),
        ("--for", "social", "--format", "json"),
        ("--reveal",),
        ("--for", "chat", "--format", "ics"),
        ("--for", "friends"),
        ("--format", "pdf"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_must_not_be_exported_is_wrong_usage(
    worker: Caseworker, wrong: Iterable[str], language: Language
) -> None:
    case_id = worker.finished()
    done = worker("export", case_id, *wrong, "--lang", language)
    assert (done.code, done.out) == (2, "")
    assert done.err
