"""What a session came to: a value that every export shows in its own way."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Literal

from msgspec import Struct

from wallethelp.core.advice import Advice, advise, situation
from wallethelp.core.conditions import Known, holds
from wallethelp.core.duration import Length
from wallethelp.core.guide import Ask, AskMany, End, Option, Outcome, Region, Try, targets
from wallethelp.core.model import ChannelKind, FieldSpec, Pack, Tip
from wallethelp.core.questions import StepRef, fits_field, step_at
from wallethelp.core.session import AtEnd, Path, Session, Visit, World, follow
from wallethelp.core.text import Text
from wallethelp.core.values import (
    Detail,
    Key,
    Picked,
    Reply,
    Skipped,
    Tried,
    Unknown,
    moment_in,
)
from wallethelp.core.which_wallet import WALLET_KEY

ItemState = Literal["have", "missing", "later", "cannot", "unknown"]
TriedResult = Literal["fixed", "not-fixed", "not-tried", "unknown"]


class UnfinishedError(ValueError):
    """The session has not reached an outcome."""


class Told(Struct, frozen=True, kw_only=True):
    """A question with its answer; `options` are those chosen, empty for “I don't know”."""

    key: Key
    question: Text
    short: Text
    """The question as a noun, where it has one."""
    reply: Reply
    options: tuple[Option, ...]


class TriedCheck(Struct, frozen=True, kw_only=True):
    """A check with its result; `words` are those the guide has for it, if it has any."""

    key: Key
    what: Text
    says: Text | None
    result: TriedResult
    words: Text | None


class Item(Struct, frozen=True, kw_only=True):
    """A detail or piece of evidence to have at hand."""

    field: Key
    spec: FieldSpec
    state: ItemState
    detail: Detail | None = None


class Appointment(Struct, frozen=True, kw_only=True):
    """When to follow up. `basis` is `promise`, `ours` or a fact's id."""

    at: datetime
    basis: Key
    estimated: bool = False
    region: Region | None = None
    """Where the person said they are; elsewhere than in the mainland, weekdays are counted."""


class Case(Struct, frozen=True, kw_only=True):
    """One finished session, with everything a reader needs; still in both languages."""

    session: Session
    end: End
    ref: StepRef
    finished: datetime
    because: tuple[Key, ...]
    """Keys of the answers that decided the outcome."""
    actions: tuple[Text, ...]
    rungs: tuple[Key, ...]
    """Who comes after support, where the person is."""
    tip_names: tuple[Key, ...]
    tips: tuple[Text, ...]
    passed: tuple[StepRef, ...]
    channels_of: Key | None
    """The wallet whose channels are advised."""
    told: tuple[Told, ...]
    tried: tuple[TriedCheck, ...]
    bring: tuple[Item, ...]
    advice: Advice
    replies: dict[Key, Reply]
    says: tuple[Text, ...]
    appointment: Appointment | None
    follow_up_guide: Key | None
    facts: tuple[Key, ...]
    region: Region | None = None
    """Where the person said they are."""

    @property
    def outcome(self) -> Outcome:
        """What kind of end it is."""
        return self.end.end


def case_of(world: World, session: Session) -> Case:
    """The case a finished session comes to; only answers on the path count.

    Depends on nothing but its arguments: the same session gives the same case at any time.
    Raises UnfinishedError.
    """
    path = follow(world, session)
    if not isinstance(path.position, AtEnd):
        raise UnfinishedError(session.guide)
    end = path.position.end
    added = _added(world, session, path, end)
    finished = max((a.time for a in session.answers), default=session.started)
    wallet = world.pack.advising(session.about)
    channels = wallet.channels if wallet is not None and _turns_to_support(end) else {}
    given = situation(path.visits, end, finished, can_call=session.can_call)
    advice = advise(channels, given, world.calendar)
    told = tuple(_told(path))
    kind = channels[advice.best.channel].kind if advice.best is not None else None
    tips = _tips(world, end, kind, session.about, at_risk=_at_risk(world, path, end))
    cited = (*_facts(world, path), *(fact for tip in tips.values() for fact in tip.facts))
    return Case(
        session=session,
        end=end,
        ref=path.position.ref,
        finished=finished,
        because=tuple(_because(path)),
        actions=actions_at(world, session, path),
        rungs=world.pack.rungs_for(region_of(path), end.rungs),
        tip_names=tuple(tips),
        tips=tuple(tip.text for tip in tips.values()),
        passed=path.passed,
        channels_of=wallet.id if wallet is not None else None,
        told=told,
        tried=tuple(_tried(path)),
        bring=tuple(_bring(world, path, end, added)) if end.end != "resolved" else (),
        advice=advice,
        replies=path.replies | added,
        says=tuple(_says(told, path)),
        appointment=_appointment(world, path, end, finished),
        follow_up_guide=end.follow_up.next.guide
        if end.follow_up is not None and end.follow_up.next is not None
        else None,
        facts=tuple(dict.fromkeys(cited)),
        region=region_of(path),
    )


