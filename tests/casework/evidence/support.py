"""Pieces of evidence, made up."""

from typing import Any

from msgspec.structs import replace

from tests.support import NOW
from wallethelp.core.evidence import Evidence, KeptCopy

NOTED = Evidence(
    number=1,
    name="receipt.png",
    shows="the charge of 120 CNY",
    digest="1" * 64,
    size=41_300,
    added=NOW,
    changed=NOW,
)
"""A file that is only noted."""
COPIED = replace(
    NOTED, number=2, name="chat.txt", digest="2" * 64, copy=KeptCopy(digest="2" * 64, size=41_300)
)


def noted(**changes: Any) -> Evidence:
    """A file that is only noted, with some of it changed."""
    return replace(NOTED, **changes)
