"""A page as one self-contained HTML file: no script, no network, for screens and A4 paper."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from wallethelp.core.text import Language
from wallethelp.render.page import Block, Entry, Page, Paragraph, Quote, Rule, Section, Title

_LANG: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
_STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fff; --quiet: #5b5b60; --line: #d5d5da;
  --accent: #0b5c8a; --alarm: #a31515; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececf0; --paper: #17171a; --quiet: #a5a5ad;
  --line: #3b3b42; --accent: #7cc4ee; --alarm: #ff8f8f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.65 system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
  overflow-wrap: anywhere; }
main { max-width: 44rem; margin: 0 auto; padding: 1.25rem; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 1rem;
  border-bottom: 1px solid var(--line); padding-bottom: .5rem; }
h1 { font-size: 1.3rem; margin: 0; }
header p { margin: 0; color: var(--quiet); }
h2 { font-size: 1.05rem; color: var(--accent); margin: 1.5rem 0 .4rem; break-after: avoid; }
p { margin: .3rem 0; }
dl { display: grid; grid-template-columns: minmax(2rem, max-content) 1fr; gap: .35rem .9rem;
  margin: .3rem 0; }
dt { color: var(--accent); max-width: 6.5rem; }
dd { margin: 0; break-inside: avoid; }
dd p { color: var(--quiet); font-size: .94rem; margin: .1rem 0; }
blockquote { margin: .5rem 0; padding: .6rem .9rem; border-left: 3px solid var(--accent);
  white-space: pre-line; }
.quiet { color: var(--quiet); } .warning { color: var(--alarm); font-weight: 600; }
@page { size: A4; margin: 18mm; }
@media print { :root { --ink: #000; --paper: #fff; --quiet: #444; --line: #999; --accent: #000; }
  main { max-width: none; padding: 0; } body { font-size: 10.5pt; } }
"""


def html_of(page: Page, language: Language) -> str:
    """`page` as a whole HTML document; everything in it is escaped."""
    title = next((block.text for block in page if isinstance(block, Title)), "wallethelp")
    body = "\n".join(_body(page))
    return (
        f'<!DOCTYPE html>\n<html lang="{_LANG[language]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
        '<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _body(page: Page) -> Iterator[str]:
    for kind, group in groupby(page, key=type):
        if kind is Entry:
            yield "<dl>"
            for block in group:
                yield from _block(block)
            yield "</dl>"
        else:
            for block in group:
                yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Title(text=text, aside=aside):
            yield f"<header><h1>{escape(text)}</h1><p>{escape(aside)}</p></header>"
        case Section(text=text):
            yield f"<h2>{escape(text)}</h2>"
        case Paragraph(text=text, tone=tone):
            if text:
                yield f'<p class="{tone}">{escape(text)}</p>'
        case Quote(text=text):
            yield f"<blockquote>{escape(text)}</blockquote>"
        case Entry(mark=mark, text=text, details=details, tone=tone):
            more = "".join(f"<p>{escape(detail)}</p>" for detail in details)
            yield f"<dt>{escape(mark)}</dt>"
            yield f'<dd><span class="{tone}">{escape(text)}</span>{more}</dd>'
        case Rule():
            return
