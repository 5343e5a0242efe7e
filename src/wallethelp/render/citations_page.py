"""Which fact reaches whom: for authors, and for `docs/facts.md`."""

from collections.abc import Iterator, Sequence
from typing import Any

from wallethelp.core.citations import Trace
from wallethelp.core.model import Pack
from wallethelp.i18n import _, labelled, say
from wallethelp.render.guide_page import fact_data
from wallethelp.render.markdown import escape
from wallethelp.render.page import Block, Entry, Page, Rule, Title, Tone


def citations_page(rows: Sequence[Trace], pack: Pack) -> Page:
    """Every fact with the places that cite it and a walk that reaches one."""

    def blocks() -> Iterator[Block]:
        yield Title(_("Facts and where they reach a user"))
        yield Rule()
        for row in rows:
            walk = labelled(_("walk"), row.walk or _("none"))
            details = (_(", ").join(_places(row)), walk)
            tone: Tone = "plain" if row.walk is not None else "warning"
            claim = say(pack.facts[row.fact].claim)
            yield Entry("-", f"{row.fact} {claim}", details, tone)

    return tuple(blocks())


def citations_data(rows: Sequence[Trace], pack: Pack) -> list[dict[str, Any]]:
    """The same as plain data for `--json`."""
    return [
        {
            "schema": "wallethelp.fact/1",
            **fact_data(row.fact, pack.facts[row.fact]),
            "cited_by": [{"kind": c.kind, "place": c.place} for c in row.citations],
            "walk": row.walk,
        }
        for row in rows
    ]


def citations_markdown(rows: Sequence[Trace], pack: Pack) -> str:
    """The same as a Markdown table."""
    lines = [
        "# Facts",
        "",
        "Every fact of the shipped pack, where it is cited, and a walk that reaches it. Generated",
        "by `wallethelp --lang en flows facts --markdown`; a test keeps it up to date.",
        "",
        "| fact | claim | confidence | cited by | reached by the walk |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        fact = pack.facts[row.fact]
        cells = [
            f"`{row.fact}`",
            escape(say(fact.claim)),
            fact.confidence,
            escape(", ".join(_places(row))),
            escape(row.walk or "none"),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _places(row: Trace) -> list[str]:
    return [f"{citation.kind} {citation.place}" for citation in row.citations]
