"""A short name for what is in a folder of guides: the same for a copy, another after any change."""

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from wallethelp.pack.files import OddFileError, files_of, read_inside

_BYTES = 8
"""To be read out and compared. Making another pack with the same ones takes 2^64 tries."""


def fingerprint(folder: Path, below: Path | None = None) -> str:
    """The fingerprint of the pack in `folder`: of the names and contents of all that is said to
    people. What is not read counts with its name. Where it extends the pack in the folder `below`,
    the files of that one count, too.
    """
    whole = blake2b(digest_size=_BYTES)
    for each in (folder, *([below] if below is not None else ())):
        _count(whole, each)
    written = whole.hexdigest()
    return "-".join(written[at : at + 4] for at in range(0, len(written), 4))


def _count(whole: blake2b, folder: Path) -> None:
    with suppress(OddFileError):
        for name in files_of(folder):
            content = b""
            with suppress(OddFileError, OSError):
                content = read_inside(folder, name)
            for part in (name.encode("utf-8", "surrogateescape"), content):
                whole.update(blake2b(part).digest())
