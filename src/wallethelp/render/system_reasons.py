"""Why the system refused something. Apart from other words: an error needs nothing else loaded."""

import errno

from wallethelp.i18n import _


def system_reason(number: int | None) -> str:
    """Why the system would not open, read or write something, by its error number."""
    return {
        errno.EACCES: _("this user may not read or write it"),
        errno.EPERM: _("this user may not read or write it"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.EISDIR: _("it is a folder, not a file"),
        errno.ENOTDIR: _("part of the path is a file, not a folder"),
        errno.ELOOP: _("its links lead in a circle"),
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("the disk is full"),
        errno.EIO: _("the disk reported an error"),
        errno.EROFS: _("the disk can only be read"),
        errno.ENOENT: _("it does not exist"),
    }.get(number or 0, _("the system refused it, error {n}").format(n=number))
