"""A page as one self-contained HTML file: no script, no network, for screens and A4 paper."""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

from wallethelp.core.text import Language
from wallethelp.i18n import _, speaking
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
from wallethelp.render.qr import svg_of

_LANG: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
_NUMBERED = re.compile(r"\d+\. ")
_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --soft: #f2f5f8; --ink: #1d1d1f; --quiet: #5b5b60;
  --line: #d5d5da; --accent: #0b5c8a; --good: #1a6b34; --alarm: #a31515; --alarm-soft: #fdf0ef; }
@media (prefers-color-scheme: dark) { :root { --paper: #17171a; --soft: #222227; --ink: #ececf0;
  --quiet: #a9a9b1; --line: #3b3b42; --accent: #7cc4ee; --good: #86d69a; --alarm: #ff9d9d;
  --alarm-soft: #321c1e; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
  overflow-wrap: anywhere; text-size-adjust: 100%; -webkit-text-size-adjust: 100%; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1.125rem 3rem; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline;
  gap: 0 1rem; border-bottom: 1px solid var(--line); padding-bottom: .5rem; margin-bottom: .75rem; }
h1 { font-size: 1.15rem; line-height: 1.35; margin: 0; }
header p { margin: 0; color: var(--quiet); font-size: .9rem; }
h2 { font-size: 1.1rem; line-height: 1.35; color: var(--accent); margin: 2rem 0 .5rem; }
h2.wide { color: var(--ink); border-bottom: 1px solid var(--line); margin-top: 2.5rem; }
h1, h2, hr + p { break-after: avoid; }
h1, h2, p, dd, li { text-wrap: pretty; }
p { margin: .4rem 0; }
hr { display: none; }
hr + p { font-size: 1.4rem; line-height: 1.35; font-weight: 700; margin: 1rem 0; }
dl { display: grid; grid-template-columns: minmax(1.1rem, max-content) minmax(0, 1fr);
  gap: .5rem .75rem; margin: .5rem 0; }
dt { color: var(--accent); max-width: 6.5rem; font-variant-numeric: tabular-nums; }
dt.warning { font-weight: 700; }
dd { margin: 0; }
ul { margin: .5rem 0; padding-left: 1.1rem; }
li { margin: .35rem 0; }
li::marker { color: var(--accent); }
dd, li, blockquote { break-inside: avoid; }
span:has(+ p) { font-weight: 600; }
dd p, li p { color: var(--quiet); font-size: .92rem; line-height: 1.5; margin: .2rem 0; }
dd p.step, li p.step { padding-left: 1.4em; text-indent: -1.4em; }
blockquote { margin: .5rem 0 1rem; padding: .75rem 1rem; background: var(--soft);
  border-left: 4px solid var(--accent); border-radius: 0 .375rem .375rem 0; white-space: pre-wrap;
  -webkit-user-select: all; user-select: all; }
figure { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.125rem;
  margin: .5rem 0 1rem; break-inside: avoid; }
figure svg { width: 13rem; max-width: 100%; height: auto; }
figcaption { flex: 1 1 12rem; max-width: 24rem; color: var(--quiet); font-size: .92rem;
  line-height: 1.5; }
.letter h1 { font-size: 1.35rem; }
.letter h2:first-of-type + p { font-weight: 600; }
section { break-inside: avoid; margin-top: 2rem; }
.blank { display: block; max-width: 20rem; white-space: nowrap; overflow: hidden; }
.signing { grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 0 1.5rem; }
.signing div { display: flex; flex-direction: column-reverse; }
.signing dt { color: var(--quiet); font-size: .92rem; }
.signing dd { border-bottom: 1px solid var(--ink); height: 3.2rem; }
.quiet { color: var(--quiet); font-size: .92rem; }
.good { color: var(--good); }
.warning { color: var(--alarm); font-weight: 600; }
p.warning { padding: .75rem 1rem; background: var(--alarm-soft); border: 2px solid var(--alarm);
  border-radius: .375rem; }
@media (min-width: 40rem), print { dt { max-width: 12rem; } }
@page { size: A4; margin: 16mm 18mm; }
@media print { :root { color-scheme: light; --paper: #fff; --soft: #fff; --ink: #000;
    --quiet: #444; --line: #888; --accent: #000; --good: #000; --alarm: #000; --alarm-soft: #fff;
    font-size: 10pt; }
  body { line-height: 1.4; } main { max-width: none; padding: 0; }
  h2 { margin: 1.1rem 0 .3rem; } p, ul { margin: .25rem 0; } li { margin: .15rem 0; }
  dl { gap: .25rem .75rem; margin: .25rem 0; } dd p, li p { line-height: 1.4; margin: .1rem 0; }
  blockquote { border-left-width: 2px; }
  .letter h2 { margin: .75rem 0 .2rem; } .letter section { margin-top: .9rem; }
  .letter ul:has(li:nth-child(3)) { columns: 2; column-gap: 2rem; }
  .letter dl { gap: .15rem .75rem; } .letter .signing { gap: 0 1.5rem; }
  .signing dd { height: 2.4rem; } }
"""


def html_of(page: Page, language: Language) -> str:
    """`page` as a whole HTML document; everything in it is escaped."""
    with speaking(language):
        title = next((block for block in page if isinstance(block, Title)), None)
        if title is None:
            # A page that is read out begins with a heading.
            title = Title(_("Message"))
            page = (title, *page)
        body = "\n".join(_body(page))
    kind = ' class="letter"' if any(isinstance(block, Signing) for block in page) else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{_LANG[language]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
        '<link rel="icon" href="data:,">\n'
        f"<title>{escape(title.text)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main{kind}>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _body(page: Page) -> Iterator[str]:
    for kind, group in groupby(page, key=type):
        if kind is Entry:
            yield from _entries([block for block in group if isinstance(block, Entry)])
        else:
            for block in group:
                yield from _block(block)


def _entries(entries: list[Entry]) -> Iterator[str]:
    """A list where nothing but a dash stands before the texts, else two columns."""
    plain = all(entry.mark == "-" for entry in entries)
    yield "<ul>" if plain else "<dl>"
    for entry in entries:
        is_blank = entry.text == BLANK
        kind, shown = ("blank", BLANK * 3) if is_blank else (entry.tone, escape(entry.text))
        text = f'<span class="{kind}">{shown}</span>'
        text += "".join(map(_detail, entry.details))
        mark = f'<dt class="{entry.tone}">{escape(entry.mark)}</dt>'
        yield f"<li>{text}</li>" if plain else f"{mark}<dd>{text}</dd>"
    yield "</ul>" if plain else "</dl>"


def _detail(text: str) -> str:
    step = ' class="step"' if _NUMBERED.match(text) else ""
    return f"<p{step}>{escape(text)}</p>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Title(text=text, aside=aside):
            yield f"<header><h1>{escape(text)}</h1><p>{escape(aside)}</p></header>"
        case Section(text=text, wide=wide):
            kind = ' class="wide"' if wide else ""
            yield f"<h2{kind}>{escape(text)}</h2>"
        case Paragraph(text=text, tone=tone):
            if text:
                yield f'<p class="{tone}">{escape(text)}</p>'
        case Quote(text=text):
            yield f"<blockquote>{escape(text)}</blockquote>"
            yield from _code(text)
        case Entry():
            yield from _entries([block])
        case Signing(text=text, names=names):
            lines = "".join(f"<div><dt>{escape(name)}</dt><dd></dd></div>" for name in names)
            yield f'<section><p>{escape(text)}</p><dl class="signing">{lines}</dl></section>'
        case Rule():
            yield "<hr>"


def _code(message: str) -> Iterator[str]:
    """The message as a QR code, where it is short enough to be read from the page."""
    drawn = svg_of(message, _("QR code"))
    if drawn is not None:
        caption = _("The message above, letter for letter and nothing else: scan it with a phone.")
        yield f"<figure>{drawn}<figcaption>{escape(caption)}</figcaption></figure>"
