"""How the tables beside this file write what was read.

`2026-11-20 14:30`, `2026-11-20` (a day), `2026-11-20 afternoon`, `… end` (until the end of that
day), `A .. B`, a leading `~` for about, `ask: A or B`, `none`.
"""

from collections.abc import Iterator
from pathlib import Path

from wallethelp.core.reading.results import Counted, Open, Unread
from wallethelp.core.values import Moment, Money, Value


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """The rows of a table beside this file, without its headings."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))


def written(read: Value | Open | Counted | Unread) -> str:
    """What was read, in the notation of the tables."""
    match read:
        case Open(readings=readings):
            each = [written(reading) for reading in readings]
            if len(set(each)) < len(each):
                each = [
                    str(r.earliest)[:16] + " " + str(r.earliest)[-6:]
                    for r in readings
                    if isinstance(r, Moment)
                ]
            return "ask: " + " or ".join(each)
        case Money(amount=amount, currency=currency):
            shown = f"{amount:f} {currency}" if currency else f"{amount:f}"
        case Moment():
            shown = _moment(read)
        case Counted():
            return "counted"
        case _:
            return "none"
    return f"~{shown}" if read.about else shown


def _moment(read: Moment) -> str:
    first, last = read.earliest, read.latest
    if read.precision == "part":
        return f"{first:%Y-%m-%d} {str(read.part).replace('-', ' ')}"
    if read.precision == "day":
        days = [f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"]
        if first == last:
            return f"{days[0]} end"
        return " .. ".join(dict.fromkeys(days))
    return " .. ".join(dict.fromkeys(f"{at:%Y-%m-%d %H:%M}" for at in (first, last)))
