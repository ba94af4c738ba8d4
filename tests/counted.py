"""Results without a store: as many events as asked, every question counted."""

from __future__ import annotations

from tui.event import Event
from tui.query import Query
from tui.search import Heading, Results
from tui.when import When


class Counted(Results):
    """A fake that makes events up as they are asked for, and counts the windows."""

    def __init__(self, certain: list[Heading], possible: list[Heading] | None = None) -> None:
        self.query = Query()
        self._headings = certain, possible or []
        self.windows: list[tuple[int, int]] = []
        self.made = 0

    @property
    def certain(self) -> int:
        """The sum of the headings."""
        return sum(heading.events for heading in self._headings[0])

    @property
    def possible(self) -> int:
        """The sum of the headings."""
        return sum(heading.events for heading in self._headings[1])

    def headings(self, possible: bool = False) -> list[Heading]:
        """As given."""
        return self._headings[possible]

    def nearest(self, date: When) -> int:
        """As if every event were before it."""
        return self.certain

    def window(self, start: int, stop: int) -> list[Event]:
        """Made up, and counted."""
        self.windows.append((start, stop))
        stop = min(stop, len(self))
        self.made += stop - start
        return [
            Event(id=f"e{number}", title=f"Event {number}", date="2024-03-02")
            for number in range(start, stop)
        ]
