"""A page as Markdown."""

import re
from collections.abc import Iterator

from wallethelp.i18n import labelled
from wallethelp.render.page import (
    BLANK,
    Block,
    Entry,
    Page,
    Paragraph,
    Quote,
    Rule,
    Section,
    Signing,
    Title,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LINE_START = re.compile(r"^(\d+)([.)])|^([-+=])", re.MULTILINE)


def markdown_of(page: Page) -> str:
    """`page` as a Markdown document; what it holds is escaped, never taken for markup."""
    text = "\n".join(line for block in page for line in _block(block))
    return re.sub(r"\n{3,}", "\n\n", text).rstrip("\n") + "\n"


def escape(text: str) -> str:
    """`text` so that Markdown shows it as it stands."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Title(text=text, aside=aside):
            yield f"# {escape(text)}"
            yield from ("", escape(aside)) if aside else ()
            yield ""
        case Section(text=text):
            yield from ("", f"## {escape(text)}", "")
        case Paragraph(text=text):
            yield from (escape(text), "")
        case Quote(text=text):
            yield from (f"> {escape(line)}  " for line in text.split("\n"))
            yield ""
        case Entry(mark=mark, text=text, details=details):
            lead = f"{mark}." if mark.isdigit() else f"- **{escape(mark)}**" if mark != "-" else "-"
            yield f"{lead} {escape(text)}"
            yield from (f"   - {escape(detail)}" for detail in details)
        case Signing(text=text, names=names):
            for line in (text, *(labelled(name, BLANK) for name in names)):
                yield from ("", escape(line), "")
        case Rule():
            yield ""
