"""The walks of a pack played, and every answer of them changed; what they pass, where they fail."""

from collections.abc import Iterable
from datetime import datetime
from random import Random

from wallethelp.cli.flows.opened import OpenedPack
from wallethelp.core.case import case_of
from wallethelp.core.model import Pack
from wallethelp.core.scripts import Walk
from wallethelp.core.session import Session
from wallethelp.core.walks.changes import changes
from wallethelp.core.walks.coverage import Coverage, Spot, passed_by, spots_of
from wallethelp.core.walks.wander import Wanderer
from wallethelp.i18n import _
from wallethelp.pack.scripts import WALK_ZONE, load_walks
from wallethelp.render import coverage_page as words
from wallethelp.render.mistake_words import mistake_line, mistake_text
from wallethelp.ui.player import Played, play_walks

_SOME_DAY = datetime(2026, 1, 7, 15, tzinfo=WALK_ZONE)


class Trial:
    """Plays the walks of one pack and gathers what they pass, and where they fail."""

    def __init__(self, opened: OpenedPack, seed: int) -> None:
        """Play on `opened`; what is drawn is drawn by `seed`, and so the same every time."""
        self.opened = opened
        self.random = Random(seed)  # noqa: S311 - no secret: the same walks again by the same seed
        walks, mistakes = load_walks(opened.folder)
        self.walks = walks
        self.failures: list[str] = [*map(mistake_line, mistakes)]
        self.below = opened.walks_below()
        """Those of the pack that is extended: played as well, and not said to miss anything."""
        spots = spots_of(opened.world.pack).items()
        self.spots = {
            spot: ref for spot, ref in spots if opened.is_own(spot.file, spot.whole_place)
        }
        self.passed: set[Spot] = set()
        self.changed = 0
        self.now = next((walk.now for walk in walks), _SOME_DAY)
        """When the walks that are drawn take place."""
        self._wanderers: dict[datetime, Wanderer] = {}

    def play(self, walks: Iterable[Walk]) -> None:
        """Play each of the walks as the wizard does, and change every answer of it."""
        for walk in walks:
            (played,) = play_walks(self.opened.world, [walk])
            self._judge(played)

    def play_below(self, walks: Iterable[Walk]) -> None:
        """Play walks of the pack that is extended: each must lead where it led."""
        for walk in walks:
            (played,) = play_walks(self.opened.world, [walk])
            problems = [*map(mistake_text, played.mistakes)]
            if played.case is not None and played.reached is not None:
                self.passed |= passed_by(self.opened.world, played.case.session)
                if played.reached != walk.goal:
                    problems.append(words.goal_words(walk.goal, played.reached))
            title = _("shipped walk of {guide}, {name}").format(guide=walk.guide, name=walk.name)
            self.failures += [f"{title}: {problem}" for problem in problems]

    def wander(self, numbers: Iterable[int]) -> None:
        """Take a way at random for each number, through one guide after the other."""
        guides, wallets = list(self.pack.guides), list(self.pack.wallets)
        for number in numbers:
            guide = guides[number % len(guides)]
            taken = self.wanderer(self.now).go(guide, self.random.choice(wallets))
            title = _("{guide}: drawn, number {n}").format(guide=guide, n=number + 1)
            case_of(self.opened.world, taken.session)
            self._change(taken.session, title)

    def wanderer(self, now: datetime) -> Wanderer:
        """Who draws answers given at `now`."""
        if now not in self._wanderers:
            world, random = self.opened.world, self.random
            self._wanderers[now] = Wanderer(world=world, now=now, random=random)
        return self._wanderers[now]

    @property
    def pack(self) -> Pack:
        """The pack that is tested."""
        return self.opened.world.pack

    @property
    def coverage(self) -> Coverage:
        """What the walks pass."""
        return Coverage(frozenset(self.spots), frozenset(self.passed))

    def _judge(self, played: Played) -> None:
        walk = played.walk
        self.failures += map(mistake_line, played.mistakes)
        if played.case is None or played.reached is None:
            return
        self.passed |= passed_by(self.opened.world, played.case.session)
        if played.reached != walk.goal:
            self._fail(walk, words.goal_words(walk.goal, played.reached))
        if played.never_asked:
            self._fail(walk, words.never_asked_words(played.never_asked))
        self._change(played.case.session, walk.title)

    def _fail(self, walk: Walk, what: str) -> None:
        source = walk.script.source
        line, column = source.mark(walk.script.at)
        self.failures.append(f"{source.file}:{line}:{column}: {walk.name}: {what}")

    def _change(self, session: Session, title: str) -> None:
        for change in changes(self.wanderer(session.started), session):
            self.changed += 1
            case_of(self.opened.world, change.session)
            if change.broken is not None:
                self.failures.append(f"{title}: {words.change_words(change)}")
