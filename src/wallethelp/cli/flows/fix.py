"""`wallethelp flows check DIR --fix`: what needs no understanding is mended in the files."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from difflib import unified_diff
from itertools import islice
from pathlib import Path

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError, UsageError
from wallethelp.cli.writing import write_output
from wallethelp.core.check.lint import lint
from wallethelp.core.mistakes import Mistake
from wallethelp.core.session import World
from wallethelp.core.text import visible
from wallethelp.i18n import _, plural
from wallethelp.pack.load import BrokenPackError, read_pack, usable
from wallethelp.pack.mending import mended
from wallethelp.pack.reader import Reader
from wallethelp.pack.scripts import load_walks
from wallethelp.ui.script_mistakes import mistakes_in_walk
from wallethelp.working_days import MainlandCalendar

_PLACE = re.compile(r"^@@ -(\d+).*")
_SHOWN = 40
"""Changed lines of a file that are shown."""
_ROUNDS = 12
"""A mistake can hide others: one round for each layer of them."""


def fix(desk: Desk, given: str | None) -> None:
    """Mend the files of the pack in the folder `given`, and say what was changed.

    Nothing is kept of a round by which no mistake went away. Raises UsageError where no folder
    is named (what came with the program is not changed), and GivenError where there is none.
    """
    if given is None:
        raise UsageError(_("Name the folder whose files may be changed."))
    folder = Path(given)
    if not folder.is_dir():
        raise GivenError(_("There is no folder {path}.").format(path=folder))
    changed: dict[str, str] = {}
    """What stood in the files that were changed."""
    mistakes = mistakes_of(folder)
    for _round in range(_ROUNDS):
        before = _mend(folder, mistakes)
        if not before:
            break
        left = mistakes_of(folder)
        if not {*map(_known_by, _in(mistakes, before))} - {*map(_known_by, left)}:
            for name, text in before.items():
                write_output(folder / name, text, force=True, is_shared=True)
            break
        changed = {**before, **changed}
        mistakes = left
    if changed:
        count = plural("{n} file mended", "{n} files mended", len(changed))
        desk.say(_("{count}: {files}").format(count=count, files=_(", ").join(sorted(changed))))
        for name, text in sorted(changed.items()):
            desk.say(*_differences(name, text, (folder / name).read_text("utf-8")))
    else:
        desk.say(_("There was nothing that can be mended without understanding it."))


def _differences(name: str, before: str, after: str) -> list[str]:
    """The lines that were changed: as they were behind `-`, as they are behind `+`."""
    diff = unified_diff(before.splitlines(), after.splitlines(), name, name, n=0, lineterm="")
    lines = [_PLACE.sub(rf"{name}:\1", visible(line)) for line in islice(diff, 2, None)]
    more = len(lines) - _SHOWN
    return [*lines[:_SHOWN], *([plural("… and {n} more.", "… and {n} more.", more)] * (more > 0))]


def _in(mistakes: list[Mistake], files: Collection[str]) -> Iterator[Mistake]:
    return (mistake for mistake in mistakes if mistake.file in files)


def _known_by(mistake: Mistake) -> tuple[object, ...]:
    """What tells a mistake from others: one that is gone was mended."""
    return (mistake.file, mistake.line, mistake.code, *mistake.names.items())


def _mend(folder: Path, mistakes: list[Mistake]) -> dict[str, str]:
    """The texts that the files had which were changed."""
    by_file = defaultdict(list)
    for mistake in mistakes:
        by_file[mistake.file].append(mistake)
    before = {}
    for name, some in by_file.items():
        path = folder / name
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        better = mended(text, name, some)
        if better != text:
            before[name] = text
            write_output(path, better, force=True, is_shared=True)
    return before


def mistakes_of(folder: Path) -> list[Mistake]:
    """Everything wrong with the pack that has a place."""
    try:
        read = read_pack(folder)
        loaded = usable(read)
    except BrokenPackError as error:
        return list(error.mistakes)
    found = [*loaded.mistakes]
    if not loaded.left_out:
        world = World(pack=loaded.pack, calendar=MainlandCalendar())
        reader = Reader(folder)
        warnings = list(read.told(lint(read.pack, {}, world.calendar)))
        for name in {mistake.file for mistake in warnings}:
            reader.open(name)
        walks, wrong = load_walks(folder)
        found += [reader.located(warning) for warning in warnings]
        found += [*wrong, *(m for walk in walks for m in mistakes_in_walk(walk, world))]
    return found
