"""What is wrong with a pack or a file, as values; `render.mistakes` has the words."""

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

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


class Source(Struct, frozen=True):
    """A file and where each of its values stands (line and column, counted from 1)."""

    file: str = ""
    marks: Mapping[Place, tuple[int, int]] = field(default_factory=dict)

    def mark(self, place: Place) -> tuple[int, int]:
        """The place of a value, or of the nearest value around it."""
        while place and place not in self.marks:
            place = place[:-1]
        return self.marks.get(place, (0, 0))

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
