"""What somebody hears who has a screen read out: no colour, no layout, no cursor that moves."""

import re

from tests.journeys.person import unescaped

_RULE = re.compile(r"(?P<sign>[^\w\s])(?P=sign){2,}")


def heard(raw: str) -> list[str]:
    """The lines of what was printed, as a screen reader's user has them filtered: runs of spaces
    are one, lines across the page and empty lines are none.
    """
    lines = (" ".join(_RULE.sub("", line).split()) for line in unescaped(raw).splitlines())
    return [line for line in lines if line]


def length(raw: str) -> int:
    """The characters heard."""
    return len("\n".join(heard(raw)))
