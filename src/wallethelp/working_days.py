"""The calendar the core is handed: mainland China's working days, by the table beside this file.

`python -m tests.calendar_table` makes the table anew from the `holidays` library, which takes 75 ms
to ask; a test holds it against the library.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_suffix(".tsv")


class MainlandCalendar:
    """Working days in mainland China, shifted weekends included.

    Wallets and banks elsewhere keep other holidays; what is counted here is shown with the date.
    """

    def is_working_day(self, day: date) -> bool:
        """Whether banks and support count `day`; in a year the table lacks, by the weekday."""
        year = _years().get(day.year)
        is_moved = year is not None and f"{day:%m%d}" in year.moved
        return (day.weekday() < 5) is not is_moved

    def is_estimated(self, day: date) -> bool:
        """True where the year's schedule has not been published."""
        year = _years().get(day.year)
        return year is None or year.is_estimated


class _Year(NamedTuple):
    is_estimated: bool
    moved: frozenset[str]
    """Weekdays off and weekend days that are worked, by month and day."""


@cache
def _years() -> dict[int, _Year]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line[0] != "#")
    return {
        int(year): _Year(state == "estimated", frozenset(moved.split()))
        for year, state, moved in rows
    }
