"""The figures of journeys: measured, kept as a table, and shown side by side."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.journeys.heard import length
from tests.journeys.journey import guides, journey
from tests.journeys.person import Seat, person
from tests.support import ROOT

PAGE = ROOT / "docs" / "journeys.md"
FOLDER = Path(__file__).parent
LANGUAGES = ("zh", "en")
_AT_ONCE = 2
_SIZES = ((80, 24), (40, 30))

_HEAD = """\
# Journeys, measured

How far it is from a bare `wallethelp` to the first advice and to the last screen, in a terminal of
80 × 24, for a person who takes what is offered: the guide from the first screens, Enter wherever
that is an answer, the first of a list where it is none. Played on the program as it is installed.

- **keys**: those pressed until then; **screens**: those seen, that one included.
- **first advice**: the first screen that says what to do or not to do.
- **last screen**: the lines of its page (`wallethelp cases show`) in 80 × 24 and in 40 × 30.
- **heard**: the characters of the same journey with `--plain`, the last menu included, after a
  filter as blind users have it: no colour, no lines across the page, runs of spaces and empty lines
  collapsed. Beside it, in percent, what is left of it.

Each cell says before → after. *Before* is the commit {before}. *After* was measured by
`python -m tests.journeys after`, which writes this page.
"""
BEFORE = "d1badb1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """One journey's."""

    guide: str
    language: str
    first_keys: int
    first_screens: int
    end_keys: int
    end_screens: int
    lines_80: int
    lines_40: int
    heard: int


def measured() -> list[Figures]:
    """The figures of every guide in both languages. Takes some minutes."""
    wanted = [(guide, language) for guide in guides() for language in LANGUAGES]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(lambda pair: _measure(*pair), wanted))


def _measure(guide: str, language: str) -> Figures:
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        seen = journey(guide, home=home, seat=Seat(language=language))
        lines = [_page_lines(home, language, *size) for size in _SIZES]
        there = Path(folder) / "plain"
        seat = Seat(language=language, plain=True, options=("--plain",))
        plain = journey(guide, home=there, seat=seat, taken=seen.taken)
    return Figures(
        guide=guide,
        language=language,
        first_keys=seen.first_advice.keys,
        first_screens=seen.first_advice.screens,
        end_keys=seen.end.keys,
        end_screens=seen.end.screens,
        lines_80=lines[0],
        lines_40=lines[1],
        heard=length(plain.raw),
    )


def _page_lines(home: Path, language: str, columns: int, lines: int) -> int:
    seat = Seat(language=language, columns=columns, lines=lines)
    with person("cases", "show", home=home, seat=seat) as reader:
        assert reader.ended() == 0
        return len("\n".join(reader.lines).rstrip().splitlines())


def read(name: str) -> dict[tuple[str, str], Figures]:
    """The figures kept under this name, by guide and language."""
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = [_figures(row) for row in csv.DictReader(file, delimiter="\t")]
    return {(row.guide, row.language): row for row in rows}


def _figures(row: Mapping[str, str]) -> Figures:
    numbers = {f.name: int(row[f.name]) for f in fields(Figures) if f.type is int}
    return Figures(guide=row["guide"], language=row["language"], **numbers)


def write(name: str, figures: Iterable[Figures]) -> None:
    """Keep the figures under this name."""
    with (FOLDER / f"{name}.tsv").open("w", encoding="utf-8", newline="") as file:
        names = [f.name for f in fields(Figures)]
        writer = csv.DictWriter(file, names, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in figures)


def page() -> str:
    """`docs/journeys.md`: what is kept as before and as after, side by side."""
    before, after = read("before"), read("after")
    return "\n".join([_HEAD.format(before=BEFORE), *_tables(before, after)])


def _tables(
    before: Mapping[tuple[str, str], Figures], after: Mapping[tuple[str, str], Figures]
) -> Iterator[str]:
    titles = ("guide", "first advice: keys", "screens", "end: keys", "screens")
    more = ("last screen at 80", "at 40", "heard", "%")
    for language in LANGUAGES:
        yield f"## {language}\n"
        yield f"| {' | '.join((*titles, *more))} |"
        yield f"|{'---|' * 9}"
        for guide, spoken in before:
            if spoken == language:
                yield _row(before[guide, language], after[guide, language])
        yield ""


def _row(then: Figures, now: Figures) -> str:
    numbers = [f.name for f in fields(Figures) if f.type is int]
    cells = [f"{getattr(then, name)} → {getattr(now, name)}" for name in numbers]
    return f"| {' | '.join([then.guide, *cells, str(percent(then, now))])} |"


def percent(then: Figures, now: Figures) -> int:
    """What is heard now, in percent of what was heard then."""
    return round(100 * now.heard / then.heard)
