"""Text in both languages, and text that came from outside."""

import re
import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

Language = Literal["zh", "en"]

# C0 and C1 controls, bidi embeddings and isolates, invisible marks and lone surrogates: they can
# hide, reverse or forge what a person sees (DESIGN §8).
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def has_unsafe_characters(text: str) -> bool:
    """Whether `text` holds characters that may never reach a screen or a file."""
    return _UNSAFE.search(text) is not None


def clean(text: str) -> str:
    """One line of what a person typed: NFKC (１２３ → 123), no controls, single spaces, trimmed."""
    return re.sub(r" {2,}", " ", unicodedata.normalize("NFKC", visible(text))).strip()


def folded(text: str) -> str:
    """`text` as readers compare it: cleaned, with １２３ as 123 and other variants as one."""
    return unicodedata.normalize("NFKC", clean(text))


def visible(text: str) -> str:
    """`text` on one line, without the characters that may never reach a screen."""
    return _UNSAFE.sub("", re.sub(r"[\t\n\r\v\f\u2028\u2029]+", " ", text))


def _refuse_unsafe(text: str) -> str:
    if has_unsafe_characters(text):
        raise ValueError("holds an invisible control character; delete it")
    return text


SafeStr = Annotated[
    str,
    StringConstraints(min_length=1, max_length=4000, strip_whitespace=True),
    AfterValidator(_refuse_unsafe),
]


class Text(BaseModel):
    """One wording in Chinese and English; both are always there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: SafeStr
    en: SafeStr

    def to(self, language: Language) -> str:
        """The wording in `language`."""
        return self.zh if language == "zh" else self.en
