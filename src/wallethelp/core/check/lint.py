"""What lets a pack run but leaves users worse off: told to authors, never to users."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from unicodedata import east_asian_width

from msgspec.structs import replace

from wallethelp.core.advice import Situation, advise, for_end
from wallethelp.core.citations import uncited
from wallethelp.core.duration import Calendar
from wallethelp.core.guide import Ask, AskMany, End, Option, Try
from wallethelp.core.mistakes import Mistake, Place, put, warning
from wallethelp.core.model import FieldOption, Pack, Wallet
from wallethelp.core.named_conditions import unused_conditions
from wallethelp.core.names import parts, references
from wallethelp.core.opening import OPENING_STEP
from wallethelp.core.text import Language, Text, folded

_A_WORKING_DAY = datetime(2026, 1, 5, 12, tzinfo=UTC)

PhraseBook = Mapping[Language, Mapping[str, Sequence[str]]]
"""What people type when they mean a guide, by language and guide: its title, the phrases in its own
file, and those beside it."""


def lint(
    pack: Pack, phrases: PhraseBook, calendar: Calendar, *, broken: Collection[str] = ()
) -> Iterator[Mistake]:
    """What is never used, claimed twice, lacking for an end, or not said briefly enough.

    Of what is in `broken` files only that is looked at which does not rest on all of it.
    """
    yield from put("facts.yaml", (), (warning("uncited-fact", n, name=n) for n in uncited(pack)))
    used = {
        name
        for _place, part in (*parts(pack.guides), *parts(pack.info))
        for _where, to, name in references(part)
        if to in ("field", "time", "placeholder")
    }
    for name in pack.fields:
        if name not in used:
            yield from put("fields.yaml", (), [warning("unused-field", name, name=name)])
    yield from unused_conditions(pack)
    yield from _claimed_twice(pack, phrases)
    if "pack.yaml" not in broken:
        yield from _found_in_one_language(pack, phrases)
    spoken = (None, *pack.info.languages)
    yield from (one for one in _brief(pack) if one.names.get("language") in spoken)
    if len(pack.wallets) > 1 and pack.info.which_wallet is None:
        count = str(len(pack.wallets))
        yield from put("pack.yaml", (), [warning("no-which-wallet", count=count)])
    yield from _without_message(pack)
    yield from _lacking(pack, calendar, broken)


# --- what is missing, or too long -----------------------------------------------------------------

_NOW: Mapping[Language, int] = {"zh": 60, "en": 70}
"""Two lines of a terminal of 40 columns."""
_SHORT: Mapping[Language, int] = {"zh": 16, "en": 24}
"""A row of a list, with its answer beside it, in a terminal of 40 columns."""
_LABEL: Mapping[Language, int] = {"zh": 40, "en": 40}
"""A row of a terminal of 40 columns."""


def _brief(pack: Pack) -> Iterator[Mistake]:
    """First advice and nouns for questions that are missing, or too long; labels that are."""
    for key, question in (("opening", pack.info.opening), ("which_wallet", pack.info.which_wallet)):
        if question is not None:
            yield from put("pack.yaml", (key,), _short(key, question.short))
    yield from put("pack.yaml", ("opening",), _labels(pack.info.opening.options))
    for name, spec in pack.fields.items():
        yield from put("fields.yaml", (name,), _label(spec.label))
        yield from put("fields.yaml", (name,), _labels(spec.options))
    for name, guide in pack.guides.items():
        file = f"guides/{name}.yaml"
        if guide.now is None:
            yield from put(file, ("id",), [warning("no-first-advice")])
        else:
            yield from put(file, ("now", "do"), _too_wide(guide.now.do, _NOW))
            yield from put(file, ("now", "avoid"), _too_wide(guide.now.avoid, _NOW))
        for step_name, step in guide.steps.items():
            place = ("steps", step_name)
            if isinstance(step, Ask | AskMany | Try) and step_name != OPENING_STEP:
                yield from put(file, place, _short(step_name, step.short))
            if isinstance(step, Ask | AskMany) and step_name != OPENING_STEP:
                yield from put(file, place, _labels(step.options))


def _short(name: str, text: Text | None) -> Iterator[Mistake]:
    if text is None:
        yield warning("no-short", name=name)
    yield from put("", ("short",), _too_wide(text, _SHORT))


def _labels(options: Mapping[str, Option] | Mapping[str, FieldOption]) -> Iterator[Mistake]:
    for name, option in options.items():
        yield from put("", ("options", name), _label(option.label))


def _label(text: Text) -> Iterator[Mistake]:
    return put("", ("label",), _too_wide(text, _LABEL))


def _too_wide(text: Text | None, limits: Mapping[Language, int]) -> Iterator[Mistake]:
    for language, limit in limits.items():
        said = text.to(language) if text is not None else ""
        # No letter takes more than two columns.
        if 2 * len(said) <= limit:
            continue
        columns = sum(2 if east_asian_width(sign) in "FW" else 1 for sign in said)
        if columns > limit:
            names = {"columns": str(columns), "limit": str(limit), "language": language}
            yield warning("too-wide", language, name=said, **names)


def _without_message(pack: Pack) -> Iterator[Mistake]:
    for name, guide in pack.guides.items():
        for step_name, step in guide.steps.items():
            if isinstance(step, End) and step.end == "contact" and step.request is None:
                found = warning("no-message", "steps", step_name, "end")
                yield from put(f"guides/{name}.yaml", (), [found])


# --- phrases --------------------------------------------------------------------------------------


def _claimed_twice(pack: Pack, phrases: PhraseBook) -> Iterator[Mistake]:
    for language, by_guide in phrases.items():
        claimed: dict[str, tuple[str, int]] = {}
        for guide, written in by_guide.items():
            for number, phrase in enumerate(written):
                same = folded(phrase).casefold()
                other, at = claimed.setdefault(same, (guide, number))
                if other != guide:
                    found = _phrase(pack, language, guide, number)
                    before = _phrase(pack, language, other, at)
                    # It is told where phrases are gathered, rather than at a title.
                    if _kind(found) < _kind(before):
                        found, before, other = before, found, guide
                    names = {"name": phrase, "other": other}
                    yield replace(found, names=names, also=(replace(before, names=names),))


def _found_in_one_language(pack: Pack, phrases: PhraseBook) -> Iterator[Mistake]:
    """Guides that have phrases in some language of the pack, and none but the title in another."""
    for name in pack.guides:
        none = [
            language for language, by_guide in phrases.items() if len(by_guide.get(name, ())) < 2
        ]
        if len(none) < len(phrases):
            found = (warning("no-phrases", "phrases", language=language) for language in none)
            yield from put(f"guides/{name}.yaml", (), found)


def _kind(phrase: Mistake) -> tuple[bool, bool]:
    return phrase.file.startswith("phrases/"), phrase.place[0] != "title"


def _phrase(pack: Pack, language: Language, guide: str, number: int) -> Mistake:
    """Where a phrase of a guide stands: what is counted are title, own phrases, those beside."""
    file = f"guides/{guide}.yaml"
    own = len(getattr(pack.guides[guide].phrases, language)) if guide in pack.guides else -1
    place: Place = ("title", language) if number == 0 else ("phrases", language, number - 1)
    if number > own:
        file, place = f"phrases/{language}/{guide}.yaml", (number - own - 1,)
    return Mistake(code="phrase-twice", file=file, place=place, is_warning=True)


# --- channels -------------------------------------------------------------------------------------


def _lacking(pack: Pack, calendar: Calendar, broken: Collection[str]) -> Iterator[Mistake]:
    """Ends for which a wallet has no channel: told at the wallet where it is several of its own."""
    wallets = [w for name, w in pack.wallets.items() if f"wallets/{name}.yaml" not in broken]
    at_ends: dict[str, list[Mistake]] = defaultdict(list)
    for name, guide in pack.guides.items():
        file = f"guides/{name}.yaml"
        for step_name, step in guide.steps.items() if file not in broken else ():
            if isinstance(step, End) and step.end in ("contact", "wait", "escalate"):
                given = for_end(step, _A_WORKING_DAY)
                for wallet in wallets:
                    if not _suited(wallet, given, calendar):
                        names = {"name": wallet.id, "needs": ", ".join(step.needs) or "-"}
                        found = warning("lacks-channel", "steps", step_name, "needs", **names)
                        at_ends[wallet.id].append(replace(found, file=file))
    by_end: dict[tuple[str, Place], list[Mistake]] = defaultdict(list)
    for wallet_id, missing in at_ends.items():
        if len(missing) > 1 and not 1 < len(wallets) == len(at_ends):
            names = {"name": wallet_id, "needs": _needs(missing)}
            found = warning("lacks-channel", "channels", **names)
            yield replace(found, file=f"wallets/{wallet_id}.yaml", also=tuple(missing))
        else:
            for one in missing:
                by_end[one.file, one.place].append(one)
    for same in by_end.values():
        names = {**same[0].names, "name": ", ".join(one.names["name"] for one in same)}
        yield replace(same[0], names=names)


def _needs(found: Sequence[Mistake]) -> str:
    needs = (need for one in found for need in one.names["needs"].split(", "))
    return ", ".join(dict.fromkeys(needs))


def _suited(wallet: Wallet, given: Situation, calendar: Calendar) -> bool:
    """Whether some channel is left, and every need is met by one of those left."""
    left = [
        wallet.channels[r.channel] for r in advise(wallet.channels, given, calendar).recommended
    ]
    met = {need for channel in left for need in channel.suits}
    if any(channel.replies == "minutes" for channel in left):
        met.add("quick")
    return bool(left) and set(given.needs) <= met
