"""`wallethelp flows check DIR --stats`: how large guides are, how many ways they have."""

from wallethelp.cli.desk import Desk
from wallethelp.cli.flows.opened import folder_of, open_whole
from wallethelp.cli.result import Found
from wallethelp.core.walks.counting import UncountableError, WayCounter, Ways
from wallethelp.i18n import _
from wallethelp.render.stats_page import size_of, stats_data, stats_lines


def stats(desk: Desk, given: str | None) -> Found:
    """The sizes of the guides. Raises GivenError where the pack cannot be used whole."""
    world = open_whole(desk, folder_of(desk, given)).world
    counter = WayCounter(world, desk.now())
    rows = [
        size_of(guide, _counted(counter, guide.id))
        for guide in desk.watch(_("Counting the ways"))([*world.pack.guides.values()])
    ]
    return Found(
        lines=lambda: stats_lines(rows),
        data=lambda: stats_data(rows),
        notes=(
            _("A way leads from the first question to an end, through other guides too."),
            _("Two ways differ in the answer to a question or a check, or where details lead."),
            _("Shortest and longest count questions; each detail is one."),
        ),
    )


def _counted(counter: WayCounter, guide: str) -> Ways | None:
    try:
        return counter.of(guide)
    except UncountableError:
        return None
