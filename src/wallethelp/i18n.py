"""Which language to speak, and the words of the interface in it.

Interface strings are English in the code and translated by gettext; the content of a pack carries
both languages itself.
"""

import gettext
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from wallethelp.core.text import LANGUAGES as LANGUAGES
from wallethelp.core.text import Language, Text

DOMAIN = "wallethelp"
_LOCALES: dict[Language, str] = {"zh": "zh_CN", "en": "en"}
_FOLDER = Path(__file__).parent / "locale"

_active: ContextVar[Language] = ContextVar("language", default="zh")
_readable: ContextVar[tuple[Language, ...]] = ContextVar("readable", default=LANGUAGES)
_helped: ContextVar[str | None] = ContextVar("helped", default=None)


def as_language(name: str) -> Language | None:
    """`zh`, `zh_CN.UTF-8`, `en-GB` … → the language meant, or None."""
    short = name.lower().replace("-", "_").partition("_")[0].partition(".")[0]
    return next((language for language in LANGUAGES if language == short), None)


def preferred(
    *,
    option: str | None,
    environment: Mapping[str, str],
    remembered: str | None,
    system: str = "",
) -> Language:
    """The language of `--lang`, then WALLETHELP_LANG, then the one remembered, then the locale.

    The locale is that of the environment, else of the `system`.
    A locale that names neither language gets Chinese.
    """
    locale = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)),
        system,
    )
    for name in (option, environment.get("WALLETHELP_LANG"), remembered, locale):
        language = as_language(name) if name else None
        if language is not None:
            return language
    return "zh"


def limit(languages: tuple[Language, ...]) -> None:
    """Speak only these from here on: what is written in another could not be read."""
    _readable.set(languages)


def readable() -> tuple[Language, ...]:
    """The languages that can be read where the output goes."""
    return _readable.get()


def speak(language: Language) -> None:
    """Use `language` from here on; English where it could not be read."""
    language = language if language in _readable.get() else "en"
    _active.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Use `language` inside the block only."""
    token = _active.set(language)
    try:
        yield
    finally:
        _active.reset(token)


def language() -> Language:
    """The language in use."""
    return _active.get()


@contextmanager
def helping(name: str | None) -> Iterator[None]:
    """Inside the block say a pack's wording of the person `name`, not to whoever reads it."""
    token = _helped.set(name)
    try:
        yield
    finally:
        _helped.reset(token)


def say(
    text: Text,
    *,
    field: Callable[[str], str] | None = None,
    known: Callable[[str], bool] | None = None,
) -> str:
    """A pack's wording in the language in use, of the person it is about; see `Text.to`.

    In a pack of one language, what is filled in is in the language of the wording too.
    """
    spoken = text.language(_active.get())
    with speaking(spoken):
        return text.to(spoken, helped=_helped.get(), field=field, known=known)


@contextmanager
def speaking_one_of(languages: Sequence[Language]) -> Iterator[None]:
    """Inside the block speak the language in use if it is among these, else the first of them."""
    with speaking(_active.get() if _active.get() in languages else languages[0]):
        yield


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    return gettext.translation(
        DOMAIN, str(_FOLDER), languages=[_LOCALES[language]], fallback=language == "en"
    )


def _(message: str) -> str:
    """`message` in the language in use. Raises FileNotFoundError where no catalogue was built."""
    return _catalogue(_active.get()).gettext(message)


def N_(message: str) -> str:  # noqa: N802
    """`message` as it is, marked for the catalogue: it is translated where it is shown."""
    return message


def plural(one: str, many: str, number: int) -> str:
    """`one` or `many` in the language in use, with `{n}` filled in."""
    return _catalogue(_active.get()).ngettext(one, many, number).format(n=number)


def labelled(label: str, value: str) -> str:
    """`label: value`, with the colon of the language in use."""
    return _("{label}: {value}").format(label=label, value=value)


def joined(sentences: Iterable[str]) -> str:
    """Sentences in a row; Chinese ones have no space between them."""
    text = ""
    for sentence in sentences:
        # The guides may be in English only.
        is_open = _active.get() != "zh" or (text[-1:].isascii() and sentence[:1].isascii())
        text += f" {sentence}" if text and is_open else sentence
    return text


def answered(question: str, answer: str) -> str:
    """A question with its answer on one line: one sign between them, however it ends."""
    return labelled(question.rstrip("?？。.：: "), answer)