FRESH = timedelta(days=365)
"""After this a source may say something else: an offline copy ages without a word."""


def aged_since(case: Case, pack: Pack) -> date | None:
    """When the oldest source of the advice was read, if that was over a year before the case."""
    cited = [*case.facts, *(name for rung in case.rungs for name in pack.ladder[rung].facts)]
    oldest = min((pack.facts[name].read_on for name in cited), default=None)
    is_old = oldest is not None and case.finished.date() - oldest > FRESH
    return oldest if is_old else None


def region_of(path: Path) -> Region | None:
    """Where the person said they are, or None."""
    named = (option.region for visit in path.visits for option in visit.options if option.region)
    return next(named, None)


def _turns_to_support(end: End) -> bool:
    """Whether a channel of the wallet has a part in it: not where somebody else is asked."""
    if end.request is not None:
        return end.end != "resolved" and "support" in end.request.asks
    return end.end not in ("resolved", "emergency")


MOST_TIPS = 4
"""More would be a wall of text."""


def _at_risk(world: World, path: Path, end: End) -> bool:
    """Whether an answer, the outcome or the emergency guide says that a thief may be at work."""
    # Who does not know has chosen no option: there the outcome alone says how urgent it is.
    chosen = (option.at_risk for visit in path.visits for option in visit.options)
    return (
        any(chosen)
        or "urgent" in end.needs
        or any(ref.guide == world.pack.info.emergency for ref in path.passed)
    )


def _tips(
    world: World, end: End, kind: ChannelKind | None, wallet: str | None, *, at_risk: bool
) -> dict[str, Tip]:
    """Advice on talking to support that fits the outcome, the first channel and the wallet."""
    if end.request is None or kind is None:
        return {}
    fitting = {
        name: tip
        for name, tip in world.pack.tips.items()
        if (not tip.outcomes or end.end in tip.outcomes)
        and (not tip.channels or kind in tip.channels)
        and (not tip.wallets or wallet in tip.wallets)
        and (tip.at_risk or not at_risk)
    }
    return dict(list(fitting.items())[:MOST_TIPS])


def actions_at(world: World, session: Session, path: Path) -> tuple[Text, ...]:
    """What to do now at the end of `path`, in order; empty while there is no outcome."""
    if not isinstance(path.position, AtEnd):
        return ()
    now = max((visit.answer.time for visit in path.visits), default=session.started)
    known = Known(replies=path.replies, wallet=session.about, now=now, calendar=world.calendar)
    guide, end = path.position.ref.guide, path.position.end
    actions = tuple(
        action.text
        for action in end.do
        if action.when is None or holds(action.when, known, guide=guide) is not False
    )
    no_calls = world.pack.info.no_calls
    is_called = end.end in ("emergency", "escalate")
    if session.can_call or no_calls is None or not is_called:
        return actions
    return no_calls, *actions


def _says(told: tuple[Told, ...], path: Path) -> Iterator[Text]:
    for item in told:
        if _is_said(item.key, path):
            yield from (option.says for option in item.options if option.says is not None)


def _is_said(key: Key, path: Path) -> bool:
    """Whether a message has what was answered to `key`; of other guides, not what is retold."""
    position = path.position
    if not isinstance(position, AtEnd) or key.startswith(f"{position.ref.guide}/"):
        return True
    fields = ((v.question.field, v.answer.reply) for v in path.visits)
    retold = any(f is not None and f.retells and isinstance(r, Detail) for f, r in fields)
    # The bank or the police need to hear of the emergency only, not of what led to the guide.
    return position.end.end != "emergency" and not retold


def _told(path: Path) -> Iterator[Told]:
    for visit in path.visits:
        step, reply = visit.question.step, visit.answer.reply
        # Which wallet it is stands in the title, not among what happened.
        if isinstance(step, Ask | AskMany) and visit.answer.key != WALLET_KEY:
            question = step.ask if isinstance(step, Ask) else step.ask_many
            yield Told(
                key=visit.answer.key,
                question=question,
                short=step.short or question,
                reply=reply,
                options=visit.options,
            )


