"""All pages of the site, in both languages."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.site.commands import command_pages
from tests.site.documents import document_pages, pictures, sources
from tests.site.house_picture import with_house
from tests.site.lists import list_pages
from tests.site.pages import Page
from tests.site.reader import guide_page
from tests.site.runs import NOW
from tests.support import shipped
from wallethelp.core.model import Pack
from wallethelp.core.text import Language
from wallethelp.i18n import LANGUAGES, speaking
from wallethelp.render.drawing import drawing_of
from wallethelp.render.svg import svg_of


def all_pages() -> list[Page]:
    """What is written, what the program says, and the guides."""
    pack = shipped().pack
    found = sources()
    pages = [*document_pages(found), *pictures(found)]
    with ProcessPoolExecutor(len(LANGUAGES), get_context("spawn")) as pool:
        for ran in pool.map(_commands, LANGUAGES):
            pages += ran
    for language in LANGUAGES:
        pages += list_pages(pack, language, NOW.date())
        pages += [guide_page(pack.guides[each.id], pack, language) for each in pack.in_menu]
    return [*with_house(pages), *_pictures(pack)]


def _commands(language: Language) -> list[Page]:
    return list(command_pages(language))


def _pictures(pack: Pack) -> Iterator[Page]:
    for language in LANGUAGES:
        with speaking(language):
            for guide in pack.guides.values():
                svg = svg_of(drawing_of(guide, pack, {}, None))
                yield Page(language=language, path=f"guides/{guide.id}.svg", text=svg)
