"""What is wrong with a pack beyond the shape of its files: names, cycles, dead ends."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from wallethelp.core.conditions import comparisons, key_asked, parse_limit
from wallethelp.core.graph import successors
from wallethelp.core.mistakes import Mistake, Place, closest
from wallethelp.core.model import (
    GO_ON,
    OPENING_STEP,
    AllOf,
    AnswerIs,
    AnyOf,
    Ask,
    AskMany,
    Collect,
    Condition,
    Decide,
    End,
    FieldIs,
    Guide,
    Not,
    Option,
    Pack,
    PackInfo,
    Step,
    Target,
    ToGuide,
    Try,
    Wallet,
    WalletIs,
    targets,
)
from wallethelp.core.session import EVIDENCE, StepRef
from wallethelp.core.text import Text

MAX_STEPS_ON_A_PATH = 150
"""Longer than anyone would answer; keeps walking a path well inside the recursion limit."""

LEFT_OUT = "left-out"
"""The category of a stand-in: no menu shows it."""

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_TRY_RESULTS = ("fixed", "not-fixed", "not-tried")


def with_opening(guide: Guide, info: PackInfo) -> Guide:
    """`guide` with the opening safety question before it, where its category asks for that."""
    category = next((c for c in info.categories if c.id == guide.category), None)
    if category is None or not category.opening or OPENING_STEP in guide.steps:
        return guide
    opening = info.opening
    first = Ask(
        ask=opening.ask,
        why=opening.why,
        facts=opening.facts,
        unknown=_go_on(opening.unknown, guide),
        options={
            name: option.model_copy(update={"next": _go_on(option.next, guide)})
            for name, option in opening.options.items()
        },
    )
    steps = {OPENING_STEP: first, **guide.steps}
    return guide.model_copy(update={"start": OPENING_STEP, "steps": steps})


def _go_on(target: Target | None, guide: Guide) -> Target:
    return guide.start if target in (None, GO_ON) else target


def only_sound(pack: Pack, *, bad_guides: Collection[str], bad_wallets: Collection[str]) -> Pack:
    """`pack` without what cannot be used; a hand-over to a guide left out still leads to an end."""
    guides = {name: g for name, g in pack.guides.items() if name not in bad_guides}
    named = {
        target.guide
        for guide in guides.values()
        for step in guide.steps.values()
        for _, target in targets(step)
        if isinstance(target, ToGuide)
    }
    guides |= {name: _stand_in(name) for name in sorted(named - guides.keys())}
    wallets = {name: w for name, w in pack.wallets.items() if name not in bad_wallets}
    return pack.model_copy(update={"guides": guides, "wallets": wallets})


def _stand_in(name: str) -> Guide:
    title = Text(
        zh="这一步的指南现在打不开，请直接联系客服",
        en="The guide for this step cannot be opened now; please contact support",
    )
    end = End(end="contact", title=title, needs=("record",))
    return Guide(id=name, title=title, category=LEFT_OUT, start="end", steps={"end": end})


def check(pack: Pack, *, broken: Collection[str] = ()) -> list[Mistake]:
    """Everything wrong with `pack`. `broken` names guides whose files could not be read.

    Cycles and unreachable steps are looked for only among guides whose names all exist.
    """
    found = list(chain(_info(pack, broken), _ladder(pack), _tips(pack)))
    for name, wallet in pack.wallets.items():
        found += _wallet(pack, f"wallets/{name}.yaml", wallet)
    mentions = _mentions(pack)
    for name in pack.guides:
        found += _guide(pack, name, mentions, broken)
    bad = {m.file for m in found if not m.is_warning}
    if "pack.yaml" in bad:
        return found
    sound = only_sound(
        pack, bad_guides={g for g in pack.guides if f"guides/{g}.yaml" in bad}, bad_wallets=()
    )
    return [*found, *_shape(sound)]


# --- names --------------------------------------------------------------------------------------


def _unknown(
    code: str, file: str, place: Place, name: str, names: Collection[str]
) -> Iterator[Mistake]:
    if name not in names:
        shown = {"name": name, "known": ", ".join(sorted(names)[:12])}
        yield Mistake(code=code, file=file, place=place, names=shown, closest=closest(name, names))


def _facts(pack: Pack, file: str, place: Place, facts: Collection[str]) -> Iterator[Mistake]:
    for number, fact in enumerate(facts):
        yield from _unknown("unknown-fact", file, (*place, number), fact, pack.facts)


def _info(pack: Pack, broken: Collection[str]) -> Iterator[Mistake]:
    info, file = pack.info, "pack.yaml"
    guides = {*pack.guides, *broken}
    yield from _unknown("unknown-guide", file, ("emergency",), info.emergency, guides)
    yield from _facts(pack, file, ("safety_facts",), info.safety_facts)
    yield from _facts(pack, file, ("opening", "facts"), info.opening.facts)
    places = {name: ("opening", "options", name, "next") for name in info.opening.options}
    named = [(places[name], option.next) for name, option in info.opening.options.items()]
    for place, target in [*named, (("opening", "unknown"), info.opening.unknown)]:
        if isinstance(target, ToGuide):
            yield from _unknown("unknown-guide", file, (*place, "guide"), target.guide, guides)
        elif target is not None:
            yield from _unknown("unknown-step", file, place, target, (GO_ON,))


def _fields(pack: Pack) -> Iterator[Mistake]:
    times = [name for name, spec in pack.fields.items() if spec.kind == "datetime"]
    for name, spec in pack.fields.items():
        for number, other in enumerate(spec.counts_from):
            place = (name, "counts_from", number)
            yield from _unknown("unknown-time", "fields.yaml", place, other, times)


def _ladder(pack: Pack) -> Iterator[Mistake]:
    for name, rung in pack.ladder.items():
        yield from _facts(pack, "ladder.yaml", (name, "facts"), rung.facts)


def _tips(pack: Pack) -> Iterator[Mistake]:
    for name, tip in pack.tips.items():
        yield from _facts(pack, "tips.yaml", (name, "facts"), tip.facts)
        for number, wallet in enumerate(tip.wallets):
            place = (name, "wallets", number)
            yield from _unknown("unknown-wallet", "tips.yaml", place, wallet, pack.wallets)


def _wallet(pack: Pack, file: str, wallet: Wallet) -> Iterator[Mistake]:
    for name, channel in wallet.channels.items():
        yield from _facts(pack, file, ("channels", name, "facts"), channel.facts)


def _guide(
    pack: Pack,
    name: str,
    mentions: Mapping[tuple[str, str], frozenset[int]],
    broken: Collection[str],
) -> Iterator[Mistake]:
    guide, file = pack.guides[name], f"guides/{name}.yaml"
    categories = [category.id for category in pack.info.categories]
    yield from _unknown("unknown-category", file, ("category",), guide.category, categories)
    for start in _starts(pack, guide):
        yield from _unknown("unknown-step", file, ("start",), start, guide.steps)
    first = guide.steps.get(OPENING_STEP)
    if first is not None and getattr(first, "ask", None) != pack.info.opening.ask:
        place = ("steps", OPENING_STEP)
        yield Mistake(code="reserved-step", file=file, place=place, names={"name": OPENING_STEP})
    for step_name, step in guide.steps.items():
        if step_name == OPENING_STEP:
            continue
        place = ("steps", step_name)
        yield from _targets(pack, guide, file, place, step, broken)
        yield from _facts(pack, file, (*place, "facts"), step.facts)
        yield from _without_broken(_step(pack, guide, file, place, step), broken)
        if isinstance(step, Ask | AskMany):
            yield from _options(file, place, step, StepRef(name, step_name).key, mentions)
        if isinstance(step, End) and step.end == "wait" and guide.start != OPENING_STEP:
            yield Mistake(code="wait-before-opening", file=file, place=(*place, "end"))


def _starts(pack: Pack, guide: Guide) -> set[str]:
    """The step an author named as the start, behind the opening question if there is one."""
    first = guide.steps.get(OPENING_STEP)
    if guide.start != OPENING_STEP or not isinstance(first, Ask):
        return {guide.start}
    opening = pack.info.opening
    going_on = {name for name, option in opening.options.items() if option.next in (None, GO_ON)}
    led_to = [option.next for name, option in first.options.items() if name in going_on]
    if opening.unknown == GO_ON:
        led_to.append(first.unknown)
    return {target for target in led_to if isinstance(target, str)}


def _without_broken(found: Iterator[Mistake], broken: Collection[str]) -> Iterator[Mistake]:
    """What names a guide that could not be read is no mistake of the file that names it."""
    for mistake in found:
        if mistake.code == "unknown-guide" and mistake.names["name"] in broken:
            yield replace(mistake, code="hands-to-broken", closest=None, is_warning=True)
        else:
            yield mistake


def _targets(
    pack: Pack, guide: Guide, file: str, place: Place, step: Step, broken: Collection[str]
) -> Iterator[Mistake]:
    for tail, target in targets(step):
        if not isinstance(target, ToGuide):
            yield from _unknown("unknown-step", file, (*place, *tail), target, guide.steps)
        elif target.guide in broken:
            yield Mistake(
                code="hands-to-broken",
                file=file,
                place=(*place, *tail),
                names={"name": target.guide},
                is_warning=True,
            )
        else:
            yield from _unknown(
                "unknown-guide", file, (*place, *tail, "guide"), target.guide, pack.guides
            )


def _step(pack: Pack, guide: Guide, file: str, place: Place, step: Step) -> Iterator[Mistake]:
    match step:
        case Collect():
            for part, names in (("collect", step.collect), ("optional", step.optional)):
                for number, name in enumerate(names):
                    yield from _unknown(
                        "unknown-field", file, (*place, part, number), name, pack.fields
                    )
        case Decide():
            for number, branch in enumerate(step.decide):
                where = (*place, "decide", number, "when")
                yield from _condition(pack, guide, file, where, branch.when)
        case End():
            yield from _end(pack, guide, file, place, step)
        case _:
            pass
    for tail, text in _texts(step):
        for written in (text.zh, text.en):
            for name in PLACEHOLDER.findall(written):
                yield from _unknown("unknown-placeholder", file, (*place, *tail), name, pack.fields)


def _end(pack: Pack, guide: Guide, file: str, place: Place, end: End) -> Iterator[Mistake]:
    for number, name in enumerate(end.bring):
        yield from _unknown("unknown-field", file, (*place, "bring", number), name, pack.fields)
    for number, name in enumerate(end.rungs):
        yield from _unknown("unknown-rung", file, (*place, "rungs", number), name, pack.ladder)
    if end.until is not None:
        yield from _unknown("unknown-field", file, (*place, "until"), end.until, pack.fields)
        if end.until in pack.fields and pack.fields[end.until].kind != "datetime":
            yield Mistake(
                code="not-a-time", file=file, place=(*place, "until"), names={"name": end.until}
            )
    for number, action in enumerate(end.do):
        if action.when is not None:
            yield from _condition(pack, guide, file, (*place, "do", number, "when"), action.when)
    if end.follow_up is not None:
        where = (*place, "follow_up")
        if end.follow_up.from_ is not None:
            times = [name for name, spec in pack.fields.items() if spec.kind == "datetime"]
            yield from _unknown("unknown-time", file, (*where, "from"), end.follow_up.from_, times)
        if end.follow_up.basis != "ours":
            yield from _facts(pack, file, (*where, "basis"), (end.follow_up.basis,))
        if end.follow_up.next is not None:
            name = end.follow_up.next.guide
            yield from _unknown("unknown-guide", file, (*where, "next"), name, pack.guides)


def _texts(step: Step) -> Iterator[tuple[Place, Text]]:
    if isinstance(step, End):
        if step.request is not None:
            yield ("request",), step.request
        if step.expect is not None:
            yield ("expect",), step.expect
    if isinstance(step, Ask | AskMany):
        for name, option in step.options.items():
            if option.says is not None:
                yield ("options", name, "says"), option.says


def _condition(
    pack: Pack, guide: Guide, file: str, place: Place, condition: Condition
) -> Iterator[Mistake]:
    match condition:
        case AnswerIs():
            yield from _answer_is(pack, guide, file, place, condition)
        case FieldIs():
            yield from _field_is(pack, file, place, condition)
        case WalletIs():
            where = (*place, "wallet")
            yield from _unknown("unknown-wallet", file, where, condition.wallet, pack.wallets)
        case Not():
            yield from _condition(pack, guide, file, (*place, "not"), condition.not_)
        case AllOf():
            for number, part in enumerate(condition.all):
                yield from _condition(pack, guide, file, (*place, "all", number), part)
        case AnyOf():
            for number, part in enumerate(condition.any):
                yield from _condition(pack, guide, file, (*place, "any", number), part)


def _answer_is(
    pack: Pack, guide: Guide, file: str, place: Place, condition: AnswerIs
) -> Iterator[Mistake]:
    where = (*place, "answer")
    name, _, tail = condition.answer.partition("/")
    if tail:
        yield from _unknown("unknown-guide", file, where, name, pack.guides)
    home, step_name = (pack.guides.get(name), tail) if tail else (guide, name)
    if home is None:
        return
    yield from _unknown("unknown-step", file, where, step_name, home.steps)
    step = home.steps.get(step_name)
    if step is None:
        return
    match step:
        case Ask() | AskMany():
            options: Collection[str] = step.options
        case Try():
            options = _TRY_RESULTS
        case _:
            yield Mistake(code="not-a-question", file=file, place=where, names={"name": step_name})
            return
    for option in condition.options:
        key = "is" if condition.is_ is not None else "in"
        yield from _unknown("unknown-option", file, (*place, key), option, options)


_COMPARISONS = {
    "money": ("below", "above"),
    "datetime": ("before", "after", "younger_than", "older_than"),
    "choice": ("is_", "in_"),
    "evidence": ("is_", "in_"),
}


def _field_is(pack: Pack, file: str, place: Place, condition: FieldIs) -> Iterator[Mistake]:
    where = (*place, "field")
    yield from _unknown("unknown-field", file, where, condition.field, pack.fields)
    spec = pack.fields.get(condition.field)
    if spec is None or condition.known is not None:
        return
    allowed = _COMPARISONS.get(spec.kind, ())
    written = next(
        name
        for name in FieldIs.model_fields
        if name != "field" and getattr(condition, name) is not None
    )
    if written not in allowed:
        shown = ", ".join(name.rstrip("_") for name in (*allowed, "known"))
        names = {"name": written.rstrip("_"), "kind": spec.kind, "known": shown}
        yield Mistake(code="wrong-comparison", file=file, place=where, names=names)
        return
    for part, limit in (("below", condition.below), ("above", condition.above)):
        if limit is not None and parse_limit(limit) is None:
            yield Mistake(
                code="bad-limit", file=file, place=(*place, part), names={"name": str(limit)}
            )
    for part, name in (("before", condition.before), ("after", condition.after)):
        if name is not None:
            times = {f for f, s in pack.fields.items() if s.kind == "datetime"} | {"now"}
            yield from _unknown("unknown-time", file, (*place, part), name, times)
    options = spec.options or EVIDENCE
    for option in (condition.is_, *(condition.in_ or ())):
        if option is not None:
            yield from _unknown("unknown-option", file, place, option, options)


# --- options that change nothing ----------------------------------------------------------------


def _mentions(pack: Pack) -> Mapping[tuple[str, str], frozenset[int]]:
    """Which conditions of the whole pack look at an option, by the key of its step."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for name, guide in pack.guides.items():
        for step in guide.steps.values():
            for condition in chain.from_iterable(map(comparisons, conditions_of(step))):
                if isinstance(condition, AnswerIs):
                    key = key_asked(condition, name)
                    for option in condition.options:
                        found[key, option].add(id(condition))
    return {key: frozenset(value) for key, value in found.items()}


