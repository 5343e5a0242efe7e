"""Files of a pack read into values, with every mistake located."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from pydantic_core import ValidationError

from wallethelp.core.guide import Guide
from wallethelp.core.mistakes import Mistake, Place, closest
from wallethelp.core.model import OTHER_WALLET, Wallet
from wallethelp.core.shape import UNREAD
from wallethelp.core.text import Text
from wallethelp.core.watch import Watch, unwatched
from wallethelp.pack.checking import validator
from wallethelp.pack.documents import MAX_BYTES, Document, UnreadableError, read
from wallethelp.pack.misfits import misfits

MAX_FILES = 5_000
PACK = "pack.yaml"
_NO_TEXT = {"zh": UNREAD, "en": UNREAD}


class Reader:
    """Reads the files of one folder and gathers what is wrong with them."""

    def __init__(self, folder: Path, watch: Watch = unwatched) -> None:
        """Read below `folder`; mistakes gather in `mistakes`."""
        self.root = folder
        self._watch = watch
        self.mistakes: list[Mistake] = []
        self.broken: set[str] = set()
        """Files of folders that have mistakes."""
        self.hidden: dict[str, set[str]] = {"guides": set(), "wallets": set()}
        """Names that may be there, in files that could not be read or are called otherwise."""
        self.documents: dict[str, Document] = {}
        self.texts: dict[str, Any] | None = {}
        """The wording every file may name; None where it is not known."""

    def part(self, name: str, kind: Any) -> Any:
        """A file with one value. With mistakes in it, as much of it as can be read; or None."""
        document = self.open(name)
        if document is None:
            if name == PACK:
                self.texts = None
            return None
        if name == PACK and isinstance(document.data, dict):
            self.texts = _texts_in(document.data)
        return self._value(document, kind, self.texts)

    def folder(self, name: str, kind: type[Guide] | type[Wallet]) -> dict[str, Any]:
        """What is in a folder of guides or wallets, by file, in the order of the file names.

        Where there are mistakes it is as much of it as can be read. Files with mistakes are in
        `broken`, and what cannot be looked into in `hidden`.
        """
        found: dict[str, Any] = {}
        files = sorted(
            (self.root / name).glob("*.yaml"), key=lambda path: (path.stem == OTHER_WALLET, path)
        )
        for path in self._watch(files[:MAX_FILES]):
            file, count = f"{name}/{path.name}", len(self.mistakes)
            document = self.open(file)
            value = self._own(document, kind) if document is not None else None
            if value is None or document is None:
                self.hidden[name].add(path.stem)
            else:
                if value.id not in (path.stem, UNREAD):
                    names = {"id": value.id, "file": path.stem}
                    self.mistakes.append(document.mistake("id-is-file-name", ("id",), **names))
                    self.hidden[name].add(value.id)
                found[path.stem] = replace(value, id=path.stem)
            if len(self.mistakes) > count:
                self.broken.add(file)
        return found

    def located(self, mistake: Mistake) -> Mistake:
        """`mistake` with the line and column of its place."""
        document = self.documents.get(mistake.file)
        if document is None or mistake.line:
            return mistake
        line, column = document.mark(mistake.place)
        return replace(mistake, line=line, column=column)

    def written(self, file: str) -> str:
        """What stands in a file, as far as it is text; nothing where it cannot be read."""
        try:
            with (self.root / file).open("rb") as stream:
                return stream.read(MAX_BYTES).decode("utf-8", errors="replace")
        except OSError:
            return ""

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

    def _own(self, document: Document, kind: type[Guide] | type[Wallet]) -> Any:
        """A value of a file that may have shared wording of its own."""
        own = _texts_in(document.data) if isinstance(document.data, dict) else {}
        return self._value(document, kind, None if self.texts is None else {**self.texts, **own})

    def _value(self, document: Document, kind: Any, texts: Mapping[str, Any] | None) -> Any:
        data = self._with_texts(document, document.data, (), texts)
        value = self.valid(document, data, kind)
        if value is not None:
            return value
        try:
            return validator(kind, lenient=True).validate_python(data)
        except ValidationError:
            return None

    def valid(self, document: Document, data: Any, kind: Any, at: Place = ()) -> Any:
        """`data`, from the place `at`, as a value of `kind`; None after noting what is wrong."""
        try:
            return validator(kind).validate_python(data)
        except ValidationError as error:
            details = error.errors(include_url=False)
            self.mistakes.extend(misfits(document, data, kind, details, at))
            return None

    def _with_texts(
        self, document: Document, data: Any, place: Place, texts: Mapping[str, Any] | None
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
            if texts is not None and isinstance(name, str) and name in texts:
                return texts[name]
            if texts is not None:
                near = closest(str(name), texts)
                place = (*place, "text")
                self.mistakes.append(document.mistake("unknown-text", place, near, name=str(name)))
            return _NO_TEXT
        return {
            name: self._with_texts(document, item, (*place, name), texts)
            for name, item in data.items()
        }


def _texts_in(data: Mapping[str, Any]) -> dict[str, Any]:
    """The shared wording of a file; what is wrong with one is told where it stands, once."""
    texts = data.get("texts")
    if not isinstance(texts, dict):
        return {}
    return {name: text if _is_text(text) else _NO_TEXT for name, text in texts.items()}


def _is_text(written: Any) -> bool:
    try:
        validator(Text).validate_python(written)
    except ValidationError:
        return False
    return True
