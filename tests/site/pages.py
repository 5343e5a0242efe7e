"""What a page of the site is, and how a text stands in it."""

import re
from collections.abc import Iterable
from html import escape

from msgspec import Struct

from wallethelp.core.text import Language, Text
from wallethelp.i18n import say

_MARKUP = re.compile(r"([\\`*_{}\[\]])")
_LINE_START = re.compile(r"^(\s*)(\d+)([.)] )|^(\s*)([-+#] )", re.MULTILINE)


class Page(Struct, frozen=True, kw_only=True):
    """One file of a language's tree: Markdown, or a picture."""

    language: Language
    path: str
    """Within the tree: `guides/emergency.md`."""
    text: str

    @property
    def title(self) -> str:
        """Its first heading, without markup."""
        found = re.search(r"^# (.+)$", self.text, re.MULTILINE)
        if found is None:
            raise ValueError(f"no heading: {self.path}")
        return re.sub(r"\\(.)|[`*]|\s*\{[^}]*\}$", r"\1", found[1])


def plain(text: str) -> str:
    """`text` so that Markdown shows it as it stands."""
    marked = _MARKUP.sub(r"\\\1", escape(text, quote=False))
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2]}\\{m[3]}" if m[2] else f"{m[4]}\\{m[5]}", marked)


def said(text: Text) -> str:
    """A pack's wording in the language in use, as Markdown shows it."""
    return plain(say(text))


def both(zh: str, en: str) -> str:
    """Words of the site itself in the language in use."""
    return say(Text(zh=zh, en=en))


def box(kind: str, title: str, lines: Iterable[str]) -> str:
    """A box that stands out; of the kind `danger`, `warning` or `note`."""
    body = "\n".join(f"    {line}".rstrip() for line in "\n\n".join(lines).split("\n"))
    return f'!!! {kind} "{title}"\n\n{body}\n'
