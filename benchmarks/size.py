"""How large an installation is: `python benchmarks/size.py`.

Makes a fresh environment without pip, installs this checkout into it as a user would, and prints
what each distribution takes on disk, compiled files included, and the total.
"""

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUDGET = 90_000_000
"""The most that everything may take, in bytes."""


def installed(folder: Path) -> Path:
    """The site-packages of a new environment in `folder`, with the checkout and all it needs."""
    environment = folder / "venv"
    _python("venv", "--without-pip", str(environment))
    _python("pip", "--quiet", "--python", str(environment), "install", str(ROOT))
    (site,) = environment.glob("[Ll]ib/**/site-packages")
    return site


def _python(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", *arguments], check=True)  # noqa: S603


def sizes(site: Path) -> Mapping[str, int]:
    """The bytes on disk of each distribution in `site`; what none has recorded stands under ''."""
    owners = {
        (site / file).resolve(): f"{dist.name} {dist.version}"
        for dist in distributions(path=[str(site)])
        for file in dist.files or ()
    }
    found: Counter[str] = Counter()
    for path in site.rglob("*"):
        status = path.lstat()
        found[owners.get(path.resolve(), "")] += _on_disk(status.st_size)
    return found


def _on_disk(size: int) -> int:
    """In whole blocks of 4 KiB, as most file systems keep it and `du` counts it."""
    return -(-size // 4096) * 4096


def main() -> None:
    """Print the sizes; end with 1 where the total is over the budget."""
    with tempfile.TemporaryDirectory() as folder:
        found = sizes(installed(Path(folder)))
    for name, size in sorted(found.items(), key=lambda item: -item[1]):
        print(f"{size / 1e6:7.1f} MB  {name or '(folders, and files in no record)'}")
    total = sum(found.values())
    print(f"{total / 1e6:7.1f} MB  together; at most {BUDGET / 1e6:.0f}")
    sys.exit(total > BUDGET)


if __name__ == "__main__":
    main()
