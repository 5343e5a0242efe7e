"""One case from the first question to its deletion, with days going by."""

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email import message_from_string
from email.policy import default

import pytest

from tests.casework.support import Caseworker, bytes_below
from tests.support import NOW
from wallethelp.core.case import case_of
from wallethelp.core.history import due
from wallethelp.core.session import World
from wallethelp.pack.load import load
from wallethelp.ui.prompts import Select, Sign
from wallethelp.working_days import MainlandCalendar

PROMISED = datetime(2026, 11, 24, 23, 59, tzinfo=NOW.tzinfo)
SECRETS_OF_THE_CASE = ("xiaolin_88", "UP20261119153044", "CS-2026-77", "CS-2026-91", "the money")


def _state(worker: Caseworker, case_id: str) -> tuple[str, int]:
    """What is to do now, as the program counts it."""
    world = World(pack=load(worker.pack).pack, calendar=MainlandCalendar())
    record = worker.record(case_id)
    case = case_of(world, record.session)
    found = due(case, record.log, worker.clock.now)
    return found.kind, found.days


def _is_offered(worker: Caseworker) -> bool:
    """Whether the first screen says that something is due."""
    first = worker.interrupted({}, "diagnose").asked[0]
    assert isinstance(first, Select)
    return any(choice.value is Sign.DUE for choice in first.choices)


def _log(worker: Caseworker, case_id: str, given: Mapping[str, str]) -> None:
    options = [part for name, value in given.items() for part in (f"--{name}", value)]
    assert worker("cases", "log", case_id, *options).code == 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_case_from_the_first_question_to_its_end(
    worker: Caseworker, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WALLETHELP_LANG", language)

    # Friday: the problem becomes a case, with a message and a date to follow up.
    case_id = worker.finished()
    shown = worker("cases", "show", case_id)
    assert "UP20261119153044" in shown.out
    assert _state(worker, case_id) == ("send", 5)

    # The same day: support is in the chat, and promises an answer by Tuesday.
    _log(
        worker,
        case_id,
        {
            "channel": "chat",
            "whom": "agent Lin",
            "ticket": "CS-2026-77",
            "said": "they will look into it",
            "promised": "2026-11-24",
        },
    )
    assert _state(worker, case_id) == ("wait", 4)
    waiting = worker.listed(case_id)

    # Tuesday: the promise lasts until the end of the day.
    worker.clock.now = PROMISED - timedelta(hours=14)
    assert _state(worker, case_id) == ("today", 0)
    today = worker.listed(case_id)

    # Thursday: two days overdue.
    worker.clock.now = PROMISED + timedelta(days=1, hours=12)
    assert _state(worker, case_id) == ("overdue", 2)
    overdue = worker.listed(case_id)
    rung = "Supervisor" if language == "en" else "主管"
    assert len({waiting, today, overdue}) == 3
    assert _is_offered(worker)

    # The follow-up: another ticket, no new promise. Then the supervisor, with one.
    _log(worker, case_id, {"channel": "chat", "ticket": "CS-2026-91"})
    assert _state(worker, case_id) == ("overdue", 2)
    _log(worker, case_id, {"channel": "supervisor", "promised": "2026-11-27"})
    assert _state(worker, case_id) == ("wait", 1)

    # That one is broken too: the next rung, and the complaint with the whole history.
    worker.clock.now = PROMISED + timedelta(days=7)
    assert _state(worker, case_id) == ("overdue", 4)
    complaint = worker("export", case_id, "--for", "complaint")
    assert complaint.code == 0
    for told in ("CS-2026-77", "CS-2026-91", "agent Lin", "they will look into it", rung):
        assert told in complaint.out.replace("\\", ""), told
    assert complaint.out.index("CS-2026-77") < complaint.out.rindex("CS-2026-91")
    assert "xiaolin_88" not in complaint.out
    revealed = worker("export", case_id, "--for", "complaint", "--reveal")
    assert "xiaolin_88" in revealed.out.replace("\\", "")

    # As a draft for the mail program: the last ticket stands in its subject.
    mail = worker("export", case_id, "--for", "complaint", "--format", "email")
    draft = message_from_string(mail.out, policy=default)
    assert "CS-2026-91" in draft["Subject"]
    body = draft.get_body()
    assert body is not None
    assert "CS-2026-77" in body.get_content()

    # The history is data too.
    data = json.loads(worker("export", case_id, "--format", "json").out)
    assert [line["channel"] for line in data["history"]] == ["chat", "chat", "supervisor"]
    calendar = worker("export", case_id, "--format", "ics").out
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", calendar) == ["20261124", "20261127"]

    # Settled: the case is closed, still readable, and asks for nothing more.
    assert worker("cases", "close", case_id).code == 0
    assert case_id in worker.listed(case_id)
    assert not _is_offered(worker)
    assert "CS-2026-91" in worker("cases", "show", case_id).out
    assert "CS-2026-77" in worker("cases", "show", case_id, "--full").out

    # Gone: not a byte of it is left.
    assert worker("cases", "delete", case_id, "--yes").code == 0
    assert case_id not in worker("cases").out
    left = bytes_below(worker.home)
    for secret in SECRETS_OF_THE_CASE:
        for name, content in left.items():
            assert secret.encode() not in content, (secret, name)
