"""What does not fit its type, as mistakes: one for each, and none for what only follows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import fields
from pydantic_core import ErrorDetails

from wallethelp.core.guide import Now, Phrases
from wallethelp.core.limits import MAX_GUESSES, short
from wallethelp.core.mistakes import Mistake, Place, closest
from wallethelp.core.names import BASIS_PATTERN, FACT_PATTERN
from wallethelp.core.text import LANGUAGES, Text
from wallethelp.pack.documents import Document
from wallethelp.pack.full_width import FullWidth, before, in_key, in_name
from wallethelp.pack.places import Spot, records_at, spot

_PATTERNS = {FACT_PATTERN: "fact_id", BASIS_PATTERN: "basis"}
"""Names that are written otherwise than ids."""
_OTHER_TYPE = ("string_type", "dict_type", "tuple_type", "bool_type", "date_type")
KEY = "[key]"
"""What the library calls the key of a mapping in the place of a mistake."""


def misfits(
    document: Document, data: Any, hint: Any, details: Sequence[ErrorDetails], at: Place
) -> Iterator[Mistake]:
    """The mistakes that `details` tell of `data`, which stands at the place `at` of `document`."""
    details = [one for one in details if not _is_second_language(one, hint, data)]
    missing: dict[Place, list[str]] = defaultdict(list)
    unknown: dict[Place, list[str]] = defaultdict(list)
    for detail in details:
        around, last = _apart(detail)
        if detail["type"] == "missing":
            missing[around].append(last)
        elif detail["type"] == "extra_forbidden" and len(unknown[around]) < MAX_GUESSES:
            unknown[around].append(last)
    within = {loc[:end] for loc in (d["loc"] for d in details) for end in range(len(loc))}
    broken_lines = {one.line for one in document.mistakes if one.code == "alias"}
    prose: set[Place] = set()
    for detail in details:
        around, last = _apart(detail)
        if detail["type"] == "too_short" and detail["loc"] in within:
            continue  # The library calls a list too short when the items in it are wrong.
        if detail["type"] == "missing" and (
            any(map(in_key, unknown[around]))
            or _is_misspelt(last, missing[around], unknown[around])
        ):
            continue  # It is there, with a slip of the pen in its name.
        found = spot(hint, data, detail["loc"])
        wide = _full_width(detail, found)
        if wide is not None:
            if around not in prose or detail["type"] != "extra_forbidden":
                prose.add(around)
                names = {name: short(said) for name, said in wide.names.items()}
                near = short(wide.right) if wide.right is not None else None
                yield document.mistake("full-width", (*at, *found.place), near, **names)
            continue
        if _is_split_prose(detail, found, hint, data):
            if around not in prose:
                prose.add(around)
                yield document.mistake("prose-in-flow-style", (*at, *found.place))
            continue
        place = (*at, *found.place, *detail.get("ctx", {}).get("at", ()))
        mistake = _mistake(document, detail, spot(hint, data, around), found, place)
        if mistake.line not in broken_lines:
            yield mistake


def _is_second_language(detail: ErrorDetails, hint: Any, data: Any) -> bool:
    """Whether the language before it is told already: both stand where “do” or “avoid” belongs."""
    if detail["type"] != "extra_forbidden":
        return False
    around = spot(hint, data, detail["loc"][:-1])
    is_bare = Now in records_at(around.hint)
    languages = [name for name in around.written if name in LANGUAGES] if is_bare else []
    return detail["loc"][-1:] in [(name,) for name in languages[1:]]


def _apart(detail: ErrorDetails) -> tuple[Place, str]:
    """The place around a mistake, and the last part of its own."""
    loc = detail["loc"]
    return loc[:-1], short(loc[-1]) if loc else ""


def _is_misspelt(key: str, missing: Sequence[str], unknown: Sequence[str]) -> bool:
    """Whether one of the `unknown` keys was meant to be `key`, of those that are `missing`."""
    if any(_meant(name, missing) == key for name in unknown):
        return True
    rest = [name for name in unknown if _meant(name, missing) is None]
    return len(missing) == 1 and any(name[:1] == key[:1] for name in rest)


def _meant(name: str, keys: Iterable[str]) -> str | None:
    return closest(name, keys)


def _is_split_prose(detail: ErrorDetails, found: Spot, hint: Any, data: Any) -> bool:
    """Whether a comma inside `{zh: …, en: …}` split a sentence into keys."""
    if detail["type"] != "extra_forbidden" or found.written is not None:
        return False
    kind = records_at(spot(hint, data, detail["loc"][:-1]).hint)
    return Text in kind or " " in str(detail["loc"][-1])


def _full_width(detail: ErrorDetails, found: Spot) -> FullWidth | None:
    """The sign of full width for which a name, a key or a list is none."""
    match detail["type"]:
        case "extra_forbidden":
            return in_key(str(detail["loc"][-1]))
        case "string_pattern_mismatch" | "literal_error" | "bool_parsing" | "no_length":
            is_key = detail["loc"][-1:] == (KEY,)
            written = detail["loc"][-2] if is_key and len(detail["loc"]) > 1 else found.written
            return in_name(written) if isinstance(written, str) else None
        case "tuple_type" | "dict_type":
            return before(found.written) if isinstance(found.written, str) else None
    return None


def _mistake(
    document: Document, detail: ErrorDetails, around: Spot, found: Spot, place: Place
) -> Mistake:
    context = {name: str(value) for name, value in detail.get("ctx", {}).items()}
    if "name" in context:
        context["name"] = short(context["name"])
    _around, last = _apart(detail)
    written, near = found.written, None
    match detail["type"]:
        case "extra_forbidden":
            near = closest(last, _keys(around) - _written(around))
        case "literal_error":
            known = _quoted(context.get("expected", ""))
            near = closest(short(detail["input"]), known)
            context["expected"] = ", ".join(known)
        case "missing":
            context["key"] = last
        case "step_kind" | "condition_kind":
            tags = {str(kind.__struct_config__.tag) for kind in records_at(found.hint)}
            near = next(filter(None, (_meant(key, tags) for key in _unfit(written, tags))), None)
    if last == KEY and len(detail["loc"]) > 1:
        shown = short(detail["loc"][-2])
    else:
        shown = "…" if isinstance(written, dict | list) else short(detail["input"])
    # Our own checks name what is wrong themselves.
    names = {"name": last, "message": detail["msg"], "found": shown, **context}
    kind = _PATTERNS.get(context.get("pattern", ""), detail["type"])
    records = records_at(found.hint if kind == "dict_type" else around.hint)
    if detail["input"] is None and kind in _OTHER_TYPE:
        kind = "nothing"
    elif kind == "dict_type" and Phrases in records:
        kind = "phrases"
    elif Now in records and (
        kind == "dict_type" or (kind == "extra_forbidden" and last in LANGUAGES)
    ):
        kind, near = "now_bare", None
    return document.mistake(f"schema.{kind}", place, near, **names)


def _keys(around: Spot) -> set[str]:
    return {one.encode_name for kind in records_at(around.hint) for one in fields(kind)}


def _written(around: Spot) -> set[str]:
    return set(map(str, around.written)) if isinstance(around.written, dict) else set()


def _unfit(written: Any, tags: set[str]) -> list[str]:
    return [str(key) for key in written if key not in tags] if isinstance(written, dict) else []


def _quoted(expected: str) -> list[str]:
    return expected.replace("'", "").replace(" or ", ", ").split(", ")
