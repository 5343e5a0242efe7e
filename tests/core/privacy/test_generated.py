"""Keys, phrases, card and identity numbers in every shape; masks; hostile texts.

Keys and phrases are made from fixed bytes, card numbers from a prefix; nobody has them.
"""

import re
from collections.abc import Iterable
from itertools import product

import base58
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic
from stdnum import luhn
from stdnum.cn import ric

from tests.core.privacy.test_cases import CASES, KINDS, VALUES
from tests.support import PROPERTY
from wallethelp.core.privacy.contacts import mask_contacts
from wallethelp.core.privacy.door import inspect
from wallethelp.core.privacy.numbers import cut_numbers
from wallethelp.core.privacy.verdicts import Doubtful, Passed, Refused, TextKind
from wallethelp.core.text import clean


def _verdict(text: str, kind: TextKind = "free") -> Passed | Refused | Doubtful:
    return inspect(clean(text), kind)


def _not_refused(texts: Iterable[str], *kinds: TextKind) -> list[tuple[str, TextKind]]:
    """What of `texts` gets through; in the kinds of field asked for, else in free text."""
    return [
        (text, kind)
        for text in texts
        for kind in kinds or ("free",)
        if not isinstance(_verdict(text, kind), Refused)
    ]


# --- keys and tokens ------------------------------------------------------------------------------


def _bytes(seed: int, length: int) -> bytes:
    return bytes((seed * 31 + n * 7 + 1) % 256 for n in range(length))


def _base58(prefix: str, body: bytes, suffix: str = "") -> str:
    raw = bytes.fromhex(prefix) + body + bytes.fromhex(suffix)
    return base58.b58encode_check(raw).decode()


WIFS = [
    _base58(prefix, _bytes(seed, 32), suffix)
    for seed, prefix, suffix in product(range(5), ["80", "ef", "b0", "9e", "cc"], ["", "01"])
]
EXTENDED = [
    _base58(version, b"\x00" * 9 + _bytes(seed, 32) + b"\x00" + _bytes(seed + 1, 32))
    for seed, version in product(
        range(4),
        ["0488ade4", "049d7878", "04b2430c", "04358394", "044a4e28", "045f18bc", "0295b005"],
    )
]
HEX_64 = _bytes(5, 32).hex()
OTHER_KEYS = [
    EXTENDED[0][:-1] + ("2" if EXTENDED[0][-1] != "2" else "3"),  # mistyped, and still a key
    f"{EXTENDED[0][:60]}\n{EXTENDED[0][60:]}",
    _base58("0142c0", _bytes(3, 36)),  # BIP-38, an encrypted key
    "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN EC PRIVATE KEY-----",
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    "-----BEGIN PGP PRIVATE KEY BLOCK-----",
    "AGE-SECRET-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" * 2,
    "nsec1" + "qpzry9x8gf2tvdw0s3jn54khce6mua7lqpzry9x8gf2tvdw0s3jn54khce",
    "S" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVW",
    f"private key: {HEX_64}",
    f"private key is 0x{HEX_64}",
    f"my private key (hex): {HEX_64.upper()}",
    f"privkey={HEX_64}",
    f"PRIVATE_KEY=0x{HEX_64}",
    f"secret key {HEX_64}",
    f"私钥：{HEX_64}",
    f"私钥是0x{HEX_64}",
    f"我的私钥{HEX_64}泄露了",
    f"私鑰 {HEX_64}",
    f"密钥：{HEX_64}",
    f"秘钥 {HEX_64}",
    "AKIA" + "ABCDEFGHIJKLMNOP",
    "ghp_" + "a1B2" * 9,
    "glpat-" + "a1B2c3D4e5F6g7H8i9J0",
    "xoxb-" + "123456789012-123456789012-abcdefghijklmnopqrstuvwx",
    "sk_live_" + "a1B2c3D4e5F6g7H8i9J0k1L2",
    "AIza" + "SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q",
    "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0In0." + "abcdefghijklmnopqrstuvwxyz0123456789",
    "Authorization: Bearer " + "a1B2c3D4e5F6g7H8i9J0",
    "aws_secret_access_key = " + "a1B2c3D4e5/6g7H8i9J0a1B2c3D4e5F6g7H8i9J0",
]


@pytest.mark.parametrize("sentence", ["{}", "我的是{}，怎么办", "it is {} and now"])
def test_a_key_is_refused_in_every_kind_of_field(sentence: str) -> None:
    keys = WIFS + EXTENDED + OTHER_KEYS
    assert _not_refused((sentence.format(key) for key in keys), *KINDS) == []


# --- recovery phrases -----------------------------------------------------------------------------

