"""Traditional characters simplified, by the table of OpenCC in `simplified.tsv`.

`python -m tests.simplified` makes the table anew; a test holds it against OpenCC's own.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_suffix(".tsv")


@cache
def simplifier() -> Callable[[str], str]:
    """What simplifies a text in Unicode's composed form: phrases first, the longest one that fits,
    so that 乾 becomes 干, but in 乾坤 stays.
    """
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    table = dict(line.split("\t") for line in lines if line[0] != "#")
    characters = {ord(key): value for key, value in table.items() if len(key) == 1}
    phrases = sorted((key for key in table if len(key) > 1), key=len, reverse=True)
    # The first character is looked up before every phrase is tried.
    begin = "".join({phrase[0] for phrase in phrases})
    phrase = re.compile(f"((?=[{begin}])(?:{'|'.join(phrases)}))")

    def simplified(text: str) -> str:
        parts = phrase.split(text)
        parts[::2] = [part.translate(characters) for part in parts[::2]]
        parts[1::2] = [table[part] for part in parts[1::2]]
        return "".join(parts)

    return simplified
