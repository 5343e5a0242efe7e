"""Text in both languages, and text that came from outside."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, get_args

from msgspec import Meta

from wallethelp.core.limits import MAX_TEXT
from wallethelp.core.shape import Check, Frozen, UnfitError, Written

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
"""What an author writes for a detail in a sentence: `{field}`."""
CLAUSE = re.compile(r"\[([^\[\]]*)\]")
"""A part of a sentence that is left out unless all details in it are known: `[ by {field}]`."""

# What can hide, reverse or forge what a person sees (docs/design.md#what-is-hidden): of the
# categories Cc, Cf, Cs, Zl and Zp all but tab and newline, and letters drawn as nothing.
UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\ud800-\udfff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e00ff]"
)
_UNSAFE = re.compile(UNSAFE)


def has_unsafe_characters(text: str) -> bool:
    """Whether `text` holds characters that may never reach a screen or a file."""
    return _UNSAFE.search(text) is not None


def clean(text: str) -> str:
    """One line of what a person typed, letter for letter: no controls, single spaces, trimmed."""
    return re.sub(r"\s+", " ", visible(text)).strip()


def folded(text: str) -> str:
    """`text` cleaned and in one writing (NFKC: １２３ → 123), to be read; never to be kept."""
    return clean(unicodedata.normalize("NFKC", clean(text)))


def visible(text: str) -> str:
    """`text` on one line, without the characters that may never reach a screen."""
    return _UNSAFE.sub("", re.sub(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+", " ", text))


def _refuse_unsafe(text: str) -> None:
    if has_unsafe_characters(text):
        raise UnfitError("unsafe_characters")


def _trimmed(written: Any) -> Any:
    return written.strip() if isinstance(written, str) else written


SafeStr = Annotated[
    str, Meta(min_length=1, max_length=MAX_TEXT), Check(_refuse_unsafe), Written(_trimmed)
]


PRONOUNS: Mapping[str, tuple[str, str, str, str]] = {
    "you": ("你", "{}", "you", "they"),
    "them": ("你", "{}", "you", "them"),
    "your": ("你的", "{}的", "your", "their"),
    "yours": ("你的", "{}的", "yours", "theirs"),
    "yourself": ("你自己", "{}自己", "yourself", "themselves"),
    "I": ("我", "{}", "I", "they"),
    "me": ("我", "{}", "me", "them"),
    "my": ("我的", "{}的", "my", "their"),
    "mine": ("我的", "{}的", "mine", "theirs"),
    "myself": ("我自己", "{}自己", "myself", "themselves"),
}
"""Words for the person it is about: `<you>`, as said to them and as said of them.

Chinese, then of somebody by name; English, then of somebody. `them` is the object of a sentence.
"""
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_MARK = re.compile(r"\{(?P<field>[^{}]*)\}|<(?P<pronoun>[A-Za-z]+)>")
LIKE_A_MARK = re.compile(r"[<＜][ \u3000]*[A-Za-z/]+[ \u3000]*[>＞]")
"""What may have been meant as a mark of the person, and shows as it stands unless it is one."""
_SPACES = re.compile(r" {2,}")
_BEGINNING = re.compile(r"(?:^|[.?!] )[“‘(]?\Z")
"""Where a word begins a sentence."""


def _refuse_unknown_pronouns(text: str) -> None:
    known = [f"<{word}>" for word in PRONOUNS]
    for mark in LIKE_A_MARK.findall(text):
        if mark not in known:
            raise UnfitError("pronoun", name=mark[1:-1], known=", ".join(known))


def _pronoun(mark: re.Match[str], language: Language, helped: str | None) -> str:
    to_them, of_name, to_them_en, of_them_en = PRONOUNS[mark["pronoun"]]
    if language == "zh":
        return to_them if helped is None else of_name.format(helped)
    word = to_them_en if helped is None else of_them_en
    if _BEGINNING.search(mark.string[: mark.start()]):
        return word[0].upper() + word[1:]
    return word


Wording = Annotated[SafeStr, Check(_refuse_unknown_pronouns)]


class Text(Frozen, kw_only=True):
    """One wording in Chinese and English; both are always there.

    In a pack of one language an author writes that one, and both are it.
    """

    zh: Wording
    en: Wording

    def language(self, wanted: Language) -> Language:
        """That of what is said to who wants `wanted`: the only one there is, where it is one."""
        words = _MARK.sub("", self.zh) if self.zh == self.en else ""
        if _HAN.search(words):
            return "zh"
        return "en" if _LATIN.search(words) else wanted

    def to(
        self,
        language: Language,
        *,
        helped: str | None = None,
        field: Callable[[str], str] | None = None,
        known: Callable[[str], bool] | None = None,
    ) -> str:
        """The wording in `language`, addressed to the person it is about, or of who is `helped`.

        Each `{name}` is what `field` makes of the name; without it, it stays. A `[clause]` is left
        out unless all names in it are `known`; without that, brackets are brackets.
        """
        written = self.zh if language == "zh" else self.en
        if known is not None:
            written = CLAUSE.sub(
                lambda mark: mark[1] if all(map(known, PLACEHOLDER.findall(mark[1]))) else "",
                written,
            )
            written = _SPACES.sub(" ", written).strip()

        def shown(mark: re.Match[str]) -> str:
            if mark["pronoun"] is not None:
                return _pronoun(mark, language, helped)
            return field(mark["field"]) if field is not None else mark[0]

        # In one go: what a person typed is never taken for a mark of the author.
        return _MARK.sub(shown, written)
