"""Testing a pack: its walks are played, and what they miss is named."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from wallethelp.cli.desk import Desk
from wallethelp.cli.flows.drafting import TRIES, Drafts
from wallethelp.cli.flows.opened import folder_of, open_whole
from wallethelp.cli.flows.playing import Trial
from wallethelp.cli.result import Found
from wallethelp.i18n import _, plural
from wallethelp.render import coverage_page as page


def test(desk: Desk, given: str | None, *, seed: int, random: int, write: bool) -> Found:
    """Play every walk and `random` more; exit code 1 where one fails, or something is missing.

    With `write`, walks for what is missing are drafted, and counted as those of the pack.
    """
    trial = Trial(open_whole(desk, folder_of(desk, given)), seed)
    trial.play(desk.watch(_("Playing the walks"))(trial.walks))
    trial.play_below(desk.watch(_("Playing the walks of the shipped pack"))(trial.below))
    trial.wander(desk.watch(_("Taking ways at random"))(range(random)))
    drafts = Drafts(trial)
    drafts.seek(desk.watch(_("Looking for what no walk passes")))
    files: tuple[Path, ...] = ()
    if write and drafts.walks:
        files = drafts.write(trial.opened.folder)
        trial.walks += tuple(drafts.walks)
        trial.play(drafts.walks)
    is_well = not trial.failures and trial.coverage.is_whole
    return Found(
        lines=lambda: _lines(trial, drafts),
        data=lambda: _data(trial, drafts, seed, random, files),
        notes=tuple(_notes(trial, drafts, seed, random, files)),
        code=0 if is_well else 1,
    )


def _lines(trial: Trial, drafts: Drafts) -> Iterator[str]:
    """What failed and what is missing, each with its place; then what each guide has."""
    yield from trial.failures
    for spot in trial.spots:
        if spot not in trial.passed:
            mark = trial.opened.mark(spot.file, spot.whole_place)
            tried = TRIES if spot in drafts.given_up else 0
            yield page.missing_line(spot, trial.pack, mark, tried=tried)
    counts = Counter(walk.guide for walk in trial.walks)
    names = dict.fromkeys(spot.guide for spot in trial.spots)
    yield from page.coverage_lines(trial.coverage, {name: counts[name] for name in names})


def _notes(
    trial: Trial, drafts: Drafts, seed: int, random: int, files: tuple[Path, ...]
) -> Iterator[str]:
    walks = plural("{n} walk", "{n} walks", len(trial.walks))
    if trial.below:
        walks += _(", {n} of the shipped pack").format(n=len(trial.below))
    drawn = _("{n} drawn with seed {seed}").format(n=random, seed=seed)
    changed = plural("{n} answer changed", "{n} answers changed", trial.changed)
    yield _(", ").join((walks, drawn, changed))
    yield page.coverage_summary(trial.coverage)
    if trial.failures:
        yield plural("{n} failure", "{n} failures", len(trial.failures))
    if files:
        names = _(", ").join(path.name for path in files)
        yield _("Drafted in {files}: read whether each leads where it should.").format(files=names)
    elif drafts.walks:
        count = plural("{n} walk", "{n} walks", len(drafts.walks))
        yield _("--write drafts {count} for what is missing.").format(count=count)


def _guides(trial: Trial) -> Iterable[str]:
    """Those of which walks have to pass everything."""
    return (name for name in trial.pack.guides if trial.opened.is_own(f"guides/{name}.yaml"))


def _data(
    trial: Trial, drafts: Drafts, seed: int, random: int, files: tuple[Path, ...]
) -> dict[str, object]:
    missing = [spot for spot in trial.spots if spot not in trial.passed]
    return {
        "schema": "wallethelp.test/1",
        "walks": len(trial.walks),
        "walks_of_shipped": len(trial.below),
        "drawn": random,
        "seed": seed,
        "changed": trial.changed,
        "failures": trial.failures,
        **page.coverage_data(trial.coverage),
        "guides": {name: page.coverage_data(trial.coverage, name) for name in _guides(trial)},
        "missing": [
            page.missing_data(spot, trial.pack, trial.opened.mark(spot.file, spot.whole_place))
            | {"impossible": spot in drafts.given_up}
            for spot in missing
        ],
        "drafted": [path.name for path in files],
    }
