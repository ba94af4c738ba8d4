"""What the screen and the commands need of a search engine, whichever it is."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from tui.query import Query
from tui.when import When


class Heading(NamedTuple):
    """A year and month of the list, and how many found events stand under it.

    `year` is None for undated events; `month` is None where the date is no better than a year.
    """

    year: int | None
    month: int | None
    events: int


class Found(Protocol):
    """What a query found, in the order of the list: certain events first, then possible ones.

    A view: nothing is fetched but what is asked for. Events are named by their number in the store.
    """

    @property
    def certain(self) -> int:
        """How many events the query certainly finds."""

    @property
    def possible(self) -> int:
        """How many more it possibly finds."""

    def window(self, start: int, stop: int) -> list[int]:
        """The numbers of the events at these positions."""

    def position(self, number: int) -> int | None:
        """Where that event stands, or None where the query did not find it."""

    def nearest(self, date: When) -> int:
        """The position of the first certain event that is listed where that date would be."""

    def headings(self, possible: bool = False) -> list[Heading]:
        """The headings of the certain or of the possible events, in order."""


class Engine(Protocol):
    """A store's events in order, and how they are found."""

    def prepare(self) -> None:
        """Get ready to search; may be called from any thread, or not at all."""

    def search(self, query: Query) -> Found:
        """What the query finds."""

    def number(self, event_id: str) -> int | None:
        """The number of the event with exactly this id."""

    def linking(self, event_id: str) -> list[int]:
        """The numbers of the events that link to this id, in the order of the list."""
