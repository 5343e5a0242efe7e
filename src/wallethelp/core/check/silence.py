"""Warnings silenced in place, each with a reason: `# wallethelp: ignore CODE reason`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from wallethelp.core.mistakes import Mistake


class Silence(Struct, frozen=True, kw_only=True):
    """A comment that says why a warning on one line is not to be told."""

    file: str
    line: int
    """Where the comment stands."""
    column: int
    about: int
    """The line it is about: its own, or the next one with anything on it."""
    code: str
    reason: str


def silenced(found: Sequence[Mistake], silences: Iterable[Silence]) -> Iterator[Mistake]:
    """`found` without the warnings that are silenced; with one for a silence that is idle.

    Only a silence with a reason counts, and only for warnings.
    """
    by_place: dict[tuple[str, int, str], list[Silence]] = defaultdict(list)
    for silence in silences:
        if silence.reason:
            by_place[silence.file, silence.about, silence.code].append(silence)
        else:
            yield _idle("silence-without-reason", silence)
    used: set[tuple[str, int, str]] = set()

    def is_told(one: Mistake) -> bool:
        place = (one.file, one.line, one.code)
        used.update({place} & by_place.keys())
        return place not in by_place

    for one in found:
        if not one.is_warning:
            yield one
        elif is_told(one):
            yield replace(one, also=tuple(filter(is_told, one.also)))
    for place, same in by_place.items():
        yield from (_idle("silence-unused", each) for each in same if place not in used)


def _idle(code: str, one: Silence) -> Mistake:
    return Mistake(
        code=code,
        file=one.file,
        line=one.line,
        column=one.column,
        names={"name": one.code},
        is_warning=True,
    )
