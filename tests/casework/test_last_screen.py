"""The last screen: what it shows, and what can be done with it."""

import json
import re
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest

from tests.casework.support import BEGIN, REPLIES, Caseworker, own_pack
from tests.prompted import AFTERWARDS, person
from tests.support import SMALL_PACK
from tests.walks import WORLD, case_from, longest_of_each_end, walks
from wallethelp.cli import last_screen
from wallethelp.cli.desk import Desk, Settings
from wallethelp.cli.last_screen import LastScreen
from wallethelp.core.scripts import Walk
from wallethelp.ui.plain import PlainUI
from wallethelp.ui.prompts import Select, Sign

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
SOLVED = {**REPLIES, "lost/seen": ("fixed",)}


def _offered(asked: tuple[object, ...]) -> list[object]:
    menu = next(p for p in asked if isinstance(p, Select) and p.key == AFTERWARDS)
    return [choice.value for choice in menu.choices]


def test_everything_that_can_be_done_is_offered(worker: Caseworker) -> None:
    told = worker.asked(REPLIES, *BEGIN)
    assert _offered(told.asked) == [
        "copy",
        "reach",
        "everything",
        "log",
        "code",
        "write",
        "why",
        Sign.DONE,
    ]


HOTLINE = """\
  hotline:
    kind: phone
    name: {zh: 热线, en: Hotline}
    about: {zh: 打电话, en: Call}
    find: [{zh: 背面, en: On the back}]
    suits: [quick, record]
    needs_login: false
    replies: minutes
"""


def test_who_says_there_that_they_cannot_call_is_told_another_way(worker: Caseworker) -> None:
    slow = SMALL_PACK["wallets/upay.yaml"].replace("replies: minutes", "replies: days")
    own_pack(worker.pack, {"wallets/upay.yaml": slow + HOTLINE})
    told = worker.asked({**REPLIES, AFTERWARDS: ("calls", "done")}, *BEGIN)
    assert "calls" in _offered(told.asked)
    assert not worker.record().session.can_call
    data = json.loads(worker("cases", "show", "--json").out)
    assert "hotline" in [channel["id"] for channel in data["ruled_out"]]
    assert "hotline" not in [channel["id"] for channel in data["contact"]]


