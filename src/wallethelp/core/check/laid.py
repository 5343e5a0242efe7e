"""Mistakes of a pack that is laid over another, told where its author can mend them.

The pack below has none of its own, and its files are nobody's to see here. So what is wrong at one
of its places was brought there by a part that replaces one of its own, and is told at that part.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from wallethelp.core.limits import few, short
from wallethelp.core.mistakes import Mistake, Place
from wallethelp.core.model import Pack
from wallethelp.core.opening import OPENING
from wallethelp.core.pack_files import PACK

_WHOLE = ("guides/", "wallets/", "walks/")
"""Files of which the author's take the place of those below whole."""
_BY_NAME = {
    PACK: ("texts", "conditions"),
    "contacts.yaml": ("sides", "steps", "letters", "statements"),
}
"""Parts that are put together name by name, as whole files of names are."""
_HARMLESS = ("unreachable", "no-effect", "same-effect")
"""What is left over below, because what made use of it was replaced."""
_NOTHING = object()
_OF_FIELDS = ("unknown-time", "not-a-time", "wrong-comparison", "unknown-option")


class Laid(Struct, frozen=True, kw_only=True):
    """Which files and places are those of an extension's author."""

    own: Mapping[str, Any]
    """Plain data of the author's files, by their names; None for one that could not be read."""
    below: Mapping[str, Any]
    """The same of the files of the pack below."""
    categories: tuple[str, ...]
    """Those of both, in the order of the whole pack."""

    def place(self, file: str, place: Place) -> Place | None:
        """Where in the author's `file` that is; None where it is in the pack below."""
        if file not in self.below:
            return place
        if file not in self.own:
            return None
        data = self.own[file]
        if not place or data is None or file.startswith(_WHOLE):
            return place
        if file == PACK and place[0] == "categories" and len(place) > 1:
            return self._category(place)
        depth = 2 if place[0] in _BY_NAME.get(file, ()) else 1
        return place if _holds(data, place[:depth]) else None

    def _category(self, place: Place) -> Place | None:
        listed = self.own[PACK].get("categories")
        name = self.categories[int(place[1])]
        for number, one in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(one, dict) and one.get("id") == name:
                return ("categories", number, *place[2:])
        return None

    def told(self, found: Iterable[Mistake], pack: Pack) -> Iterator[Mistake]:
        """Each of `found` at a place of the author; `pack` is what it was found in."""
        caused: dict[tuple[str, Place], list[Mistake]] = defaultdict(list)
        seen: set[tuple[str, str, Place]] = set()
        for one in found:
            mine = self._mine(one)
            also = tuple(filter(None, map(self._mine, one.also)))
            if mine is not None:
                yield replace(mine, also=also)
            elif also:
                turned = _turned(one, also)
                if (turned.code, turned.file, turned.place) not in seen:
                    seen.add((turned.code, turned.file, turned.place))
                    yield turned
            elif one.code == "lacks-channel":
                yield from self._lacking(one)
            elif not one.is_warning and one.code not in _HARMLESS:
                here = self._caused(one, pack)
                caused[here.file, here.place].append(here)
        for same in caused.values():
            yield from _once(same)

    def _mine(self, one: Mistake) -> Mistake | None:
        place = self.place(one.file, one.place)
        return replace(one, place=place) if place is not None else None

    def _lacking(self, one: Mistake) -> Iterator[Mistake]:
        """An end of the pack below for which wallets of the author have no channel."""
        for name in one.names["name"].split(", "):
            file = f"wallets/{name}.yaml"
            if self.place(file, ()) is not None:
                names = {**one.names, "name": name}
                yield replace(one, file=file, place=("channels",), names=names)

    # --- what brought it about --------------------------------------------------------------------

    def _caused(self, one: Mistake, pack: Pack) -> Mistake:
        text = self._text_at(one.file, one.place)
        if text is not None:
            last = one.place[-1:] if one.place[-1:] in (("zh",), ("en",)) else ()
            return replace(one, file=PACK, place=("texts", text, *last), line=0, column=0)
        if one.code == "wallet-name-twice":
            return self._named_twice(one, pack)
        file, place = next(self._causes(one, pack), (PACK, ("extends",)))
        names = {"changed": _name_of(file, place), "base": _name_of(one.file, ()), "why": one.code}
        names = {**one.names, **names}
        return Mistake(code="breaks-base", file=file, place=place, names=names)

    def _text_at(self, file: str, place: Place) -> str | None:
        """The wording of the author that stands at a place below."""
        for end in range(len(place) + 1):
            written = _at(self.below.get(file), place[:end])
            if isinstance(written, dict) and written.keys() == {"text"}:
                name = written["text"]
                return name if _holds(self.own.get(PACK), ("texts", name)) else None
        return None

    def _named_twice(self, one: Mistake, pack: Pack) -> Mistake:
        owner, name = one.names["other"], one.names["name"]
        wallet = pack.wallets[owner]
        spots: Iterable[tuple[Place, str]] = (
            (("name", "zh"), wallet.name.zh),
            (("name", "en"), wallet.name.en),
            *((("aliases", number), alias) for number, alias in enumerate(wallet.aliases)),
        )
        same = name.casefold()
        place = next((place for place, said in spots if said.casefold() == same), ("id",))
        names = {**one.names, "other": _name_of(one.file, ())}
        return replace(one, file=f"wallets/{owner}.yaml", place=place, names=names)

    def _causes(self, one: Mistake, pack: Pack) -> Iterator[tuple[str, Place]]:
        """What of the author the mistake may come from, the likeliest first."""
        names = one.names
        if one.code in _OF_FIELDS:
            yield from self._if_own("fields.yaml", (names.get("of", names.get("name", "")),))
        if one.code == "two-nows":
            yield from self._if_own("fields.yaml", ("now",))
        if one.code == "wait-before-opening":
            category = pack.guides[_name_of(one.file, ())].category
            number = self.categories.index(category)
            yield from self._if_own(PACK, ("categories", number, "opening"))
        if "in" in names:
            yield from self._if_own(names["in"], ("steps",))
        asked = self._asked(one)
        for key in (asked, names.get("of", ""), names.get("end", ""), names.get("ring", "")):
            guide, _slash, step = key.partition("/")
            if guide == OPENING:
                yield from self._if_own(PACK, ("opening",))
            yield from self._if_own(f"guides/{guide}.yaml", ("steps", step))
        for key in ("opening", "categories"):
            if _holds(self.own.get(PACK), (key,)):
                yield PACK, (key,)
        for file in sorted(self.own):
            if file.startswith("guides/"):
                yield file, ("id",)

    def _if_own(self, file: str, place: Place) -> Iterator[tuple[str, Place]]:
        if self.own.get(file) is not None and file in self.below:
            mine = self.place(file, place)
            if mine is not None:
                yield file, mine

    def _asked(self, one: Mistake) -> str:
        """The key of the question that a condition below looks at."""
        written = _at(self.below.get(one.file), (*one.place[:-1], "answer"))
        return written if isinstance(written, str) else ""


