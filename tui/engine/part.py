"""A part of what was found: the certain events or the possible ones, in the order of the list.

To go through what a query finds of a million events takes tens of milliseconds; to look up what it
finds in a stretch of time takes few, see `compiler.both`. So the events are counted by heading,
once, and what is seen of them is looked up in the stretch where by those counts it stands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Final, NamedTuple

import tantivy

from tui.engine.compiler import both
from tui.engine.index import Index
from tui.engine.order import LAST_KEY, first_key, number, slot

FEW: Final = 2_000
"""Events that are looked up together; they take 1 us each."""

MAYBE_FEW: Final = 20_000
"""Where no more can be found it is worth while to see whether they are few."""

MOST: Final = 10_000
"""Events of a heading that are looked up to know where one of them stands; more are counted."""

BESIDE: Final = 64
"""Events before and after those that are asked for, a screen or two, that are looked up too."""


class Run(NamedTuple):
    """Neighbours among the events: all with an order key from `first` to before `end`.

    The last of them may have the key `end`.
    """

    first: int
    end: int
    start: int
    """The position of the first of them."""
    keys: list[int]


class Part:
    """Events that a query finds."""

    def __init__(self, index: Index, query: tantivy.Query | None, most: int) -> None:
        """Those of a Tantivy query, no more than `most`; None of them where that is None."""
        self.query = query
        self._index = index
        self._most = most
        # Not `cached_property`: in Python 3.11 one thread would wait for another one's part.
        self._slots: Counter[int] | None = None
        self._run = Run(0, 0, 0, [])

    @property
    def slots(self) -> Counter[int]:
        """How many events are listed under each heading, in order; one pass counts them all."""
        if self._slots is None:
            self._slots = self._counted()
        return self._slots

    def _counted(self) -> Counter[int]:
        if self.query is None:
            return Counter()
        if self._most <= MAYBE_FEW:  # then one pass may tell which ones they are, too
            keys = self._index.orders(self.query, 0, FEW)
            is_all = len(keys) < FEW
            self._run = Run(0, LAST_KEY if is_all else keys[-1], 0, keys)
            if is_all:
                return Counter(map(slot, keys))
        return self._index.headings(self.query)

    @property
    def count(self) -> int:
        """How many events they are."""
        return self.slots.total()

    def values(self, columns: Sequence[str]) -> dict[str, Counter[Any]]:
        """How many of the events have each value of these columns."""
        if self.query is None:
            return {name: Counter() for name in columns}
        return self._index.buckets(self.query, columns)

    def shared(self, query: tantivy.Query) -> int:
        """How many of the events another Tantivy query finds too."""
        return self._index.count(both(query, self.query)) if self.query else 0

    def window(self, start: int, stop: int) -> list[int]:
        """The numbers of the events at these positions."""
        start, stop = max(start, 0), min(stop, self.count)
        if stop <= start:
            return []
        run = self._run
        if not run.start <= start <= stop <= run.start + len(run.keys):
            run = self._beside(start, stop)
        return list(map(number, run.keys[start - run.start : stop - run.start]))

    def before(self, order: int) -> int:
        """How many events are listed before that order key."""
        slots, run = self.slots, self._run
        if run.first <= order <= run.end:
            return run.start + bisect_left(run.keys, order)
        own = slot(order)
        others = sum(count for other, count in slots.items() if other < own)
        if not slots[own]:
            return others
        if slots[own] > MOST:
            return others + self.shared(self._index.compiler.orders(first_key(own), order))
        run = self._beside(others, others + slots[own])
        return run.start + bisect_left(run.keys, order)

    def position(self, order: int) -> int | None:
        """Where the event of that order key stands; None where it is not among them."""
        place = self.before(order)
        return place if self.window(place, place + 1) == [number(order)] else None

    def _beside(self, start: int, stop: int) -> Run:
        """What stands at these positions, and some of what stands about them."""
        assert self.query is not None
        start, stop = max(start - BESIDE, 0), min(stop + BESIDE, self.count)
        headings, ends = list(self.slots), list(accumulate(self.slots.values()))
        at, last = bisect_right(ends, start), bisect_left(ends, stop)
        before = ends[at - 1] if at else 0
        first, end = first_key(headings[at]), first_key(headings[last] + 1)
        within = both(self._index.compiler.orders(first, end), self.query)
        if ends[last] - before <= FEW:
            run = Run(first, end, before, self._index.orders(within, 0, FEW))
        else:
            stop = min(max(stop, start + FEW), ends[last])
            keys = self._index.orders(within, start - before, stop - before)
            run = Run(keys[0], keys[-1], start, keys)
        self._run = run
        return run
