"""Whatever a case holds: an export is well-formed, and one for social media holds nothing of it."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from email import message_from_string
from email.policy import default
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from jsonschema import Draft202012Validator
from msgspec.json import decode

from tests.casework.exports import (
    EVERYWHERE,
    LANGUAGES,
    QUICK,
    SHAPES,
    TEXTUAL,
    TUESDAY,
    WORST,
    WRAPPED,
    Said,
    anything,
    decoded,
    document,
    name_of,
    written,
)
from tests.casework.support import Caseworker
from tests.support import FEWER, PROPERTY
from wallethelp.core.text import Language, clean, has_unsafe_characters
from wallethelp.i18n import speaking
from wallethelp.render.case_page import case_page
from wallethelp.render.export_formats import FORMATS
from wallethelp.render.page import Section, Title
from wallethelp.render.schema import CaseDocument, case_schema
from wallethelp.render.shaped import Purpose, body_of, shaped_page, subject_of

# --- well-formed ----------------------------------------------------------------------------------

_VOID = {"meta", "link", "br", "hr", "img", "input", "base"}
_FORBIDDEN = {"script", "img", "iframe", "object", "embed", "form", "base", "video", "audio"}
_CODE = {
    "svg": {
        "role": "img",
        "aria-label": ".+",
        "shape-rendering": "crispEdges",
        "viewbox": "[ 0-9]+",
    },
    "path": {"fill": "#fff", "stroke": "#000", "d": "[-Mmhvz. 0-9]+"},
}
"""All that a drawing may have: the QR code is the only one, and draws strokes."""


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
                assert tag != "svg" or reader.open[-1] == "figure"
                if tag in _CODE or "svg" in reader.open:
                    assert all(re.fullmatch(_CODE[tag][name], value or "") for name, value in attrs)
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
    page = written(said, "html", purpose, reveal=True)
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
    text = written(said, "json", purpose, reveal=True)
    data = json.loads(text)
    Draft202012Validator(case_schema()).validate(data)
    assert decode(text, type=CaseDocument).to_json() == text
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


def test_every_format_is_checked() -> None:
    assert set(CHECKS) == set(FORMATS)
    assert {name for name, _purpose in SHAPES} == set(FORMATS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shape", SHAPES, ids=name_of)
def test_an_export_of_all_hostile_text_is_well_formed(
    shape: tuple[str, Purpose | None], language: Language
) -> None:
    with speaking(language):
        CHECKS[shape[0]](WORST, shape[1], language)


@given(said=anything, shape=st.sampled_from(QUICK), language=st.sampled_from(LANGUAGES))
@PROPERTY
def test_an_export_of_any_text_is_well_formed(
    said: Said, shape: tuple[str, Purpose | None], language: Language
) -> None:
    with speaking(language):
        CHECKS[shape[0]](said, shape[1], language)


@pytest.mark.parametrize(
    "shape", [shape for shape in SHAPES if shape[1] in (None, "complaint")], ids=name_of
)
def test_an_export_of_100_kilobytes_is_well_formed(shape: tuple[str, Purpose | None]) -> None:
    size = 2_000 if shape == WRAPPED else 100_000
    long = (EVERYWHERE * (size // len(EVERYWHERE) + 1))[:size]
    CHECKS[shape[0]](Said(note=long, said=long), shape[1], "en")


# --- for social media -----------------------------------------------------------------------------

OTHER = Said(order="A", mine="B", note="C", helping="D", whom="E", ticket="F", said="G")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format_name", TEXTUAL)
@given(said=anything, reveal=st.booleans())
@FEWER
def test_for_social_media_the_case_makes_no_difference(
    format_name: str, language: Language, said: Said, reveal: bool
) -> None:
    with speaking(language):
        mine = written(said, format_name, "social", reveal=reveal, amount="98765 CNY")
        other = written(
            OTHER, format_name, "social", case_id="1231-9", amount="1 USDT", due="2026-11-30"
        )
    assert mine == other


@pytest.mark.parametrize("ending", [{"lost/gone": "not-charged"}, {"due": "2026-11-24"}, {}])
def test_for_social_media_the_outcome_makes_no_difference(ending: dict[str, str]) -> None:
    for format_name in TEXTUAL:
        plain = written(OTHER, format_name, "social")
        assert written(OTHER, format_name, "social", **ending) == plain


def test_every_value_of_a_case_is_missing_from_what_is_for_social_media(
    worker: Caseworker,
) -> None:
    case_id = worker.finished()
    logged = ("--whom", "agent 4711 Lin", "--ticket", "CS-2026-77", "--said", "they look into it")
    worker("cases", "log", case_id, "--channel", "chat", *logged)
    values = ("xiaolin_88", "UP2026", "120", "the money", "Lin", "CS-2026", "look into", case_id)
    for format_name in TEXTUAL:
        done = worker("export", case_id, "--for", "social", "--format", format_name)
        assert done.code == 0
        body = done.out.partition("<body>")[2] if format_name == "html" else done.out
        text = decoded(body) if format_name == "email" else body
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
