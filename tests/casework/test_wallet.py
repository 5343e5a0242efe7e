"""The wallet of a case: asked at the end, the last one first, and called by its name everywhere."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.casework.support import REPLIES, Caseworker, own_pack
from tests.prompted import AFTERWARDS
from tests.wallets import NAME_FIELD, WALLETS
from wallethelp.core.values import Chose
from wallethelp.core.which_wallet import WALLET_KEY
from wallethelp.ui.prompts import BACK, CHECK_KEY, Select, Sign
from wallethelp.ui.scripted import Given

BEGIN = ("diagnose", "--guide", "lost")
NAME = "Moon Pay"
PHONE = "13800138000"
OTHER: dict[str, Sequence[Given]] = {**REPLIES, WALLET_KEY: ("other",), "wallet-name": (NAME,)}


@pytest.fixture
def worker(worker: Caseworker) -> Caseworker:
    """With a pack of three wallets."""
    fields = (worker.pack / "fields.yaml").read_text(encoding="utf-8")
    files = {
        **WALLETS,
        "fields.yaml": fields + NAME_FIELD,
        "phrases/en/lost.yaml": "- my money is gone\n",
    }
    own_pack(worker.pack, files)
    return worker


def test_the_wallet_used_last_is_the_default_of_the_next_case(worker: Caseworker) -> None:
    defaults = []
    for wallet in ("kdou", "upay", "upay"):
        told = worker.asked({**REPLIES, WALLET_KEY: (wallet,)}, *BEGIN)
        (prompt,) = [prompt for prompt in told.asked if prompt.key == WALLET_KEY]
        assert isinstance(prompt, Select)
        defaults.append(prompt.default)
    assert defaults == [Sign.UNKNOWN, "kdou", "upay"]


def test_the_default_counts_in_a_case_gone_on_with_too(worker: Caseworker) -> None:
    worker.asked({**REPLIES, WALLET_KEY: ("kdou",)}, *BEGIN)
    replies = dict(REPLIES)
    del replies[AFTERWARDS]
    left = worker.interrupted(replies, *BEGIN)
    assert left.keys[-1] == WALLET_KEY
    told = worker.asked({WALLET_KEY: ("upay",)}, "cases", "resume")
    assert told.code == 0, told.err
    (prompt,) = [prompt for prompt in told.asked if prompt.key == WALLET_KEY]
    assert isinstance(prompt, Select)
    assert prompt.default == "kdou"
    assert worker.record().session.about == "upay"


def test_another_wallet_is_called_by_its_name_in_every_title_and_message(
    worker: Caseworker,
) -> None:
    told = worker.asked(OTHER, *BEGIN)
    assert told.code == 0, told.err
    assert NAME in told.out
    assert NAME in worker("cases").out
    assert NAME in worker("cases", "show").out
    data = json.loads(worker("export", "--format", "json").out)
    assert data["wallet"] == {"id": "other", "name": NAME}
    assert NAME in worker("export", "--for", "social").out, "in the public message"


def test_the_name_stands_in_the_heading_of_what_is_asked_after_it(worker: Caseworker) -> None:
    told = worker.asked(
        {**OTHER, CHECK_KEY: ("wallet-name", "done"), "wallet-name": (NAME, "Sun")}, *BEGIN
    )
    assert told.code == 0, told.err
    names = [prompt for prompt in told.asked if prompt.key == "wallet-name"]
    assert [NAME in prompt.heading for prompt in names] == [False, True]
    assert worker("cases").out.count("Sun") == 1


def test_without_a_name_it_is_another_wallet(worker: Caseworker) -> None:
    worker.asked({**OTHER, "wallet-name": ("",)}, *BEGIN)
    data = json.loads(worker("export", "--format", "json").out)
    assert data["wallet"] == {"id": "other", "name": "Another wallet"}


@pytest.mark.parametrize(
    "reading", [("cases",), ("cases", "--json"), ("cases", "show"), ("cases", "show", "--json"),
                ("export",), ("export", "--for", "social"), ("export", "--format", "ics")],
)  # fmt: skip
def test_a_contact_in_the_name_is_masked_wherever_it_leaves(
    worker: Caseworker, reading: tuple[str, ...]
) -> None:
    worker.asked({**OTHER, "wallet-name": (f"Moon {PHONE}",)}, *BEGIN)
    out = worker(*reading).out
    assert "Moon" in out
    assert PHONE not in out


def test_a_secret_is_no_name(worker: Caseworker) -> None:
    told = worker.asked({**OTHER, "wallet-name": ("密码是hunter2x", NAME)}, *BEGIN)
    assert told.code == 0, told.err
    assert told.keys.count("wallet-name") == 2
    assert NAME in worker("cases").out
    assert not any(b"hunter2x" in path.read_bytes() for path in worker.home.iterdir())


def test_a_case_left_before_its_wallet_was_known_is_listed_and_gone_on_with(
    worker: Caseworker,
) -> None:
    replies = {key: given for key, given in OTHER.items() if key not in (AFTERWARDS, "wallet-name")}
    left = worker.interrupted(replies, *BEGIN)
    assert left.keys[-1] == "wallet-name"
    assert "Another wallet" in worker("cases").out
    assert worker.record().session.about == "other"
    told = worker.asked({"wallet-name": (NAME,)}, "cases", "resume")
    assert told.keys[0] == "wallet-name"
    assert NAME in worker("cases").out


def test_back_from_a_guide_leads_to_the_screen_it_was_chosen_on(worker: Caseworker) -> None:
    some = {
        "menu:what": ("lost", "emergency"),
        "opening/safety-first": (BACK,),
    }
    assert worker.asked(some, "diagnose").keys[:3] == [
        "menu:what",
        "opening/safety-first",
        "menu:what",
    ]
    found = {
        "menu:found": ("lost", BACK),
        "menu:describe": (BACK,),
        "menu:what": ("emergency",),
        "opening/safety-first": (BACK,),
    }
    keys = worker.asked(found, "diagnose", "my", "money", "is", "gone").keys[:5]
    assert keys == [
        "menu:found",
        "opening/safety-first",
        "menu:found",
        "menu:describe",
        "menu:what",
    ]


def test_there_is_no_way_back_before_a_guide_that_was_named(worker: Caseworker) -> None:
    told = worker.interrupted({}, *BEGIN)
    assert not told.asked[0].can_go_back


# --- given in advance -----------------------------------------------------------------------------

ANSWERS = """\
steps: {opening/safety-first: nobody, lost/gone: charged, lost/seen: not-fixed%s}
fields: {amount: 120 CNY, order: UP20261119153044, mine: xiaolin_88%s}
"""


def _given(worker: Caseworker, folder: Path, steps: str = "", fields: str = "") -> int:
    path = folder / "answers.yaml"
    path.write_text(ANSWERS % (steps, fields), encoding="utf-8")
    return worker(*BEGIN, "--answers", path, "--no-input").code


def test_a_file_of_answers_may_name_the_wallet_and_what_another_is_called(
    worker: Caseworker, tmp_path: Path
) -> None:
    assert _given(worker, tmp_path, f", {WALLET_KEY}: kdou") == 0
    assert worker.record().session.about == "kdou"
    named = f", wallet-name: {NAME}"
    assert _given(worker, tmp_path, f", {WALLET_KEY}: other", named) == 0
    assert NAME in worker("cases").out


def test_a_file_of_answers_need_not_name_it(worker: Caseworker, tmp_path: Path) -> None:
    assert _given(worker, tmp_path) == 0
    assert worker.record().session.about is None


def test_a_wallet_that_there_is_not_is_a_mistake_in_the_file(
    worker: Caseworker, tmp_path: Path
) -> None:
    assert _given(worker, tmp_path, f", {WALLET_KEY}: nopay") == 1


def test_a_wallet_named_by_an_option_is_not_asked_for(worker: Caseworker) -> None:
    told = worker.asked(REPLIES, *BEGIN, "--wallet", "kdou")
    assert told.code == 0, told.err
    assert WALLET_KEY not in told.keys
    assert Chose(option="kdou") not in [given.reply for given in worker.record().session.answers]
