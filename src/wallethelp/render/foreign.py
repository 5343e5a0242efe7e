"""What is said of a pack that did not come with the program: its name, maker and fingerprint."""

from wallethelp import __version__
from wallethelp.core.limits import short
from wallethelp.core.model import Pack
from wallethelp.core.shape import Frozen
from wallethelp.i18n import _, say
from wallethelp.render.page import Block, Page, Paragraph, Rule, Title


class ForeignPart(Frozen, kw_only=True):
    """A pack that did not come with the program: all but the fingerprint in its own words."""

    name: str
    made_by: str | None
    fingerprint: str
    extends: str | None
    """The program with its version, to whose guides it adds or whose parts it replaces."""
    text: str
    """All of it, in two sentences."""
    brief: str
    """The same on a line."""


def foreign(pack: Pack) -> ForeignPart | None:
    """What is said of `pack`, in the language in use; None where it came with the program."""
    if pack.fingerprint is None:
        return None
    name = short(say(pack.info.title))
    made_by = short(say(pack.info.made_by)) if pack.info.made_by is not None else None
    if made_by is not None:
        maker = _("by its own words made by “{maker}”").format(maker=made_by)
    else:
        maker = _("which does not say who made it")
    extends = f"{pack.info.extends} {__version__}" if pack.info.extends is not None else None
    if extends is not None:
        maker = _("{maker}, a changed form of those of {program}").format(
            maker=maker, program=extends
        )
    return ForeignPart(
        name=name,
        made_by=made_by,
        fingerprint=pack.fingerprint,
        extends=extends,
        text=_(
            "These guides did not come with the program: “{name}”, {maker}. Fingerprint:"
            " {fingerprint}"
        ).format(name=name, maker=maker, fingerprint=pack.fingerprint),
        brief=_(
            "Not the program's own guides: “{name}”, it says by “{maker}”; {fingerprint}"
        ).format(name=name, maker=made_by or "?", fingerprint=pack.fingerprint),
    )


def foreign_blocks(part: ForeignPart | None) -> Page:
    """The mark of a page whose advice is from such a pack."""
    return (Paragraph(part.text, "warning"),) if part is not None else ()


def marked(page: Page, part: ForeignPart | None) -> Page:
    """`page` with the mark below its title."""
    begin = next((n for n, block in enumerate(page) if not isinstance(block, Title | Rule)), 0)
    blocks: tuple[Block, ...] = page
    return (*blocks[:begin], *foreign_blocks(part), *blocks[begin:])
