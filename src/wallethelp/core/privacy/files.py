"""Files that are plainly a secret: known by their name, or by how their content begins."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from wallethelp.core.privacy.door import find_secret, inspect
from wallethelp.core.privacy.phrases import is_nothing_but_words
from wallethelp.core.privacy.verdicts import Passed, Secret
from wallethelp.core.text import clean
from wallethelp.core.values import HIDDEN

FileKind = Literal["key-file", "wallet-file", "password-file", "settings-file"]
HEAD = 1_000_000
"""Bytes of a file that are looked at."""
MAX_SEARCHED = 100_000
"""Characters of a text that are searched for secrets: it takes a second or two."""


class FileRow(NamedTuple):
    """One kind of file: by its name, by what is inside, or as JSON by the names in it.

    A name is in small letters; `*` begins or ends it. `keys` are names of which all stand in the
    object that the file holds.
    """

    kind: FileKind
    finds: str
    names: tuple[str, ...] = ()
    inside: tuple[re.Pattern[bytes], ...] = ()
    keys: tuple[tuple[bytes, ...], ...] = ()
    examples: Mapping[str, bytes] = {}
    """Names with the beginning of the content; the row finds each of them."""
    counter_examples: Mapping[str, bytes] = {}

    def finds_in(self, name: str, head: bytes) -> bool:
        """Whether a file of this name, in small letters, and this beginning is one."""
        if any(_is_called(name, pattern) for pattern in self.names):
            return True
        if any(pattern.search(head) for pattern in self.inside):
            return True
        is_object = bool(self.keys) and head.lstrip()[:1] == b"{"
        return is_object and any(all(b'"%b"' % key in head for key in row) for row in self.keys)


def _is_called(name: str, pattern: str) -> bool:
    if pattern.startswith("*"):
        return name.endswith(pattern[1:])
    return name.startswith(pattern[:-1]) if pattern.endswith("*") else name == pattern


def _begins(*patterns: bytes) -> tuple[re.Pattern[bytes], ...]:
    return tuple(re.compile(rb"\A(?:%b)" % pattern, re.DOTALL) for pattern in patterns)


_SQLITE = rb"SQLite format 3\x00"
_BITCOIN = rb"\xf9\xbe\xb4\xd9|\x0b\x11\x09\x07|\xfa\xbf\xb5\xda|\x0a\x03\xcf\x40"
_COLUMNS = rb"(?=[^\n]{0,400}\b%b\b)"

FILES = (
    FileRow(
        kind="key-file",
        finds="Private keys as PEM, OpenSSH, PuTTY and PGP write them",
        names=("id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "*.ppk", "*.pvk"),
        inside=(
            re.compile(rb"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"),
            *_begins(rb"PuTTY-User-Key-File-"),
        ),
        examples={
            "id_ed25519": b"",
            "server.txt": b"-----BEGIN EC PRIVATE KEY-----\n",
            "mine.asc": b"-----BEGIN PGP PRIVATE KEY BLOCK-----\n",
            "login.ppk": b"PuTTY-User-Key-File-3: ssh-rsa",
            "login": b"PuTTY-User-Key-File-3: ssh-rsa",
        },
        counter_examples={
            "id_rsa.pub": b"ssh-rsa AAAAB3Nza",
            "bank.pem": b"-----BEGIN CERTIFICATE-----\n",
        },
    ),
    FileRow(
        kind="key-file",
        finds="Private keys in DER (PKCS #1, PKCS #8, SEC 1)",
        inside=_begins(
            rb"0(?:\x82..|\x81.|.)\x02\x01\x00(?:0.\x06|\x02\x82)", rb"0.\x02\x01\x01\x04"
        ),
        examples={
            "key.der": b"0\x82\x04\xa4\x02\x01\x00\x02\x82\x01\x01",
            "key.p8": b"0\x81\x87\x02\x01\x000\x13\x06\x07",
            "ec.der": b"0w\x02\x01\x01\x04 ",
        },
        counter_examples={"bank.cer": b"0\x82\x03\x1e0\x82\x02\x06\xa0\x03"},
    ),
    FileRow(
        kind="key-file",
        finds="Stores of keys (PKCS #12, Java)",
        names=("*.p12", "*.pfx", "*.jks", "*.jceks", "*.bks", "*.keystore"),
        inside=_begins(rb"\xfe\xed\xfe\xed|\xce\xce\xce\xce", rb"0.{1,4}\x02\x01\x030"),
        examples={
            "me.pfx": b"",
            "release.keystore": b"",
            "store": b"\xfe\xed\xfe\xed\x00\x00\x00\x02",
            "cert": b"0\x82\x0a\x00\x02\x01\x030\x82",
        },
        counter_examples={"keystore.png": b"\x89PNG"},
    ),
    FileRow(
        kind="wallet-file",
        finds="Wallets of Bitcoin Core, Electrum and Monero",
        names=("wallet.dat", "default_wallet", "*.wallet", "*.electrum", "*.wallet.keys"),
        inside=_begins(
            rb".{12}(?:\x62\x31\x05\x00|\x00\x05\x31\x62)",  # Berkeley DB
            rb"%b.{52}(?:%b)" % (_SQLITE, _BITCOIN),
            rb"QklFM[Qg]",
        ),
        keys=((b"seed_version",), (b"wallet_type", b"keystore")),
        examples={
            "wallet.dat": b"",
            "old.bak": b"\x00" * 12 + b"\x62\x31\x05\x00",
            "copy.sqlite": b"SQLite format 3\x00" + b"\x00" * 52 + b"\xf9\xbe\xb4\xd9",
            "locked": b"QklFMQJ6a1",
            "copy.json": b'{"keystore": {"type": "bip32"}, "seed_version": 41}',
        },
        counter_examples={
            "notes.sqlite": b"SQLite format 3\x00" + b"\x00" * 56,
            "order.json": b'{"wallet": "upay", "amount": 120}',
        },
    ),
    FileRow(
        kind="wallet-file",
        finds="Keystores of Ethereum and vaults of browser wallets",
        names=("utc--20*",),
        keys=((b"ciphertext", b"kdf"), (b"data", b"iv", b"salt")),
        examples={
            "utc--2026-11-20t07-00-00.0z--742d35cc": b"",
            "account.json": b'{"crypto": {"ciphertext": "9a", "kdf": "scrypt"}}',
            "vault.json": b'{"data": "x", "iv": "y", "salt": "z"}',
        },
        counter_examples={"order.json": b'{"data": {"amount": 120}}'},
    ),
    FileRow(
        kind="password-file",
        finds="Passwords kept or exported (KeePass, 1Password, Password Safe, Bitwarden, browsers)",
        names=(
            *("*.kdbx", "*.kdb", "*.psafe3", "*.1pif", "*.1pux", "*.keychain", "*.keychain-db"),
            *("login data", "logins.json", "key3.db", "key4.db", "credentials"),
            *("cookies", "cookies.sqlite", "cookies.txt"),
        ),
        inside=(
            *_begins(
                rb"\x03\xd9\xa2\x9a|PWS3",
                rb"(?i:(?:\xef\xbb\xbf)?%b%b[^\n,]+,)"
                % (_COLUMNS % b"password", _COLUMNS % rb"(?:url|website|login_uri|username)"),
            ),
            re.compile(rb"CREATE TABLE logins"),
        ),
        keys=((b"encrypted", b"items"), (b"encKeyValidation_DO_NOT_EDIT",)),
        examples={
            "mine.kdbx": b"",
            "login data": b"",
            "old": b"\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5",
            "chrome passwords.csv": b"name,url,username,password,note\n",
            "bitwarden.json": b'{"encrypted": false, "items": [{"login": {}}]}',
        },
        counter_examples={"bill.csv": b"date,amount,username\n2026-11-20,120,lin\n"},
    ),
    FileRow(
        kind="settings-file",
        finds="Settings in which programs keep secrets",
        names=(
            *(".env", ".env.*", "*.env", ".netrc", "_netrc", ".pgpass", ".my.cnf"),
            *(".htpasswd", ".git-credentials", ".npmrc", ".pypirc"),
        ),
        examples={".env": b"", ".env.local": b"", "production.env": b"", ".netrc": b""},
        counter_examples={"environment.txt": b"Android 14", "env.png": b"\x89PNG"},
    ),
)
"""In their order; the first that fits says what it is."""


def file_secret(name: str, head: bytes) -> FileKind | Secret | None:
    """What makes a file plainly a secret: its kind, or what its text holds; else None.

    `head` are the first HEAD bytes. Of a text the first MAX_SEARCHED characters are searched.
    """
    row = next((row for row in FILES if row.finds_in(name.lower(), head)), None)
    if row is not None:
        return row.kind
    text = text_in(head)
    if text is None:
        return None
    searched = clean(text[:MAX_SEARCHED])
    return find_secret(searched) or ("recovery-phrase" if is_nothing_but_words(searched) else None)


def kept_name(name: str) -> str:
    """A file's name as it is kept: without what no screen can show, and card numbers cut.

    One that holds a secret is hidden but for its ending.
    """
    written = clean(name.encode("utf-8", "replace").decode())
    verdict = inspect(written, "account")
    if isinstance(verdict, Passed) and verdict.text:
        return verdict.text
    ending = re.search(r"\.[A-Za-z0-9]{1,8}\Z", written)
    return HIDDEN + (ending[0] if ending else "")


def is_too_long_to_search(head: bytes, size: int) -> bool:
    """Whether a file of `size` bytes is a text of which only the beginning was searched."""
    text = text_in(head)
    return text is not None and (size > len(head) or len(text) > MAX_SEARCHED)


_MARKS = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe\x00\x00": "utf-32-le",
    b"\x00\x00\xfe\xff": "utf-32-be",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
"""What a text may begin with, by which its encoding is told; a longer mark before a shorter one."""
_CUT = 3
"""Bytes of a character that may lie behind the end of a head."""


def text_in(head: bytes) -> str | None:
    """The text that a file begins with, whatever its encoding; None where it is no text.

    Where no encoding is told, every byte is read as a sign: what names a secret is mostly ASCII.
    """
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    if b"\0" in head:
        # Letters of UTF-16 without a mark have a zero in every second place.
        even, odd = head[::2].count(0), head[1::2].count(0)
        if max(even, odd) * 2 < len(head) * 0.8 or min(even, odd) > len(head) * 0.05:
            return None
        return head.decode("utf-16-le" if odd > even else "utf-16-be", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return head.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start >= len(head) - _CUT and len(head) >= HEAD:
                return head.decode(encoding, "ignore")
    begin = head[:4096]
    controls = sum(byte < 9 or 13 < byte < 32 for byte in begin)
    return head.decode("latin-1") if controls * 50 < len(begin) else None
