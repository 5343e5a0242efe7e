"""`wallethelp flows`: for those who write guides."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from wallethelp.cli.errors import GIVEN, CliError
from wallethelp.cli.packs import folder_of, world_of
from wallethelp.cli.surroundings import Surroundings
from wallethelp.core.case import Case
from wallethelp.core.citations import traces_of
from wallethelp.core.lint import lint
from wallethelp.core.mistakes import Mistake
from wallethelp.core.model import Pack
from wallethelp.core.text import visible
from wallethelp.core.walks import WalkError, take
from wallethelp.i18n import _, plural
from wallethelp.pack.load import BrokenPackError, load
from wallethelp.pack.phrases import load_concepts, load_phrases
from wallethelp.pack.reader import Reader
from wallethelp.pack.walks import load_walks
from wallethelp.render.citations_page import citations_markdown, citations_page
from wallethelp.render.mistakes import mistake_line

WALK_ZONE = ZoneInfo("Asia/Shanghai")
"""Where the times of a walk are, so that a walk ends alike on every computer."""


def check_flows(around: Surroundings, given: str | None) -> None:
    """Print everything wrong with a pack; raises CliError where there is anything."""
    folder = Path(given) if given is not None else folder_of(around)
    pack: Pack | None = None
    try:
        loaded = load(folder)
        pack = loaded.pack
        mistakes = [*loaded.mistakes, *_beyond(folder, pack)]
    except BrokenPackError as error:
        mistakes = list(error.mistakes)
    for mistake in mistakes:
        around.put(f"{visible(mistake_line(mistake))}\n")
    if mistakes or pack is None:
        found = plural("{n} mistake", "{n} mistakes", len(mistakes))
        raise CliError(GIVEN, _("{found} in {folder}.").format(found=found, folder=folder))
    around.put(
        _(
            "No mistakes: {guides} guides, {wallets} wallets, {fields} fields, {facts} facts."
        ).format(
            guides=len(pack.guides),
            wallets=len(pack.wallets),
            fields=len(pack.fields),
            facts=len(pack.facts),
        )
        + "\n"
    )


def _beyond(folder: Path, pack: Pack) -> list[Mistake]:
    phrases, mistakes = load_phrases(folder, pack)
    _concepts, more = load_concepts(folder)
    reader = Reader(folder)
    found = list(lint(pack, phrases, world_of(pack).calendar))
    for name in {mistake.file for mistake in found}:
        reader.open(name)
    located = [reader.located(mistake) for mistake in found]
    _walks, wrong = load_walks(folder)
    return sorted([*mistakes, *more, *wrong, *located], key=lambda m: (m.file, m.line))


def list_facts(around: Surroundings, *, markdown: bool) -> None:
    """Print every fact with where it is cited and a walk that reaches it.

    Raises CliError where a fact reaches nobody, or a walk cannot be taken.
    """
    folder = folder_of(around)
    try:
        pack = load(folder).pack
    except BrokenPackError as error:
        raise CliError(GIVEN, *(mistake_line(m) for m in error.mistakes)) from error
    rows = traces_of(pack, _taken(folder, pack))
    if markdown:
        around.put(citations_markdown(rows, pack))
    else:
        around.show(citations_page(rows, pack))
    missing = [row.fact for row in rows if row.walk is None]
    if missing:
        raise CliError(GIVEN, _("No walk reaches: {names}").format(names=_(", ").join(missing)))


def _taken(folder: Path, pack: Pack) -> dict[str, Case]:
    world = world_of(pack)
    taken: dict[str, Case] = {}
    for walks in load_walks(folder)[0]:
        for walk in walks.walks:
            now = datetime.fromisoformat(walk.now).replace(tzinfo=WALK_ZONE)
            name = f"{walks.guide}: {walk.name}"
            try:
                taken[name] = take(world, walks.guide, walk, now=now)
            except WalkError as error:
                raise CliError(GIVEN, f"{name}: {error}") from error
    return taken