def _once(same: Sequence[Mistake]) -> Iterator[Mistake]:
    """What one part of the author breaks in several places below, as one mistake."""
    breaking = [one for one in same if one.code == "breaks-base"]
    yield from (one for one in same if one.code != "breaks-base")
    if breaking:
        where = few(dict.fromkeys(one.names["base"] for one in breaking))
        yield replace(breaking[0], names={**breaking[0].names, "base": where})


def _turned(one: Mistake, also: tuple[Mistake, ...]) -> Mistake:
    """What was found below and is so at a place of the author as well, told there."""
    first, *more = also
    names = dict(first.names or one.names)
    if one.code == "phrase-twice":
        names["other"] = _name_of(one.file, ())
    return replace(first, names=names, is_warning=one.is_warning, also=tuple(more))


def _name_of(file: str, place: Place) -> str:
    """What is at a place, as a message may name it."""
    folder, _slash, name = file.rpartition("/")
    if folder or not place:
        return name.removesuffix(".yaml")
    return short(place[1] if place[0] == "texts" and len(place) > 1 else place[0])


def _holds(data: Any, place: Place) -> bool:
    return _at(data, place) is not _NOTHING


def _at(data: Any, place: Place) -> Any:
    """What stands at a place of plain data; _NOTHING where there is none."""
    for part in place:
        is_there = (
            part in data
            if isinstance(data, dict)
            else isinstance(data, list) and part in range(len(data))
        )
        if not is_there:
            return _NOTHING
        data = data[part]
    return data
