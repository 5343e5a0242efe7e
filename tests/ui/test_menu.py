"""The first screens."""

from pathlib import Path

import pytest

from tests.prompted import Watched, person, values
from tests.support import shipped, write_pack
from wallethelp.core.model import OTHER_WALLET, Pack
from wallethelp.core.text import Language
from wallethelp.core.triage import Candidate, Triage
from wallethelp.i18n import language, speaking
from wallethelp.pack.load import load
from wallethelp.ui.menu import Asker, Chosen, Resume, choose, choose_wallet
from wallethelp.ui.prompts import BACK, Prompt, Select, Sign
from wallethelp.ui.scripted import Given, ScriptedUI

PACK = shipped().pack


FOUND = Triage(
    (Candidate("top-up-failed", 0.9), Candidate("emergency", 0.1)), True, False, "topay", False
)
UNCLEAR = Triage((*FOUND.matches, Candidate("refund-request", 0.1)), False, False, None, False)
OFF_TOPIC = Triage((), False, True, None, False)


def go(
    someone: Watched,
    *,
    pack: Pack = PACK,
    wallet: str | None = None,
    found: Triage = OFF_TOPIC,
    unfinished: Resume | None = None,
) -> Chosen | Resume:
    return choose(
        pack,
        someone,
        Asker(wallet),
        find=lambda _text: found,
        remember=lambda _language: None,
        unfinished=unfinished,
    )


def screen(someone: Watched, number: int) -> Select:
    prompt = someone.asked[number]
    assert isinstance(prompt, Select)
    return prompt


def test_the_emergency_comes_first_and_is_never_the_default() -> None:
    someone = person(PACK.info.emergency)
    assert go(someone) == Chosen(None, PACK.info.emergency)
    first = screen(someone, 0)
    assert first.choices[0].value is Sign.EMERGENCY
    assert first.default not in (None, Sign.EMERGENCY)
    assert first.default in [choice.value for choice in first.choices]


def test_an_emergency_is_chosen_without_asking_for_the_wallet() -> None:
    someone = person(PACK.info.emergency)
    go(someone)
    assert someone.keys == ["menu:what"]


def test_a_wallet_and_a_guide_are_chosen_in_two_more_screens() -> None:
    someone = person("money", "upay", "top-up-failed")
    assert go(someone) == Chosen("upay", "top-up-failed")
    assert someone.keys == ["menu:what", "menu:wallet", "menu:guide"]


def test_every_wallet_is_offered_and_the_others_come_last() -> None:
    someone = person("money", "upay", "top-up-failed")
    go(someone)
    offered = values(screen(someone, 1).choices)
    assert sorted(offered[:-1]) == sorted(PACK.wallets)
    assert offered[-2:] == [OTHER_WALLET, "helping"]


def test_a_wallet_that_is_known_is_not_asked_for() -> None:
    someone = person("money", "top-up-failed")
    assert go(someone, wallet="kdou") == Chosen("kdou", "top-up-failed")
    assert "menu:wallet" not in someone.keys


def test_a_group_with_one_guide_does_not_ask_which() -> None:
    alone = next(
        category.id
        for category in PACK.info.categories
        if len(PACK.in_category(category.id)) == 1
        and category.id != PACK.guides[PACK.info.emergency].category
    )
    someone = person(alone, "topay")
    assert go(someone) == Chosen("topay", PACK.in_category(alone)[0].id)
    assert someone.keys == ["menu:what", "menu:wallet"]


def test_back_leads_through_the_menus_one_by_one() -> None:
    someone = person("money", "upay", BACK, "kdou", BACK, BACK, PACK.info.emergency)
    assert go(someone) == Chosen(None, PACK.info.emergency)
    screens = ["menu:what", "menu:wallet", "menu:guide", "menu:wallet", "menu:guide"]
    assert someone.keys == [*screens, "menu:wallet", "menu:what"]


def test_back_skips_the_wallet_where_it_was_given() -> None:
    someone = person("money", BACK, PACK.info.emergency)
    go(someone, wallet="upay")
    assert someone.keys == ["menu:what", "menu:guide", "menu:what"]


def test_there_is_nothing_before_the_first_screen() -> None:
    someone = person(PACK.info.emergency)
    go(someone)
    assert not screen(someone, 0).can_go_back


