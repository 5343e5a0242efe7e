"""The filter that stands for somebody who hears the program, and what it finds."""

import pytest

from tests.journeys.heard import faults, heard, length


def test_layout_colour_and_empty_lines_are_not_heard() -> None:
    raw = "\x1b[1mWhat next?\x1b[0m\r\n\r\n────────\r\n  1.   Done\r\n-----\r\n> "
    assert heard(raw) == ["What next?", "1. Done", ">"]
    assert length(raw) == len("What next?\n1. Done\n>")


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["What next?", "· · ·"], "only signs"),
        (["Noted:", ">"], "nothing behind a label"),
        (["Amount: , paid by card"], "nothing behind a label"),
        (["Top-up failed", "Top-up failed"], "twice in a row"),
        (["Do not top up again.", "1. Done.", "Do not top", "up again."], "said twice"),
        (["Skip this one", "2. Done", "Skip this one"], "said twice"),
    ],
)
def test_what_makes_no_sense_without_layout_is_found(lines: list[str], fault: str) -> None:
    assert any(found.startswith(fault) for found in faults(lines))


def test_the_last_screen_may_tell_what_happened_once_more_in_the_message() -> None:
    lines = ["The statement says completed.", "Please check. The statement", "says completed."]
    assert list(faults(lines, is_last=True)) == []
    assert list(faults(lines)) != []


def test_a_question_with_its_choices_makes_sense() -> None:
    lines = [
        "充值失败或没到账 · 第 2 步",
        "银行卡已经扣款了吗？",
        "为什么：扣了款要请客服查。",
        "1. 已经扣款",
        "2. 没有扣款",
        "请输入 1 到 2",
        ">",
    ]
    assert list(faults(lines)) == []
