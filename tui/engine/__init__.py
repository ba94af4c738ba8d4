"""What the screen and the commands need of a search engine, whichever it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple, Protocol

from tui.event import Event
from tui.query import Query
from tui.when import Day, Minute, When

FACETS: Final = (
    "category",
    "actor",
    "place",
    "status",
    "source",
    "tag",
    "measure",
    "is",
    "year",
    "month",
)
"""The fields whose values can be counted."""

Mark = Literal["certain", "possible", ""]
"""How a query finds an event, or that it does not."""


class Heading(NamedTuple):
    """A year and month of the list, and how many found events stand under it.

    `year` is None for undated events; `month` is None where the date is no better than a year.
    """

    year: int | None
    month: int | None
    events: int


class Tally(NamedTuple):
    """A value, and how many events have it certainly and how many more possibly."""

    value: str
    certain: int
    possible: int


class Stretch(NamedTuple):
    """A stretch of time, from a minute to before another, and how many events are some time in it.

    Of an open start or end it has the bounds of `PAST` and `FUTURE`.
    """

    first: Minute
    end: Minute
    events: int


class Progress(NamedTuple):
    """How far the indexing is."""

    events: int
    fraction: float
    """Of the bytes that are to be read, from 0 to 1."""
    rate: float
    """Events a second."""
    seconds_left: float


class DamagedError(Exception):
    """The index is not what was written, or cannot be opened."""


class Events(Protocol):
    """A store's events by number, from 0, in file order."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int, /) -> Event: ...

    def __iter__(self) -> Iterator[Event]: ...


class Found(Protocol):
    """What a query found, in the order of the list: certain events first, then possible ones.

    A view: nothing is fetched but what is asked for. Events are named by their number in the store.
    A query that sorts by relevance lists the best first, and has no headings.
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

    def marks(self, numbers: Sequence[int]) -> list[Mark]:
        """How each of these neighbours in the list of all events was found, if it was."""

    def next(self, number: int) -> int | None:
        """The first event found that the list of all events has after that one."""

    def previous(self, number: int) -> int | None:
        """The last event found that the list of all events has before that one."""

    def facets(self, fields: Sequence[str]) -> list[list[Tally]]:
        """The values of each of these fields among what was found, the frequent first.

        They are of `FACETS`. A year or month counts the events that `in:` finds in
        it, and they come in the order of time. An event with several values counts for each.
        """

    def stretches(self, possible: bool = False, category: str = "") -> list[Stretch]:
        """When the certain or the possible events are, to the day; in any order.

        Only those of a category, by its label, where one is given. Undated events are left out.
        """

    def times(self, first: Day, last: Day, possible: bool = False) -> list[Stretch]:
        """The minutes of those among them that have a time on these days."""


class Engine(Protocol):
    """A store's events in order, and how they are found."""

    def prepare(self) -> None:
        """Get ready to search; may be called from any thread, or not at all."""

    def verify(self) -> None:
        """Make sure that what is kept is what was written. Raises DamagedError."""

    def search(self, query: Query) -> Found:
        """What the query finds."""

    def number(self, event_id: str) -> int | None:
        """The number of the event with exactly this id."""

    def linking(self, event_id: str) -> list[int]:
        """The numbers of the events that link to this id, in the order of the list."""

    def words(self, prefix: str, query: Query, most: int) -> list[tuple[str, int]]:
        """Words that begin so, and in how many of the certain events; the frequent first."""

    def near(self, word: str, field: str, most: int) -> list[tuple[str, int]]:
        """Words that are spelt like this one, and in how many events; the nearest first."""
