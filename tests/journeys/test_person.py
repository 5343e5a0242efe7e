"""The person of the journeys reads prompts as they are drawn, whatever their words."""

import pytest

from tests.journeys.person import Row, plain_rows, rows


def test_a_list_with_arrow_keys_has_its_long_labels_whole() -> None:
    drawn = [
        "? Which of these?",
        "  1. A step of a check",
        "   1) Emergency: money is leaving, a code was",
        "      given away",
        " ❯ 2) Something else",
        "   0) ← Back",
        "  Arrow keys or number",
    ]
    assert list(rows(drawn)) == [
        Row(number="1", label="Emergency: money is leaving, a code was\ngiven away"),
        Row(number="2", label="Something else", is_pointed=True),
        Row(number="0", label="← Back"),
    ]


def test_numbers_of_a_long_list_stand_below_each_other() -> None:
    drawn = ["? Right?", " ❯  1) Yes", "  Details", "    9) Amount", "   10) Time", "    0) Back"]
    assert [row.number for row in rows(drawn)] == ["1", "9", "10", "0"]


@pytest.mark.parametrize("box", ["○", "[ ]", "[x]"])
def test_a_list_to_tick_has_boxes(box: str) -> None:
    drawn = ["? What holds?", f" > 1) {box} Two-factor is on", f"   {box} Alerts are on"]
    assert [(row.box, row.label) for row in rows(drawn)] == [
        (box, "Two-factor is on"),
        (box, "Alerts are on"),
    ]


def test_the_last_numbered_list_is_what_is_asked() -> None:
    said = ["Look it up", "1. Open the app.", "2. Refresh.", "1. It is", "there", "2. It is not"]
    assert list(plain_rows(said)) == [
        Row(number="1", label="It is\nthere"),
        Row(number="2", label="It is not"),
    ]
