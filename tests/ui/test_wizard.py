"""The loop that asks: what it asks, offers again, refuses and saves."""

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from tests.prompted import Watched, person, values
from tests.support import NOW, shipped
from tests.ui.support import EVERY_KIND, every_kind
from tests.walks import WORLD, ids, longest_of_each_guide, session_of
from wallethelp.core.scripts import Walk
from wallethelp.core.session import AtEnd, Session, World, current, start
from wallethelp.core.values import Chose, ChoseMany, Detail, Skipped, Tried, Unknown
from wallethelp.i18n import speaking
from wallethelp.render.questions import NEAR, progress
from wallethelp.ui.player import scripted
from wallethelp.ui.prompts import BACK, CHECK_KEY, UI, Prompt, Select, SelectMany, Sign, TextPrompt
from wallethelp.ui.scripted import Given
from wallethelp.ui.wizard import run

RECOVERY_PHRASE = "abandon " * 11 + "about"
CARD_LIKE = "6222020000000000000"
ANSWERS: tuple[Given, ...] = (
    "nobody",
    "charged",
    ("notice", "error"),
    "not-fixed",
    "120元",
    "2026-11-25",
    "TX-42",
    "No money came",
    "have",
)


@dataclass(slots=True)
class Saved:
    """What was saved, in order, with the events around it."""

    log: list[str]
    sessions: list[Session] = field(default_factory=list)

    def __call__(self, session: Session) -> None:
        self.log.append(f"save {len(session.answers)}")
        self.sessions.append(session)


@pytest.fixture
def small(tmp_path: Path) -> World:
    return every_kind(tmp_path / "pack")


def go(
    world: World, ui: UI, guide: str = "every", *, saved: Saved | None = None, leave: bool = False
) -> Session | None:
    return run(
        world,
        start(world, guide=guide, wallet="upay", now=NOW),
        ui,
        now=lambda: NOW,
        save=saved or Saved([]),
        can_leave=leave,
    )


def replies_of(session: Session | None) -> dict[str, object]:
    assert session is not None
    return {given.key: given.reply for given in session.answers}


# --- forward --------------------------------------------------------------------------------------


def test_every_kind_of_question_becomes_an_answer(small: World) -> None:
    replies = replies_of(go(small, person(*ANSWERS, "done")))
    assert list(replies) == [
        "opening/safety-first",
        "every/gone",
        "every/seen",
        "every/refresh",
        "amount",
        "due",
        "order",
        "note",
        "proof",
    ]
    assert replies["every/gone"] == Chose(option="charged")
    assert replies["every/seen"] == ChoseMany(options=("notice", "error"))
    assert replies["every/refresh"] == Tried(result="not-fixed")
    assert all(isinstance(replies[key], Detail) for key in ("amount", "due", "order", "note"))


def test_not_knowing_is_an_answer_to_every_question(small: World) -> None:
    unknown: list[Given] = ["nobody", *["unknown"] * 2, "unknown", *["I don't know"] * 4, "unknown"]
    unknown[2] = ("unknown",)
    replies = replies_of(go(small, person(*unknown, "done")))
    assert replies.pop("opening/safety-first") == Chose(option="nobody")
    assert set(map(type, replies.values())) == {Unknown}


def test_optional_details_can_be_skipped_and_required_ones_too(small: World) -> None:
    someone = person(*ANSWERS[:4], "", "", "", "", Sign.SKIP, "done")
    replies = replies_of(go(small, someone))
    assert [replies[k] for k in ("amount", "due", "order", "note", "proof")] == [Skipped()] * 5
    skippable = [prompt.key for prompt in someone.asked if prompt.optional]
    assert skippable == ["order", "note", "proof"]


def test_every_answer_is_saved_before_the_next_question_shows(small: World) -> None:
    someone = person(*ANSWERS, "done")
    saved = Saved(someone.log)
    go(small, someone, saved=saved)
    events = [event for event in someone.log if not event.startswith("tell")]
    expected = []
    for number, key in enumerate(someone.keys[:-1], 1):
        expected += [f"ask {key}", f"save {number}"]
    assert events == [*expected, "ask menu:check-answers"]


