"""One date as its source writes it: the days it names and, if marked, the days it may mean.

The forms, of EDTF's three levels:

    2024-03-02    2024-03    2024    2024-03-02T10:00:00-05:00    2024-21 (spring)
    202X  20XX  156X-12-25  1560-XX-25          digits not known
    1950S2  Y17000  Y-17E7                      significant digits, long years
    2024-06~  2024-06?  2024-06%  2004-06~-11   about, uncertain, both; whole or in part
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Final, Literal, NamedTuple

from tui.when.days import FUTURE, PAST, Day, civil, day_number, month_length, month_start, shift

Precision = Literal["day", "month", "season", "year", "years", "pattern", "none"]

LAST_YEAR: Final = 2_000_000_000
"""The furthest year, either way, whose days still lie between PAST and FUTURE."""

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

SEASONS: Final[dict[int, tuple[int, int]]] = {
    code + index: (month, length)
    for code, length, months in (
        (21, 3, (3, 6, 9, 12)),  # seasons
        (25, 3, (3, 6, 9, 12)),  # northern seasons
        (29, 3, (9, 12, 3, 6)),  # southern seasons
        (33, 3, (1, 4, 7, 10)),  # quarters
        (37, 4, (1, 5, 9)),  # quadrimesters
        (40, 6, (1, 7)),  # semesters
    )
    for index, month in enumerate(months)
}
"""First month and number of months of EDTF's sub-year groupings; a winter ends in the next year."""


class Date(NamedTuple):
    """One written date: some day in `first..last` or, for its mark, in `earliest..latest`."""

    precision: Precision
    year: int
    month: int
    """0 where the month is not known."""
    day: int
    """0 where the day is not known."""
    first: Day
    last: Day
    earliest: Day
    latest: Day
    mark: str = ""
    """"~", "?" or "%"; "partly" where a mark widens the date by more than its own precision."""
    season: int = 0
    """A code of SEASONS, or 0."""
    seconds: int = -1
    """Seconds since midnight as written, or -1 for a date without a time."""
    offset: int | None = None
    """Seconds that the written time is ahead of UTC; None for a local time."""


Shape = Literal["date", "span", "one of", "all of"]
"""How the dates of a When belong together."""

Member = tuple[Date, Date]
"""First and last date of a stretch; twice the same for a single date."""

OPEN_START: Final = Date("none", 0, 0, 0, PAST, PAST, PAST, PAST)
OPEN_END: Final = Date("none", 0, 0, 0, FUTURE, FUTURE, FUTURE, FUTURE)
UNKNOWN: Final = Date("none", 0, 0, 0, PAST, FUTURE, PAST, FUTURE)


class BadDate(ValueError):  # noqa: N818 - "except BadDate" says it
    """Text that is no date, with the offending `text` and the `cure`."""

    def __init__(self, text: str, cure: str) -> None:
        super().__init__(text, cure)  # both, so that it survives pickling between processes
        self.text = text
        self.cure = cure

    def __str__(self) -> str:
        shown = "".join(
            letter if letter.isprintable() else letter.encode("unicode_escape").decode()
            for letter in self.text[:61]
        )
        if len(shown) > 60:
            shown = f"{shown[:57]}..."
        return f'"{shown}" is not a date; {self.cure}'


_PLAIN = re.compile(
    r"(-?\d{4})(?:-(\d\d)(?:-(\d\d)"
    r"(?:T(\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d(?::\d\d)?)?)?)?)?([~?%])?",
    re.ASCII,
).fullmatch
_DETAILED = re.compile(
    r"([~?%])?(-?[\dX]{4})([~?%])?"
    r"(?:-([~?%])?([\dX]{2})([~?%])?(?:-([~?%])?([\dX]{2})([~?%])?)?)?",
    re.ASCII,
).fullmatch
_LONG_YEAR = re.compile(
    r"(?:Y(?:(-?[1-9]\d{4,})|(-?[1-9]\d*)E(\d{1,3}))|(-?\d{4})(?=S))(?:S(\d{1,3}))?([~?%])?",
    re.ASCII,
).fullmatch


