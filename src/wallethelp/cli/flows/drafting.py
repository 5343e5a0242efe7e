"""Walks drafted for what no walk of a pack passes, and written beside the others."""

from collections import defaultdict
from pathlib import Path

from wallethelp.cli.flows.playing import Trial
from wallethelp.cli.writing import write_output
from wallethelp.core.case import case_of
from wallethelp.core.questions import StepRef
from wallethelp.core.scripts import DRAFT, Goal, Script, Walk
from wallethelp.core.walks.coverage import Spot, passed_by
from wallethelp.core.walks.wander import Taken
from wallethelp.core.watch import Watch
from wallethelp.pack.drafts import with_drafts
from wallethelp.ui.player import play_walks

TRIES = 3000
"""Ways drawn towards one spot before it is given up."""


class Drafts:
    """Looks for ways to what the walks of `trial` miss."""

    def __init__(self, trial: Trial) -> None:
        """`walks` lead to what was missing; to what is `given_up` none was found."""
        self.walks: list[Walk] = []
        self.given_up: set[Spot] = set()
        self._trial = trial
        self._passed = set(trial.passed)

    def seek(self, watch: Watch) -> None:
        """Draw ways towards everything missing; the first that passes it becomes a draft."""
        for spot in watch([*self._trial.spots]):
            if spot not in self._passed and not self._found(spot, self._trial.spots[spot]):
                self.given_up.add(spot)

    def write(self, folder: Path) -> tuple[Path, ...]:
        """Put the drafts at the end of the files of their guides, or into files of their own."""
        by_guide = defaultdict(list)
        for walk in self.walks:
            by_guide[walk.guide].append(walk)
        (folder / "walks").mkdir(exist_ok=True)
        written = []
        for guide, walks in by_guide.items():
            path = folder / "walks" / f"{guide}.yaml"
            before = path.read_text("utf-8") if path.is_file() else None
            text = with_drafts(before, guide, walks)
            if text is None:
                path = path.with_name(f"{guide}-drafts.yaml")
                text = with_drafts(None, guide, walks) or ""
            write_output(path, text, force=True, is_shared=True)
            written.append(path)
        return tuple(written)

    def _found(self, spot: Spot, ref: StepRef) -> bool:
        trial = self._trial
        wanderer, random = trial.wanderer(trial.now), trial.random
        aim = wanderer.aim(spot, ref)
        guides, wallets = trial.pack.guides, list(trial.pack.wallets)
        starts = [name for name, g in guides.items() if StepRef(name, g.start) in aim.upstream]
        own = ref.guide if ref.guide in starts else next(iter(starts), None)
        for number in range(TRIES if own is not None else 0):
            guide = random.choice(starts) if own is None or number % 3 == 2 else own
            taken = wanderer.go(guide, random.choice(wallets), aim)
            passes = spot in passed_by(trial.opened.world, taken.session)
            if passes and self._drafted(taken, spot):
                return True
        return False

    def _drafted(self, taken: Taken, spot: Spot) -> bool:
        """Whether the wizard itself goes the same way, so that it can be written down."""
        world, session = self._trial.opened.world, taken.session
        case = case_of(world, session)
        given = {key: value for key, value in taken.written.items() if value != ""}
        goal = Goal(f"{case.ref.guide}/{case.ref.step}", case.outcome)
        walk = Walk(
            guide=session.guide,
            name=_name_of(spot),
            wallet=session.wallet,
            now=session.started,
            script=Script(
                steps={key: value for key, value in given.items() if "/" in key},
                fields={key: value for key, value in given.items() if "/" not in key},
            ),
            ends=goal.ends,
            outcome=goal.outcome,
        )
        (played,) = play_walks(world, [walk])
        if played.case is None or played.reached != goal or played.never_asked:
            return False
        self.walks.append(walk)
        self._passed |= passed_by(world, played.case.session)
        return True


def _name_of(spot: Spot) -> str:
    where = [str(part) for part in spot.place if part not in ("options", "when")]
    direction = [spot.kind] if spot.kind in ("holds", "fails") else []
    return DRAFT + " ".join((spot.step, *where, *direction))
