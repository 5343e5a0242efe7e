"""Files of a pack read into values, with every mistake located."""

from collections import ChainMap
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from pydantic_core import ValidationError

from wallethelp.core.guide import Guide
from wallethelp.core.limits import (
    BYTES_OF_A_VALUE,
    MAX_BYTES,
    MAX_ENTRIES,
    MAX_FILES,
    MAX_MISTAKES,
    MAX_MISTAKES_OF_PACK,
    MAX_WASTED,
    short,
)
from wallethelp.core.mistakes import Mistake, Place, closest
from wallethelp.core.model import OTHER_WALLET, Wallet
from wallethelp.core.pack_files import PACK
from wallethelp.core.shape import UNREAD
from wallethelp.core.text import LANGUAGES, Language, Text
from wallethelp.core.watch import Watch, unwatched
from wallethelp.pack.checking import validator
from wallethelp.pack.documents import Document, UnreadableError, left_over, read
from wallethelp.pack.files import OddFileError, listed, read_inside
from wallethelp.pack.languages import languages_of
from wallethelp.pack.misfits import misfits

_NO_TEXT = {"zh": UNREAD, "en": UNREAD}


class TooMuchError(Exception):
    """More is wrong than anybody reads, or there is more than anybody looks through."""


class Reader:
    """Reads the files of one folder and gathers what is wrong with them."""

    def __init__(
        self,
        folder: Path,
        watch: Watch = unwatched,
        *,
        below: Mapping[str, Any] | None = None,
        above: Mapping[str, Any] | None = None,
    ) -> None:
        """Read below `folder`; mistakes gather in `mistakes`.

        Wording `below` that of its `pack.yaml` may be named too, and wording `above` takes its
        place.
        """
        self.root = folder
        self._below = below or {}
        self._above = above or {}
        self._watch = watch
        self.mistakes: list[Mistake] = []
        self._wasted = 0
        self.broken: set[str] = set()
        """Files of folders that have mistakes."""
        self.hidden: dict[str, set[str]] = {"guides": set(), "wallets": set()}
        """Names that may be there, in files that could not be read or are called otherwise."""
        self.documents: dict[str, Document] = {}
        self.texts: dict[str, Any] | None = {}
        """The wording every file may name; None where it is not known."""
        self.languages = LANGUAGES
        """Those of the pack; none where they are not known."""

    def part(self, name: str, kind: Any) -> Any:
        """A file with one value. With mistakes in it, as much of it as can be read; or None."""
        document = self.open(name)
        if document is None:
            if name == PACK:
                self.texts, self.languages = None, ()
            return None
        if name == PACK:
            self.languages = languages_of(document.data)
            if isinstance(document.data, dict):
                self.texts = {**self._below, **self.texts_in(document.data), **self._above}
        return self._value(document, kind, self.texts)

    def folder(self, name: str, kind: type[Guide] | type[Wallet]) -> dict[str, Any]:
        """What is in a folder of guides or wallets, by file, in the order of the file names.

        Where there are mistakes it is as much of it as can be read. Files with mistakes are in
        `broken`, and what cannot be looked into in `hidden`.
        """
        found: dict[str, Any] = {}
        paths = [Path(each) for each in self.listed(name)]
        paths.sort(key=lambda path: path.stem == OTHER_WALLET)
        for path in self._watch(paths):
            file, count = f"{name}/{path.name}", len(self.mistakes)
            document = self.open(file)
            value = self._own(document, kind) if document is not None else None
            if value is None or document is None:
                self.hidden[name].add(path.stem)
            else:
                if value.id not in (path.stem, UNREAD):
                    names = {"id": value.id, "file": short(path.stem)}
                    self.mistakes.append(document.mistake("id-is-file-name", ("id",), **names))
                    self.hidden[name].add(value.id)
                found[path.stem] = replace(value, id=path.stem)
            if len(self.mistakes) > count:
                self.broken.add(file)
        return found

    def listed(self, name: str) -> list[str]:
        """The names of the files in a folder of the pack, in order. Raises TooMuchError."""
        try:
            return listed(self.root / name)
        except OddFileError as error:
            limits = {"limit": f"{MAX_FILES:,}", "entries": f"{MAX_ENTRIES:,}"}
            self.mistakes.append(Mistake(code=error.code, file=name, names=limits))
            raise TooMuchError from error

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
            return read_inside(self.root, file)[:MAX_BYTES].decode("utf-8", errors="replace")
        except (OddFileError, OSError):
            return ""

    def open(self, file: str) -> Document | None:
        """A file as plain data, whose places are known from then on; None where it has none.

        Raises TooMuchError where so much is wrong already that nobody reads more.
        """
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

    def _own(self, document: Document, kind: type[Guide] | type[Wallet]) -> Any:
        """A value of a file that may have shared wording of its own."""
        own = self.texts_in(document.data) if isinstance(document.data, dict) else {}
        return self._value(
            document, kind, None if self.texts is None else ChainMap(own, self.texts)
        )

    def _value(self, document: Document, kind: Any, texts: Mapping[str, Any] | None) -> Any:
        unknown: list[tuple[Place, str]] = []
        data = _with_texts(document.data, texts, unknown)
        told = [
            document.mistake("unknown-text", place, closest(name, texts or ()), name=name)
            for place, name in unknown[:MAX_MISTAKES]
        ]
        self.mistakes += [*told, *left_over(told, len(unknown) - MAX_MISTAKES)]
        value = self.valid(document, data, kind)
        if value is not None:
            return value
        try:
            return validator(kind, lenient=True, languages=self.languages).validate_python(data)
        except ValidationError:
            return None

    def valid(self, document: Document, data: Any, kind: Any, at: Place = ()) -> Any:
        """`data`, from the place `at`, as a value of `kind`; None after noting what is wrong."""
        try:
            return validator(kind, languages=self.languages).validate_python(data)
        except ValidationError as error:
            details = error.errors(include_url=False)
            # Of those that are not told none is looked into: they may be many thousands.
            told = list(islice(misfits(document, data, kind, details, at), MAX_MISTAKES))
            left = len(details) - MAX_MISTAKES if len(told) == MAX_MISTAKES else 0
            self.mistakes += [*told, *left_over(told, left)]
            self._wasted += len(document.marks)
            return None

    def texts_in(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The shared wording of a file; what is wrong with one is told where it stands, once."""
        texts = data.get("texts")
        if not isinstance(texts, dict):
            return {}
        return {name: text if self._is_text(text) else _NO_TEXT for name, text in texts.items()}

    def _is_text(self, written: Any) -> bool:
        try:
            validator(Text, languages=self.languages).validate_python(written)
        except ValidationError:
            return False
        return True


def _with_texts(
    data: Any,
    texts: Mapping[str, Any] | None,
    unknown: list[tuple[Place, str]],
    place: Place = (),
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
    if texts is not None and isinstance(name, str) and name in texts:
        return texts[name]
    if texts is not None:
        unknown.append(((*place, "text"), short(name)))
    return _NO_TEXT


def languages_in(folder: Path) -> tuple[Language, ...]:
    """The languages of the pack in `folder`; none where its `pack.yaml` cannot tell."""
    document = Reader(folder).open(PACK)
    return languages_of(document.data) if document is not None else ()
