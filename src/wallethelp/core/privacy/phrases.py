"""Recovery phrases (BIP-39, SLIP-39), mostly known by their checksum."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256

from wallethelp.core.patterns import late
from wallethelp.core.privacy import vocabulary as v
from wallethelp.core.privacy.fold import View
from wallethelp.core.privacy.rules import Rule, pattern
from wallethelp.core.privacy.vocabulary import disguised
from wallethelp.core.tables import tables

_LENGTHS = (12, 15, 18, 21, 24)
_ALPHABETIC = (
    *("english", "french", "italian", "spanish", "portuguese", "czech", "turkish"),
    *("russian", "japanese", "korean"),
)
_CHINESE = ("chinese_simplified", "chinese_traditional")
LANGUAGES = (*_ALPHABETIC, *_CHINESE)
"""Of whose words the lists are looked up."""
_TAG = late(r"</?[a-z]{1,6} ?/?>|&[a-z]{2,6};|\\[nrt]", re.IGNORECASE)
_TOKEN = late(r"(?:[^\W\d_]|[\u0300-\u036f\u3099\u309a])+")
_CAMEL = late(r"(?<=[a-z])(?=[A-Z])")
_LABEL = pattern(disguised(v.PHRASE, inside=True))


def _holds_phrase(match: re.Match[str]) -> bool:
    """Whether a recovery phrase stands in the text, whatever separates its words.

    Where the text calls something a recovery phrase, six of its words in a row are enough.
    Without the name it takes a whole phrase, whose checksum is right.
    """
    text = _TAG.sub(" ", unicodedata.normalize("NFKC", match[0]))
    words = [word.lower() for word in _TOKEN.findall(_CAMEL.sub(" ", text))]
    if len(words) < 4 and all(len(word) < _LENGTHS[0] for word in words):
        return False
    is_named = _LABEL.compiled.search(View(text).folded) is not None
    if _holds_chinese(words, named=is_named) or any(map(_is_glued, words)):
        return True
    if len(words) < 4 or (len(words) < 12 and not is_named):
        return False
    # Hangul and letters with accents are decomposed in the word lists.
    words = [unicodedata.normalize("NFKD", word) for word in words]
    # Chinese words and a word said before every one (“word 1: … word 2: …”) only separate.
    latin = [word for word in words if not _is_han(word[0])]
    often = {word for word, times in Counter(latin).items() if times >= 6}
    kept = [word for word in latin if word not in often and len(word) > 2]
    return (
        any(_holds_words(words, _numbers(language)) for language in _ALPHABETIC)
        or any(_holds_words(row, _numbers("english")) for row in (latin, kept))
        or (is_named and any(len(run) >= 6 for run in _runs(words, _numbers("english"))))
        or (is_named and len(latin) >= 4 and all(word in _numbers("english") for word in latin))
        or (is_named and any(len(run) >= 8 for run in _runs(kept, _numbers("english"))))
        or _holds_share(words)
    )


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


@cache
def _numbers(language: str) -> Mapping[str, int]:
    """The words of a list with their numbers; English ones also by the four letters that do."""
    words = [unicodedata.normalize("NFKD", word) for word in tables().words(language)]
    numbers = {word: number for number, word in enumerate(words)}
    if language == "english":
        numbers = {word[:4]: number for word, number in numbers.items()} | numbers
    return numbers


def _runs(words: Iterable[str], numbers: Mapping[str, int]) -> Iterator[list[int]]:
    run: list[int] = []
    for word in words:
        number = numbers.get(word)
        if number is not None:
            run.append(number)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _holds_words(words: Sequence[str], numbers: Mapping[str, int]) -> bool:
    return any(
        _passes_checksum(run[start : start + length])
        for run in _runs(words, numbers)
        for length in _LENGTHS
        for start in range(len(run) - length + 1)
    )


def _passes_checksum(numbers: Sequence[int]) -> bool:
    check_bits = len(numbers) // 3
    value = 0
    for number in numbers:
        value = value << 11 | number
    entropy = (value >> check_bits).to_bytes(len(numbers) * 4 // 3, "big")
    return sha256(entropy).digest()[0] >> (8 - check_bits) == value & ((1 << check_bits) - 1)


def _is_glued(word: str) -> bool:
    """Whether a long word is at least twelve words of the English list written together."""
    if not 36 <= len(word) <= 200 or not word.isascii():
        return False
    numbers = _numbers("english")
    most = [0] + [-1] * len(word)  # of list words that end at each letter
    for end in range(3, len(word) + 1):
        counts = [
            most[end - size] + 1
            for size in range(3, min(8, end) + 1)
            if most[end - size] >= 0 and word[end - size : end] in numbers
        ]
        most[end] = max(counts, default=-1)
    return most[-1] >= 12


def is_nothing_but_words(text: str) -> bool:
    """Whether a text is 12 to 25 words of one list and nothing else, whatever their checksum.

    So are phrases of other kinds than BIP-39 (Electrum, say) that share its list; no sentence is.
    """
    words = [unicodedata.normalize("NFKD", word) for word in _TOKEN.findall(text.lower())]
    if not _LENGTHS[0] <= len(words) <= _LENGTHS[-1] + 1 or len(set(words)) * 2 < len(words):
        return False
    return any(all(word in _numbers(language) for word in words) for language in _ALPHABETIC)


# --- Chinese phrases ------------------------------------------------------------------------------

# What people write about a wallet; drawn by lot, characters hardly ever stand side by side so.
_SENTENCE = late(
    "没有|沒有|收到|到账|到帳|充值|提现|提現|转账|轉賬|余额|餘額|银行|銀行|账户|賬戶|帐户|客服"
    "|登录|登入|验证|"
    "驗證|密码|密碼|手机|手機|显示|顯示|提示|成功|失败|失敗|错误|錯誤|什么|怎么|已经|一直|但是"
    "|可是|对方|钱包|"
    "錢包|支付|付款|扣款|退款|订单|訂單|自己|知道|现在|时候|还是|可以|他们|认证|申请|通常|记录"
    "|记錄|信息|需要|"
    "因为|如果|这个|那个|今天|昨天|朋友|电话|短信|网络|系统|无法"
)
_SHORT_SENTENCE = late("(?<!^)[的了]|[我不里裡请請]")


def _is_sentence(characters: str) -> bool:
    """Longer ones pass the checksum less often; and no sentence says one character three times."""
    if _SENTENCE.search(characters):
        return True
    is_short = len(characters) <= 15
    repeats = any(characters.count(character) >= 3 for character in characters)
    return is_short and not repeats and _SHORT_SENTENCE.search(characters) is not None


def _holds_chinese(words: Sequence[str], *, named: bool) -> bool:
    """Single characters apart, or a phrase written together as an answer of its own.

    Nobody spaces out the characters of a sentence, so twelve known ones in a row are enough.
    Written together, one sentence in sixteen passes the checksum by chance.
    """
    if not any(_is_han(word[0]) for word in words):
        return False
    least = 6 if named else 12
    for language in _CHINESE:
        numbers = _numbers(language)
        if any(len(run) >= least for run in _runs(words, numbers)):
            return True
        for word in words if named else words[:1] if len(words) == 1 else []:
            if len(word) in _LENGTHS and not _is_sentence(word):
                run = [numbers[character] for character in word if character in numbers]
                if len(run) == len(word) and _passes_checksum(run):
                    return True
    return False


# --- shares of a phrase (SLIP-39) -----------------------------------------------------------------

_SHARE_WORD = late(
    "(?!(?:about|after|also|because|been|before|could|does|even|from|have|here|into|just|like"
    "|made|many|more|most|"
    "much|need|only|please|said|says|should|some|still|such|tell|than|that|their|them|then"
    "|there|these|they|"
    "this|told|very|want|well|were|what|when|where|which|while|will|with|without|would"
    "|your)$)[a-z]{4,8}"
)
_SHARE_LENGTH = 20


def _holds_share(words: Iterable[str]) -> bool:
    """Twenty or more words of four to eight letters without a word that sentences need.

    So are the shares of SLIP-39. Words of BIP-39 only are left to its checksum.
    """
    run: list[str] = []
    for word in (*words, ""):
        if _SHARE_WORD.fullmatch(word):
            run.append(word)
            continue
        if len(run) >= _SHARE_LENGTH and len(set(run)) >= _SHARE_LENGTH // 2:
            return not all(word in _numbers("english") for word in run)
        run = []
    return False


_ZERO = "abandon " * 11 + "about"  # the phrase of sixteen zero bytes

PHRASES = (
    Rule(
        name="recovery phrase",
        kind="recovery-phrase",
        finds=(
            "12 to 24 words of a recovery phrase by their checksum (ten languages; whatever stands "
            "between them), six in a row where the text names one, or a share of 20 or more words"
        ),
        pattern=pattern(r"[\s\S]+"),
        reads="typed",
        check=_holds_phrase,
        examples=(
            _ZERO,
            _ZERO.replace(" ", " → "),
            _ZERO.replace(" ", "<br>"),
            "助记词：abandon ability able about above absent",
        ),
        counter_examples=(
            "my recovery phrase is written down on paper and nobody has seen it",
            "abandon " * 12,
            "助记词有12个单词，我只有11个",
        ),
    ),
)
