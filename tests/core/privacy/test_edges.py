"""Where a rule begins and where it ends: what is just one, and what just is none."""

import base58
import pytest
from stdnum import luhn
from stdnum.cn import ric

from wallethelp.core.privacy.door import find_secret, inspect
from wallethelp.core.privacy.fold import View
from wallethelp.core.privacy.harmless import BY_FORM, BY_WORDS, IN_SENTENCES, OUT
from wallethelp.core.privacy.numbers import cut_numbers, holds_card_like, is_identity_number
from wallethelp.core.privacy.phrases import is_nothing_but_words
from wallethelp.core.privacy.verdicts import Doubtful, Passed
from wallethelp.core.text import clean

SHORT = ["act", "add", "age", "aim", "air", "all", "any", "arm", "art", "ask", "bag", "bar"]
"""Twelve of the shortest words that recovery phrases are made of."""
WORDS = (  # noqa: SIM905
    "abandon ability able about above absent absorb abstract absurd abuse access accident account "
    "accuse achieve acid acoustic acquire across act action actor actress actual adapt add"
).split()
"""Twenty-six of those words, in a row that has no checksum."""
SHARE = (  # noqa: SIM905
    "window garden purple kettle marble orange pencil lantern copper velvet meadow thunder basket "
    "silver candle bridge harbor pepper rocket walnut"
).split()
"""Twenty words as a share has them."""


def is_refused(text: str) -> bool:
    """Whether free text with it is refused; the same is said of it as a secret."""
    assert (find_secret(clean(text)) is not None) is not isinstance(
        inspect(clean(text), "typed"), Passed
    )
    return not isinstance(inspect(clean(text), "free"), Passed)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("my password is a1b", True),
        ("密码是a1!", True),
        ("密码是 123", False),
        ("密码是 1234", True),
        ("passphrase: dragon tree house", True),
        ("my passphrase is case sensitive", False),
        ("password:dragon is what i wrote", True),
        ("password=dragon on both pages", True),
        ("password: case sensitive and long", False),
        ("password: dragon.", True),
        ("the password is (dragon) he said", True),
        ("my password is 'case' sensitive", True),
        ("password is !!!", False),
        ("密码：x y z", False),
        ("my password is (not) accepted", False),
    ],
)
def test_a_password_is_told_or_only_spoken_about(text: str, told: bool) -> None:
    assert is_refused(text) is told


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("".join(SHORT), True),
        ("".join(SHORT[:11]), False),
        ("".join(SHORT[:11]) + "qqq", False),
        ("qqq" + "".join(SHORT), False),
        ("qq" + "".join(SHORT), False),
        ("q" + "".join(SHORT), False),
        ("".join(SHORT[:11]) + "abandon", True),
        ("abstract" * 11, False),
        ("abstract" * 12, True),
        ("abstract" * 25, True),
        ("abstract" * 26, False),
        ("q" * 36, False),
        ("".join(SHORT[:11]) + "aboutü", False),
    ],
)
def test_twelve_words_written_together_are_a_phrase(word: str, is_one: bool) -> None:
    assert is_refused(f"it is {word} there") is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (" ".join(WORDS[:11]), False),
        (" ".join(WORDS[:12]), True),
        (" ".join(WORDS[:25]).upper(), True),
        (" ".join(WORDS[:26]), False),
        (" ".join([*WORDS[:11], "zzzz"]), False),
        (" ".join(WORDS[:6] * 2), True),
        (" ".join([*WORDS[:6] * 2, WORDS[0]]), False),
        ("abandon " * 12, False),
    ],
)
def test_a_text_is_nothing_but_words_of_a_phrase(text: str, is_one: bool) -> None:
    assert is_nothing_but_words(text) is is_one


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        (SHARE, True),
        (SHARE[:19], False),
        (SHARE[:10] * 2, True),
        ([*SHARE[:9] * 2, *SHARE[:2]], False),
        ([*SHARE[:19], "about", SHARE[19]], False),
        ([*SHARE, "and", "then"], True),
        (["and", "then", *SHARE], True),
        # All of them are words of a phrase too, and its checksum is wrong.
        ([word for word in WORDS if len(word) > 3 and word not in ("able", "about")][:20], False),
        ([*WORDS[:19], "garden", "kettle"], True),
    ],
)
def test_a_share_is_twenty_words_of_which_ten_differ(words: list[str], is_one: bool) -> None:
    assert is_refused("my " + " ".join(words)) is is_one


