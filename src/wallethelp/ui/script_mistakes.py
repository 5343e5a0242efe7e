"""What is wrong with a script: found before any question is asked, or when its turn came."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import get_args

from wallethelp.core.entry import read_entry
from wallethelp.core.guide import Ask, AskMany, Try
from wallethelp.core.limits import MAX_MISTAKES, MAX_NAME, few, short
from wallethelp.core.mistakes import Mistake, Place, closest
from wallethelp.core.model import FieldSpec, Pack
from wallethelp.core.privacy.verdicts import Doubtful, Refused
from wallethelp.core.questions import StepRef
from wallethelp.core.reading.results import NotReference, NotUnderstood
from wallethelp.core.same import Same
from wallethelp.core.scripts import Script, Walk
from wallethelp.core.session import World
from wallethelp.core.shape import UNREAD
from wallethelp.core.values import TryResult
from wallethelp.core.which_wallet import WALLET_KEY, which_wallet
from wallethelp.i18n import _, joined
from wallethelp.render import words
from wallethelp.ui.details import FROM
from wallethelp.ui.prompts import BadAnswerError, Sign, UnansweredError, Value, meant_by, written_as

Asked = Ask | AskMany | Try | FieldSpec


def mistakes_in_walk(walk: Walk, world: World) -> Iterator[Mistake]:
    """What keeps `walk` from being played, and everything no question of the pack would take."""
    script, pack = walk.script, world.pack
    if walk.guide not in pack.guides:
        near, known = closest(walk.guide, pack.guides), ", ".join(pack.guides)
        names = {"name": walk.guide[:81], "known": known}
        yield script.source.mistake("unknown-guide", ("guide",), near, **names)
    if walk.wallet is not None:
        yield from _unknown(script, "unknown-wallet", ("wallet",), walk.wallet, pack.wallets)
    yield from islice(mistakes_in(script, world, now=walk.now, can_ask=False), MAX_MISTAKES)


def mistakes_in(script: Script, world: World, *, now: datetime, can_ask: bool) -> Iterator[Mistake]:
    """Everything in `script` that no question of the pack would take, each with its place.

    `can_ask` is whether somebody is there to confirm what looks like a card number or a key.
    """
    steps = _asking(Same(world.pack))
    for key, written in script.steps.items():
        yield from _unknown(script, "unknown-answer-key", ("steps", key), key, steps)
        if key in steps:
            yield from _chosen(script, ("steps", key), written, steps[key])
    for key, written in script.fields.items():
        place, spec = ("fields", key), world.pack.fields.get(key)
        yield from _unknown(script, "unknown-answer-key", place, key, world.pack.fields)
        if spec is None or written is None or spec.kind == UNREAD:
            continue
        if isinstance(written, bool | list | dict):
            yield script.mistake("schema.string_type", place, found=str(written)[:60])
        elif spec.kind in ("choice", "evidence"):
            yield from _chosen(script, place, written, spec)
        elif problem := _typed_problem(script, key, spec, world, now, can_ask=can_ask):
            yield script.mistake("not-understood", place, name=key, problem=problem)
    for number, key in enumerate(script.confirm):
        yield from _unknown(script, "unknown-answer-key", ("confirm", number), key, script.fields)


def mistake_of(script: Script, error: UnansweredError | BadAnswerError) -> Mistake:
    """Why playing `script` stopped, at the answer that does; at the script where it lacks one."""
    key = error.key.removesuffix(FROM).rstrip("?")
    if isinstance(error, BadAnswerError):
        problem = error.problem
    elif error.key == key:
        return script.mistake("no-answer", key=key, question=error.question)
    elif error.key.endswith(FROM):
        problem = joined(words.counted_from_unknown(key))
    else:
        problem = joined(words.several(key, error.choices))
    return script.mistake("not-understood", script.place_of(key), name=key, problem=problem)


@lru_cache(maxsize=2)
def _asking(same: Same[Pack]) -> Mapping[str, Ask | AskMany | Try]:
    """The steps of a pack that ask something, by key: every walk of it is checked by them."""
    pack = same.value
    steps: dict[str, Ask | AskMany | Try] = {
        StepRef(guide, name).key: step
        for guide in pack.guides
        for name, step in pack.guides[guide].steps.items()
        if isinstance(step, Ask | AskMany | Try)
    }
    if pack.info.which_wallet is not None:
        steps[WALLET_KEY] = which_wallet(pack, pack.info.which_wallet)
    return steps


def _unknown(
    script: Script, code: str, place: Place, name: str, known: Iterable[str]
) -> Iterator[Mistake]:
    if name not in known:
        yield script.mistake(code, place, closest(name, known), name=short(name), known=few(known))


def _chosen(script: Script, place: Place, written: object, asked: Asked) -> Iterator[Mistake]:
    values, key = _values(asked), str(place[-1])
    if isinstance(asked, Ask | AskMany | FieldSpec) and not _options(asked):
        return  # They could not be read.
    items = written if isinstance(asked, AskMany) and isinstance(written, list) else [written]
    meant = [meant_by(i, values) if i is None or isinstance(i, str) else None for i in items]
    spelled = [written_as(value, values) for value in values]
    for item, value in zip(items, meant, strict=True):
        if value is None:
            written = item if isinstance(item, str) else str(item)[:MAX_NAME]
            names = {"name": short(written), "key": key, "known": ", ".join(spelled)}
            near = closest(written, spelled)
            yield script.mistake("unknown-answer-option", place, near, **names)
    if len(items) > 1 and Sign.UNKNOWN in meant:
        yield script.mistake("not-understood", place, name=key, problem=words.excluded())


def _options(asked: Ask | AskMany | FieldSpec) -> Iterable[str]:
    return asked.choices if isinstance(asked, FieldSpec) else asked.options


def _values(asked: Asked) -> tuple[Value, ...]:
    match asked:
        case Try():
            return (*get_args(TryResult), Sign.UNKNOWN)
        case FieldSpec():
            return (*asked.choices, Sign.UNKNOWN, Sign.SKIP)
        case Ask() | AskMany():
            return (*asked.options, Sign.UNKNOWN)


def _typed_problem(
    script: Script, key: str, spec: FieldSpec, world: World, now: datetime, *, can_ask: bool
) -> str:
    """Why a text cannot be kept. What it leaves open is asked, or told, when its turn comes."""
    written, confirmed = str(script.fields[key]), key in script.confirm
    entry = read_entry(written, spec, now=now, calendar=world.calendar, confirmed=confirmed)
    match entry:
        case NotUnderstood():
            return words.not_understood(entry, spec)
        case Refused(secret=secret):
            return words.refused(secret)
        case NotReference() if not can_ask:
            problem = words.no_reference()
        case Doubtful(doubt=doubt) if not can_ask:
            problem = words.doubtful(doubt)
        case _:
            return ""
    confirm = _("If it is what is asked for, write “confirm: [{name}]” in the file.")
    return joined([problem, confirm.format(name=key)])
