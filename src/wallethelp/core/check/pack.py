"""What is wrong with a pack beyond the shape of its files: names, options, ways through it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, islice

from msgspec import Struct
from msgspec.structs import replace

from wallethelp.core.check.onward import onward_mistakes
from wallethelp.core.check.ways import ways
from wallethelp.core.conditions import NOW, AnswerIs, FieldIs, key_asked, parse_limit
from wallethelp.core.guide import Ask, AskMany, Decide, End, Guide, Option, Step, Try
from wallethelp.core.limits import MAX_MISTAKES, MAX_MISTAKES_OF_PACK, few
from wallethelp.core.mistakes import SURE, Mistake, Place, Unsure, closest, inside, put
from wallethelp.core.model import Opening, Pack
from wallethelp.core.named_conditions import names_put_in
from wallethelp.core.names import MARKS, parts, references
from wallethelp.core.opening import GO_ON, OPENING, OPENING_STEP
from wallethelp.core.pack_files import by_file
from wallethelp.core.shape import UNREAD
from wallethelp.core.values import TRY_RESULTS
from wallethelp.core.watch import Watch, unwatched

Names = Mapping[str, Collection[str]]
"""The names there are, by what they name (`core.names.Sort`); of a sort that is missing, any."""
Mentions = Mapping[tuple[str, str], frozenset[int]]
"""Which conditions look at an option, by the key of its step and its id."""


def check(pack: Pack, *, unsure: Unsure = SURE, watch: Watch = unwatched) -> list[Mistake]:
    """Everything for which part of `pack` cannot be used: no warnings.

    It is the pack as its author wrote it: the opening question is not put in yet. Of what is
    `unsure` nothing is said.
    """
    there = _names_in(pack, unsure)
    steps = {"step": (GO_ON,)} if "opening" not in unsure.open else {}
    found: list[Mistake] = []
    for file, value in by_file(pack).items():
        if isinstance(value, Guide):
            continue  # Their names are those of the guide, too.
        names = {**there, **steps}
        in_parts = (put(file, at, _unknown_in(part, names)) for at, part in parts(value))
        found += islice(chain.from_iterable(in_parts), MAX_MISTAKES)
    if pack.onward is not None:
        sides = (_unknown("rung", ("sides", n), n, there) for n in pack.onward.sides if n != UNREAD)
        found += put("contacts.yaml", (), chain.from_iterable(sides))
        found += put("contacts.yaml", (), onward_mistakes(pack.onward))
    for at, part in parts(pack.info.conditions):
        in_part = _in_condition(part, pack, "", there, unsure)
        found += put("pack.yaml", ("conditions", *at), islice(in_part, MAX_MISTAKES))
    found += names_put_in(pack).mistakes
    mentions = _mentions(pack)
    for name, guide in watch(pack.guides.items()):
        if len(found) > MAX_MISTAKES_OF_PACK:
            break
        wrong = _wrong_in(guide, f"guides/{name}.yaml", pack, there, unsure)
        found += islice(wrong, MAX_MISTAKES)
    same = list(chain.from_iterable(_options_of(pack, mentions, unsure)))
    turned = [one.file for one in same if one.code == "same-effect"]
    return [*found, *same, *ways(pack, unsure, turned)]


def _wrong_in(
    guide: Guide, file: str, pack: Pack, there: Names, unsure: Unsure
) -> Iterator[Mistake]:
    own = {"step": guide.steps, "condition": {*there.get("condition", ()), *guide.conditions}}
    # Of what was lost, or stands in a file that cannot be read, no name is known.
    lost = own.keys() if file in unsure.shaky else {"condition"} - there.keys()
    in_guide = {sort: names for sort, names in {**there, **own}.items() if sort not in lost}
    for place, part in parts(guide):
        for one in _unknown_in(part, in_guide):
            is_own = one.code == "unknown-condition" and one.closest in guide.conditions
            yield from put(file, place, [_of(one, "in", file) if is_own else one])
        yield from put(file, place, _of_its_kind(part, place, pack, guide, there, unsure))


def _names_in(pack: Pack, unsure: Unsure) -> Names:
    kinds = {name: spec.kind for name, spec in pack.fields.items()}
    found: dict[str, Collection[str]] = {
        "guide": pack.guides,
        "category": [category.id for category in pack.info.categories],
        "field": pack.fields,
        "placeholder": pack.fields,
        "time": [name for name, kind in kinds.items() if kind in ("datetime", UNREAD)],
        "fact": pack.facts,
        "rung": pack.ladder,
        "wallet": pack.wallets,
        "condition": pack.info.conditions,
        "onward": pack.onward.steps if pack.onward is not None else (),
        "letter": pack.onward.letters if pack.onward is not None else (),
        "mark": MARKS,
    }
    return {
        sort: {**dict.fromkeys(names), **dict.fromkeys(unsure.hidden.get(sort, ()))}
        for sort, names in found.items()
        if sort not in unsure.open
    }


# --- names --------------------------------------------------------------------------------------


def _unknown_in(part: Struct, there: Names) -> Iterator[Mistake]:
    """What `part` names that is not there; answers and options depend on what is beside them."""
    for place, to, name in references(part):
        # The time of the session is no name, but may have been meant.
        more = (NOW,) if to == "time" and isinstance(part, FieldIs) else ()
        yield from _unknown(to, place, name, there, more)


def _unknown(
    to: str, place: Place, name: str, there: Names, more: Iterable[str] = ()
) -> Iterator[Mistake]:
    if to in there and name not in there[to] and name != UNREAD:
        names = (*there[to], *more)
        found = inside(f"unknown-{to}", *place, name=name, known=few(sorted(names)))
        yield replace(found, closest=closest(name, names))


def _of(one: Mistake, what: str, name: str) -> Mistake:
    """The mistake with one more name in it."""
    return replace(one, names={**one.names, what: name})


def _of_its_kind(
    part: Struct, place: Place, pack: Pack, guide: Guide, there: Names, unsure: Unsure
) -> Iterator[Mistake]:
    """What is wrong with a part of a guide besides names that are not there."""
    match part:
        case Guide() if OPENING_STEP in guide.steps:
            yield inside("reserved-step", "steps", OPENING_STEP, name=OPENING_STEP)
        case _:
            yield from _in_condition(part, pack, guide.id, there, unsure)
    if isinstance(part, End) and part.until in pack.fields.keys() - there.get("time", pack.fields):
        yield inside("not-a-time", "until", name=part.until)


def _in_condition(
    part: Struct, pack: Pack, home: str, there: Names, unsure: Unsure
) -> Iterator[Mistake]:
    """What is wrong with a comparison of the guide `home`; without one, of all guides."""
    match part:
        case AnswerIs():
            yield from _answer_is(part, pack, home, there, unsure)
        case FieldIs():
            yield from _field_is(part, pack)


def _answer_is(
    condition: AnswerIs, pack: Pack, home: str, there: Names, unsure: Unsure
) -> Iterator[Mistake]:
    name, _, tail = key_asked(condition, home).rpartition("/")
    steps: Mapping[str, Step | Opening]
    if name == OPENING:
        steps = {OPENING_STEP: pack.info.opening}
    elif not name:
        if tail != UNREAD:
            yield inside("answer-of-no-guide", "answer", name=tail)
        return
    elif name not in pack.guides:
        yield from _unknown("guide", ("answer",), name, there, (OPENING,))
        return
    elif name != home and f"guides/{name}.yaml" in unsure.broken:
        return
    else:
        steps = pack.guides[name].steps
    step = steps.get(tail)
    match step:
        case None:
            wrong = _unknown("step", ("answer",), tail, {"step": steps})
            yield from (_of(one, "in", f"guides/{name}.yaml") for one in wrong)
        case Ask() | AskMany() | Try() | Opening():
            at = "is" if condition.is_ is not None else "in"
            options = TRY_RESULTS if isinstance(step, Try) else step.options
            for option in condition.options if options else ():
                found = _unknown("option", (at,), option, {"option": options})
                yield from (_of(one, "of", f"{name}/{tail}") for one in found)
        case Decide() if step.else_ == UNREAD:
            return
        case _:
            yield inside("not-a-question", "answer", name=tail)


_COMPARISONS = {
    "money": ("below", "above"),
    "datetime": ("before", "after", "younger_than", "older_than", "within"),
    "choice": ("is_", "in_"),
    "evidence": ("is_", "in_"),
}


def _field_is(condition: FieldIs, pack: Pack) -> Iterator[Mistake]:
    spec = pack.fields.get(condition.field)
    if spec is None or spec.kind == UNREAD or len(condition.written) != 1:
        return
    if condition.known is not None:
        return
    allowed = _COMPARISONS.get(spec.kind, ())
    if condition.comparison not in allowed:
        shown = ", ".join(name.rstrip("_") for name in (*allowed, "known"))
        written = condition.comparison.rstrip("_")
        names = {"name": written, "kind": spec.kind, "known": shown, "of": condition.field}
        yield inside("wrong-comparison", "field", **names)
        return
    for part, limit in (("below", condition.below), ("above", condition.above)):
        if limit is not None and parse_limit(limit) is None:
            yield inside("bad-limit", part, name=str(limit))
    key = "is" if condition.is_ is not None else "in"
    for option in condition.options if spec.choices else ():
        found = _unknown("option", (key,), option, {"option": spec.choices})
        yield from (_of(one, "of", condition.field) for one in found)
    if NOW in pack.times:
        if condition.before == NOW:
            yield inside("two-nows", "before", instead="older_than: 0 minutes")
        if condition.after == NOW:
            yield inside("two-nows", "after", instead="younger_than: 0 minutes")


# --- options that change nothing ----------------------------------------------------------------


def _mentions(pack: Pack) -> Mentions:
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for name, value in {"": pack.info.conditions, **pack.guides}.items():
        for _place, part in parts(value):
            if isinstance(part, AnswerIs):
                for option in part.options:
                    found[key_asked(part, name), option].add(id(part))
    return {key: frozenset(value) for key, value in found.items()}


def _options_of(pack: Pack, mentions: Mentions, unsure: Unsure) -> Iterator[Iterable[Mistake]]:
    """Of each guide the options that change nothing."""
    for name, guide in pack.guides.items():
        found = (
            put(f"guides/{name}.yaml", ("steps", step_name), _options(step, key, mentions))
            for step_name, step in guide.steps.items()
            if isinstance(step, Ask | AskMany) and not unsure.may_name(key := f"{name}/{step_name}")
        )
        yield islice(chain.from_iterable(found), MAX_MISTAKES)


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
            yield inside("no-effect", "options", name, name=name, key=key)
        elif isinstance(step, Ask) and option.next in (None, UNREAD):
            continue
        elif isinstance(step, Ask) and does in seen:
            yield inside("same-effect", "options", name, name=name, other=seen[does], key=key)
        seen.setdefault(does, name)
