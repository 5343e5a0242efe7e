"""Files of a pack read into values, with every mistake located."""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec.structs import fields, replace
from pydantic_core import ErrorDetails, ValidationError

from wallethelp.core.guide import Guide
from wallethelp.core.limits import (
    BYTES_OF_A_VALUE,
    MAX_ENTRIES,
    MAX_FILES,
    MAX_MISTAKES,
    MAX_MISTAKES_OF_PACK,
    MAX_WASTED,
    short,
)
from wallethelp.core.mistakes import Mistake, Place, closest
from wallethelp.core.model import OTHER_WALLET, Pack, Wallet
from wallethelp.core.names import records_in
from wallethelp.core.watch import Watch, unwatched
from wallethelp.pack.checking import validator
from wallethelp.pack.documents import Document, UnreadableError, left_over, read
from wallethelp.pack.files import OddFileError, listed, read_inside


class TooMuchError(Exception):
    """More is wrong than anybody reads, or there is more than anybody looks through."""


class Reader:
    """Reads the files of one folder and gathers what is wrong with them."""

    def __init__(self, folder: Path, watch: Watch = unwatched) -> None:
        """Read below `folder`; mistakes gather in `mistakes`, until there are too many.

        Every method may raise TooMuchError: the last of the `mistakes` says then of what.
        """
        self.root = folder
        self._watch = watch
        self.mistakes: list[Mistake] = []
        self._wasted = 0
        self.broken_guides: set[str] = set()
        self.broken_wallets: set[str] = set()
        self.documents: dict[str, Document] = {}
        self.texts: dict[str, Any] = {}

    def part(self, name: str, kind: Any) -> Any:
        """One of the files that every pack has."""
        document = self.open(name)
        if document is None:
            return None
        if name == "pack.yaml" and isinstance(document.data, dict):
            texts = document.data.get("texts")
            self.texts = texts if isinstance(texts, dict) else {}
        return self._validated(document, kind, self.texts)

    def folder(self, name: str, kind: type[Guide] | type[Wallet]) -> dict[str, Any]:
        """Everything in a folder of guides or wallets, by id, in the order of the file names."""
        found: dict[str, Any] = {}
        paths = [Path(each) for each in self.listed(name)]
        paths.sort(key=lambda path: path.stem == OTHER_WALLET)
        for path in self._watch(paths):
            file, count = f"{name}/{path.name}", len(self.mistakes)
            document = self.open(file)
            if document is not None:
                own = document.data.get("texts") if isinstance(document.data, dict) else None
                texts = ChainMap(own, self.texts) if isinstance(own, dict) else self.texts
                value = self._validated(document, kind, texts)
                if value is not None and value.id != path.stem:
                    names = {"id": value.id, "file": short(path.stem)}
                    self.mistakes.append(document.mistake("id-is-file-name", ("id",), **names))
                if value is not None:
                    found[path.stem] = value
            if len(self.mistakes) > count:
                found.pop(path.stem, None)
                broken = self.broken_guides if name == "guides" else self.broken_wallets
                broken.add(path.stem)
        return found

    def listed(self, name: str) -> list[str]:
        """The names of the files in a folder of the pack, in order."""
        try:
            return listed(self.root / name)
        except OddFileError as error:
            limits = {"limit": f"{MAX_FILES:,}", "entries": f"{MAX_ENTRIES:,}"}
            self.mistakes.append(Mistake(code=error.code, file=name, names=limits))
            raise TooMuchError from error

    def located(self, mistake: Mistake) -> Mistake:
        """`mistake` with the line and column of its place."""
        document = self.documents.get(mistake.file)
        if document is None:
            return mistake
        line, column = document.mark(mistake.place)
        return replace(mistake, line=line, column=column)

    def open(self, file: str) -> Document | None:
        """A file as plain data, whose places are known from then on; None where it has none."""
        if len(self.mistakes) > MAX_MISTAKES_OF_PACK or self._wasted > MAX_WASTED:
            self.mistakes.append(Mistake(code="gave-up", file=file))
            raise TooMuchError
        try:
            raw = read_inside(self.root, file)
            self._wasted += len(raw) // BYTES_OF_A_VALUE
            document = read(raw, file)
        except FileNotFoundError:
            self.mistakes.append(Mistake(code="missing-file", file=file))
            return None
        except OddFileError as error:
            self.mistakes.append(Mistake(code=error.code, file=file))
            return None
        except OSError as error:
            number = {"errno": str(error.errno or 0)}
            self.mistakes.append(Mistake(code="unreadable", file=file, names=number))
            return None
        except UnreadableError as error:
            self.mistakes.append(error.mistake)
            return None
        self.documents[file] = document
        self.mistakes.extend(document.mistakes)
        if not document.mistakes:
            self._wasted -= len(raw) // BYTES_OF_A_VALUE
        return document

    def _validated(self, document: Document, kind: Any, texts: Mapping[str, Any]) -> Any:
        unknown: list[tuple[Place, str]] = []
        data = _with_texts(document.data, texts, unknown)
        told = [
            document.mistake("unknown-text", place, closest(name, texts), name=short(name))
            for place, name in unknown[:MAX_MISTAKES]
        ]
        self.mistakes += [*told, *left_over(told, len(unknown) - MAX_MISTAKES)]
        return self.valid(document, data, kind)

    def valid(self, document: Document, data: Any, kind: Any, at: Place = ()) -> Any:
        """`data`, from the place `at`, as a value of `kind`; None after noting what is wrong."""
        try:
            return validator(kind).validate_python(data)
        except ValidationError as error:
            details = error.errors(include_url=False)
            following = _only_following(details)
            told = [one for one in details if one["loc"] not in following or not _is_short(one)]
            mistakes = [self._of_detail(document, one, at) for one in told[:MAX_MISTAKES]]
            self.mistakes += [*mistakes, *left_over(mistakes, len(told) - MAX_MISTAKES)]
            self._wasted += len(document.marks)
            return None

    def _of_detail(self, document: Document, detail: ErrorDetails, at: Place) -> Mistake:
        place = tuple(_real_place(document.data, (*at, *detail["loc"])))
        context = {name: str(value) for name, value in detail.get("ctx", {}).items()}
        if "name" in context:
            context["name"] = short(context["name"])
        last = short(detail["loc"][-1]) if detail["loc"] else ""
        near = None
        if detail["type"] == "extra_forbidden":
            near = closest(last, _KEYS)
        elif detail["type"] == "literal_error":
            near = closest(short(detail["input"]), _quoted(context.get("expected", "")))
        if detail["type"] == "missing":
            context["key"] = last
        found = short(_begin(detail["input"]))
        # Our own checks name what is wrong themselves.
        names = {"name": last, "message": detail["msg"], "found": found, **context}
        return document.mistake(f"schema.{detail['type']}", place, near, **names)


