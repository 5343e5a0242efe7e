"""Build the site: `python -m tests.site [FOLDER]`, in `build/site` where none is named."""

import sys
from pathlib import Path

from tests.site.build import BuildError, build
from tests.site.everything import all_pages
from tests.support import ROOT


def main() -> int:
    """Returns 1 where the site could not be built, and says why."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "site"
    try:
        site = build(all_pages(), folder)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    print(site / "index.html")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
