"""What leaves the person's own screen: nothing that names somebody, and all of the report."""

import ast
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.casework.exports import LANGUAGES, QUICK, SHAPES, decoded, name_of
from tests.casework.support import BEGIN, REPLIES, Caseworker
from tests.prompted import AFTERWARDS
from tests.support import NOW, PROPERTY, ROOT, detail, whole_day
from tests.walks import WORLD, case_from, one_per_end
from wallethelp.cli import export
from wallethelp.cli.sharing import Copy
from wallethelp.core.case import Case, Item
from wallethelp.core.guide import Request
from wallethelp.core.history import LOG_FIELDS, Contacted, Log
from wallethelp.core.model import FieldSpec
from wallethelp.core.text import Language, Text
from wallethelp.core.values import HIDDEN, Answer, Detail, Moment, Money, Words
from wallethelp.i18n import speaking
from wallethelp.render.export_formats import FORMATS, exported
from wallethelp.render.shaped import SIZES, Purpose

FIELDS = WORLD.pack.fields
IDENTIFYING = [name for name, spec in FIELDS.items() if spec.identifying]
FREE = [n for n, s in FIELDS.items() if s.kind in ("text", "account") and not s.identifying]
Shape = tuple[str, Purpose | None]


# --- a case with every field of the shipped pack --------------------------------------------------


@cache
def _base() -> Case:
    """A finished case that ends at support."""
    return next(case_from(walk) for walk in one_per_end() if walk.outcome == "contact")


def whole_case(
    given: Mapping[str, Detail], helping: str | None = None, *, asks: Iterable[str] | None = None
) -> Case:
    """A case that holds these details, by field, wherever a case holds details.

    Its request names the fields it `asks` about, by default all of them.
    """
    case = _base()
    answers = tuple(Answer(key=name, reply=reply, time=NOW) for name, reply in given.items())
    items = tuple(
        Item(field=name, spec=FIELDS[name], state="have", detail=reply)
        for name, reply in given.items()
    )
    request = " ".join(f"{{{name}}}" for name in (given if asks is None else asks))
    others = {key: old for key, old in case.replies.items() if not isinstance(old, Detail)}
    return replace(
        case,
        end=replace(case.end, request=Request(ask=Text(zh=request, en=request))),
        session=replace(case.session, answers=answers, kept=answers, helping=helping),
        bring=items,
        replies={**others, **given},
    )


def words(text: str) -> Detail:
    return detail(Words(text=text), text)


def log_of(text: str) -> Log:
    """A contact in which every free text is `text`."""
    free = {name: words(text) for name, spec in LOG_FIELDS.items() if spec.kind == "text"}
    promised = detail(whole_day(NOW))
    return (Contacted(at=NOW, channel="phone", details={**free, "promised-by": promised}),)


def written(case: Case, log: Log, shape: Shape, *, reveal: bool = False) -> str:
    """The export as a reader sees it."""
    format_name, purpose = shape
    shaped = "email" if format_name == "email" and purpose is None else purpose
    copy = Copy(
        case=case,
        pack=WORLD.pack,
        case_id="1120-1",
        log=log,
        reveal=reveal,
        size=SIZES[shaped] if shaped is not None else None,
    )
    text = exported(copy.document(), format_name, shaped)
    return decoded(text) if format_name == "email" else text.replace("\\", "")


every_shape = pytest.mark.parametrize("shape", SHAPES, ids=name_of)


# --- nothing that names somebody ------------------------------------------------------------------

identities = st.fixed_dictionaries(dict.fromkeys([*IDENTIFYING, "helping"], st.text(min_size=1)))


def _identified(names: Mapping[str, str]) -> Case:
    given = {name: words(names[name]) for name in IDENTIFYING}
    return whole_case(given, helping=names["helping"])


@given(
    one=identities,
    other=identities,
    shape=st.sampled_from(QUICK),
    language=st.sampled_from(LANGUAGES),
)
@PROPERTY
def test_who_it_is_makes_no_difference_to_an_export(
    one: Mapping[str, str], other: Mapping[str, str], shape: Shape, language: Language
) -> None:
    with speaking(language):
        assert written(_identified(one), (), shape) == written(_identified(other), (), shape)


LIN = dict.fromkeys([*IDENTIFYING, "helping"], "zq_unmistakable 王秀英 13700137000 mum@example.org")
PARTS = ("zq_unmistakable", "王秀英", "13700137000", "mum@", "example.org")


