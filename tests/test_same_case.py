"""The same answers come to the same case, whoever asks (issue 2, “Shown by” 2)."""

import json

import pytest

from tests.same_case import json_through, plain_ui, scripted_ui, terminal_ui
from tests.walks import ids, longest_of_each_guide, one_per_outcome
from wallethelp.core.scripts import Walk


@pytest.mark.parametrize("walk", longest_of_each_guide(), ids=ids(longest_of_each_guide()))
def test_plain_lines_come_to_the_same_case_as_given_answers(walk: Walk) -> None:
    assert json_through(walk, plain_ui, "zh") == json_through(walk, scripted_ui, "zh")


@pytest.mark.parametrize("walk", one_per_outcome()[::2], ids=ids(one_per_outcome()[::2]))
def test_the_terminal_comes_to_the_same_case_as_given_answers(walk: Walk) -> None:
    assert json_through(walk, terminal_ui, "en") == json_through(walk, scripted_ui, "en")


@pytest.mark.parametrize("walk", longest_of_each_guide(), ids=ids(longest_of_each_guide()))
def test_another_language_changes_words_and_nothing_else(walk: Walk) -> None:
    english, chinese = (json.loads(json_through(walk, scripted_ui, name)) for name in ("en", "zh"))
    assert _codes(english) == _codes(chinese)
    assert english["title"] != chinese["title"]


CODES = frozenset(
    {
        *("schema", "id", "key", "field", "kind", "rank", "channel"),
        *("outcome", "result", "state", "code", "because", "facts", "basis", "estimated"),
        *(
            "amount",
            "currency",
            "option",
            "options",
            "precision",
            "part",
            "about",
            "earliest",
            "latest",
        ),
        *("started", "finished", "at", "time"),
    }
)


def _codes(part: object) -> object:
    """Ids, states, codes, amounts and times, without any words."""
    if isinstance(part, dict):
        nested = {key: value for key, value in part.items() if isinstance(value, dict | list)}
        bare = {key: value for key, value in part.items() if key in CODES}
        return bare | {k: _codes(v) for k, v in nested.items() if k not in bare}
    if isinstance(part, list):
        return [_codes(item) for item in part if isinstance(item, dict)]
    return None
