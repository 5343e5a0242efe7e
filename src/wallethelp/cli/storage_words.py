"""What the system or the stored cases would not do, in words."""

import errno
import os
from pathlib import Path

from wallethelp.i18n import _
from wallethelp.render.system_reasons import system_reason
from wallethelp.store.database import StoreError
from wallethelp.store.home import data_folder


def refused_by_system(error: OSError) -> tuple[str, ...]:
    """What the system would not do with a path that was given: what, where, what to do next."""
    what = system_reason(error.errno)
    if error.filename is None:
        # Files name themselves; this is a standard stream: a full disk behind it, say.
        return (_("{path} cannot be written: {problem}.").format(path="stdout", problem=what),)
    path = Path(os.fsdecode(error.filename))
    if path.is_relative_to(data_folder(os.environ)):
        todo = _("Set WALLETHELP_HOME to a folder you can write to.")
    elif error.errno in (errno.ENOSPC, errno.EDQUOT):
        todo = _("Make room on it and try again, or choose a folder on another disk.")
    else:
        todo = _("Look at its name and its permissions, or name another place.")
    return _("{path} cannot be used: {problem}.").format(path=path, problem=what), todo


def store_problem(error: StoreError) -> tuple[str, str]:
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
            _('Make room on the disk, then run: wallethelp cases purge --older-than "90 days"'),
        ),
        "not-deleted": (
            _("A copy of evidence could not be deleted: {place}. Its case is still there."),
            _("Look at its permissions, then delete it again."),
        ),
    }[error.problem]
    return what.format(place=error.place, id=error.case_id), todo
