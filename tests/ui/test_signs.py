"""Ids that an author calls like choices of ours: both work, side by side, whoever asks."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from pathlib import Path

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from tests.names import FILES
from tests.prompted import Watched, person
from tests.same_case import DOWN, ENTER, plain_ui, scripted_ui, terminal_ui
from tests.support import NOW, WeekendsOnly, begin, write_pack
from wallethelp.core.model import Pack
from wallethelp.core.session import World
from wallethelp.core.triage import Candidate, Triage
from wallethelp.core.values import Chose, ChoseMany, Detail, Unknown
from wallethelp.core.values import Reply as Value
from wallethelp.i18n import language
from wallethelp.pack.load import load
from wallethelp.ui.menu import Asker, Chosen, Resume, choose, choose_found, choose_wallet
from wallethelp.ui.plain import PlainUI
from wallethelp.ui.prompts import UI, BadAnswerError, SelectMany, Sign
from wallethelp.ui.scripted import Given, ScriptedUI
from wallethelp.ui.terminal import TerminalUI
from wallethelp.ui.wizard import run

Asking = Callable[[ScriptedUI], AbstractContextManager[UI]]
EVERY_UI = pytest.mark.parametrize("asking", [plain_ui, terminal_ui, scripted_ui])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack", FILES)


@pytest.fixture
def world(folder: Path) -> World:
    loaded = load(folder)
    assert loaded.left_out == ()
    return World(pack=loaded.pack, calendar=WeekendsOnly())


def _script(**given: Given) -> ScriptedUI:
    return ScriptedUI(
        {key.replace("__", ":").replace("_", "/"): (reply,) for key, reply in given.items()}
    )


def _menu(pack: Pack, ui: UI, unfinished: Resume | None = None) -> Chosen | Resume:
    return choose(
        pack,
        ui,
        Asker(),
        find=lambda _text: FOUND,
        remember=lambda _language: None,
        unfinished=unfinished,
    )


def _through(world: World, ui: UI) -> dict[str, Value]:
    session = begin(world, "none", "more")
    finished = run(world, session, ui, now=lambda: NOW, save=lambda _session: None)
    assert finished is not None
    return {given.key: given.reply for given in finished.answers}


FOUND = Triage((Candidate("none", 0.9),), True, False, None, False)


# --- the menus ------------------------------------------------------------------------------------


@EVERY_UI
def test_a_group_a_wallet_and_a_guide_are_chosen_whatever_they_are_called(
    world: World, asking: Asking
) -> None:
    script = _script(menu__what="language", menu__wallet="more", menu__guide="none")
    with asking(script) as ui:
        assert _menu(world.pack, ui) == Chosen("more", "none")


@EVERY_UI
@pytest.mark.parametrize(("group", "guide"), [("describe", "lost"), ("emergency", "emergency")])
def test_a_group_called_like_an_entry_of_ours_is_that_group(
    world: World, asking: Asking, group: str, guide: str
) -> None:
    with asking(_script(menu__what=group, menu__wallet="helping")) as ui:
        assert _menu(world.pack, ui) == Chosen("helping", guide)


def test_our_own_entries_still_do_what_they_say(world: World) -> None:
    before = language()
    someone = person(Sign.LANGUAGE, Sign.EMERGENCY)
    assert _menu(world.pack, someone) == Chosen(None, "help")
    assert language() != before
    someone = person(Sign.DESCRIBE, "gone", Sign.NONE, Sign.EMERGENCY)
    assert _menu(world.pack, someone) == Chosen(None, "help")
    left = Resume("emergency", lambda: "Go on")
    assert _menu(world.pack, person(Sign.RESUME), left) == left


@EVERY_UI
def test_a_guide_called_none_can_be_found(world: World, asking: Asking) -> None:
    with asking(_script(menu__found="none", menu__wallet="more")) as ui:
        chosen = choose_found(world.pack, ui, Asker(), "gone", FOUND)
    assert chosen == Chosen("more", "none")


def test_a_wallet_called_more_is_no_next_page(world: World) -> None:
    one = world.pack.wallets["more"]
    pack = world.pack.model_copy(
        update={"wallets": {**world.pack.wallets, **{f"w{n}": one for n in range(20)}}}
    )
    chosen = choose_wallet(pack, person(Sign.MORE, "w9"), Asker(), can_go_back=False)
    assert chosen == Asker("w9")
    assert choose_wallet(pack, person("more"), Asker(), can_go_back=False) == Asker("more")
    helped = person(Sign.MORE, Sign.MORE, Sign.HELPING, "Lin", "helping")
    assert choose_wallet(pack, helped, Asker(), can_go_back=False) == Asker("helping", "Lin")


# --- the questions --------------------------------------------------------------------------------

ENTRIES: dict[str, Given] = {
    "none_menu": "unknown",
    "none_what": ("unknown", "none"),
    "done": "all of it",
    "check-answers": "the page",
    "skip": "skip",
    "menu__check-answers": Sign.DONE,
}


@EVERY_UI
def test_an_option_is_that_option_and_not_a_sign(world: World, asking: Asking) -> None:
    with asking(_script(**ENTRIES)) as ui:
        replies = _through(world, ui)
    assert replies["none/menu"] == Chose(option="unknown")
    assert replies["none/what"] == ChoseMany(options=("unknown", "none"))
    skipped = replies["skip"]
    assert isinstance(skipped, Detail)
    assert skipped.value.kind == "picked"
    assert skipped.value.option == "skip"


@EVERY_UI
@pytest.mark.parametrize("option", ["back", "skip"])
def test_every_option_can_be_chosen(world: World, asking: Asking, option: str) -> None:
    with asking(_script(**{**ENTRIES, "none_menu": option})) as ui:
        assert _through(world, ui)["none/menu"] == Chose(option=option)


@EVERY_UI
def test_not_knowing_is_still_an_answer_beside_them(world: World, asking: Asking) -> None:
    unknown: dict[str, Given] = {
        "none_what": Sign.UNKNOWN,
        "skip": Sign.UNKNOWN,
        "none_menu": "back",
    }
    with asking(_script(**{**ENTRIES, **unknown})) as ui:
        replies = _through(world, ui)
    assert (replies["none/what"], replies["skip"]) == (Unknown(), Unknown())


def test_a_field_called_done_can_be_changed_and_done_is_done(world: World) -> None:
    first: list[Given] = ["back", ("done",), "one", "two", Sign.SKIP]
    someone = person(*first, "done", "another", "check-answers", "third", Sign.DONE)
    replies = _through(world, someone)
    assert [replies[key].words for key in ("done", "check-answers")] == ["another", "third"]  # type: ignore[union-attr]


def test_the_keys_of_our_own_screens_are_no_keys_of_an_answers_file(world: World) -> None:
    someone = person(Sign.DESCRIBE, "gone", "none", "more")
    _menu(world.pack, someone)
    ours = [*someone.keys, *person_at_the_end(world).keys[-1:]]
    assert all(":" in key for key in ours)


def person_at_the_end(world: World) -> Watched:
    someone = person("skip", Sign.DONE)
    _through(world, someone)
    return someone


# --- “I don't know” and something else ------------------------------------------------------------


def test_not_knowing_and_something_else_are_asked_about_and_nothing_is_dropped(
    world: World,
) -> None:
    someone = person("back", ("done", Sign.UNKNOWN), ("done",), "one", "two", Sign.SKIP, Sign.DONE)
    replies = _through(world, someone)
    first, again = (prompt for prompt in someone.asked if prompt.key == "none/what")
    assert isinstance(again, SelectMany)
    assert (first.problem, again.defaults) == ("", ("done",))
    assert again.problem
    assert replies["none/what"] == ChoseMany(options=("done",))


def test_plain_lines_say_that_they_exclude_each_other(world: World) -> None:
    lines = StringIO("2\n2 4\n4\none\ntwo\n4\n1\n")
    shown = StringIO()
    replies = _through(world, PlainUI(lines, shown))
    assert replies["none/what"] == Unknown()
    assert "goes with nothing else" in shown.getvalue()


def test_at_the_terminal_what_was_ticked_stays_ticked(world: World) -> None:
    both = [DOWN, " ", DOWN, DOWN, " ", ENTER]
    keys = [DOWN, ENTER, *both, ENTER, "one", ENTER, "two", ENTER, ENTER, ENTER]
    shown = StringIO()
    with create_pipe_input() as keyboard:
        keyboard.send_text("".join(keys))
        ui = TerminalUI(Console(file=shown, width=60), source=keyboard, output=DummyOutput())
        replies = _through(world, ui)
    assert replies["none/what"] == ChoseMany(options=("done",))


def test_a_script_that_says_both_is_refused(world: World) -> None:
    ui = ScriptedUI({"none/menu": ("back",), "none/what": (("done", None),)})
    with pytest.raises(BadAnswerError) as caught:
        _through(world, ui)
    assert caught.value.key == "none/what"