def test_every_answer_is_said_back(small: World) -> None:
    someone = person(*ANSWERS, "done")
    go(small, someone)
    assert someone.log.count("tell good") == len(ANSWERS)
    assert any("120" in line for line in someone.told)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_text_that_is_not_understood_is_asked_again_with_the_reason(
    small: World, language: str
) -> None:
    someone = person(*ANSWERS[:4], "a lot", "120 CNY", *ANSWERS[5:], "done")
    with speaking("zh" if language == "zh" else "en"):
        replies = replies_of(go(small, someone))
    again = [prompt for prompt in someone.asked if prompt.key == "amount"]
    assert [bool(prompt.problem) for prompt in again] == [False, True]
    assert isinstance(again[1], TextPrompt)
    assert again[1].default == "a lot", "what was typed can be mended"
    assert isinstance(replies["amount"], Detail)


def test_the_heading_names_wallet_guide_and_what_is_still_to_go(small: World) -> None:
    someone = person(*ANSWERS, "done")
    go(small, someone)
    assert "Upay" in someone.asked[0].heading
    assert "Every kind" in someone.asked[0].heading
    assert "Step 3" in someone.prompt("every/seen").heading


def test_progress_says_how_many_can_still_come_only_once_the_end_is_near(small: World) -> None:
    assert "4" in progress(3, 4)
    assert progress(3, 0) != progress(3, 1)
    far = {progress(3, most) for most in range(NEAR + 1, NEAR + 5)}
    assert len(far) == 1, "far off, the number would only discourage"
    someone = person(*ANSWERS, "done")
    go(small, someone)
    assert f"at most {NEAR} to go" in someone.prompt("every/seen").heading
    assert "to go" not in someone.prompt("every/gone").heading
    assert "the last one" in someone.prompt("proof").heading


def test_why_names_the_answers_that_led_here_and_the_facts(small: World) -> None:
    someone = person(*ANSWERS, "done")
    go(small, someone)
    assert any(
        "Did anyone ask: Nobody" in line for line in someone.prompt("every/gone").explanation
    )
    assert any("One" in line for line in someone.prompt("every/gone").explanation)
    assert all(prompt.explanation for prompt in someone.asked[:-1])


def test_a_double_enter_claims_nothing_of_a_check(small: World) -> None:
    someone = person(*ANSWERS, "done")
    go(small, someone)
    check = someone.prompt("every/refresh")
    assert isinstance(check, Select)
    assert check.default == "not-tried"


# --- back -----------------------------------------------------------------------------------------


def test_back_works_at_every_question_and_offers_the_answer_again(small: World) -> None:
    replies: list[Given] = [ANSWERS[0]]
    for earlier, later in pairwise(ANSWERS):
        replies += [BACK, earlier, later]
    someone = person(*replies, BACK, ANSWERS[-1], "done")
    assert replies_of(go(small, someone)) == replies_of(go(small, person(*ANSWERS, "done")))
    for key in replies_of(go(small, person(*ANSWERS, "done"))):
        asked = [prompt for prompt in someone.asked if prompt.key == key]
        assert len(asked) >= 2, f"never came back to {key}"
        assert _offered(asked[-1]), f"the earlier answer to {key} is not offered"


def _offered(prompt: Prompt) -> bool:
    match prompt:
        case Select(default=default) | TextPrompt(default=default):
            return bool(default)
        case SelectMany(defaults=defaults):
            return defaults == ("notice", "error")
    return False


