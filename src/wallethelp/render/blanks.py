"""Letters to sign: what was hidden in them is a line to write on by hand."""

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from wallethelp.i18n import _
from wallethelp.render.page import BLANK, Block, Entry, Paragraph, Quote, Signing

_HIDDEN = re.compile(r"•+|\*{4}(?=\w{1,4}\b)")
"""What redaction and the door of typed text leave of what identifies somebody."""


def blank(text: str) -> str:
    """`text` with a line in place of all that was hidden."""
    return _HIDDEN.sub(BLANK, text)


def blanked(page: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a letter, with lines in place of all that was hidden."""
    for block in page:
        match block:
            case Entry(text=text, details=details):
                yield replace(block, text=blank(text), details=tuple(map(blank, details)))
            case Paragraph(text=text) | Quote(text=text):
                yield replace(block, text=blank(text))
            case _:
                yield block


def sender(helped: str | None) -> Iterator[Block]:
    """Who writes and how they are reached: the program keeps neither. `helped` is asked for."""
    name = BLANK
    if helped is not None:
        name = _("{name}, on behalf of {helped}").format(name=BLANK, helped=helped)
    yield Entry(_("From"), name)
    yield Entry(_("Phone or e-mail"), BLANK)


def signing() -> Signing:
    """Where it is signed."""
    told = _("What stands above is true as far as I know.")
    return Signing(told, (_("Name"), _("Signature"), _("Place and date")))
