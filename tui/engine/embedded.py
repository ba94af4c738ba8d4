"""The engine inside this process: the list by heart, an index for what is searched."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from tui import when
from tui.engine import Events, Found, Heading, Mark, Stretch, Tally
from tui.engine.order import heading, key, number, slot
from tui.event import Header
from tui.query import Query
from tui.when import Day, When

if TYPE_CHECKING:
    from tui.engine.index import Index


class EmbeddedEngine:
    """The order of a store's events, their ids and links; the index is made when it is needed."""

    def __init__(self, events: Events, header: Header) -> None:
        """`events` is gone through twice: now, and when the index is made."""
        self._events = events
        self._header = header
        self._keys: list[int] = []
        self._numbers: dict[str, int] = {}
        self._linking: dict[str, list[int]] = {}
        for event in events:
            count = len(self._keys)
            self._keys.append(key(when.parse(event.date) if event.date else None, count))
            self._numbers[event.id] = count
            for target in {link.event for link in event.links}:
                self._linking.setdefault(target, []).append(count)
        self._order = sorted(self._keys)
        slots = Counter(map(slot, self._order))
        self._headings = [Heading(*heading(slot), events) for slot, events in slots.items()]
        self._index: Index | None = None
        self._making = Lock()

    def prepare(self) -> None:
        """Make the index, if it is not there yet; may be called from any thread."""
        self._made()

    def verify(self) -> None:
        """Nothing is kept."""

    def search(self, query: Query) -> Found:
        """What the query finds."""
        if query.is_everything:
            return Everything(self._keys, self._order, self._headings, lambda: self._search(query))
        return self._search(query)

    def number(self, event_id: str) -> int | None:
        """The number of the event with exactly this id."""
        return self._numbers.get(event_id)

    def linking(self, event_id: str) -> list[int]:
        """The numbers of the events that link to this id, in the order of the list."""
        return sorted(self._linking.get(event_id, ()), key=self._keys.__getitem__)

    def words(self, prefix: str, query: Query, most: int) -> list[tuple[str, int]]:
        """Words that begin so, and in how many of the certain events; the frequent first."""
        return self._made().words(prefix, query, most)

    def near(self, word: str, field: str, most: int) -> list[tuple[str, int]]:
        """Words that are spelt like this one, and in how many events; the nearest first."""
        return self._made().near(word, field, most)

    def _search(self, query: Query) -> Found:
        from tui.engine.found import search  # start-up: the first screen shows everything

        return search(self._made(), query)

    def _made(self) -> Index:
        from tui.engine.index import Index  # start-up, as in `search`

        with self._making:
            if self._index is None:
                self._index = Index.in_memory(self._events, self._header, self._keys)
            return self._index


class Everything:
    """Every event, which takes no index; see `engine.Found`."""

    def __init__(
        self,
        keys: Sequence[int],
        order: Sequence[int],
        headings: list[Heading],
        indexed: Callable[[], Found],
    ) -> None:
        """The order keys, by number and sorted; `indexed` finds the same in an index."""
        self._keys = keys
        self._order = order
        self._headings = headings
        self._indexed = indexed

    @property
    def certain(self) -> int:
        """All of them."""
        return len(self._order)

    @property
    def possible(self) -> int:
        """None: nothing is asked that could be doubtful."""
        return 0

    def window(self, start: int, stop: int) -> list[int]:
        """The numbers of the events at these positions."""
        return [number(key) for key in self._order[max(start, 0) : max(stop, 0)]]

    def position(self, number: int) -> int | None:
        """Where that event stands."""
        return self._place(number)

    def nearest(self, date: When) -> int:
        """The position of the first event that is listed where that date would be."""
        return bisect_left(self._order, key(date, 0))

    def headings(self, possible: bool = False) -> list[Heading]:
        """The headings of the list, in order."""
        return [] if possible else self._headings

    def marks(self, numbers: Sequence[int]) -> list[Mark]:
        """Every event is certainly among all."""
        return ["certain"] * len(numbers)

    def next(self, number: int) -> int | None:
        """The event after that one."""
        return next(iter(self.window(self._place(number) + 1, self._place(number) + 2)), None)

    def previous(self, number: int) -> int | None:
        """The event before that one."""
        return next(iter(self.window(self._place(number) - 1, self._place(number))), None)

    def _place(self, number: int) -> int:
        return bisect_left(self._order, self._keys[number])

    def facets(self, fields: Sequence[str]) -> list[list[Tally]]:
        """The values of each of these fields, the frequent first; this takes an index."""
        return self._indexed().facets(fields)

    def stretches(self, possible: bool = False, category: str = "") -> list[Stretch]:
        """When the events are; this takes an index."""
        return [] if possible else self._indexed().stretches(category=category)

    def times(self, first: Day, last: Day, possible: bool = False) -> list[Stretch]:
        """The minutes of those with a time; this takes an index."""
        return [] if possible else self._indexed().times(first, last)
