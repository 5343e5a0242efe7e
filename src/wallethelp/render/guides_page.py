"""The guides as a list, and one guide as a tree."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from wallethelp.core.guide import (
    Ask,
    AskMany,
    Collect,
    Decide,
    End,
    Guide,
    Now,
    Step,
    Target,
    Tell,
    ToGuide,
    Try,
    kind_of,
)
from wallethelp.core.model import Fact, Listed, Pack
from wallethelp.i18n import _, joined, labelled, say
from wallethelp.render import words
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
                yield Section(f"{name}: {_summary(step, pack)}")
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
                "id": name,
                "kind": kind_of(step),
                "text": _summary(step, pack),
                "ways": [
                    {"label": label or None, **_target_data(target)}
                    for label, target in _ways(step)
                ],
                "facts": list(step.facts),
            }
            for name, step in guide.steps.items()
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
                "text": _summary(step, pack),
                "facts": [fact_data(fact, pack.facts[fact]) for fact in step.facts],
            }
            for name, step in guide.steps.items()
            if step.facts
        ],
    }


def _guide_data(guide: Guide | Listed) -> dict[str, Any]:
    return {"schema": "wallethelp.guide/1", "id": guide.id, "name": say(guide.title)}


def _target_data(target: Target) -> dict[str, str]:
    return {"guide": target.guide} if isinstance(target, ToGuide) else {"step": target}


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
    """`guide` as a tree; a step reached a second time is only named."""
    return (
        Title(say(guide.title), guide.id),
        Rule(),
        *([Paragraph(_first_advice(guide.now), "warning")] if guide.now is not None else []),
        *(Paragraph(line) for line in _tree(guide, pack)),
    )


def _first_advice(now: Now) -> str:
    said = joined(say(text) for text in (now.avoid, now.do) if text is not None)
    return labelled(_("First advice"), said)


def _tree(guide: Guide, pack: Pack) -> Iterator[str]:
    drawn: set[str] = set()
    # Depth-first without recursion: each entry is a target, the label of the way there, its depth.
    ahead: list[tuple[Target, str, int]] = [(guide.start, "", 0)]
    while ahead:
        target, label, depth = ahead.pop()
        lead = "· " * depth + (f"[{label}] " if label else "")
        if isinstance(target, ToGuide):
            title = pack.guides[target.guide].title
            yield _("{lead}→ guide {id}: {title}").format(
                lead=lead, id=target.guide, title=say(title)
            )
            continue
        step = guide.steps[target]
        if target in drawn:
            yield _("{lead}→ {step} (see above)").format(lead=lead, step=target)
            continue
        drawn.add(target)
        yield f"{lead}{target}: {_summary(step, pack)}"
        ways = list(_ways(step))
        ahead.extend((after, way, depth + 1) for way, after in reversed(ways))


def _summary(step: Step, pack: Pack) -> str:
    match step:
        case Ask(ask=text) | AskMany(ask_many=text):
            return say(text)
        case Try(try_=text):
            return _("Try: {text}").format(text=say(text))
        case Collect():
            names = _(", ").join(say(pack.fields[name].label) for name in step.fields)
            return _("Note down: {text}").format(text=names)
        case Tell(tell=text):
            return _("Told: {text}").format(text=say(text))
        case Decide():
            return _("Decide from what is known")
        case End():
            return labelled(words.outcome(step.end), say(step.title))


def _ways(step: Step) -> Iterator[tuple[str, Target]]:
    match step:
        case Ask():
            for option in step.options.values():
                if option.next is not None:
                    yield say(option.label), option.next
            yield _("I don't know"), step.unknown
        case AskMany():
            yield _("go on"), step.next
            yield _("I don't know"), step.unknown
        case Try():
            yield words.tried("fixed", step.results.get("fixed")), step.fixed
            yield _("otherwise"), step.next
        case Collect() | Tell():
            yield "", step.next
        case Decide():
            for number, branch in enumerate(step.decide, 1):
                yield _("rule {n}").format(n=number), branch.next
            yield _("otherwise"), step.else_
            yield _("not known"), step.unknown
        case End():
            return
