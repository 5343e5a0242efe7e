"""What an extension adds to the shipped pack and replaces of it, for its author."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wallethelp import __version__
from wallethelp.core.extending import Change
from wallethelp.core.limits import few
from wallethelp.core.model import BASE
from wallethelp.i18n import _, plural

_MOST = 12
"""Names of one kind that are listed."""


def change_lines(changes: Iterable[Change]) -> Iterator[str]:
    """What is extended; whose contacts are now others'; what was added, and what replaced."""
    by_how: Mapping[str, dict[str, list[str]]] = {
        how: defaultdict(list) for how in ("added", "replaced")
    }
    for one in changes:
        by_how[one.how][one.kind].append(one.name)
    yield _("Extends {program}.").format(program=f"{BASE} {__version__}")
    told = [
        name
        for how in ("added", "replaced")
        for name in by_how[how].get("contact", ())
        if name.partition("/")[0] in by_how["replaced"].get("wallet", ())
    ]
    if told:
        yield _(
            "Careful: wallets of the shipped pack get contacts of this pack: {names}. Whoever uses"
            " it is told that they are not the program's."
        ).format(names=_names(told))
    for how, title in (("added", _("Added: {what}.")), ("replaced", _("Replaced: {what}."))):
        if by_how[how]:
            listed = (f"{_word(kind)} {_names(names)}" for kind, names in by_how[how].items())
            yield title.format(what=_("; ").join(listed))


def _names(names: list[str]) -> str:
    left = len(names) - _MOST
    listed = few(names, _MOST).replace(", ", _(", "))
    return listed + plural(" and {n} more", " and {n} more", left) if left > 0 else listed


def _word(kind: str) -> str:
    """The kind in the language in use; the name of a file stays."""
    return {
        "wallet": _("wallet"),
        "guide": _("guide"),
        "contact": _("contact"),
        "field": _("field"),
        "fact": _("fact"),
        "rung": _("rung"),
        "tip": _("tip"),
        "category": _("category"),
        "text": _("text"),
    }.get(kind, kind)


def change_data(changes: Iterable[Change]) -> dict[str, Any]:
    """The same as plain data for `--json`."""
    listed = list(changes)
    return {
        "name": BASE,
        "version": __version__,
        **{
            how: [{"kind": one.kind, "name": one.name} for one in listed if one.how == how]
            for how in ("added", "replaced")
        },
    }
