"""The guides as a list, and one guide as a tree."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from wallethelp.core.guide import Guide, Now
from wallethelp.core.model import Fact, Listed, Pack
from wallethelp.i18n import _, joined, labelled, say
from wallethelp.render.drawing import Way, drawing_of, text_of_step
from wallethelp.render.drawn_tree import tree_page
from wallethelp.render.page import Block, Entry, Page, Paragraph, Rule, Section, Title

if TYPE_CHECKING:
    from wallethelp.core.triage.guides import Triage


def guides_page(pack: Pack) -> Page:
    """Every guide by its group in the menu."""

    def blocks() -> Iterator[Block]:
        yield Title(_("Guides"))
        yield Rule()
        for category in pack.info.categories:
            guides = pack.in_category(category.id)
            if guides:
                yield Section(say(category.title))
                for guide in guides:
                    about = (say(guide.about),) if guide.about is not None else ()
                    yield Entry("-", say(guide.title), (*about, guide.id))
        yield Paragraph("")
        yield Paragraph(_("Start one: wallethelp diagnose --guide NAME"), "quiet")

    return tuple(blocks())


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


def guides_data(pack: Pack) -> list[dict[str, Any]]:
    """The list as plain data for `--json`."""
    return [
        {
            **_guide_data(guide),
            "about": say(guide.about) if guide.about is not None else None,
            "category": {"id": category.id, "name": say(category.title)},
        }
        for category in pack.info.categories
        for guide in pack.in_category(category.id)
    ]


def guide_data(guide: Guide, pack: Pack) -> dict[str, Any]:
    """The tree as plain data for `--json`: every step with the ways on from it."""
    return {
        **_guide_data(guide),
        "now": _now_data(guide.now),
        "start": guide.start,
        "steps": [
            {
                "id": box.id,
                "kind": box.kind,
                "text": box.text,
                "ways": [{"label": way.label or None, **_target_data(way)} for way in box.ways],
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


def sources_data(guide: Guide, pack: Pack) -> dict[str, Any]:
    """What the advice rests on as plain data for `--json`."""
    facts = guide.now.facts if guide.now is not None else ()
    return {
        **_guide_data(guide),
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


def _guide_data(guide: Guide | Listed) -> dict[str, Any]:
    return {"schema": "wallethelp.guide/1", "id": guide.id, "name": say(guide.title)}


def _target_data(way: Way) -> dict[str, str]:
    return {"step": way.to} if way.guide is None else {"guide": way.guide}


def fact_data(name: str, fact: Fact) -> dict[str, Any]:
    """A fact as plain data for `--json`."""
    return {
        "id": name,
        "claim": say(fact.claim),
        "source": fact.source,
        "read_on": fact.read_on.isoformat(),
        "confidence": fact.confidence,
    }


def found_page(triage: "Triage", titles: Mapping[str, str]) -> Page:
    """The guides a sentence may be about."""

    def blocks() -> Iterator[Block]:
        if triage.is_off_topic:
            yield Paragraph(_("This does not look like a problem one of the guides is for."))
        for match in triage.matches[:3]:
            yield Entry(f"{match.score:.2f}", titles[match.guide], (match.guide,))
        if triage.is_clear:
            yield Paragraph(_("The first one is a clear winner."), "good")

    return tuple(blocks())


def guide_tree(guide: Guide, pack: Pack) -> Page:
    """`guide` as a tree, below what it advises before anything else."""
    title, rule, *tree = tree_page(drawing_of(guide, pack, {}, None))
    advice = [Paragraph(_first_advice(guide.now), "warning")] if guide.now is not None else []
    return (title, rule, *advice, *tree)


def _first_advice(now: Now) -> str:
    said = joined(say(text) for text in (now.avoid, now.do) if text is not None)
    return labelled(_("First advice"), said)
