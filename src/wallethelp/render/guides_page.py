"""The guides as a list."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from wallethelp.core.guide import Guide
from wallethelp.core.model import Listed, Pack
from wallethelp.i18n import _, say
from wallethelp.render.page import Block, Entry, Page, Paragraph, Rule, Section, Title

if TYPE_CHECKING:
    from wallethelp.core.triage.guides import Triage


def guides_page(pack: Pack, flows: str) -> Page:
    """Every guide by its group in the menu.

    `flows` is what a command that is advised needs at its end.
    """

    def blocks() -> Iterator[Block]:
        yield Title(_("Guides"))
        yield Rule()
        for category in pack.info.categories:
            guides = pack.in_category(category.id)
            if guides:
                yield Section(say(category.title))
                for guide in guides:
                    about = (say(guide.about),) if guide.about is not None else ()
                    yield Entry("-", say(guide.title), (*about, guide.id))
        yield Paragraph("")
        start = _("Start one: wallethelp diagnose --guide NAME{flows}").format(flows=flows)
        yield Paragraph(start, "quiet")

    return tuple(blocks())


def guides_data(pack: Pack) -> list[dict[str, Any]]:
    """The list as plain data for `--json`."""
    return [
        {
            **named_data(guide),
            "about": say(guide.about) if guide.about is not None else None,
            "category": {"id": category.id, "name": say(category.title)},
        }
        for category in pack.info.categories
        for guide in pack.in_category(category.id)
    ]


def named_data(guide: Guide | Listed) -> dict[str, Any]:
    """What data on a guide begins with."""
    return {"schema": "wallethelp.guide/1", "id": guide.id, "name": say(guide.title)}


def found_page(triage: "Triage", titles: Mapping[str, str]) -> Page:
    """The guides a sentence may be about."""

    def blocks() -> Iterator[Block]:
        if triage.is_off_topic:
            yield Paragraph(_("This does not look like a problem one of the guides is for."))
        for match in triage.matches[:3]:
            yield Entry(f"{match.score:.2f}", titles[match.guide], (match.guide,))
        if triage.is_clear:
            yield Paragraph(_("The first one is a clear winner."), "good")

    return tuple(blocks())
