"""A list as a value, and what it looks like in a window of any size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from wallethelp.i18n import speaking
from wallethelp.render.wrap import width_of
from wallethelp.ui.list_keys import ListState, one_of, pressed, several_of
from wallethelp.ui.list_screen import list_screen
from wallethelp.ui.prompts import BACK, Choice, Select, SelectMany, Sign, TextPrompt
from wallethelp.ui.screen_lines import ASCII, Line, Signs, help_screen
from wallethelp.ui.text_screen import text_screen

KEYS = st.lists(st.sampled_from(["up", "down", "enter", "space", *"0123456789"]), max_size=30)
LABELS = st.text("ab 中文", min_size=1, max_size=60)
CHOICES = st.lists(LABELS, min_size=1, max_size=25).map(
    lambda labels: tuple(Choice(f"c{n}", label) for n, label in enumerate(labels, 1))
)
SELECTS = st.builds(
    lambda choices, must, compact, notes, back: Select(
        key="k",
        question="银行账单里，这笔钱现在是什么状态？",
        heading="Upay · 充值失败或没到账 · 第 3 步",
        notes=tuple(notes),
        choices=choices,
        must_choose=must,
        is_compact=compact,
        can_go_back=back,
    ),
    CHOICES,
    st.booleans(),
    st.booleans(),
    st.lists(LABELS, max_size=3),
    st.booleans(),
)
MANY = SelectMany(
    key="k",
    question="Which?",
    choices=(
        Choice("a", "A"),
        Choice("b", "B"),
        Choice(Sign.NONE, "None of these"),
        Choice(Sign.UNKNOWN, "I don't know"),
    ),
    alone=(Sign.NONE, Sign.UNKNOWN),
)
TALL = Select(
    key="k",
    question="What does the bank statement say about this payment?",
    heading="Upay · Top-up failed",
    notes=("Why: it may be released by itself.", "Where: in your bank's app."),
    explanation=("Because of what you answered.",),
    choices=tuple(Choice(f"c{n}", f"Choice number {n}") for n in range(1, 8)),
)


def after(state: ListState, *keys: str) -> ListState:
    for key in keys:
        state = pressed(state, key)
    return state


def texts(lines: list[Line]) -> list[str]:
    return ["".join(text for _style, text in line) for line in lines]


def shown(prompt: Select, state: ListState, width: int, height: int) -> list[str]:
    return texts(list_screen(prompt, state, width=width, height=height, signs=Signs()))


@given(SELECTS, KEYS)
def test_a_result_is_one_of_the_list_and_was_pointed_at(prompt: Select, keys: list[str]) -> None:
    state = after(one_of(prompt, "Back"), *keys)
    values = {c.value for c in prompt.choices} | ({BACK} if prompt.can_go_back else set())
    assert state.result is None or state.result in values
    if prompt.must_choose and not {"up", "down", *"0123456789"} & set(keys):
        assert state.result is None


@given(SELECTS, st.integers(1, 200))
def test_every_number_leads_to_its_row(prompt: Select, number: int) -> None:
    state = after(one_of(prompt, "Back"), *str(number))
    if number <= len(prompt.choices):
        assert state.pointed is not None
        assert state.rows[state.pointed].number == number


def test_what_stands_alone_excludes_the_others_and_is_excluded_by_them() -> None:
    state = after(several_of(MANY, "Back"), "1", "2")
    assert state.chosen == ("a", "b")
    assert after(state, "3").chosen == (Sign.NONE,)
    assert after(state, "3", "4").chosen == (Sign.UNKNOWN,)
    assert after(state, "3", "2").chosen == ("b",)
    assert after(state, "1").chosen == ("b",)


def test_enter_ticks_a_row_and_only_the_last_one_goes_on() -> None:
    state = after(several_of(MANY, "Back"), "enter")
    assert (state.chosen, state.result) == (("a",), None)
    assert after(state, "up", "up", "enter").result == ("a",)
    assert after(several_of(MANY, "Back"), "up", "up", "enter").problem == "choose-several"


def test_a_number_and_enter_tick_a_row_once() -> None:
    state = after(several_of(MANY, "Back"), "2", "enter")
    assert state.chosen == ("b",)
    assert after(state, "enter").result == ("b",), "and Enter goes on"
    assert after(state, "1", "enter", "enter").result == ("a", "b")
    assert after(several_of(MANY, "Back"), "2", "down", "up", "enter").chosen == ()


def test_a_letter_chooses_its_row_at_once() -> None:
    prompt = Select(
        key="k", question="?", choices=(Choice("a", "A"), Choice("b", "B (q)", key="q"))
    )
    assert after(one_of(prompt, "Back"), "q").result == "b"
    assert after(one_of(prompt, "Back"), "x").result is None


def test_the_digits_of_a_sentence_choose_no_row() -> None:
    prompt = Select(key="k", question="?", choices=(Choice("a", "A"), Choice("b", "B")))
    state = after(one_of(prompt, "Back"), "words", "2", "words", "enter")
    assert (state.pointed, state.result) == (0, None)
    assert after(state, "2", "enter").result == "b"
    assert after(one_of(prompt, "Back"), "words", "down", "enter").result == "b"


def test_how_many_are_ticked_stands_on_the_row_that_goes_on() -> None:
    with speaking("en"):
        lines = texts(
            list_screen(
                MANY, after(several_of(MANY, "Back"), "1", "2"), width=60, height=20, signs=ASCII
            )
        )
    assert any("(2 chosen)" in line for line in lines)
    assert sum("[x]" in line for line in lines) == 2
    assert not any("[" in line for line in lines if "Back" in line)


@given(SELECTS, KEYS, st.integers(8, 100), st.integers(1, 40))
def test_it_fits_any_window_and_shows_what_is_pointed_at(
    prompt: Select, keys: list[str], width: int, height: int
) -> None:
    state = after(one_of(prompt, "Back"), *keys)
    lines = list_screen(prompt, state, width=width, height=height, signs=Signs())
    if not prompt.is_compact:
        assert len(lines) <= height
        assert any(style == "pointed" for line in lines for style, _text in line) == (
            state.pointed is not None
        )
    assert max(width_of(text) for text in texts(lines)) <= max(width, 12)


def test_in_a_small_window_the_question_and_the_choices_can_be_read_with_marks() -> None:
    state = one_of(TALL, "Back")
    lines = shown(TALL, state, 20, 8)
    assert lines[0].startswith("? What does")
    assert any("Choice" in line for line in lines)
    assert any("↓" in line for line in lines)
    assert any("?" in line and "…" in line for line in lines)
    for place in range(len(state.rows)):
        moved = replace(state, pointed=place)
        assert any("❯" in line for line in shown(TALL, moved, 20, 8)), place


@pytest.mark.parametrize("height", range(1, 30))
def test_nothing_is_left_out_without_a_mark(height: int) -> None:
    whole = shown(TALL, one_of(TALL, "Back"), 60, 99)
    lines = shown(TALL, one_of(TALL, "Back"), 60, height)
    assert len(lines) <= height
    choices = [line for line in whole if "Choice" in line]
    if any(line not in lines for line in choices) and height > 1:
        assert any("↓" in line or "…" in line for line in lines)


def test_the_page_of_reasons_holds_all_and_says_how_much_more_there_is() -> None:
    seen: set[str] = set()
    for first in range(6):
        page = texts(help_screen(TALL, width=30, height=4, first=first, signs=Signs()))
        assert len(page) <= 4
        seen.update(page)
    for text in (*TALL.notes, *TALL.explanation):
        assert text.split()[0] in " ".join(seen)


def test_answers_stand_under_the_heading_of_their_group_once() -> None:
    rows = (Choice("a", "A", "First"), Choice("b", "B", "First"), Choice("c", "C", "Second"))
    prompt = Select(key="k", question="?", choices=rows)
    lines = shown(prompt, one_of(prompt, "Back"), 40, 20)
    assert [line.strip() for line in lines].count("First") == 1
    assert [line.strip() for line in lines].count("Second") == 1


# --- around a line that is typed ------------------------------------------------------------------

LONG = TextPrompt(
    key="k",
    question="What did the screen say, word for word, when you pressed the button?",
    heading="Upay",
    notes=("Why: it helps.", "Where: on the screen. " * 6),
    problem="That is not understood.",
)


@given(st.integers(8, 100), st.integers(1, 40), st.integers(1, 5))
def test_a_typed_line_is_always_there_and_what_is_missing_has_a_mark(
    width: int, height: int, typed: int
) -> None:
    above, below = text_screen(LONG, typed=typed, width=width, height=height, signs=Signs())
    lines = texts([*above, *below])
    assert len(lines) + typed <= max(height, typed)
    assert all(width_of(line) <= max(width, 12) for line in lines)
    whole = texts(text_screen(LONG, typed=1, width=width, height=99, signs=Signs())[0])
    # The heading is the first to go; with one or two lines left there is no room for a mark.
    missing = [line for line in whole if line not in (*lines, "", "Upay")]
    if missing and height - typed > 2:
        assert any("…" in line for line in lines)
