"""A guide that takes a kept case further starts from its log."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.casework.support import Caseworker
from tests.prompted import AFTERWARDS
from tests.support import FLOWS
from wallethelp.core.values import Detail, moment_in
from wallethelp.ui.prompts import Sign
from wallethelp.ui.scripted import Given

ANSWERS = """\
steps:
  opening/safety-first: nobody
  top-up-failed/paid: bank
  top-up-failed/taken: charged
  top-up-failed/asked: not-yet
  top-up-failed/record: not-fixed
fields:
  top-up-time: 2026-11-19 14:30
  amount: 120 CNY
  expected-by: unknown
  transaction-id: unknown
  charge-proof: have
"""
TROUBLE: dict[str, Sequence[Given]] = {
    "menu:about": ("1120-1",),
    "opening/safety-first": ("nobody",),
    "contact-trouble/what": ("no-help",),
    AFTERWARDS: ("done",),
}
KNOWN = ("problem", "contact-time", "ticket-number", "agent-said", "answer-by")


@pytest.fixture
def kept(worker: Caseworker, tmp_path: Path) -> Caseworker:
    """Somebody with a case of the shipped pack, and a call about it."""
    shipped, answers = replace(worker, pack=FLOWS), tmp_path / "answers.yaml"
    answers.write_text(ANSWERS, "utf-8")
    given = ("--wallet", "kdou", "--answers", answers, "--no-input")
    assert shipped("diagnose", "--guide", "top-up-failed", *given).code == 0
    logged = ("--channel", "phone", "--result", "working", "--ticket", "K-1", "--said", "soon")
    assert shipped("cases", "log", *logged, "--promised", "2026-11-24").code == 0
    shipped.clock.now += timedelta(days=6)
    return shipped


def test_what_the_log_knows_is_not_asked(kept: Caseworker) -> None:
    done = kept.interrupted(TROUBLE, "diagnose", "--guide", "contact-trouble")
    assert "menu:about" in done.keys
    assert [key for key in done.keys if key in KNOWN] == []
    session = kept.record().session
    assert session.about == "kdou"
    told = {a.key: a.reply for a in session.answers}
    ticket = told["ticket-number"]
    assert isinstance(ticket, Detail)
    assert ticket.words == "K-1"
    promised = moment_in(told["answer-by"])
    assert promised is not None
    assert promised.latest.date().isoformat() == "2026-11-24"


def test_who_means_something_else_is_asked_everything(kept: Caseworker) -> None:
    replies = {**TROUBLE, "menu:about": (Sign.NONE,), "opening/wallet": ("kdou",)}
    done = kept.interrupted(replies, "diagnose", "--guide", "contact-trouble")
    assert done.keys[0] == "menu:about"
    assert "problem" in done.keys


def test_a_guide_that_no_case_leads_to_asks_nothing_about_cases(kept: Caseworker) -> None:
    done = kept.interrupted({}, "diagnose", "--guide", "secure-account")
    assert "menu:about" not in done.keys
