"""The walks an author writes beside the guides: answers in, outcome out; every option is walked."""

import pytest

from tests.support import shipped
from tests.walks import WORLD, ids, walks
from wallethelp.core.guide import Ask, AskMany, End, Guide, Try
from wallethelp.core.questions import StepRef
from wallethelp.core.scripts import Walk
from wallethelp.ui.player import play_walks

GUIDES = pytest.mark.parametrize("guide", shipped().pack.guides.values(), ids=lambda g: g.id)


@pytest.mark.parametrize("walk", walks(), ids=ids(walks()))
def test_walk_ends_where_it_says(walk: Walk) -> None:
    (played,) = play_walks(WORLD, [walk])
    assert (played.reached, played.mistakes) == (walk.goal, ())
    assert played.never_asked == (), "the walk gives answers that are never asked for"


def _choices_of(guide: Guide) -> set[tuple[str, str]]:
    found = set()
    for name, step in guide.steps.items():
        match step:
            case Ask() | AskMany():
                choices = (*step.options, "unknown")
            case Try():
                choices = ("fixed", "not-fixed")
            case _:
                choices = ()
        found |= {(StepRef(guide.id, name).key, choice) for choice in choices}
    return found


@GUIDES
def test_every_option_of_the_guide_is_walked(guide: Guide) -> None:
    walked = {
        (key, choice)
        for walk in walks()
        for key, value in walk.script.steps.items()
        for choice in (value if isinstance(value, list) else [value])
    }
    assert _choices_of(guide) - walked == set()


@GUIDES
def test_every_end_of_the_guide_is_reached(guide: Guide) -> None:
    ends = {f"{guide.id}/{name}" for name, step in guide.steps.items() if isinstance(step, End)}
    assert ends - {walk.ends for walk in walks()} == set()
