"""What people type, by language and guide: read only where a sentence has to be understood."""

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from wallethelp.core.learning import folded_aliases, learn_index
from wallethelp.core.limits import few, short
from wallethelp.core.lint import PhraseBook
from wallethelp.core.mistakes import Mistake, closest
from wallethelp.core.model import OTHER_WALLET, Pack
from wallethelp.core.names import Id
from wallethelp.core.text import LANGUAGES, Language, SafeStr
from wallethelp.core.triage import Learned
from wallethelp.pack.files import SUFFIX, files_of
from wallethelp.pack.find import shipped_pack
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


def load_concepts(
    folder: Path, pack: Pack | None = None
) -> tuple[Meanings, Meanings, tuple[Mistake, ...]]:
    """Words that mean the same, by concept; what words mean where danger is listened for; and what
    is wrong with the files. Nothing where the `pack` in the folder, and the one it extends, have
    none.
    """
    reader = Reader(folder)
    concepts, danger = (
        {name: words for each in (*_below(pack), reader) for name, words in _words(each, file)}
        for file in ("phrases/concepts.yaml", "phrases/danger.yaml")
    )
    return concepts, danger, tuple(reader.mistakes)


def _words(reader: Reader, file: str) -> Iterable[tuple[str, Sequence[str]]]:
    is_there = os.path.lexists(reader.root / file)
    found: Meanings = (reader.part(file, _CONCEPTS) or {}) if is_there else {}
    return found.items()


def load_phrases(
    folder: Path, pack: Pack, hidden: Collection[str] = ()
) -> tuple[PhraseBook, tuple[Mistake, ...]]:
    """The phrases of the guides and of `folder`/phrases, and what is wrong with those files.

    A file may be of a guide that is `hidden`: in a file that could not be read. Those of a pack
    that is extended come last.
    """
    reader = Reader(folder)
    found: dict[Language, dict[str, tuple[str, ...]]] = {}
    languages = pack.info.languages or LANGUAGES
    for language in languages:
        found[language] = {
            name: (getattr(guide.title, language), *getattr(guide.phrases, language))
            for name, guide in pack.guides.items()
        }
    for each in (reader, *_below(pack)):
        for language, stem, more in _beside(each, pack, hidden):
            found[language][stem] = (*found[language].get(stem, ()), *more)
    return found, tuple(reader.mistakes)


def _below(pack: Pack | None) -> tuple[Reader, ...]:
    """What reads the files of the pack that `pack` extends, if it does."""
    return (Reader(shipped_pack()),) if pack is not None and pack.info.extends else ()


def _beside(
    reader: Reader, pack: Pack, hidden: Collection[str]
) -> Iterator[tuple[Language, str, Sequence[str]]]:
    """The phrases that stand in files of their own, by language and guide."""
    with suppress(TooMuchError):
        for language in pack.info.languages or LANGUAGES:
            for name in reader.listed(f"phrases/{language}"):
                stem = name.removesuffix(SUFFIX)
                if stem not in hidden:
                    more = _phrases(reader, f"phrases/{language}/{name}", stem, pack)
                    if more:
                        yield language, stem, more


def _phrases(reader: Reader, file: str, stem: str, pack: Pack) -> Sequence[str]:
    """The phrases in `file`, which is named after what they mean."""
    if stem in pack.guides or stem in (OFF_TOPIC, LOOK_ALIKES):
        return reader.part(file, _PHRASES) or ()
    names = {"name": short(stem), "known": few(sorted(pack.guides))}
    near = closest(stem, (*pack.guides, OFF_TOPIC, LOOK_ALIKES))
    reader.mistakes.append(Mistake(code="unknown-guide", file=file, names=names, closest=near))
    return ()


def learn(folder: Path, pack: Pack, below: Learned | None = None) -> Learned:
    """What is learned from the phrases of the `pack` in `folder`.

    Where it extends one, what is known `below` is not learned again: all of it without phrases of
    its own, and what danger is without phrases about that.
    """
    aliases = {
        name: wallet.id
        for wallet in pack.wallets.values()
        for name in (wallet.id, wallet.name.zh, *wallet.aliases)
        # "The other person" names no wallet.
        if name != OTHER_WALLET
    }
    own = {*files_of(folder)}
    if below is not None and not any(file.startswith(("guides/", "phrases/")) for file in own):
        return replace(
            below, aliases=folded_aliases(aliases, simplified), emergency=pack.info.emergency
        )
    by_language, _mistakes = load_phrases(folder, pack)
    concepts, meanings, _mistakes = load_concepts(folder, pack)
    phrases: dict[str, list[str]] = defaultdict(list)
    for by_guide in by_language.values():
        for guide, written in by_guide.items():
            phrases[guide].extend(written)
    phrases.setdefault(OFF_TOPIC, [])
    look_alikes = phrases.pop(LOOK_ALIKES, [])
    is_same = below is not None and own.isdisjoint(_about_danger(pack.info.emergency))
    return learn_index(
        phrases,
        to_simplified=simplified,
        off_topic=OFF_TOPIC,
        emergency=pack.info.emergency,
        aliases=aliases,
        concepts=concepts,
        meanings=meanings,
        look_alikes=look_alikes,
        danger=below.danger if below is not None and is_same else None,
    )


def _about_danger(emergency: str) -> Iterator[str]:
    """The files from which it is learned what tells of danger."""
    yield "phrases/danger.yaml"
    yield f"guides/{emergency}.yaml"
    for language in LANGUAGES:
        yield from (f"phrases/{language}/{name}.yaml" for name in (emergency, LOOK_ALIKES))
