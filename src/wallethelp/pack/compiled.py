"""A pack as one file of plain data, of which only what is needed is read.

A mark, the length and digest of the head, the head, then the parts. The head says where each part
lies; guides and wallets are parts of their own, found by a table that is a part too, and so is what
was learned from phrases. Every part has a digest, and is decoded by its type: what is damaged is
noticed when it is read.
"""

import os
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import finalize

from msgspec import Struct
from msgspec.msgpack import decode, encode

from wallethelp import __version__
from wallethelp.core.guide import Guide
from wallethelp.core.model import (
    Fact,
    FieldSpec,
    Guides,
    Listed,
    Pack,
    PackInfo,
    Rung,
    Tip,
    Wallet,
    listed_of,
)
from wallethelp.core.onward import Onward
from wallethelp.system import read_at

if TYPE_CHECKING:
    from wallethelp.core.triage.guides import Learned

_MARK = b"wallethelp pack 1\n"
_DIGEST = 16
_LENGTH = 4
_MOST = 1 << 30
"""Bytes that no part has."""
_KINDS = ("B", "H", "I", "b", "f")
"""Numbers that are kept: of one, two and four bytes, and with a sign, and broken ones."""

T = TypeVar("T")


class DamagedError(Exception):
    """The file is not what was written."""


class Origin(Struct, frozen=True, kw_only=True):
    """What a file was made from: a folder and the state it was in; empty for the shipped pack."""

    folder: bytes = b""
    state: bytes = b""
    below: bytes = b""
    """The state of the pack that this one extends; empty where it extends none."""


class Opened(Struct, frozen=True):
    """A pack that can be used, and what of its folder cannot: files with mistakes.

    It was read from `file`; without one, from YAML of the `origin`, where that is known.
    """

    pack: Pack
    left_out: tuple[str, ...]
    origin: Origin | None = None
    file: "CompiledFile | None" = None


class _Place(Struct, frozen=True, array_like=True):
    start: int
    length: int
    digest: bytes


class _Head(Struct, frozen=True, kw_only=True):
    version: str
    origin: Origin
    left_out: tuple[str, ...]
    fingerprint: str | None
    parts: dict[str, _Place]


class _Row(Struct, frozen=True, array_like=True):
    place: _Place


class _ListedRow(_Row, frozen=True, array_like=True):
    listed: Listed


# --- writing ------------------------------------------------------------------------------------


def compiled(
    pack: Pack, left_out: tuple[str, ...], origin: Origin, learned: "Learned | None" = None
) -> bytes:
    """The file for a pack, with what was `learned` from its phrases if that is known."""
    body = bytearray()

    def put(value: object) -> _Place:
        content = encode(value, enc_hook=_plain)
        body.extend(content)
        return _Place(len(body) - len(content), len(content), _digest(content))

    wallets = {name: _Row(put(wallet)) for name, wallet in pack.wallets.items()}
    guides = {name: _ListedRow(put(guide), listed_of(guide)) for name, guide in pack.guides.items()}
    parts = {
        "info": pack.info,
        "fields": dict(pack.fields),
        "ladder": dict(pack.ladder),
        "facts": dict(pack.facts),
        "tips": dict(pack.tips),
        "after": dict(pack.after),
        "wallets": wallets,
        "guides": guides,
        "learned": learned,
    }
    places = {name: put(value) for name, value in parts.items()}
    head = encode(
        _Head(
            version=__version__,
            origin=origin,
            left_out=left_out,
            fingerprint=pack.fingerprint,
            parts=places,
        )
    )
    return b"".join((_MARK, len(head).to_bytes(_LENGTH, "big"), _digest(head), head, body))


def _plain(numbers: object) -> tuple[str, bytes]:
    """Numbers as they are kept: their kind, and their bytes, the lowest first."""
    if not isinstance(numbers, array):
        raise NotImplementedError
    return numbers.typecode, _lowest_first(numbers).tobytes()


