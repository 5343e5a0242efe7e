"""Free text finds its guide; an emergency always comes first; other subjects find none."""

import csv
from collections.abc import Callable

import pytest

from tests.support import ROOT
from tests.support import shipped_index as index
from wallethelp.core.triage.features import fold
from wallethelp.core.triage.guides import Index, Triage
from wallethelp.core.triage.learning import learn_index


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


@pytest.mark.parametrize(
    "text",
    [
        "验证码我发过去了，现在咋办啊",
        "我啱啱將個驗證碼俾咗個人",
        "我點了簡訊連結輸入了帳號密碼",
        "他说不转账就要抓我，让我现在转",
        "俺爹要给那个啥检察院打钱拦不住",
        "有人自称客服打电话要验证码",
        "提现要先交20%个人所得税",
        "提现要先交税",
        "贷款卡号填错要交解冻金",
        "助记词给别人看了",
        "信用卡弄丟了想補一張",
        "手机突然没信号，验证码被别人收走",
        "I forwarded the login text to the man who called",
        "refund not arrived and somebody is using my card",
        "my girlfriend online told me to invest in this wallet, now i cant withdraw",
        "i approved a malicious contract",
        "no signal on my phone and someone reset my password",
        "recovery expert wants a fee",
        "我的otp刚给了一个caller",
        "你好，" * 2000 + "我把验证码告诉了骗子",
    ],
)
def test_danger_is_the_clear_winner_wherever_it_stands(text: str) -> None:
    triage = index().rank(text)
    assert triage.is_alarm
    assert triage.is_clear
    assert triage.matches[0].guide == "emergency"


@pytest.mark.parametrize(
    ("text", "guides"),
    [
        ("怎么防止被骗", {"secure-account"}),
        ("the shop gave me a QR code but the payment failed", {"payment-failed"}),
        ("I was told my PIN is blocked", {"account-locked"}),
        ("客服告诉我密码要八位", {"forgot-password", "account-locked", "contact-trouble"}),
        ("万一手机丢了怎么办，想先了解一下", set()),
        ("my new card never came in the post", set()),
        ("there is a cash withdrawal on my list that I never made", {"unrecognised-transaction"}),
        ("提现手续费是多少", set()),
    ],
)
def test_the_same_words_without_danger_are_no_alarm(text: str, guides: set[str]) -> None:
    triage = index().rank(text)
    assert not triage.is_alarm
    assert triage.matches[0].guide != "emergency"
    assert not guides or triage.matches[0].guide in guides


@pytest.mark.parametrize(
    "text",
    [
        "怎么投诉外卖骑手",
        "may I fund it by cheque",
        "what is the minimum age to sign up",
        "怎么激活新卡",
        "残高が増えません",
        "銀行口座登録方法",
        "akaun saya dikunci",
        "duit saya belum masuk",
    ],
)
def test_no_guide_claims_a_question_about_use_another_object_or_language(text: str) -> None:
    assert not index().rank(text).is_clear


@pytest.mark.parametrize("text", ["信用卡拒付", "my card was closed", "卡被偷", "a stolen bicycle"])
def test_lost_stolen_disputed_and_closed_are_never_off_topic(text: str) -> None:
    assert not index().rank(text).is_off_topic


def test_a_wallets_name_alone_is_that_wallet_and_no_other_subject() -> None:
    assert index().rank("Upay") == Triage((), False, False, "upay", False)


def test_a_contraction_is_not_found_in_other_words() -> None:
    assert fold("My account isn't there, I cant pay rent", str) == (
        "my account is not there, i can not pay rent"
    )


def test_nothing_is_learned_from_few_phrases() -> None:
    few = learn_index(
        {"lost": ["my phone is lost"], "paid": ["the payment failed"], "_off": []},
        to_simplified=str,
        off_topic="_off",
        emergency="lost",
        aliases={},
    )
    triage = Index(few, str).rank("phone lost")
    assert triage.matches[0].guide == "lost"
    assert not triage.is_alarm


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
        ("the other person did not receive the money", None),
    ],
)
def test_the_wallet_named_in_the_sentence_is_found(text: str, wallet: str | None) -> None:
    assert index().rank(text).wallet == wallet


def test_an_empty_pack_of_phrases_finds_nothing() -> None:
    empty = learn_index(
        {"off-topic": []},
        to_simplified=str,
        off_topic="off-topic",
        emergency="emergency",
        aliases={},
    )
    assert Index(empty, str).rank("充值没到账").is_off_topic


def test_one_phrase_tells_nothing_apart() -> None:
    one = learn_index(
        {"lost": ["my phone is lost"], "off-topic": []},
        to_simplified=str,
        off_topic="off-topic",
        emergency="lost",
        aliases={},
    )
    assert not Index(one, str).rank("phone lost").is_clear


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


def sentences(half: str) -> list[tuple[str, str, Triage]]:
    """Kind, guide and what each sentence of a half comes to."""
    path = ROOT / "benchmarks" / "triage" / "kinds" / f"{half}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(row["kind"], row["guide"], index().rank(row["text"])) for row in rows]


@pytest.mark.parametrize("hand", ["another-hand", "fresh"])
def test_another_hand_is_understood_too(hand: str) -> None:
    found = sentences(hand)
    alarms = {kind: [t.is_alarm for k, _guide, t in found if k == kind] for kind, *_ in found}
    assert sum(alarms["emergency"]) / len(alarms["emergency"]) >= 0.95
    assert sum(alarms["harmless"]) / len(alarms["harmless"]) <= 0.1
    assert sum(alarms["ordinary"]) / len(alarms["ordinary"]) <= 0.02
    clear = [t.matches[0].guide == g for k, g, t in found if k == "ordinary" and t.is_clear]
    assert sum(clear) / len(clear) >= 0.9


@pytest.mark.parametrize("half", ["development", "held-out"])
def test_each_kind_of_sentence_stays_understood(half: str) -> None:
    found = sentences(half)

    def share(is_so: Callable[[str, Triage], bool], *kinds: str) -> float:
        counted = [is_so(guide, triage) for kind, guide, triage in found if kind in kinds]
        return sum(counted) / len(counted)

    def alarm(_guide: str, triage: Triage) -> bool:
        return triage.is_alarm

    def claimed(_guide: str, triage: Triage) -> bool:
        return triage.is_clear and triage.matches[0].guide != "something-else"

    def wrong(guide: str, triage: Triage) -> bool:
        return triage.is_clear and triage.matches[0].guide != guide

    assert share(alarm, "emergency") >= 0.95
    assert share(alarm, "harmless") <= 0.1
    assert share(alarm, "ordinary", "traditional", "howto", "offtopic") <= 0.01
    assert share(alarm, "two") >= 0.8
    assert share(claimed, "ordinary", "traditional") >= 0.6
    assert share(wrong, "ordinary", "traditional") <= 0.05
    assert share(claimed, "offtopic") < 0.05
    assert share(claimed, "howto") <= 0.2
