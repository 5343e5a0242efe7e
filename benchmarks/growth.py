"""How time and memory grow with a pack: `python benchmarks/growth.py [GUIDES …]`.

For packs of so many guides: `channels` when the pack is first used (read, checked and compiled),
the same once it is compiled, and `flows check`. Seconds of the processor, so that what else runs
changes little, and the most memory of the process.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.start import pack_of_many

SIZES = (10, 100, 1000, 3000)


def main(sizes: Sequence[int]) -> None:
    """Print a line for each size."""
    program = str(Path(sys.executable).with_name("wallethelp"))
    print(f"{'guides':>7} {'first use':>16} {'compiled':>16} {'flows check':>16}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            pack = str(pack_of_many(Path(folder) / "pack", size))
            cache = Path(folder) / "cache"
            environment = {
                **os.environ,
                "WALLETHELP_HOME": f"{folder}/home",
                "XDG_CACHE_HOME": str(cache),
            }
            # A file that has just changed is not compiled: its time says too little.
            os.utime(Path(pack) / "pack.yaml", (1, 1))
            channels = [program, "channels", "upay", "--flows", pack]
            first = measured(channels, environment)
            kept = measured(channels, environment)
            checked = measured([program, "flows", "check", pack], environment)
            shutil.rmtree(cache, ignore_errors=True)
        cells = [f"{took:6.2f} s {held:4.0f} MB" for took, held in (first, kept, checked)]
        print(f"{size:7} {' '.join(f'{cell:>16}' for cell in cells)}", flush=True)


def measured(command: Sequence[str], environment: Mapping[str, str]) -> tuple[float, float]:
    """Seconds of the processor a command takes, and the most megabytes it held."""
    child = os.posix_spawn(
        command[0],
        list(command),
        dict(environment),
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _pid, _status, used = os.wait4(child, 0)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
