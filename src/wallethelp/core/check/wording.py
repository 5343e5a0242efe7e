"""The texts of a pack, each looked at once, where it is written."""

from collections.abc import Collection, Iterator

from wallethelp.core.check.braces import wrong_braces
from wallethelp.core.check.plain_texts import Measure, hard, numbers_in, unstated
from wallethelp.core.check.unsafe_texts import unsafe, unsafe_fact, unsafe_source
from wallethelp.core.conditions import FieldIs
from wallethelp.core.duration import Length
from wallethelp.core.guide import FollowUp, Guide
from wallethelp.core.mistakes import Mistake, put
from wallethelp.core.model import Pack
from wallethelp.core.names import parts, references
from wallethelp.core.onward import Letter, NextStep, Patience
from wallethelp.core.pack_files import PACK, by_file
from wallethelp.core.shape import UNREAD
from wallethelp.core.text import Text
from wallethelp.core.texts import Found, texts_in

_LENGTHS = ("after", "younger_than", "older_than", "within", "wait", "far", "answer_in", "yields")


def wording(pack: Pack, unread: Collection[str]) -> Iterator[Mistake]:
    """What is wrong with the texts of a pack, or hard to follow in them.

    Shared wording is looked at where it is written. Of numbers nothing is said where facts are
    `unread`.
    """
    files = by_file(pack)
    facts = "\n".join(f"{fact.claim.zh}\n{fact.claim.en}" for fact in pack.facts.values())
    for file, value in files.items():
        more = value.texts if isinstance(value, Guide) else {}
        own = {*pack.info.texts.values(), *more.values()}
        # What all guides may say is cited where they say it.
        stated = _stated(pack, value if file != PACK else files)
        numbers = numbers_in(stated) | _counted(value)
        for place, part in parts(value):
            yield from put(file, place, unsafe_source(part))
        for found in texts_in(value):
            if UNREAD in (found.text.zh, found.text.en):
                continue
            yield from put(
                file, (), _in_text(found, pack, file, own, facts, numbers, is_read=not unread)
            )


def _in_text(
    found: Found,
    pack: Pack,
    file: str,
    shared: Collection[Text],
    facts: str,
    numbers: frozenset[Measure],
    *,
    is_read: bool,
) -> Iterator[Mistake]:
    if found.place[0] == "texts" and file.startswith(("pack.", "guides/")):
        found = Found(found.place, found.text, "placeholder")
    elif found.text in shared:
        if found.sort is None:
            yield from wrong_braces(found, pack.fields)
        return
    yield from wrong_braces(found, pack.fields)
    if file == "facts.yaml":
        yield from unsafe_fact(found)
    else:
        yield from unsafe(found, facts)
        yield from hard(found, pack.info.languages)
        if is_read:
            yield from unstated(found, numbers)


def _stated(pack: Pack, value: object) -> str:
    """What the facts say that are cited anywhere in a file."""
    cited = {
        name for _place, part in parts(value) for _at, to, name in references(part) if to == "fact"
    }
    facts = (pack.facts[name] for name in cited if name in pack.facts)
    return "\n".join(f"{fact.claim.zh}\n{fact.claim.en}" for fact in facts)


def _counted(value: object) -> frozenset[Measure]:
    """The lengths of time that a file itself counts with, and the amounts it compares with."""
    found: set[Measure] = set()
    for _place, part in parts(value):
        if isinstance(part, FieldIs | FollowUp | Patience | NextStep | Letter):
            for name in _LENGTHS:
                length = getattr(part, name, None)
                if isinstance(length, Length):
                    found.add((str(length.count), str(length.unit)))
            for name in ("below", "above"):
                found |= numbers_in(str(getattr(part, name, None)))
    return frozenset(found)
