"""A case on its way to another computer: all that is kept of it."""

from wallethelp.core.evidence import Pieces
from wallethelp.core.history import Closing, Contacted
from wallethelp.core.session import Session
from wallethelp.core.shape import Frozen
from wallethelp.core.values import Key


class Transfer(Frozen, kw_only=True):
    """What one computer keeps of a case, for another to take in."""

    zone: Key | None
    """The IANA name of the time zone of the case."""
    guides: Key
    """Which state of the guides it was made with."""
    session: Session
    contacts: tuple[Contacted, ...]
    evidence: Pieces
    closed: bool
    closing: Closing | None
