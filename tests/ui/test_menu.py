"""The first screens: which problem it is, and back to the screen it was chosen on."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.names import FILES
from tests.prompted import Watched, person, values
from tests.support import SMALL_PACK, shipped, write_pack
from wallethelp.core.model import Pack
from wallethelp.core.text import Language
from wallethelp.core.triage.guides import Candidate, Triage
from wallethelp.i18n import language, speaking
from wallethelp.pack.load import load
from wallethelp.ui.menu import LONGEST_SAID, Asker, Chosen, Menu, Resume
from wallethelp.ui.prompts import BACK, Select, Sign, TextPrompt

PACK = shipped().pack
EMERGENCY = PACK.info.emergency
MOST_LINES = 9
"""What can be chosen by one digit."""
OTHERS = [name for name in PACK.guides if name not in (EMERGENCY, *PACK.info.common)]
LEFT = Resume("1120-1", lambda: "Go on")

FOUND = Triage(
    (Candidate("top-up-failed", 0.9), Candidate("emergency", 0.1)), True, False, "topay", False
)
UNCLEAR = Triage((*FOUND.matches, Candidate("refund-request", 0.1)), False, False, None, False)
OFF_TOPIC = Triage(FOUND.matches, False, True, None, False)
NOTHING = Triage((), False, True, None, False)


def menu(
    someone: Watched,
    *,
    pack: Pack = PACK,
    found: Triage = NOTHING,
    unfinished: Resume | None = None,
) -> Menu:
    return Menu(
        pack=pack,
        ui=someone,
        find=lambda _text: found,
        remember=lambda _language: None,
        unfinished=unfinished,
    )


def screen(someone: Watched, number: int) -> Select:
    prompt = someone.asked[number]
    assert isinstance(prompt, Select)
    return prompt


def small(folder: Path, **info: str) -> Pack:
    """The small pack with more guides, and lines added to its `pack.yaml`."""
    lines = "".join(f"{key}: {value}\n" for key, value in info.items())
    more = {
        f"guides/g{n}.yaml": SMALL_PACK["guides/lost.yaml"].replace("id: lost", f"id: g{n}")
        for n in range(1, 7)
    }
    return load(write_pack(folder, {**more, "pack.yaml": SMALL_PACK["pack.yaml"] + lines})).pack


# --- the first screen -----------------------------------------------------------------------------


@pytest.mark.parametrize("unfinished", [None, LEFT])
def test_the_emergency_comes_first_and_is_never_the_default(unfinished: Resume | None) -> None:
    someone = person(EMERGENCY)
    chosen = menu(someone, unfinished=unfinished).choose(Asker())
    assert chosen == Chosen(EMERGENCY, Asker())
    first = screen(someone, 0)
    assert first.choices[0].value is Sign.EMERGENCY
    assert first.default not in (None, Sign.EMERGENCY)
    assert first.default in [choice.value for choice in first.choices]
    assert not first.can_go_back


@pytest.mark.parametrize("unfinished", [None, LEFT])
def test_the_commonest_problems_stand_on_it_in_their_order_and_one_digit_chooses_each(
    unfinished: Resume | None,
) -> None:
    someone = person(EMERGENCY)
    menu(someone, unfinished=unfinished).choose(Asker())
    offered = values(screen(someone, 0).choices)
    common = [name for name in offered if name in PACK.guides and name != EMERGENCY]
    assert common == list(PACK.info.common)[: len(common)]
    assert len(common) >= 4
    assert len(offered) <= MOST_LINES
    assert ("resume" in offered) is (unfinished is not None)


def test_a_common_problem_is_chosen_with_one_screen_and_nothing_else_is_asked() -> None:
    for name in PACK.info.common:
        someone = person(name)
        assert menu(someone).choose(Asker("kdou")) == Chosen(name, Asker("kdou"))
        assert someone.keys == ["menu:what"]


@pytest.mark.parametrize("unfinished", [None, LEFT])
def test_what_is_not_on_the_first_screen_is_on_the_next_and_nothing_twice(
    unfinished: Resume | None,
) -> None:
    someone = person(Sign.MORE, OTHERS[0])
    chosen = menu(someone, unfinished=unfinished).choose(Asker())
    assert chosen == Chosen(OTHERS[0], Asker(), "rest")
    first, rest = (values(screen(someone, n).choices) for n in (0, 1))
    guides = [name for name in (*first, *rest) if name in PACK.guides]
    assert sorted(guides) == sorted(PACK.guides)


@pytest.mark.parametrize("unfinished", [None, LEFT])
def test_a_pack_that_names_no_common_problem_offers_its_first_ones(
    tmp_path: Path, unfinished: Resume | None
) -> None:
    pack = small(tmp_path)
    someone = person(Sign.MORE, "lost")
    assert menu(someone, pack=pack, unfinished=unfinished).choose(Asker()) == Chosen(
        "lost", Asker(), "rest"
    )
    first, rest = (values(screen(someone, n).choices) for n in (0, 1))
    assert len(first) <= MOST_LINES
    assert sorted(name for name in (*first, *rest) if name in pack.guides) == sorted(pack.guides)


def test_a_pack_with_nothing_but_an_emergency_still_has_a_first_screen(tmp_path: Path) -> None:
    pack = load(write_pack(tmp_path, {})).pack
    only = replace(pack, guides={"emergency": pack.guides["emergency"]})
    someone = person("emergency")
    assert menu(someone, pack=only).choose(Asker()) == Chosen("emergency", Asker())
    assert screen(someone, 0).default is not Sign.EMERGENCY


def test_something_else_is_not_offered_where_there_is_nothing_else(tmp_path: Path) -> None:
    pack = load(write_pack(tmp_path, {})).pack
    someone = person("lost")
    menu(someone, pack=pack).choose(Asker(helping="my mother"))
    assert "more" not in values(screen(someone, 0).choices)
    someone = person(Sign.MORE, Sign.HELPING, "my mother", "lost")
    helped = Asker(helping="my mother")
    assert menu(someone, pack=pack).choose(Asker()) == Chosen("lost", helped, "every")


def test_a_common_problem_whose_guide_is_broken_is_left_out(tmp_path: Path) -> None:
    small(tmp_path, common="[g1, g2, emergency]")
    (tmp_path / "guides/g1.yaml").write_text("id: g1\n", encoding="utf-8")
    loaded = load(tmp_path)
    assert loaded.left_out == ("guides/g1.yaml",)
    someone = person("g2")
    menu(someone, pack=loaded.pack).choose(Asker())
    offered = values(screen(someone, 0).choices)
    assert [name for name in offered if name in loaded.pack.guides] == ["emergency", "g2"]


@pytest.mark.parametrize(("before", "after"), [("zh", "en"), ("en", "zh")])
def test_the_language_is_switched_and_remembered(before: Language, after: Language) -> None:
    remembered: list[Language] = []
    someone = person("language", EMERGENCY)
    left = Resume("1120-1", language)
    with speaking(before):
        Menu(
            pack=PACK,
            ui=someone,
            find=lambda _text: NOTHING,
            remember=remembered.append,
            unfinished=left,
        ).choose(Asker())
        assert language() == after
    assert remembered == [after]
    assert screen(someone, 0).question != screen(someone, 1).question
    names = [screen(someone, n).choices[-1].label for n in (0, 1)]
    assert names == {"zh": ["English", "中文"], "en": ["中文", "English"]}[before]
    lines = [
        [c.label for c in screen(someone, n).choices if c.value is Sign.RESUME] for n in (0, 1)
    ]
    assert lines == [[before], [after]], "the unfinished case is named in the language in use"


def test_an_unfinished_case_is_gone_on_with() -> None:
    assert menu(person(Sign.RESUME), unfinished=LEFT).choose(Asker()) == LEFT


# --- a sentence -----------------------------------------------------------------------------------


def test_a_clear_sentence_is_confirmed_by_one_key_and_names_the_wallet() -> None:
    someone = person("describe", "充值没到账", "top-up-failed")
    chosen = menu(someone, found=FOUND).choose(Asker())
    assert chosen == Chosen("top-up-failed", Asker("topay"), "found", "充值没到账")
    confirmation = screen(someone, 2)
    assert values(confirmation.choices) == ["top-up-failed", "none"]
    assert confirmation.default == "top-up-failed"


def test_an_unclear_sentence_offers_the_best_three() -> None:
    someone = person("describe", "钱呢", "refund-request")
    chosen = menu(someone, found=UNCLEAR).choose(Asker("upay"))
    assert chosen == Chosen("refund-request", Asker("upay"), "found", "钱呢")
    offered = values(screen(someone, 2).choices)
    assert offered == ["top-up-failed", "emergency", "refund-request", "none"]


def test_the_wallet_given_counts_more_than_the_one_in_the_sentence() -> None:
    chosen = menu(person("describe", "topay", "top-up-failed"), found=FOUND).choose(Asker("upay"))
    assert isinstance(chosen, Chosen)
    assert chosen.asker.wallet == "upay"


def test_none_of_these_shows_every_guide() -> None:
    someone = person("describe", "钱呢", Sign.NONE, PACK.info.common[0])
    chosen = menu(someone, found=UNCLEAR).choose(Asker())
    assert chosen == Chosen(PACK.info.common[0], Asker(), "every", "钱呢")
    assert sorted(values(screen(someone, 3).choices)) == sorted(PACK.guides)


def test_a_sentence_that_is_not_understood_is_said_back_with_the_reason_above_the_menu() -> None:
    someone = person("describe", "天气", EMERGENCY)
    menu(someone, found=NOTHING).choose(Asker())
    assert someone.keys == ["menu:what", "menu:describe", "menu:what"]
    assert "天气" in someone.told[0]
    assert len(someone.told) == 2


def test_another_subject_hides_no_list() -> None:
    someone = person("describe", "天气", "top-up-failed")
    chosen = menu(someone, found=OFF_TOPIC).choose(Asker())
    assert isinstance(chosen, Chosen)
    assert chosen.guide == "top-up-failed"
    assert len(screen(someone, 2).notes) == 2


def test_another_subject_and_nothing_understood_are_different_words() -> None:
    someone = person("describe", "天气", "top-up-failed")
    menu(someone, found=OFF_TOPIC).choose(Asker())
    other = person("describe", "天气", EMERGENCY)
    menu(other, found=NOTHING).choose(Asker())
    assert screen(someone, 2).notes[-1] != other.told[-1]


def test_an_alarm_counts_even_where_the_sentence_is_about_something_else() -> None:
    matches = (Candidate("emergency", 1.0), Candidate("top-up-failed", 0.1))
    alarm = Triage(matches, True, True, None, True)
    someone = person("describe", "钱正在被转走", "emergency")
    chosen = menu(someone, found=alarm).choose(Asker())
    assert isinstance(chosen, Chosen)
    assert chosen.guide == "emergency"


def test_an_emergency_is_offered_first_and_a_second_problem_beside_it() -> None:
    def offered(*scores: float) -> list[str]:
        matches = zip(("emergency", "refund-request", "top-up-failed"), scores, strict=True)
        alarm = Triage(tuple(Candidate(*match) for match in matches), True, False, None, True)
        someone = person("describe", "没退款，验证码给了", "emergency")
        chosen = menu(someone, found=alarm).choose(Asker())
        assert isinstance(chosen, Chosen)
        return values(screen(someone, 2).choices)

    assert offered(1.0, 0.4, 0.3) == ["emergency", "refund-request", "none"]
    assert offered(1.0, 0.1, 0.1) == ["emergency", "none"]


def test_the_name_of_a_wallet_alone_is_that_wallet_and_asks_what_happened() -> None:
    someone = person("describe", "upay", "top-up-failed")
    named = Triage((), False, False, "upay", False)
    chosen = menu(someone, found=named).choose(Asker())
    assert chosen == Chosen("top-up-failed", Asker("upay"), "every", "upay")
    assert any("Upay" in line for line in someone.told)


def test_a_sentence_is_said_back_with_what_was_found_and_long_ones_are_cut_with_a_mark() -> None:
    for typed, shown in (
        ("充值没到账", "充值没到账"),
        ("钱" * 500, "钱" * (LONGEST_SAID - 1) + "…"),
        ("a\x1b[2Jb\u202ec", "a[2Jbc"),
        ("card 4111 1111 1111 1111 was charged", "1111 was charged"),
    ):
        someone = person("describe", typed, "top-up-failed")
        menu(someone, found=FOUND).choose(Asker())
        assert any(shown in note for note in screen(someone, 2).notes), typed
        said = repr((someone.told, screen(someone, 2)))
        assert "4111 1111" not in said
        assert "x1b" not in said


@pytest.mark.parametrize("found", [FOUND, OFF_TOPIC, NOTHING])
@pytest.mark.parametrize("secret", ["我的密码是 abc123", "验证码是 845912"])
def test_a_secret_in_the_sentence_is_answered_with_the_reason_and_nowhere_said(
    found: Triage, secret: str
) -> None:
    # Back from what was found, the sentence is asked for once more.
    again = (EMERGENCY,) if found is NOTHING else ("top-up-failed",)
    someone = person("describe", secret, *again)
    menu(someone, found=found).choose(Asker())
    assert "tell warning" in someone.log
    if found is FOUND:
        someone = person("describe", secret, BACK, BACK, EMERGENCY)
        menu(someone, found=found).choose(Asker())
    for piece in ("abc123", "845912"):
        assert piece not in repr((someone.told, someone.asked))


# --- somebody else --------------------------------------------------------------------------------


def test_helping_somebody_is_said_above_every_guide() -> None:
    someone = person(Sign.MORE, Sign.HELPING, "my mother", "top-up-failed")
    chosen = menu(someone).choose(Asker())
    assert chosen == Chosen("top-up-failed", Asker(helping="my mother"), "every")
    assert sorted(values(screen(someone, 3).choices)) == sorted(PACK.guides)
    assert "my mother" in screen(someone, 3).question


def test_whom_one_helps_is_asked_once() -> None:
    someone = person(Sign.MORE, OTHERS[0])
    menu(someone).choose(Asker(helping="my mother"))
    assert "helping" not in values(screen(someone, 1).choices)
    assert all("my mother" in screen(someone, n).question for n in (0, 1))


def test_nobody_is_helped_where_no_name_is_given() -> None:
    someone = person(Sign.MORE, Sign.HELPING, "", OTHERS[0])
    assert menu(someone).choose(Asker()) == Chosen(OTHERS[0], Asker(), "rest")


def test_a_name_too_long_to_keep_is_asked_for_again_and_not_cut() -> None:
    someone = person(Sign.MORE, Sign.HELPING, "a" * 41, "my mother", "top-up-failed")
    chosen = menu(someone).choose(Asker())
    assert isinstance(chosen, Chosen)
    assert chosen.asker.helping == "my mother"
    assert someone.prompt("menu:helping").problem


# --- back -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "into",
    [
        ("top-up-failed",),
        (Sign.EMERGENCY,),
        (Sign.MORE, OTHERS[0]),
        (Sign.MORE, Sign.HELPING, "my mother", "top-up-failed"),
        ("describe", "钱呢", "refund-request"),
        ("describe", "钱呢", Sign.NONE, "refund-request"),
    ],
    ids=["first", "emergency", "rest", "helping", "found", "everything"],
)
def test_back_from_a_guide_goes_through_the_screens_that_led_to_it(
    into: tuple[Sign | str, ...],
) -> None:
    there = person(*into)
    chosen = menu(there, found=UNCLEAR).choose(Asker())
    assert isinstance(chosen, Chosen)
    screens = there.keys
    back = person(*[BACK] * (len(screens) - 1), EMERGENCY)
    assert menu(back, found=UNCLEAR).choose(Asker(), left=chosen) == Chosen(EMERGENCY, Asker())
    assert back.keys == screens[::-1]
    again = person(into[-1])
    assert menu(again, found=UNCLEAR).choose(Asker(), left=chosen) == chosen


@pytest.mark.parametrize(
    "into",
    [
        (Sign.MORE,),
        (Sign.MORE, Sign.HELPING),
        (Sign.MORE, Sign.HELPING, "my mother"),
        ("describe",),
        ("describe", "钱呢"),
        ("describe", "钱呢", Sign.NONE),
    ],
    ids=["rest", "whom", "helping", "describe", "found", "everything"],
)
def test_back_goes_to_the_screen_before(into: tuple[Sign | str, ...]) -> None:
    someone = person(*into, *[BACK] * len(into), EMERGENCY)
    menu(someone, found=UNCLEAR).choose(Asker())
    there = someone.keys[: len(into) + 1]
    assert someone.keys == [*there, *there[-2::-1]]


def test_what_was_typed_is_offered_again_after_going_back() -> None:
    someone = person(
        "describe", "钱呢", BACK, BACK, Sign.MORE, Sign.HELPING, "Lin", BACK, BACK, BACK, EMERGENCY
    )
    menu(someone, found=UNCLEAR).choose(Asker())
    for key, typed in (("menu:describe", "钱呢"), ("menu:helping", "Lin")):
        prompt = someone.prompt(key)
        assert isinstance(prompt, TextPrompt)
        assert prompt.default == typed


def test_the_wallet_of_a_sentence_does_not_outlive_it() -> None:
    left = Chosen("top-up-failed", Asker("topay"), "found", "topay 充值")
    someone = person(BACK, BACK, "top-up-failed")
    assert menu(someone, found=FOUND).choose(Asker(), left=left) == Chosen("top-up-failed", Asker())


# --- whatever an author calls things --------------------------------------------------------------


def test_a_common_guide_called_like_an_entry_of_ours_is_that_guide(tmp_path: Path) -> None:
    renamed = {
        **FILES,
        "pack.yaml": FILES["pack.yaml"] + "common: [none, lost, menu, emergency]\n",
    }
    pack = load(write_pack(tmp_path, renamed)).pack
    for name in ("none", "emergency", "lost"):
        someone = person(name)
        assert menu(someone, pack=pack).choose(Asker()) == Chosen(name, Asker())
    someone = person(Sign.EMERGENCY)
    assert menu(someone, pack=pack).choose(Asker()) == Chosen("help", Asker())