def conditions_of(step: Step) -> Iterator[Condition]:
    """The conditions a step looks at."""
    match step:
        case Decide():
            yield from (branch.when for branch in step.decide)
        case End():
            yield from (action.when for action in step.do if action.when is not None)
        case _:
            return


def _options(
    file: str,
    place: Place,
    step: Ask | AskMany,
    key: str,
    mentions: Mapping[tuple[str, str], frozenset[int]],
) -> Iterator[Mistake]:
    def effect(name: str, option: Option) -> tuple[object, ...]:
        mentioned = mentions.get((key, name), frozenset())
        said = (option.says, option.needs, option.can_log_in, option.region)
        return (str(option.next), *said, mentioned)

    nothing: tuple[object, ...] = ("None", None, (), None, None, frozenset())
    seen: dict[tuple[object, ...], str] = {}
    for name, option in step.options.items():
        where = (*place, "options", name)
        does = effect(name, option)
        if isinstance(step, AskMany) and does == nothing:
            yield Mistake(code="no-effect", file=file, place=where, names={"name": name})
        elif isinstance(step, Ask) and does in seen:
            names = {"name": name, "other": seen[does]}
            yield Mistake(code="same-effect", file=file, place=where, names=names)
        seen.setdefault(does, name)


# --- cycles, unreachable steps, endless paths ---------------------------------------------------


def _shape(pack: Pack) -> Iterator[Mistake]:
    for name, guide in pack.guides.items():
        ways: dict[str, list[str]] = defaultdict(list)
        for step, target in _inside(guide):
            ways[step].append(target)
        own = {target for led_to in ways.values() for target in led_to} | {guide.start}
        live: set[str] = set()
        ahead = [guide.start]
        while ahead:
            step = ahead.pop()
            if step not in live:
                live.add(step)
                ahead += ways.get(step, ())
        for step in guide.steps:
            if step not in live and step != OPENING_STEP:
                place = ("steps", step)
                code = "unreachable" if step not in own else "unreachable-behind"
                yield Mistake(
                    code=code, file=f"guides/{name}.yaml", place=place, names={"name": step}
                )
    yield from _cycles(pack)


def _inside(guide: Guide) -> Iterator[tuple[str, str]]:
    for name, step in guide.steps.items():
        for _, target in targets(step):
            if isinstance(target, str):
                yield name, target


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
                ring = " → ".join(r.step for r in [*trail[trail.index(after) :], after])
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
