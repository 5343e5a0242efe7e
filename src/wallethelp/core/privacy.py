"""Secrets are refused, numbers that identify are cut: the rules of DESIGN §8 as functions.

`docs/safety.md` says in words what is recognised and what cannot be.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Secret = Literal["password", "code", "card-check", "recovery-phrase", "private-key", "bare-code"]
Doubt = Literal["card-like", "key-like"]
TextKind = Literal["free", "reference", "account", "typed"]
"""What a text may hold: free prose, an order number, an account name, or a typed value."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Holds a secret; nothing of it may be kept."""

    secret: Secret


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Looks like a card number or a key; kept only if the person says it is not."""

    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Passed:
    """May be kept; `cut` tells whether a card or identity number was cut to its last digits."""

    text: str
    cut: bool


def inspect(text: str, kind: TextKind) -> Refused | Doubtful | Passed:
    """What may be kept of `text`, which must have been cleaned."""
    secret = find_secret(text) or (_bare_code(cut_numbers(text)) if kind == "free" else None)
    if secret is not None:
        return Refused(secret)
    if kind == "reference" and (doubt := _doubt(text)):
        return Doubtful(doubt)
    if kind in ("free", "typed") and _HEX_KEY.search(text):
        return Doubtful("key-like")
    if kind in ("reference", "typed"):
        return Passed(text, cut=False)
    shortened = cut_numbers(text)
    return Passed(shortened, cut=shortened != text)


# --- labelled secrets -----------------------------------------------------------------------------

_CODE_LABELS = (
    r"验证码|驗證碼|校验码|动态码|动态密码|短信码|确认码|安全码|口令码|验证数字|PIN码|pin码?|"
    r"(?:one[- ]?time|verification|security|sms|auth(?:entication)?|login|access|confirmation|otp)"
    r"[- ]?(?:code|password|pin|passcode)|otp|passcode|2fa(?: code)?|code"
)
_CHECK_LABELS = r"(?:cvv2?|cvc2?|cvn2?)[码号]?|卡背面(?:的)?(?:三|3)位(?:数字?)?"
_SECRET_WORD_LABELS = (
    r"(?:支付|登录|登陆|交易|取款|查询|钱包|账户|账号|银行卡|手机|锁屏)?(?:密码|密碼|口令)|秘钥|"
    r"pass[ -]?words?|pass[ -]?phrase|passwd|pwd|psw"
)
_KEY_LABELS = r"助记词|恢复短语|种子短语|私钥|private[ -]?key|secret[ -]?key|(?:seed|recovery)[ -]?(?:phrase|words?)"
_LINK = r"\s*(?:(?:就|应该|现在)?(?:是|为|叫做?)|填的是?|输的是?|设(?:置)?(?:的是|成|为)|is|was|are|equals|[:：=])[\s\"'“”‘’「『:：]*"
_MAYBE_LINK = rf"(?:{_LINK}|\s*[(（,，]?\s*)"
_NO_LETTER_BEFORE = r"(?<![A-Za-z])(?<!error )(?<!status )(?<!post )(?<!qr )"

_LABELLED_CODE = re.compile(
    rf"{_NO_LETTER_BEFORE}(?:{_CODE_LABELS}){_MAYBE_LINK}(?:[A-Za-z]{{1,3}}-)?\d(?:[ -]?\d){{2,9}}(?!\d|[:：点月年])",
    re.IGNORECASE,
)
_LABELLED_CHECK = re.compile(
    rf"{_NO_LETTER_BEFORE}(?:{_CHECK_LABELS}){_MAYBE_LINK}\d{{3,4}}(?!\d)", re.IGNORECASE
)
_CODE_THEN_LABEL = re.compile(
    r"(?<![\d.:/])\d(?:[ -]?\d){2,7}[\"'”’」』]?\s*(?:就是|是|为|is|was|,|，|（|\()\s*"
    rf"(?:我的|我|my|the|your|这个|那个)?\s*(?:{_CODE_LABELS}|{_CHECK_LABELS}|{_SECRET_WORD_LABELS})",
    re.IGNORECASE,
)
_LABELLED_PASSWORD = re.compile(
    rf"{_NO_LETTER_BEFORE}(?:{_SECRET_WORD_LABELS}){_LINK}(?P<value>[!-~]{{3,64}})", re.IGNORECASE
)
_PASSWORD_DIGITS = re.compile(
    rf"{_NO_LETTER_BEFORE}(?:{_SECRET_WORD_LABELS})\s*[(（,，\"'“‘「『]?\s*(?P<value>(?=[!-~]*\d)[A-Za-z0-9@#$%^&*_!.+-]{{4,64}})",
    re.IGNORECASE,
)
_LABELLED_KEY = re.compile(
    rf"(?:{_KEY_LABELS}){_MAYBE_LINK}(?:0x)?[0-9A-Za-z]{{16,}}", re.IGNORECASE
)
_LABELLED_PHRASE = re.compile(
    rf"(?:{_KEY_LABELS}){_LINK}(?:[a-z]+[ ,，]+){{5,}}[a-z]+", re.IGNORECASE
)

# What a sentence about a password goes on with, when it does not tell the password.
_PROSE = frozenset(
    [
        "a",
        "about",
        "actually",
        "again",
        "all",
        "already",
        "also",
        "always",
        "an",
        "and",
        "asked",
        "been",
        "being",
        "blocked",
        "broken",
        "but",
        "by",
        "cannot",
        "changed",
        "changing",
        "compromised",
        "correct",
        "disabled",
        "empty",
        "entered",
        "every",
        "exactly",
        "expired",
        "fine",
        "for",
        "forgot",
        "forgotten",
        "gone",
        "good",
        "hacked",
        "in",
        "incorrect",
        "invalid",
        "it",
        "just",
        "known",
        "leaked",
        "locked",
        "long",
        "lost",
        "missing",
        "my",
        "never",
        "no",
        "none",
        "not",
        "ok",
        "okay",
        "old",
        "on",
        "one",
        "only",
        "or",
        "out",
        "refused",
        "rejected",
        "required",
        "reset",
        "right",
        "safe",
        "same",
        "saved",
        "secure",
        "set",
        "shared",
        "short",
        "so",
        "still",
        "stolen",
        "strong",
        "that",
        "the",
        "their",
        "there",
        "too",
        "unknown",
        "used",
        "valid",
        "very",
        "weak",
        "what",
        "where",
        "working",
        "wrong",
        "your",
    ]
)


def find_secret(text: str) -> Secret | None:
    """The kind of secret `text` holds, recognised by its label or its own checksum; or None."""
    if _LABELLED_CHECK.search(text):
        return "card-check"
    if _LABELLED_CODE.search(text) or _CODE_THEN_LABEL.search(text):
        return "code"
    if any(_tells(match["value"]) for match in _LABELLED_PASSWORD.finditer(text)):
        return "password"
    if _PASSWORD_DIGITS.search(text):
        return "password"
    if _LABELLED_KEY.search(text) or any(map(_is_key, _BASE58.findall(text))):
        return "private-key"
    if _LABELLED_PHRASE.search(text) or _has_recovery_phrase(text):
        return "recovery-phrase"
    return None


def _tells(value: str) -> bool:
    word = value.strip("\"'.,;:!?，。").lower()
    return word not in _PROSE and bool(re.search(r"[0-9a-z]", word)) and word != "***"


# --- bare codes in free text ----------------------------------------------------------------------

_BARE = re.compile(
    r"(?<![A-Za-z0-9_.,:/+*-])\d{4,8}(?![A-Za-z0-9_:/*-]|[.,]\d)|(?<![\d.])\d{3}[ -]\d{3}(?![\d-])"
)
_NUMBER_IS_NAMED = re.compile(
    r"(?:尾号|末四位|后四位|订单号?|单号|编号|工单号?|流水号?|交易号|案件号|热线|电话|客服|拨打?|打了?|"
    r"金额|余额|充值|提现|转账|扣款|付款|topped up|top-up|transferred|withdrew|deposited|charged|balance|"
    r"错误码?|错误代码|代码|邮编|ending(?: in)?|last (?:four|4)(?: digits)?|order|ticket|case|ref(?:erence)?|"
    r"transaction|number|no\.?|error|hotline|call(?:ed|ing)?|dial(?:ed)?|#|¥|￥|\$|€|£|usd|cny|rmb|hkd|约|共|了|"
    r"amount|paid|pay|of)\s*(?:是|为|is|was|id|code)?\s*[:：#(（]?\s*$",
    re.IGNORECASE,
)
_UNIT_FOLLOWS = re.compile(
    r"\s*(?:元|块|万|千|美元|美金|港币|港元|欧元|人民币|円|u\b|usdt|usdc|usd|cny|rmb|hkd|eur|gbp|yuan|dollars?|"
    r"euros?|年|月|号|日|天|个|次|人|分|点|%|k\b)",
    re.IGNORECASE,
)


def _bare_code(text: str) -> Secret | None:
    for match in _BARE.finditer(text):
        digits = match[0]
        if len(digits) == 4 and 1990 <= int(digits) <= 2050:
            continue
        if _is_compact_date(digits) or _UNIT_FOLLOWS.match(text, match.end()):
            continue
        if not _NUMBER_IS_NAMED.search(text[: match.start()]):
            return "bare-code"
    return None


def _is_compact_date(digits: str) -> bool:
    return bool(re.fullmatch(r"20[0-4]\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", digits))


# --- keys and recovery phrases --------------------------------------------------------------------

_BASE58 = re.compile(r"(?<![A-Za-z0-9])[1-9A-HJ-NP-Za-km-z]{50,112}(?![A-Za-z0-9])")
_HEX_KEY = re.compile(r"(?<![0-9A-Za-z])(?:0x)?[0-9a-fA-F]{64}(?![0-9A-Za-z])")
_PRIVATE_VERSIONS = frozenset(
    # SLIP-132: xprv, yprv, Yprv, zprv, Zprv and their test network twins.
    bytes.fromhex(version)
    for version in [
        "0488ade4",
        "049d7878",
        "0295b005",
        "04b2430c",
        "02aa7a99",
        "04358394",
        "044a4e28",
        "024285b5",
        "045f18bc",
        "02575048",
    ]
)


def _is_key(token: str) -> bool:
    import base58

    try:
        raw = base58.b58decode_check(token)
    except ValueError:
        return False
    if len(raw) == 78:
        return raw[:4] in _PRIVATE_VERSIONS
    return raw[0] in (0x80, 0xEF) and (len(raw) == 33 or (len(raw) == 34 and raw[-1] == 1))


_PHRASE_LENGTHS = (24, 21, 18, 15, 12)


def _has_recovery_phrase(text: str) -> bool:
    words = re.findall(r"[a-z]+", text.lower())
    characters = _single_characters(text)
    if len(words) < 12 and not characters:
        return False
    from mnemonic import Mnemonic

    if characters and _is_chinese_phrase(characters, spaced=text.strip() != characters):
        return True
    english = Mnemonic("english")
    known = set(english.wordlist)
    for start in range(len(words) - 11):
        if words[start] not in known:
            continue
        for length in _PHRASE_LENGTHS:
            phrase = words[start : start + length]
            whole = len(phrase) == length and known.issuperset(phrase)
            if whole and english.check(" ".join(phrase)):
                return True
    return False


def _single_characters(text: str) -> str:
    """The characters of an answer that is nothing but 12–24 single Chinese characters, else "".

    They stand apart, or all together; groups of different lengths are the clauses of a sentence.
    """
    parts = re.split(r"[\s,，、]+", text.strip())
    joined = "".join(parts)
    only_chinese = re.fullmatch(r"[\u3400-\u9fff]{12,24}", joined)
    is_phrase = len(parts) in (1, len(joined)) and len(joined) in _PHRASE_LENGTHS
    return joined if only_chinese and is_phrase else ""


def _is_chinese_phrase(characters: str, *, spaced: bool) -> bool:
    from mnemonic import Mnemonic

    for language in ("chinese_simplified", "chinese_traditional"):
        reader = Mnemonic(language)
        if set(characters) <= set(reader.wordlist):
            # Nobody spaces out the characters of a sentence; written together, one sentence in
            # sixteen passes the checksum by chance, but few use these characters only.
            return spaced or bool(reader.check(" ".join(characters)))
    return False


# --- numbers that are cut -------------------------------------------------------------------------

_LONG_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_-])(?:\d{13,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,4}(?:\1\d{1,3})?|\d{4}([ -])\d{6}\2\d{4,5}|"
    r"\d{6}([ -])\d{8}\3\d{3}[\dXx]|\d{6}[ -]\d{13}|\d{17}[Xx])(?![A-Za-z0-9_-]|\.\d)"
)
_IS_REFERENCE = re.compile(
    r"(?:订单|单号|编号|工单|流水|交易号|order|ticket|case|ref(?:erence)?|transaction|txn?|trace)"
    r"\s*(?:号码?|id|no\.?|number)?\s*(?:是|为|is)?\s*[:：#]?\s*$",
    re.IGNORECASE,
)


def cut_numbers(text: str) -> str:
    """`text` with card and identity numbers cut to their last four characters.

    Luhn is not asked for: some UnionPay cards fail it. A number called an order or ticket number
    stays whole, unless it passes Luhn.
    """

    def cut(match: re.Match[str]) -> str:
        digits = re.sub(r"[ -]", "", match[0])
        named = _IS_REFERENCE.search(text[: match.start()])
        if named and not _passes_luhn(digits):
            return match[0]
        return f"****{digits[-4:]}"

    return _LONG_NUMBER.sub(cut, text)


def _passes_luhn(digits: str) -> bool:
    from stdnum import luhn

    return digits.isdigit() and bool(luhn.is_valid(digits))


def _doubt(text: str) -> Doubt | None:
    if _HEX_KEY.search(text):
        return "key-like"
    for match in _LONG_NUMBER.finditer(text):
        digits = re.sub(r"[ -]", "", match[0])
        # 62: UnionPay, whose cards do not all pass Luhn.
        if 13 <= len(digits) <= 19 and (_passes_luhn(digits) or digits.startswith("62")):
            return "card-like"
        if len(digits) == 18 and _is_identity_number(digits):
            return "card-like"
    return None


def _is_identity_number(digits: str) -> bool:
    from stdnum.cn import ric

    return bool(ric.is_valid(digits))


# --- masks for what leaves ------------------------------------------------------------------------

_EMAIL = re.compile(r"(?<!•••)(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def mask_whole(text: str) -> str:
    """An identifying value as it may leave: enough to recognise it by, not to use it."""
    if text.startswith("•"):
        return text
    if "@" in text:
        name, _, host = text.partition("@")
        return f"•••{name[-1:] if len(name) > 3 else ''}@{host}"
    return f"•••{text[-2:] if len(text) > 5 else ''}"


def mask_contacts(text: str) -> str:
    """`text` with the phone numbers and e-mail addresses in it masked; everything else stays."""
    masked = _EMAIL.sub(lambda match: mask_whole(match[0]), text)
    for start, end in reversed(list(_phones(masked))):
        masked = masked[:start] + mask_whole(masked[start:end]) + masked[end:]
    return masked


def _phones(text: str) -> Iterator[tuple[int, int]]:
    if not re.search(r"\d{7}|\d{3,4}[ -]\d{3,4}", text):
        return
    from phonenumbers import Leniency, PhoneNumberMatcher

    for match in PhoneNumberMatcher(text, "CN", leniency=Leniency.VALID):
        yield match.start, match.end
