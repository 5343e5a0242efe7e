"""Questionary's own prompts, driven by keys through a pipe."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO

import pytest
from msgspec.structs import replace
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from wallethelp.i18n import speaking
from wallethelp.ui.prompts import BACK, Choice, Select, SelectMany, TextPrompt, Tone
from wallethelp.ui.terminal import TerminalUI

UP, DOWN, LEFT, ESCAPE, ENTER, CTRL_C, CTRL_D = (
    "\x1b[A",
    "\x1b[B",
    "\x1b[D",
    "\x1b",
    "\r",
    "\x03",
    "\x04",
)
LEFT_WITHOUT_ANSWER = "left without an answer"
CHOICES = (Choice("tea", "Tea"), Choice("milk", "Milk"), Choice("water", "Water"))
DRINK = Select(key="drink", question="Which?", choices=CHOICES, explanation=("Because.",))
DRINKS = SelectMany(key="drinks", question="Which ones?", choices=CHOICES, explanation=("So.",))
NAME = TextPrompt(key="name", question="Who?", explanation=("To greet you.",))


@dataclass(frozen=True, slots=True)
class Typing:
    """Prompts with somebody at the keyboard, who presses Ctrl-C where the keys did not suffice."""

    ascii_only: bool = False
    printed: StringIO = field(default_factory=StringIO)

    def select(self, keys: str, prompt: Select = DRINK) -> object:
        return self._answered(keys, lambda ui: ui.select(prompt))

    def select_many(self, keys: str, prompt: SelectMany = DRINKS) -> object:
        return self._answered(keys, lambda ui: ui.select_many(prompt))

    def text(self, keys: str, prompt: TextPrompt = NAME) -> object:
        return self._answered(keys, lambda ui: ui.text(prompt))

    def tell(self, lines: Sequence[str], tone: Tone) -> None:
        with self._ui() as (ui, _keyboard):
            ui.tell(lines, tone)

    def _answered(self, keys: str, ask: Callable[[TerminalUI], object]) -> object:
        with self._ui() as (ui, keyboard):
            keyboard.send_text(keys + CTRL_C)
            try:
                return ask(ui)
            except KeyboardInterrupt:
                return LEFT_WITHOUT_ANSWER

    @contextmanager
    def _ui(self) -> Iterator[tuple[TerminalUI, PipeInput]]:
        console = Console(file=self.printed, width=60, markup=False, emoji=False, highlight=False)
        with create_pipe_input() as keyboard:
            yield (
                TerminalUI(
                    console,
                    ascii_only=self.ascii_only,
                    escape_delay=0.01,
                    source=keyboard,
                    output=DummyOutput(),
                ),
                keyboard,
            )


@pytest.fixture
def typist() -> Typing:
    return Typing()


# --- one of a list --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (ENTER, "tea"),
        (DOWN + ENTER, "milk"),
        (DOWN + DOWN + ENTER, "water"),
        (DOWN + DOWN + UP + ENTER, "milk"),
        ("3" + ENTER, "water"),
        ("3" + "1" + ENTER, "tea"),
        ("j" + ENTER + ENTER, "tea"),
    ],
)
def test_a_choice_is_taken_by_arrows_or_by_its_number(
    typist: Typing, keys: str, chosen: str
) -> None:
    assert typist.select(keys) == chosen


@pytest.mark.parametrize(
    "keys",
    [ESCAPE, LEFT, "0" + ENTER, DOWN * 3 + ENTER, UP + ENTER, DOWN + ESCAPE],
    ids=["Escape", "Left", "its number", "its entry", "its entry from above", "after moving"],
)
def test_each_way_back_from_a_list(typist: Typing, keys: str) -> None:
    assert typist.select(keys) == BACK


@pytest.mark.parametrize("keys", [ESCAPE, LEFT, "0"])
def test_there_is_no_way_back_where_nothing_is_before(typist: Typing, keys: str) -> None:
    first = replace(DRINK, can_go_back=False)
    assert typist.select(keys + "x" + DOWN + ENTER, first) == "milk"
    assert typist.select(DOWN * 3 + ENTER, first) == "tea"


def test_the_pointer_starts_at_the_default(typist: Typing) -> None:
    assert typist.select(ENTER, replace(DRINK, default="water")) == "water"
    assert typist.select(UP + ENTER, replace(DRINK, default="water")) == "milk"


@pytest.mark.parametrize("sign", ["?", "？"])
def test_asking_why_does_not_answer_a_list(typist: Typing, sign: str) -> None:
    assert typist.select(DOWN + sign + sign + sign + ENTER + ENTER) == "milk"
    assert typist.select_many(" " + sign + DOWN + "q" + UP + ENTER) == BACK


def test_the_page_of_reasons_scrolls_and_any_way_out_leads_back_to_the_list(typist: Typing) -> None:
    for way_out in (ENTER, "q", "?", LEFT):
        assert typist.select("?" + DOWN + " " + UP + way_out + "3" + ENTER) == "water"


def test_numbers_go_on_beyond_nine(typist: Typing) -> None:
    many = tuple(Choice(f"c{number}", f"Choice {number}") for number in range(1, 35))
    long = replace(DRINK, choices=many)
    for number in (1, 3, 10, 12, 30, 34):
        assert typist.select(f"{number}" + ENTER, long) == f"c{number}"
    assert typist.select("0" + ENTER, long) == BACK
    assert typist.select("35" + ENTER, long) == "c5"


def test_where_one_must_choose_enter_alone_does_nothing(typist: Typing) -> None:
    asked = replace(DRINK, must_choose=True, default="tea")
    assert typist.select(ENTER + ENTER, asked) == LEFT_WITHOUT_ANSWER
    assert typist.select(ENTER + "2" + ENTER, asked) == "milk"
    assert typist.select(DOWN + ENTER, asked) == "tea"


def test_a_menu_in_one_line_is_chosen_from_sideways(typist: Typing) -> None:
    menu = replace(DRINK, is_compact=True, can_go_back=False)
    assert typist.select("\x1b[C" + ENTER, menu) == "milk"
    assert typist.select("\x1b[C\x1b[C" + LEFT + ENTER, menu) == "milk"
    assert typist.select("\t\t" + ENTER, menu) == "water"


def test_more_choices_than_keys_are_still_a_list(typist: Typing) -> None:
    many = tuple(Choice(f"c{number}", f"Choice {number}") for number in range(60))
    assert typist.select(DOWN * 50 + ENTER, replace(DRINK, choices=many)) == "c50"


def test_a_label_is_never_markup(typist: Typing) -> None:
    hostile = (Choice("a", "<b>[red]x[/red]</b> {0} %s :100:"), Choice("b", "\\"))
    assert typist.select(DOWN + ENTER, replace(DRINK, choices=hostile)) == "b"


# --- several of a list ----------------------------------------------------------------------------


GO_ON = DOWN * 3 + ENTER
"""From the first row to the one that goes on."""


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (" " + GO_ON, ("tea",)),
        (ENTER + GO_ON, ("tea",)),
        ("13" + DOWN + ENTER, ("tea", "water")),
        (DOWN + DOWN + " " + UP + " " + DOWN + DOWN + ENTER, ("milk", "water")),
        (GO_ON + UP + " " + DOWN + ENTER, ("water",)),
    ],
)
def test_several_choices_are_ticked(typist: Typing, keys: str, chosen: tuple[str, ...]) -> None:
    assert typist.select_many(keys) == chosen


def test_going_on_with_nothing_ticked_asks_to_choose(typist: Typing) -> None:
    assert typist.select_many(" " + " " + GO_ON) == LEFT_WITHOUT_ANSWER


def test_ticks_start_at_the_defaults(typist: Typing) -> None:
    assert typist.select_many(GO_ON, replace(DRINKS, defaults=("milk",))) == ("milk",)


@pytest.mark.parametrize("keys", [ESCAPE, LEFT, DOWN * 4 + ENTER, "0" + ENTER, " " + ESCAPE])
def test_each_way_back_from_several(typist: Typing, keys: str) -> None:
    assert typist.select_many(keys) == BACK


# --- text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["Lin", "余额没有变", "0", "１００ 元", "a" * 500])
def test_a_text_is_handed_on_as_typed(typist: Typing, words: str) -> None:
    assert typist.text(words + ENTER) == words


def test_enter_alone_is_an_empty_text(typist: Typing) -> None:
    assert typist.text(ENTER) == ""


def test_an_earlier_text_can_be_kept_or_changed(typist: Typing) -> None:
    prompt = replace(NAME, default="Lin")
    assert typist.text(ENTER, prompt) == "Lin"
    assert typist.text(" Wei" + ENTER, prompt) == "Lin Wei"


def test_escape_goes_back_from_a_text_and_left_moves_in_it(typist: Typing) -> None:
    assert typist.text("Li" + ESCAPE) == BACK
    assert typist.text("ac" + LEFT + "b" + ENTER) == "abc"


def test_escape_does_nothing_to_a_text_with_nothing_before(typist: Typing) -> None:
    assert typist.text("Lin" + ESCAPE + ENTER, replace(NAME, can_go_back=False)) == "Lin"


@pytest.mark.parametrize("sign", ["?", "？"])
def test_a_question_mark_alone_asks_why_and_not_more(typist: Typing, sign: str) -> None:
    assert typist.text(sign + ENTER + "Lin" + ENTER) == "Lin"
    assert typist.text("why?" + ENTER) == "why?"


# --- all of them ----------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["select", "select_many", "text"])
def test_ctrl_c_leaves(typist: Typing, method: str) -> None:
    assert getattr(typist, method)("") == LEFT_WITHOUT_ANSWER


def test_the_end_of_input_leaves_a_text(typist: Typing) -> None:
    assert typist.text(CTRL_D + ENTER) == LEFT_WITHOUT_ANSWER


def test_prompts_print_nothing_that_stays(typist: Typing) -> None:
    typist.select(ENTER)
    typist.text("Lin" + ENTER)
    assert typist.printed.getvalue() == ""


def test_an_answer_said_back_stays_and_fits(typist: Typing) -> None:
    typist.tell(["银行卡或付款账户已经扣款了吗？" * 4, "[/red] :100:"], "good")
    lines = typist.printed.getvalue().splitlines()
    assert len(lines) >= 3
    assert lines[0].startswith("  ✓ ")
    assert lines[-1] == "  ✓ [/red] :100:"


def test_ascii_signs_only() -> None:
    plain = Typing(ascii_only=True)
    assert plain.select(DOWN * 3 + ENTER) == BACK
    plain.tell(["Tea"], "good")
    assert plain.printed.getvalue().isascii()


def test_every_prompt_works_in_chinese(typist: Typing) -> None:
    with speaking("zh"):
        assert typist.select("2" + ENTER) == "milk"
        assert typist.select_many(" " + GO_ON) == ("tea",)
        assert typist.text("？" + ENTER + "小林" + ENTER) == "小林"
