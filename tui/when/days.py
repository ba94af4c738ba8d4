"""The proleptic Gregorian calendar in integers, for any year, since `datetime` ends at 1 and 9999.

The algorithms are Howard Hinnant's days_from_civil and civil_from_days:
https://howardhinnant.github.io/date_algorithms.html
"""

from __future__ import annotations

from datetime import date
from typing import Final

Day = int
"""Days since 1970-01-01; years are astronomical, so year 0 exists and is 1 BC."""

PAST: Final[Day] = -(10**12)
"""The bound of an open start: a number, so that comparisons need no special case."""

FUTURE: Final[Day] = 10**12
"""The bound of an open end."""

Minute = int
"""Minutes since 1970-01-01 00:00, by the clock of the place: a time is not moved between zones."""

DAY: Final[Minute] = 24 * 60

_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day_of(date: date) -> Day:
    """Give the day of a `datetime.date`."""
    return date.toordinal() - 719_163  # the ordinal of 1970-01-01


def day_number(year: int, month: int, day: int) -> Day:
    """Give the day of a calendar date that exists (days_from_civil)."""
    if month < 3:  # the year is counted from March, so that a leap day comes last
        year -= 1
        month += 12
    leaps = year // 4 - year // 100 + year // 400
    return 365 * year + leaps + (153 * month - 457) // 5 + day - 719_469


def civil(day: Day) -> tuple[int, int, int]:
    """Give the year, month and day of the month of a day (civil_from_days)."""
    era, day_of_era = divmod(day + 719_468, 146_097)  # 400 years
    leaps = day_of_era // 1460 - day_of_era // 36_524 + day_of_era // 146_096
    year_of_era = (day_of_era - leaps) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    from_march = (5 * day_of_year + 2) // 153
    month = from_march + 3 if from_march < 10 else from_march - 9
    year = 400 * era + year_of_era + (month < 3)
    return year, month, day_of_year - (153 * from_march + 2) // 5 + 1


def month_length(year: int, month: int) -> int:
    """Give the number of days of a month."""
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _LENGTHS[month]


def month_start(year: int, month: int) -> Day:
    """Give the first day of a month; month 13 is January of the next year."""
    years, months = divmod(month - 1, 12)
    return day_number(year + years, months + 1, 1)


def shift(day: Day, months: int) -> Day:
    """Step by calendar months; a day the month does not have becomes its last."""
    year, month, of_month = civil(day)
    years, months = divmod(month - 1 + months, 12)
    year, month = year + years, months + 1
    return day_number(year, month, min(of_month, month_length(year, month)))


def elapsed(first: Day, last: Day) -> str:
    """Say the time between two days: "1 day", "59 days", "3 mo", "1 yr 2 mo", "12 yr"."""
    first, last = min(first, last), max(first, last)
    days = last - first
    if days < 60:
        return "1 day" if days == 1 else f"{days} days"
    year, month, of_month = civil(first)
    last_year, last_month, last_of_month = civil(last)
    months = (last_year - year) * 12 + last_month - month - (last_of_month < of_month)
    months = max(months, 2)  # 60 and 61 days in July and August are not yet two whole months
    years, months = divmod(months, 12)
    if years >= 2:
        return f"{years} yr"
    return " ".join(f"{n} {unit}" for n, unit in ((years, "yr"), (months, "mo")) if n)


def month_number(day: Day) -> int:
    """The month that a day is in, counted from January of year 0."""
    year, month, _ = civil(day)
    return year * 12 + month - 1


def year_said(year: int) -> str:
    """A year as people write it: astronomical year 0 is 1 BC."""
    return str(year) if year > 0 else f"{1 - year} BC"
