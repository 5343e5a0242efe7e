"""How well free text is understood, by kind: emergencies, their look-alikes, use, faults.

    python benchmarks/triage/kinds.py [--wrong] [kinds/development.tsv kinds/held-out.tsv …]

Each line of a file is `kind<TAB>language<TAB>guide<TAB>sentence`; two guides stand with a comma
between them, the worse first. Rules and phrases are mended by the development half alone; the
held-out half is scored, never read. `fresh.tsv` was written before a round
of mending, `afterwards.tsv` near its end, `last.tsv` when all was done, and `blind.tsv` by somebody
else at the end of the next round.
"""

import csv
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from wallethelp.core.triage.guides import Triage
from wallethelp.pack.cache import open_index, open_pack
from wallethelp.pack.find import shipped_pack

HERE = Path(__file__).parent
EMERGENCY = "emergency"
ANYTHING = "something-else"
"""The guide that a question about use may be offered: it claims nothing."""


class Row(NamedTuple):
    """A sentence with what it should come to."""

    kind: str
    language: str
    guide: str
    text: str


class Scored(NamedTuple):
    """A sentence and what it came to."""

    row: Row
    triage: Triage

    @property
    def first(self) -> str:
        """The guide ranked first."""
        return self.triage.matches[0].guide if self.triage.matches else "-"

    @property
    def is_first_clear(self) -> bool:
        """Whether a guide is claimed, other than the one for anything."""
        return self.triage.is_clear and self.first != ANYTHING


def rows(path: Path) -> list[Row]:
    """The sentences of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(lines)
        return [Row(*line) for line in lines]


def is_right(scored: Scored) -> bool:
    """Whether a sentence came to what it should."""
    kind, guides = scored.row.kind, scored.row.guide.split(",")
    if kind == "harmless":
        return scored.first != EMERGENCY
    if kind in ("howto", "offtopic"):
        return not scored.is_first_clear
    if kind == "two":
        return scored.first == guides[0] and guides[1] in [
            match.guide for match in scored.triage.matches[:3]
        ]
    if scored.row.guide == EMERGENCY:
        return scored.first == EMERGENCY and scored.triage.is_clear
    return scored.first == scored.row.guide


def figures(found: Sequence[Scored]) -> Iterator[str]:
    """One line for each kind and language, and one for the clear winners."""
    groups: dict[tuple[str, str], list[Scored]] = defaultdict(list)
    for scored in found:
        groups[scored.row.kind, "all"].append(scored)
        groups[scored.row.kind, scored.row.language].append(scored)
    for (kind, language), group in sorted(groups.items()):
        right = sum(map(is_right, group))
        clear = sum(scored.is_first_clear for scored in group)
        first = sum(scored.first == EMERGENCY for scored in group)
        yield (
            f"  {kind:11} {language:11} {len(group):3}  right {right / len(group):.2f}"
            f"  claimed {clear / len(group):.2f}  emergency first {first / len(group):.2f}"
        )
    on = [s for s in found if s.row.kind in ("ordinary", "traditional", "long")]
    if not on:
        return
    claimed = [s for s in on if s.triage.is_clear]
    right = sum(s.first == s.row.guide for s in claimed)
    near = sum(s.row.guide in [m.guide for m in s.triage.matches[:3]] for s in on)
    yield (
        f"  on topic: top-1 {sum(s.first == s.row.guide for s in on) / len(on):.2f}"
        f" top-3 {near / len(on):.2f}, claimed {len(claimed) / len(on):.2f},"
        f" right in {right / max(len(claimed), 1):.2f} of those"
    )


def main(arguments: Sequence[str]) -> None:
    """Print the figures for each file."""
    files = [Path(a) for a in arguments if not a.startswith("--")]
    index = open_index(shipped_pack(), open_pack(shipped_pack()))
    for path in files or sorted((HERE / "kinds").glob("*.tsv")):
        sentences = rows(path)
        begin = time.perf_counter()
        found = [Scored(row, index.rank(row.text)) for row in sentences]
        spent = (time.perf_counter() - begin) / len(sentences)
        print(f"{path.name}: {len(found)} sentences, {spent * 1000:.1f} ms each")
        for line in figures(found):
            print(line)
        if "--wrong" in arguments:
            for scored in found:
                if not is_right(scored):
                    triage, row = scored.triage, scored.row
                    near = ", ".join(f"{m.guide} {m.score}" for m in triage.matches[:3])
                    clear = " clear" if triage.is_clear else ""
                    print(f"    {row.kind} {row.guide} →{clear} {near}: {row.text}")


if __name__ == "__main__":
    main(sys.argv[1:])
