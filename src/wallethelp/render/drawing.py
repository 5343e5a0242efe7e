"""A guide as boxes and arrows in words, for whoever draws it: SVG, Mermaid, lines of text."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from wallethelp.core.guide import (
    Ask,
    AskMany,
    Collect,
    Decide,
    End,
    Guide,
    Outcome,
    Step,
    Target,
    Tell,
    ToGuide,
    Try,
    kind_of,
)
from wallethelp.core.mistakes import Place
from wallethelp.core.model import Pack
from wallethelp.core.questions import StepRef
from wallethelp.core.shape import UNREAD
from wallethelp.core.walks.coverage import Coverage, Spot, SpotKind
from wallethelp.i18n import _, labelled, say
from wallethelp.render import words
from wallethelp.render.condition_words import condition_words

_TO = "guide:"


class Way(Struct, frozen=True, kw_only=True):
    """One way on from a step. `sign` stands for its label where there is little room."""

    sign: str
    label: str
    to: str
    is_walked: bool = True


class Box(Struct, frozen=True, kw_only=True):
    """A step, or another guide that is handed over to."""

    id: str
    kind: str
    text: str
    outcome: Outcome | None = None
    ways: tuple[Way, ...] = ()
    problems: tuple[str, ...] = ()
    is_walked: bool = True


class Drawing(Struct, frozen=True, kw_only=True):
    """One guide, its boxes in the order in which they are written."""

    id: str
    title: str
    start: str
    boxes: tuple[Box, ...]
    is_covered: bool
    """Whether it is known what walks pass."""

    @property
    def arrows(self) -> Mapping[tuple[str, str], list[Way]]:
        """The ways by the boxes they join."""
        found: dict[tuple[str, str], list[Way]] = {}
        for box in self.boxes:
            for way in box.ways:
                found.setdefault((box.id, way.to), []).append(way)
        return found


def drawing_of(
    guide: Guide,
    pack: Pack,
    problems: Mapping[str, Sequence[str]],
    coverage: Coverage | None,
) -> Drawing:
    """`guide` in the language in use, with its problems by step, and marked what no walk passes."""
    missing: Collection[Spot] = coverage.spots - coverage.passed if coverage is not None else ()
    boxes = [
        Box(
            id=name,
            kind=kind_of(step),
            text=text_of_step(step, pack),
            outcome=step.end if isinstance(step, End) and step.end != UNREAD else None,
            ways=tuple(_ways(guide.id, name, step, pack, missing)),
            problems=tuple(problems.get(name, ())),
            is_walked=Spot(StepRef(guide.id, name).key, "step") not in missing,
        )
        for name, step in guide.steps.items()
    ]
    # A box for each hand-over: arrows to a common one would cross the whole picture.
    led_to = (guide.start, *(way.to for box in boxes for way in box.ways))
    others = (_other(name, pack) for name in dict.fromkeys(led_to) if name not in guide.steps)
    return Drawing(
        id=guide.id,
        title=say(guide.title),
        start=guide.start,
        boxes=(*boxes, *others),
        is_covered=coverage is not None,
    )


def guide_of(name: str) -> str | None:
    """The guide that a box of this name stands for; None for a step."""
    return name.removeprefix(_TO).partition("@")[0] if name.startswith(_TO) else None


def _other(name: str, pack: Pack) -> Box:
    """What is led to beside the steps of the guide: another guide, or what is not there."""
    to = guide_of(name)
    there = pack.guides.get(to) if to is not None else None
    if there is not None:
        return Box(id=name, kind="guide", text=say(there.title))
    return Box(id=name, kind="guide", text=to or name, problems=(_("This is not there."),))


def text_of_step(step: Step, pack: Pack) -> str:
    """What a step says, asks or does, in a line."""
    match step:
        case Ask(ask=text) | AskMany(ask_many=text) | Tell(tell=text):
            return say(text)
        case Try(try_=text):
            return _("Try: {text}").format(text=say(text))
        case Collect():
            specs = ((name, pack.fields.get(name)) for name in step.fields)
            names = (say(spec.label) if spec is not None else name for name, spec in specs)
            return _("Note down: {text}").format(text=_(", ").join(names))
        case Decide():
            return _("Decide from what is known")
        case End():
            what = words.outcome(step.end) if step.end != UNREAD else UNREAD
            return labelled(what, say(step.title))


def _ways(
    guide: str, name: str, step: Step, pack: Pack, missing: Collection[Spot]
) -> Iterator[Way]:
    key = StepRef(guide, name).key

    def way(
        sign: str, label: str, target: Target, *, place: Place = (), kind: SpotKind = "option"
    ) -> Way:
        to = f"{_TO}{target.guide}@{name}" if isinstance(target, ToGuide) else target
        is_walked = Spot(key, kind, place) not in missing
        return Way(sign=sign, label=label, to=to, is_walked=is_walked)

    dont_know = _("I don't know")
    match step:
        case Ask():
            for number, (option, one) in enumerate(step.options.items(), 1):
                target = one.next if one.next is not None else step.unknown
                yield way(str(number), say(one.label), target, place=("options", option))
            yield way("?", dont_know, step.unknown, place=("unknown",))
        case AskMany():
            labels = _(", ").join(say(one.label) for one in step.options.values())
            yield way("→", labels, step.next)
            yield way("?", dont_know, step.unknown, place=("unknown",))
        case Try():
            yield way(
                "✓", words.tried("fixed", step.results.get("fixed")), step.fixed, place=("fixed",)
            )
            yield way("✗", _("otherwise"), step.next, place=("next",))
        case Collect() | Tell():
            yield way("→", "", step.next)
        case Decide():
            for number, branch in enumerate(step.decide):
                place: Place = ("decide", number, "when")
                said = condition_words(branch.when, guide, pack)
                yield way(str(number + 1), said, branch.next, place=place, kind="holds")
            yield way("→", _("otherwise"), step.else_)
            yield way("?", _("not known"), step.unknown)
        case End():
            return


def problem_step(place: Place) -> str | None:
    """The step in which something at `place` of a guide's file stands."""
    match place:
        case ("steps", str(name), *_rest):
            return name
        case _:
            return None
