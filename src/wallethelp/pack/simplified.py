"""Traditional characters simplified, by the table of OpenCC in `simplified.tsv`.

`python -m tests.simplified` makes the table anew; a test holds it against OpenCC's own.
"""

import re
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_suffix(".tsv")


@cache
def _rows() -> dict[str, list[str]]:
    """The rows of the table by their first character."""
    rows: dict[str, list[str]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        rows.setdefault(line[0], []).append(line)
    return rows


def simplified(text: str) -> str:
    """A text in Unicode's composed form, simplified: phrases first, the longest one that fits, so
    that 乾 becomes 干, but in 乾坤 stays.
    """
    rows = _rows()
    table = dict(row.split("\t") for one in set(text) - {"#"} for row in rows.get(one, ()))
    there = sorted((key for key in table if len(key) == 1 or key in text), key=len, reverse=True)
    if not there:
        return text
    return re.sub("|".join(there), lambda match: table[match[0]], text)
