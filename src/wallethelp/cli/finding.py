"""Finding the guide a sentence is about."""

import json
import sys
from collections import defaultdict
from typing import Any, TextIO

from wallethelp.cli.errors import GIVEN, CliError
from wallethelp.cli.packs import folder_of
from wallethelp.cli.surroundings import Surroundings
from wallethelp.core.model import Pack
from wallethelp.core.privacy import Passed, find_secret, inspect
from wallethelp.core.text import clean
from wallethelp.core.triage import Index, Triage, build_index
from wallethelp.i18n import say
from wallethelp.pack.phrases import OFF_TOPIC, load_concepts, load_phrases
from wallethelp.render import words


def index_of(around: Surroundings, pack: Pack) -> Index:
    """The phrases of the pack in use, ready to be compared with."""
    # Imported here: a guide that was named needs no finding.
    from opencc import OpenCC

    folder = folder_of(around)
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


def print_found(around: Surroundings, pack: Pack, text: str, *, as_json: bool) -> None:
    """Print the ranking for `text`; for `-`, one JSON object for each line of standard input.

    Raises CliError for a text that holds a secret; a line that does is ranked all the same.
    """
    if text == "-":
        index = index_of(around, pack)
        for line in _lines():
            found = found_data(line, index.rank(line))
            around.put(json.dumps(found, ensure_ascii=False) + "\n")
        return
    text = sentence(text)
    triage = index_of(around, pack).rank(text)
    if as_json:
        data = json.dumps(found_data(text, triage), ensure_ascii=False, indent=2)
        around.put(data + "\n")
        return
    from wallethelp.render.guides_page import found_page

    titles = {match.guide: say(pack.guides[match.guide].title) for match in triage.matches}
    around.show(found_page(triage, titles))


def sentence(text: str) -> str:
    """A sentence given on the command line, to be compared and not kept.

    Raises CliError saying why where it holds a labelled secret. A bare number is none here: most
    are amounts.
    """
    secret = find_secret(clean(text))
    if secret is not None:
        raise CliError(GIVEN, words.refused(secret))
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