@pytest.mark.parametrize("language", LANGUAGES)
@every_shape
def test_an_identifying_value_shows_only_where_it_is_revealed(
    shape: Shape, language: Language
) -> None:
    with speaking(language):
        text = written(_identified(LIN), (), shape)
        assert [part for part in PARTS if part in text] == []
        revealed = written(_identified(LIN), (), shape, reveal=True)
    if shape[1] == "social" or shape[0] == "ics":
        assert revealed == text
    else:
        assert [part for part in PARTS if part not in revealed] == []


def test_what_is_public_is_redacted_to_its_last_field_even_if_revealed() -> None:
    copy = Copy(case=_identified(LIN), pack=WORLD.pack, case_id="1", reveal=True, size="public")
    assert [part for part in PARTS if part in copy.document().to_json()] == []


@every_shape
def test_contact_details_in_any_free_text_show_only_where_they_are_revealed(shape: Shape) -> None:
    text = "Lin wrote from a.b+c@mail.example, call 13912345678"
    case, log = whole_case({name: words(text) for name in FREE}), log_of(text)
    masked = written(case, log, shape)
    assert [part for part in ("a.b+c@", "13912345678") if part in masked] == []
    revealed = written(case, log, shape, reveal=True)
    if shape[1] == "social" or shape[0] == "ics":
        assert revealed == masked
    else:
        assert "13912345678" in revealed
        assert "Lin wrote from" in masked


# --- all of the report ----------------------------------------------------------------------------


def _rows() -> list[tuple[str, str, str]]:
    lines = (Path(__file__).parent / "unchanged.tsv").read_text("utf-8").splitlines()
    rows = [(*line.split("\t"), "")[:3] for line in lines if line and not line.startswith("#")]
    return [(where, text, why) for where, text, why in rows]


def _parameters() -> list[object]:
    return [
        pytest.param(
            where,
            text,
            id=f"{where}: {text}",
            marks=pytest.mark.xfail(reason=f"{why} changes it") if why else (),
        )
        for where, text, why in _rows()
    ]


def _typed(text: str, spec: FieldSpec) -> Detail:
    """A detail with these words, whose value the door has understood."""
    match spec.kind:
        case "money":
            return detail(Money(amount=Decimal("13800138000"), currency="KRW"), text)
        case "datetime":
            return detail(Moment.exactly(NOW), text)
        case _:
            return words(text)


@pytest.mark.parametrize(("where", "text"), _parameters())
def test_what_names_nobody_comes_through_every_export_unchanged(where: str, text: str) -> None:
    kinds = {"free": ("text", "account")}.get(where, (where,))
    names = [n for n, spec in FIELDS.items() if spec.kind in kinds and not spec.identifying]
    given = {name: _typed(text, FIELDS[name]) for name in names[:2]}
    assert given
    case, log = whole_case(given), log_of(text) if where == "free" else ()
    for shape in SHAPES:
        assert written(case, log, shape) == written(case, log, shape, reveal=True), shape


# --- what is said of it ---------------------------------------------------------------------------

SAID = {
    "account-id": ("Account name", "xiaolin_88", "Masked"),
    "amount": ("Amount", "13,800,138,000 KRW", ""),
    "transaction-id": ("Transaction number", "TX-2026-0042", ""),
    "error-message": ("Error message", "zq_shown Lin 13912345678", "Phone"),
    "wanted": ("Solution asked for", "zq_wanted back", ""),
    "helping": ("whom you ask for", "zq_mother", "Masked"),
    "whom": ("With whom", "zq_agent a.b@mail.example", "Phone"),
    "said": ("What they said", "zq_soon", ""),
}
"""For each thing its label, its value, and the line that says what became of it."""


def _told(shape: Shape, *, reveal: bool) -> tuple[list[str], str]:
    def of(name: str) -> Detail:
        return _typed(SAID[name][1], {**FIELDS, **LOG_FIELDS}[name])

    given = {name: of(name) for name in SAID if name in FIELDS}
    logged = {name: of(name) for name in SAID if name in LOG_FIELDS}
    case = whole_case(given, helping=SAID["helping"][1], asks=["amount"])
    log = log_of("")
    log = (replace(log[0], details={**log[0].details, **logged}),)
    format_name, purpose = shape
    shaped = "email" if format_name == "email" and purpose is None else purpose
    size = SIZES[shaped] if shaped is not None else None
    copy = Copy(case=case, pack=WORLD.pack, case_id="1", log=log, reveal=reveal, size=size)
    return export._contents(copy, format_name, shaped), written(case, log, shape, reveal=True)


@every_shape
def test_what_is_said_of_an_export_is_true_and_all(shape: Shape) -> None:
    said, text = _told(shape, reveal=False)
    text = " ".join(text.split()).replace(" | ", " ")
    for label, value, what in SAID.values():
        lines = [line for line in said if label in line]
        if shape[0] == "ics" or value not in text:
            assert lines == [], (label, value)
            continue
        starts = {"": ["In it"], "Masked": ["Masked"], "Phone": ["In it", "Phone"]}[what]
        assert [line.startswith(start) for line, start in zip(lines, starts, strict=True)]
        assert len(lines) == len(starts)


