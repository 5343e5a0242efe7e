"""What may be wrong with a case from another computer: a file may have been written by anybody."""

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from wallethelp.core.history import LOG_FIELDS
from wallethelp.core.mistakes import Place
from wallethelp.core.privacy.door import find_secret
from wallethelp.core.text import has_unsafe_characters
from wallethelp.core.transfer import Transfer
from wallethelp.core.values import HIDDEN


class Problem(Struct, frozen=True):
    """What is wrong at a place of a case; `code` has its words among those of mistakes."""

    place: Place
    code: str


_NAME = re.compile(r"[a-z0-9][a-z0-9/_-]{0,99}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_YEARS = range(2000, 2101)
_LONGEST = 4_000
_MOST = Decimal(10) ** 15
_LEAST_EXPONENT = -18


def problems(kept: Transfer) -> Iterator[Problem]:
    """Whatever this program would never have kept."""
    for place, leaf in _leaves(kept, ()):
        code = _wrong(leaf)
        if code is not None:
            yield Problem(place, code)
    for place, name in _names(kept):
        if _NAME.fullmatch(name) is None:
            yield Problem(place, "no-name")
    numbers = [piece.number for piece in kept.evidence]
    for at, piece in enumerate(kept.evidence):
        if _DIGEST.fullmatch(piece.digest) is None:
            yield Problem(("evidence", at, "digest"), "no-digest")
        if not 1 <= piece.number <= 10_000 or numbers.count(piece.number) > 1 or piece.size < 0:
            yield Problem(("evidence", at, "number"), "no-number")


def masked(kept: Transfer) -> bool:
    """Whether something in it was masked when it left."""
    return any(isinstance(leaf, str) and HIDDEN in leaf for _place, leaf in _leaves(kept, ()))


def _names(kept: Transfer) -> Iterator[tuple[Place, str]]:
    session = kept.session
    yield ("session", "guide"), session.guide
    if session.wallet is not None:
        yield ("session", "wallet"), session.wallet
    for part in ("answers", "added"):
        for at, answer in enumerate(getattr(session, part)):
            yield ("session", part, at, "key"), answer.key
    for at, contact in enumerate(kept.contacts):
        yield ("contacts", at, "channel"), contact.channel
        for name in contact.details:
            if name not in LOG_FIELDS:
                yield ("contacts", at, "details", name), ""


def _leaves(value: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    if isinstance(value, Struct):
        for part in fields(value):
            yield from _leaves(getattr(value, part.name), (*place, part.encode_name))
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from _leaves(one, (*place, at))
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _leaves(one, (*place, name))
    else:
        yield place, value


def _wrong(leaf: object) -> str | None:
    match leaf:
        case str() if has_unsafe_characters(leaf):
            return "schema.unsafe_characters"
        case str() if len(leaf) > _LONGEST:
            return "text-too-long"
        case str() if find_secret(leaf) is not None:
            return "holds-secret"
        case datetime() if leaf.year not in _YEARS:
            return "no-such-year"
        case Decimal() if not leaf.is_finite() or abs(leaf) > _MOST or _is_too_fine(leaf):
            return "no-amount"
        case _:
            return None


def _is_too_fine(amount: Decimal) -> bool:
    exponent = amount.as_tuple().exponent
    return not isinstance(exponent, int) or exponent < _LEAST_EXPONENT
