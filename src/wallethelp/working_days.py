"""The calendar the core is handed: mainland China's public holidays, by the `holidays` library."""

from datetime import date
from functools import cache
from typing import Any


class MainlandCalendar:
    """Working days in mainland China, shifted weekends included.

    Wallets and banks elsewhere keep other holidays; what is counted here is shown with the date.
    """

    def is_working_day(self, day: date) -> bool:
        """Whether banks and support count `day`."""
        return bool(_holidays().is_working_day(day))

    def is_estimated(self, day: date) -> bool:
        """True where the year's schedule has not been published.

        Every published year so far moves some weekend days; a year without any is a forecast.
        """
        _holidays().get(date(day.year, 1, 1))
        return not any(moved.year == day.year for moved in _holidays().weekend_workdays)


@cache
def _holidays() -> Any:
    # Imported here: most commands count no days.
    from holidays import country_holidays

    return country_holidays("CN")
