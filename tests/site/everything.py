"""All pages of the site, in both languages."""

from collections.abc import Iterator
from datetime import date

from tests.site.documents import document_pages, pictures, sources
from tests.site.lists import list_pages
from tests.site.pages import Page
from tests.site.reader import guide_page
from tests.support import shipped
from wallethelp.core.model import Pack
from wallethelp.i18n import LANGUAGES, speaking
from wallethelp.render.drawing import drawing_of
from wallethelp.render.svg import svg_of

TODAY = date(2026, 11, 27)
"""The day on which everything is shown, so that nothing changes but what was changed."""


def all_pages() -> list[Page]:
    """What is written, what the program says, and the guides."""
    pack = shipped().pack
    found = sources()
    pages = [*document_pages(found), *pictures(found)]
    for language in LANGUAGES:
        pages += list_pages(pack, language, TODAY)
        pages += [guide_page(pack.guides[each.id], pack, language) for each in pack.in_menu]
    return [*pages, *_pictures(pack)]


def _pictures(pack: Pack) -> Iterator[Page]:
    for language in LANGUAGES:
        with speaking(language):
            for guide in pack.guides.values():
                svg = svg_of(drawing_of(guide, pack, {}, None))
                yield Page(language=language, path=f"guides/{guide.id}.svg", text=svg)
