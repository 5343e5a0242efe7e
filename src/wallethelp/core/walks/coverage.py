"""What of a pack sessions pass through: steps, options, and conditions in both directions."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from wallethelp.core.conditions import Condition, Known, holds
from wallethelp.core.guide import Ask, AskMany, Decide, End, Step, Try
from wallethelp.core.mistakes import Place
from wallethelp.core.model import Pack
from wallethelp.core.opening import OPENING, OPENING_STEP
from wallethelp.core.questions import StepRef, step_at
from wallethelp.core.session import Session, World, follow
from wallethelp.core.values import Chose, ChoseMany, Reply, Tried

SpotKind = Literal["step", "option", "holds", "fails"]
"""A rule of a `decide` fails where it is false or unknown; what is to do, where it is false."""


class Spot(NamedTuple):
    """One thing that a session can pass through.

    A step, one answer to its question, or a condition of it that holds, or fails. `place` is where
    it stands within the step.
    """

    key: str
    kind: SpotKind
    place: Place = ()

    @property
    def guide(self) -> str:
        """The guide it belongs to, or OPENING."""
        return self.key.partition("/")[0]

    @property
    def step(self) -> str:
        """The step it belongs to, within its guide."""
        return self.key.partition("/")[2]

    @property
    def file(self) -> str:
        """The file it stands in."""
        return "pack.yaml" if self.guide == OPENING else f"guides/{self.guide}.yaml"

    @property
    def whole_place(self) -> Place:
        """Where it stands in its file."""
        before = (OPENING,) if self.step == OPENING_STEP else ("steps", self.step)
        return (*before, *self.place)


def spots_of(pack: Pack) -> dict[Spot, StepRef]:
    """Everything of `pack` that sessions should pass through, with the step it belongs to.

    The opening question stands before many guides and counts once, and so does what it leads to.
    """
    found: dict[Spot, StepRef] = {}
    for guide in pack.guides.values():
        for name, step in guide.steps.items():
            ref = StepRef(guide.id, name)
            for spot in _spots_at(ref.key, step):
                found.setdefault(spot, ref)
    return found


def _spots_at(key: str, step: Step) -> Iterator[Spot]:
    yield Spot(key, "step")
    match step:
        case Ask() | AskMany():
            yield from (Spot(key, "option", ("options", name)) for name in step.options)
            yield Spot(key, "option", ("unknown",))
        case Try():
            yield from (Spot(key, "option", (name,)) for name in ("fixed", "next"))
    for place, _condition in conditions_at(step):
        yield Spot(key, "holds", place)
        yield Spot(key, "fails", place)


def conditions_at(step: Step) -> Iterator[tuple[Place, Condition]]:
    """The conditions of a step with their places: rules of a `decide`, things to do at an end."""
    match step:
        case Decide():
            for number, branch in enumerate(step.decide):
                yield ("decide", number, "when"), branch.when
        case End():
            for number, action in enumerate(step.do):
                if action.when is not None:
                    yield ("do", number, "when"), action.when


def passed_by(world: World, session: Session) -> frozenset[Spot]:
    """What `session` passes through."""
    path = follow(world, session)
    found: set[Spot] = set()
    replies: dict[str, Reply] = {}
    about, now = session.wallet, session.started
    visits = list(path.visits)
    for ref in path.passed:
        step = step_at(world.pack, ref)
        found.add(Spot(ref.key, "step"))
        while visits and visits[0].question.ref == ref:
            answer = visits.pop(0).answer
            replies[answer.key], now = answer.reply, answer.time
        about = about or path.about
        if ref.key in replies:
            found.update(Spot(ref.key, "option", at) for at in _chosen(step, replies[ref.key]))
        known = Known(replies=replies, wallet=about, now=now, calendar=world.calendar)
        found.update(_directions(ref, step, known))
    return frozenset(found)


def _chosen(step: Step, reply: Reply) -> Iterable[Place]:
    match reply:
        case Chose(option=name):
            return [("options", name)]
        case ChoseMany(options=names):
            return [("options", name) for name in names]
        case _ if isinstance(step, Try):
            fixed = isinstance(reply, Tried) and reply.result == "fixed"
            return [("fixed",) if fixed else ("next",)]
        case _:
            return [("unknown",)]


def _directions(ref: StepRef, step: Step, known: Known) -> Iterator[Spot]:
    for place, condition in conditions_at(step):
        truth = holds(condition, known, guide=ref.guide)
        is_rule = isinstance(step, Decide)
        fails = truth is not True if is_rule else truth is False
        yield Spot(ref.key, "fails" if fails else "holds", place)
        if is_rule and truth is not False:
            # The rules after the one that decides are not read.
            return


class Coverage(NamedTuple):
    """What there is to be passed through, and what was."""

    spots: frozenset[Spot]
    passed: frozenset[Spot]

    def of(self, *kinds: SpotKind, guide: str | None = None) -> tuple[int, int]:
        """How many spots of the kinds were passed, and how many there are; of one guide, or all."""
        counted = [
            spot in self.passed
            for spot in self.spots
            if spot.kind in kinds and guide in (None, spot.guide)
        ]
        return sum(counted), len(counted)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return self.spots <= self.passed