def _tried(path: Path) -> Iterator[TriedCheck]:
    for visit in path.visits:
        step, reply = visit.question.step, visit.answer.reply
        if isinstance(step, Try):
            result: TriedResult = reply.result if isinstance(reply, Tried) else "unknown"
            yield TriedCheck(
                key=visit.answer.key,
                what=step.try_,
                says=step.says if _is_said(visit.answer.key, path) else None,
                result=result,
                words=step.results.get(reply.result) if isinstance(reply, Tried) else None,
            )


def _added(world: World, session: Session, path: Path, end: End) -> dict[Key, Reply]:
    """What was told after the outcome, as far as the case has a place for it."""
    asked = (visit.answer.key for visit in path.visits if visit.question.field is not None)
    places = {*asked, *end.bring}
    fitting = {a.key: a.reply for a in session.added if a.key in places}
    return {
        key: reply
        for key, reply in fitting.items()
        if isinstance(reply, Detail) and fits_field(world.pack.fields[key], reply)
    }


def _bring(world: World, path: Path, end: End, added: Mapping[Key, Reply]) -> Iterator[Item]:
    seen: set[str] = set()
    name_field = world.pack.wallet_name_field
    for visit in path.visits:
        # The name of the wallet is no detail of what happened.
        if visit.question.field is not None and visit.answer.key != name_field:
            item = _item(visit, added.get(visit.answer.key, visit.answer.reply))
            if item is not None:
                seen.add(visit.answer.key)
                yield item
    for name in end.bring:
        if name not in seen:
            spec = world.pack.fields[name]
            told = _told_item(name, spec, added.get(name))
            yield told or Item(field=name, spec=spec, state="missing")


def _told_item(key: Key, spec: FieldSpec, reply: Reply | None) -> Item | None:
    """The item where something was told of it; None else."""
    match reply:
        case Detail(value=Picked(option=option)) if spec.kind == "evidence":
            states: dict[str, ItemState] = {"have": "have", "later": "later", "cannot": "cannot"}
            return Item(field=key, spec=spec, state=states[option])
        case Detail():
            return Item(field=key, spec=spec, state="have", detail=reply)
        case _:
            return None


def _item(visit: Visit, reply: Reply) -> Item | None:
    spec, key = visit.question.field, visit.answer.key
    if spec is None:
        return None
    told = _told_item(key, spec, reply)
    if told is not None:
        return told
    match reply:
        case Unknown() if not visit.question.required:
            return Item(field=key, spec=spec, state="unknown")
        case Skipped() if not visit.question.required:
            return None
        case _:
            return Item(field=key, spec=spec, state="missing")


FAR = Length(count=10, unit="working day")
"""How far ahead a promise is worth waiting for: our suggestion, as the guides say it (`within`)."""


def _appointment(world: World, path: Path, end: End, finished: datetime) -> Appointment | None:
    """What somebody promised comes before what we suggest: docs/design.md#when-to-follow-up.

    Of several promises, the one the outcome names counts (`until`), else the first to run out. One
    for a day that is FAR is no reason to do nothing until then.
    """
    if end.end == "resolved":
        return None
    times = {
        key: moment.latest
        for key, reply in path.replies.items()
        if (moment := moment_in(reply)) is not None
    }
    promised = {
        name: at
        for name, at in times.items()
        if world.pack.fields[name].direction == "future" and at > finished
    }
    if end.follow_up is not None:
        far = FAR.after(finished, world.calendar)
        promised = {name: at for name, at in promised.items() if at <= far}
    if promised:
        first = min(promised.values())
        return Appointment(at=promised.get(end.until or "", first), basis="promise")
    if end.follow_up is None:
        return None
    start = times.get(end.follow_up.from_ or "", finished)
    region = region_of(path)
    calendar = world.calendar_in(region)
    at = end.follow_up.after.after(start, calendar)
    counted = end.follow_up.after.unit == "working day"
    estimated = counted and (
        calendar.is_estimated(at.date()) or calendar.is_estimated(finished.date())
    )
    return Appointment(at=at, basis=end.follow_up.basis, estimated=estimated, region=region)


def _because(path: Path) -> Iterator[str]:
    """The answers that chose the way: by themselves, or because a `decide` looked at them."""
    for visit in path.visits:
        if len(set(targets(visit.question.step))) > 1 or visit.answer.key in path.looked_at:
            yield visit.answer.key


def _facts(world: World, path: Path) -> Iterator[str]:
    for ref in path.passed:
        yield from step_at(world.pack, ref).facts
