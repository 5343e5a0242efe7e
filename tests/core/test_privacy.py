"""Secrets are refused, numbers are cut, contacts are masked; ordinary sentences pass whole.

Every secret here is made up: from fixed bytes, or from the test numbers of card networks.
"""

import re

import base58
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from tests.support import PROPERTY
from wallethelp.core.privacy import (
    Doubtful,
    Passed,
    Refused,
    TextKind,
    cut_numbers,
    inspect,
    mask_contacts,
)
from wallethelp.core.text import clean

KINDS: list[TextKind] = ["free", "reference", "account", "typed"]
ENGLISH = Mnemonic("english")
PHRASE_12 = ENGLISH.to_mnemonic(bytes(range(16)))
PHRASE_24 = ENGLISH.to_mnemonic(bytes(range(32)))
CHINESE_12 = Mnemonic("chinese_simplified").to_mnemonic(bytes(range(16)))
TRADITIONAL_12 = Mnemonic("chinese_traditional").to_mnemonic(bytes(range(16)))


def _base58(prefix: str, length: int, suffix: str = "") -> str:
    payload = bytes.fromhex(prefix) + bytes(range(1, length + 1)) + bytes.fromhex(suffix)
    return base58.b58encode_check(payload).decode()


WIF = _base58("80", 32)
WIF_COMPRESSED = _base58("80", 32, "01")
WIF_TEST = _base58("ef", 32, "01")
XPRV = _base58("0488ade4", 74)
ZPRV = _base58("04b2430c", 74)
XPUB = _base58("0488b21e", 74)
ADDRESS = _base58("00", 20)
HEX_64 = bytes(range(32)).hex()

CARD = "4111111111111111"  # a test number: it passes Luhn, and no bank gives it out
UNIONPAY = "6200000000000004"  # fails Luhn, as some of these cards do
IDENTITY = "11010519491231002X"  # the worked example of the standard


def _verdict(text: str, kind: TextKind = "free") -> Passed | Refused | Doubtful:
    return inspect(clean(text), kind)


def _secret(text: str, kind: TextKind = "free") -> str | None:
    verdict = _verdict(text, kind)
    return verdict.secret if isinstance(verdict, Refused) else None


# --- refused --------------------------------------------------------------------------------------

LABELLED = [
    ("密码是hunter2", "password"),
    ("我的密码是 abc123!", "password"),
    ("支付密码：135790", "password"),
    ("登录密码123456", "password"),
    ("密码为 qwerty", "password"),
    ("密码叫做abc", "password"),
    ("密码：“hunter2”", "password"),
    ("密碼是hunter2", "password"),
    ("口令 8888", "password"),
    ("账户密码是Aa123456，请查", "password"),
    ("密码是我的生日19900101", "bare-code"),
    ("password: hunter2", "password"),
    ("PASSWORD=SECRET99", "password"),
    ("my password is Tr0ub4dor", "password"),
    ("my password hunter2!", "password"),
    ('password "hunter2"', "password"),
    ("pwd=letmein1", "password"),
    ("passwd hunter22", "password"),
    ("pass word: abc123", "password"),
    ("密码是ｈｕｎｔｅｒ２", "password"),
    ("验证码 482913", "code"),
    ("验证码是 4 8 2 9 1 3", "code"),
    ("验证码（482913）", "code"),
    ("验证码为：482 913", "code"),
    ("短信验证码:482913", "code"),
    ("驗證碼 482913", "code"),
    ("动态码 482913", "code"),
    ("校验码482913", "code"),
    ("482913 是验证码", "code"),
    ("我把验证码482913告诉了他", "code"),
    ("PIN 4821", "code"),
    ("PIN码是4821", "code"),
    ("my pin was 0000", "code"),
    ("code: 1234", "code"),
    ("OTP 482913", "code"),
    ("otp: 48-29-13", "code"),
    ("2FA code 482913", "code"),
    ("passcode 4821", "code"),
    ("security code is 737", "card-check"),
    ("verification code 482913", "code"),
    ("one-time code is 482 913", "code"),
    ("482913 is the code", "code"),
    ("G-482913 is my code", "code"),
    ("验证码　４８２９１３", "code"),
    ("CVV 123", "card-check"),
    ("cvc: 1234", "card-check"),
    ("cvv2=999", "card-check"),
    ("cvv码 123", "card-check"),
    ("卡背面三位 123", "card-check"),
    ("卡背面的三位数字是123", "card-check"),
    (f"private key 0x{HEX_64}", "private-key"),
    (f"私钥 {HEX_64}", "private-key"),
    ("助记词：abandon ability able about above absent", "recovery-phrase"),
    ("seed phrase: legal winner thank year wave sausage", "recovery-phrase"),
]


@pytest.mark.parametrize(("text", "secret"), LABELLED)
def test_a_labelled_secret_is_refused(text: str, secret: str) -> None:
    assert _secret(text) == secret


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("text", "secret"), [pair for pair in LABELLED if pair[1] != "bare-code"][::4]
)
def test_a_labelled_secret_is_refused_in_every_kind_of_field(
    text: str, secret: str, kind: TextKind
) -> None:
    assert _secret(text, kind) == secret


