"""The languages a pack is written in, and what stands in one that is none of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from wallethelp.core.guide import Guide
from wallethelp.core.mistakes import Mistake, Place
from wallethelp.core.text import LANGUAGES, Language
from wallethelp.core.texts import texts_in
from wallethelp.pack.documents import Document
from wallethelp.pack.places import holds


def languages_of(data: Any) -> tuple[Language, ...]:
    """The languages named by what stands in `pack.yaml`; none where that cannot be known."""
    if not isinstance(data, dict):
        return ()
    named = data.get("languages", LANGUAGES)
    if not isinstance(named, list | tuple) or not all(one in LANGUAGES for one in named):
        return ()
    return tuple(language for language in LANGUAGES if language in named)


def in_no_language_of_it(
    files: Mapping[str, Any], documents: Mapping[str, Document], languages: tuple[Language, ...]
) -> Iterator[Mistake]:
    """A warning for each file with texts in a language the pack does not have: nobody reads them.

    `files` are the values in them, `documents` what is written. Of no language is every language.
    """
    others = [one for one in LANGUAGES if languages and one not in languages]
    for language in others:
        for file in files.keys() & documents.keys():
            places = _idle(files[file], documents[file].data, language, languages)
            if found := [_found(file, place, language) for place in places]:
                yield replace(found[0], also=tuple(found[1:]))


def _found(file: str, place: Place, language: Language) -> Mistake:
    names = {"language": language}
    return Mistake(code="other-language", file=file, place=place, names=names, is_warning=True)


def _idle(
    value: object, written: Any, language: Language, languages: tuple[Language, ...]
) -> Iterator[Place]:
    """The places of what is written in the `language`, beside what is read."""
    for text in texts_in(value):
        both = _at(written, text.place)
        # What stands in this language alone is told already.
        if holds(both, language) and holds(both, languages[0]):
            yield (*text.place, language)
    if isinstance(value, Guide) and holds(_at(written, ("phrases",)), language):
        yield ("phrases", language)


def _at(written: Any, place: Place) -> Any:
    """What is written at a place; what a short form implies is not written."""
    for part in place:
        written = written[part] if holds(written, part) else written
    return written
