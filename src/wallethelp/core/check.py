"""What is wrong with a pack beyond the shape of its files: names, options, ways through it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, islice

from msgspec import Struct
from msgspec.structs import replace

from wallethelp.core.conditions import NOW, AnswerIs, FieldIs, key_asked, parse_limit
from wallethelp.core.graph import reachable, successors
from wallethelp.core.guide import (
    Ask,
    AskMany,
    Decide,
    End,
    Guide,
    Option,
    Step,
    Tell,
    Try,
    targets,
)
from wallethelp.core.limits import MAX_MISTAKES, MAX_MISTAKES_OF_PACK, few
from wallethelp.core.mistakes import Mistake, Place, closest
from wallethelp.core.model import Opening, Pack
from wallethelp.core.names import MARKS, parts, references
from wallethelp.core.onward_check import onward_mistakes
from wallethelp.core.opening import GO_ON, OPENING, OPENING_STEP, begins_with_opening, opened
from wallethelp.core.questions import StepRef, landing, step_at
from wallethelp.core.sound import only_sound
from wallethelp.core.values import TRY_RESULTS
from wallethelp.core.watch import Watch, unwatched

MAX_STEPS_ON_A_PATH = 150
"""Longer than anyone would answer; keeps walking a path well inside the recursion limit."""

MOST_OF_A_RING = 20
"""Steps of a circle that are named."""

Names = Mapping[str, Collection[str]]
"""The names there are, by what they name (`core.names.Sort`)."""
Mentions = Mapping[tuple[str, str], frozenset[int]]
"""Which conditions look at an option, by the key of its step and its id."""


def check(pack: Pack, *, broken: Collection[str] = (), watch: Watch = unwatched) -> list[Mistake]:
    """Everything wrong with `pack`, as its author wrote it: the opening question is not put in yet.

    `broken` names guides whose files could not be read; what hands over to one is only warned of.
    Cycles and unreachable steps are looked for only among guides whose names all exist.
    """
    there = _names_in(pack)
    in_common = {**there, "step": (GO_ON,), "guide": {*pack.guides, *broken}}
    found: list[Mistake] = []
    for file, value in _common_files(pack).items():
        in_parts = (_put(file, at, _unknown_in(part, in_common)) for at, part in parts(value))
        found += islice(chain.from_iterable(in_parts), MAX_MISTAKES)
    if pack.onward is not None:
        sides = (_unknown("rung", ("sides", n), n, pack.ladder) for n in pack.onward.sides)
        in_onward = chain(chain.from_iterable(sides), onward_mistakes(pack.onward))
        found += _put("contacts.yaml", (), in_onward)
    mentions = _mentions(pack)
    for name, guide in watch(pack.guides.items()):
        if len(found) > MAX_MISTAKES_OF_PACK:
            break
        wrong = _wrong_in(guide, f"guides/{name}.yaml", pack, there, mentions)
        found += (_known_as_broken(mistake, broken) for mistake in islice(wrong, MAX_MISTAKES))
    bad = {mistake.file for mistake in found if not mistake.is_warning}
    if "pack.yaml" in bad:
        return found
    bad_guides = {name for name in pack.guides if f"guides/{name}.yaml" in bad}
    return [*found, *_ways(only_sound(opened(pack), bad_guides=bad_guides, bad_wallets=()))]


def _wrong_in(
    guide: Guide, file: str, pack: Pack, there: Names, mentions: Mentions
) -> Iterator[Mistake]:
    in_guide = {**there, "step": guide.steps}
    for place, part in parts(guide):
        yield from _put(file, place, _unknown_in(part, in_guide))
        yield from _put(file, place, _of_its_kind(part, place, pack, guide, mentions))
    yield from _put(file, (), _told_to_nobody(guide))


def _common_files(pack: Pack) -> dict[str, object]:
    return {
        "pack.yaml": pack.info,
        "fields.yaml": pack.fields,
        "ladder.yaml": pack.ladder,
        "tips.yaml": pack.tips,
        **({"contacts.yaml": pack.onward} if pack.onward is not None else {}),
        **{f"wallets/{name}.yaml": wallet for name, wallet in pack.wallets.items()},
    }


def _names_in(pack: Pack) -> Names:
    return {
        "guide": pack.guides,
        "category": [category.id for category in pack.info.categories],
        "field": pack.fields,
        "placeholder": pack.fields,
        "time": pack.times,
        "fact": pack.facts,
        "rung": pack.ladder,
        "wallet": pack.wallets,
        "onward": pack.onward.steps if pack.onward is not None else (),
        "letter": pack.onward.letters if pack.onward is not None else (),
        "mark": MARKS,
    }


def _mistake(code: str, *place: str | int, **names: str) -> Mistake:
    """A mistake at a place within the part it is in."""
    return Mistake(code=code, file="", place=place, names=names)


def _put(file: str, place: Place, found: Iterable[Mistake]) -> Iterator[Mistake]:
    """The mistakes of a part, told by where in the file the part stands."""
    return (replace(one, file=file, place=(*place, *one.place)) for one in found)


def _known_as_broken(mistake: Mistake, broken: Collection[str]) -> Mistake:
    """What names a guide that could not be read is no mistake of the file that names it."""
    if mistake.code == "unknown-guide" and mistake.names["name"] in broken:
        return replace(mistake, code="hands-to-broken", closest=None, is_warning=True)
    return mistake


# --- names --------------------------------------------------------------------------------------


def _unknown_in(part: Struct, there: Names) -> Iterator[Mistake]:
    """What `part` names that is not there; answers and options depend on what is beside them."""
    for place, to, name in references(part):
        # The time of the session is no name, but may have been meant.
        more = (NOW,) if to == "time" and isinstance(part, FieldIs) else ()
        if to in there and name not in there[to]:
            yield from _unknown(to, place, name, (*there[to], *more))


def _unknown(to: str, place: Place, name: str, names: Collection[str]) -> Iterator[Mistake]:
    if name not in names:
        found = _mistake(f"unknown-{to}", *place, name=name, known=few(sorted(names)))
        yield replace(found, closest=closest(name, names))


def _told_to_nobody(guide: Guide) -> Iterator[Mistake]:
    """What a `tell` says stands above the next question: before an end there is none."""
    before_end = _before_end(guide)
    for name, step in guide.steps.items():
        if isinstance(step, Tell) and name in before_end:
            yield _mistake("tell-before-end", "steps", name, "tell", name=name)


def _before_end(guide: Guide) -> Collection[str]:
    """The steps that ask nothing after which an end can come with no question between."""
    before: dict[str, list[str]] = defaultdict(list)
    for name, step in guide.steps.items():
        if isinstance(step, Tell | Decide):
            for target in targets(step):
                if isinstance(target, str):
                    before[target].append(name)
    ahead = [name for name, step in guide.steps.items() if isinstance(step, End)]
    found: set[str] = set()
    while ahead:
        fresh = [name for name in before[ahead.pop()] if name not in found]
        found.update(fresh)
        ahead += fresh
    return found


def _of_its_kind(
    part: Struct, place: Place, pack: Pack, guide: Guide, mentions: Mentions
) -> Iterator[Mistake]:
    """What is wrong with a part of a guide besides names that are not there."""
    match part:
        case Guide() if OPENING_STEP in guide.steps:
            yield _mistake("reserved-step", "steps", OPENING_STEP, name=OPENING_STEP)
        case AnswerIs():
            yield from _answer_is(part, pack, guide)
        case FieldIs():
            yield from _field_is(part, pack)
        case Ask() | AskMany():
            yield from _options(part, f"{guide.id}/{place[-1]}", mentions)
        case End(end="wait") if not begins_with_opening(pack, guide):
            yield _mistake("wait-before-opening", "end")
    if isinstance(part, End) and part.until in pack.fields.keys() - pack.times:
        yield _mistake("not-a-time", "until", name=part.until)


def _answer_is(condition: AnswerIs, pack: Pack, guide: Guide) -> Iterator[Mistake]:
    name, _, tail = condition.answer.rpartition("/")
    steps: Mapping[str, Step | Opening]
    if name == OPENING:
        steps = {OPENING_STEP: pack.info.opening}
    elif name and name not in pack.guides:
        yield from _unknown("guide", ("answer",), name, (OPENING, *pack.guides))
        return
    else:
        steps = (pack.guides[name] if name else guide).steps
    step = steps.get(tail)
    match step:
        case None:
            yield from _unknown("step", ("answer",), tail, steps)
        case Ask() | AskMany() | Try() | Opening():
            key = "is" if condition.is_ is not None else "in"
            for option in condition.options:
                options = TRY_RESULTS if isinstance(step, Try) else step.options
                yield from _unknown("option", (key,), option, options)
        case _:
            yield _mistake("not-a-question", "answer", name=tail)


_COMPARISONS = {
    "money": ("below", "above"),
    "datetime": ("before", "after", "younger_than", "older_than", "within"),
    "choice": ("is_", "in_"),
    "evidence": ("is_", "in_"),
}


def _field_is(condition: FieldIs, pack: Pack) -> Iterator[Mistake]:
    spec = pack.fields.get(condition.field)
    if spec is None or condition.known is not None:
        return
    allowed = _COMPARISONS.get(spec.kind, ())
    if condition.comparison not in allowed:
        shown = ", ".join(name.rstrip("_") for name in (*allowed, "known"))
        written = condition.comparison.rstrip("_")
        yield _mistake("wrong-comparison", "field", name=written, kind=spec.kind, known=shown)
        return
    for part, limit in (("below", condition.below), ("above", condition.above)):
        if limit is not None and parse_limit(limit) is None:
            yield _mistake("bad-limit", part, name=str(limit))
    for option in condition.options:
        yield from _unknown("option", (), option, spec.choices)
    if NOW in pack.times:
        if condition.before == NOW:
            yield _mistake("two-nows", "before", instead="older_than: 0 minutes")
        if condition.after == NOW:
            yield _mistake("two-nows", "after", instead="younger_than: 0 minutes")


# --- options that change nothing ----------------------------------------------------------------


def _mentions(pack: Pack) -> Mentions:
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for name, guide in pack.guides.items():
        for _place, part in parts(guide):
            if isinstance(part, AnswerIs):
                for option in part.options:
                    found[key_asked(part, name), option].add(id(part))
    return {key: frozenset(value) for key, value in found.items()}


def _options(step: Ask | AskMany, key: str, mentions: Mentions) -> Iterator[Mistake]:
    def effect(name: str, option: Option) -> tuple[object, ...]:
        mentioned = mentions.get((key, name), frozenset())
        parts = (option.needs, option.can_log_in, option.without, option.region, option.at_risk)
        return (str(option.next), option.says, *parts, mentioned)

    nothing: tuple[object, ...] = ("None", None, (), None, (), None, False, frozenset())
    seen: dict[tuple[object, ...], str] = {}
    for name, option in step.options.items():
        does = effect(name, option)
        if isinstance(step, AskMany) and does == nothing:
            yield _mistake("no-effect", "options", name, name=name)
        elif isinstance(step, Ask) and does in seen:
            yield _mistake("same-effect", "options", name, name=name, other=seen[does])
        seen.setdefault(does, name)


# --- ways that lead nowhere, in a circle, or on and on ------------------------------------------


def _ways(pack: Pack) -> Iterator[Mistake]:
    told_to_wait = _leading_to_wait(pack)
    for name, guide in pack.guides.items():
        wrong = chain(_unreachable(guide), _waits_at_risk(pack, guide, told_to_wait))
        yield from _put(f"guides/{name}.yaml", ("steps",), islice(wrong, MAX_MISTAKES))
    yield from islice(_cycles(pack), MAX_MISTAKES)


def _leading_to_wait(pack: Pack) -> Collection[StepRef]:
    """The steps from which advice to wait can be reached."""
    before: dict[StepRef, list[StepRef]] = defaultdict(list)
    ahead = []
    for name, guide in pack.guides.items():
        for step_name, step in guide.steps.items():
            ref = StepRef(name, step_name)
            for after in successors(pack, ref):
                before[after].append(ref)
            if isinstance(step, End) and step.end == "wait":
                ahead.append(ref)
    found = set(ahead)
    while ahead:
        fresh = [ref for ref in before[ahead.pop()] if ref not in found]
        found.update(fresh)
        ahead += fresh
    return found


def _unreachable(guide: Guide) -> Iterator[Mistake]:
    ways = {
        name: [target for target in targets(step) if isinstance(target, str)]
        for name, step in guide.steps.items()
    }
    led_to = {guide.start, *chain.from_iterable(ways.values())}
    live: set[str] = set()
    ahead = [guide.start]
    while ahead:
        step = ahead.pop()
        if step not in live:
            live.add(step)
            ahead += ways[step]
    for step in guide.steps:
        if step not in live:
            code = "unreachable-behind" if step in led_to else "unreachable"
            yield _mistake(code, step, name=step)


def _waits_at_risk(
    pack: Pack, guide: Guide, told_to_wait: Collection[StepRef]
) -> Iterator[Mistake]:
    """Options that say that a thief may be at work, and still may lead to advice to wait."""
    for name, step in guide.steps.items():
        if not isinstance(step, Ask | AskMany):
            continue
        for chosen, option in step.options.items():
            target = option.next or (step.next if isinstance(step, AskMany) else None)
            if not option.at_risk or target is None:
                continue
            first = landing(pack, target, guide.id)
            for ref in reachable(pack, first) if first in told_to_wait else ():
                found = step_at(pack, ref)
                if isinstance(found, End) and found.end == "wait":
                    place = (name, "options", chosen, "at_risk")
                    yield _mistake("wait-at-risk", *place, name=chosen, end=ref.key)


def _cycles(pack: Pack) -> Iterator[Mistake]:
    done: dict[StepRef, int] = {}
    for name, guide in pack.guides.items():
        start = StepRef(name, guide.start)
        if start in done:
            continue
        trail: list[StepRef] = [start]
        ways = [iter(successors(pack, start))]
        length = {start: 0}
        while trail:
            ref = trail[-1]
            after = next(ways[-1], None)
            if after is None:
                ways.pop()
                done[trail.pop()] = longest = length.pop(ref) + 1
                if trail:
                    length[trail[-1]] = max(length[trail[-1]], longest)
            elif after in length:
                begin, *others = [r.step for r in [*trail[trail.index(after) :], after]]
                # Nobody reads a ring of a thousand steps.
                shown = (
                    others if len(others) <= MOST_OF_A_RING else ["…", *others[-MOST_OF_A_RING:]]
                )
                ring = " → ".join([begin, *shown])
                yield Mistake(
                    code="cycle",
                    file=f"guides/{ref.guide}.yaml",
                    place=("steps", ref.step),
                    names={"ring": ring},
                )
            elif after in done:
                length[ref] = max(length[ref], done[after])
            else:
                trail.append(after)
                ways.append(iter(successors(pack, after)))
                length[after] = 0
        if done[start] > MAX_STEPS_ON_A_PATH:
            names = {"count": str(done[start]), "limit": str(MAX_STEPS_ON_A_PATH)}
            yield Mistake(
                code="too-long", file=f"guides/{name}.yaml", place=("start",), names=names
            )