ENGLISH = Mnemonic("english")
ENTROPIES = [
    *(
        bytes([fill]) * length
        for fill in (0x00, 0x7F, 0x80, 0xFF)
        for length in (16, 20, 24, 28, 32)
    ),
    *(_bytes(seed, length) for seed in range(30) for length in (16, 20, 24, 28, 32)),
]
PHRASES = [ENGLISH.to_mnemonic(entropy) for entropy in ENTROPIES]
CHINESE_PHRASES = [
    Mnemonic(language).to_mnemonic(entropy)
    for language in ("chinese_simplified", "chinese_traditional")
    for entropy in ENTROPIES[:50]
]
OTHER_PHRASES = [
    Mnemonic(language).to_mnemonic(entropy)
    for language in (
        ["japanese", "korean", "french", "italian", "spanish", "portuguese", "czech", "russian"]
    )
    for entropy in ENTROPIES[20:40]
]


def _numbered(phrase: str, mark: str) -> str:
    return " ".join(f"{n}{mark}{word}" for n, word in enumerate(phrase.split(), 1))


PHRASE_SHAPES = [
    lambda phrase: phrase,
    lambda phrase: phrase.upper(),
    lambda phrase: phrase.title(),
    lambda phrase: phrase.replace(" ", ", "),
    lambda phrase: phrase.replace(" ", ","),
    lambda phrase: phrase.replace(" ", "、"),
    lambda phrase: phrase.replace(" ", "-"),
    lambda phrase: phrase.replace(" ", "\n"),
    lambda phrase: _numbered(phrase, ". "),
    lambda phrase: _numbered(phrase, "."),
    lambda phrase: _numbered(phrase, ") "),
    lambda phrase: _numbered(phrase, ""),
    lambda phrase: _numbered(phrase, "、"),
    lambda phrase: _numbered(phrase, ". ").replace(" 2.", "\n2."),
    lambda phrase: f"My words are {phrase} and my wallet is empty",
    lambda phrase: f"有人要我的助记词，我发了{phrase}给他",
    lambda phrase: f'"{phrase}"',
    lambda phrase: " ".join(word[:4] for word in phrase.split()),
]
PHRASES_ODD = [
    "助记词：" + " ".join(PHRASES[30].split()[:6]),
    "我的助记词是 " + " ".join(PHRASES[31].split()[:8]) + " 后面忘了",
    "助記詞：" + " ".join(PHRASES[32].split()[:10]),
    "助记词 " + CHINESE_PHRASES[30],
    "助记词是：" + CHINESE_PHRASES[30].replace(" ", ""),
    "助記詞 " + CHINESE_PHRASES[80],
    "我的助记词是 " + " ".join(CHINESE_PHRASES[33].split()[:8]),
    "请看 " + CHINESE_PHRASES[34] + " 这是我抄的",
    "seed phrase: 1. " + " 2. ".join(PHRASES[33].split()[:7]),
    "recovery phrase is " + " ".join(reversed(PHRASES[34].split())),
    "my secret recovery phrase: " + " ".join(PHRASES[35].split()[:9]),
    "mnemonic = '" + " ".join(["abandon"] * 12) + "'",
    "backup phrase: " + " ".join(PHRASES[36].split()[:11]),
    # Shaped like SLIP-39 shares: 20 and 33 words of four to eight letters.
    "window garden purple kettle marble orange pencil lantern copper velvet meadow thunder basket "
    "silver candle bridge harbor pepper rocket walnut",
    "1. anchor 2. blanket 3. crystal 4. dolphin 5. emerald 6. feather 7. gravity 8. hammer "
    "9. island 10. jungle 11. kitten 12. ladder 13. magnet 14. needle 15. olive 16. planet "
    "17. quartz 18. ribbon 19. saddle 20. temple",
]


def test_an_english_phrase_is_refused() -> None:
    assert _not_refused(PHRASES, "reference") == []
    assert _not_refused(PHRASES[20:40], *KINDS) == []


SEPARATORS = [" • ", "/", " → ", "_", "+", "<br>", "<br/>\n", " then ", "~", "；", " | ", "…", ""]


@pytest.mark.parametrize("separator", SEPARATORS)
def test_an_english_phrase_is_refused_whatever_separates_its_words(separator: str) -> None:
    assert _not_refused(phrase.replace(" ", separator) for phrase in PHRASES[20:40]) == []


@pytest.mark.parametrize(
    "text", [" ".join(PHRASES[20].split()[:11]), " ".join(reversed(PHRASES[20].split()))]
)
def test_words_without_the_checksum_are_no_phrase(text: str) -> None:
    assert _not_refused([text]) == [(text, "free")]


@pytest.mark.parametrize("shape", range(len(PHRASE_SHAPES)))
def test_an_english_phrase_is_refused_in_every_shape(shape: int) -> None:
    assert _not_refused(map(PHRASE_SHAPES[shape], PHRASES[20:40])) == []


