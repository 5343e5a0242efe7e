"""What becomes of sixty-four people: the guide, how urgent it is, what comes first, whom to ask."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from tests.support import shipped_index
from tests.walks import WORLD
from wallethelp.core.case import Case, case_of
from wallethelp.core.scripts import Script
from wallethelp.core.text import Language
from wallethelp.core.triage.guides import Triage
from wallethelp.i18n import LANGUAGES, speaking
from wallethelp.render.document import document_of
from wallethelp.render.schema import CaseDocument
from wallethelp.ui.player import play

NOW = datetime(2026, 11, 27, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
FITS = {
    "now": {"emergency"},
    "today": {"emergency", "contact", "escalate", "resolved"},
    "soon": {"contact", "escalate", "resolved", "wait"},
    "wait": {"wait", "resolved"},
}
"""The outcomes that are as urgent as it is."""
ASKED = {"support": {"wallet"}, "authority": {"court", "police"}}
"""Who a message is for, where it is called otherwise in the stories."""
STANDS_FOR = {
    "own-bank": "bank",
    "police-elsewhere": "police",
    "antifraud-line": "police",
    "scam-line-singapore": "police",
    "scam-line-malaysia": "police",
    "supervisor": "wallet",
    "official-complaint": "wallet",
}


def _told(language: str) -> list[dict[str, Any]]:
    path = Path(__file__).with_name(f"{language}.yaml")
    told: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    return told


TOLD = [(language, story) for language in LANGUAGES for story in _told(language)]


def _played(story: dict[str, Any], found: Triage) -> Case:
    answers = story["answers"]
    script = Script(
        steps=answers.get("steps", {}),
        fields=answers.get("fields", {}),
        confirm=tuple(answers.get("confirm", ())),
    )
    guide = answers.get("guide", found.matches[0].guide)
    session = play(WORLD, script, guide=guide, wallet=answers.get("wallet"), now=NOW)
    return case_of(WORLD, session)


def _missed(right: dict[str, Any], found: Triage, case: Case, page: CaseDocument) -> Iterator[str]:
    """What is not as it should be."""
    if not {found.matches[0].guide, case.ref.guide} & set(right["guide"]):
        yield "guide"
    if case.outcome not in FITS[right["urgency"]]:
        yield "urgency"
    begin = " ".join([page.title, *page.do_now, *(line.name for line in page.contact[:1])])
    if not all(any(_in(word, begin) for word in words) for words in right["first"]):
        yield "first"
    if not set(_asked(case, page)) & set(right["contact"]):
        yield "contact"
    said = page.say.text if page.say is not None else ""
    whole = " ".join([page.title, *page.do_now, said, page.next.expect or ""])
    if any(_in(word, whole) for word in right["never"]):
        yield "never"


def _in(word: str, text: str) -> bool:
    return word.casefold() in text.casefold()


def _asked(case: Case, page: CaseDocument) -> Iterator[str]:
    """Who is turned to first, by the message and by the list."""
    if case.end.request is not None:
        yield from ASKED.get(case.end.request.to, {case.end.request.to})
    for line in page.contact[:1]:
        yield "wallet" if line.kind == "channel" else STANDS_FOR.get(line.id, line.id)
    if case.outcome in ("wait", "resolved"):
        yield "nobody"


@pytest.mark.parametrize(("language", "story"), TOLD, ids=[story["id"] for _, story in TOLD])
def test_who_tells_this_is_advised_rightly(language: Language, story: dict[str, Any]) -> None:
    with speaking(language):
        found = shipped_index().rank(story["first"])
        case = _played(story, found)
        page = document_of(case, WORLD.pack, case_id="1")
        missed = set(_missed(story["right"], found, case, page))
    # What is known to be missing stands in the file, and is taken out of it when it is mended.
    assert missed == set(story.get("missing", ()))


def test_nothing_harmful_is_known_to_be_said_to_anybody() -> None:
    assert len(TOLD) >= 60
    assert not any("never" in story.get("missing", ()) for _language, story in TOLD)
