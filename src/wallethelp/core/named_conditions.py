"""Conditions with a name: put in where they are named, and what is wrong with how they name others.

Those of a guide are known in it, those of `pack.yaml` everywhere; a guide's own go before. What is
wrong within one is told where it stands, by whoever checks the pack as it is written.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from wallethelp.core.conditions import AllOf, AnyOf, Condition, Named, Not
from wallethelp.core.guide import Action, Decide, End, Guide, Step
from wallethelp.core.limits import MAX_COMPARISONS, MAX_DEPTH, MAX_MISTAKES, ring_of
from wallethelp.core.mistakes import Mistake, Place, inside, put, warning
from wallethelp.core.model import Pack
from wallethelp.core.names import parts
from wallethelp.core.pack_files import PACK


class NamesPutIn(NamedTuple):
    """A pack in which conditions stand where they were named, and why some could not."""

    pack: Pack
    mistakes: tuple[Mistake, ...]


def names_put_in(pack: Pack) -> NamesPutIn:
    """`pack` as it runs: every condition written out. A name that means nothing stays a name."""
    mistakes: list[Mistake] = []
    shared = _meanings(pack.info.conditions, {})
    mistakes += put(PACK, ("conditions",), shared.mistakes)
    guides = dict(pack.guides)
    for name, guide in pack.guides.items():
        if pack.info.conditions or guide.conditions:
            guides[name], wrong = _in_guide(guide, shared.known)
            mistakes += put(f"guides/{name}.yaml", (), wrong)
    info = replace(pack.info, conditions={})
    return NamesPutIn(replace(pack, info=info, guides=guides), tuple(mistakes))


def unused_conditions(pack: Pack) -> Iterator[Mistake]:
    """The conditions that nothing names, in the pack as it is written."""
    shared = set(_named_in(pack.info.conditions))
    for name, guide in pack.guides.items():
        named = set(_named_in(guide.conditions)) | set(_named_in(guide.steps))
        shared |= named - guide.conditions.keys()
        unused = guide.conditions.keys() - named
        yield from put(f"guides/{name}.yaml", ("conditions",), _unused(unused))
    yield from put(PACK, ("conditions",), _unused(pack.info.conditions.keys() - shared))


def _unused(names: set[str]) -> Iterator[Mistake]:
    return (warning("unused-condition", name, name=name) for name in sorted(names))


def _named_in(value: object) -> Iterator[str]:
    return (part.condition for _place, part in parts(value) if isinstance(part, Named))


# --- what a condition comes to ------------------------------------------------------------------


class _Meaning(NamedTuple):
    """A condition written out: how many comparisons it makes, how many of them by a name."""

    condition: Condition
    size: int = 1
    by_name: int = 0
    depth: int = 1


_Known = Mapping[str, _Meaning | None]
"""What each name means; None where that could not be found out, which was told already."""


class _Meanings(NamedTuple):
    known: _Known
    mistakes: tuple[Mistake, ...]


def _meanings(written: Mapping[str, Condition], outer: _Known) -> _Meanings:
    """What the names of conditions mean, those they name first; `outer` are known beside them."""
    known = {name: meaning for name, meaning in outer.items() if name not in written}
    mistakes: list[Mistake] = []
    for start in written:
        ahead = [start] if start not in known else []
        edges: dict[str, Iterator[tuple[Place, str]]] = {}
        while ahead:
            name = ahead[-1]
            place, other = next(edges.setdefault(name, _edges(written[name])), ((), ""))
            if not other:
                known[name] = meaning = _put_in(written[name], known)
                if meaning is not None and _is_too_big(meaning):
                    known[name] = None
                    mistakes.append(_too_big(name))
                del edges[ahead.pop()]
            elif other in edges and len(mistakes) < MAX_MISTAKES:
                ring = [*ahead[ahead.index(other) :], other]
                mistakes.append(inside("condition-circle", name, *place, ring=ring_of(ring)))
            elif other in written and other not in known and other not in edges:
                ahead.append(other)
    return _Meanings(known, tuple(mistakes))


def _edges(condition: Condition) -> Iterator[tuple[Place, str]]:
    """The names a condition names, with their places in it."""
    named = ((place, part) for place, part in parts(condition) if isinstance(part, Named))
    return (((*place, "condition"), part.condition) for place, part in named)


def _put_in(condition: Condition, known: _Known) -> _Meaning | None:
    """`condition` written out as far as names are `known`; None where one means nothing."""
    match condition:
        case Named(condition=name) if name in known:
            meaning = known[name]
            return None if meaning is None else meaning._replace(by_name=meaning.size)
        case Not(not_=part):
            inner = _put_in(part, known)
            if inner is None:
                return None
            return inner._replace(condition=Not(not_=inner.condition), depth=inner.depth + 1)
        case AllOf(all=some) | AnyOf(any=some):
            inners = [inner for part in some if (inner := _put_in(part, known)) is not None]
            if len(inners) < len(some):
                return None
            within = tuple(inner.condition for inner in inners)
            return _Meaning(
                AllOf(all=within) if isinstance(condition, AllOf) else AnyOf(any=within),
                size=sum(inner.size for inner in inners),
                by_name=sum(inner.by_name for inner in inners),
                depth=1 + max((inner.depth for inner in inners), default=0),
            )
        case _:
            return _Meaning(condition)


def _is_too_big(meaning: _Meaning) -> bool:
    """Whether names make a condition larger, or deeper, than anybody can write it."""
    return meaning.by_name > 0 and (meaning.size > MAX_COMPARISONS or meaning.depth > MAX_DEPTH)


def _too_big(*place: str | int) -> Mistake:
    limits = {"limit": f"{MAX_COMPARISONS:,}", "depth": str(MAX_DEPTH)}
    return inside("condition-too-big", *place, **limits)


# --- where they are used ------------------------------------------------------------------------


def _in_guide(guide: Guide, shared: _Known) -> tuple[Guide, list[Mistake]]:
    """`guide` with its conditions written out, and what is wrong with how they name others."""
    own = _meanings(guide.conditions, shared)
    mistakes = [*put("", ("conditions",), own.mistakes)]
    left = MAX_COMPARISONS

    def written_out(condition: Condition, *place: str | int) -> Condition:
        nonlocal left
        meaning = _put_in(condition, own.known)
        if meaning is None:
            return condition
        if left >= 0 and (_is_too_big(meaning) or meaning.by_name > left):
            mistakes.append(_too_big("steps", *place, "when"))
            left = -1
        left -= meaning.by_name
        return meaning.condition if left >= 0 else condition

    def in_step(name: str, step: Step) -> Step:
        match step:
            case Decide(decide=branches):
                rules = enumerate(branches)
                written = (
                    replace(b, when=written_out(b.when, name, "decide", n)) for n, b in rules
                )
                return replace(step, decide=tuple(written))
            case End(do=actions):
                return replace(step, do=tuple(in_action(name, n, a) for n, a in enumerate(actions)))
            case _:
                return step

    def in_action(name: str, number: int, action: Action) -> Action:
        if action.when is None:
            return action
        return replace(action, when=written_out(action.when, name, "do", number))

    steps = {name: in_step(name, step) for name, step in guide.steps.items()}
    return replace(guide, conditions={}, steps=steps), mistakes
