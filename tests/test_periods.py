"""Periods of days, as words of an index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.engine.periods import cover, periods
from tui.when import parse

DAYS = st.integers(-800_000, 800_000)
"""About four thousand years before 1970 to as many after it, where the calendar has rules."""


@given(first=DAYS, length=st.integers(-2, 5_000), day=DAYS, inside=st.integers(-3, 5_003))
def test_a_range_covers_exactly_its_days(first: int, length: int, day: int, inside: int) -> None:
    """A day has one of the periods of a range in its own where it lies in that, and only there."""
    last = first + length
    covered = set(cover(first, last))
    for asked in (day, first + inside):
        assert bool(covered & set(periods(asked))) == (first <= asked <= last)


@pytest.mark.parametrize(
    ("range_", "periods_"),
    [
        ("2024", ["2024"]),
        ("2024-02", ["2024-2"]),
        ("2024-02-29", ["2024-2-29"]),
        ("2023-12-31/2026-02-01", ["2023-12-31", "2024", "2025", "2026-1", "2026-2-1"]),
        ("-0044-03-15/-0044-03-16", ["-44-3-15", "-44-3-16"]),
    ],
)
def test_the_longest_periods_cover_a_range(range_: str, periods_: list[str]) -> None:
    """A year is one word, not twelve months."""
    date = parse(range_)
    assert list(cover(date.start_earliest, date.end_latest)) == periods_


@given(first=DAYS, length=st.integers(0, 40_000))
def test_a_range_is_few_periods(first: int, length: int) -> None:
    """At most the days of a month and the months of a year to either side, and the years."""
    found = list(cover(first, first + length))
    assert len(found) == len(set(found)) <= 2 * (30 + 11) + length // 365 + 1
