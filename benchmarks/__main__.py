"""Everything that has a budget: `python -m benchmarks [--runs N] [--quick]`.

The starts of commands beside bare programs and Copier, the growth of packs, the size of an
installation, long texts. Says at the end which budget is missed, and exits with 1 then.
"""

import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run each benchmark in a process of its own; returns the exit code."""
    parser = ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--quick", action="store_true", help="without the size of an installation")
    given = parser.parse_args()
    scripts = [
        ["start.py", "--runs", str(given.runs)],
        ["growth.py"],
        ["wrapping.py"],
        *([] if given.quick else [["size.py"]]),
    ]
    missed = []
    for script in scripts:
        print(f"\n== {' '.join(script)}", flush=True)
        done = subprocess.run([sys.executable, HERE / script[0], *script[1:]], check=False)  # noqa: S603
        if done.returncode:
            missed.append(script[0])
    print(f"\nover a budget: {', '.join(missed)}" if missed else "\nwithin every budget")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
