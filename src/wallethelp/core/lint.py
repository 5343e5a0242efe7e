"""What lets a pack run but leaves users worse off: told to authors, never to users."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from unicodedata import east_asian_width

from wallethelp.core.advice import Situation, advise, for_end
from wallethelp.core.citations import uncited
from wallethelp.core.duration import Calendar
from wallethelp.core.guide import Ask, AskMany, End, Try
from wallethelp.core.mistakes import Mistake, Place
from wallethelp.core.model import Pack, Wallet
from wallethelp.core.names import parts, references
from wallethelp.core.opening import OPENING_STEP
from wallethelp.core.text import Language, Text, folded

_A_WORKING_DAY = datetime(2026, 1, 5, 12, tzinfo=UTC)

PhraseBook = Mapping[Language, Mapping[str, Sequence[str]]]
"""What people type when they mean a guide, by language and guide."""


def lint(pack: Pack, phrases: PhraseBook, calendar: Calendar) -> Iterator[Mistake]:
    """What is never used, claimed twice, lacking for an end, or not said briefly enough."""
    for name in uncited(pack):
        yield _warning("uncited-fact", "facts.yaml", (name,), name=name)
    used = {
        name
        for _place, part in (*parts(pack.guides), *parts(pack.info))
        for _where, to, name in references(part)
        if to in ("field", "time", "placeholder")
    }
    for name in pack.fields.keys() - used:
        yield _warning("unused-field", "fields.yaml", (name,), name=name)
    yield from _claimed_twice(phrases)
    yield from _brief(pack)
    if len(pack.wallets) > 1 and pack.info.which_wallet is None:
        yield _warning("no-which-wallet", "pack.yaml", (), count=str(len(pack.wallets)))
    for name, guide in pack.guides.items():
        for step_name, step in guide.steps.items():
            if isinstance(step, End) and step.end in ("contact", "wait", "escalate"):
                place = ("steps", step_name, "needs")
                yield from _lacking(pack, step, f"guides/{name}.yaml", place, calendar)


def _warning(code: str, file: str, place: tuple[str | int, ...], **names: str) -> Mistake:
    return Mistake(code=code, file=file, place=place, names=names, is_warning=True)


_NOW: Mapping[Language, int] = {"zh": 60, "en": 70}
"""Two lines of a terminal of 40 columns."""
_SHORT: Mapping[Language, int] = {"zh": 16, "en": 24}
"""A row of a list, with its answer beside it, in a terminal of 40 columns."""


def _brief(pack: Pack) -> Iterator[Mistake]:
    """First advice and nouns for questions that are missing or too long."""
    asked = {"opening": pack.info.opening, "which_wallet": pack.info.which_wallet}
    for key, question in asked.items():
        if question is not None:
            yield from _short("pack.yaml", (key,), key, question.short)
    for name, guide in pack.guides.items():
        file = f"guides/{name}.yaml"
        if guide.now is None:
            yield _warning("no-first-advice", file, ("id",))
        else:
            for key, text in (("do", guide.now.do), ("avoid", guide.now.avoid)):
                yield from _too_wide(file, ("now", key), text, _NOW)
        for step_name, step in guide.steps.items():
            if isinstance(step, Ask | AskMany | Try) and step_name != OPENING_STEP:
                yield from _short(file, ("steps", step_name), step_name, step.short)


def _short(file: str, place: Place, name: str, text: Text | None) -> Iterator[Mistake]:
    if text is None:
        yield _warning("no-short", file, place, name=name)
    yield from _too_wide(file, (*place, "short"), text, _SHORT)


def _too_wide(
    file: str, place: Place, text: Text | None, limits: Mapping[Language, int]
) -> Iterator[Mistake]:
    for language, limit in limits.items():
        said = text.to(language) if text is not None else ""
        columns = sum(2 if east_asian_width(sign) in "FW" else 1 for sign in said)
        if columns > limit:
            names = {"columns": str(columns), "limit": str(limit), "language": language}
            yield _warning("too-wide", file, (*place, language), name=said, **names)


def _claimed_twice(phrases: PhraseBook) -> Iterator[Mistake]:
    for language, by_guide in phrases.items():
        claimed: dict[str, str] = {}
        for guide, written in by_guide.items():
            for number, phrase in enumerate(written):
                written = folded(phrase).casefold()
                other = claimed.setdefault(written, guide)
                if other != guide:
                    file = f"phrases/{language}/{guide}.yaml"
                    yield _warning("phrase-twice", file, (number,), name=phrase, other=other)


def _lacking(
    pack: Pack, end: End, file: str, place: tuple[str | int, ...], calendar: Calendar
) -> Iterator[Mistake]:
    given = for_end(end, _A_WORKING_DAY)
    for wallet in pack.wallets.values():
        if not _suited(wallet, given, calendar):
            shown = ", ".join(end.needs) or "-"
            yield _warning("lacks-channel", file, place, name=wallet.id, needs=shown)


def _suited(wallet: Wallet, given: Situation, calendar: Calendar) -> bool:
    """Whether some channel is left, and every need is met by one of those left."""
    left = [
        wallet.channels[r.channel] for r in advise(wallet.channels, given, calendar).recommended
    ]
    met = {need for channel in left for need in channel.suits}
    if any(channel.replies == "minutes" for channel in left):
        met.add("quick")
    return bool(left) and set(given.needs) <= met
