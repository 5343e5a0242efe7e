"""What is next after a contact: in the list, on the case's screen, in its message, at the start."""

import json
import re
from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.casework.support import REPLIES, Caseworker, own_pack
from tests.core.test_onward import CONTACTS
from tests.prompted import AFTERWARDS
from wallethelp.ui.prompts import Select, Sign
from wallethelp.ui.scripted import Given

REFUSED = ("--channel", "chat", "--result", "refused", "--ticket", "CS-1", "--said", "no")


@pytest.fixture(autouse=True)
def _with_rules(worker: Caseworker) -> None:
    own_pack(worker.pack, {"contacts.yaml": CONTACTS})


@pytest.mark.parametrize(("language", "told"), [("en", "Ask Supervisor."), ("zh", "找主管。")])
def test_a_refusal_leads_one_rung_up_wherever_it_is_looked_at(
    worker: Caseworker, language: str, told: str
) -> None:
    case_id = worker.finished()
    said = worker("cases", "log", case_id, *REFUSED, "--lang", language)
    listed = worker("cases", "--lang", language)
    shown = worker("cases", "show", case_id, "--lang", language)
    full = worker("cases", "show", case_id, "--full", "--lang", language)
    for text in (said.err, listed.out, shown.out, full.out):
        assert told in text
    assert f"export {case_id}" in " ".join(listed.out.split())


def test_the_message_is_that_of_the_step_and_names_nobody(worker: Caseworker) -> None:
    case_id = worker.finished()
    before = worker("export", case_id, "--for", "chat").out
    worker("cases", "log", case_id, *REFUSED)
    for purpose in ("chat", "email", "phone"):
        after = worker("export", case_id, "--for", purpose, "--reveal").out
        assert after != before
        assert "A supervisor, please." in after
        assert "xiaolin_88" not in after.split("If they ask")[0]
    assert "CS-1" not in worker("export", case_id, "--for", "social").out


def test_the_data_say_what_is_next(worker: Caseworker) -> None:
    case_id = worker.finished()
    assert json.loads(worker("cases", "show", case_id, "--json").out)["onward"] is None
    worker("cases", "log", case_id, *REFUSED)
    data = json.loads(worker("cases", "show", case_id, "--json").out)
    assert (data["onward"]["do"], data["onward"]["to"]["id"]) == ("supervisor", "supervisor")
    assert data["history"][0]["result"] == "refused"
    worker("cases", "close", case_id)
    assert json.loads(worker("cases", "show", case_id, "--json").out)["onward"] is None


def test_nothing_is_to_be_sent_while_one_waits(worker: Caseworker) -> None:
    case_id = worker.finished()
    worker("cases", "log", case_id, "--channel", "chat", "--result", "working")
    shown = worker("cases", "show", case_id).out
    assert "Wait until" in shown
    assert "What to say" not in shown


def test_the_last_screen_goes_on_from_the_contact_noted_there(worker: Caseworker) -> None:
    replies: dict[str, Sequence[Given]] = {
        **REPLIES,
        AFTERWARDS: ("log", "copy", "done"),
        "log/channel": ("chat",),
        "log/result": ("refused",),
        "log/ticket": ("CS-1",),
        "log/more": ("done",),
    }
    done = worker.asked(replies, "diagnose", "--guide", "lost", "--wallet", "upay")
    assert done.code == 0
    assert "Ask Supervisor." in done.err
    assert "A supervisor, please." in done.err


def test_the_first_screen_has_two_lines_the_most_urgent_first_and_leads_there(
    worker: Caseworker,
) -> None:
    waiting, refused, later = (worker.finished(note=(text,)) for text in ("a", "b", "c"))
    worker("cases", "log", waiting, "--channel", "chat", "--result", "working")
    worker("cases", "log", refused, *REFUSED)
    worker("cases", "log", later, "--channel", "chat", "--promised", "2026-11-25")
    worker.clock.now += timedelta(hours=1)
    replies: dict[str, Sequence[Given]] = {"menu:what": (Sign.DUE,), AFTERWARDS: ("done",)}
    done = worker.asked(replies, "diagnose")
    first = done.asked[0]
    assert isinstance(first, Select)
    labels = [c.label for c in first.choices if c.value in (Sign.DUE, Sign.DUE_NEXT)]
    assert len(labels) == 2
    assert "ask Supervisor" in labels[0]
    assert [choice.value for choice in first.choices][1] is Sign.DUE
    assert first.default is Sign.DESCRIBE
    assert "Ask Supervisor." in done.out
    assert done.keys == ["menu:what", AFTERWARDS]


