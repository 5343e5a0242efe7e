"""The table of working days, by the library: `python -m tests.calendar_table` writes it."""

from datetime import date, timedelta

from holidays import country_holidays

from wallethelp.working_days import TABLE

YEARS = range(2015, 2041)
_HEAD = """\
# Days in mainland China on which the week is not what it is: weekdays off, and weekend days worked.
# By the library `holidays`, from the schedules of the State Council; a year that moves no weekend
# day has not been published: it is estimated. Made by `python -m tests.calendar_table`.
"""


def written() -> str:
    """The table as it should be."""
    return _HEAD + "".join(f"{_row(year)}\n" for year in YEARS)


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
