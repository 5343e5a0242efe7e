"""Commands for those who write guides: flows check, flows facts."""

from pathlib import Path

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import bad_file
from wallethelp.cli.result import Found
from wallethelp.core.case import Case
from wallethelp.core.citations import traces_of
from wallethelp.core.lint import lint
from wallethelp.core.mistakes import Mistake
from wallethelp.core.model import Pack
from wallethelp.core.session import World
from wallethelp.i18n import _, plural
from wallethelp.pack.fingerprint import fingerprint
from wallethelp.pack.load import BrokenPackError, load
from wallethelp.pack.phrases import load_concepts, load_phrases
from wallethelp.pack.reader import Reader
from wallethelp.pack.scripts import load_walks
from wallethelp.render.citations_page import citations_data, citations_markdown, citations_page
from wallethelp.render.mistakes import mistake_data, mistake_line
from wallethelp.ui.player import play_walks
from wallethelp.ui.script_mistakes import mistakes_in_walk
from wallethelp.working_days import REGIONAL, MainlandCalendar


def check(desk: Desk, given: str | None) -> Found:
    """Everything wrong with a pack; with exit code 1 where there is anything."""
    folder = Path(given) if given is not None else desk.folder
    pack: Pack | None = None
    try:
        loaded = load(folder, watch=desk.watch(_("Reading the guides")))
        pack = loaded.pack
        mistakes = [*loaded.mistakes, *_beyond(folder, pack, whole=not loaded.left_out)]
    except BrokenPackError as error:
        mistakes = list(error.mistakes)
    counts = {
        name: len(getattr(pack, name)) if pack is not None else 0
        for name in ("guides", "wallets", "fields", "facts")
    }
    mark = fingerprint(folder) if folder.is_dir() else None
    named = (_("Fingerprint: {fingerprint}").format(fingerprint=mark),) if mark else ()
    found = plural("{n} mistake", "{n} mistakes", len(mistakes))
    summary = _(
        "No mistakes: {guides} guides, {wallets} wallets, {fields} fields, {facts} facts."
    ).format(**counts)
    return Found(
        lines=lambda: map(mistake_line, mistakes) if mistakes else [summary, *named],
        data=lambda: {
            "schema": "wallethelp.check/1",
            **counts,
            "fingerprint": mark,
            "mistakes": [mistake_data(mistake) for mistake in mistakes],
        },
        notes=(_("{found} in {folder}.").format(found=found, folder=folder), *named)
        if mistakes
        else (),
        code=1 if mistakes else 0,
    )


def _beyond(folder: Path, pack: Pack, *, whole: bool) -> list[Mistake]:
    phrases, mistakes = load_phrases(folder, pack)
    _concepts, _danger, more = load_concepts(folder)
    reader = Reader(folder)
    world = World(pack=pack, calendar=MainlandCalendar(), elsewhere=REGIONAL)
    found = list(lint(pack, phrases, world.calendar))
    for name in {mistake.file for mistake in found}:
        reader.open(name)
    located = [reader.located(mistake) for mistake in found]
    walks, wrong = load_walks(folder)
    if whole:
        # Otherwise every walk through a guide that was left out would be a mistake as well.
        wrong += tuple(m for walk in walks for m in mistakes_in_walk(walk, world))
    return sorted([*mistakes, *more, *wrong, *located], key=lambda m: (m.file, m.line))


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
        raise bad_file(mistakes)
    return found
