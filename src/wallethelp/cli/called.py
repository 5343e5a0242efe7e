"""What this program is called on the person's computer: texts say `wallethelp`."""

import shlex
import shutil
import sys
from pathlib import Path

NAME = "wallethelp"


def typed_instead() -> str | None:
    """What is to be typed instead of `wallethelp`; None where that starts this very program."""
    return instead_of_name(Path(sys.argv[0]), shutil.which(NAME))


def instead_of_name(started: Path, found: str | None) -> str | None:
    """The same, by the file that was `started` and the one that is `found` by the name alone."""
    if started.stem != NAME or not started.is_file():
        return None  # `python -m wallethelp`, or a test
    if found is not None and started.samefile(found):
        return None
    return shlex.quote(str(started.absolute()))
