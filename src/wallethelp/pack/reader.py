"""Files of a pack read into values, with every mistake located."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import fields, replace
from pydantic_core import ErrorDetails, ValidationError

from wallethelp.core.guide import Guide
from wallethelp.core.mistakes import Mistake, Place, closest
from wallethelp.core.model import OTHER_WALLET, Pack, Wallet
from wallethelp.core.names import records_in
from wallethelp.core.watch import Watch, unwatched
from wallethelp.pack.checking import validator
from wallethelp.pack.documents import MAX_BYTES, Document, UnreadableError, read

MAX_FILES = 5_000


class Reader:
    """Reads the files of one folder and gathers what is wrong with them."""

    def __init__(self, folder: Path, watch: Watch = unwatched) -> None:
        """Read below `folder`; mistakes gather in `mistakes`."""
        self.root = folder
        self._watch = watch
        self.mistakes: list[Mistake] = []
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
        files = sorted(
            (self.root / name).glob("*.yaml"), key=lambda path: (path.stem == OTHER_WALLET, path)
        )
        for path in self._watch(files[:MAX_FILES]):
            file, count = f"{name}/{path.name}", len(self.mistakes)
            document = self.open(file)
            if document is not None:
                own = document.data.get("texts") if isinstance(document.data, dict) else None
                texts = {**self.texts, **own} if isinstance(own, dict) else self.texts
                value = self._validated(document, kind, texts)
                if value is not None and value.id != path.stem:
                    names = {"id": value.id, "file": path.stem}
                    self.mistakes.append(document.mistake("id-is-file-name", ("id",), **names))
                if value is not None:
                    found[path.stem] = value
            if len(self.mistakes) > count:
                found.pop(path.stem, None)
                broken = self.broken_guides if name == "guides" else self.broken_wallets
                broken.add(path.stem)
        return found

    def located(self, mistake: Mistake) -> Mistake:
        """`mistake` with the line and column of its place."""
        document = self.documents.get(mistake.file)
        if document is None:
            return mistake
        line, column = document.mark(mistake.place)
        return replace(mistake, line=line, column=column)

    def open(self, file: str) -> Document | None:
        """A file as plain data, whose places are known from then on; None where it has none."""
        path = self.root / file
        try:
            with path.open("rb") as stream:
                raw = stream.read(MAX_BYTES + 1)
            document = read(raw, file)
        except FileNotFoundError:
            self.mistakes.append(Mistake(code="missing-file", file=file))
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
        return document

    def _validated(self, document: Document, kind: Any, texts: Mapping[str, Any]) -> Any:
        return self.valid(document, self._with_texts(document, document.data, (), texts), kind)

    def valid(self, document: Document, data: Any, kind: Any, at: Place = ()) -> Any:
        """`data`, from the place `at`, as a value of `kind`; None after noting what is wrong."""
        try:
            return validator(kind).validate_python(data)
        except ValidationError as error:
            details = error.errors(include_url=False)
            for detail in details:
                if not _only_follows(detail, details):
                    self._add_detail(document, detail, at)
            return None

    def _with_texts(
        self, document: Document, data: Any, place: Place, texts: Mapping[str, Any]
    ) -> Any:
        """`data` with every `{text: ID}` replaced by the wording it names."""
        if isinstance(data, list):
            return [
                self._with_texts(document, item, (*place, number), texts)
                for number, item in enumerate(data)
            ]
        if not isinstance(data, dict):
            return data
        if data.keys() == {"text"}:
            name = data["text"]
            if isinstance(name, str) and name in texts:
                return texts[name]
            near = closest(str(name), texts)
            place = (*place, "text")
            self.mistakes.append(document.mistake("unknown-text", place, near, name=str(name)))
            return {"zh": "?", "en": "?"}
        return {
            name: self._with_texts(document, item, (*place, name), texts)
            for name, item in data.items()
        }

    def _add_detail(self, document: Document, detail: ErrorDetails, at: Place) -> None:
        place = tuple(_real_place(document.data, (*at, *detail["loc"])))
        context = {name: str(value) for name, value in detail.get("ctx", {}).items()}
        last = str(detail["loc"][-1]) if detail["loc"] else ""
        near = None
        if detail["type"] == "extra_forbidden":
            near = closest(last, _KEYS)
        elif detail["type"] == "literal_error":
            near = closest(str(detail["input"]), _quoted(context.get("expected", "")))
        if detail["type"] == "missing":
            context["key"] = last
        found = str(detail["input"])[:60]
        # Our own checks name what is wrong themselves.
        names = {"name": last, "message": detail["msg"], "found": found, **context}
        self.mistakes.append(document.mistake(f"schema.{detail['type']}", place, near, **names))


def _only_follows(detail: ErrorDetails, details: Sequence[ErrorDetails]) -> bool:
    """The library calls a list too short when the items in it are wrong."""
    loc = detail["loc"]
    return detail["type"] == "too_short" and any(
        len(other["loc"]) > len(loc) and other["loc"][: len(loc)] == loc for other in details
    )


_RECORDS = records_in(Pack)
_TAGS = frozenset(kind.__struct_config__.tag for kind in _RECORDS)


def _real_place(data: Any, loc: tuple[str | int, ...]) -> list[str | int]:
    """The part of the place of a mistake that is in the file: names of union members are not."""
    place: list[str | int] = []
    has_tag = False
    for part in loc:
        items: Any = dict(enumerate(data)) if isinstance(data, list) else data
        if has_tag and part in _TAGS:
            has_tag = False
        elif isinstance(items, dict) and part in items:
            data = items[part]
            place.append(part)
            has_tag = part in ("when", "not") or place[-2:-1] in (["steps"], ["all"], ["any"])
    return place


def _quoted(expected: str) -> list[str]:
    return expected.replace("'", "").replace(" or ", ", ").split(", ")


_KEYS = frozenset(field.encode_name for kind in _RECORDS for field in fields(kind))
"""What an author can write as a key."""
