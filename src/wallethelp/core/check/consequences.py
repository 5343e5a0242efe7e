"""One mistake, one message: what only follows from another mistake is not told beside it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from wallethelp.core.check.copies import copies_as_one
from wallethelp.core.check.defined import defined, mentioned
from wallethelp.core.check.laid import Laid
from wallethelp.core.mistakes import Mistake, Place, Unsure
from wallethelp.core.model import Pack

_FILES = ("pack", "fields", "facts", "ladder", "contacts", "tips", "wallets", "guides", "phrases")
_LACKING = ("no-short", "no-first-advice", "no-message", "no-which-wallet")
"""That something is not there may be a slip of the pen in the name of what is."""
_NEEDLESS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("fields.yaml", "unused-field"): ("field",),
    ("facts.yaml", "uncited-fact"): ("fact",),
    ("", "unused-condition"): ("condition",),
    ("contacts.yaml", "unreachable"): ("onward", "letter"),
}
"""By the file, or that of any, and what is needless in it: which names would use it."""
_UNREADABLE = (
    "missing-file",
    "unreadable",
    "empty",
    "syntax",
    "tab",
    "indentation",
    "no-space",
    "full-width",
    "bracket-open",
    "quote-in-text",
    "quote-open",
    "comment-in-text",
    "prose-in-flow-style",
    "colon-in-text",
    "not-utf8",
    "too-big",
    "too-deep",
    "too-many-values",
)
"""Of a file with one of these nothing else is known."""
_UNFIT = ("schema.", "full-width")
"""What does not have its form, by how its code begins."""
_ABOUT_FIELDS = ("wrong-comparison", "unknown-option", "unknown-answer-option", "not-understood")
_IN_TEXTS = ("brace-open", "placeholder-one-language", "placeholder-not-here", "undivided-list")
_LONG_IDS = (
    "schema.string_too_long",
    "schema.string_pattern_mismatch",
    "schema.fact_id",
    "schema.basis",
)
_ANYWHERE = ("schema.missing", "schema.extra_forbidden")
"""They stand at a record, and say nothing of what else is in it."""


class Name(NamedTuple):
    """A name that is not there: what it would name, where it would have to be, and the name."""

    sort: str
    scope: str
    name: str


def in_order(found: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """The worst first, then what others rest on, then by line."""
    return tuple(sorted(found, key=lambda m: (m.is_warning, _rank(m.file), m.file, m.line)))


def _rank(file: str) -> int:
    first = file.split("/")[0].removesuffix(".yaml")
    return _FILES.index(first) if first in _FILES else len(_FILES)


def settled(
    found: Sequence[Mistake], pack: Pack, unsure: Unsure, laid: Laid | None = None
) -> list[Mistake]:
    """`found` without what follows from another of its mistakes.

    A name that is not there is told once, with every place that has it. Where several places name
    what is not there, and what is there is named nowhere, it is told where that is written: in a
    pack `laid` over another only where its author wrote it.
    """
    missing: dict[Name, list[Mistake]] = defaultdict(list)
    others: list[Mistake] = []
    for one in copies_as_one(tuple(_of_their_own(found)), pack):
        name = name_missing(one)
        if name is not None:
            missing[name].append(one)
        else:
            others.append(one)
    slips = {(one.file, one.place[:-1]) for one in others if one.code == "schema.extra_forbidden"}
    slips |= {(one.file, one.place) for one in others if one.code == "schema.missing"}
    is_explained = _Explained(others, missing, unsure)
    return [
        *_missing(missing, pack, laid),
        *(
            one
            for one in _joined(others)
            if not (one.code in _LACKING and slips & {(one.file, p) for p in _around(one)})
            and not is_explained(one)
        ),
    ]


def _of_their_own(found: Sequence[Mistake]) -> Iterator[Mistake]:
    """Each mistake once, without those of a part that does not have its form."""
    lost = {one.file for one in found if _hides_its_file(one)}
    unfit: dict[str, set[Place]] = defaultdict(set)
    for one in found:
        if one.code.startswith(_UNFIT) and one.code not in _ANYWHERE:
            unfit[one.file].add(one.place)
    fields = {str(place[0]) for place in unfit["fields.yaml"] if place}
    fields |= {
        one.names.get("name", "")
        for one in found
        if one.file == "fields.yaml" and one.code == "double-key"
    }
    unfit_lines = {
        (one.file, one.line) for one in found if one.code.startswith(_UNFIT) and one.line
    }
    uncited = {one.file for one in found if one.code == "unknown-fact"}
    seen: set[tuple[str, str, Place, str]] = set()
    for one in found:
        key = (one.code, one.file, one.place or (one.line, one.column), str(one.names))
        is_unfit = one.code.startswith(_UNFIT)
        within = (one.place[:end] for end in range(len(one.place) + 1))
        if key in seen or (one.file in lost and not _hides_its_file(one)):
            continue
        if not is_unfit and not unfit[one.file].isdisjoint(within):
            continue
        if one.code in _IN_TEXTS and (one.file, one.line) in unfit_lines:
            continue
        if one.code == "unstated-number" and one.file in uncited:
            continue
        if one.code in _ABOUT_FIELDS and one.names.get("of", one.names.get("name")) in fields:
            continue
        seen.add(key)
        yield one


def _hides_its_file(one: Mistake) -> bool:
    return one.code in _UNREADABLE and not one.place and not one.is_warning


def _joined(found: Sequence[Mistake]) -> Iterator[Mistake]:
    """`found`, where an id that is no id is told once, at its first place."""
    same: dict[tuple[str, str], list[Mistake]] = defaultdict(list)
    for one in in_order(found):
        if one.code in _LONG_IDS:
            same[_name_of(one)].append(one)
    for one in found:
        first, *more = same.get(_name_of(one), [one])
        if one is first:
            yield replace(one, also=(*one.also, *more))


def _name_of(one: Mistake) -> tuple[str, str]:
    """What is no name: as that of a fact, wherever one is named."""
    code = "schema.fact_id" if one.code == "schema.basis" else one.code
    return code, one.names.get("found", "")


def _around(one: Mistake) -> tuple[tuple[str | int, ...], ...]:
    return (one.place, one.place[:-1])


def name_missing(one: Mistake) -> Name | None:
    """The name for which `one` is a mistake, as nothing is called so."""
    name = one.names.get("name", "")
    match one.code:
        case "unknown-step":
            return Name("step", one.names.get("in", one.file), name)
        case "unknown-option":
            return Name("option", one.names["of"], name)
        case "unknown-answer-option":
            return Name("option", one.names["key"], name)
        case "unknown-answer-key" if "/" in name:
            guide, _, step = name.rpartition("/")
            return Name("step", f"guides/{guide}.yaml", step)
        case "unknown-answer-key" | "unknown-field" | "unknown-time" | "unknown-placeholder":
            return Name("field", "", name)
        case "unknown-text":
            return Name("text", "", name)
        case "unknown-condition":
            return Name("condition", one.names.get("in", ""), name)
        case "unknown-guide" if one.file.startswith(("phrases/", "walks/")):
            return Name("guide", one.file, name)
        case "unknown-mark":
            return None
        case code if code.startswith("unknown-"):
            return Name(code.removeprefix("unknown-"), "", name)
    return None


def _missing(
    missing: Mapping[Name, list[Mistake]], pack: Pack, laid: Laid | None
) -> Iterator[Mistake]:
    """One mistake for each name that is not there."""
    known = defined(pack) if missing else {}
    if laid is not None:
        known = {name: at for name, at in known.items() if laid.place(*at) is not None}
    used = mentioned(pack) if missing else frozenset()
    for (sort, scope, name), places in missing.items():
        first, *more = in_order(places)
        near = next((one.closest for one in places if one.closest is not None), None)
        meant = known.get((sort, scope, near)) if near is not None else None
        if more and meant is not None and (sort, scope, near) not in used:
            file, place = meant
            names = {"name": str(near), "written": name, "count": str(len(places))}
            yield Mistake(
                code="misnamed",
                file=file,
                place=place,
                names=names,
                closest=name,
                also=(first, *more),
            )
        else:
            yield replace(first, also=tuple(more))


class _Explained:
    """What nobody uses, as far as it is used under a name that is not there."""

    def __init__(
        self, others: Sequence[Mistake], missing: Mapping[Name, list[Mistake]], unsure: Unsure
    ) -> None:
        self._unsure = unsure
        self._of_code = Counter(one.code for one in others)
        self._meant = {
            sorts: Counter(
                next((p.closest for p in places if p.closest), None)
                for name, places in missing.items()
                if name.sort in sorts
            )
            for sorts in _NEEDLESS.values()
        }

    def __call__(self, one: Mistake) -> bool:
        """Whether `one` follows from such a name, or it may be used where nobody can read."""
        sorts = _NEEDLESS.get((one.file, one.code)) or _NEEDLESS.get(("", one.code))
        if sorts is None:
            return False
        name, meant = one.names["name"], self._meant[sorts]
        return (
            self._unsure.may_name(name) or name in meant or meant[None] >= self._of_code[one.code]
        )
