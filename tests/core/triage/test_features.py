"""What a sentence consists of where sentences are compared."""

import pytest

from wallethelp.core.triage.features import ON_TOPIC, features, fold, stem


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("？！", ()),
        ("提现慢", ("提", "现", "慢", "提现", "现慢", "提现慢")),
        ("paid it", ("_pai", "paid", "aid_", "_it_", "=paid", "=it", "=paid it")),
        ("a a", ("=a", "=a a")),
        ("卡 card", ("卡", "_car", "card", "ard_", "=card")),
        ("don't", ("_don", "don'", "on't", "n't_", "=don't")),
        ("paying 30", ("_pay", "payi", "ayin", "ying", "ing_", "_30_", "=pay", "=30", "=pay 30")),
    ],
)
def test_a_sentence_is_taken_apart(text: str, found: tuple[str, ...]) -> None:
    assert features(text, {}) == found


def test_words_that_mean_the_same_are_found_once_and_first() -> None:
    concepts = {"out": ("提现", "withdraw"), "in": ("充值",), ON_TOPIC: ("提现",)}
    assert features("提现提现", concepts)[:2] == ("#out", "提")
    assert features("i withdrawing", concepts)[0] == "#out"
    assert "#out" not in features("rewithdraw", concepts)


@pytest.mark.parametrize(
    ("word", "short"),
    [
        ("charging", "charg"),
        ("charged", "charg"),
        ("charges", "charg"),
        ("charge", "charg"),
        ("cards", "card"),
        ("seed", "seed"),
        ("wing", "wing"),
        ("paying", "pay"),
        ("uses", "use"),
        ("gas", "gas"),
    ],
)
def test_a_common_ending_is_left_out_where_three_letters_stay(word: str, short: str) -> None:
    assert stem(word) == short


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("I can't, I cant", "i can not, i can not"),
        ("Isn’t it? It doesnt", "is not it? it does not"),
        ("ain't", "ai not"),
        ("Topped-Up, top ups, TOPPING UP", "topup, topup, topup"),
        ("topple", "topple"),
        ("logged into, log-in", "login, login"),
        ("sign up, signed in", "signup, signup"),
        ("Direct debits", "directdebit"),
        ("cash points, cash machine", "atm, atm"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_a_text_is_folded_into_one_writing(text: str, folded: str) -> None:
    assert fold(text, str) == folded


def test_characters_are_simplified_only_where_there_are_any() -> None:
    assert fold("儲值", lambda text: text.replace("儲", "储")) == "储值"
    assert fold("ABC", lambda _text: "changed") == "abc"