def card(prefix: str, length: int = 16) -> str:
    """A number that passes for a card's and is nobody's."""
    body = (prefix + "0123456789012345678")[: length - 1]
    return body + luhn.calc_check_digit(body)


VISA = card("4000")
NO_UNIONPAY = card("62")[:-1] + str((int(card("62")[-1]) + 1) % 10)
"""One that fails the check digit, as some of these cards do."""
OTHER, SAME = card("5555"), card("4111411141114")


def grouped(number: str, *sizes: int, sign: str = " / ") -> str:
    """A number in groups of these sizes."""
    ends = [sum(sizes[: n + 1]) for n in range(len(sizes))]
    return sign.join(number[end - size : end] for size, end in zip(sizes, ends, strict=True))


@pytest.mark.parametrize(
    ("number", "sizes", "is_cut"),
    [
        (VISA, (4, 4, 4, 4), True),
        (VISA, (8, 8), True),
        (VISA, (5, 5, 6), True),
        (VISA, (3, 5, 4, 4), True),
        (VISA, (2, 7, 7), False),
        (VISA, (2, 2, 2, 2, 8), False),
        (VISA, (2, 4, 4, 4, 2), False),
        (VISA, (1, 3, 3, 3, 3, 3), True),
        (VISA, (2, 3, 3, 3, 3, 2), True),
        (NO_UNIONPAY, (4, 4, 4, 4), True),
        (NO_UNIONPAY, (2,) * 8, True),
        (NO_UNIONPAY, (1,) * 16, False),
        (NO_UNIONPAY, (8, 8), False),
        (NO_UNIONPAY, (5, 5, 6), False),
        (NO_UNIONPAY, (3, 3, 3, 3, 4), False),
        (NO_UNIONPAY + "123", (4, 4, 4, 4, 3), True),
    ],
)
def test_groups_of_digits_are_a_card_or_amounts(
    number: str, sizes: tuple[int, ...], is_cut: bool
) -> None:
    text = f"it was {grouped(number, *sizes)} there"
    assert (cut_numbers(text) != text) is is_cut
    assert holds_card_like(text) is is_cut


IDENTITY = "11010519491231002" + ric.calc_check_digit("110105194912310020")
OLD_IDENTITY = "110105491231002"


def test_identity_numbers_of_today_and_of_old_are_told_from_others() -> None:
    assert ric.is_valid(IDENTITY)
    assert is_identity_number(IDENTITY)
    assert not is_identity_number(IDENTITY[:-1])
    assert not is_identity_number(IDENTITY[:-1] + ("1" if IDENTITY[-1] != "1" else "2"))
    assert cut_numbers(grouped(IDENTITY.lower(), 3, 3, 4, 4, 4)) == f"****{IDENTITY[-4:].lower()}"


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        (f"订单号 {NO_UNIONPAY}", False),
        (f"订单号 {VISA}", True),
        (f"{NO_UNIONPAY} USDT", False),
        (f"金额是 {NO_UNIONPAY}", False),
        (f"{NO_UNIONPAY} 然后 3 USDT", True),
        ("20261120143025", False),
        ("20261120143025 20261120143025", False),
        (f"订单号 20261120143025，卡 {NO_UNIONPAY}", True),
    ],
)
def test_what_a_number_is_called_says_whether_it_is_a_card(text: str, is_cut: bool) -> None:
    assert (cut_numbers(text) != text) is is_cut


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("p i n i s 1 2 3 4", "pin is 1234"),
        ("my p.a.s.s.w.o.r.d.h.o.n.g.3.3.2.1", "my password hong3321"),
        ("m y o t p 8 8 4 4 2", "my otp 88442"),
        ("h o n g 3 3 2 1", "hong3321"),
        ("H O N G 3 3 2 1", "HONG3321"),
        ("1 2 3 4 5", "1 2 3 4 5"),
        ("the otp is double four nine", "the otp is 449"),
        ("OTP ONE TWO THREE", "OTP 123"),
        ("one two three apples", "one two three apples"),
        ("one two three four five six", "123456"),
        ("验证码 八四五九", "验证码 8459"),
        ("八四五九", "八四五九"),
        ("code 1 2 3", "code 1 2 3"),
    ],
)
def test_what_is_spelt_out_is_read_as_it_is_meant(typed: str, read: str) -> None:
    assert View(typed).digits == read


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"a {grouped(VISA, 3, 5, 4, 4)} b", f"a ****{VISA[-4:]} b"),
        (
            f"a {grouped(VISA, 3, 5, 4, 4)} / {grouped(OTHER, 5, 5, 6)} b",
            f"a ****{VISA[-4:]} / ****{OTHER[-4:]} b",
        ),
        (f"a 12 / 34 / {grouped(VISA, 3, 5, 4, 4)} b", f"a 12 / 34 / ****{VISA[-4:]} b"),
        # A card in four groups, and another number right after it.
        (f"a {grouped(VISA, 4, 4, 4, 4, sign=' ')} 500 b", f"a ****{VISA[-4:]} 500 b"),
        (
            f"a {grouped(SAME, 4, 4, 4, 4, sign='-')}-{SAME[:3]} b",
            f"a ****{SAME[-4:]}-{SAME[:3]} b",
        ),
        (f"TX-{VISA[:4]}{NO_UNIONPAY} {VISA}", f"TX-{VISA[:4]}{NO_UNIONPAY} ****{VISA[-4:]}"),
    ],
)
def test_only_the_card_is_cut_and_all_around_it_stays(text: str, kept: str) -> None:
    assert cut_numbers(text) == kept


