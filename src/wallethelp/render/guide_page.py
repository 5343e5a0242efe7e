"""One guide as a tree, and what its advice rests on."""

from collections.abc import Iterator
from typing import Any

from wallethelp.core.guide import Guide, Now
from wallethelp.core.model import Fact, Pack
from wallethelp.i18n import _, joined, labelled, say
from wallethelp.render.drawing import drawing_of, guide_of, text_of_step
from wallethelp.render.drawn_tree import tree_page
from wallethelp.render.guides_page import named_data
from wallethelp.render.page import Block, Entry, Page, Paragraph, Rule, Section, Title


def guide_tree(guide: Guide, pack: Pack, flows: str) -> Page:
    """`guide` as a tree, below what it advises before anything else.

    `flows` is what a command that is advised needs at its end.
    """
    title, rule, *tree = tree_page(drawing_of(guide, pack, {}, None))
    advice = [Paragraph(_first_advice(guide.now), "warning")] if guide.now is not None else []
    start = _("Start it: wallethelp diagnose --guide {id}{flows}").format(id=guide.id, flows=flows)
    return (title, rule, *advice, *tree, Paragraph(""), Paragraph(start, "quiet"))


def _first_advice(now: Now) -> str:
    said = joined(say(text) for text in (now.avoid, now.do) if text is not None)
    return labelled(_("First advice"), said)


def guide_data(guide: Guide, pack: Pack) -> dict[str, Any]:
    """The tree as plain data for `--json`: every step with the ways on from it."""
    return {
        **named_data(guide),
        "now": _now_data(guide.now),
        "start": guide.start,
        "steps": [
            {
                "id": box.id,
                "kind": box.kind,
                "text": box.text,
                "ways": [{"label": way.label or None, **_target_data(way.to)} for way in box.ways],
                "facts": list(guide.steps[box.id].facts),
            }
            for box in drawing_of(guide, pack, {}, None).boxes
            if box.id in guide.steps
        ],
    }


def _now_data(now: Now | None) -> dict[str, Any] | None:
    if now is None:
        return None
    return {
        "avoid": say(now.avoid) if now.avoid is not None else None,
        "do": say(now.do) if now.do is not None else None,
        "facts": list(now.facts),
    }


def _target_data(to: str) -> dict[str, str]:
    guide = guide_of(to)
    return {"step": to} if guide is None else {"guide": guide}


def sources_page(guide: Guide, pack: Pack) -> Page:
    """What each piece of advice in `guide` rests on: claims, sources, how sure they are."""

    def blocks() -> Iterator[Block]:
        yield Title(say(guide.title), guide.id)
        yield Rule()
        if guide.now is not None and guide.now.facts:
            yield Section(_first_advice(guide.now))
            yield from (_fact(fact, pack.facts[fact]) for fact in guide.now.facts)
        for name, step in guide.steps.items():
            if step.facts:
                yield Section(f"{name}: {text_of_step(step, pack)}")
                yield from (_fact(fact, pack.facts[fact]) for fact in step.facts)

    return tuple(blocks())


def _fact(name: str, fact: Fact) -> Entry:
    read = _("Read on {date}: {source}").format(date=fact.read_on.isoformat(), source=fact.source)
    doubt = () if fact.confidence == "high" else (_("Confirm before you rely on it."),)
    return Entry("-", say(fact.claim), (read, *doubt, name))


def sources_data(guide: Guide, pack: Pack) -> dict[str, Any]:
    """What the advice rests on as plain data for `--json`."""
    facts = guide.now.facts if guide.now is not None else ()
    return {
        **named_data(guide),
        "now": [fact_data(fact, pack.facts[fact]) for fact in facts],
        "steps": [
            {
                "id": name,
                "text": text_of_step(step, pack),
                "facts": [fact_data(fact, pack.facts[fact]) for fact in step.facts],
            }
            for name, step in guide.steps.items()
            if step.facts
        ],
    }


def fact_data(name: str, fact: Fact) -> dict[str, Any]:
    """A fact as plain data for `--json`."""
    return {
        "id": name,
        "claim": say(fact.claim),
        "source": fact.source,
        "read_on": fact.read_on.isoformat(),
        "confidence": fact.confidence,
    }
