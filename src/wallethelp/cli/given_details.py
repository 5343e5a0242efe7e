"""A detail given as an option: read through the same door as a typed one, with nobody to ask."""

from datetime import datetime

from wallethelp.cli.errors import GivenError, UsageError
from wallethelp.core.duration import Calendar
from wallethelp.core.model import FieldSpec
from wallethelp.core.privacy.verdicts import Doubtful, Refused
from wallethelp.core.reading.results import NotReference, NotUnderstood, Several
from wallethelp.core.values import Detail, Moment
from wallethelp.i18n import labelled, say
from wallethelp.render import words
from wallethelp.render.value_words import readings_in_words


def read_given(
    text: str,
    spec: FieldSpec,
    *,
    now: datetime,
    calendar: Calendar,
    start: Moment | None = None,
) -> Detail | None:
    """The detail in `text`; None where it says nothing. `start` is what a length counts from.

    Raises UsageError where it can mean several things, GivenError where it cannot be kept.
    """
    # Imported here: most options are not given.
    from wallethelp.core.entry import read_entry

    entry = read_entry(text, spec, now=now, calendar=calendar, start=start)
    match entry:
        case Detail():
            return entry
        case Several(readings=readings):
            values = [reading.value for reading in readings]
            shown = readings_in_words(values, spec, now)
            raise UsageError(*words.several(say(spec.label), shown))
        case NotUnderstood():
            why = words.not_understood(entry, spec)
        case NotReference():
            why = words.no_reference()
        case Refused() | Doubtful():
            why = words.not_kept(entry)
        case _:
            return None
    raise GivenError(labelled(say(spec.label), why))
