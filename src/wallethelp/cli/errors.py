"""What can be wrong with what was given, as one exception, and its words."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from wallethelp.core.mistakes import Mistake, closest
from wallethelp.core.text import clean
from wallethelp.i18n import _
from wallethelp.render.mistakes import mistake_line
from wallethelp.store.cases import StoreError
from wallethelp.store.home import data_folder

GIVEN = 1
"""An error in what was given: a bad file, say."""
USAGE = 2
"""Wrong usage, an unknown name, or a question with nobody to answer it."""


class CliError(Exception):
    """Ends the program with `code`, after saying what, where and what to do next."""

    def __init__(self, code: int, *lines: str) -> None:
        super().__init__(lines[0] if lines else "")
        self.code = code
        self.lines = lines


class ReaderGoneError(Exception):
    """Whoever read our output went away (`| head`): nobody is left to tell."""


def unknown_name(kind: str, name: str, names: Iterable[str], *, listing: str) -> CliError:
    """An unknown wallet, guide, case, language or format; `listing` says where the names are."""
    known = list(names)
    name = shown(name)
    lines = [_("There is no {kind} “{name}”.").format(kind=kind, name=name)]
    near = closest(name, known)
    if near is not None:
        lines.append(_("Did you mean “{name}”?").format(name=near))
    if known:
        lines.append(_("These exist: {names}").format(names=_(", ").join(known[:20])))
    if listing:
        lines.append(listing)
    return CliError(USAGE, *lines)


def shown(text: str) -> str:
    """Something given on the command line as a message may say it back: short, and no secret."""
    # Imported here: most commands are given nothing wrong.
    from wallethelp.core.privacy import Passed, inspect

    verdict = inspect(clean(text), "free")
    return verdict.text[:60] if isinstance(verdict, Passed) else "•••"


def bad_file(mistakes: Iterable[Mistake], *, hint: str = "") -> CliError:
    """One or more mistakes in a file or folder that was given."""
    lines = [mistake_line(mistake) for mistake in mistakes]
    return CliError(GIVEN, *lines, *([hint] if hint else []))


def system_words(error: OSError) -> str:
    """Why the system would not, in the language in use where it is an ordinary reason."""
    return {
        errno.EACCES: _("this user may not read or write it"),
        errno.EPERM: _("this user may not read or write it"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.EISDIR: _("it is a folder, not a file"),
        errno.ENOTDIR: _("part of the path is a file, not a folder"),
        errno.ELOOP: _("its links lead in a circle"),
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("the disk is full"),
        errno.EROFS: _("the disk can only be read"),
        errno.ENOENT: _("it does not exist"),
    }.get(error.errno or 0, error.strerror or str(error))


def refused_by_system(error: OSError) -> CliError:
    """What the system would not do with a path that was given: what, where, what to do next."""
    what = system_words(error)
    if error.filename is None:
        return CliError(
            GIVEN, _("{path} cannot be written: {problem}.").format(path="stdout", problem=what)
        )
    path = Path(os.fsdecode(error.filename))
    todo = _("Look at its name and its permissions, or name another place.")
    if path.is_relative_to(data_folder(os.environ)):
        todo = _("Set WALLETHELP_HOME to a folder you can write to.")
    return CliError(
        GIVEN, _("{path} cannot be used: {problem}.").format(path=path, problem=what), todo
    )


def store_problem(error: StoreError) -> list[str]:
    """Why the cases cannot be read or written, and what can be done."""
    what, todo = {
        "unwritable": (
            _("The case could not be kept: {place} cannot be written."),
            _("Set WALLETHELP_HOME to a folder you can write to."),
        ),
        "full": (
            _("The disk is full: {place} cannot be written."),
            _("Make room on it, or set WALLETHELP_HOME to a folder on another disk."),
        ),
        "failing": (
            _("The disk reported an error at {place}."),
            _("Check the disk, or set WALLETHELP_HOME to a folder on another one."),
        ),
        "damaged": (
            _("The stored cases are damaged: {place}. The file was left as it is."),
            _("Move that file away, then start again; new cases go into a new file."),
        ),
        "other-version": (
            _("The stored cases were written by another version of wallethelp: {place}."),
            _("Use that version for them, or set WALLETHELP_HOME to another folder."),
        ),
        "busy": (
            _("Another wallethelp is using the stored cases: {place}."),
            _("Wait a moment and try again."),
        ),
        "deleted": (
            _("Case {id} was deleted in another window."),
            _("It was not brought back."),
        ),
        "closed": (
            _("Case {id} was closed in another window."),
            _("It was left as it was when it was closed."),
        ),
        "changed": (
            _("Somebody went on with case {id} in another window."),
            _("What was answered there was left as it is."),
        ),
        "traces": (
            _("The cases are deleted, but {place} could not be rewritten: it may hold traces."),
            _("Make room on the disk, then run: wallethelp cases purge --older-than “90 days”"),
        ),
    }[error.problem]
    return [what.format(place=error.place, id=error.case_id), todo]


def write_output(path: Path, text: str, *, force: bool) -> None:
    """Write `text` as UTF-8 for this user only; never over a file without `force`.

    With it, the old file stays whole until the new one is. Raises CliError.
    """
    check_output(path, force=force)
    content = text.encode("utf-8")
    try:
        if not force:
            _create(path, content)
        elif _is_device(path):
            # Appending: a redirected standard output may have something in it already.
            _write(os.open(path, os.O_WRONLY | os.O_APPEND), content)
        else:
            _put_in_place(path.resolve(), content)
    except FileExistsError as error:
        raise _exists_already(path) from error
    except OSError as error:
        raise CliError(GIVEN, *_not_written(path, error)) from error


def _not_written(path: Path, error: OSError) -> list[str]:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return [
                _("The disk is full: {place} cannot be written.").format(place=path),
                _("Make room on it and try again, or choose a folder on another disk."),
            ]
        case errno.EIO:
            return [
                _("The disk reported an error at {place}.").format(place=path),
                _("Check the disk, or choose a folder on another one."),
            ]
    problem = error.strerror or error
    return [_("{path} cannot be written: {problem}.").format(path=path, problem=problem)]


def _is_device(path: Path) -> bool:
    # /dev/stdout may lead to a file, which whoever redirected it holds open.
    return path.exists() and (not path.is_file() or Path("/dev") in path.absolute().parents)


def _create(path: Path, content: bytes) -> None:
    """A new file, for this user only; where that fails nothing is left of it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with _or_nothing(path):
        _write(descriptor, content)


def _put_in_place(path: Path, content: bytes) -> None:
    """The file is the old one or the new one, never half of it."""
    descriptor, name = mkstemp(prefix=".wallethelp-", dir=path.parent)
    with _or_nothing(Path(name)):
        _write(descriptor, content)
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
    """Fail before any question is asked if `path` could not be written afterwards."""
    if path.exists() and not force:
        raise _exists_already(path)
    if not path.parent.is_dir():
        raise CliError(GIVEN, _("There is no folder {path}.").format(path=path.parent))


def _exists_already(path: Path) -> CliError:
    return CliError(
        GIVEN,
        _("{path} exists already and was not overwritten.").format(path=path),
        _("Choose another name, or add --force."),
    )
