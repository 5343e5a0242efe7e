"""Finding the guide a sentence is about."""

import json
import sys
from typing import Any, TextIO

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError
from wallethelp.cli.result import Found
from wallethelp.core.privacy.door import find_secret, inspect
from wallethelp.core.privacy.verdicts import Passed
from wallethelp.core.text import clean
from wallethelp.core.triage.guides import Triage
from wallethelp.i18n import _, say
from wallethelp.render import words
from wallethelp.render.guides_page import found_page


def found(desk: Desk, text: str) -> Found:
    """The ranking for `text`; for `-`, one JSON object for each line of standard input.

    Raises GivenError for a text that holds a secret; a line that does is ranked all the same.
    """
    if text == "-":
        lines = desk.watch(_("Comparing"))(_lines())
        ranked = ((line, desk.index.rank(line)) for line in lines)
        return Found(
            lines=lambda: (json.dumps(found_data(*each), ensure_ascii=False) for each in ranked)
        )
    text = sentence(text)
    triage = desk.index.rank(text)
    titles = {match.guide: say(desk.pack.guides[match.guide].title) for match in triage.matches}
    return Found(page=lambda: found_page(triage, titles), data=lambda: found_data(text, triage))


def sentence(text: str) -> str:
    """A sentence given on the command line, to be compared and not kept.

    Raises GivenError saying why where it holds a labelled secret. A bare number is none here: most
    are amounts.
    """
    secret = find_secret(clean(text))
    if secret is not None:
        raise GivenError(words.refused(secret))
    return text


def _lines() -> TextIO:
    """Standard input, as UTF-8 whatever the locale."""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    return sys.stdin


def found_data(text: str, triage: Triage) -> dict[str, Any]:
    """The ranking as plain data: guides with scores, best first, and whether the first is clear.

    `text` is said back with card numbers cut, and not at all where it may hold a secret.
    """
    verdict = inspect(clean(text), "free")
    return {
        "text": verdict.text if isinstance(verdict, Passed) else None,
        "guides": [{"guide": m.guide, "score": m.score} for m in triage.matches],
        "clear": triage.is_clear,
        "off_topic": triage.is_off_topic,
        "alarm": triage.is_alarm,
        "wallet": triage.wallet,
    }
