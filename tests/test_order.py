"""The order key: one integer that sorts as the list does and leads back to the event."""

from __future__ import annotations

from array import array
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stores import DATES
from tui.engine.order import (
    FIRST_YEAR,
    NUMBER_BITS,
    UNDATED,
    heading,
    in_order,
    key,
    number,
    slot,
)
from tui.when import When, parse

LAST_YEAR = FIRST_YEAR + UNDATED // 13

dates = st.one_of(
    st.sampled_from(DATES),
    st.dates().map(str),
    st.datetimes().map(lambda moment: f"{moment:%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0")),
    st.builds("{:04}-{:02}".format, st.integers(0, 5_000), st.integers(1, 12)),
    st.builds("{:04}".format, st.integers(0, 5_000)),
    st.builds("-{:04}".format, st.integers(1, 4_999)),
).map(parse)
numbers = st.integers(0, 2**NUMBER_BITS - 1)


def within(date: When) -> bool:
    """Whether the year has slots of its own."""
    return FIRST_YEAR < date.order[0] < LAST_YEAR


@given(first=dates, second=dates, one=numbers, other=numbers)
def test_keys_sort_as_dates_then_as_the_file(
    first: When, second: When, one: int, other: int
) -> None:
    """An index that sorts by the key lists events as `When.order` has them."""
    if within(first) and within(second):
        by_key = key(first, one) < key(second, other)
        assert by_key == ((first.order, one) < (second.order, other))


@given(date=st.none() | dates, position=numbers)
def test_a_key_is_a_64_bit_number_that_ends_in_the_event(date: When | None, position: int) -> None:
    """The number survives, whatever the date is."""
    packed = key(date, position)
    assert 0 <= packed < 2**64
    assert number(packed) == position


@given(date=dates, position=numbers)
def test_the_undated_come_last(date: When, position: int) -> None:
    """After every date, in the order of the file."""
    assert key(date, 2**NUMBER_BITS - 1) < key(None, 0) <= key(None, position)


@given(st.lists(st.tuples(st.none() | dates, numbers)))
def test_keys_are_put_in_order_heading_by_heading(found: list[tuple[When | None, int]]) -> None:
    """All of them, however the file has them, and no heading comes twice."""
    keys = [key(date, position) for date, position in found]
    parts = list(in_order(array("Q", keys)))
    assert list(chain.from_iterable(parts)) == sorted(keys)
    assert all(len(set(map(slot, part))) == 1 for part in parts)
    assert len(parts) == len(set(map(slot, keys)))


@given(dates)
def test_a_slot_is_a_heading(date: When) -> None:
    """The year and month that a date is listed under come back from its slot."""
    if within(date):
        assert heading(slot(key(date, 0))) == date.heading
    assert heading(slot(key(None, 0))) == (None, None)


@pytest.mark.parametrize("year", ["Y17000", "Y-17000", "Y-2000000000", "Y2000000000", "Y100E3"])
def test_years_too_far_off_share_a_slot_and_keep_the_order_of_the_file(year: str) -> None:
    """They stand first or last, but before the undated, and no key overflows."""
    far, near = parse(year), parse("2024")
    early = "-" in year
    assert (key(far, 5) < key(near, 0)) == early
    assert key(far, 5) < key(parse(f"{year}?"), 6) < key(None, 0)
