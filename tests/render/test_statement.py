"""What a bank, a regulator or the police are told: whole, plain, nothing meant for the person."""

import re
from collections.abc import Sequence
from datetime import UTC, timedelta
from decimal import Decimal
from itertools import product
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from tests.letters import PHONE, PIECE, TICKETS, below, letter, parts_of
from tests.render.support import LANGUAGES
from tests.support import FLOWS, loaded
from tests.walks import WORLD, fullest_to, walks
from wallethelp.core.case import Case
from wallethelp.core.guide import Region
from wallethelp.core.history import Closing, Contacted, Log, Today
from wallethelp.core.onward import READERS, Reader
from wallethelp.core.statement import asked_of, body_of, of_myself, speaks_to_reader
from wallethelp.core.text import Language, Text
from wallethelp.core.values import HIDDEN, Moment, Money, Words
from wallethelp.i18n import _, say, speaking
from wallethelp.render.contents import Parts, masked_parts
from wallethelp.render.page import BLANK, Entry, Page, Signing, Title
from wallethelp.render.shaped import running
from wallethelp.render.statement import statement
from wallethelp.render.value_words import money

EACH = pytest.mark.parametrize("reader", READERS)
SPOKEN = pytest.mark.parametrize("language", LANGUAGES)
LONGEST = 6_000
"""Characters: three pages of A4."""
_YOU = re.compile(r"[你您]")


class Statements(NamedTuple):
    """Every walk's statement and all its text, of every second one with contacts."""

    language: Language
    reveal: bool
    each: Sequence[tuple[Parts, Page, str]]


@pytest.fixture(
    scope="module",
    params=product(READERS, LANGUAGES, (False, True)),
    ids=lambda given: "-".join((*given[:2], "revealed" if given[2] else "masked")),
)
def every(request: pytest.FixtureRequest) -> Statements:
    """Written once for all tests of one reader in one language."""
    reader, language, reveal = request.param
    each = []
    with speaking(language):
        for number, walk in enumerate(walks()):
            parts = parts_of(walk, contacted=number % 2 == 0)
            page = letter(parts, reader, reveal=reveal).page
            each.append((parts, page, running(page)))
    return Statements(language, reveal, each)


def _without(text: str, *parts: str) -> str:
    for part in parts:
        text = text.replace(part, "")
    return text


# --- whatever the case ----------------------------------------------------------------------------


def test_a_statement_asks_for_something_and_holds_nothing_meant_for_the_person(
    every: Statements,
) -> None:
    with speaking(every.language):
        safety = [say(text) for text in WORLD.pack.info.safety]
        for parts, page, text in every.each:
            assert "wallethelp" not in text
            assert not re.search(r"[{}<>]|[•*]{2}", text), text
            assert len(text) <= LONGEST
            asked = below(page, _("What I ask for"))
            assert len(asked) > 10
            advice = [*safety, *map(say, parts.case.actions), *map(say, parts.case.tips)]
            assert [one for one in advice if one in text] == []
            typed = [item.detail.words for item in parts.case.bring if item.detail is not None]
            if every.language == "zh":
                assert not _YOU.search(_without(text, asked, *typed)), text


def test_amounts_times_and_references_are_whole(
    every: Statements,
) -> None:
    seen = set()
    with speaking(every.language):
        for parts, _page, text in every.each:
            for item in parts.case.bring:
                value = item.detail.value if item.detail is not None else None
                seen.add((type(value), item.spec.kind, item.spec.identifying))
                match value:
                    case Money():
                        assert money(value) in text
                    case Moment(earliest=at, precision="minute"):
                        assert f"{at:%H:%M}" in text
                        assert str(at.year) in text
                    case Moment(earliest=at):
                        assert str(at.year) in text
                    case Words(text=typed) if item.spec.kind == "reference":
                        assert typed in text, "a hash, an address or a number is never cut"
    assert {(Money, "money", False), (Words, "reference", False), (Words, "text", True)} <= seen


def test_what_identifies_somebody_is_a_line_to_write_on_unless_it_is_revealed(
    every: Statements,
) -> None:
    seen = 0
    with speaking(every.language):
        for parts, page, text in every.each:
            rows = {b.mark: b.text for b in page if isinstance(b, Entry)}
            for item in parts.case.bring:
                label = say(of_myself(item.spec.label))
                if item.spec.identifying and item.detail is not None:
                    typed = item.detail.value
                    assert isinstance(typed, Words)
                    seen += 1
                    assert (typed.text in rows[label]) == every.reveal
                    assert (rows[label] == BLANK) != every.reveal
                    assert every.reveal or typed.text not in text
            assert (PHONE in text) == (every.reveal and bool(parts.log))
    assert seen > 10


@EACH
@SPOKEN
def test_every_contact_is_told_with_its_ticket_and_what_became_of_the_promise(
    reader: Reader, language: Language
) -> None:
    with speaking(language):
        page = letter(parts_of(fullest_to("top-up-failed/report")), reader).page
        told = below(page, _("Whom I contacted, and what they answered"))
        assert all(number in told for number in TICKETS)
        assert told.count(_("not kept")) == 1
        assert "2026" in told
        assert f"SHA-256 {PIECE}" in below(page, _("Evidence"))
        assert isinstance(page[-1], Signing)


