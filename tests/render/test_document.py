"""The document of a case: its sections, its languages, what it hides."""

import json
import re
from typing import Any

import pytest
from msgspec.structs import replace

from tests.render.support import LANGUAGES, document
from tests.walks import (
    WORLD,
    case_from,
    ids,
    in_english,
    longest_of_each_guide,
    one_per_end,
    walks,
    with_details,
)
from wallethelp.core.scripts import Walk
from wallethelp.core.text import Language
from wallethelp.core.values import HIDDEN
from wallethelp.render.case_page import case_page, why_page
from wallethelp.render.lines import text_of
from wallethelp.render.markdown import markdown_of
from wallethelp.render.schema import CaseDocument
from wallethelp.render.summary_page import summary_page

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")

SECTIONS = ["happened", "tried", "bring", "contact", "say", "next", "safety"]
"""As docs/design.md#the-case has them."""


def walk_called(name: str) -> Walk:
    return next(walk for walk in walks() if walk.title.endswith(name))


CONTACTED = walk_called("top-up-failed: not charged, nothing helped")
LOCKED = walk_called("too many wrong passwords, the reset did not help")


def everywhere(shown: CaseDocument) -> str:
    """Everything a reader could see of the document, in every format."""
    page = case_page(shown)
    return "\n".join([shown.to_json(), text_of(page, 10_000), markdown_of(page)])


# --- sections -------------------------------------------------------------------------------------


@pytest.mark.parametrize("walk", longest_of_each_guide(), ids=ids(longest_of_each_guide()))
def test_the_sections_come_in_the_order_in_which_they_are_read(walk: Walk) -> None:
    keys = list(json.loads(document(walk).to_json()))
    assert keys[:2] == ["schema", "id"]
    assert [key for key in keys if key in SECTIONS] == SECTIONS