@pytest.mark.parametrize(("before", "after"), [("zh", "en"), ("en", "zh")])
def test_the_language_is_switched_and_remembered(before: Language, after: Language) -> None:
    remembered: list[Language] = []
    someone = person("language", PACK.info.emergency)
    with speaking(before):
        choose(PACK, someone, Asker(), find=lambda _text: OFF_TOPIC, remember=remembered.append)
        assert language() == after
    assert remembered == [after]
    assert screen(someone, 0).question != screen(someone, 1).question
    names = [screen(someone, n).choices[-1].label for n in (0, 1)]
    assert names == {"zh": ["English", "中文"], "en": ["中文", "English"]}[before]


def _with_wallets(count: int) -> Pack:
    wallet = PACK.wallets["upay"]
    names = [f"wallet-{number}" for number in range(count)]
    wallets = {name: wallet.model_copy(update={"id": name}) for name in names}
    return PACK.model_copy(update={"wallets": wallets})


@pytest.mark.parametrize("count", [1, 8, 9, 10, 16, 17, 40])
def test_no_list_has_more_than_nine_entries_and_every_wallet_can_be_reached(count: int) -> None:
    pack = _with_wallets(count)
    for name in pack.wallets:
        someone = _searching(name)
        assert choose_wallet(pack, someone, Asker(), can_go_back=True) == Asker(name)
        assert max(len(values(screen(someone, n).choices)) for n in range(len(someone.asked))) <= 9


def _searching(wanted: str) -> Watched:
    """Looks for one value, page after page."""

    def look(_number: int, prompt: Prompt) -> Given:
        assert isinstance(prompt, Select)
        return wanted if wanted in values(prompt.choices) else Sign.MORE

    return Watched(ScriptedUI({}), look)


def test_back_on_the_second_page_is_the_first_page() -> None:
    someone = person("more", BACK, "wallet-0")
    chosen = choose_wallet(_with_wallets(20), someone, Asker(), can_go_back=False)
    assert chosen == Asker("wallet-0")
    assert [prompt.can_go_back for prompt in someone.asked] == [False, True, False]
    assert values(screen(someone, 0).choices) == values(screen(someone, 2).choices)


def test_a_pack_with_nothing_but_emergencies_still_has_a_first_screen(tmp_path: Path) -> None:
    pack = load(write_pack(tmp_path, {})).pack
    only = pack.model_copy(update={"guides": {"emergency": pack.guides["emergency"]}})
    someone = person("emergency")
    assert go(someone, pack=only) == Chosen(None, "emergency")
    assert screen(someone, 0).default is not Sign.EMERGENCY


def test_a_clear_sentence_is_confirmed_by_one_key_and_names_the_wallet() -> None:
    someone = person("describe", "充值没到账", "top-up-failed")
    assert go(someone, found=FOUND) == Chosen("topay", "top-up-failed")
    confirmation = screen(someone, 2)
    assert values(confirmation.choices) == ["top-up-failed", "none"]
    assert confirmation.default == "top-up-failed"


def test_an_unclear_sentence_offers_the_best_three() -> None:
    someone = person("describe", "钱呢", "refund-request", "upay")
    assert go(someone, found=UNCLEAR) == Chosen("upay", "refund-request")
    offered = values(screen(someone, 2).choices)
    assert offered == ["top-up-failed", "emergency", "refund-request", "none"]


def test_another_subject_leads_back_to_the_menu_and_says_so() -> None:
    someone = person("describe", "天气", PACK.info.emergency)
    go(someone, found=OFF_TOPIC)
    assert someone.keys == ["menu:what", "menu:describe", "menu:what"]
    assert someone.told


def test_a_secret_in_the_sentence_is_answered_with_the_reason() -> None:
    someone = person("describe", "我的密码是 abc123", PACK.info.emergency)
    go(someone, found=OFF_TOPIC)
    assert not any("abc123" in line for line in someone.told)
    assert len(someone.told) >= 2


def test_helping_somebody_is_said_where_the_wallet_is_asked() -> None:
    someone = person("money", "helping", "my mother", "upay", "top-up-failed")
    assert go(someone) == Chosen("upay", "top-up-failed", "my mother")


def test_an_unfinished_case_is_offered_on_the_first_screen() -> None:
    left = Resume("1120-1", lambda: "Go on")
    someone = person(Sign.RESUME)
    assert go(someone, unfinished=left) == left
    assert len(screen(someone, 0).choices) <= 9


def test_a_name_too_long_to_keep_is_asked_for_again_and_not_cut() -> None:
    someone = person("money", "helping", "a" * 41, "my mother", "upay", "top-up-failed")
    assert go(someone) == Chosen("upay", "top-up-failed", "my mother")
    assert someone.prompt("menu:helping").problem
