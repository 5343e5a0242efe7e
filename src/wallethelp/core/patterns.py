"""Regular expressions that are compiled when they are first used.

Those that read a text take 50 ms to compile, and most commands read none.
"""

import re
from typing import Any, cast


def late(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern `text`, compiled at its first use."""
    return cast("re.Pattern[str]", _Late(text, flags))


class _Late:
    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        # Asked only for what is not there: from now on all of it is.
        compiled = re.compile(self.pattern, self.flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        self.groupindex = compiled.groupindex
        return getattr(compiled, name)
