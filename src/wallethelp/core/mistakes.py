"""What is wrong with a pack or a file, as values; `render.mistakes` has the words."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from wallethelp.core.limits import MAX_GUESSES, MAX_NAME

Place = tuple[str | int, ...]
"""The keys and positions that lead to a value inside one file."""


class Mistake(Struct, frozen=True, kw_only=True):
    """One mistake in a file of the pack. `line` and `column` count from 1; 0 is unknown."""

    code: str
    file: str
    place: Place = ()
    line: int = 0
    column: int = 0
    names: Mapping[str, str] = field(default_factory=dict)
    """What the wording needs: the name in question, what was expected."""
    closest: str | None = None
    is_warning: bool = False
    """Worth mending, but the guide can run."""
    also: tuple["Mistake", ...] = ()
    """The same mistake in other places, told here once."""


class Unsure(Struct, frozen=True, kw_only=True):
    """What is not known of a pack in which files could not be read as they are."""

    hidden: Mapping[str, Collection[str]] = field(default_factory=dict)
    """By sort, names that may be there all the same."""
    open: Collection[str] = ()
    """Sorts of which any name may be there."""
    broken: Collection[str] = ()
    """Files in which something does not have its form."""
    shaky: Collection[str] = ()
    """Files of which something that is written was lost."""
    is_blind: bool = False
    """Whether of some file not even the words are known."""
    words: Collection[str] = frozenset()
    """What could be a name in the files that have mistakes of form."""

    def may_name(self, name: str) -> bool:
        """Whether `name` may be used where nobody could read it."""
        return self.is_blind or name in self.words


SURE = Unsure()


def inside(code: str, *place: str | int, **names: str) -> Mistake:
    """A mistake at a place within the part of a file that is looked at."""
    return Mistake(code=code, file="", place=place, names=names)


def warning(code: str, *place: str | int, **names: str) -> Mistake:
    """What is worth mending, at a place within the part of a file that is looked at."""
    return Mistake(code=code, file="", place=place, names=names, is_warning=True)


def put(file: str, place: Place, found: Iterable[Mistake]) -> Iterator[Mistake]:
    """The mistakes of a part, told by where in the file the part stands."""
    return (replace(one, file=file, place=(*place, *one.place)) for one in found)


_OTHER: Mapping[str | int, str] = {"zh": "en", "en": "zh"}


class Source(Struct, frozen=True):
    """A file and where each of its values stands (line and column, counted from 1)."""

    file: str = ""
    marks: Mapping[Place, tuple[int, int]] = field(default_factory=dict)

    def mark(self, place: Place) -> tuple[int, int]:
        """The place of a value, or of the nearest value around it."""
        found: Place = ()
        for part in place:
            # What a short form implies is not in the file: `do: [{zh: …, en: …}]` has no `text`.
            # A text in the only language of a pack is that of the other one too.
            written = ((*found, one) for one in (part, _OTHER.get(part)) if one is not None)
            found = next((place for place in written if place in self.marks), found)
        return self.marks.get(found, (0, 0))

    def mistake(self, code: str, place: Place, near: str | None = None, **names: str) -> Mistake:
        """The mistake `code` at `place`, with its line and column."""
        line, column = self.mark(place)
        return Mistake(
            code=code,
            file=self.file,
            place=place,
            line=line,
            column=column,
            names=names,
            closest=near,
        )


_PREFIX = 3
"""Letters that say enough of a name."""


def closest(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that `name` was likely meant to be, or None rather than a wild guess.

    It begins with the same letter, and at most one letter in three is wrong; or it is the only one
    that goes on where `name` ends. Where several are equally near, none was surely meant.
    """
    if len(name) > 2 * MAX_NAME:
        return None
    written = name.casefold().lstrip("-_")
    near = {known: known.casefold().lstrip("-_") for known in names}
    alike = {
        known: letters
        for known, letters in near.items()
        if letters[:1] == written[:1] and abs(len(letters) - len(written)) <= len(letters) // 3
    }
    typos = {
        known: count
        for known, letters in alike.items()
        if len(alike) <= MAX_GUESSES
        and (count := _typos(written, letters)) <= max(len(letters), len(written)) // 3
    }
    best = [known for known, count in typos.items() if count == min(typos.values())]
    begun = [known for known, letters in near.items() if letters.startswith(written)]
    for found in (best, begun if len(written) >= _PREFIX else []):
        if len(found) == 1:
            return found[0]
    return None


def _typos(one: str, other: str) -> int:
    """Letters left out, added, wrong or swapped with the next (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            count = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                count = min(count, last[j - 2] + 1)
            row.append(count)
    return row[-1]
