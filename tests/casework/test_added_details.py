"""Details told after the page of what to do."""

import json
from dataclasses import replace

import pytest

from tests.casework.support import Caseworker, Told
from tests.prompted import AFTERWARDS
from wallethelp.pack.find import shipped_pack
from wallethelp.ui.prompts import BACK, Select
from wallethelp.ui.scripted import Given

HURRY: dict[str, tuple[Given, ...]] = {
    "emergency/what": ("money-leaving",),
    "emergency/where": ("mainland",),
    "emergency/left": ("bank",),
}
DETAILS = ["own-account", "recipient", "transfer-time", "amount", "transfer-proof", "chat-record"]


@pytest.fixture
def worker(worker: Caseworker) -> Caseworker:
    """With the shipped guides."""
    return replace(worker, pack=shipped_pack())


def _emergency(worker: Caseworker, **replies: tuple[Given, ...]) -> Told:
    given = {
        **HURRY,
        AFTERWARDS: ("add", "done"),
        **{k.replace("_", "-"): v for k, v in replies.items()},
    }
    told = worker.asked(given, "diagnose", "--guide", "emergency")
    assert told.code == 0, told.err
    return told


def _document(worker: Caseworker) -> dict[str, object]:
    return dict(json.loads(worker("cases", "show", "--json").out))


def test_an_emergency_asks_for_details_after_the_page_and_first_in_its_menu(
    worker: Caseworker,
) -> None:
    keys = [prompt.key for prompt in _emergency(worker).asked]
    assert keys == [*HURRY, AFTERWARDS, *DETAILS, AFTERWARDS]


def test_it_is_offered_after_whom_to_call_and_one_key_leaves_it(worker: Caseworker) -> None:
    told = worker.asked({**HURRY, AFTERWARDS: ("done",)}, "diagnose", "--guide", "emergency")
    menu = told.asked[-1]
    assert isinstance(menu, Select)
    offered = [choice.value for choice in menu.choices]
    assert offered[:4] == ["reach", "say:bank", "say:police", "say:support"]
    assert offered[4] == "add"
    assert len(told.asked) == len(HURRY) + 1


def test_what_was_told_is_kept_and_stands_in_the_message(worker: Caseworker) -> None:
    _emergency(worker, amount=("5000 CNY",), transfer_proof=("have",))
    kept = _document(worker)
    assert "5,000" in str(kept["say"])
    bring = {item["field"]: item["state"] for item in kept["bring"]}  # type: ignore[attr-defined]
    assert bring["amount"] == bring["transfer-proof"] == "have"
    assert bring["recipient"] == "missing"


def test_going_back_leads_to_the_detail_before_and_then_to_the_menu(worker: Caseworker) -> None:
    told = _emergency(worker, recipient=(BACK,), own_account=("", BACK))
    keys = [prompt.key for prompt in told.asked][len(HURRY) :]
    assert keys == [AFTERWARDS, "own-account", "recipient", "own-account", AFTERWARDS]