@pytest.mark.parametrize("walk", longest_of_each_guide(), ids=ids(longest_of_each_guide()))
def test_one_step_back_from_every_question_of_every_guide_changes_nothing(walk: Walk) -> None:
    answered = scripted(walk.script)
    straight = session_of(walk)

    seen: set[str] = set()

    def hesitate(_number: int, prompt: Prompt) -> Given:
        """Go back once from every question, then give the walk's answer."""
        if prompt.key in seen or not prompt.can_go_back:
            return None
        seen.add(prompt.key)
        answered.used.clear()
        return BACK

    session = start(WORLD, guide=walk.guide, wallet=walk.wallet, now=walk.now)
    undecided = Watched(answered, hesitate)
    finished = run(WORLD, session, undecided, now=lambda: walk.now, save=lambda _s: None)
    assert finished is not None
    assert finished.answers == straight.answers
    position = current(WORLD, straight)
    has_page = isinstance(position, AtEnd) and position.end.end != "emergency"
    assert len(seen) == len(straight.answers) - 1 + has_page, "all but the first, and the page"


def test_back_past_the_first_question_leaves_where_that_is_allowed(small: World) -> None:
    assert go(small, person(BACK), leave=True) is None
    someone = person(*ANSWERS, "done")
    go(small, someone)
    assert someone.asked[0].can_go_back is False


# --- check your answers ---------------------------------------------------------------------------


def test_one_answer_needs_no_page_and_the_safety_question_is_none_to_check(small: World) -> None:
    someone = person("nobody", "not-charged")
    finished = go(small, someone, "lost")
    assert someone.keys == ["opening/safety-first", "lost/gone"]
    assert finished is not None
    assert isinstance(current(small, finished), AtEnd)
    two = person("nobody", "not-charged", "fixed", "done")
    go(small, two)
    assert two.keys[-1] == CHECK_KEY


def test_the_page_lists_every_answer_in_order(small: World) -> None:
    someone = person(*ANSWERS, "done")
    go(small, someone)
    page = someone.asked[-1]
    assert isinstance(page, Select)
    assert values(page.choices) == ["done", *someone.keys[:-1]]


@pytest.mark.parametrize("number", range(len(ANSWERS)))
def test_every_answer_can_be_looked_at_again_and_left_as_it_is(small: World, number: int) -> None:
    straight = go(small, person(*ANSWERS, "done"))
    assert straight is not None
    key = straight.answers[number].key
    someone = person(*ANSWERS, key, BACK, key, ANSWERS[number], "done")
    assert replies_of(go(small, someone)) == replies_of(straight)
    assert _offered(someone.asked[-2])


def test_changing_an_answer_keeps_the_later_ones(small: World) -> None:
    someone = person(*ANSWERS, "amount", "500 USDT", "done")
    replies, before = (
        replies_of(go(small, someone)),
        replies_of(go(small, person(*ANSWERS, "done"))),
    )
    assert replies.pop("amount") != before.pop("amount")
    assert replies == before


def test_changing_the_way_asks_only_what_is_new_and_keeps_what_still_fits(small: World) -> None:
    someone = person(*ANSWERS, "every/gone", "not-charged", "done")
    finished = go(small, someone)
    replies = replies_of(finished)
    assert "every/seen" not in replies, "it is off the path now"
    assert isinstance(replies["amount"], Detail)
    assert finished is not None
    assert "every/seen" in [old.key for old in finished.kept]


def test_an_answer_that_left_the_path_is_offered_when_the_path_comes_back(small: World) -> None:
    there_and_back = ("every/gone", "not-charged", "every/gone", "charged")
    someone = person(*ANSWERS, *there_and_back, *ANSWERS[2:], "done")
    assert replies_of(go(small, someone)) == replies_of(go(small, person(*ANSWERS, "done")))
    assert all(_offered(prompt) for prompt in someone.asked[-len(ANSWERS) + 1 : -1])


def test_a_change_is_saved_before_the_page_shows_again(small: World) -> None:
    someone = person(*ANSWERS, "note", "Nothing came", "done")
    go(small, someone, saved=Saved(someone.log))
    assert [event for event in someone.log if not event.startswith("tell")][-4:] == [
        "ask menu:check-answers",
        "ask note",
        "save 9",
        "ask menu:check-answers",
    ]


