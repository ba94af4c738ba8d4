"""The order key: one integer that sorts events as the list shows them.

64 bits, highest first: heading slot (17: thirteen to a year, slot 0 of a year for dates known no
better than by year), day (5), rank within the day (18, see `When.order`), the event's number (24).
An index keeps it as a column, so that the list's order costs no sort.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import groupby, islice
from operator import gt
from typing import Final

from tui.when import When

FIRST_YEAR: Final = -5000
UNDATED: Final = (1 << 17) - 1
"""The last slot. Years too far off for a slot share the first or the last but one."""

NUMBER_BITS: Final = 24
_RANK_BITS: Final = 18
_DAY_BITS: Final = 5

LAST_KEY: Final = (1 << 17 + _DAY_BITS + _RANK_BITS + NUMBER_BITS) - 1
"""No key is greater."""


def slot(key: int) -> int:
    """The heading that a key is listed under, as a number that grows with time."""
    return key >> _DAY_BITS + _RANK_BITS + NUMBER_BITS


def first_key(slot: int) -> int:
    """The key that no other one under that heading, or a later one, comes before."""
    return min(slot << _DAY_BITS + _RANK_BITS + NUMBER_BITS, LAST_KEY)


def _slot(year: int, month: int | None) -> int:
    return max(0, min((year - FIRST_YEAR) * 13 + (month or 0), UNDATED - 1))


def heading(slot: int) -> tuple[int | None, int | None]:
    """The year and month of a slot; no year for the undated, no month for a whole year."""
    if slot == UNDATED:
        return None, None
    year, month = divmod(slot, 13)
    return year + FIRST_YEAR, month or None


def key(date: When | None, number: int) -> int:
    """The order key of the event of that number."""
    if date is None:
        return _pack(UNDATED, 0, 0, number)
    year, month, day, rank = date.order
    return _pack(_slot(year, month), day, rank, number)


def _pack(slot: int, day: int, rank: int, number: int) -> int:
    if slot in (0, UNDATED - 1):  # years that share a slot keep the file's order
        day = rank = 0
    return (((slot << _DAY_BITS | day) << _RANK_BITS | rank) << NUMBER_BITS) | number


def in_order(keys: array[int]) -> Iterator[array[int]]:
    """The keys in their order, some at a time, heading by heading.

    What is not in order is sorted as Python's own integers, which take five times the memory.
    """
    parts: dict[int, array[int]] = {}
    for part, run in groupby(keys, slot):
        parts.setdefault(part, array("Q")).extend(run)
    for part in sorted(parts):
        found = parts.pop(part)
        is_ordered = not any(map(gt, found, islice(found, 1, None)))  # as mostly in a file
        yield found if is_ordered else array("Q", sorted(found))


def number(key: int) -> int:
    """The event's number, which is the last part of its key."""
    return key & ((1 << NUMBER_BITS) - 1)
