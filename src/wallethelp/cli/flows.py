"""`wallethelp flows facts`: where each fact reaches a user."""

from pathlib import Path

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import bad_file
from wallethelp.cli.result import Found
from wallethelp.core.case import Case
from wallethelp.core.citations import traces_of
from wallethelp.core.limits import MAX_MISTAKES
from wallethelp.core.session import World
from wallethelp.i18n import _
from wallethelp.pack.scripts import load_walks
from wallethelp.render.citations_page import citations_data, citations_markdown, citations_page
from wallethelp.ui.player import play_walks
from wallethelp.working_days import REGIONAL, MainlandCalendar


def facts(desk: Desk, *, markdown: bool) -> Found:
    """Every fact with where it is cited and a walk that reaches it.

    With exit code 1 where a fact reaches nobody; raises GivenError where a walk cannot be played.
    """
    pack = desk.loaded.pack
    world = World(pack=pack, calendar=MainlandCalendar(), elsewhere=REGIONAL)
    rows = traces_of(pack, _played(desk.folder, world))
    missing = [row.fact for row in rows if row.walk is None]
    lines = (lambda: [citations_markdown(rows, pack).rstrip("\n")]) if markdown else None
    return Found(
        page=None if markdown else lambda: citations_page(rows, pack),
        lines=lines,
        data=lambda: citations_data(rows, pack),
        notes=(_("No walk reaches: {names}").format(names=_(", ").join(missing)),)
        if missing
        else (),
        code=1 if missing else 0,
    )


def _played(folder: Path, world: World) -> dict[str, Case]:
    """The case of every walk by its title. Raises GivenError where a walk cannot be played."""
    walks, mistakes = load_walks(folder)
    found: dict[str, Case] = {}
    for played in play_walks(world, walks):
        mistakes += played.mistakes
        if played.case is not None:
            found[played.walk.title] = played.case
    if mistakes:
        raise bad_file(mistakes[:MAX_MISTAKES])
    return found
