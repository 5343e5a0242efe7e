"""What lets a pack run but leaves users worse off: told to authors, never to users."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from wallethelp.core.advice import Situation, advise, for_end
from wallethelp.core.citations import uncited
from wallethelp.core.duration import Calendar
from wallethelp.core.guide import End
from wallethelp.core.mistakes import Mistake
from wallethelp.core.model import Pack, Wallet
from wallethelp.core.names import parts, references
from wallethelp.core.text import Language, folded

_A_WORKING_DAY = datetime(2026, 1, 5, 12, tzinfo=UTC)

PhraseBook = Mapping[Language, Mapping[str, Sequence[str]]]
"""What people type when they mean a guide, by language and guide."""


def lint(pack: Pack, phrases: PhraseBook, calendar: Calendar) -> Iterator[Mistake]:
    """Facts nothing cites, fields nobody uses, phrases claimed twice, channels that are lacking."""
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
    for name, guide in pack.guides.items():
        for step_name, step in guide.steps.items():
            if isinstance(step, End) and step.end in ("contact", "wait", "escalate"):
                place = ("steps", step_name, "needs")
                yield from _lacking(pack, step, f"guides/{name}.yaml", place, calendar)


def _warning(code: str, file: str, place: tuple[str | int, ...], **names: str) -> Mistake:
    return Mistake(code=code, file=file, place=place, names=names, is_warning=True)


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