@every_shape
def test_what_is_revealed_is_said(shape: Shape) -> None:
    said, text = _told(shape, reveal=True)
    assert not [line for line in said if line.startswith(("Masked", "Phone"))]
    for label, value, what in SAID.values():
        if what and value in text and shape[0] != "ics" and shape[1] != "social":
            assert [line for line in said if label in line and line.startswith("Shown in full")]


# --- where it is decided --------------------------------------------------------------------------

HELPING = ("--helping", "mum 王秀英 13700137000 mum@example.org")
NAMES = ("王秀英", "13700137000", "mum@", "xiaolin_88")


def _hidden(text: str) -> bool:
    return [name for name in NAMES if name in text.replace("\\", "")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_whom_one_helps_leaves_nowhere(worker: Caseworker, language: str) -> None:
    told = worker.asked(REPLIES, *BEGIN, *HELPING, "--lang", language)
    assert told.code == 0
    leaving = {
        "piped": told.out,
        "shown": worker("cases", "show").out,
        "json": worker.asked(REPLIES, *BEGIN, *HELPING, "--json").out,
    }
    case_id = worker.record().id
    for name, arguments in {
        **{name: ("-f", name) for name in FORMATS},
        "chat": ("--for", "chat"),
        "complaint": ("--for", "complaint"),
    }.items():
        done = worker("export", case_id, *arguments, "--lang", language)
        assert done.code == 0, done.err
        leaving[name] = decoded(done.out) if name == "email" else done.out
    for name in ("case.md", "case.txt"):
        worker.asked(REPLIES, *BEGIN, *HELPING, "-o", name)
        leaving[name] = (worker.cli.folder / name).read_text("utf-8")
    assert [name for name, text in leaving.items() if not _hidden(text)] == []
    assert HIDDEN not in leaving["chat"].partition("UP2026")[0], "the sentence reads well"
    assert HIDDEN in leaving["chat"]
    revealed = worker("export", case_id, "--for", "chat", "--reveal").out
    assert [name for name in NAMES if name not in revealed.replace("\\", "")] == []


def test_a_pipe_that_is_coloured_is_still_a_pipe(worker: Caseworker) -> None:
    case_id = worker.finished()
    assert "xiaolin_88" not in worker("cases", "show", case_id, "--color", "always").out
    assert "xiaolin_88" not in worker.asked(REPLIES, *BEGIN, "--color", "always").out


def test_the_answers_of_a_case_without_an_outcome_are_redacted_in_a_pipe(
    worker: Caseworker,
) -> None:
    case_id = worker.left_at("note")
    shown = worker("cases", "show", case_id).out
    assert "UP20261119153044" in shown
    assert "xiaolin_88" not in shown


def test_the_reasons_are_redacted_where_no_terminal_shows_them(worker: Caseworker) -> None:
    told = worker.asked({**REPLIES, AFTERWARDS: ("why", "done")}, *BEGIN)
    assert "Why this advice" in told.err
    assert "xiaolin_88" not in told.err


@pytest.fixture
def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Standard output is the person's own screen from here on."""

    def begin() -> None:
        monkeypatch.setattr("wallethelp.cli.sharing.is_terminal", lambda _stream: True)

    return begin


def test_the_persons_own_screen_shows_all_and_a_file_does_not(
    worker: Caseworker, on_a_terminal: Callable[[], None]
) -> None:
    case_id, begun = worker.finished(), worker.left_at("note")
    on_a_terminal()
    for shown in (case_id, begun):
        assert "xiaolin_88" in worker("cases", "show", shown).out
    assert "xiaolin_88" in worker.asked(REPLIES, *BEGIN).out
    assert "xiaolin_88" not in worker.asked(REPLIES, *BEGIN, "--json").out
    assert "xiaolin_88" not in worker("export", case_id, "-f", "text").out
    copied = worker.asked({**REPLIES, AFTERWARDS: ("write", "done")}, *BEGIN)
    (path,) = worker.cli.folder.glob("wallethelp-*.md")
    assert _hidden(path.read_text("utf-8"))
    assert "Account" in copied.err, "it is said what was masked"


def test_one_module_of_the_command_line_decides_what_leaves() -> None:
    """Nothing else there makes a document of a case, or reads a value that was not redacted."""
    deciding = {"document_of", "redact", "redacted", "contents"}
    found = {
        path.name
        for path in (ROOT / "src/wallethelp/cli").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if name.name in deciding
    }
    assert found == {"sharing.py"}
