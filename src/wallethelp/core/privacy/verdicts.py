"""What the door says of a text."""

from typing import Literal

from msgspec import Struct

Secret = Literal["password", "code", "card-check", "recovery-phrase", "private-key", "bare-code"]
Doubt = Literal["card-like", "key-like"]
TextKind = Literal["free", "reference", "account", "typed"]
"""What a text may hold: free prose, an order number, an account name, or a typed value."""


class Refused(Struct, frozen=True):
    """Holds a secret; nothing of it may be kept."""

    secret: Secret


class Doubtful(Struct, frozen=True):
    """Looks like a card number or a key; kept only if the person says it is not."""

    doubt: Doubt


class Passed(Struct, frozen=True):
    """May be kept; `cut` tells whether a card or identity number was cut to its last digits."""

    text: str
    cut: bool
