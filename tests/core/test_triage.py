"""Free text finds its guide; an emergency always comes first; other subjects find none."""

import csv
from functools import cache

import pytest

from tests.support import FLOWS, ROOT, shipped
from wallethelp.core.triage import Index, Triage, build_index
from wallethelp.pack.phrases import load_index


@cache
def index() -> Index:
    """The phrases of the shipped pack."""
    return load_index(FLOWS, shipped().pack)


def first(text: str) -> str | None:
    """The guide ranked first."""
    matches = index().rank(text).matches
    return matches[0].guide if matches else None


@pytest.mark.parametrize(
    ("text", "guide"),
    [
        ("充值三天了还没到账", "top-up-failed"),
        ("儲值三天了還沒到賬", "top-up-failed"),
        ("余额怎么没变", "top-up-failed"),
        ("提现一直处理中", "withdrawal-problem"),
        ("忘记密码了咋办", "forgot-password"),
        ("i was chargd twise for the same thing", "unrecognised-transaction"),
        ("my account has been blocked", "account-locked"),
        ("客服一直不回我", "contact-trouble"),
        ("这个客服电话是真的吗", "verify-contact"),
        ("商家不给退款", "refund-request"),
    ],
)
def test_a_sentence_finds_its_guide(text: str, guide: str) -> None:
    assert first(text) == guide


@pytest.mark.parametrize(
    "text",
    [
        "我把验证码给了客服",
        "我把驗證碼給了客服，充值還沒到賬",
        "someone is moving my money",
        "top up failed and now someone is moving my money",
        "I gave the code to the support man",
        "手机被远程控制了，退款怎么办",
    ],
)
def test_an_emergency_in_the_sentence_comes_first(text: str) -> None:
    triage = index().rank(text)
    assert triage.matches[0].guide == "emergency"
    assert not triage.is_off_topic


@pytest.mark.parametrize("text", ["今天天气怎么样", "what is the exchange rate", "tell me a joke"])
def test_other_subjects_are_not_forced_into_a_guide(text: str) -> None:
    triage = index().rank(text)
    assert triage.is_off_topic
    assert not triage.is_clear


@pytest.mark.parametrize(
    "text", ["", "   ", "？！。，", "🙂🙂", "\ud800\x00\x1b[31m", "привет как дела", "안녕하세요"]
)
def test_nothing_to_compare_is_no_guide(text: str) -> None:
    triage = index().rank(text)
    assert triage == Triage((), False, True, None, False) or not triage.is_clear


def test_a_huge_text_is_read_from_its_beginning() -> None:
    triage = index().rank("充值没到账，" + "啊" * 10_000)
    assert triage.matches[0].guide == "top-up-failed"


@pytest.mark.parametrize(
    ("text", "wallet"),
    [
        ("我的Upay充值没到账", "upay"),
        ("k豆钱包登录不了", "kdou"),
        ("topay payment declined", "topay"),
        ("I am unable to pay", None),
        ("充值没到账", None),
    ],
)
def test_the_wallet_named_in_the_sentence_is_found(text: str, wallet: str | None) -> None:
    assert index().rank(text).wallet == wallet


def test_an_empty_pack_of_phrases_finds_nothing() -> None:
    empty = build_index(
        {"off-topic": []},
        to_simplified=str,
        off_topic="off-topic",
        emergency="emergency",
        aliases={},
    )
    assert empty.rank("充值没到账").is_off_topic


@pytest.mark.parametrize(("language", "top_1", "top_3"), [("en", 0.9, 0.98), ("zh", 0.9, 0.98)])
def test_the_evaluation_set_stays_found(language: str, top_1: float, top_3: float) -> None:
    path = ROOT / "benchmarks" / "triage" / f"{language}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row]
    on_topic = [(topic, index().rank(text)) for topic, text in rows if topic != "off-topic"]
    names = [(topic, [match.guide for match in found.matches[:3]]) for topic, found in on_topic]
    assert sum(topic == found[0] for topic, found in names if found) / len(names) >= top_1
    assert sum(topic in found for topic, found in names) / len(names) >= top_3
    claimed = [(topic, found) for topic, found in on_topic if found.is_clear]
    assert len(claimed) / len(on_topic) >= 0.6
    assert sum(topic == f.matches[0].guide for topic, f in claimed) / len(claimed) >= 0.95
    others = [index().rank(text) for topic, text in rows if topic == "off-topic"]
    assert sum(triage.is_clear for triage in others) / len(others) < 0.1


@pytest.mark.parametrize(
    "text",
    ["asdf", "呵呵", "???", "", "qwertyuiop", "zxcvbn zxcvbn", "98765", "哈哈哈", "……", "upay"],
)
def test_a_text_that_says_nothing_matches_nothing(text: str) -> None:
    triage = index().rank(text)
    assert triage.matches == ()
    assert not triage.is_clear


@pytest.mark.parametrize(
    ("text", "guide"),
    [
        ("tpoup faild", "top-up-failed"),
        ("withdrwal stuk", "withdrawal-problem"),
        ("paymnt failled", "payment-failed"),
        ("refnud", "refund-request"),
        ("acount lokced", "account-locked"),
        ("forgoten pasword", "forgot-password"),
    ],
)
def test_misspelt_words_are_understood(text: str, guide: str) -> None:
    assert guide in [match.guide for match in index().rank(text).matches[:3]]


def test_what_is_about_another_subject_is_not_called_nothing() -> None:
    triage = index().rank("今天天气怎么样")
    assert triage.is_off_topic
    assert triage.matches, "it was understood"
