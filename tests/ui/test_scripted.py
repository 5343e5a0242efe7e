"""Answers given in advance."""

import pytest
from msgspec.structs import replace

from tests.prompted import person
from wallethelp.ui.prompts import (
    BACK,
    BadAnswerError,
    Choice,
    Select,
    SelectMany,
    Sign,
    TextPrompt,
    UnansweredError,
)
from wallethelp.ui.scripted import ScriptedUI

CHOICES = (Choice("tea", "Tea"), Choice("milk", "Milk"), Choice("water", "Water"))
DRINK = Select(key="guide/drink", question="Which?", choices=CHOICES)
DRINKS = SelectMany(key="guide/drinks", question="Which ones?", choices=CHOICES)
NAME = TextPrompt(key="name", question="Who?")


def test_replies_are_found_by_the_key_of_the_question() -> None:
    ui = ScriptedUI({"name": ("Lin",), "guide/drink": ("milk",)})
    assert ui.select(DRINK) == "milk"
    assert ui.text(NAME) == "Lin"


def test_several_choices_come_in_the_order_of_the_list() -> None:
    assert ScriptedUI({DRINKS.key: (("water", "tea"),)}).select_many(DRINKS) == ("tea", "water")


def test_one_name_will_do_where_several_may_be_chosen() -> None:
    assert ScriptedUI({DRINKS.key: ("milk",)}).select_many(DRINKS) == ("milk",)


def test_back_is_a_reply_to_every_kind_of_question() -> None:
    ui = ScriptedUI({DRINK.key: (BACK,), DRINKS.key: (BACK,), NAME.key: (BACK,)})
    assert [ui.select(DRINK), ui.select_many(DRINKS), ui.text(NAME)] == [BACK, BACK, BACK]


def test_replies_to_one_key_are_used_in_order_and_once() -> None:
    ui = ScriptedUI({DRINK.key: ("tea", "milk")})
    assert [ui.select(DRINK), ui.select(DRINK)] == ["tea", "milk"]
    with pytest.raises(UnansweredError):
        ui.select(DRINK)


@pytest.mark.parametrize(
    ("method", "prompt", "choices"),
    [
        ("select", DRINK, ("tea", "milk", "water")),
        ("select_many", DRINKS, ("tea", "milk", "water")),
        ("text", NAME, ()),
    ],
)
def test_a_missing_reply_names_the_question_and_its_choices(
    method: str, prompt: Select | SelectMany | TextPrompt, choices: tuple[str, ...]
) -> None:
    with pytest.raises(UnansweredError) as caught:
        getattr(ScriptedUI({}), method)(prompt)
    assert (caught.value.key, caught.value.question) == (prompt.key, prompt.question)
    assert caught.value.choices == choices


def test_an_optional_detail_with_no_reply_is_skipped() -> None:
    optional = Select(key="proof", question="Have it?", choices=CHOICES, optional=True)
    assert ScriptedUI({}).select(optional) is Sign.SKIP
    assert ScriptedUI({}).text(TextPrompt(key="name", question="Who?", optional=True)) == ""


def test_a_person_is_asked_what_the_script_lacks_even_where_it_is_optional() -> None:
    someone = person("milk", ("tea",), "Lin")
    ui = ScriptedUI({}, otherwise=someone)
    optional = TextPrompt(key="name", question="Who?", optional=True)
    assert ui.select(DRINK) == "milk"
    assert ui.select_many(DRINKS) == ("tea",)
    assert ui.text(optional) == "Lin"
    assert someone.keys == [DRINK.key, DRINKS.key, "name"]


def test_a_person_is_not_asked_what_the_script_has() -> None:
    assert ScriptedUI({DRINK.key: ("tea",)}, otherwise=person()).select(DRINK) == "tea"


def test_a_reply_that_is_no_choice_is_refused_with_the_choices() -> None:
    for ui in (ScriptedUI({DRINK.key: ("gin",)}), ScriptedUI({DRINK.key: (("tea",),)})):
        with pytest.raises(BadAnswerError) as caught:
            ui.select(DRINK)
        assert caught.value.key == DRINK.key
        assert caught.value.choices == ("tea", "milk", "water")


def test_several_replies_with_a_wrong_one_are_refused() -> None:
    with pytest.raises(BadAnswerError):
        ScriptedUI({DRINKS.key: (("tea", "gin"),)}).select_many(DRINKS)


def test_a_list_is_no_text() -> None:
    with pytest.raises(BadAnswerError):
        ScriptedUI({NAME.key: (("Lin", "Wang"),)}).text(NAME)


def test_a_text_that_was_not_accepted_is_an_error_and_not_asked_again() -> None:
    ui = ScriptedUI({NAME.key: ("Lin", "Wang")})
    assert [ui.text(NAME), ui.text(replace(NAME, problem="too short"))] == ["Lin", "Wang"]
    with pytest.raises(BadAnswerError) as caught:
        ui.text(TextPrompt(key="name", question="Who?", problem="too long"))
    assert caught.value.problem == "too long"


def test_the_page_of_answers_is_confirmed_only_where_nobody_can_look_at_it() -> None:
    page = Select(
        key="menu:check-answers",
        question="Right?",
        choices=(Choice(Sign.DONE, "Yes"), Choice("guide/drink", "Which? Tea")),
    )
    assert ScriptedUI({}).select(page) is Sign.DONE
    asked = ScriptedUI({}, otherwise=person("guide/drink"), confirm=False)
    assert asked.select(page) == "guide/drink"
    assert ScriptedUI({"menu:check-answers": ("guide/drink",)}).select(page) == "guide/drink"


def test_what_is_told_is_remembered_and_passed_on() -> None:
    someone = person()
    ui = ScriptedUI({}, otherwise=someone)
    ui.tell(["Stop paying."], "warning")
    assert ui.told == ["Stop paying."]
    assert (someone.told, someone.log) == (["Stop paying."], ["tell warning"])
