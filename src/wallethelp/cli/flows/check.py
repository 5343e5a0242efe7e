"""`wallethelp flows check`: everything wrong with a pack, in one run, each mistake once."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import UsageError, unknown_name
from wallethelp.cli.flows.opened import folder_of
from wallethelp.cli.result import Found
from wallethelp.core.check.ages import ages
from wallethelp.core.check.consequences import in_order, settled
from wallethelp.core.check.lint import lint
from wallethelp.core.check.needless import needless
from wallethelp.core.check.pack import check as check_pack
from wallethelp.core.check.past_days import past_days
from wallethelp.core.check.same_names import same_names
from wallethelp.core.check.silence import silenced
from wallethelp.core.check.wording import wording
from wallethelp.core.extending import Change
from wallethelp.core.guide import ToGuide, targets
from wallethelp.core.mistakes import Mistake
from wallethelp.core.model import Pack
from wallethelp.core.named_conditions import names_put_in
from wallethelp.core.opening import OPENING, OPENING_STEP, opened
from wallethelp.core.pack_files import COMMON, by_file
from wallethelp.core.scripts import Walk
from wallethelp.core.session import World
from wallethelp.core.sound import only_sound
from wallethelp.core.watch import Watch, unwatched
from wallethelp.i18n import _, plural
from wallethelp.pack.find import shipped_pack
from wallethelp.pack.fingerprint import fingerprint
from wallethelp.pack.languages import in_no_language_of_it
from wallethelp.pack.load import AsWritten, BrokenPackError, located, read_pack
from wallethelp.pack.misread import misread
from wallethelp.pack.phrases import load_concepts, load_phrases
from wallethelp.pack.scripts import load_walks
from wallethelp.pack.silences import silences
from wallethelp.pack.unread import files_read, unread_files
from wallethelp.render.check_formats import annotations, sarif
from wallethelp.render.extension_words import change_data, change_lines
from wallethelp.render.mistake_words import mistake_data, mistake_lines
from wallethelp.ui.player import Played, play_walk
from wallethelp.ui.script_mistakes import mistakes_in_walk
from wallethelp.working_days import REGIONAL, MainlandCalendar

FORMATS = ("text", "sarif", "github")
_WAYS = ("unreachable", "never-true", "always-true", "rule-twice", "asked-later")
"""What changes where a walk leads."""


class Checked(Struct, frozen=True):
    """What was found in a folder, and the pack in it as far as it can be read."""

    pack: Pack | None
    mistakes: tuple[Mistake, ...]
    changes: tuple[Change, ...] = ()
    """What an extension adds to the shipped pack, and replaces of it."""


def check(
    desk: Desk, given: str | None, *, strict: bool, as_of: str | None, format_name: str
) -> Found:
    """Everything wrong with a pack; with exit code 1 where it is more than warnings.

    With `strict`, warnings count as well. Raises UsageError for a date or a format that is none.
    """
    if format_name not in FORMATS:
        raise unknown_name(_("format"), format_name, FORMATS)
    folder = folder_of(desk, given)
    checked = checked_pack(
        folder, _day(as_of) or desk.now().date(), desk.watch(_("Reading the guides"))
    )
    counts = {
        name: len(getattr(checked.pack, name)) if checked.pack is not None else 0
        for name in ("guides", "wallets", "fields", "facts")
    }
    mistakes = checked.mistakes
    errors = sum(not one.is_warning for one in mistakes)
    extends = checked.pack is not None and checked.pack.info.extends is not None
    below = shipped_pack() if extends else None
    mark = fingerprint(folder, below) if folder.is_dir() else None
    named = (
        *(change_lines(checked.changes) if extends else ()),
        *([_("Fingerprint: {fingerprint}").format(fingerprint=mark)] if mark else ()),
    )
    lines = {
        "text": lambda: mistake_lines(mistakes) if mistakes else [_clean(counts), *named],
        "sarif": lambda: [sarif(mistakes, folder)],
        "github": lambda: annotations(mistakes, folder),
    }
    return Found(
        lines=lines[format_name],
        data=lambda: {
            "schema": "wallethelp.check/1",
            **counts,
            "fingerprint": mark,
            "extends": change_data(checked.changes) if extends else None,
            "mistakes": [mistake_data(mistake) for mistake in mistakes],
        },
        notes=(_counted(errors, len(mistakes) - errors, folder), *named) if mistakes else (),
        code=1 if errors or (strict and mistakes) else 0,
    )


def _day(written: str | None) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        wrong = _("“{name}” is no date. Write 2026-11-20.").format(name=written)
        raise UsageError(wrong) from error


def _clean(counts: dict[str, int]) -> str:
    return _("No mistakes: {guides}, {wallets}, {fields}, {facts}.").format(
        guides=plural("{n} guide", "{n} guides", counts["guides"]),
        wallets=plural("{n} wallet", "{n} wallets", counts["wallets"]),
        fields=plural("{n} field", "{n} fields", counts["fields"]),
        facts=plural("{n} fact", "{n} facts", counts["facts"]),
    )


def _counted(errors: int, warnings: int, folder: Path) -> str:
    found = [
        *([plural("{n} mistake", "{n} mistakes", errors)] if errors else ()),
        *([plural("{n} warning", "{n} warnings", warnings)] if warnings else ()),
    ]
    return _("{found} in {folder}.").format(found=_(", ").join(found), folder=folder)


# --- everything at once ---------------------------------------------------------------------------


def checked_pack(folder: Path, today: date, watch: Watch = unwatched) -> Checked:
    """Everything wrong with the pack in `folder`, on the day `today`."""
    try:
        read = read_pack(folder, watch=watch)
    except BrokenPackError as error:
        return Checked(None, error.mistakes)
    pack, reader, unsure = read.pack, read.reader, read.unsure
    phrases, in_phrases = load_phrases(folder, pack, unsure.hidden["guide"])
    _concepts, _danger, in_concepts = load_concepts(folder, pack)
    errors = [
        *reader.mistakes,
        *read.told([*check_pack(pack, unsure=unsure, watch=watch), *same_names(pack)]),
        *in_phrases,
        *in_concepts,
    ]
    # What stands where a condition is named, for all that follows the ways through a guide.
    runs = names_put_in(pack).pack
    broken = {mistake.file for mistake in errors}
    touched = broken | {place.file for mistake in errors for place in mistake.also}
    sound = [name for name in pack.guides if f"guides/{name}.yaml" not in touched]
    is_all = len(sound) == len(pack.guides) and not unsure.hidden["guide"]
    files = files_read(folder)
    warnings = [
        *read.told(
            (
                *lint(pack, phrases, MainlandCalendar(), broken=broken),
                *wording(runs, broken & {"facts.yaml"}),
                *ages(pack, today),
                *(_on_the_ways(runs, sound, is_all=is_all) if not broken & COMMON.keys() else ()),
            )
        ),
        *unread_files(folder, pack.info.languages),
        *in_no_language_of_it(by_file(pack), reader.documents, pack.info.languages),
        *misread(folder, files),
    ]
    walks, in_files = load_walks(folder)
    in_walks = list(read.told(_in_walks(walks, runs, read, [*errors, *warnings], in_files)))
    found = [*errors, *warnings, *in_files, *in_walks]
    for file in {place.file for one in found for place in (one, *one.also) if not place.line}:
        if file not in reader.documents:
            reader.open(file)
    found = located(reader, settled(located(reader, found), pack, unsure, read.laid))
    told = silenced(found, silences(folder, files))
    return Checked(pack, in_order(told), read.changes)


def _on_the_ways(pack: Pack, sound: Collection[str], *, is_all: bool) -> Iterator[Mistake]:
    """What rules come to; days are looked at where the rules that lead to them are right."""
    found = list(needless(pack, sound, is_all=is_all))
    wrong = {one.file for one in found}
    yield from found
    yield from past_days(pack, [name for name in sound if f"guides/{name}.yaml" not in wrong])


def _in_walks(
    walks: tuple[Walk, ...],
    pack: Pack,
    read: AsWritten,
    found: list[Mistake],
    in_files: Collection[Mistake],
) -> Iterator[Mistake]:
    """What is wrong with the walks of a pack, as far as nothing that is `found` explains it."""
    hidden = read.unsure.hidden
    bad = {one.file for one in found if not one.is_warning or one.code in _WAYS}
    world = World(pack=opened(pack), calendar=MainlandCalendar(), elsewhere=REGIONAL)
    playable: list[Walk] = []
    for walk in walks:
        if walk.is_draft:
            draft = walk.script.mistake("draft-walk", ("name",), name=walk.name)
            yield replace(draft, is_warning=True)
        wrong = list(mistakes_in_walk(walk, world))
        yield from (one for one in wrong if not _rests_on(one, pack, hidden, bad, read.unsure.open))
        if not wrong and walk.guide in pack.guides:
            ends = _unknown_end(walk, pack, bad)
            yield from ends
            if not ends and not bad & COMMON.keys() and not _passes(pack, walk, bad):
                playable.append(walk)
    sound = only_sound(
        opened(pack),
        bad_guides={Path(file).stem for file in bad if file.startswith("guides/")},
        bad_wallets={Path(file).stem for file in bad if file.startswith("wallets/")},
    )
    if playable:
        world = World(pack=sound, calendar=MainlandCalendar(), elsewhere=REGIONAL)
        for walk in playable:
            yield from _misses(play_walk(world, walk))
    if walks and not hidden["guide"]:
        walked = {walk.guide for walk in walks} | {Path(one.file).stem for one in in_files}
        for name in pack.guides.keys() - walked:
            if not (read.reader.root / f"walks/{name}.yaml").is_file():
                file = f"guides/{name}.yaml"
                names = {"name": name}
                yield Mistake(
                    code="no-walk", file=file, place=("id",), names=names, is_warning=True
                )


def _rests_on(
    one: Mistake,
    pack: Pack,
    hidden: Mapping[str, Collection[str]],
    bad: Collection[str],
    unknown: Collection[str],
) -> bool:
    """Whether a mistake of a walk may be none, as what it names could not be read."""
    name = one.names.get("name", "")
    match one.code:
        case "unknown-guide":
            return name in hidden["guide"]
        case "unknown-wallet":
            return name in hidden["wallet"]
        case "unknown-answer-key" if name == f"{OPENING}/{OPENING_STEP}":
            return bool(bad)
        case "unknown-answer-key" if "/" in name:
            guide = name.rpartition("/")[0]
            return guide in hidden["guide"] or (
                guide in pack.guides and not pack.guides[guide].steps
            )
        case "unknown-answer-key":
            return "field" in unknown
        case "not-understood":
            return "fields.yaml" in bad
    return False


def _unknown_end(walk: Walk, pack: Pack, bad: Collection[str]) -> tuple[Mistake, ...]:
    guide, _sign, step = walk.ends.rpartition("/")
    if guide in pack.guides and step in pack.guides[guide].steps:
        return ()
    if f"guides/{guide}.yaml" in bad:
        return ()
    return (walk.script.mistake("unknown-end", ("ends",), name=walk.ends),)


def _passes(pack: Pack, walk: Walk, bad: Collection[str]) -> bool:
    """Whether the walk may pass through one of the `bad` files."""
    if f"wallets/{walk.wallet}.yaml" in bad:
        return True
    seen, ahead = {walk.guide, pack.info.emergency}, [walk.guide, pack.info.emergency]
    while ahead:
        guide = pack.guides.get(ahead.pop())
        for step in guide.steps.values() if guide is not None else ():
            fresh = {t.guide for t in targets(step) if isinstance(t, ToGuide)} - seen
            seen |= fresh
            ahead += fresh
    return any(f"guides/{name}.yaml" in bad for name in seen)


def _misses(played: Played) -> Iterator[Mistake]:
    """How a walk comes elsewhere than it must."""
    script, goal = played.walk.script, played.walk.goal
    yield from played.mistakes
    if played.reached is None:
        return
    for part, wanted, got in zip(goal._fields, goal, played.reached, strict=True):
        if wanted is not None and wanted != got:
            yield script.mistake("walk-elsewhere", (part,), name=str(got), wanted=str(wanted))
            return
    for key in played.never_asked:
        found = script.mistake("off-path", script.place_of(key), name=key)
        yield replace(found, is_warning=True)
