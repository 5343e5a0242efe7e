"""Working days in mainland China, by the schedules the State Council has published."""

from datetime import date, datetime

import pytest

from tests import calendar_table
from tests.calendar_table import YEARS
from tests.support import NOW
from wallethelp.core.duration import Length
from wallethelp.core.guide import Region
from wallethelp.working_days import ELSEWHERE, REGIONAL, TABLE, MainlandCalendar

CALENDAR = MainlandCalendar()


@pytest.mark.parametrize(
    "day",
    [
        date(2024, 2, 4),  # Sundays worked for the Spring Festival of 2024
        date(2024, 2, 18),
        date(2025, 9, 28),  # a Sunday and a Saturday worked for the National Day of 2025
        date(2025, 10, 11),
        date(2025, 10, 9),
        date(2025, 11, 20),
    ],
)
def test_ordinary_days_and_moved_weekends_are_working_days(day: date) -> None:
    assert CALENDAR.is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2025, 11, 22),
        date(2025, 11, 23),
        date(2025, 1, 1),
        date(2025, 1, 28),  # the eve of the Spring Festival
        date(2025, 5, 1),
        date(2025, 10, 1),
        date(2025, 10, 8),  # eight days off in a row, with Mid-Autumn in between
        date(2024, 10, 7),
    ],
)
def test_weekends_and_public_holidays_are_none(day: date) -> None:
    assert not CALENDAR.is_working_day(day)


@pytest.mark.parametrize(("year", "estimated"), [(2023, False), (2024, False), (2025, False)])
def test_a_published_year_is_not_estimated(year: int, estimated: bool) -> None:
    assert CALENDAR.is_estimated(date(year, 6, 1)) is estimated


@pytest.mark.parametrize("day", [date(2070, 1, 1), date(2070, 12, 31), date(2150, 6, 1)])
def test_a_year_nobody_has_published_is_estimated(day: date) -> None:
    assert CALENDAR.is_estimated(day)


def test_asking_about_one_year_says_nothing_about_another() -> None:
    calendar = MainlandCalendar()
    assert calendar.is_estimated(date(2070, 1, 1))
    assert not calendar.is_estimated(date(2025, 1, 1))
    assert calendar.is_estimated(date(2070, 1, 1))


def test_working_days_are_counted_around_the_holidays() -> None:
    before = datetime(2025, 9, 30, 15, 0, tzinfo=NOW.tzinfo)
    end = Length(count=3, unit="working day").after(before, CALENDAR)
    # 1 to 8 October are off; Thursday, Friday, and the Saturday that is worked.
    assert end.date() == date(2025, 10, 11)


def test_the_table_is_what_the_library_says() -> None:
    assert TABLE.read_text("utf-8") == calendar_table.written()
    assert CALENDAR.is_estimated(date(YEARS[-1], 1, 1)), "it reaches beyond what is published"


@pytest.mark.parametrize("year", [1, 1900, 1950, 2099, 2100, 2101, 2200])
def test_years_the_table_lacks_are_answered_too(year: int) -> None:
    days = [date(year, 6, day) for day in range(1, 8)]
    assert {CALENDAR.is_working_day(day) for day in days} == {True, False}


# --- other regions --------------------------------------------------------------------------------


def test_the_table_of_the_other_regions_is_that_of_the_library() -> None:
    assert ELSEWHERE.read_text(encoding="utf-8") == calendar_table.written_elsewhere()


@pytest.mark.parametrize(
    ("region", "day", "is_worked"),
    [
        ("united-kingdom", date(2026, 4, 3), False),  # Good Friday
        ("united-kingdom", date(2026, 5, 25), False),
        ("hong-kong", date(2026, 4, 3), False),
        ("singapore", date(2026, 5, 27), False),
        ("philippines", date(2026, 4, 2), False),
        ("malaysia", date(2026, 3, 23), False),
        ("malaysia", date(2026, 3, 24), True),
        ("hong-kong", date(2026, 10, 2), True),
        ("singapore", date(2026, 2, 14), False),
    ],
)
def test_public_holidays_elsewhere_are_no_working_days(
    region: Region, day: date, is_worked: bool
) -> None:
    assert REGIONAL[region].is_working_day(day) is is_worked


def test_where_the_table_ends_weekdays_are_counted_and_it_is_said() -> None:
    calendar = REGIONAL["singapore"]
    assert calendar.is_working_day(date(2040, 12, 25))
    assert calendar.is_estimated(date(2040, 12, 25))
    assert not calendar.is_estimated(date(2026, 12, 25))
