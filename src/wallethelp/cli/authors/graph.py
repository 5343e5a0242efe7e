"""`wallethelp flows graph GUIDE`: a guide drawn, with its problems and what no walk passes."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

from wallethelp.cli.authors.opened import OpenedPack, check_guide, open_whole
from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError, unknown_name
from wallethelp.cli.writing import write_output
from wallethelp.core.coverage import Coverage, passed_by, spots_of
from wallethelp.core.lint import lint
from wallethelp.core.mistakes import Mistake
from wallethelp.i18n import _
from wallethelp.pack.scripts import load_walks
from wallethelp.render.drawing import Drawing, drawing_of, problem_step
from wallethelp.render.drawn_tree import tree_page
from wallethelp.render.mermaid import mermaid_of
from wallethelp.render.mistakes import mistake_data
from wallethelp.ui.player import play_walks

FORMATS = ("text", "svg", "mermaid")


def graph(
    desk: Desk, guide: str, given: str | None, *, form: str, output: Path | None, force: bool
) -> None:
    """The guide as a tree in the terminal, or as a picture for a file or another program.

    Raises UsageError for an unknown guide or format, GivenError for a pack that cannot be used.
    """
    if form not in FORMATS:
        raise unknown_name(_("format"), form, FORMATS)
    opened = open_whole(desk, given)
    pack = opened.world.pack
    check_guide(desk, opened, guide)
    drawing = drawing_of(pack.guides[guide], pack, _problems(opened, guide), _coverage(opened))
    if form == "text":
        desk.show(tree_page(drawing))
        return
    text = _PICTURES[form](drawing)
    if output is None:
        desk.put(text)
    else:
        write_output(output, text, force=force, is_shared=True)
        desk.say(_("Written: {path}").format(path=output))


def _svg(drawing: Drawing) -> str:
    try:
        from wallethelp.render.svg import svg_of

        return svg_of(drawing)
    except ImportError as error:
        raise GivenError(
            _("To draw pictures, fast-sugiyama has to be installed."),
            _("Install it: pip install 'wallethelp[graph]'"),
        ) from error


_PICTURES: Mapping[str, Callable[[Drawing], str]] = {"svg": _svg, "mermaid": mermaid_of}


def _problems(opened: OpenedPack, guide: str) -> Mapping[str, list[str]]:
    """What `flows check` says of the steps of the guide."""
    found: dict[str, list[str]] = defaultdict(list)
    mistakes: list[Mistake] = [
        *opened.mistakes,
        *lint(opened.world.pack, {}, opened.world.calendar),
    ]
    for mistake in mistakes:
        step = problem_step(mistake.place)
        if mistake.file == f"guides/{guide}.yaml" and step is not None:
            found[step].append(str(mistake_data(mistake)["message"]))
    return found


def _coverage(opened: OpenedPack) -> Coverage | None:
    """What the walks pass; None where the pack has none."""
    own, _mistakes = load_walks(opened.folder)
    walks = (*own, *opened.walks_below())
    if not walks:
        return None
    played = play_walks(opened.world, walks)
    passed = (passed_by(opened.world, one.case.session) for one in played if one.case is not None)
    return Coverage(frozenset(spots_of(opened.world.pack)), frozenset().union(*passed))
