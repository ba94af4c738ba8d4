"""A part of what was found: the certain events or the possible ones, in the order of the list.

To evaluate a query of a million events takes tens of milliseconds, whatever is asked of it. So few
events are known by heart once they are counted, and of many those that stand together are looked up
at a time, while they are counted if it is known which ones will be wanted.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections import Counter
from contextlib import suppress
from itertools import accumulate
from typing import Any, Final, NamedTuple

import tantivy

from tui.engine.compiler import both
from tui.engine.index import Index
from tui.engine.order import LAST_KEY, first_key, number, slot

FEW: Final = 2_000
"""Events that are known by heart, and that are looked up at a time where there are more."""

MOST: Final = 10_000
"""Events that are looked up to reach one of them; they take 1 us each."""

SOON: Final = 0.005
"""Seconds in which events are counted before they are looked up beside; mostly it takes no more."""

LEAD: Final = 1_000
"""Events before one that are looked up with it: some of them are found, and are seen above it."""

REACH: Final = 40_000
"""Events after one that are: of what one in four hundred has, as many as a screen takes.

To look no further takes a third of the time where many events are found.
"""


class Run(NamedTuple):
    """Neighbours among the events: all with an order key from `first` to before `end`."""

    first: int
    end: int
    start: int
    """The position of the first of them."""
    keys: list[int]


class Part:
    """Events that a query finds."""

    def __init__(self, index: Index, query: tantivy.Query | None) -> None:
        """Those of a Tantivy query; None of them where that is None."""
        self.query = query
        self._index = index
        # Not `cached_property`: in Python 3.11 one thread would wait for another one's part.
        self._slots: Counter[int] | None = None
        self._run = Run(0, 0, 0, [])

    def look(self, order: int, other: Part) -> None:
        """Count the events and those of the other part; look up those about that key meanwhile."""
        if self._slots is not None or self.query is None or len(self._index.keys) <= FEW:
            return
        first, end, passed = self._reach(order)
        if passed > MOST:
            return
        most = passed + FEW
        keys: list[int] | None = None
        is_counted = threading.Event()

        def find() -> None:
            nonlocal keys
            if not is_counted.wait(SOON):
                with suppress(ValueError):  # what it is about is said where they are counted
                    keys = self._between(first, end, most)

        meanwhile = threading.Thread(target=find, name="looking")
        meanwhile.start()
        try:
            slots = self.slots
            is_counted.set()
            _ = other.slots
        finally:
            is_counted.set()
            meanwhile.join()
        if keys is not None:
            start = sum(count for other, count in slots.items() if other < slot(first))
            self._run = Run(first, keys[-1] + 1 if len(keys) == most else end, start, keys)

    @property
    def slots(self) -> Counter[int]:
        """How many events are listed under each heading, in order; one pass counts them all."""
        if self._slots is None:
            self._slots = self._index.headings(self.query) if self.query else Counter()
        return self._slots

    @property
    def count(self) -> int:
        """How many events they are."""
        return self.slots.total()

    def values(self, column: str) -> Counter[Any]:
        """How many of the events have each value of a column."""
        return self._index.buckets(self.query, column) if self.query else Counter()

    def shared(self, query: tantivy.Query) -> int:
        """How many of the events another Tantivy query finds too."""
        return self._index.count(both(self.query, query)) if self.query else 0

    def window(self, start: int, stop: int) -> list[int]:
        """The numbers of the events at these positions."""
        start, stop = max(start, 0), min(stop, self.count)
        if stop <= start:
            return []
        run = self._known()
        if not run.start <= start <= stop <= run.start + len(run.keys):
            run = self._beside(start, stop)
        return list(map(number, run.keys[start - run.start : stop - run.start]))

    def before(self, order: int) -> int:
        """How many events are listed before that order key."""
        run = self._known()
        if run.first <= order <= run.end:
            return run.start + bisect_left(run.keys, order)
        own = slot(order)
        others = sum(count for other, count in self.slots.items() if other < own)
        count = self.slots[own]
        if count > MOST:
            return others + self.shared(self._index.compiler.orders(first_key(own), order))
        beside = self._beside(others, others + count).keys if count else ()
        return others + bisect_left(beside, order)

    def position(self, order: int) -> int | None:
        """Where the event of that order key stands; None where it is not among them."""
        place = self.before(order)
        return place if self.window(place, place + 1) == [number(order)] else None

    def _reach(self, order: int) -> tuple[int, int, int]:
        """From which key to which to look about that one, and how many events on it may be."""
        headings = list(self._index.listed)
        before = list(accumulate(self._index.listed.values(), initial=0))
        own = bisect_right(headings, slot(order))
        at = max(bisect_right(before, before[max(own - 1, 0)] - LEAD) - 1, 0)
        last = bisect_left(before, before[own] + REACH)
        first = first_key(headings[at]) if at else 0
        end = first_key(headings[last]) if last < len(headings) else LAST_KEY
        return first, end, before[own] - before[at]

    def _known(self) -> Run:
        """What is known by heart: all, where they are few."""
        run = self._run
        if self.count <= FEW and len(run.keys) < self.count:
            run = self._run = Run(0, LAST_KEY, 0, self._between(0, LAST_KEY, self.count))
        return run

    def _between(self, first: int, end: int, most: int) -> list[int]:
        """The order keys from one on to before another, so many at the most."""
        assert self.query is not None
        is_all = (first, end) == (0, LAST_KEY)
        within = () if is_all else (self._index.compiler.orders(first, end),)
        return self._index.orders(both(self.query, *within), 0, most)

    def _beside(self, start: int, stop: int) -> Run:
        """What stands under the headings of these positions; of very many, what stands at them."""
        ends = list(accumulate(self.slots.values()))
        ordered = list(self.slots)
        at, last = bisect_right(ends, start), bisect_right(ends, stop - 1)
        before = ends[at - 1] if at else 0
        first, end = first_key(ordered[at]), first_key(ordered[last] + 1)
        assert self.query is not None
        headed = both(self.query, self._index.compiler.orders(first, end))
        if ends[last] - before > MOST:
            keys = self._index.orders(headed, start - before, stop - before)
            return Run(keys[0], keys[-1], start, keys)
        run = Run(first, end, before, self._index.orders(headed, 0, ends[last] - before))
        self._run = run
        return run
