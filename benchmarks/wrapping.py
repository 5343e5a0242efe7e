"""How the time to wrap a text grows with it: 50,000 and 200,000 characters of several kinds.

    python benchmarks/wrapping.py

Linear is 4; looking at every pair of places would show 16. Exits with 1 over 8.
"""

import sys
from time import process_time

from wallethelp.render.wrap import wrap

KINDS = ("word ", "长", "，！", "слово ", "长，“好”。", " ", "\u0301", "👩‍👩‍👧", "a-", "()", "x")
MOST = 8.0


def seconds(kind: str, length: int) -> float:
    """The time to wrap so much of a kind of text."""
    text = (kind * (length // len(kind) + 1))[:length]
    begin = process_time()
    wrap(text, 80)
    return process_time() - begin


def main() -> int:
    """Print a line for each kind; returns the exit code."""
    worst = 0.0
    for kind in KINDS:
        short, long = seconds(kind, 50_000), seconds(kind, 200_000)
        # What takes no time grows by chance.
        ratio = long / max(short, 0.005)
        worst = max(worst, ratio)
        print(f"{kind!r:14} {short:6.2f} s {long:6.2f} s  ratio {ratio:5.1f}", flush=True)
    return 1 if worst > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
