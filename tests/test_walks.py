"""The walks beside the shipped guides, tested as `flows test` tests those of any author."""

import pytest

from tests.support import FLOWS
from tests.walks import WORLD, session_of, walks
from wallethelp.cli.flows.opened import OpenedPack
from wallethelp.cli.flows.playing import Trial
from wallethelp.core.walks.coverage import passed_by, spots_of
from wallethelp.pack.reader import Reader


@pytest.fixture
def trial() -> Trial:
    return Trial(OpenedPack(FLOWS, WORLD, Reader(FLOWS)), seed=1)


@pytest.mark.parametrize("guide", sorted(WORLD.pack.guides))
def test_every_walk_ends_where_it_says_and_every_answer_can_be_changed(
    trial: Trial, guide: str
) -> None:
    trial.play(walk for walk in walks() if walk.guide == guide)
    assert trial.failures == []
    assert trial.changed > 0


def test_every_answer_of_ways_taken_at_random_can_be_changed(trial: Trial) -> None:
    trial.wander(range(2 * len(WORLD.pack.guides)))
    assert trial.failures == []
    assert trial.changed > 100


def test_every_step_option_and_condition_is_walked_in_both_directions() -> None:
    passed = {spot for walk in walks() for spot in passed_by(WORLD, session_of(walk))}
    assert set(spots_of(WORLD.pack)) - passed == set()
