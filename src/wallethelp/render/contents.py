"""What is in an export, and what of it was masked: found by looking, so that it is true."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from wallethelp.core.case import Case
from wallethelp.core.evidence import Pieces
from wallethelp.core.history import LOG_FIELDS, Log
from wallethelp.core.model import Pack
from wallethelp.core.redact import redact, redacted, without
from wallethelp.core.values import Detail
from wallethelp.i18n import _, say


class Parts(NamedTuple):
    """All that a copy of a case is made of."""

    case: Case
    log: Log
    evidence: Pieces = ()


Shape = Callable[[Parts], object]
"""What an export shows of them, as a value that can be compared."""


class _Thing(NamedTuple):
    """One thing the person brought: what it is called, and how to find and to hide it."""

    label: str
    found: Callable[[Parts], object]
    hidden: Callable[[Parts], Parts]


def masked_parts(parts: Parts, pack: Pack) -> Parts:
    """The parts for somebody else to read."""
    case, log = redact(parts.case, parts.log, pack.fields)
    return Parts(case, log, redacted(parts.evidence, pack.fields))


def contents(parts: Parts, pack: Pack, shape: Shape, *, reveal: bool) -> list[str]:
    """What the person brought that `shape` shows, and what redaction makes of it, in sentences.

    `parts` are as they are kept; `reveal` means that they leave like that.
    """
    away, whole = masked_parts(parts, pack), shape(parts)
    plain: list[str] = []
    masked: list[str] = []
    with_contacts: list[str] = []
    for thing in _things(parts, pack):
        gone = thing.hidden(parts)
        if shape(gone) == whole:
            continue
        kept = thing.found(away)
        if kept == thing.found(gone):
            masked.append(thing.label)
        else:
            plain.append(thing.label)
            if kept != thing.found(parts):
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


def _things(parts: Parts, pack: Pack) -> Iterator[_Thing]:
    if parts.case.session.helping:
        yield _Thing(
            _("whom you ask for"),
            lambda parts: parts.case.session.helping,
            lambda parts: parts._replace(case=without(parts.case, "helping")),
        )
    for name, reply in parts.case.replies.items():
        if isinstance(reply, Detail):
            yield _detail(name, say(pack.fields[name].label))
    for name, spec in LOG_FIELDS.items():
        if any(name in contact.details for contact in parts.log):
            yield _logged(name, say(spec.label))
    if parts.evidence:
        yield _of_evidence("name", _("the names of the evidence files"))
        yield _of_evidence("shows", _("what the evidence shows"))


def _detail(name: str, label: str) -> _Thing:
    return _Thing(
        label,
        lambda parts: parts.case.replies[name],
        lambda parts: parts._replace(case=without(parts.case, name)),
    )


def _logged(name: str, label: str) -> _Thing:
    return _Thing(
        label,
        lambda parts: [contact.details.get(name) for contact in parts.log],
        lambda parts: parts._replace(log=without(parts.log, name)),
    )


def _of_evidence(name: str, label: str) -> _Thing:
    return _Thing(
        label,
        lambda parts: [getattr(piece, name) for piece in parts.evidence],
        lambda parts: parts._replace(evidence=without(parts.evidence, name)),
    )
