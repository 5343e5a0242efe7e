"""Finding the guide a sentence is about."""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, TextIO

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError
from wallethelp.cli.result import Found
from wallethelp.core.model import Pack
from wallethelp.core.privacy import Passed, find_secret, inspect
from wallethelp.core.text import clean
from wallethelp.core.triage import Index, Triage, build_index
from wallethelp.i18n import say
from wallethelp.pack.phrases import OFF_TOPIC, load_concepts, load_phrases
from wallethelp.render import words
from wallethelp.render.guides_page import found_page


def index_of(folder: Path, pack: Pack) -> Index:
    """The phrases of the `pack` in `folder`, ready to be compared with."""
    # Imported here: a guide that was named needs no finding.
    from opencc import OpenCC

    by_language, _mistakes = load_phrases(folder, pack)
    concepts, _mistakes = load_concepts(folder)
    phrases: dict[str, list[str]] = defaultdict(list)
    for by_guide in by_language.values():
        for guide, written in by_guide.items():
            phrases[guide].extend(written)
    phrases.setdefault(OFF_TOPIC, [])
    aliases = {
        name: wallet.id
        for wallet in pack.wallets.values()
        for name in (wallet.id, wallet.name.zh, *wallet.aliases)
    }
    return build_index(
        phrases,
        to_simplified=OpenCC("t2s").convert,
        off_topic=OFF_TOPIC,
        emergency=pack.info.emergency,
        aliases=aliases,
        alarms=(*pack.info.alarms.zh, *pack.info.alarms.en),
        concepts=concepts,
    )


def found(desk: Desk, text: str) -> Found:
    """The ranking for `text`; for `-`, one JSON object for each line of standard input.

    Raises GivenError for a text that holds a secret; a line that does is ranked all the same.
    """
    if text == "-":
        index = index_of(desk.folder, desk.pack)
        ranked = ((line, index.rank(line)) for line in _lines())
        return Found(
            lines=lambda: (json.dumps(found_data(*each), ensure_ascii=False) for each in ranked)
        )
    text = sentence(text)
    triage = index_of(desk.folder, desk.pack).rank(text)
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
