"""What is wrong with a pack or a file, as values; `render.mistakes` has the words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

Place = tuple[str | int, ...]
"""The keys and positions that lead to a value inside one file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
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


@dataclass(frozen=True, slots=True)
class Source:
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


def closest(name: str, names: Iterable[str]) -> str | None:
    """The name most like `name`, or None where none is close."""
    return next(iter(get_close_matches(name, list(names), n=1, cutoff=0.6)), None)