def _lowest_first(numbers: "array[Any]") -> "array[Any]":
    """The numbers as this computer has them from the lowest byte first, or the other way round."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=_DIGEST).digest()


# --- reading ------------------------------------------------------------------------------------


class CompiledFile:
    """An open file. Another one put in its place meanwhile does not change what is read here."""

    def __init__(self, descriptor: int) -> None:
        """Take over the `descriptor` of the file. Raises DamagedError."""
        self._descriptor = descriptor
        finalize(self, os.close, descriptor)
        begin = len(_MARK) + _LENGTH + _DIGEST
        start = self._bytes(0, begin)
        if not start.startswith(_MARK):
            raise DamagedError
        length = int.from_bytes(start[len(_MARK) : -_DIGEST], "big")
        self._base = begin + length
        self._head: _Head = _decoded(self._bytes(begin, length), start[-_DIGEST:], _Head)

    @property
    def origin(self) -> Origin:
        """What it was made from."""
        return self._head.origin

    @property
    def fingerprint(self) -> str | None:
        """That of a pack that did not come with the program."""
        return self._head.fingerprint

    @property
    def is_ours(self) -> bool:
        """Whether this version of the program wrote it."""
        return self._head.version == __version__

    def opened(self, again: Callable[[], Pack]) -> Opened:
        """The pack, read where it is looked at; of `again`, read anew, where a part is damaged.

        Raises DamagedError where what every command needs is.
        """
        whole = cache(again)
        pack = Pack(
            info=self._part("info", PackInfo),
            fields=self._section("fields", FieldSpec, whole),
            ladder=self._section("ladder", Rung, whole),
            facts=self._section("facts", Fact, whole),
            tips=self._section("tips", Tip, whole),
            after=self._section("after", Onward, whole),
            wallets=_Lazy(*self._table("wallets", _Row, Wallet, whole)),
            guides=_LazyGuides(*self._table("guides", _ListedRow, Guide, whole)),
            fingerprint=self.fingerprint,
        )
        return Opened(pack, self._head.left_out, self.origin, self)

    def learned(self) -> "Learned | None":
        """What was learned from the phrases, if it was kept. Raises DamagedError."""
        from wallethelp.core.triage.guides import Learned

        found: Learned | None = self._part("learned", Learned | None)
        return found

    def _section(self, name: str, kind: Any, whole: Callable[[], Pack]) -> "_Lazy[Any]":
        """A part that is read at once when something in it is looked at."""

        @cache
        def everything() -> Mapping[str, Any]:
            try:
                section: Mapping[str, Any] = self._part(name, dict[str, kind])
            except DamagedError:
                section = getattr(whole(), name)
            return section

        return _Lazy(everything, lambda item: everything()[item])

    def _table(
        self, name: str, row_kind: Any, kind: Any, whole: Callable[[], Pack]
    ) -> tuple[Any, Any]:
        """What stands in a table of parts, and what reads the part of one name."""

        @cache
        def rows() -> Mapping[str, Any]:
            try:
                table: Mapping[str, Any] = self._part(name, dict[str, row_kind])
            except DamagedError:
                table = getattr(whole(), name)
            return table

        def item(key: str) -> Any:
            row = rows()[key]
            try:
                return self._at(row.place, kind) if isinstance(row, _Row) else row
            except DamagedError:
                return getattr(whole(), name)[key]

        return rows, item

    def _part(self, name: str, kind: Any) -> Any:
        return self._at(self._head.parts[name], kind)

    def _at(self, place: _Place, kind: Any) -> Any:
        return _decoded(self._bytes(self._base + place.start, place.length), place.digest, kind)

    def _bytes(self, start: int, length: int) -> bytes:
        if not 0 <= length < _MOST or not 0 <= start < _MOST:
            raise DamagedError
        try:
            return read_at(self._descriptor, start, length)
        except OSError as error:
            raise DamagedError from error


def _decoded(content: bytes, digest: bytes, kind: Any) -> Any:
    if _digest(content) != digest:
        raise DamagedError
    try:
        return decode(content, type=kind, dec_hook=_numbers)
    except ValueError as error:
        raise DamagedError from error


def _numbers(_kind: type, kept: Any) -> "array[Any]":
    """Numbers that were kept. Raises ValueError or TypeError for what is none."""
    typecode, content = kept
    if typecode not in _KINDS:
        raise ValueError(typecode)
    return _lowest_first(array(typecode, content))


class _Lazy(Mapping[str, T]):
    """What is read when it is looked at; `names` without the rest."""

    def __init__(self, names: Callable[[], Mapping[str, Any]], item: Callable[[str], T]) -> None:
        self._names = names
        # The same value each time: caches know a guide by its identity.
        self._item = cache(item)

    def __getitem__(self, name: str) -> T:
        return self._item(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())


class _LazyGuides(_Lazy[Guide], Guides):
    """Guides whose titles are known before one is read."""

    @property
    def listed(self) -> Iterator[Listed]:
        """What a list says of each."""
        rows = self._names().values()
        return (row.listed if isinstance(row, _ListedRow) else listed_of(row) for row in rows)
