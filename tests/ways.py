"""Where the answers of a pack lead: every end that can still come."""

from collections.abc import Iterator

from tests.support import NOW, WeekendsOnly
from wallethelp.core.conditions import Known, holds
from wallethelp.core.graph import successors
from wallethelp.core.guide import Ask, AskMany, Decide, End, Option, Step, Target, ToGuide
from wallethelp.core.model import Pack
from wallethelp.core.questions import StepRef, landing, step_at
from wallethelp.core.values import Chose, Reply


def steps(pack: Pack) -> Iterator[tuple[StepRef, Step]]:
    """Every step of every guide."""
    for guide in pack.guides.values():
        for name, step in guide.steps.items():
            yield StepRef(guide.id, name), step


def ends(pack: Pack) -> Iterator[tuple[StepRef, End]]:
    """Every end of every guide."""
    return ((ref, step) for ref, step in steps(pack) if isinstance(step, End))


def options(pack: Pack) -> Iterator[tuple[StepRef, str, Option, Target]]:
    """Every option of every question, with where it leads."""
    for ref, step in steps(pack):
        if isinstance(step, Ask | AskMany):
            for name, option in step.options.items():
                target = option.next or (step.next if isinstance(step, AskMany) else None)
                assert target is not None
                yield ref, name, option, target


def leads_to(pack: Pack, ref: StepRef, target: Target) -> StepRef:
    """The step an option of `ref` leads to."""
    return landing(pack, target, ref.guide)


def is_emergency(pack: Pack, target: Target) -> bool:
    """Whether a target is the emergency guide."""
    return isinstance(target, ToGuide) and target.guide == pack.info.emergency


def ends_after(pack: Pack, asked: StepRef, chosen: str, target: Target) -> dict[StepRef, End]:
    """The ends that can follow one answer when nothing else is known yet."""
    found: dict[StepRef, End] = {}
    _follow(pack, leads_to(pack, asked, target), {asked.key: Chose(option=chosen)}, found)
    return found


def _follow(pack: Pack, ref: StepRef, replies: dict[str, Reply], found: dict[StepRef, End]) -> None:
    match step := step_at(pack, ref):
        case End():
            found[ref] = step
        case Ask():
            for name, option in step.options.items():
                if option.next is not None:
                    known = {**replies, ref.key: Chose(option=name)}
                    _follow(pack, leads_to(pack, ref, option.next), known, found)
            _follow(pack, leads_to(pack, ref, step.unknown), replies, found)
        case Decide():
            target = _decided(step, replies, ref)
            _follow(pack, leads_to(pack, ref, target), replies, found)
        case _:
            for after in successors(pack, ref):
                _follow(pack, after, replies, found)


def _decided(step: Decide, replies: dict[str, Reply], ref: StepRef) -> Target:
    known = Known(replies=replies, wallet=None, now=NOW, calendar=WeekendsOnly())
    for branch in step.decide:
        match holds(branch.when, known, guide=ref.guide):
            case True:
                return branch.next
            case None:
                return step.unknown
    return step.else_
