"""What people type, by language and guide: read only where a sentence has to be understood."""

import os
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from wallethelp.core.learning import learn_index
from wallethelp.core.limits import few, short
from wallethelp.core.lint import PhraseBook
from wallethelp.core.mistakes import Mistake, closest
from wallethelp.core.model import OTHER_WALLET, Pack
from wallethelp.core.names import Id
from wallethelp.core.text import LANGUAGES, Language, SafeStr
from wallethelp.core.triage import Learned
from wallethelp.pack.files import SUFFIX
from wallethelp.pack.reader import Reader, TooMuchError
from wallethelp.pack.simplified import simplified

OFF_TOPIC = "_off-topic"
"""The file of sentences that mean no guide; no guide's id can begin like this."""

_PHRASES = tuple[SafeStr, ...]
_CONCEPTS = dict[Id, _PHRASES]


LOOK_ALIKES = "_harmless"
"""The file of sentences that only sound like an emergency."""

Meanings = Mapping[str, Sequence[str]]
"""Words by what they mean."""


def load_concepts(folder: Path) -> tuple[Meanings, Meanings, tuple[Mistake, ...]]:
    """Words that mean the same, by concept; what words mean where danger is listened for; and what
    is wrong with the files. Nothing where the pack has none.
    """
    reader = Reader(folder)
    concepts, danger = (
        (reader.part(file, _CONCEPTS) or {}) if os.path.lexists(folder / file) else {}
        for file in ("phrases/concepts.yaml", "phrases/danger.yaml")
    )
    return concepts, danger, tuple(reader.mistakes)


def load_phrases(
    folder: Path, pack: Pack, hidden: Collection[str] = ()
) -> tuple[PhraseBook, tuple[Mistake, ...]]:
    """The phrases of the guides and of `folder`/phrases, and what is wrong with those files.

    A file may be of a guide that is `hidden`: in a file that could not be read.
    """
    reader = Reader(folder)
    found: dict[Language, dict[str, tuple[str, ...]]] = {}
    languages = pack.info.languages or LANGUAGES
    for language in languages:
        found[language] = {
            name: (getattr(guide.title, language), *getattr(guide.phrases, language))
            for name, guide in pack.guides.items()
        }
    with suppress(TooMuchError):
        for language in languages:
            for name in reader.listed(f"phrases/{language}"):
                stem = name.removesuffix(SUFFIX)
                if stem in hidden:
                    continue
                more = _phrases(reader, f"phrases/{language}/{name}", stem, pack)
                if more:
                    found[language][stem] = (*found[language].get(stem, ()), *more)
    return found, tuple(reader.mistakes)


def _phrases(reader: Reader, file: str, stem: str, pack: Pack) -> Sequence[str]:
    """The phrases in `file`, which is named after what they mean."""
    if stem in pack.guides or stem in (OFF_TOPIC, LOOK_ALIKES):
        return reader.part(file, _PHRASES) or ()
    names = {"name": short(stem), "known": few(sorted(pack.guides))}
    near = closest(stem, (*pack.guides, OFF_TOPIC, LOOK_ALIKES))
    reader.mistakes.append(Mistake(code="unknown-guide", file=file, names=names, closest=near))
    return ()


def learn(folder: Path, pack: Pack) -> Learned:
    """What is learned from the phrases of the `pack` in `folder`."""
    by_language, _mistakes = load_phrases(folder, pack)
    concepts, danger, _mistakes = load_concepts(folder)
    phrases: dict[str, list[str]] = defaultdict(list)
    for by_guide in by_language.values():
        for guide, written in by_guide.items():
            phrases[guide].extend(written)
    phrases.setdefault(OFF_TOPIC, [])
    look_alikes = phrases.pop(LOOK_ALIKES, [])
    aliases = {
        name: wallet.id
        for wallet in pack.wallets.values()
        for name in (wallet.id, wallet.name.zh, *wallet.aliases)
        # "The other person" names no wallet.
        if name != OTHER_WALLET
    }
    return learn_index(
        phrases,
        to_simplified=simplified,
        off_topic=OFF_TOPIC,
        emergency=pack.info.emergency,
        aliases=aliases,
        concepts=concepts,
        meanings=danger,
        look_alikes=look_alikes,
    )
