"""How many changes no test noticed: `python -m tests.mutation`, after `mutmut run`.

Reads what mutmut left in `mutants/`, and holds it to the table of `docs/mutation.md`: a row of
files must be noticed as often as its last column says. With `--some` rows that were not run, or
not to their end, are told and pass; without, they fail.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from tests.support import ROOT

PAGE = ROOT / "docs" / "mutation.md"
_ROW = re.compile(r"^\| (`.+?) \| .* \| ([\d.]+) % \|$", re.MULTILINE)
_NOTICED = {1, 3, *(36, 24, -24, 152, 255)}
"""Exit codes of a change that a test noticed: it failed, or did not come to an end in its time."""


class Row(Struct, frozen=True):
    """Files that are judged together, and the share of their mutants that must be noticed."""

    files: tuple[str, ...]
    floor: float


class Score(Struct, frozen=True):
    """What came of the mutants of a row."""

    mutants: int
    unnoticed: tuple[str, ...]
    waiting: int

    @property
    def noticed(self) -> float:
        """The share that was noticed in per cent, cut to one decimal: 99.96 is not 100."""
        share = 1000 * (self.mutants - len(self.unnoticed)) // max(1, self.mutants)
        return share / 10


def rows(page: str) -> tuple[Row, ...]:
    """The rows of the table: files as patterns below `src/wallethelp`, and their floor."""
    return tuple(
        Row(tuple(re.findall(r"`([^`]+)`", files)), float(floor))
        for files, floor in _ROW.findall(page)
    )


def score(row: Row, results: Mapping[str, Mapping[str, int | None]]) -> Score:
    """What came of `row`; `results` are mutants with their exit codes, by file."""
    codes = {
        name: code
        for file, mutants in results.items()
        if any(Path(file).match(f"src/wallethelp/{pattern}") for pattern in row.files)
        for name, code in mutants.items()
    }
    return Score(
        mutants=len(codes),
        unnoticed=tuple(name for name, code in codes.items() if code not in {None, *_NOTICED}),
        waiting=sum(code is None for code in codes.values()),
    )


def told(row: Row, found: Score) -> tuple[str, bool]:
    """A line about a row, and whether it holds; what was not run to its end does not."""
    name = ", ".join(row.files)
    if found.waiting or not found.mutants:
        return f"{name}: {found.waiting} of {found.mutants} not run", False
    what = f"{found.noticed} % of {found.mutants} noticed, {len(found.unnoticed)} not"
    if found.noticed < row.floor:
        return f"{name}: {what}; at least {row.floor} % must be", False
    return f"{name}: {what}", True


def _results(folder: Path) -> Iterator[tuple[str, Mapping[str, int | None]]]:
    for path in sorted(folder.rglob("*.meta")):
        file = path.relative_to(folder).as_posix().removesuffix(".meta")
        yield file, json.loads(path.read_text("utf-8"))["exit_code_by_key"]


def main(some: bool) -> int:
    """Tell every row; the exit code."""
    results = dict(_results(ROOT / "mutants"))
    failed = False
    for row in rows(PAGE.read_text("utf-8")):
        found = score(row, results)
        line, holds = told(row, found)
        print(line)
        if not holds and not (some and (found.waiting or not found.mutants)):
            failed = True
            print(*(f"  {name}" for name in found.unnoticed), sep="\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(some="--some" in sys.argv))
