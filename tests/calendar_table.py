"""The table of working days, by the library: `python -m tests.calendar_table` writes it."""

from datetime import date, timedelta

from holidays import country_holidays

from wallethelp.working_days import ELSEWHERE, TABLE

YEARS = range(2015, 2041)
_HEAD = """\
# Days in mainland China on which the week is not what it is: weekdays off, and weekend days worked.
# By the library `holidays`, from the schedules of the State Council; a year that moves no weekend
# day has not been published: it is estimated. Made by `python -m tests.calendar_table`.
"""


def written() -> str:
    """The table as it should be."""
    return _HEAD + "".join(f"{_row(year)}\n" for year in YEARS)


_COUNTRIES = {
    "hong-kong": ("HK", None, ("public", "optional")),
    "singapore": ("SG", None, ("public",)),
    "malaysia": ("MY", "KUL", ("public",)),
    "philippines": ("PH", None, ("public",)),
    "united-kingdom": ("GB", "ENG", ("public",)),
}
_HEAD_ELSEWHERE = """\
# Weekdays that are public holidays, by region and year, by the library `holidays`; Malaysia's are
# those of Kuala Lumpur, the United Kingdom's those of England. Many are told for certain only when
# the year is near. Made by `python -m tests.calendar_table`.
"""
_NEAR = range(2024, 2031)
"""Years for which a case may count days; outside them the weekdays are counted."""


def written_elsewhere() -> str:
    """The table of the other regions as it should be."""
    rows = (_row_of(region, year) for region in _COUNTRIES for year in _NEAR)
    return _HEAD_ELSEWHERE + "".join(f"{row}\n" for row in rows)


def _row_of(region: str, year: int) -> str:
    country, part, kinds = _COUNTRIES[region]
    days = sorted(country_holidays(country, subdiv=part, years=year, categories=kinds))
    off = [f"{day:%m%d}" for day in days if day.year == year and day.weekday() < 5]
    return f"{region}\t{year}\t{' '.join(off)}"


def _row(year: int) -> str:
    calendar = country_holidays("CN")
    calendar.get(date(year, 1, 1))
    worked = {day for day in calendar.weekend_workdays if day.year == year}
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    moved = [
        day
        for day in days
        if day.year == year and calendar.is_working_day(day) is not (day.weekday() < 5)
    ]
    state = "published" if worked else "estimated"
    return f"{year}\t{state}\t{' '.join(f'{day:%m%d}' for day in moved)}"


if __name__ == "__main__":
    TABLE.write_text(written(), "utf-8")
    ELSEWHERE.write_text(written_elsewhere(), "utf-8")