@pytest.mark.parametrize("text", ["充值一直失败，{}，请帮忙", "It failed. {} Please help."])
@pytest.mark.parametrize("secret", ["密码是hunter2", "验证码 482913", "CVV 123", "my pin is 4821"])
def test_a_labelled_secret_is_found_inside_a_sentence(text: str, secret: str) -> None:
    assert _secret(text.format(secret)) is not None


@pytest.mark.parametrize("text", ["482913", "我收到 482913", "it says 482913", "482 913", "1234"])
def test_a_bare_code_is_refused_in_free_text_only(text: str) -> None:
    assert _secret(text) == "bare-code"
    assert _secret(text, "reference") is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "phrase",
    [
        PHRASE_12,
        PHRASE_24,
        PHRASE_12.upper(),
        PHRASE_12.replace(" ", ", "),
        PHRASE_12.replace(" ", "\n"),
        f"my words are {PHRASE_12}",
        f"1. {' '.join(f'{n}. {word}' for n, word in enumerate(PHRASE_24.split(), 2))}",
    ],
)
def test_an_english_recovery_phrase_is_refused_by_its_checksum(phrase: str, kind: TextKind) -> None:
    assert _secret(phrase, kind) == "recovery-phrase"


@pytest.mark.parametrize("length", [16, 20, 24, 28, 32])
def test_every_length_of_phrase_is_known(length: int) -> None:
    assert _secret(ENGLISH.to_mnemonic(bytes(range(length)))) == "recovery-phrase"


@pytest.mark.parametrize(
    "phrase",
    [CHINESE_12, TRADITIONAL_12, CHINESE_12.replace(" ", "，"), CHINESE_12.replace(" ", "")],
)
def test_a_chinese_recovery_phrase_is_refused_where_it_is_the_whole_answer(phrase: str) -> None:
    assert _secret(phrase) == "recovery-phrase"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("key", [WIF, WIF_COMPRESSED, WIF_TEST, XPRV, ZPRV])
def test_a_private_key_is_refused_by_its_checksum(key: str, kind: TextKind) -> None:
    assert _secret(key, kind) == "private-key"
    assert _secret(f"导出的是 {key} 这个", kind) == "private-key"


# --- in doubt -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (CARD, "card-like"),
        ("4111 1111 1111 1111", "card-like"),
        ("4111-1111-1111-1111", "card-like"),
        (UNIONPAY, "card-like"),
        ("110105194912310021", None),
        (HEX_64, "key-like"),
        (f"0x{HEX_64}", "key-like"),
    ],
)
def test_a_reference_that_looks_like_a_card_or_key_is_asked_about(
    text: str, doubt: str | None
) -> None:
    verdict = _verdict(text, "reference")
    assert (verdict.doubt if isinstance(verdict, Doubtful) else None) == doubt


@pytest.mark.parametrize("text", [HEX_64, f"交易哈希 0x{HEX_64}"])
def test_what_looks_like_a_key_is_asked_about_in_free_text(text: str) -> None:
    assert _verdict(text) == Doubtful("key-like")


@pytest.mark.parametrize(
    "text",
    ["20261120123456789", "TX-20261120-0042", "0x12ab34cd", ADDRESS, XPUB, "A1B2C3", "482913"],
)
def test_a_reference_is_kept_whole(text: str) -> None:
    assert _verdict(text, "reference") == Passed(text, cut=False)


# --- ordinary sentences pass ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        # About secrets, without telling one.
        "忘记密码了",
        "密码不对",
        "密码：忘了",
        "密码是什么时候改的我不知道",
        "密码是对的",
        "密码是不是错了",
        "密码错误次数太多",
        "修改密码后登录不了",
        "验证码收不到",
        "验证码：没收到",
        "PIN 码输错三次",
        "CVV 是什么",
        "有人要我的验证码",
        "助记词没有给别人",
        "I forgot my password",
        "my password is wrong",
        "my password is not accepted",
        "the password was rejected",
        "password: forgotten",
        "my PIN is blocked",
        "PIN was wrong three times",
        "passcode was wrong",
        "the code never arrived",
        "verification code did not arrive",
        "the code is required",
        "they asked for a code",
        "somebody wanted my password and CVV",
        "I never gave my seed phrase",
        # Numbers with a name or a unit.
        "11月20日充值1000元",
        "充值1000没到账",
        "我在2026年11月20日 14:30 充值 100 元",
        "金额是1500",
        "金额1500",
        "扣款 1500",
        "转账 2000 没到",
        "转了2000给朋友",
        "余额1234.56元",
        "共1000",
        "¥1000",
        "paid 1000 USDT",
        "amount 5000",
        "topped up 1500 and nothing came",
        "charged 1500",
        "5000 yuan",
        "balance is 1,234.56",
        "错误码 1234",
        "错误代码：10086",
        "error code 1234",
        "error code: E1234",
        "error 50012",
        "Network error (40301)",
        "系统错误（50012）",
        "HTTP status code 404",
        "订单号 20261120123",
        "订单 12345678",
        "工单号 482913",
        "order 12345678",
        "ticket 482913",
        "尾号 1234",
        "card ending 1234",
        "last four digits 1234",
        "拨打95588",
        "call 95588",
        "等了30天",
        "等了 1000 分钟",
        "in 2026",
        "20261120 充值",
        "2026/11/20",
        "v5.12.0",
        "Android 14",
        # Just sentences.
        "提示“网络异常，请稍后再试”",
        "输入验证码后提示 系统繁忙",
        "客服说 24 小时内回复",
        "Network error, please try again later",
        "transaction 0xabc123",
        "zoo zebra youth young you yellow",
    ],
)
def test_an_ordinary_sentence_passes_whole(text: str) -> None:
    assert _verdict(text) == Passed(clean(text), cut=False)


