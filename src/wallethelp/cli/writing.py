"""What a command writes to a file: whole or not at all, and never over another one unasked."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from wallethelp.cli.errors import GivenError
from wallethelp.i18n import _
from wallethelp.system import AS_BYTES


def write_output(path: Path, text: str | bytes, *, force: bool, is_shared: bool = False) -> None:
    """Write bytes, or a text as UTF-8, for this user only; never over a file without `force`.

    With it, the old file stays whole until the new one is. What `is_shared`, as guides are, may be
    read by whoever may read other files of this user, or the old one. Raises GivenError where one
    is there, and OSError, naming `path`.
    """
    check_output(path, force=force)
    content = text.encode("utf-8") if isinstance(text, str) else text
    try:
        if not force:
            _create(path, content, is_shared=is_shared)
        elif _is_device(path):
            # Appending: a redirected standard output may have something in it already.
            _write(os.open(path, os.O_WRONLY | os.O_APPEND | AS_BYTES), content)
        else:
            _put_in_place(path.resolve(), content, is_shared=is_shared)
    except FileExistsError as error:
        raise _exists_already(path) from error
    except OSError as error:
        # Writing to an open file names none.
        error.filename = str(path)
        raise


def _is_device(path: Path) -> bool:
    # /dev/stdout may lead to a file, which whoever redirected it holds open.
    return path.exists() and (not path.is_file() or Path("/dev") in path.absolute().parents)


def _create(path: Path, content: bytes, *, is_shared: bool) -> None:
    """A new file; where that fails nothing is left of it."""
    mode = 0o666 if is_shared else 0o600
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | AS_BYTES, mode)
    with _or_nothing(path):
        _write(descriptor, content)


def _put_in_place(path: Path, content: bytes, *, is_shared: bool) -> None:
    """The file is the old one or the new one, never half of it."""
    if is_shared and not path.exists():
        _create(path, content, is_shared=True)
        return
    descriptor, name = mkstemp(prefix=".wallethelp-", dir=path.parent)
    with _or_nothing(Path(name)):
        _write(descriptor, content)
        if is_shared:
            Path(name).chmod(stat.S_IMODE(path.stat().st_mode))
        Path(name).replace(path)


@contextmanager
def _or_nothing(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def _write(descriptor: int, content: bytes) -> None:
    """Write all of it, down to the disk, and close the file."""
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def check_output(path: Path, *, force: bool) -> None:
    """Fail before any question is asked if `path` could not be written afterwards.

    Raises GivenError where a file is there already, or cannot be made.
    """
    if path.exists() and not force:
        raise _exists_already(path)
    if not path.parent.is_dir():
        raise GivenError(_("There is no folder {path}.").format(path=path.parent))


def _exists_already(path: Path) -> GivenError:
    return GivenError(
        _("{path} exists already and was not overwritten.").format(path=path),
        _("Choose another name, or add --force."),
    )
