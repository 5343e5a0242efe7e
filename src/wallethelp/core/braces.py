"""Details in texts, `{field}`: misspelt, in one language only, or where nothing fills them in."""

import re
from collections.abc import Collection, Iterator

from wallethelp.core.mistakes import Mistake, inside
from wallethelp.core.names import MARKS
from wallethelp.core.text import LANGUAGES, PLACEHOLDER
from wallethelp.core.texts import Found

_ALONE = re.compile(r"[{}]")


def wrong_braces(found: Found, fields: Collection[str]) -> Iterator[Mistake]:
    """What is wrong with the braces of a text; `fields` are the names there are."""
    written = {name: getattr(found.text, name) for name in LANGUAGES}
    if "{" not in found.text.zh + found.text.en and "}" not in found.text.zh + found.text.en:
        return
    for language, text in written.items():
        if _ALONE.search(PLACEHOLDER.sub("", text)):
            yield inside("brace-open", *found.place, language)
            return
    named = {language: set(PLACEHOLDER.findall(text)) for language, text in written.items()}
    if found.sort is None:
        language = next(name for name, names in named.items() if names)
        name = min(named[language])
        yield inside("placeholder-not-here", *found.place, language, name=name)
        return
    known = MARKS if found.sort == "mark" else fields
    if not set().union(*named.values()) <= set(known):
        return
    for language, names in named.items():
        for name in sorted(set().union(*named.values()) - names):
            yield inside(
                "placeholder-one-language", *found.place, language, name=name, language=language
            )