def read_date(text: str) -> Date:
    """Read one date; the common forms cost one regular expression and integer arithmetic."""
    plain = _PLAIN(text)
    if plain is None:
        return _read_detailed(text)
    years, months, days, hours, minutes, seconds, zone, mark = plain.groups()
    year = int(years)
    if year == 0 and years != "0000":
        raise BadDate(text, "the year 0 is written 0000")
    if months is None:
        first, last = day_number(year, 1, 1), day_number(year, 12, 31)
        date = Date("year", year, 0, 0, first, last, first, last)
        return _widen(date, mark, 12) if mark else date
    month = int(months)
    if days is None:
        if 1 <= month <= 12:
            first = day_number(year, month, 1)
            last = first + month_length(year, month) - 1
            date = Date("month", year, month, 0, first, last, first, last)
            return _widen(date, mark, 1) if mark else date
        if month in SEASONS:
            start, length = SEASONS[month]
            first, last = day_number(year, start, 1), month_start(year, start + length) - 1
            date = Date("season", year, 0, 0, first, last, first, last, "", month)
            return _widen(date, mark, length) if mark else date
    if not 1 <= month <= 12:
        raise BadDate(text, "months run 01 to 12")
    day = int(days)
    if not 1 <= day <= 28 and not 1 <= day <= month_length(year, month):
        length = month_length(year, month)
        raise BadDate(text, f"{MONTHS[month - 1]} {years} has {length} days")
    first = day_number(year, month, day)
    if hours is None:
        date = Date("day", year, month, day, first, first, first, first)
    else:
        clock = _seconds(text, int(hours), int(minutes), int(seconds or 0))
        offset = _offset(text, zone)
        date = Date("day", year, month, day, first, first, first, first, "", 0, clock, offset)
    return _widen(date, mark, 0, 1) if mark else date


def _seconds(text: str, hour: int, minute: int, second: int) -> int:
    if hour > 23:
        raise BadDate(text, "hours run 00 to 23")
    if minute > 59:
        raise BadDate(text, "minutes run 00 to 59")
    if second > 59:
        raise BadDate(text, "seconds run 00 to 59")
    return hour * 3600 + minute * 60 + second


def _offset(text: str, zone: str | None) -> int | None:
    if zone is None or zone == "Z":
        return None if zone is None else 0
    hours, minutes = int(zone[1:3]), int(zone[4:] or 0)
    seconds = hours * 3600 + minutes * 60
    if minutes > 59 or seconds > 14 * 3600:
        raise BadDate(text, "offsets from UTC run -14:00 to +14:00")
    return -seconds if zone[0] == "-" else seconds


def _widen(date: Date, mark: str, months: int, days: int = 0) -> Date:
    """Widen by one unit of precision on each side for `~` and `?`, by two for `%`."""
    units = 2 if mark == "%" else 1
    return _widen_by(date, mark, units * months, units * days)


def _widen_by(date: Date, mark: str, months: int, days: int) -> Date:
    earliest, latest = date.first, date.last
    if months:  # the end steps by its morrow, so that 30 June becomes 31 July
        earliest, latest = shift(earliest, -months), shift(latest + 1, months) - 1
    return date._replace(mark=mark, earliest=earliest - days, latest=latest + days)


def _read_detailed(text: str) -> Date:
    """Read a date with unknown digits or with marks on its parts (EDTF levels 1 and 2).

    A mark counts in units of the part it stands at, on either side of it: `2004-06~-11` is
    a month wider each way, `2004-06-~11` a day.
    """
    found = _DETAILED(text)
    if found is None:
        return _read_long_year(text)
    year, month, day = found[2], found[5], found[8]
    date = _nominal(text, year, month, day)
    unknown_digits = len(year) - len(year.rstrip("X"))
    year_unit = 12 * 10**unknown_digits
    month_unit = year_unit if month in (None, "XX") else SEASONS.get(date.season, (0, 1))[1]
    day_units = (month_unit, 0) if day in (None, "XX") else (0, 1)
    units = ((year_unit, 0), (month_unit, 0), day_units)
    marks = [
        (mark, part)
        for part, pair in enumerate((found.group(1, 3), found.group(4, 6), found.group(7, 9)))
        for mark in pair
        if mark
    ]
    if not marks:
        return date
    months, days = (
        sum(units[part][unit] * (2 if mark == "%" else 1) for mark, part in marks)
        for unit in (0, 1)
    )
    mark, part = marks[0]
    own = len(marks) == 1 and part == 2 - (month, day).count(None)
    return _widen_by(date, mark if own else "partly", months, days)


def _nominal(text: str, year: str, month: str | None, day: str | None) -> Date:
    """Give the unmarked date of three parts, any of which may hold unknown digits."""
    if day == "XX":
        day = None
    if month == "XX" and day is None:
        month = None
    given = [part for part in (year, month, day) if part]
    if "X" not in "".join(given):
        return read_date("-".join(given))
    upward, downward = _UPWARD, _DOWNWARD
    if year[0] == "-":
        upward, downward = downward, upward
    lowest, highest = int(year.replace("X", upward[0])), int(year.replace("X", downward[0]))
    if month is None and "X" not in year.rstrip("X"):
        first, last = day_number(lowest, 1, 1), day_number(highest, 12, 31)
        return Date("years", lowest, 0, 0, first, last, first, last)
    days = [
        (m, d)
        for m in _fill(month or "XX", _UPWARD)
        if 1 <= m <= 12
        for d in _fill(day or "XX", _UPWARD)
        if 1 <= d <= month_length(2000, m)  # a leap year
    ]
    first_day = _nearest(year, upward, days)
    last_day = _nearest(year, downward, days[::-1])
    if first_day is None or last_day is None:
        raise BadDate(text, "no day has these digits")
    months = int(month) if lowest == highest and month and "X" not in month else 0
    return Date("pattern", lowest, months, 0, first_day, last_day, first_day, last_day)


