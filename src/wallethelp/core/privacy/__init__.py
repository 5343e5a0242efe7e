"""Secrets are refused, numbers that identify are cut, contacts are masked.

See docs/design.md#what-is-hidden; docs/safety.md says in words what is recognised and what cannot
be. Every repetition in a pattern is bounded or begins where a word begins, so that no text takes
long to read.
"""

from wallethelp.core.privacy.contacts import mask_contacts
from wallethelp.core.privacy.door import find_secret, inspect
from wallethelp.core.privacy.numbers import cut_numbers
from wallethelp.core.privacy.verdicts import Doubt, Doubtful, Passed, Refused, Secret, TextKind

__all__ = [
    "Doubt",
    "Doubtful",
    "Passed",
    "Refused",
    "Secret",
    "TextKind",
    "cut_numbers",
    "find_secret",
    "inspect",
    "mask_contacts",
]
