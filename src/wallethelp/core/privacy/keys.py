"""Private keys: known by their form, their checksum or their name."""

import re

from wallethelp.core.patterns import late
from wallethelp.core.privacy import vocabulary as v
from wallethelp.core.privacy.rules import Rule, after, pattern
from wallethelp.core.privacy.vocabulary import SIGNS, disguised
from wallethelp.core.tables import tables

_HEX_KEY = late(r"(?<![0-9A-Za-z])(?:0x)?[0-9a-fA-F]{64}(?![0-9A-Za-z])")
_IS_A_HASH = late(
    r"(?:hash|tx(?:n|id|hash)?|transaction(?: id)?|block|哈希值?|交易号|区块)[\s:：是#为(]{0,4}$",
    re.IGNORECASE,
)

_LABEL = pattern(disguised(v.KEY))


def looks_like_key(text: str) -> bool:
    """Whether 64 hexadecimal digits stand in `text` that are not called a transaction's or block's.

    There is no checksum: a private key looks like a hash.
    """
    return any(
        not _IS_A_HASH.search(text, max(0, match.start() - 24), match.start())
        for match in _HEX_KEY.finditer(text)
    )


def _is_base58_key(match: re.Match[str]) -> bool:
    raw = tables().base58(match[0])
    if raw is None:
        return False
    # WIF of any coin: 32 bytes after the version, or one more that says "compressed". An address
    # has 20. And BIP-38: a key that a password protects.
    is_wif = len(raw) == 33 or (len(raw) == 34 and raw[-1] == 1)
    return is_wif or (len(raw) == 39 and raw[:2] in (b"\x01\x42", b"\x01\x43"))


_LONG = pattern(r"[0-9A-Za-z+/=_-]{43}")
"""Rarer than the names of keys, and sooner looked for."""

KEYS = (
    Rule(
        name="marked key",
        kind="private-key",
        # Nothing else looks like it; a mistyped or broken-off one is still a key.
        finds=(
            "What begins like an extended private key, a PEM file, or a key of a well-known service"
        ),
        pattern=pattern(
            r"(?<![A-Za-z0-9])(?:"
            r"[xyzYZtuvUV]prv[1-9A-HJ-NP-Za-km-z]{20,}"  # extended private keys (BIP-32, SLIP-132)
            r"|-{2,5}BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY"  # PEM, OpenSSH, PGP
            r"|AGE-SECRET-KEY-1[A-Z0-9]{20,}"
            r"|nsec1[a-z0-9]{50,}"  # Nostr
            r"|S[A-D][A-Z2-7]{54}(?![A-Za-z0-9])"  # Stellar
            r"|AKIA[A-Z0-9]{16}|gh[oprsu]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}"
            r"|xox[abeprs]-[\w-]{20,}|[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|AIza[\w-]{35}"
            r"|eyJ[\w-]{10,}\.eyJ[\w-]{10,}"  # JSON web tokens
            r"|otpauth://[ -~]{0,200}?secret="
            r")|Bearer [A-Za-z0-9._~+/-]{16,}",
            case=True,
        ),
        reads="typed",
        examples=("-----BEGIN EC PRIVATE KEY-----", "AKIAABCDEFGHIJKLMNOP"),
        counter_examples=("the private key was not shared", "xprv"),
    ),
    Rule(
        name="key with a checksum",
        kind="private-key",
        finds="WIF and BIP-38 keys, by their checksum",
        pattern=pattern(r"(?<![A-Za-z0-9])[1-9A-HJ-NP-Za-km-z]{50,60}(?![A-Za-z0-9])", case=True),
        reads="typed",
        check=_is_base58_key,
        examples=("5HpHagT65TZzG1PH3CSu63k8DbpvD8s5ip4nEB3kEsreAnchuDf",),
        counter_examples=("5HpHagT65TZzG1PH3CSu63k8DbpvD8s5ip4nEB3kEsreAnchuDg",),
    ),
    Rule(
        name="labelled key",
        kind="private-key",
        finds="16 or more letters and digits, also in groups, right after a name for a private key",
        pattern=after(
            _LABEL,
            rf"(?:{SIGNS}(?:is|was|hex|wif|base58|就?是|为|系)(?![A-Za-z])){{0,2}}{SIGNS}"
            rf"(?:0x)?"
            r"(?=[A-Za-z _]{0,40}\d)(?:[0-9A-Za-z+/=_-]{16,}|(?:[0-9A-Z]{4}[ -]){3,}[0-9A-Z]{2,})",
        ),
        reads="folded",
        needs_digit=True,
        examples=("私钥：a1b2c3d4e5f6a7b8c9d0", "2FA secret: JBSW Y3DP EHPK 3PXP"),
        counter_examples=("私钥没有泄露", "private key was not shared with anyone in 2026"),
    ),
    Rule(
        name="key after other words",
        kind="private-key",
        finds="40 or more letters and digits within 80 characters after a name for a private key",
        pattern=after(
            _LABEL,
            r"[\s\S]{0,80}?(?<![0-9A-Za-z])(?:0x)?(?!0x)(?=[A-Za-z]{0,40}\d)"
            r"(?:[0-9a-f]{64}|(?![0-9a-f]{40}(?![0-9A-Za-z]))[0-9A-Za-z+/=_-]{43,})(?![0-9A-Za-z])",
        ),
        reads="folded",
        needs_digit=True,
        examples=(
            "私钥发给客服了，" + "1a2b3c4d" * 8,
            "my private key, I think it is " + "1a2b3c4d" * 8,
        ),
        counter_examples=("私钥没丢，地址是 0x742d35Cc6634C0532925a3b844Bc454e4438f44e",),
    ),
    Rule(
        name="key before its name",
        kind="private-key",
        finds="40 or more letters and digits that are then said to be a private key",
        pattern=pattern(
            r"(?<![0-9A-Za-z+/=_-])(?:0x)?(?:[0-9a-f]{64}|(?![0-9a-f]{40}"
            r"(?![0-9A-Za-z]))[0-9A-Za-z+/=_-]{43,120})"
            rf"(?![0-9A-Za-z])[^\dA-Za-z]{{0,8}}(?:就?是|系|is|as|=)[^\d]{{0,12}}?{_LABEL.text}",
            _LONG,
        ),
        reads="folded",
        examples=("1a2b3c4d" * 8 + " 这个是钱包私钥",),
        counter_examples=("哈希 " + "1a2b3c4d" * 3 + "，不是私钥",),
    ),
    Rule(
        name="token",
        kind="private-key",
        finds="16 or more letters and digits called a token or an API key, also in an address",
        pattern=pattern(
            r"(?:(?:api|access|client|secret|auth|refresh|session|bearer)[ _-]?(?:key|token"
            r"|secret|id)|(?<![A-Za-z])token|"
            r"[?&](?:token|key|secret|auth|sig|session|code)(?==))[\s\"':=>]{0,4}(?:(?:is|是|为) "
            r"?)?[\"']?"
            r"(?=[A-Za-z_-]{0,60}\d)(?=[\d_-]{0,60}[A-Za-z])(?!0x)[A-Za-z0-9_./+-]{16,}"
        ),
        reads="folded",
        needs_digit=True,
        examples=("api key: " + "a1B2" * 5, "https://example.com/reset?token=" + "a1B2" * 5),
        counter_examples=(
            "token: 0xdAC17F958D2ee523a2206206994597C13D831ec7",
            "session token expired",
        ),
    ),
)
