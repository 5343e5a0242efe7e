"""What can be wrong with what was given, as one exception, and its words."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path

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
    place = str(error.place)
    what = {
        "unwritable": _("The case could not be kept: {place} cannot be written."),
        "damaged": _("The stored cases are damaged: {place}. The file was left as it is."),
        "newer": _("The stored cases were written by a newer wallethelp: {place}."),
        "busy": _("Another wallethelp is using the stored cases: {place}."),
    }[error.problem].format(place=place)
    todo = {
        "unwritable": _("Set WALLETHELP_HOME to a folder you can write to."),
        "damaged": _("Move that file away, then start again; new cases go into a new file."),
        "newer": _("Update wallethelp, or set WALLETHELP_HOME to another folder."),
        "busy": _("Wait a moment and try again."),
    }[error.problem]
    return [what, todo]


def write_output(path: Path, text: str, *, force: bool) -> None:
    """Write `text` as UTF-8 for this user only; never over a file without `force`."""
    check_output(path, force=force)
    try:
        with open(path, "w", encoding="utf-8", newline="\n", opener=_for_this_user) as file:
            file.write(text)
        if path.is_file():
            # It may have been there before; a device keeps its permissions.
            path.chmod(0o600)
    except OSError as error:
        raise CliError(
            GIVEN,
            _("{path} cannot be written: {problem}.").format(
                path=path, problem=error.strerror or error
            ),
        ) from error


def _for_this_user(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def check_output(path: Path, *, force: bool) -> None:
    """Fail before any question is asked if `path` could not be written afterwards."""
    if path.exists() and not force:
        raise CliError(
            GIVEN,
            _("{path} exists already and was not overwritten.").format(path=path),
            _("Choose another name, or add --force."),
        )
    if not path.parent.is_dir():
        raise CliError(GIVEN, _("There is no folder {path}.").format(path=path.parent))
