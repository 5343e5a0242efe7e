"""What ages: facts and contacts that were read or checked long ago, or on a day to come."""

from collections.abc import Iterator
from datetime import date

from wallethelp.core.case import FRESH
from wallethelp.core.mistakes import Mistake, put, warning
from wallethelp.core.model import Pack


def ages(pack: Pack, today: date) -> Iterator[Mistake]:
    """A warning for each fact and contact whose date is over a year before `today`, or after it."""
    for name, fact in pack.facts.items():
        yield from put("facts.yaml", (name, "read_on"), _aged("stale-fact", fact.read_on, today))
    for wallet_name, wallet in pack.wallets.items():
        for channel_name, channel in wallet.channels.items():
            for number, contact in enumerate(channel.contacts):
                place = ("channels", channel_name, "contacts", number, "checked_on")
                found = _aged("stale-contact", contact.checked_on, today)
                yield from put(f"wallets/{wallet_name}.yaml", place, found)


def _aged(code: str, day: date | None, today: date) -> Iterator[Mistake]:
    # None: the date could not be read.
    if day is not None and day > today:
        yield warning("future-date", date=str(day))
    elif day is not None and today - day > FRESH:
        yield warning(code, date=str(day))
