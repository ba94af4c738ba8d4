"""Periods: the year, the month and the day that a day lies in, as words of an index.

Any range of days is a few of them, so that it is looked up like words: to go through a column of
days would take a pass over all events.
"""

from __future__ import annotations

from collections.abc import Iterator

from tui.when import Day, civil, month_start


def periods(day: Day) -> list[str]:
    """The periods that hold a day: `2024`, `2024-3`, `2024-3-2`."""
    year, month, date = civil(day)
    return [f"{year}", f"{year}-{month}", f"{year}-{month}-{date}"]


def cover(first: Day, last: Day) -> Iterator[str]:
    """The longest periods that hold the days from the one to the other, and no others."""
    while first <= last:
        year, month, date = civil(first)
        next_year, next_month = month_start(year + 1, 1), month_start(year, month + 1)
        if (month, date) == (1, 1) and next_year <= last + 1:
            yield f"{year}"
            first = next_year
        elif date == 1 and next_month <= last + 1:
            yield f"{year}-{month}"
            first = next_month
        else:
            yield f"{year}-{month}-{date}"
            first += 1
