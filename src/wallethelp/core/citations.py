"""Where each fact of a pack reaches a user."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from wallethelp.core.case import Case
from wallethelp.core.guide import Decide, End, Tell
from wallethelp.core.model import Pack
from wallethelp.core.opening import OPENING_STEP
from wallethelp.core.questions import step_at


class Citation(Struct, frozen=True, kw_only=True):
    """One place that cites a fact: `step guide/step`, `now guide`, `channel wallet/channel` …"""

    kind: str
    place: str


class Trace(Struct, frozen=True, kw_only=True):
    """A fact with the places that cite it, and a walk that reaches one; None where none does."""

    fact: str
    citations: tuple[Citation, ...]
    walk: str | None


def citations_of(pack: Pack) -> dict[str, tuple[Citation, ...]]:
    """Every place that cites a fact, by fact; a fact nobody cites is missing."""
    found: dict[str, list[Citation]] = defaultdict(list)
    for kind, place, facts in _citing(pack):
        for fact in facts:
            found[fact].append(Citation(kind=kind, place=place))
    return {fact: tuple(dict.fromkeys(places)) for fact, places in found.items()}


def _citing(pack: Pack) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    yield "opening", "pack.yaml", pack.info.opening.facts
    yield "notice", "pack.yaml", pack.info.safety_facts
    for name, wallet in pack.wallets.items():
        for channel_name, channel in wallet.channels.items():
            yield "channel", f"{name}/{channel_name}", channel.facts
    yield from (("rung", name, rung.facts) for name, rung in pack.ladder.items())
    yield from (("tip", name, tip.facts) for name, tip in pack.tips.items())
    yield from _onward(pack)
    for name, guide in pack.guides.items():
        if guide.now is not None:
            yield "now", name, guide.now.facts
        for step_name, step in guide.steps.items():
            if step_name != OPENING_STEP:
                yield "step", f"{name}/{step_name}", step.facts


def _onward(pack: Pack) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What is done after a contact, its messages, and how long somebody is waited for."""
    if pack.onward is not None:
        yield from (("after", name, step.facts) for name, step in pack.onward.steps.items())
        yield from (("letter", name, one.facts) for name, one in pack.onward.letters.items())
        for name, statement in pack.onward.statements.items():
            yield from (("statement", name, one.facts) for one in statement.asks)
        for one in pack.onward.patience:
            yield "patience", one.at[0], () if one.basis == "ours" else (one.basis,)


def uncited(pack: Pack) -> tuple[str, ...]:
    """The facts nothing cites, those of context only left out."""
    cited = citations_of(pack)
    return tuple(
        name for name, fact in pack.facts.items() if name not in cited and not fact.context_only
    )


def traces_of(pack: Pack, taken: Mapping[str, Case]) -> tuple[Trace, ...]:
    """For each fact where it is cited, and one of the walks `taken` (by name) that shows it."""
    reached: dict[Citation, str] = {}
    for walk, case in taken.items():
        for citation in shown_by(pack, case):
            reached.setdefault(citation, walk)
    cited = citations_of(pack)
    return tuple(
        Trace(
            fact=name,
            citations=cited.get(name, ()),
            walk=next((reached[c] for c in cited.get(name, ()) if c in reached), None),
        )
        for name, fact in pack.facts.items()
        if not fact.context_only
    )


def shown_by(pack: Pack, case: Case) -> Iterable[Citation]:
    """The places a person passes, or is shown, on the way to `case`."""
    yield Citation(kind="notice", place="pack.yaml")
    for ref in case.passed:
        if ref.step == OPENING_STEP:
            yield Citation(kind="opening", place="pack.yaml")
        else:
            yield Citation(kind="step", place=f"{ref.guide}/{ref.step}")
            # The first advice of a guide stands before its first question.
            if not isinstance(step_at(pack, ref), Decide | Tell | End):
                yield Citation(kind="now", place=ref.guide)
    wallet = case.channels_of
    for ranked in (*case.advice.recommended, *case.advice.ruled_out):
        yield Citation(kind="channel", place=f"{wallet}/{ranked.channel}")
    for rung in case.rungs:
        yield Citation(kind="rung", place=rung)
    for tip in case.tip_names:
        yield Citation(kind="tip", place=tip)
