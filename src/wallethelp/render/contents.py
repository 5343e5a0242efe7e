"""What is in an export, and what of it was masked: found by looking, so that it is true."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from wallethelp.core.case import Case
from wallethelp.core.history import LOG_FIELDS, Log
from wallethelp.core.model import Pack
from wallethelp.core.redact import redact, without
from wallethelp.core.values import Detail
from wallethelp.i18n import _, say

Shape = Callable[[Case, Log], object]
"""What an export shows of a case and its log, as a value that can be compared."""


class _Thing(NamedTuple):
    """One thing the person brought: what it is called, and how to find and to hide it."""

    label: str
    found: Callable[[Case, Log], object]
    hidden: Callable[[Case, Log], tuple[Case, Log]]


def contents(case: Case, log: Log, pack: Pack, shape: Shape, *, reveal: bool) -> list[str]:
    """What the person brought that `shape` shows, and what redaction makes of it, in sentences.

    `case` and `log` are as they are kept; `reveal` means that they leave like that.
    """
    redacted, whole = redact(case, log, pack.fields), shape(case, log)
    plain: list[str] = []
    masked: list[str] = []
    with_contacts: list[str] = []
    for thing in _things(case, log, pack):
        gone = thing.hidden(case, log)
        if shape(*gone) == whole:
            continue
        kept = thing.found(*redacted)
        if kept == thing.found(*gone):
            masked.append(thing.label)
        else:
            plain.append(thing.label)
            if kept != thing.found(case, log):
                with_contacts.append(thing.label)
    if reveal:
        lines = [
            (_("In it: {names}"), [name for name in plain if name not in with_contacts]),
            (_("Shown in full: {names}"), masked + with_contacts),
        ]
    else:
        lines = [
            (_("In it: {names}"), plain),
            (_("Masked: {names}"), masked),
            (_("Phone numbers and e-mail addresses masked in: {names}"), with_contacts),
        ]
    return [line.format(names=_(", ").join(names)) for line, names in lines if names]


def _things(case: Case, log: Log, pack: Pack) -> Iterator[_Thing]:
    if case.session.helping:
        yield _Thing(
            _("whom you ask for"),
            lambda case, _log: case.session.helping,
            lambda case, log: (without(case, "helping"), log),
        )
    for name, reply in case.replies.items():
        if isinstance(reply, Detail):
            yield _detail(name, say(pack.fields[name].label))
    for name, spec in LOG_FIELDS.items():
        if any(name in contact.details for contact in log):
            yield _logged(name, say(spec.label))


def _detail(name: str, label: str) -> _Thing:
    return _Thing(
        label,
        lambda case, _log: case.replies[name],
        lambda case, log: (without(case, name), log),
    )


def _logged(name: str, label: str) -> _Thing:
    return _Thing(
        label,
        lambda _case, log: [contact.details.get(name) for contact in log],
        lambda case, log: (case, without(log, name)),
    )
