"""What opens a crypto wallet: private keys and recovery phrases, mostly known by their checksum."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256

HEX_KEY = re.compile(r"(?<![0-9A-Za-z])(?:0x)?[0-9a-fA-F]{64}(?![0-9A-Za-z])")
"""Looks like a private key, and just as much like a transaction hash: there is no checksum."""

# --- private keys ---------------------------------------------------------------------------------

# Written so that nothing else looks like it; a mistyped or broken-off one is still a key.
_MARKED_KEY = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"[xyzYZtuvUV]prv[1-9A-HJ-NP-Za-km-z]{20,}"  # extended private keys (BIP-32, SLIP-132)
    r"|-{2,5}BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY"  # PEM, OpenSSH, PGP
    r"|AGE-SECRET-KEY-1[A-Z0-9]{20,}"
    r"|nsec1[a-z0-9]{50,}"  # Nostr
    r"|S[A-D][A-Z2-7]{54}(?![A-Za-z0-9])"  # Stellar
    r"|AKIA[A-Z0-9]{16}|gh[oprsu]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}"
    r"|xox[abeprs]-[\w-]{20,}|[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|AIza[\w-]{35}"
    r"|eyJ[\w-]{10,}\.eyJ[\w-]{10,}"  # JSON web tokens
    r")|Bearer [A-Za-z0-9._~+/-]{16,}"
)
_BASE58 = re.compile(r"(?<![A-Za-z0-9])[1-9A-HJ-NP-Za-km-z]{50,60}(?![A-Za-z0-9])")


def holds_key(text: str) -> bool:
    """Whether a private key stands in `text`, unmistakable by its form or its checksum."""
    return bool(_MARKED_KEY.search(text)) or any(map(_is_base58_key, _BASE58.findall(text)))


def _is_base58_key(token: str) -> bool:
    import base58

    try:
        raw = base58.b58decode_check(token)
    except ValueError:
        return False
    # WIF of any coin: 32 bytes after the version, or one more that says "compressed". An address
    # has 20. And BIP-38: a key that a password protects.
    is_wif = len(raw) == 33 or (len(raw) == 34 and raw[-1] == 1)
    return is_wif or (len(raw) == 39 and raw[:2] in (b"\x01\x42", b"\x01\x43"))


# --- recovery phrases (BIP-39) --------------------------------------------------------------------

_LENGTHS = (12, 15, 18, 21, 24)
_ALPHABETIC = (
    *("english", "french", "italian", "spanish", "portuguese", "czech", "turkish"),
    *("russian", "japanese", "korean"),
)
_CHINESE = ("chinese_simplified", "chinese_traditional")
_BETWEEN_WORDS = re.compile(r"[\s\d.,，、。;；:：()（）\[\]\"'“”‘’#|-]+")
_HAN = re.compile(r"[\u3400-\u9fff]")


def holds_phrase(text: str, *, named: bool) -> bool:
    """Whether a recovery phrase stands in `text`.

    Where the text calls something a recovery phrase (`named`), six of its words in a row are
    enough. Without the name it takes a whole phrase, whose checksum is right.
    """
    words = [word for word in _BETWEEN_WORDS.split(text.lower()) if word]
    if _holds_chinese(words, named=named):
        return True
    if len(words) < 6 or (len(words) < 12 and not named):
        return False
    # Hangul and letters with accents are decomposed in the word lists.
    words = [unicodedata.normalize("NFKD", word) for word in words]
    return (
        any(_holds_words(words, _numbers(language)) for language in _ALPHABETIC)
        or (named and any(len(run) >= 6 for run in _runs(words, _numbers("english"))))
        or _holds_share(words)
    )


@cache
def _numbers(language: str) -> Mapping[str, int]:
    """The words of a list with their numbers; English ones also by the four letters that do."""
    from mnemonic import Mnemonic

    words = [unicodedata.normalize("NFKD", word) for word in Mnemonic(language).wordlist]
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


# --- Chinese phrases ------------------------------------------------------------------------------

# What people write about a wallet; drawn by lot, characters hardly ever stand side by side so.
_SENTENCE = re.compile(
    "没有|沒有|收到|到账|到帳|充值|提现|提現|转账|轉賬|余额|餘額|银行|銀行|账户|賬戶|"
    "帐户|客服|登录|登入|验证|驗證|密码|密碼|手机|手機|显示|顯示|提示|成功|失败|失敗|错误|錯誤|什么|怎么|"
    "已经|一直|但是|可是|对方|钱包|錢包|支付|付款|扣款|退款|订单|訂單|自己|知道|现在|时候|还是|可以|他们|"
    "认证|申请|通常|记录|记錄|信息|需要|因为|如果|这个|那个|今天|昨天|朋友|电话|短信|网络|系统|无法"
)


_SHORT_SENTENCE = re.compile("(?<!^)[的了]|[我不里裡请請]")


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
    if not any(_HAN.match(word) for word in words):
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

_SHARE_WORD = re.compile(
    "(?!(?:about|after|also|because|been|before|could|does|even|from|have|here|into|just|like|made|many|more|most|"
    "much|need|only|please|said|says|should|some|still|such|tell|than|that|their|them|then|there|these|they|"
    "this|told|very|want|well|were|what|when|where|which|while|will|with|without|would|your)$)[a-z]{4,8}"
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
