"""A part of what was found: the certain events or the possible ones, in the order of the list.

To evaluate a query of a million events takes tens of milliseconds, whatever is asked of it. So few
events are known by heart once they are counted, and of many only those under the headings that are
asked about are looked at.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import accumulate
from typing import Any, Final

import tantivy

from tui.engine.compiler import both
from tui.engine.index import Index
from tui.engine.order import first_key, number, slot

FEW: Final = 2_000
"""Events whose order keys are kept; of more a reader sees only some."""


class Part:
    """Events that a query finds."""

    def __init__(self, index: Index, query: tantivy.Query | None) -> None:
        """Those of a Tantivy query; None of them where that is None."""
        self.query = query
        self._index = index
        # Not `cached_property`: in Python 3.11 one thread would wait for another one's part.
        self._slots: Counter[int] | None = None
        self._known: list[int] | None = None

    @property
    def slots(self) -> Counter[int]:
        """How many events are listed under each heading, in order; one pass counts them all."""
        if self._slots is None:
            found = self.values("slot")
            self._slots = Counter({int(slot): found[slot] for slot in sorted(found)})
        return self._slots

    @property
    def count(self) -> int:
        """How many events they are."""
        return self.slots.total()

    @property
    def _keys(self) -> list[int] | None:
        """Their order keys, where they are few."""
        if self._known is None and self.count <= FEW:
            self._known = self._index.orders(self.query, 0, self.count) if self.query else []
        return self._known

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
        keys = self._keys
        return list(map(number, keys[start:stop] if keys is not None else self._page(start, stop)))

    def before(self, order: int) -> int:
        """How many events are listed before that order key."""
        if (keys := self._keys) is not None:
            return bisect_left(keys, order)
        own = slot(order)
        others = sum(count for other, count in self.slots.items() if other < own)
        if not self.slots[own]:
            return others
        return others + self.shared(self._index.compiler.orders(first_key(own), order))

    def position(self, order: int) -> int | None:
        """Where the event of that order key stands; None where it is not among them."""
        place = self.before(order)
        return place if self.window(place, place + 1) == [number(order)] else None

    def _page(self, start: int, stop: int) -> list[int]:
        """Order keys of events, looked for under their own headings."""
        ends = list(accumulate(self.slots.values()))
        ordered = list(self.slots)
        first, last = bisect_right(ends, start), bisect_right(ends, stop - 1)
        before = ends[first - 1] if first else 0
        headed = self._index.compiler.orders(
            first_key(ordered[first]), first_key(ordered[last] + 1)
        )
        assert self.query is not None
        return self._index.orders(both(self.query, headed), start - before, stop - before)
