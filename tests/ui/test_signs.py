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
from wallethelp.core.triage.guides import Candidate, Triage
from wallethelp.core.values import Chose, ChoseMany, Detail, Picked, Unknown
from wallethelp.core.values import Reply as Value
from wallethelp.i18n import language
from wallethelp.pack.load import load
from wallethelp.ui.menu import Asker, Chosen, Menu, Resume
from wallethelp.ui.plain import PlainUI
from wallethelp.ui.prompts import BACK, UI, BadAnswerError, SelectMany, Sign
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


def _menu(pack: Pack, ui: UI, unfinished: Resume | None = None) -> Menu:
    return Menu(
        pack=pack,
        ui=ui,
        find=lambda _text: FOUND,
        remember=lambda _language: None,
        unfinished=unfinished,
    )


def _through(world: World, ui: UI, *, wallet: str | None = "more") -> dict[str, Value]:
    session = begin(world, "none", wallet)
    finished = run(world, session, ui, now=lambda: NOW, save=lambda _session: None)
    assert finished is not None
    return {given.key: given.reply for given in finished.answers}


FOUND = Triage((Candidate("none", 0.9),), True, False, None, False)


# --- the menus ------------------------------------------------------------------------------------


@EVERY_UI
@pytest.mark.parametrize("guide", ["emergency", "lost", "none", "menu"])
def test_a_guide_is_chosen_whatever_it_is_called(world: World, asking: Asking, guide: str) -> None:
    with asking(_script(menu__what=guide)) as ui:
        assert _menu(world.pack, ui).choose(Asker()) == Chosen(guide, Asker())


def test_our_own_entries_still_do_what_they_say(world: World) -> None:
    before = language()
    help_ = Chosen("help", Asker())
    assert _menu(world.pack, person(Sign.LANGUAGE, Sign.EMERGENCY)).choose(Asker()) == help_
    assert language() != before
    someone = person(Sign.DESCRIBE, "gone", Sign.NONE, "none")
    assert _menu(world.pack, someone).choose(Asker()) == Chosen("none", Asker(), "every", "gone")
    left = Resume("emergency", lambda: "Go on")
    assert _menu(world.pack, person(Sign.RESUME), left).choose(Asker()) == left


@EVERY_UI
def test_a_guide_called_none_can_be_found(world: World, asking: Asking) -> None:
    with asking(_script(menu__found="none")) as ui:
        assert _menu(world.pack, ui).found(Asker(), "gone") == Chosen(
            "none", Asker(), "found", "gone"
        )


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
    assert skipped.value == Picked(option="skip")


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


@EVERY_UI
@pytest.mark.parametrize("wallet", ["more", "helping", "unknown"])
def test_a_wallet_is_chosen_whatever_it_is_called(
    folder: Path, asking: Asking, wallet: str
) -> None:
    pack_yaml = folder / "pack.yaml"
    question = "which_wallet: {ask: {zh: 哪个, en: Which}}\n"
    pack_yaml.write_text(pack_yaml.read_text(encoding="utf-8") + question, encoding="utf-8")
    second = FILES["wallets/more.yaml"].replace("more", "unknown")
    (folder / "wallets/unknown.yaml").write_text(second, encoding="utf-8")
    world = World(pack=load(folder).pack, calendar=WeekendsOnly())
    with asking(_script(**ENTRIES, opening_wallet=wallet)) as ui:
        replies = _through(world, ui, wallet=None)
    assert replies["opening/wallet"] == Chose(option=wallet)


def test_a_field_called_done_can_be_changed_and_done_is_done(world: World) -> None:
    first: list[Given] = ["back", ("done",), "one", "two", Sign.SKIP]
    someone = person(*first, "done", "another", "check-answers", "third", Sign.DONE)
    replies = _through(world, someone)
    assert [replies[key].words for key in ("done", "check-answers")] == ["another", "third"]  # type: ignore[union-attr]


def test_the_keys_of_our_own_screens_are_no_keys_of_an_answers_file(world: World) -> None:
    someone = person(
        Sign.MORE, Sign.HELPING, "Lin", BACK, BACK, BACK, Sign.DESCRIBE, "gone", "none"
    )
    _menu(world.pack, someone).choose(Asker())
    ours = [*someone.keys, *person_at_the_end(world).keys[-1:]]
    assert all(":" in key for key in ours)


def person_at_the_end(world: World) -> Watched:
    someone = person("back", ("done",), "one", "two", Sign.SKIP, Sign.DONE)
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
    lines = StringIO("2\n2 5\n5\none\ntwo\n4\n1\n")
    shown = StringIO()
    replies = _through(world, PlainUI(lines, shown))
    assert replies["none/what"] == Unknown()
    assert "go with nothing else" in shown.getvalue()


def test_at_the_terminal_not_knowing_takes_the_other_ticks_away(world: World) -> None:
    ticked = ["1", "2", "5", DOWN, ENTER]
    keys = [DOWN, ENTER, *ticked, "one", ENTER, "two", ENTER, ENTER, ENTER]
    shown = StringIO()
    with create_pipe_input() as keyboard:
        keyboard.send_text("".join(keys))
        ui = TerminalUI(Console(file=shown, width=60), source=keyboard, output=DummyOutput())
        replies = _through(world, ui)
    assert replies["none/what"] == Unknown()


def test_a_script_that_says_both_is_refused(world: World) -> None:
    ui = ScriptedUI({"none/menu": ("back",), "none/what": (("done", None),)})
    with pytest.raises(BadAnswerError) as caught:
        _through(world, ui)
    assert caught.value.key == "none/what"
