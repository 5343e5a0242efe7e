"""Numbered lines, read from a stream."""

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.support import FEWER
from wallethelp.i18n import speaking
from wallethelp.render.wrap import width_of
from wallethelp.ui.plain import PlainUI
from wallethelp.ui.prompts import BACK, Choice, Select, SelectMany, TextPrompt

CHOICES = (Choice("tea", "Tea"), Choice("milk", "Milk"), Choice("water", "Water"))
DRINK = Select(
    key="drink", question="Which drink?", choices=CHOICES, explanation=("Because you are thirsty.",)
)
DRINKS = SelectMany(
    key="drinks", question="Which drinks?", choices=CHOICES, explanation=("Many are thirsty.",)
)
NAME = TextPrompt(key="name", question="Who is it?", explanation=("To greet you.",))


class Lines(StringIO):
    """What is typed; asking for more than that is a mistake."""

    def readline(self, _size: int | None = -1, /) -> str:  # type: ignore[override]
        line = super().readline()
        assert line, "asked again, with nothing left to type"
        return line


def plain(typed: str, *, width: int = 80) -> tuple[PlainUI, StringIO]:
    """The UI with these lines typed, and what it prints."""
    output = StringIO()
    return PlainUI(Lines(typed), output, width=width), output


# --- one of a list --------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["2", " 2 ", "２", "２　", "02", "milk", "MILK", "Ｍilk"])
def test_a_choice_is_taken_by_its_number_or_its_words(typed: str) -> None:
    ui, _ = plain(f"{typed}\n")
    assert ui.select(DRINK) == "milk"


@pytest.mark.parametrize("typed", ["0", "０", "/back", "／back", "/b"])
def test_zero_goes_back(typed: str) -> None:
    ui, output = plain(f"{typed}\n")
    assert ui.select(DRINK) == BACK
    assert "0. " in output.getvalue()


def test_back_is_neither_offered_nor_taken_where_there_is_nothing_before() -> None:
    ui, output = plain("0\n/back\n1\n")
    assert ui.select(replace(DRINK, can_go_back=False)) == "tea"
    assert "0. " not in output.getvalue()


@pytest.mark.parametrize("typed", ["?", "？", "/why"])
@pytest.mark.parametrize("prompt", [DRINK, DRINKS])
def test_a_question_mark_tells_why_and_asks_on(typed: str, prompt: Select | SelectMany) -> None:
    ui, output = plain(f"{typed}\n1\n")
    chosen = ui.select(prompt) if isinstance(prompt, Select) else ui.select_many(prompt)
    assert chosen in ("tea", ("tea",))
    assert output.getvalue().count(prompt.explanation[0]) == 1


@pytest.mark.parametrize(
    "typed",
    ["4", "-1", "9" * 5000, "0000010", "1.5", "gin", "", "1 2", "\x1b[A", "\udce4"],
)
def test_anything_else_repeats_the_range_and_asks_again(typed: str) -> None:
    ui, output = plain(f"{typed}\n3\n")
    assert ui.select(DRINK) == "water"
    said = output.getvalue()
    assert said.count("from 1 to 3") == 1
    assert said.count("Which drink?") == 1, "the question itself is not drawn again"


def test_enter_takes_the_default_and_its_number_is_said() -> None:
    ui, output = plain("\n")
    assert ui.select(replace(DRINK, default="milk")) == "milk"
    assert "Enter for 2" in output.getvalue()


def test_what_was_heard_before_is_listed_on_request_only() -> None:
    recap = replace(DRINK, is_recap=True, default="tea")
    ui, output = plain("\n2\n3\n")
    assert ui.select(recap) == "tea"
    assert "Water" not in output.getvalue()
    assert ui.select(recap) == "water"


def test_a_title_is_heard_once_and_then_only_the_step() -> None:
    ui, output = plain("1\n1\n")
    for step in (1, 2):
        ui.select(replace(DRINK, heading=f"Drinks · Step {step}"))
    assert output.getvalue().count("Drinks") == 1
    assert "Step 2\n" in output.getvalue()


def test_reasons_are_heard_on_request_hints_once_and_steps_without_numbers() -> None:
    prompt = replace(
        DRINK,
        notes=("1. Boil water.", "Why: it is cold.", "One cup."),
        reasons=("Why: it is cold.",),
        hints=("One cup.",),
        steps=("1. Boil water.",),
    )
    ui, output = plain("1\n?\n1\n")
    ui.select(prompt)
    assert "Boil water." in output.getvalue()
    assert "1. Boil" not in output.getvalue()
    assert "Why" not in output.getvalue()
    ui.select(prompt)
    assert output.getvalue().count("Why: it is cold.") == 1
    assert output.getvalue().count("One cup.") == 2


def test_a_long_text_goes_on_at_enter_and_stops_at_zero() -> None:
    ui, output = plain("\n0\n")
    assert ui.goes_on("Enter for the next") is True
    assert ui.goes_on("Enter for the next") is False
    assert output.getvalue().count("> ") == 2


# --- several of a list ----------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["1 3", "3 1", "1,3", "1，３", "1、3", " 1  3 ", "3 1 3"])
def test_several_numbers_come_in_the_order_of_the_list(typed: str) -> None:
    ui, _ = plain(f"{typed}\n")
    assert ui.select_many(DRINKS) == ("tea", "water")