@pytest.mark.parametrize("shape", ["{}", "助记词：{}", "这是 {} 我抄的"])
def test_a_chinese_phrase_is_refused(shape: str) -> None:
    assert _not_refused(map(shape.format, CHINESE_PHRASES), "free", "reference") == []
    numbered = [_numbered(phrase, ".") for phrase in CHINESE_PHRASES]
    assert _not_refused(map(shape.format, numbered)) == []


def test_a_chinese_phrase_written_together_is_nearly_always_refused() -> None:
    joined = [phrase.replace(" ", "") for phrase in CHINESE_PHRASES]
    assert len(_not_refused(joined)) <= len(joined) * 0.1


def test_a_phrase_in_another_language_is_refused() -> None:
    assert _not_refused(OTHER_PHRASES) == []


def test_a_phrase_that_is_named_or_looks_like_one_is_refused() -> None:
    assert _not_refused(PHRASES_ODD) == []


# --- card numbers ---------------------------------------------------------------------------------


def _with_luhn(prefix: str, length: int, seed: int) -> str:
    body = prefix + "".join(str((seed * 7 + n * 3) % 10) for n in range(length - 1 - len(prefix)))
    return body + str(luhn.calc_check_digit(body))


PUBLISHED_CARDS = VALUES["card"]
MADE_CARDS = [
    _with_luhn(prefix, length, seed)
    for seed in range(3)
    for prefix, length in [
        ("4", 13), ("4", 16), ("4", 19), ("51", 16), ("55", 16), ("2221", 16), ("34", 15),
        ("37", 15), ("300", 14), ("36", 14), ("38", 14), ("6011", 16), ("65", 16), ("3528", 16),
        ("62", 16), ("62", 17), ("62", 18), ("62", 19), ("6759", 18), ("81", 16),
    ]
]  # fmt: skip
UNIONPAY_WITHOUT_LUHN = [
    f"{card[:-1]}{(int(card[-1]) + 3) % 10}" for card in MADE_CARDS if card.startswith("62")
]
CARDS = PUBLISHED_CARDS + MADE_CARDS + UNIONPAY_WITHOUT_LUHN


def _grouped(card: str, separator: str) -> str:
    if len(card) == 15 or len(card) == 14:
        parts = [card[:4], card[4:10], card[10:]]
    else:
        parts = [card[at : at + 4] for at in range(0, len(card), 4)]
    return separator.join(parts)


def _card_shapes(card: str) -> list[str]:
    shapes = [
        card,
        *(_grouped(card, mark) for mark in (" ", "-", "  ", " - ", "–", ".", "/", "_", "\u00a0")),
    ]
    shapes.append(card.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}))
    if len(card) == 19:
        shapes += [f"{card[:6]} {card[6:]}", f"{card[:6]}-{card[6:]}"]
    if luhn.is_valid(card):
        shapes += [" ".join(card), f"{card[:8]} {card[8:]}"]
    return shapes


CARD_SENTENCES = [case.text for case in CASES["cases: card number"]]


@pytest.mark.parametrize("kind", ["free", "account"])
def test_a_card_number_is_cut_in_every_shape(kind: TextKind) -> None:
    shapes = [(shape, card) for card in CARDS for shape in _card_shapes(card)]
    verdicts = [(shape, _verdict(shape, kind), f"****{card[-4:]}") for shape, card in shapes]
    assert [case for case in verdicts if case[1] != Passed(case[2], cut=True)] == []


@pytest.mark.parametrize("sentence", CARD_SENTENCES)
def test_a_card_number_in_a_sentence_is_cut_and_the_rest_stays(sentence: str) -> None:
    for card in CARDS:
        for shape in (card, _grouped(card, " "), _grouped(card, "-")):
            kept = sentence.replace("{card}", f"****{card[-4:]}")
            assert cut_numbers(sentence.replace("{card}", shape)) == kept


@pytest.mark.parametrize(
    "text", ["1000 2000 3000 4000", "2024 2025 2026 2027", "1.12345678901234567"]
)
def test_groups_that_begin_like_no_card_stay(text: str) -> None:
    assert cut_numbers(text) == text


def test_a_card_number_as_a_reference_is_asked_about() -> None:
    shapes = [shape for card in CARDS for shape in (card, _grouped(card, " "), _grouped(card, "-"))]
    kept = [shape for shape in shapes if _verdict(shape, "reference") != Doubtful("card-like")]
    assert kept == []


# --- mainland identity numbers --------------------------------------------------------------------

_PLACES = ["110105", "310115", "440106", "440304", "510104", "420102", "350203", "330106", "650102"]
_BIRTHDAYS = ["19491231", "19900101", "20010229", "19880808", "20120506", "19751130"]


