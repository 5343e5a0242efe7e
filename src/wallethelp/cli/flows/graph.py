"""`wallethelp flows graph GUIDE`: a guide drawn, with its problems and what no walk passes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError, unknown_name
from wallethelp.cli.flows.check import checked_pack
from wallethelp.cli.flows.opened import OpenedPack, check_guide, folder_of, open_whole
from wallethelp.cli.writing import write_output
from wallethelp.core.check.lint import lint
from wallethelp.core.mistakes import Mistake
from wallethelp.core.opening import opened as opened_pack
from wallethelp.core.walks.coverage import Coverage, passed_by, spots_of
from wallethelp.i18n import _
from wallethelp.pack.scripts import load_walks
from wallethelp.render.drawing import Drawing, drawing_of, problem_step
from wallethelp.render.drawn_tree import tree_page
from wallethelp.render.mermaid import mermaid_of
from wallethelp.render.mistake_words import mistake_data, mistake_line
from wallethelp.ui.player import play_walks

FORMATS = ("text", "svg", "mermaid")


def graph(
    desk: Desk, guide: str, given: str | None, *, form: str, output: Path | None, force: bool
) -> None:
    """The guide as a tree in the terminal, or as a picture for a file or another program.

    Where a part of the pack cannot be used, as much of the guide is drawn as can be read. Raises
    UsageError for an unknown guide or format, GivenError for a guide of which nothing can be read.
    """
    if form not in FORMATS:
        raise unknown_name(_("format"), form, FORMATS)
    folder = folder_of(desk, given)
    try:
        opened = open_whole(desk, folder)
    except GivenError as error:
        drawing = _as_written(desk, folder, guide, error)
    else:
        check_guide(desk, opened, guide)
        pack, problems = opened.world.pack, _problems(_found_in(opened), guide)
        drawing = drawing_of(pack.guides[guide], pack, problems, _coverage(opened))
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


def _as_written(desk: Desk, folder: Path, guide: str, refused: GivenError) -> Drawing:
    """The guide as far as it can be read, in a pack that cannot be used for something in it.

    What is wrong beside its steps is said. Raises `refused` where nothing of it can be read.
    """
    checked = checked_pack(folder, desk.now().date())
    if checked.pack is None or guide not in checked.pack.guides:
        raise refused
    pack = opened_pack(checked.pack)
    for one in checked.mistakes:
        is_beside = one.file == f"guides/{guide}.yaml" and problem_step(one.place) is None
        if is_beside and not one.is_warning:
            desk.say(mistake_line(one))
    return drawing_of(pack.guides[guide], pack, _problems(checked.mistakes, guide), None)


def _found_in(opened: OpenedPack) -> list[Mistake]:
    return [*opened.mistakes, *lint(opened.world.pack, {}, opened.world.calendar)]


def _problems(mistakes: Iterable[Mistake], guide: str) -> Mapping[str, list[str]]:
    """What is said of the steps of the guide, wherever else it is told as well."""
    found: dict[str, list[str]] = defaultdict(list)
    for mistake in mistakes:
        for place in (mistake, *mistake.also):
            step = problem_step(place.place)
            message = str(mistake_data(mistake)["message"])
            is_here = place.file == f"guides/{guide}.yaml"
            if is_here and step is not None and message not in found[step]:
                found[step].append(message)
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