def test_enter_alone_chooses_none_of_several_and_is_asked_again() -> None:
    ui, _ = plain("\n\n2\n")
    assert ui.select_many(DRINKS) == ("milk",)


def test_where_one_must_choose_enter_is_no_answer_and_no_default_is_said() -> None:
    ui, output = plain("\n\n2\n")
    assert ui.select(replace(DRINK, must_choose=True, default="tea")) == "milk"
    assert "Enter for" not in output.getvalue()


def test_how_to_answer_is_said_once_and_again_with_the_reason() -> None:
    ui, output = plain("1\n1\n?\n1\n")
    for _ in range(3):
        ui.select(DRINK)
    assert output.getvalue().count("? for the reason") == 2


def test_zero_goes_back_from_several() -> None:
    ui, _ = plain("０\n")
    assert ui.select_many(DRINKS) == BACK


def test_one_wrong_number_among_several_repeats_the_range() -> None:
    ui, output = plain("1 4\n1 2\n")
    assert ui.select_many(DRINKS) == ("tea", "milk")
    assert output.getvalue().count("from 1 to 3") == 1


# --- text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["/skip", "／skip", "/s", ""])
def test_a_text_is_skipped(typed: str) -> None:
    ui, _ = plain(f"{typed}\n")
    assert ui.text(NAME) == ""


@pytest.mark.parametrize("typed", ["/back", "／back", "/b"])
def test_a_text_goes_back(typed: str) -> None:
    ui, _ = plain(f"{typed}\n")
    assert ui.text(NAME) == BACK


@pytest.mark.parametrize("typed", ["?", "？", "/why"])
def test_a_text_tells_why_and_asks_on(typed: str) -> None:
    ui, output = plain(f"{typed}\nLin\n")
    assert ui.text(NAME) == "Lin"
    assert output.getvalue().count("To greet you.") == 1


def test_zero_is_a_text_like_any_other() -> None:
    ui, _ = plain("0\n")
    assert ui.text(NAME) == "0"


def test_text_is_handed_on_as_it_was_typed() -> None:
    ui, _ = plain("  １００ 元 \r\n")
    assert ui.text(NAME) == "  １００ 元 "


def test_back_is_a_word_where_there_is_nothing_before() -> None:
    ui, _ = plain("/back\n")
    assert ui.text(replace(NAME, can_go_back=False)) == "/back"


def test_enter_keeps_the_earlier_text_and_skip_drops_it() -> None:
    prompt = replace(NAME, default="Lin")
    ui, output = plain("\n")
    assert ui.text(prompt) == "Lin"
    assert "Lin" in output.getvalue()
    assert plain("/skip\n")[0].text(prompt) == ""


# --- all of them ----------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["", "9\n"])
def test_the_end_of_input_is_nobody_there_any_more(typed: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        PlainUI(StringIO(typed), StringIO()).select(DRINK)
    with pytest.raises(KeyboardInterrupt):
        PlainUI(StringIO(typed), StringIO()).select_many(DRINKS)
    with pytest.raises(KeyboardInterrupt):
        PlainUI(StringIO(), StringIO()).text(NAME)


def test_a_problem_is_said_before_the_question() -> None:
    ui, output = plain("Lin\n")
    ui.text(replace(NAME, problem="That was too long.", notes=("A few words.",)))
    said = output.getvalue()
    assert said.index("That was too long.") < said.index("Who is it?") < said.index("A few words.")


def test_what_is_said_back_has_no_sign() -> None:
    ui, output = plain("")
    ui.tell(["Which drink? Tea"], "good")
    ui.tell(["Stop paying."], "warning")
    assert output.getvalue() == "Which drink? Tea\nStop paying.\n"


@FEWER
@given(width=st.integers(20, 60), language=st.sampled_from(["zh", "en"]))
def test_no_line_is_wider_than_the_width(width: int, language: str) -> None:
    long = "银行卡或付款账户已经扣款了吗？Was your card or bank account charged? "
    prompt = Select(
        key="long",
        heading=long,
        question=long,
        notes=(long,),
        explanation=(long,),
        choices=(Choice("a", long), Choice("b", "9" * 90)),
        default="b",
    )
    with speaking("zh" if language == "zh" else "en"):
        ui, output = plain("?\n7\n1\n", width=width)
        ui.select(prompt)
    # What is typed, and its Enter, stands behind the sign that waits for it.
    lines = output.getvalue().replace("> ", "> \n").split("\n")
    assert [line for line in lines if width_of(line) > width] == []


@given(st.text())
def test_nothing_typed_breaks_a_list(typed: str) -> None:
    ui, _ = plain(typed + "\n1\n")
    assert ui.select(DRINK) in ("tea", "milk", "water", BACK)


# --- earlier answers to a question with several ---------------------------------------------------


@pytest.mark.parametrize(("typed", "chosen"), [("", ("tea", "milk")), ("3", ("water",))])
def test_earlier_choices_are_kept_by_enter_and_replaced_by_others(
    typed: str, chosen: tuple[str, ...]
) -> None:
    ui, output = plain(f"{typed}\n")
    assert ui.select_many(replace(DRINKS, defaults=("tea", "milk"))) == chosen
    assert "Earlier answer: " in output.getvalue()