def test_dates_and_the_subject_say_what_a_stranger_needs() -> None:
    with speaking("en"):
        made = letter(parts_of(fullest_to("top-up-failed/report")), "bank")
    assert made.page[0] == Title("Statement for my bank", "28 Nov 2026")
    assert TICKETS[-1] in made.subject
    assert "Top-up failed" in made.subject


def test_the_clock_is_named_where_all_times_are_of_one() -> None:
    parts = parts_of(fullest_to("top-up-failed/report"))
    abroad = replace(parts.log[0], at=parts.log[0].at.astimezone(UTC))
    with speaking("en"):
        assert "UTC+08:00" in running(letter(parts, "bank").page)
        mixed = parts._replace(log=(abroad, *parts.log[1:]))
        assert "UTC" not in running(letter(mixed, "bank").page)


def test_the_title_of_the_emergency_which_is_advice_is_not_told() -> None:
    for language in LANGUAGES:
        with speaking(language):
            title = say(WORLD.pack.guides[WORLD.pack.info.emergency].title)
            made = letter(parts_of(fullest_to("emergency/money-mainland")), "police")
            assert title not in f"{made.subject}\n{running(made.page)}"


def test_somebody_elses_case_is_written_on_their_behalf() -> None:
    parts = parts_of(fullest_to("top-up-failed/report"), contacted=False)
    session = replace(parts.case.session, helping="Grandma Wang")
    helped = parts._replace(case=replace(parts.case, session=session))
    for language in LANGUAGES:
        with speaking(language):
            hidden = running(letter(helped, "bank").page)
            shown = running(letter(helped, "bank", reveal=True).page)
        assert "Grandma Wang" not in hidden
        assert HIDDEN not in hidden
        assert "Grandma Wang" in shown


def test_money_that_came_back_is_said() -> None:
    parts = parts_of(fullest_to("top-up-failed/report"))
    at = parts.case.finished + timedelta(days=9)
    closing = Closing(at=at, result="part", amount=Money(amount=Decimal(50), currency="CNY"))
    today = Today(WORLD, at, closed=True, closing=closing)
    with speaking("en"):
        page = statement(masked_parts(parts, WORLD.pack), today, "bank").page
    assert "50.00 CNY" in running(page)


# --- to whom, and what is asked -------------------------------------------------------------------


def _case(end: str, region: Region | None = None) -> Case:
    return replace(parts_of(fullest_to(end)).case, region=region)


def _contacted(case: Case, *rungs: str) -> Log:
    return tuple(
        Contacted(at=case.finished + timedelta(days=n), channel=rung)
        for n, rung in enumerate(rungs)
    )


@pytest.mark.parametrize(
    ("region", "rung"),
    [
        ("mainland", "12363"),
        ("united-kingdom", "ombudsman"),
        ("hong-kong", "Hong Kong Monetary Authority"),
        ("philippines", "BSP"),
        ("singapore", None),
        ("malaysia", None),
        ("elsewhere", None),
        (None, None),
    ],
)
def test_a_body_is_named_only_where_the_ladder_knows_it(
    region: Region | None, rung: str | None
) -> None:
    name = body_of(_case("top-up-failed/report", region), (), WORLD.pack, "regulator")
    assert (name is not None) == (rung is not None)
    assert name is None or (rung or "") in name.en


def test_a_body_that_was_contacted_is_named_wherever_that_is() -> None:
    case = _case("top-up-failed/report")
    log = _contacted(case, "official-complaint", "complaints-hong-kong")
    name = body_of(case, log, WORLD.pack, "regulator")
    assert name is not None
    assert "Hong Kong" in name.en
    assert body_of(case, log, WORLD.pack, "police") is None


def test_what_the_guide_asks_of_the_reader_comes_first() -> None:
    case = _case("unrecognised-transaction/report")
    request = case.end.request
    assert request is not None
    assert asked_of(case, (), WORLD.pack, "bank") == request.asks["bank"]


def test_a_regulator_hears_of_a_complaint_only_once_there_was_one() -> None:
    case = _case("top-up-failed/report")
    assert asked_of(case, (), WORLD.pack, "regulator") is None
    asked = asked_of(case, _contacted(case, "official-complaint"), WORLD.pack, "regulator")
    assert asked is not None
    assert "complained" in asked.en


def test_the_police_are_told_facts_and_asked_to_register_them() -> None:
    case = _case("top-up-failed/report")
    assert asked_of(case, (), WORLD.pack, "police") is None


def test_without_a_word_of_the_pack_a_statement_still_asks() -> None:
    bare = replace(WORLD, pack=replace(loaded(FLOWS).pack, after={}))
    parts = parts_of(fullest_to("top-up-failed/report"))
    today = Today(bare, parts.case.finished)
    for reader in READERS:
        with speaking("en"):
            page = statement(masked_parts(parts, bare.pack), today, reader).page
            assert "register" in below(page, _("What I ask for"))


def test_sentences_that_speak_to_whom_they_were_written_for_are_known() -> None:
    to_them = Text(zh="往你们给的地址转了币。", en="<I> sent coins to an address of yours.")
    plain = Text(zh="<my>充值[ {amount}]没有到账。", en="<my> top-up[ of {amount}] is missing.")
    assert speaks_to_reader(to_them)
    assert not speaks_to_reader(plain)
    assert not speaks_to_reader(Text(zh="<your>卡被扣款。", en="<your> card was charged."))