def test_what_is_copied_stands_between_two_lines_to_be_selected_by_hand(
    worker: Caseworker, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    def copy(text: str, **_where: object) -> None:
        copied.append(text)

    monkeypatch.setattr(last_screen, "copy", copy)
    told = worker.asked({**REPLIES, AFTERWARDS: ("copy", "copy", "done")}, *BEGIN)
    assert copied[0] == copied[1]
    assert told.err.count(copied[0]) == 2
    assert "".join(copied[0].split()) in "".join(told.out.split()), "not what is on the screen"


def test_that_clipboards_may_sync_is_said_once(
    worker: Caseworker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_screen, "copy", lambda _text, **_where: "pbcopy")
    told = worker.asked({**REPLIES, AFTERWARDS: ("copy", "copy", "done")}, *BEGIN)
    assert told.err.count("sync to your other devices") == 1
    assert told.err.count("pbcopy") == 2


def test_a_screen_too_low_or_read_aloud_has_no_code(worker: Caseworker) -> None:
    told = worker.asked(REPLIES, *BEGIN, "--plain")
    assert "code" not in _offered(told.asked)


def test_a_case_that_is_not_kept_has_no_contacts_to_note(worker: Caseworker) -> None:
    told = worker.asked(REPLIES, *BEGIN, "--no-save")
    assert "log" not in _offered(told.asked)


def test_where_all_is_solved_nobody_is_to_be_reached(worker: Caseworker) -> None:
    assert "reach" not in _offered(worker.asked(SOLVED, *BEGIN).asked)


@LANGUAGES
def test_it_fits_and_the_rest_is_there_on_request(worker: Caseworker, language: str) -> None:
    case_id = worker.finished()
    brief = worker("cases", "show", case_id, "--lang", language).out
    full = worker("cases", "show", case_id, "--full", "--lang", language).out
    assert len(brief.splitlines()) <= 23 < len(full.splitlines())
    on_request = worker.asked({**REPLIES, AFTERWARDS: ("everything", "done")}, *BEGIN)
    assert len(on_request.err.splitlines()) > 23


def test_the_same_page_is_shown_at_the_end_and_later(worker: Caseworker) -> None:
    told = worker.asked(REPLIES, *BEGIN)
    assert worker("cases", "show").out == told.out


def test_a_contact_is_noted_from_the_menu(worker: Caseworker) -> None:
    replies = {
        **REPLIES,
        AFTERWARDS: ("log", "done"),
        "log/channel": ("chat",),
        "log/result": ("working",),
        "log/ticket": ("CS-2026-77",),
        "log/promised-by": ("",),
        "log/more": ("done",),
    }
    assert worker.asked(replies, *BEGIN).code == 0
    (contact,) = worker.record().log
    assert (contact.channel, contact.text_of("ticket")) == ("chat", "CS-2026-77")


def test_who_asked_for_data_sees_the_page_too_and_hears_where_it_went(worker: Caseworker) -> None:
    told = worker.asked(REPLIES, *BEGIN, "--json", "--no-save")
    assert json.loads(told.out)["outcome"] == "contact"
    numbered = re.findall(r"^  (\d)  ", told.err, flags=re.MULTILINE)
    assert numbered[:1] == ["1"]
    assert "standard output" in told.err
    assert "on this computer" in told.err


def test_a_copy_that_cannot_be_written_is_told_and_the_menu_goes_on(
    worker: Caseworker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = worker.asked({**REPLIES, AFTERWARDS: ("write", "write", "done")}, *BEGIN)
    assert told.code == 0
    assert len(list(tmp_path.glob("wallethelp-*.md"))) == 1
    assert sum(isinstance(p, Select) and p.key == AFTERWARDS for p in told.asked) == 3


EMERGENCIES = [walk for walk in longest_of_each_end() if walk.outcome == "emergency"]


@LANGUAGES
def test_on_a_screen_of_15_lines_an_emergency_goes_on_at_one_key(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WALLETHELP_LANG", language)
    monkeypatch.setattr(Desk, "size", lambda _desk, **_where: (40, 14))
    walk = next(walk for walk in walks() if walk.ends == "emergency/careful")
    case = case_from(walk)
    reader = person(*["next"] * 9)
    screen = LastScreen(desk=Desk(Settings()), case=case, case_id="1", is_kept=False, person=reader)
    screen.show()
    shown = capsys.readouterr().out
    numbers = [int(n) for n in re.findall(r"^  (\d)  ", shown, flags=re.MULTILINE)]
    assert numbers == list(range(1, len(case.actions) + 1))
    assert {prompt.key for prompt in reader.asked} == {"menu:next"}
    assert WORLD.pack.info.emergency == case.ref.guide


@pytest.mark.parametrize("walk", EMERGENCIES, ids=[walk.ends for walk in EMERGENCIES])
@LANGUAGES
def test_on_a_phone_every_step_of_an_emergency_is_there_before_any_key(
    walk: Walk, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WALLETHELP_LANG", language)
    monkeypatch.setattr(Desk, "size", lambda _desk, **_where: (40, 30))
    case = case_from(walk)
    reader = person(Sign.DONE)
    screen = LastScreen(desk=Desk(Settings()), case=case, case_id="1", is_kept=True, person=reader)
    screen.show()
    shown = capsys.readouterr().out
    numbers = [int(n) for n in re.findall(r"^  (\d)  ", shown, flags=re.MULTILINE)]
    assert numbers == list(range(1, len(case.actions) + 1))
    # What is asked below leaves all of it on the screen.
    assert shown.count("\n") <= 30 - 4


@pytest.mark.parametrize(("on_terminal", "questions"), [(True, 1), (False, 0)])
def test_a_long_page_is_read_aloud_a_section_at_a_time_and_whole_in_a_pipe(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    on_terminal: bool,
    questions: int,
) -> None:
    monkeypatch.setenv("WALLETHELP_LANG", "en")
    monkeypatch.setattr(last_screen, "is_terminal", lambda _stream: on_terminal)
    walk = next(walk for walk in walks() if walk.ends == "emergency/careful")
    heard = StringIO()
    screen = LastScreen(
        desk=Desk(Settings(plain=True)),
        case=case_from(walk),
        case_id="1",
        is_kept=False,
        person=PlainUI(StringIO("6\n0\n9\n" if on_terminal else "6\n9\n"), heard),
    )
    with suppress(KeyboardInterrupt):
        screen.ask_what_next()
    assert heard.getvalue().count("Enter for the next (") == questions
    assert ("Stay safe" in capsys.readouterr().err) is not on_terminal
