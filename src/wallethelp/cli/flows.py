"""`wallethelp flows`: for those who write guides."""

from pathlib import Path

from wallethelp.cli.errors import GIVEN, CliError
from wallethelp.cli.packs import folder_of, world_of
from wallethelp.cli.surroundings import Surroundings
from wallethelp.core.case import Case
from wallethelp.core.evidence import evidence_of
from wallethelp.core.lint import lint
from wallethelp.core.mistakes import Mistake
from wallethelp.core.model import Pack
from wallethelp.core.text import visible
from wallethelp.i18n import _, plural
from wallethelp.pack.load import BrokenPackError, load
from wallethelp.pack.phrases import load_concepts, load_phrases
from wallethelp.pack.reader import Reader
from wallethelp.pack.scripts import load_walks
from wallethelp.render.evidence_page import evidence_markdown, evidence_page
from wallethelp.render.mistakes import mistake_line
from wallethelp.ui.player import play_walks
from wallethelp.ui.script_mistakes import mistakes_in_walk


def check_flows(around: Surroundings, given: str | None) -> None:
    """Print everything wrong with a pack; raises CliError where there is anything."""
    folder = Path(given) if given is not None else folder_of(around)
    pack: Pack | None = None
    try:
        loaded = load(folder)
        pack = loaded.pack
        mistakes = [*loaded.mistakes, *_beyond(folder, pack, whole=not loaded.mistakes)]
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


def _beyond(folder: Path, pack: Pack, *, whole: bool) -> list[Mistake]:
    phrases, mistakes = load_phrases(folder, pack)
    _concepts, more = load_concepts(folder)
    reader = Reader(folder)
    world = world_of(pack)
    found = list(lint(pack, phrases, world.calendar))
    for name in {mistake.file for mistake in found}:
        reader.open(name)
    located = [reader.located(mistake) for mistake in found]
    walks, wrong = load_walks(folder)
    if whole:
        # Otherwise every walk through a guide that was left out would be a mistake as well.
        wrong += tuple(m for walk in walks for m in mistakes_in_walk(walk, world))
    return sorted([*mistakes, *more, *wrong, *located], key=lambda m: (m.file, m.line))


def list_facts(around: Surroundings, *, markdown: bool) -> None:
    """Print every fact with where it is cited and a walk that reaches it.

    Raises CliError where a fact reaches nobody, or a walk cannot be played.
    """
    folder = folder_of(around)
    try:
        pack = load(folder).pack
    except BrokenPackError as error:
        raise CliError(GIVEN, *(mistake_line(m) for m in error.mistakes)) from error
    rows = evidence_of(pack, _played(folder, pack))
    if markdown:
        around.put(evidence_markdown(rows, pack))
    else:
        around.show(evidence_page(rows, pack))
    missing = [row.fact for row in rows if row.walk is None]
    if missing:
        raise CliError(GIVEN, _("No walk reaches: {names}").format(names=_(", ").join(missing)))


def _played(folder: Path, pack: Pack) -> dict[str, Case]:
    """The case of every walk by its title. Raises CliError where a walk cannot be played."""
    walks, mistakes = load_walks(folder)
    found: dict[str, Case] = {}
    for played in play_walks(world_of(pack), walks):
        mistakes += played.mistakes
        if played.case is not None:
            found[played.walk.title] = played.case
    if mistakes:
        raise CliError(GIVEN, *map(mistake_line, mistakes))
    return found
