"""`wallethelp flows facts`: where each fact reaches a user."""

from pathlib import Path

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import bad_file
from wallethelp.cli.flows.opened import folder_of, walks_below
from wallethelp.cli.result import Found
from wallethelp.core.case import Case
from wallethelp.core.citations import traces_of
from wallethelp.core.limits import MAX_MISTAKES
from wallethelp.core.scripts import Walk
from wallethelp.core.session import World
from wallethelp.i18n import _
from wallethelp.pack.scripts import load_walks
from wallethelp.render.citations_page import citations_data, citations_markdown, citations_page
from wallethelp.ui.player import play_walks
from wallethelp.working_days import REGIONAL, MainlandCalendar


def facts(desk: Desk, given: str | None, *, markdown: bool) -> Found:
    """Every fact of a pack with where it is cited and a walk that reaches it.

    With exit code 1 where a fact reaches nobody; raises GivenError where a walk cannot be played.
    """
    folder = folder_of(desk, given)
    loaded = desk.loaded(folder)
    pack = loaded.pack
    world = World(pack=pack, calendar=MainlandCalendar(), elsewhere=REGIONAL)
    laid = loaded.read.laid
    rows = traces_of(pack, _played(folder, walks_below(laid), world))
    # What no longer reaches anybody in the pack that is extended is not this author's to mend.
    missing = [
        row.fact
        for row in rows
        if row.walk is None and (laid is None or laid.place("facts.yaml", (row.fact,)) is not None)
    ]
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


def _played(folder: Path, below: tuple[Walk, ...], world: World) -> dict[str, Case]:
    """The case of every walk of the pack in `folder`, and of those `below`, by its title.

    Raises GivenError where a walk of its own cannot be played.
    """
    walks, mistakes = load_walks(folder)
    found = {
        played.walk.title: played.case
        for played in play_walks(world, below)
        if played.case is not None
    }
    for played in play_walks(world, walks):
        mistakes += played.mistakes
        if played.case is not None:
            found[played.walk.title] = played.case
    if mistakes:
        raise bad_file(mistakes[:MAX_MISTAKES])
    return found
