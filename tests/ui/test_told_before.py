"""A guide that another one hands over to knows what was told there, and offers it."""

import pytest

from tests.prompted import Watched
from tests.walks import WORLD, ids, run_walk, walks
from wallethelp.core.scripts import Walk
from wallethelp.core.session import follow
from wallethelp.i18n import say, speaking
from wallethelp.ui.player import scripted
from wallethelp.ui.prompts import TextPrompt

HANDED_OVER = [
    walk
    for walk in walks()
    # The guide for anything else asks for it itself.
    if walk.guide not in ("contact-trouble", "something-else")
    and walk.ends.startswith("contact-trouble/")
    and "problem" in walk.script.fields
]


@pytest.mark.parametrize("walk", HANDED_OVER, ids=ids(HANDED_OVER))
def test_the_problem_is_offered_in_the_words_of_the_guide_before(walk: Walk) -> None:
    someone = Watched(scripted(walk.script))
    with speaking("zh"):
        finished = run_walk(walk, someone)
        asked = someone.prompt("problem")
        assert isinstance(asked, TextPrompt)
        told = [
            option.says
            for visit in follow(WORLD, finished).visits
            for option in visit.options
            if option.says is not None and visit.question.ref.guide == walk.guide
        ]
        assert all(say(says) in asked.default for says in told)
        assert say(WORLD.pack.guides[walk.guide].title) in asked.default or told


def test_there_are_such_walks_and_elsewhere_nothing_is_offered() -> None:
    assert HANDED_OVER
    walk = next(w for w in walks() if w.guide == "contact-trouble" and "problem" in w.script.fields)
    someone = Watched(scripted(walk.script))
    with speaking("zh"):
        run_walk(walk, someone)
    asked = someone.prompt("problem")
    assert isinstance(asked, TextPrompt)
    assert asked.default == ""