def test_what_is_typed_and_references_keep_their_numbers() -> None:
    for kind in ("typed", "reference"):
        assert inspect(f"TX {NO_UNIONPAY[:-2]}", kind) == Passed(
            f"TX {NO_UNIONPAY[:-2]}", cut=False
        )
    assert inspect(VISA, "typed") == Passed(VISA, cut=False)
    assert inspect(VISA, "free") == Passed(f"****{VISA[-4:]}", cut=True)
    assert inspect(VISA, "reference") == Doubtful("card-like")
    assert inspect("ab" * 32, "free") == Doubtful("key-like")


def wrapped(version: str, length: int, end: str = "") -> str:
    """Bytes in Base58 with their checksum."""
    raw = bytes.fromhex(version) + bytes(range(7, 7 + length)) + bytes.fromhex(end)
    return base58.b58encode_check(raw).decode()


@pytest.mark.parametrize(
    ("key", "is_one"),
    [
        (wrapped("80", 32), True),
        (wrapped("80", 32, "01"), True),
        (wrapped("80", 32, "02"), False),
        (wrapped("80", 33, "01"), False),
        (wrapped("0142", 37), True),
        (wrapped("0143", 37), True),
        (wrapped("0144", 37), False),
        (wrapped("0142", 36), False),
    ],
)
def test_a_key_is_told_by_its_length_and_its_version(key: str, is_one: bool) -> None:
    assert is_refused(f"it is {key}") is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("助记词：abandon ability able about", True),
        ("助记词：abandon ability able", False),
        ("abandonAbilityAbleAbout is the recovery phrase", False),
        ("助记词：abandonAbilityAbleAboutAboveAbsent", True),
        ("助记词：" + "".join(f" word{n} {word}" for n, word in enumerate(WORDS[:8])), True),
        ("abandon ability able about above absent", False),
    ],
)
def test_some_words_are_enough_where_they_are_called_a_phrase(text: str, is_one: bool) -> None:
    assert is_refused(text) is is_one


def test_what_explains_a_number_stays_where_it_is_taken_out() -> None:
    named = 0
    for row in dict.fromkeys((*BY_FORM, *BY_WORDS, *IN_SENTENCES)):
        for text in (f"。{example}。" for example in row.examples):
            found = list(row.pattern.compiled.finditer(text))
            spans = [
                one.span("value" if one.groupdict().get("value") else 0) for one in reversed(found)
            ]
            expected = text
            for start, end in spans:
                expected = f"{expected[:start]}{OUT}{expected[end:]}"
            assert row.out_of(text) == expected, row.name
            named += any(one.groupdict().get("value") for one in found)
    assert named > 5