def _identity(place: str, day: str, serial: int) -> str:
    body = f"{place}{day}{serial:03}"
    return body + ric.calc_check_digit(body + "0")


IDENTITIES = [
    _identity(place, day, serial)
    for place, day in product(_PLACES, _BIRTHDAYS)
    if day != "20010229"
    for serial in (2, 11, 123, 998)
]
OLD_IDENTITIES = [f"{number[:6]}{number[8:17]}" for number in IDENTITIES if number[6:8] == "19"]
IDENTITY_SENTENCES = [case.text for case in CASES["cases: identity number"]]


@pytest.mark.parametrize("sentence", IDENTITY_SENTENCES)
def test_an_identity_number_is_cut_and_the_rest_stays(sentence: str) -> None:
    spaced = [f"{number[:6]} {number[6:14]} {number[14:]}" for number in IDENTITIES]
    numbers = IDENTITIES + [number.lower() for number in IDENTITIES] + OLD_IDENTITIES + spaced
    for number in numbers:
        kept = sentence.replace("{identity}", f"****{number[-4:]}")
        assert cut_numbers(sentence.replace("{identity}", number)) == kept


def test_an_identity_number_as_a_reference_is_asked_about() -> None:
    numbers = [number for number in IDENTITIES if ric.is_valid(number)]
    assert len(numbers) > 100
    kept = [number for number in numbers if _verdict(number, "reference") != Doubtful("card-like")]
    assert kept == []


def _order_numbers() -> list[str]:
    dated = [f"202611201430{n * 7919 % 10**6:06}" for n in range(1, 60)]
    long = [f"42000012342026112{n * 104729 % 10**11:011}" for n in range(1, 40)]
    lettered = [f"{letters}{n * 7919:010}" for letters in ("TX", "PAY", "U") for n in range(1, 30)]
    dashed = [f"2026-1120-{n:04}-{letters}" for n in range(20) for letters in ("A", "BX")]
    short = [f"{n * 7919 % 10**8:08}" for n in range(1, 40)]
    return dated + long + lettered + dashed + short


REFERENCES = [
    *(number for number in _order_numbers() if not ric.is_valid(number)),
    *(_bytes(seed, 20).hex() for seed in range(1, 20)),
    *(case.text for case in CASES["cases: reference"]),
]


def _stays(text: str) -> bool:
    return _verdict(text, "reference") == Passed(text, cut=False)


def test_a_reference_stays_whole() -> None:
    # One number in ten passes Luhn by chance; those that also begin like a card are asked about.
    plain = [text for text in REFERENCES if not luhn.is_valid(text)]
    assert [text for text in plain if not _stays(text)] == []
    assert len([text for text in REFERENCES if not _stays(text)]) <= 5


# --- masks ----------------------------------------------------------------------------------------


@PROPERTY
@given(
    text=st.lists(
        st.sampled_from(
            [*VALUES["phone"], *VALUES["email"], "2026-11-20 14:30", "•••", " ", "，", "电话", "元"]
        ),
        max_size=6,
    ).map("".join)
)
def test_masking_any_mixture_twice_changes_no_more(text: str) -> None:
    once = mask_contacts(text)
    assert mask_contacts(once) == once


@PROPERTY
@given(name=st.from_regex(r"[a-z]{2,12}", fullmatch=True))
def test_a_masked_address_gives_nothing_away(name: str) -> None:
    assert mask_contacts(f"12 {name}@example.com。") == "12 •••。"


_AROUND = st.text(st.sampled_from("充值卡号,。 :：abc"), max_size=6)


@PROPERTY
@given(
    before=_AROUND.filter(lambda text: "充" not in text and "值" not in text),
    digits=st.text(st.sampled_from("0123456789"), min_size=13, max_size=19),
    after=_AROUND,
)
def test_no_long_number_without_a_label_is_left(before: str, digits: str, after: str) -> None:
    left = cut_numbers(f"{before} {digits} {after}")
    assert re.search(r"\d{13,}", left) is None
    assert f"****{digits[-4:]}" in left


@PROPERTY
@given(text=st.text(st.sampled_from("0123456789 -Xx订单号:*卡½，"), max_size=60))
def test_cutting_twice_changes_no_more(text: str) -> None:
    once = cut_numbers(text)
    assert cut_numbers(once) == once


@PROPERTY
@given(text=st.text(st.characters(exclude_categories=["Nd", "No", "Nl"]), max_size=60))
def test_a_text_without_digits_is_kept_letter_for_letter(text: str) -> None:
    text = clean(text)
    assert cut_numbers(text) == text
    assert "@" in text or mask_contacts(text) == text
