"""A number or address in a pack, never without who says so and how long ago that was looked at."""

from datetime import date

from wallethelp.core.model import Contact
from wallethelp.i18n import _, plural

_DAYS, _MONTHS = 60, 24
"""So many are counted before it is told in months, and in years."""
_A_MONTH, _A_YEAR = 30.44, 365.25


def contact_in_words(contact: Contact, today: date) -> str:
    """`contact` with its source and its age, and that it is the pack's: the program brings none."""
    words = _("{value} (source: {source}; checked on {date}, {age}; not the program's own)")
    return words.format(
        value=contact.value,
        source=contact.source,
        date=contact.checked_on.isoformat(),
        age=_age((today - contact.checked_on).days),
    )


def _age(days: int) -> str:
    if days < 0:
        return _("a day still to come")
    if days == 0:
        return _("today")
    if days < _DAYS:
        return plural("{n} day ago", "{n} days ago", days)
    months = int(days / _A_MONTH)
    if months < _MONTHS:
        return plural("{n} month ago", "{n} months ago", months)
    return plural("{n} year ago", "{n} years ago", int(days / _A_YEAR))
