"""What is said of a pack that did not come with the program: its name, maker and fingerprint."""

from collections.abc import Collection, Iterator, Mapping

from wallethelp import __version__
from wallethelp.core.limits import short
from wallethelp.core.model import Pack
from wallethelp.core.shape import Frozen
from wallethelp.core.text import Language
from wallethelp.i18n import _, joined, language, say
from wallethelp.render.page import Block, Page, Paragraph, Rule, Title


class ForeignPart(Frozen, kw_only=True):
    """A pack that did not come with the program: all but the fingerprint in its own words."""

    name: str
    made_by: str | None
    fingerprint: str
    extends: str | None
    """The program with its version, to whose guides it adds or whose parts it replaces."""
    languages: tuple[Language, ...]
    """Those it is written in."""
    text: str
    """All of it, in two sentences; in one more, that it is not in the language in use."""
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
    whose = _(
        "These guides did not come with the program: “{name}”, {maker}. Fingerprint: {fingerprint}"
    ).format(name=name, maker=maker, fingerprint=pack.fingerprint)
    return ForeignPart(
        name=name,
        made_by=made_by,
        fingerprint=pack.fingerprint,
        extends=extends,
        languages=pack.info.languages,
        text=joined([*_only_in(pack.info.languages), whose]),
        brief=_(
            "Not the program's own guides: “{name}”, it says by “{maker}”; {fingerprint}"
        ).format(name=name, maker=made_by or "?", fingerprint=pack.fingerprint),
    )


def _only_in(languages: Collection[Language]) -> Iterator[str]:
    """That the guides are not in the language in use, where that is so."""
    only: Mapping[Language, str] = {
        "zh": _("These guides are in Chinese only."),
        "en": _("These guides are in English only."),
    }
    if language() not in languages:
        yield from (only[one] for one in languages)


def foreign_blocks(part: ForeignPart | None) -> Page:
    """The mark of a page whose advice is from such a pack."""
    return (Paragraph(part.text, "warning"),) if part is not None else ()


def marked(page: Page, part: ForeignPart | None) -> Page:
    """`page` with the mark below its title."""
    begin = next((n for n, block in enumerate(page) if not isinstance(block, Title | Rule)), 0)
    blocks: tuple[Block, ...] = page
    return (*blocks[:begin], *foreign_blocks(part), *blocks[begin:])
