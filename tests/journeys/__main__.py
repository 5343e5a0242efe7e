"""`python -m tests.journeys after`: play every journey, keep the figures, write the page.

`before` keeps them as what `after` is compared with; that is done once.
"""

import sys

from tests.journeys import figures


def main(name: str) -> None:
    """Measure under this name."""
    figures.write(name, figures.measured())
    if name == "after":
        figures.PAGE.write_text(figures.page(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
