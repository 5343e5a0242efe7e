"""Finding the guide a sentence is about."""

import json
import sys
from collections import defaultdict
from typing import Any, TextIO

from wallethelp.cli.packs import folder_of
from wallethelp.cli.surroundings import Surroundings
from wallethelp.core.model import Pack
from wallethelp.core.triage import Index, Triage, build_index
from wallethelp.i18n import say
from wallethelp.pack.phrases import OFF_TOPIC, load_concepts, load_phrases


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
    """Print the ranking for `text`; for `-`, one JSON object for each line of standard input."""
    index = index_of(around, pack)
    if text == "-":
        for line in _lines():
            found = found_data(line.rstrip("\r\n"), index.rank(line))
            around.out.file.write(json.dumps(found, ensure_ascii=False) + "\n")
        return
    triage = index.rank(text)
    if as_json:
        data = json.dumps(found_data(text, triage), ensure_ascii=False, indent=2)
        around.out.file.write(data + "\n")
        return
    from wallethelp.render.guides_page import found_page

    titles = {match.guide: say(pack.guides[match.guide].title) for match in triage.matches}
    around.show(found_page(triage, titles))


def _lines() -> TextIO:
    """Standard input, as UTF-8 whatever the locale."""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    return sys.stdin


def found_data(text: str, triage: Triage) -> dict[str, Any]:
    """The ranking as plain data: guides with scores, best first, and whether the first is clear."""
    return {
        "text": text,
        "guides": [{"guide": m.guide, "score": m.score} for m in triage.matches],
        "clear": triage.is_clear,
        "off_topic": triage.is_off_topic,
        "alarm": triage.is_alarm,
        "wallet": triage.wallet,
    }