def _is_short(detail: ErrorDetails) -> bool:
    return detail["type"] == "too_short"


def _only_following(details: Sequence[ErrorDetails]) -> set[tuple[str | int, ...]]:
    """Lists that the library calls too short only because the items in them are wrong."""
    lists = {detail["loc"] for detail in details if _is_short(detail)}
    lengths = {len(loc) for loc in lists}
    around = {
        detail["loc"][:length]
        for detail in details
        for length in lengths
        if length < len(detail["loc"])
    }
    return lists & around


_STAND_IN = {"zh": "?", "en": "?"}
"""What stands for a wording that there is not."""


def _with_texts(
    data: Any, texts: Mapping[str, Any], unknown: list[tuple[Place, str]], place: Place = ()
) -> Any:
    """`data` with every `{text: ID}` replaced by the wording it names; `unknown` gets the rest."""
    if isinstance(data, list):
        return [
            _with_texts(item, texts, unknown, (*place, number)) for number, item in enumerate(data)
        ]
    if not isinstance(data, dict):
        return data
    if data.keys() != {"text"}:
        return {
            name: _with_texts(item, texts, unknown, (*place, name)) for name, item in data.items()
        }
    name = data["text"]
    if not isinstance(name, str) or name not in texts:
        unknown.append(((*place, "text"), _begin(name)))
        return _STAND_IN
    # What is wrong with it is told where it is written, and never made larger by being used.
    return texts[name] if _is_a_text(texts[name]) else _STAND_IN


def _is_a_text(data: Any) -> bool:
    return (
        isinstance(data, dict)
        and data.keys() == _STAND_IN.keys()
        and all(isinstance(wording, str) for wording in data.values())
    )


_MOST_SHOWN = 9
"""Of what stands in a list or mapping; more would be cut."""


def _begin(value: Any, *, within: bool = False) -> str:
    """What stands at the beginning of a value, as Python writes it: all may be a whole file."""
    match value:
        case dict() if not within:
            items = islice(value.items(), _MOST_SHOWN)
            return f"{{{', '.join(f'{short(k)!r}: {_begin(v, within=True)}' for k, v in items)}}}"
        case list() if not within:
            return f"[{', '.join(_begin(item, within=True) for item in value[:_MOST_SHOWN])}]"
        case str():
            return repr(short(value)) if within else short(value)
        case int() | float() | None:
            return str(value)
        case _:
            return "…"


_RECORDS = records_in(Pack)
_TAGS = frozenset(kind.__struct_config__.tag for kind in _RECORDS)


def _real_place(data: Any, loc: tuple[str | int, ...]) -> list[str | int]:
    """The part of the place of a mistake that is in the file: names of union members are not."""
    place: list[str | int] = []
    has_tag = False
    for part in loc:
        if has_tag and part in _TAGS:
            has_tag = False
        elif _has(data, part):
            data = data[part]
            place.append(part)
            has_tag = part in ("when", "not") or place[-2:-1] in (["steps"], ["all"], ["any"])
    return place


def _has(data: Any, part: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(part, int) and 0 <= part < len(data)
    return isinstance(data, dict) and part in data


def _quoted(expected: str) -> list[str]:
    return expected.replace("'", "").replace(" or ", ", ").split(", ")


_KEYS = frozenset(field.encode_name for kind in _RECORDS for field in fields(kind))
"""What an author can write as a key."""
