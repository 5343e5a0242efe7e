"""The words of a question: its results as they are offered and said back, and its noun."""

from pathlib import Path

import pytest

from tests.prompted import Watched, person
from tests.support import NOW
from tests.ui.support import EVERY_KIND, every_kind
from wallethelp.core.case import Case, case_of
from wallethelp.core.redact import redact
from wallethelp.core.session import Session, World, follow, start
from wallethelp.i18n import speaking
from wallethelp.render.document import document_of
from wallethelp.render.questions import short_of
from wallethelp.ui.prompts import Select
from wallethelp.ui.wizard import run

BRIEF = EVERY_KIND.replace(
    "    try: {zh: 刷新, en: Refresh}\n",
    "    try: {zh: 刷新, en: Refresh}\n"
    "    short: {zh: 刷新过, en: Reload}\n"
    "    results: {fixed: {zh: 看到了, en: I see it}, not-tried: {zh: 刷不了, en: It hangs}}\n",
)


ABOUT = (
    EVERY_KIND.replace("zh: 扣了吗,", "zh: 扣了<your>钱吗,")
    .replace("en: Is it gone", "en: Did <you> pay")
    .replace("label: {zh: 是,", "label: {zh: 扣了<my>,")
    .replace("zh: 查 {amount}", "zh: 查<my> {amount}")
    .replace('"查 {amount}', '"查<my> {amount}')
)
NAMED = "{amount}妈"


def refreshed(folder: Path, result: str, guide: str) -> tuple[Watched, Session, World]:
    """Who gave `result` for the only check, and what came of it."""
    world = every_kind(folder, guide)
    details = [] if result == "fixed" else ["120元", "2026-11-25", "TX-42", "nothing", "have"]
    who = person("nobody", "charged", ("notice",), result, *details, "done")
    session = run(
        world,
        start(world, guide="every", wallet="upay", now=NOW),
        who,
        now=lambda: NOW,
        save=lambda _session: None,
    )
    assert session is not None
    return who, session, world


def offered(who: Watched) -> dict[object, str]:
    """The results of the check, as they were offered."""
    prompt = who.prompt("every/refresh")
    assert isinstance(prompt, Select)
    return {choice.value: choice.label for choice in prompt.choices}


@pytest.mark.parametrize("result", ["fixed", "not-tried"])
def test_a_check_offers_and_says_back_its_own_words(tmp_path: Path, result: str) -> None:
    with speaking("en"):
        who, session, world = refreshed(tmp_path, result, BRIEF)
        document = document_of(case_of(world, session), world.pack, case_id="1120-1")
    labels = offered(who)
    assert (labels["fixed"], labels["not-tried"]) == ("I see it", "It hangs")
    assert labels[result] in "\n".join(who.told)
    (check,) = document.tried
    assert (check.result, check.result_text) == (result, labels[result])


def test_a_result_without_words_of_its_own_keeps_the_usual_ones(tmp_path: Path) -> None:
    with speaking("en"):
        usual, *_rest = refreshed(tmp_path / "usual", "not-fixed", EVERY_KIND)
        own, *_rest = refreshed(tmp_path / "own", "not-fixed", BRIEF)
    assert offered(own)["not-fixed"] == offered(usual)["not-fixed"]
    assert offered(own)["fixed"] != offered(usual)["fixed"]


def test_an_answer_is_listed_by_a_noun_where_there_is_one(tmp_path: Path) -> None:
    with speaking("en"):
        _who, session, world = refreshed(tmp_path, "not-fixed", BRIEF)
        visits = follow(world, session).visits
        named = {visit.answer.key: short_of(visit.question) for visit in visits}
    assert named["every/refresh"] == "Reload"
    assert named["every/gone"] == "Is it gone"
    assert named["order"] == "Order"


# --- helping somebody -----------------------------------------------------------------------------


def asked_for(folder: Path, helping: str | None) -> tuple[Watched, Case, World]:
    """A case asked for `helping` in Chinese, and what was shown on the way to it."""
    world = every_kind(folder, ABOUT)
    details = ("120元", "2026-11-25", "TX-42", "nothing", "have")
    who = person("nobody", "charged", ("notice",), "not-fixed", *details, "done")
    with speaking("zh"):
        session = run(
            world,
            start(world, guide="every", wallet="upay", now=NOW, helping=helping),
            who,
            now=lambda: NOW,
            save=lambda _session: None,
        )
    assert session is not None
    return who, case_of(world, session), world


@pytest.mark.parametrize(("helping", "name"), [(None, "你"), (NAMED, NAMED)])
def test_questions_are_about_the_person_who_is_helped(
    tmp_path: Path, helping: str | None, name: str
) -> None:
    who, case, world = asked_for(tmp_path, helping)
    assert who.prompt("every/gone").question == f"扣了{name}的钱吗"
    with speaking("zh"):
        document = document_of(case, world.pack, case_id="1120-1")
    asked = next(line for line in document.happened if line.key == "every/gone")
    mine = "我" if helping is None else name
    assert (asked.question, asked.answer) == (f"扣了{name}的钱吗", f"扣了{mine}的")
    assert document.say is not None
    assert f"查{mine}的 120" in document.say.text


def test_whom_it_is_about_is_not_said_where_that_is_hidden(tmp_path: Path) -> None:
    _who, case, world = asked_for(tmp_path, NAMED)
    hidden, _log = redact(case, (), world.pack.fields)
    with speaking("zh"):
        data = document_of(hidden, world.pack, case_id="1120-1").to_json()
    assert NAMED not in data
    assert "扣了当事人的钱吗" in data