def entries(worker: Caseworker, case_id: str) -> dict[str, str]:
    """The day of each entry of the calendar, by what makes it the same entry."""
    text = worker("export", case_id, "--format", "ics").out
    uids = re.findall(r"^UID:(\S+)", text, flags=re.MULTILINE)
    days = re.findall(r"DTSTART;VALUE=DATE:(\d+)", text)
    assert len(uids) == len(days) == text.count("BEGIN:VALARM")
    return dict(zip(uids, days, strict=True))


def test_entries_of_a_calendar_keep_their_identity_and_what_is_next_moves(
    worker: Caseworker,
) -> None:
    case_id = worker.finished()
    worker("cases", "log", case_id, "--channel", "chat", "--promised", "2026-11-24")
    (promise,) = entries(worker, case_id)
    worker.clock.now += timedelta(days=5)
    worker("cases", "log", case_id, *REFUSED)
    first = entries(worker, case_id)
    assert first[promise] == "20261124"
    assert len(first) == 2
    worker.clock.now += timedelta(days=1)
    again = entries(worker, case_id)
    assert again.keys() == first.keys()
    assert sorted(again.values()) == ["20261124", "20261126"]


def test_the_case_has_a_timeline_with_every_promise_kept_or_broken(worker: Caseworker) -> None:
    case_id = worker.finished()
    assert json.loads(worker("cases", "show", case_id, "--json").out)["timeline"] == []
    worker("cases", "log", case_id, "--channel", "chat", "--promised", "2026-11-24")
    worker.clock.now += timedelta(days=5)
    worker("cases", "log", case_id, *REFUSED)
    worker("cases", "log", case_id, "--channel", "supervisor", "--promised", "2026-11-27")
    lines = json.loads(worker("cases", "show", case_id, "--json").out)["timeline"]
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)
    assert [line["kind"] for line in lines] == [
        *("case", "message", "contact", "promise", "message", "contact"),
        *("contact", "promise"),
    ]
    assert "not kept" in lines[3]["text"]
    # To whom another message was for, none was prepared.
    worker("cases", "log", case_id, "--channel", "police")
    later = json.loads(worker("cases", "show", case_id, "--json").out)["timeline"]
    assert [line["kind"] for line in later].count("message") == 2
    assert "Until then" in lines[-1]["text"]
    full = worker("cases", "show", case_id, "--full").out
    assert "In the order of time" in full
    assert "CS-1" in full


def test_how_a_case_ended_and_what_came_back_is_kept(worker: Caseworker) -> None:
    case_id = worker.finished()
    worker("cases", "log", case_id, *REFUSED)
    done = worker("cases", "close", case_id, "--result", "part", "--amount", "80 CNY")
    assert done.code == 0
    (line,) = json.loads(worker("cases", "--json").out)
    assert line["closing"]["result"] == "part"
    assert line["closing"]["amount"]["amount"] == "80"
    assert "80.00 CNY came back" in worker("cases").out
    assert "80.00 CNY came back" in worker("cases", "show", case_id, "--full").out
    # A contact noted afterwards takes nothing of it away.
    worker("cases", "log", case_id, "--channel", "chat")
    assert worker.record(case_id).closing is not None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("--result", "sloved"), 2),
        (("--amount", "80 CNY"), 2),
        (("--result", "part", "--amount", "much"), 1),
    ],
)
def test_an_ending_that_makes_no_sense_closes_nothing(
    worker: Caseworker, given: tuple[str, ...], code: int
) -> None:
    case_id = worker.finished()
    assert worker("cases", "close", case_id, *given).code == code
    assert not worker.record(case_id).closed
