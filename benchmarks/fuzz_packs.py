"""Thousands of changed packs, answers and cases: `benchmarks/fuzz_packs.py [COUNT SEED SECONDS]`.

Says what was wrong with the program (nothing should be), the longest that a command took beyond
those on the unchanged files, and the most memory that was held. The tests try a few of the same.
"""

import os
import resource
import sys
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic, process_time

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.casework.evidence.test_importing import exported
from tests.cli.support import ANSWERS, GIVEN
from tests.pack.hostile.mutations import mutated, write_mutated_pack
from tests.pack.hostile.test_fuzz import RAW, commands_for, said_by
from tests.walks import walks

from wallethelp.core.tables import hand_in
from wallethelp.lookups import LibraryTables


def main(count: int, seed: int, seconds: int) -> int:
    """Print a line for each bug, and at the end the worst; returns how many bugs there were."""
    hand_in(LibraryTables())
    bugs, worst, kinds = 0, (0.0, ""), Counter[str]()
    codes = Counter[int]()
    whole_case = exported(walks()[0], "en").encode()
    end = monotonic() + seconds
    with TemporaryDirectory() as place:
        os.environ["XDG_CACHE_HOME"] = f"{place}/cache"
        os.environ["WALLETHELP_HOME"] = f"{place}/home"
        for number in range(seed, seed + count):
            if monotonic() > end:
                break
            draw = Random(number)  # noqa: S311 - no secret is made of it
            folder = Path(place) / "pack"
            changed = write_mutated_pack(draw, folder)
            answers = Path(place) / "a.yaml"
            answers.write_bytes(mutated(draw, ANSWERS.encode()))
            kinds[changed.split("/")[0]] += 1
            case = Path(place) / "case.json"
            case.write_bytes(mutated(draw, whole_case))
            given = (*GIVEN, "--no-save", "--answers", str(answers))
            imported = ("cases", "import", str(case))
            # What takes longest is tried on some.
            commands = commands_for(folder)[:: 1 if number % 8 == 0 else 2]
            for command in (*commands, given, imported):
                begun = process_time()
                code, said = said_by(*command)
                took = process_time() - begun
                codes[code] += 1
                worst = max(worst, (took, f"{number}: {' '.join(command)} ({changed})"))
                if code not in (0, 1, 2) or RAW.search(said):
                    bugs += 1
                    print(
                        f"{number}: exit {code}: {' '.join(command)} ({changed})\n{said[-800:]}",
                        flush=True,
                    )
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    tried = kinds.total()
    print(f"{tried} packs, answers and cases, from {seed}: {bugs} bugs, exit codes {dict(codes)}")
    print(f"changed: {dict(kinds)}")
    print(f"the longest command took {worst[0]:.2f} s of the processor: {worst[1]}")
    print(f"the most memory held, over all: {held:.0f} MB")
    return bugs


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    sys.exit(bool(main(*given, *(500, 0, 3600)[len(given) :])))
