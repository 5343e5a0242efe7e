"""Which wallet it is about: where that is asked, and what the answer changes."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support import NOW, begin, detail, reply_with, small_world
from tests.wallets import PACK_YAML, WALLETS
from wallethelp.core.case import case_of
from wallethelp.core.graph import most_to_go
from wallethelp.core.questions import Question
from wallethelp.core.session import (
    AtEnd,
    Session,
    World,
    answer,
    back,
    current,
    default_for,
    follow,
    replay,
    revise,
)
from wallethelp.core.values import Answer, Chose, Reply, Skipped, Unknown, Words
from wallethelp.core.which_wallet import WALLET_KEY

NAME = "wallet-name"
NAMED = detail(Words(text="Moon Pay"), "Moon Pay")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return small_world(tmp_path / "pack", WALLETS)


def at(world: World, *replies: Reply | str, wallet: str | None = None) -> Session:
    """In the guide, after the opening question and these replies."""
    return reply_with(world, begin(world, "forked", wallet), "nobody", *replies)


def asked(world: World, session: Session) -> str:
    position = current(world, session)
    return position.key if isinstance(position, Question) else position.ref.step


def change(world: World, session: Session, key: str, reply: Reply) -> Session:
    return revise(world, session, Answer(key=key, reply=reply, time=NOW))


# --- where it is asked ----------------------------------------------------------------------------


def test_nothing_of_it_is_asked_before_it_matters(world: World) -> None:
    assert asked(world, begin(world, "forked", None)) != WALLET_KEY
    assert asked(world, at(world)) == "forked/first"


def test_it_is_asked_before_a_decision_that_looks_at_it_and_then_no_more(world: World) -> None:
    session = at(world, "charged")
    assert asked(world, session) == WALLET_KEY
    assert asked(world, at(world, "charged", "kdou")) == "forked/special"
    finished = at(world, "charged", "kdou", "yes", Skipped())
    assert asked(world, finished) == "report"
    assert case_of(world, finished).channels_of == "kdou"


def test_it_is_asked_before_an_end_at_which_somebody_is_contacted(world: World) -> None:
    assert asked(world, at(world, Unknown())) == WALLET_KEY
    assert asked(world, at(world, Unknown(), "upay")) == "report"


@pytest.mark.parametrize(("way", "end"), [("solved", "done"), ("stolen", "stop")])
def test_it_is_asked_neither_in_an_emergency_nor_where_all_is_solved(
    world: World, way: str, end: str
) -> None:
    assert asked(world, at(world, way)) == end


def test_a_decision_about_something_else_does_not_ask_for_it(world: World) -> None:
    lost = reply_with(world, begin(world, "lost", None), "nobody", "charged", Skipped())
    assert asked(world, lost) == "due"
    assert asked(world, reply_with(world, lost, Skipped())) == WALLET_KEY
    assert follow(world, reply_with(world, lost, Skipped())).passed[-1].step == "report"


@pytest.mark.parametrize("wallet", ["upay", "kdou"])
def test_a_wallet_that_was_named_is_not_asked_for(world: World, wallet: str) -> None:
    assert asked(world, at(world, Unknown(), wallet=wallet)) == "report"
    with_decision = at(world, "charged", wallet=wallet)
    assert asked(world, with_decision) == ("forked/special" if wallet == "kdou" else "amount")


def test_a_pack_with_one_wallet_asks_for_none(tmp_path: Path) -> None:
    files = {"pack.yaml": PACK_YAML, "fields.yaml": WALLETS["fields.yaml"]}
    world = small_world(tmp_path, files)
    session = reply_with(world, begin(world, "lost", None), "nobody", "charged", *[Skipped()] * 2)
    assert asked(world, session) == "report"
    assert case_of(world, session).channels_of == "upay"


def test_a_pack_without_wallets_asks_for_none(world: World) -> None:
    none = replace(world, pack=replace(world.pack, wallets={}))
    assert asked(none, at(none, Unknown())) == "report"


def test_a_pack_without_the_question_never_asks_it(tmp_path: Path) -> None:
    files = {name: text for name, text in WALLETS.items() if name != "pack.yaml"}
    world = small_world(tmp_path, files)
    assert asked(world, at(world, Unknown())) == "report"


def test_a_pack_without_a_field_for_it_does_not_ask_for_the_name(tmp_path: Path) -> None:
    without = PACK_YAML.replace("  name: wallet-name\n", "")
    assert without != PACK_YAML
    world = small_world(tmp_path, {**WALLETS, "pack.yaml": without})
    assert asked(world, at(world, Unknown(), "other")) == "report"


# --- another wallet -------------------------------------------------------------------------------


@pytest.mark.parametrize("wallet", [None, "other"], ids=["chosen", "named before"])
def test_of_another_wallet_the_name_is_asked_once_and_may_be_passed_over(
    world: World, wallet: str | None
) -> None:
    chosen = ("other",) if wallet is None else ()
    session = at(world, Unknown(), *chosen, wallet=wallet)
    question = current(world, session)
    assert isinstance(question, Question)
    assert (question.key, question.required) == (NAME, False)
    assert question.field is world.pack.fields[NAME]
    for reply in (Skipped(), Unknown(), NAMED):
        assert asked(world, reply_with(world, session, reply)) == "report"


@pytest.mark.parametrize("reply", ["upay", "kdou", Unknown()])
def test_of_a_known_wallet_no_name_is_asked_nor_where_nobody_knows(
    world: World, reply: Reply | str
) -> None:
    assert asked(world, at(world, Unknown(), reply)) == "report"


def test_the_name_is_none_of_the_details_to_bring(world: World) -> None:
    case = case_of(world, at(world, Unknown(), "other", NAMED))
    assert NAME not in [item.field for item in case.bring]
    assert WALLET_KEY not in [told.key for told in case.told]
    assert case.replies[NAME] == NAMED
    assert case.session.about == "other"


def test_somebody_who_does_not_know_gets_what_is_true_of_any_wallet(world: World) -> None:
    case = case_of(world, at(world, Unknown(), Unknown()))
    assert case.session.about is None
    assert case.channels_of == "other"
    assert [ranked.channel for ranked in case.advice.recommended] == ["help"]


# --- going back and changing ----------------------------------------------------------------------


def test_going_back_over_it_asks_it_again_with_the_answer_as_the_default(world: World) -> None:
    session = back(back(at(world, Unknown(), "other", NAMED)))
    question = current(world, session)
    assert isinstance(question, Question)
    assert question.key == WALLET_KEY
    assert default_for(session, question) == Chose(option="other")
    again = reply_with(world, session, "other")
    name = current(world, again)
    assert isinstance(name, Question)
    assert default_for(again, name) == NAMED
    assert asked(world, back(session)) == "forked/first"


def test_changing_it_takes_the_way_of_the_other_wallet_and_back(world: World) -> None:
    session = at(world, "charged", "kdou", "yes", Skipped())
    changed = change(world, session, WALLET_KEY, Chose(option="upay"))
    assert [given.key for given in changed.answers][-2:] == [WALLET_KEY, "amount"]
    assert asked(world, changed) == "report"
    assert case_of(world, changed).channels_of == "upay"
    again = change(world, changed, WALLET_KEY, Chose(option="kdou"))
    assert asked(world, again) == "forked/special"
    special = current(world, again)
    assert isinstance(special, Question)
    assert default_for(again, special) == Chose(option="yes")


def test_changing_it_to_another_asks_for_the_name_and_from_it_forgets_the_name(
    world: World,
) -> None:
    session = change(world, at(world, Unknown(), "upay"), WALLET_KEY, Chose(option="other"))
    assert asked(world, session) == NAME
    named = reply_with(world, session, NAMED)
    renamed = change(world, named, NAME, detail(Words(text="Sun Pay"), "Sun Pay"))
    assert isinstance(current(world, renamed), AtEnd)
    known = change(world, renamed, WALLET_KEY, Chose(option="kdou"))
    assert isinstance(current(world, known), AtEnd)
    assert NAME not in case_of(world, known).replies


@pytest.mark.parametrize("wallet", [None, "other"])
def test_replaying_keeps_the_wallet_and_its_name(world: World, wallet: str | None) -> None:
    chosen = ("other",) if wallet is None else ()
    session = at(world, "charged", *chosen, NAMED, Skipped(), wallet=wallet)
    replayed = replay(world, session)
    assert replayed.lost == ()
    assert replayed.session == session


def test_a_wallet_the_pack_lost_is_asked_for_again(world: World) -> None:
    session = at(world, "charged", "upay", Skipped())
    wallets = {name: w for name, w in world.pack.wallets.items() if name != "upay"}
    fewer = World(pack=replace(world.pack, wallets=wallets), calendar=world.calendar)
    replayed = replay(fewer, session)
    assert [lost.key for lost in replayed.lost] == [WALLET_KEY, "amount"]
    assert asked(fewer, replayed.session) == WALLET_KEY
    chosen = Answer(key=WALLET_KEY, reply=Chose(option="kdou"), time=NOW)
    assert asked(fewer, answer(fewer, replayed.session, chosen)) == "forked/special"


# --- how far it still is --------------------------------------------------------------------------


def test_the_questions_about_the_wallet_are_counted_until_it_is_known(world: World) -> None:
    def to_go(*replies: Reply | str, wallet: str | None = None) -> int:
        return most_to_go(world.pack, follow(world, at(world, *replies, wallet=wallet)))

    # Behind the first question: wallet, its name, the one about kdou, the amount.
    assert to_go() == 4
    assert to_go(wallet="upay") == to_go(wallet="kdou") == 2
    assert to_go(wallet="other") == 3, "only the name"
    assert to_go("charged") == 3
    assert to_go("charged", "other") == 2
    assert to_go("charged", "upay") == 0
    assert to_go("charged", Unknown()) == 0