def test_the_first_reply_is_before_everything_else_on_the_page() -> None:
    shown = document(walk_called("emergency: money is leaving, mainland"))
    text = text_of(case_page(shown), 10_000)
    places = [
        text.index(part)
        for part in (
            shown.title,
            shown.do_now[0],
            shown.happened[0].question.rstrip("."),
            f"  1  {shown.contact[0].name}\n",
            (shown.say.text if shown.say else "").split("\n")[0],
            shown.safety[0],
        )
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("walk", one_per_end(), ids=ids(one_per_end()))
def test_every_section_is_filled_where_the_outcome_needs_it(walk: Walk) -> None:
    shown = document(walk)
    assert shown.safety
    assert shown.because
    assert shown.happened
    if shown.outcome == "resolved":
        assert not shown.contact
        assert shown.say is None
    if shown.outcome in ("contact", "escalate"):
        assert shown.say
        assert bool(shown.contact) == (shown.say.to == "support")
    assert [line.rank for line in shown.contact] == list(range(1, len(shown.contact) + 1))
    assert all(line.reasons for line in shown.contact)
    if shown.outcome == "emergency":
        assert shown.do_now
        # Who holds the keys alone has nobody to turn to but, once coins are gone, the police.
        assert shown.contact or shown.guide.id == "coins"


@pytest.mark.parametrize("walk", longest_of_each_guide(), ids=ids(longest_of_each_guide()))
def test_every_reason_leads_back_to_answers_that_were_given(walk: Walk) -> None:
    shown = document(walk)
    answered = {answer.key for answer in shown.answers}
    contacts = (*shown.contact, *shown.ruled_out)
    led = {key for line in contacts for reason in line.reasons for key in reason.because}
    assert led | set(shown.because) <= answered


def test_a_chosen_channel_says_why_it_was_chosen() -> None:
    shown = document(walk_called("charged, still before the promised time"))
    codes = {reason.code for line in shown.ruled_out for reason in line.reasons}
    assert "cannot-log-in" in codes
    page = text_of(why_page(shown), 10_000)
    assert all(line.name in page for line in shown.contact)


def test_what_was_not_said_is_never_blank() -> None:
    shown = document(walk_called("nobody knows whether it was charged"))
    assert all(told.answer for told in shown.happened)
    assert all(item.state_text for item in shown.bring)
    assert {item.state for item in shown.bring} >= {"have", "unknown"}
    assert "{" not in everywhere_prose(shown)


def everywhere_prose(shown: CaseDocument) -> str:
    return text_of(case_page(shown), 10_000)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("walk", longest_of_each_guide(), ids=ids(longest_of_each_guide()))
def test_no_placeholder_is_left_in_a_page(walk: Walk, language: Language) -> None:
    assert not re.search(r"[{}]", everywhere_prose(document(walk, language)))


def test_a_typed_placeholder_is_just_text() -> None:
    walk = with_details(CONTACTED, error_message="Failed {amount} {top-up-time}")
    shown = document(walk)
    assert "Failed {amount} {top-up-time}" in everywhere_prose(shown)


# --- languages ------------------------------------------------------------------------------------


def test_an_english_case_holds_no_chinese() -> None:
    assert {walk.title: _chinese_in(walk) for walk in one_per_end() if _chinese_in(walk)} == {}


def _chinese_in(walk: Walk) -> list[str]:
    # The wallet's own Chinese labels are quoted in “…”: people have to find them on the screen.
    shown = everywhere(document(in_english(walk))).replace("K豆", "Kdou")
    return CHINESE.findall(re.sub(r"“[^”]*”", "", shown))


def test_a_chinese_case_holds_no_english() -> None:
    assert {walk.title: _english_in(walk) for walk in one_per_end() if _english_in(walk)} == {}


def _english_in(walk: Walk) -> list[str]:
    same = {str(value) for value in walk.script.given.values()}
    same |= {wallet.name.zh for wallet in WORLD.pack.wallets.values()}
    data = json.loads(document(walk, "zh").to_json())
    # Both are for programs.
    for_people = {key: value for key, value in data.items() if key not in ("answers", "kept")}
    sentences = [
        text
        for text in _texts(for_people)
        if re.search(r"[A-Za-z]", text) and not CHINESE.search(text)
    ]
    return [text for text in sentences if text not in same and not _is_code(text)]


def _texts(part: Any) -> list[str]:
    match part:
        case str():
            return [part]
        case dict():
            shown = (value for key, value in part.items() if key != "data")
            return [text for value in shown for text in _texts(value)]
        case list():
            return [text for value in part for text in _texts(value)]
        case _:
            return []


def _is_code(text: str) -> bool:
    amount_or_time = r"[\d,.]+ [A-Z]{3,4}|20\d\d-.*"
    return bool(re.fullmatch(rf"[a-z0-9./_-]+|{amount_or_time}", text))


# --- what is hidden -------------------------------------------------------------------------------

PHONE, EMAIL = "13800138000", "lin.wei@example.com"


def test_identifying_details_are_masked_wherever_they_would_stand() -> None:
    open_case, masked = document(LOCKED), document(LOCKED, leaves=True)
    account = str(LOCKED.script.given["account-id"])
    assert account in everywhere(open_case)
    assert account not in everywhere(masked)
    item = next(item for item in masked.bring if item.field == "account-id")
    assert item.value == HIDDEN


@pytest.mark.parametrize("walk", longest_of_each_guide(), ids=ids(longest_of_each_guide()))
def test_masking_hides_every_identifying_detail_of_every_guide(walk: Walk) -> None:
    specs = case_from(walk).replies
    fields = [
        name for name in specs if name in ("sender", "recipient", "account-id", "own-account")
    ]
    marked = with_details(walk, **{name.replace("-", "_"): f"zzq-{name}-88xx" for name in fields})
    assert [n for n in fields if f"zzq-{n}" in everywhere(document(marked, leaves=True))] == []
    if fields:
        assert f"zzq-{fields[0]}-88xx" in everywhere(document(marked))


def test_phone_numbers_and_addresses_in_prose_are_masked() -> None:
    words = f"Call {PHONE} or write to {EMAIL}"
    shown = everywhere(document(with_details(CONTACTED, error_message=words), leaves=True))
    assert PHONE not in shown
    assert "lin.wei" not in shown
    assert "•••" in shown
    assert "Call" in shown


def test_masking_spares_amounts_dates_and_order_numbers() -> None:
    walk = with_details(
        walk_called("charged, still pending on the second working day"),
        amount="13,800,138.00 CNY",
        transaction_id="UP13800138000X",
    )
    open_case, masked = document(walk), document(walk, leaves=True)
    values = {item.field: item.value for item in masked.bring}
    assert values == {item.field: item.value for item in open_case.bring}
    assert values["transaction-id"] == "UP13800138000X"


def test_a_masked_case_differs_in_nothing_but_what_is_masked() -> None:
    open_case, masked = (
        json.loads(document(LOCKED, leaves=hide).to_json()) for hide in (False, True)
    )
    changed = {key for key in open_case if open_case[key] != masked[key]}
    assert changed <= {"bring", "say", "answers", "next", "kept"}


# --- words of the person --------------------------------------------------------------------------


def test_a_persons_own_words_stand_beside_what_was_understood() -> None:
    shown = document(walk_called("charged, still pending on the second working day"))
    amount = next(item for item in shown.bring if item.field == "amount")
    assert (amount.value, amount.words) == ("1,000.50 USDT", "1,000.50 USDT")
    time = next(item for item in shown.bring if item.field == "top-up-time")
    assert time.words == "昨天 15:30"
    assert time.value == "Thu 19 Nov 15:30"


def test_hostile_words_reach_the_json_as_they_are() -> None:
    hostile = '"}],"id":"x" [red] <script> \\u0000 ${x} %s'
    data = json.loads(document(with_details(CONTACTED, error_message=hostile)).to_json())
    item = next(item for item in data["bring"] if item["field"] == "error-message")
    assert item["value"] == hostile


# --- how old it is --------------------------------------------------------------------------------


def test_advice_read_over_a_year_ago_says_so_on_every_page() -> None:
    late = replace(CONTACTED, now=CONTACTED.now.replace(year=2028))
    fresh, aged = document(CONTACTED), document(late)
    assert fresh.aged is None
    assert aged.aged is not None
    for page in (case_page(aged), summary_page(aged, width=40, height=29)):
        shown = "".join(text_of(page).split())
        assert "".join(aged.aged.split()) in shown