# --- what is never kept ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "secret"),
    [
        ("note", "my password is Tiger-77x"),
        ("note", "验证码是 482913"),
        ("note", RECOVERY_PHRASE),
        ("order", "CVV 123"),
        ("amount", "PIN 4821"),
        ("due", "code: 482913"),
    ],
)
def test_a_secret_is_refused_with_a_reason_and_never_in_a_session(
    small: World, key: str, secret: str
) -> None:
    place = ["amount", "due", "order", "note"].index(key) + 4
    someone = person(*ANSWERS[:place], secret, *ANSWERS[place:], "done")
    saved = Saved(someone.log)
    finished = go(small, someone, saved=saved)
    again = [prompt for prompt in someone.asked if prompt.key == key]
    assert len(again) == 2
    assert again[1].problem
    assert secret not in repr(again[1]), "the secret is neither said back nor offered again"
    assert secret not in repr([*saved.sessions, finished])
    assert secret not in " ".join(someone.told)


@pytest.mark.parametrize(
    ("reply", "kept"), [("yes", True), ("no", False), (BACK, False)], ids=["yes", "no", "back"]
)
def test_a_reference_like_a_card_is_kept_only_if_the_person_says_so(
    small: World, reply: Given, kept: bool
) -> None:
    doubted: tuple[Given, ...] = (CARD_LIKE, reply)
    rest = ANSWERS[7:] if kept else ("", *ANSWERS[7:])
    someone = person(*ANSWERS[:6], *doubted, *rest, "done")
    saved = Saved(someone.log)
    replies = replies_of(go(small, someone, saved=saved))
    asked = someone.prompt("order?")
    assert isinstance(asked, Select)
    assert asked.default is Sign.NO
    assert (CARD_LIKE in repr(replies)) is kept
    assert (CARD_LIKE in repr(saved.sessions)) is kept


def test_card_numbers_in_prose_are_cut_before_anything_is_saved(small: World) -> None:
    someone = person(*ANSWERS[:7], f"Paid from {CARD_LIKE}", "have", "done")
    saved = Saved(someone.log)
    go(small, someone, saved=saved)
    assert CARD_LIKE not in repr(saved.sessions)
    assert "0000" in repr(saved.sessions[-1])


# --- emergencies ----------------------------------------------------------------------------------


def test_an_emergency_has_no_page_of_answers_before_its_help() -> None:
    someone = person("money-leaving", "mainland", "bank")
    finished = go(shipped(), someone, "emergency")
    assert finished is not None
    assert isinstance(current(shipped(), finished), AtEnd)
    assert someone.keys == ["emergency/what", "emergency/where", "emergency/left"]


def test_an_answer_in_the_middle_of_another_guide_leads_to_the_emergency() -> None:
    someone = person("someone", "money-leaving", "mainland", "bank")
    finished = go(shipped(), someone, "top-up-failed")
    assert finished is not None
    assert isinstance(position := current(shipped(), finished), AtEnd)
    assert position.end.end == "emergency"


# --- times ----------------------------------------------------------------------------------------


def test_each_answer_carries_the_time_it_was_given(small: World) -> None:
    hours = iter(range(10, 23))

    def now() -> object:
        return NOW.replace(hour=next(hours, 23))

    finished = run(
        small,
        start(small, guide="lost", wallet="upay", now=NOW),
        person("nobody", "not-charged", "done"),
        now=now,  # type: ignore[arg-type]
        save=lambda _session: None,
    )
    assert finished is not None
    times = [given.time for given in finished.answers]
    assert times == sorted(times)
    assert len(set(times)) == len(times)


TELLING = EVERY_KIND.replace("start: gone", "start: told").replace(
    "steps:\n",
    "steps:\n  told:\n    tell: {zh: 先说一句, en: Something first}\n    next: gone\n",
    1,
)


def test_what_a_guide_tells_on_the_way_is_said_once_before_the_question(tmp_path: Path) -> None:
    world = every_kind(tmp_path / "pack", TELLING)
    with speaking("en"):
        watched = person(*ANSWERS[:1], BACK, *ANSWERS, Sign.DONE)
        assert go(world, watched) is not None
    assert watched.told.count("Something first") == 1
    said = watched.log.index("tell plain")
    assert watched.log[said + 1] == "ask every/gone"
