"""The calendars the core is handed: working days by the tables beside this file.

`python -m tests.calendar_table` makes the tables anew from the `holidays` library, which takes
75 ms to ask; a test holds them against the library.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from wallethelp.core.guide import Region

TABLE = Path(__file__).with_suffix(".tsv")
ELSEWHERE = Path(__file__).with_name("working_days_elsewhere.tsv")


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


class RegionalCalendar:
    """Working days where the table has the public holidays of a region."""

    def __init__(self, region: "Region") -> None:
        """Count the days of `region`."""
        self._region = region

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is a weekday and no public holiday; in a year not listed, a weekday."""
        off = _regions().get((self._region, day.year), frozenset())
        return day.weekday() < 5 and f"{day:%m%d}" not in off

    def is_estimated(self, day: date) -> bool:
        """True where the table lacks the year."""
        return (self._region, day.year) not in _regions()


@cache
def _regions() -> dict[tuple[str, int], frozenset[str]]:
    lines = ELSEWHERE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line[0] != "#")
    return {(region, int(year)): frozenset(off.split()) for region, year, off in rows}


REGIONAL: "dict[Region, RegionalCalendar]" = {
    region: RegionalCalendar(region)
    for region in ("hong-kong", "singapore", "malaysia", "philippines", "united-kingdom")
}
"""The calendars of the regions whose public holidays are known."""