_UPWARD: Final = "0123456789"
_DOWNWARD: Final = "9876543210"


def _fill(digits: str, choices: str) -> Iterator[int]:
    """Give the numbers that digits such as 1X may stand for."""
    filled = product(*(choices if digit == "X" else digit for digit in digits))
    return (int("".join(number)) for number in filled)


def _nearest(year: str, choices: str, days: list[tuple[int, int]]) -> Day | None:
    """Give the first day that exists; only 29 February is not in every year."""
    sign = -1 if year[0] == "-" else 1
    for years in _fill(year.lstrip("-"), choices) if days else ():
        for month, day in days:
            if day <= month_length(sign * years, month):
                return day_number(sign * years, month, day)
    return None


def _read_long_year(text: str) -> Date:
    """Read `Y17000`, `Y-17E7` and `1950S2`: some year from 1900 to 1999, by estimate 1950."""
    found = _LONG_YEAR(text)
    if found is None:
        raise no_date(text)
    plain, base, exponent, short, significant, mark = found.groups()
    year = int(base) * 10 ** int(exponent) if base else int(plain or short)
    if abs(year) > LAST_YEAR:
        raise BadDate(text, f"years run -{LAST_YEAR} to {LAST_YEAR}")
    first, last = day_number(year, 1, 1), day_number(year, 12, 31)
    date = Date("year", year, 0, 0, first, last, first, last)
    if significant:
        size = len(str(abs(year))) - int(significant)
        if int(significant) == 0 or mark:
            raise BadDate(text, "write the year as 1950S2, with at least one significant digit")
        step: int = 10 ** max(size, 0)
        low = abs(year) // step * step
        years = (low, low + step - 1) if year >= 0 else (-low - step + 1, -low)
        earliest, latest = day_number(years[0], 1, 1), day_number(years[1], 12, 31)
        if step > 1:
            date = date._replace(mark="partly", earliest=earliest, latest=latest)
    return _widen(date, mark, 12) if mark else date


_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII).fullmatch
_UNPADDED = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?", re.ASCII).fullmatch


def edtf(day: Day, parts: int = 3) -> str:
    """A day as EDTF, or the month or the year that it is in where only so many parts are wanted.

    A year of more than four digits is written alone: such a year has no months.
    """
    year, month, of_month = civil(day)
    if not -10_000 < year < 10_000:
        return f"Y{max(-LAST_YEAR, min(year, LAST_YEAR))}"
    years = f"-{-year:04}" if year < 0 else f"{year:04}"
    return "-".join([years, f"{month:02}", f"{of_month:02}"][:parts])


def period_edtf(first: Day, last: Day) -> list[str]:
    """The first and the last day as EDTF, in whole years or months where it is made of them.

    One text where both are the same.
    """
    start, morrow = civil(first), civil(last + 1)
    parts = 1 if start[1:] == morrow[1:] == (1, 1) else 2 if start[2] == morrow[2] == 1 else 3
    return list(dict.fromkeys(edtf(day, parts) for day in (first, last)))


def readings(text: str) -> list[str]:
    """Give the EDTF dates that a date in numbers such as 12/01/2025 may mean."""
    if found := _UNPADDED(text):
        year, month, day = found.groups()
        parts = [f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")]
    elif found := _NUMBERS(text):
        a, b, year = int(found[1]), int(found[3]), found[4]
        parts = [f"{year}-{b:02}-{a:02}", f"{year}-{a:02}-{b:02}"]
    else:
        return []
    return [part for part in dict.fromkeys(parts) if _exists(part)]


def _exists(text: str) -> bool:
    year, month, day = (int(part) for part in f"{text}-1".split("-")[:3])
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month)


def no_date(text: str) -> BadDate:
    """Make the error for text that is no date at all, with the best cure for it."""
    if not text.strip():
        return BadDate(text, "give one such as 2024-03-02, 2024-03 or 2024")
    match readings(text):
        case [one]:
            return BadDate(text, f"write {one}")
        case [one, other]:
            return BadDate(text, f"it can be read two ways; write {one} or {other}")
    return BadDate(
        text, "write it as 2024-03-02, 2024-03, 2024~, 2024-03-02/2024-03-05 or [..2024-03]"
    )
