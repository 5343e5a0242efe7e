"""A review as Markdown and as one self-contained HTML file, its languages side by side."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape as html_escape

from wallethelp.core.text import Language
from wallethelp.i18n import _
from wallethelp.render.markdown import escape
from wallethelp.render.review import Part, Review, Row, headings, sign_off

_CODES: Mapping[Language, str] = {"zh": "zh-CN", "en": "en"}
_STYLE = """
body { font: 15px/1.5 system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
  max-width: 76rem; margin: 2rem auto; padding: 0 1rem; color: #1d1d1f; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .4rem; break-after: avoid; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border: 1px solid #c9ced6; padding: .35rem .5rem; text-align: left; vertical-align: top; }
th { background: #f2f5f8; } th:first-child, td:first-child { width: 19%; }
td:first-child { font: .8rem/1.5 ui-monospace, monospace; color: #5b5b60; }
tr { break-inside: avoid; } .facts { color: #5b5b60; font-size: .9rem; }
.sign td { height: 3rem; } @page { size: A4 landscape; margin: 14mm; }
"""


def review_markdown(review: Review) -> str:
    """`review` as Markdown; what it holds is escaped."""
    return "\n".join(_markdown(review)) + "\n"


def _markdown(review: Review) -> Iterator[str]:
    yield from (f"# {escape(review.title)}", "", _stamp(review), "")
    for part in (*review.parts, review.fields):
        if part.rows:
            yield from (f"## {escape(part.title)}", "", *_table(review, part.rows), "")
        if part.facts:
            yield from (_cited(part), "")
    if review.facts:
        rows = (Row(f"{name}: {where}", zh, en) for name, (zh, en, where) in review.facts.items())
        facts = _("Facts")
        yield from (f"## {facts}", "", *_table(review, rows), "")
    yield from (*_lines(sign_off(), [("", "", "")]), "")


def _table(review: Review, rows: Iterable[Row]) -> Iterator[str]:
    cells = ((row.key, *(cell for _language, cell in row.cells(review.languages))) for row in rows)
    return _lines(headings(review.languages), cells)


def _lines(heads: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(map(escape, row))} |"


def review_html(review: Review, language: Language) -> str:
    """`review` as a whole HTML document in `language`; everything in it is escaped."""
    body = "\n".join(_html(review))
    return (
        f'<!DOCTYPE html>\n<html lang="{_CODES[language]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{html_escape(review.title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _html(review: Review) -> Iterator[str]:
    yield f"<h1>{html_escape(review.title)}</h1>"
    yield f'<p class="facts">{html_escape(_stamp(review))}</p>'
    for part in (*review.parts, review.fields):
        if part.rows:
            yield f"<h2>{html_escape(part.title)}</h2>"
            yield from _html_table(headings(review.languages), _html_rows(review, part.rows))
        if part.facts:
            yield f'<p class="facts">{html_escape(_cited(part))}</p>'
    if review.facts:
        rows = [Row(f"{name}: {where}", zh, en) for name, (zh, en, where) in review.facts.items()]
        heading = _("Facts")
        yield f"<h2>{html_escape(heading)}</h2>"
        yield from _html_table(headings(review.languages), _html_rows(review, rows))
    yield from _html_table(sign_off(), ["<td></td>" * len(sign_off())], css="sign")


def _html_rows(review: Review, rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        said = (
            f'<td lang="{_CODES[language]}">{html_escape(cell)}</td>'
            for language, cell in row.cells(review.languages)
        )
        yield f"<td>{html_escape(row.key)}</td>{''.join(said)}"


def _html_table(heads: Iterable[str], rows: Iterable[str], css: str = "") -> Iterator[str]:
    named = f' class="{css}"' if css else ""
    yield f"<table{named}><thead><tr>"
    yield "".join(f"<th>{html_escape(head)}</th>" for head in heads)
    yield "</tr></thead><tbody>"
    yield from (f"<tr>{row}</tr>" for row in rows)
    yield "</tbody></table>"


def _stamp(review: Review) -> str:
    return _("Guide {id}, version {version}").format(id=review.id, version=review.version)


def _cited(part: Part) -> str:
    return _("Rests on: {facts}").format(facts=", ".join(part.facts))