@pytest.mark.parametrize(
    "text",
    [
        " ".join(PHRASE_12.split()[:11]),
        " ".join(["abandon"] * 12),
        " ".join(reversed(PHRASE_12.split())),
    ],
)
def test_words_without_the_checksum_are_no_phrase(text: str) -> None:
    assert _secret(text) is None


def test_a_mistyped_key_is_not_taken_for_one() -> None:
    assert _secret(WIF[:-1] + ("1" if WIF[-1] != "1" else "2"), "reference") is None


# --- cut ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (CARD, "****1111"),
        (f"卡号{CARD}充值", "卡号****1111充值"),
        ("4111 1111 1111 1111", "****1111"),
        ("4111-1111-1111-1111", "****1111"),
        ("6222 0212 3456 7890 123", "****0123"),
        ("3782 822463 10005", "****0005"),
        (UNIONPAY, "****0004"),
        (IDENTITY, "****002X"),
        ("110105 19491231 002X", "****002X"),
        (f"{CARD} 和 {IDENTITY}", "****1111 和 ****002X"),
        (f"订单号 {CARD}", "订单号 ****1111"),
        ("订单号 2026112012345678", "订单号 2026112012345678"),
        ("order no. 2026112012345678", "order no. 2026112012345678"),
        ("2026-11-20 14:30", "2026-11-20 14:30"),
        ("13800000000", "13800000000"),
        ("1,000.50", "1,000.50"),
        ("1234567890123.45", "1234567890123.45"),
    ],
)
def test_card_and_identity_numbers_are_cut_to_their_last_digits(text: str, kept: str) -> None:
    assert cut_numbers(text) == kept


@pytest.mark.parametrize("kind", ["free", "account"])
def test_a_number_is_cut_before_it_is_kept(kind: TextKind) -> None:
    assert _verdict(f"卡号 {CARD}", kind) == Passed("卡号 ****1111", cut=True)


_AROUND = st.text(st.sampled_from("我的卡号,。 :：abc"), max_size=6)


@PROPERTY
@given(
    before=_AROUND,
    digits=st.text(st.sampled_from("0123456789"), min_size=13, max_size=19),
    after=_AROUND,
)
def test_no_long_number_without_a_label_is_left(before: str, digits: str, after: str) -> None:
    left = cut_numbers(f"{before} {digits} {after}")
    assert re.search(r"\d{13,}", left) is None
    assert f"****{digits[-4:]}" in left


@PROPERTY
@given(text=st.text(st.sampled_from("0123456789 -Xx订单号:*卡"), max_size=60))
def test_cutting_twice_changes_no_more(text: str) -> None:
    once = cut_numbers(text)
    assert cut_numbers(once) == once


# --- masks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("写信到 someone@example.com 了", "写信到 ••• 了"),
        ("call 138 0013 8000 now", "call ••• now"),
        ("手机13800138000", "手机•••"),
        ("+86 13800138000", "•••"),
        ("订单 20261120123 充值 1000 元", "订单 20261120123 充值 1000 元"),
        ("2026-11-20 14:30", "2026-11-20 14:30"),
        ("no contact here", "no contact here"),
    ],
)
def test_contacts_in_a_text_are_masked_and_the_rest_stays(text: str, masked: str) -> None:
    assert mask_contacts(text) == masked


_TEXTS = st.one_of(
    st.text(st.sampled_from("0123456789+- @.abc•充值"), max_size=30),
    st.emails().map(lambda address: f"write to {address}"),
    st.integers(13_000_000_000, 19_999_999_999).map(lambda number: f"打 {number} 找我"),
)


@PROPERTY
@given(text=_TEXTS)
def test_masking_twice_changes_no_more(text: str) -> None:
    assert mask_contacts(mask_contacts(text)) == mask_contacts(text)


@PROPERTY
@given(name=st.from_regex(r"[a-z]{1,12}", fullmatch=True))
def test_a_masked_address_does_not_give_the_name_away(name: str) -> None:
    assert f"{name}@" not in mask_contacts(f"x {name}@example.com")
