"""Searching off the screen's thread: the newest question wins, and nobody waits for an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import IntEnum
from threading import Condition, Thread
from typing import Final, NamedTuple

from textual.message import Message

from tui.event import Event
from tui.query import Query
from tui.query.edit import background, toggled, without
from tui.search import Heading, Results, Tally, Timeline
from tui.spark import headings_of, months_of
from tui.ui.rows import Rows
from tui.when import day_of

DONE: Final = object()

BREATH: Final = 0.02
"""Seconds in which what a reader waits for is painted before the rest is asked or made.

The thread that answers would take its turns from the one that paints.
"""


class Urgency(IntEnum):
    """What is answered first: the window is painted before counts and sparklines are known."""

    RESULTS = 0
    LIST = 1
    AXIS = 2
    COUNTS = 3
    SPARKS = 4

    def outdates(self, other: Urgency) -> bool:
        """Whether a new question of this urgency makes one of another stale.

        All is asked about the results, but of the rest only sparklines are about what was counted.
        """
        counted = (self, other) == (Urgency.COUNTS, Urgency.SPARKS)
        return other == self or self == Urgency.RESULTS or counted


Question = Iterator[object]
"""Runs off the screen's thread and gives answers one by one; None is only a place to be left at."""


@dataclass
class Answered(Message):
    """An answer, or the error that came instead; `Searching.take` says whether it is wanted."""

    question: Question
    answer: object


_FOUND: Final = (Urgency.RESULTS, Urgency.LIST)
_COUNTED: Final = (Urgency.AXIS, Urgency.COUNTS, Urgency.SPARKS)

_THREADS: Final = (_FOUND, _FOUND, _COUNTED)
"""What each thread answers: what is found need not wait for a step of what is counted.

Nor for an older search: a step of one cannot be stopped, and a phrase may take a second.
"""


class Searching:
    """Threads that answer questions, the most urgent first.

    A newer question takes the place of those that it outdates: what they still answer is dropped.
    """

    def __init__(self, post: Callable[[Message], object]) -> None:
        """`post` hands a message to the screen's thread."""
        self._post = post
        self._changed = Condition()
        self._newest: dict[Urgency, Question] = {}
        self._open: dict[Urgency, Question] = {}
        self._under_way: set[Question] = set()
        self._on_the_way = 0
        self._threads: list[Thread] = []

    @property
    def is_idle(self) -> bool:
        """Whether every question was answered and every answer taken."""
        with self._changed:
            return not self._open and not self._on_the_way

    def ask(self, urgency: Urgency, question: Question) -> None:
        """Ask, in the place of what was asked before."""
        with self._changed:
            for stale in [other for other in self._newest if urgency.outdates(other)]:
                del self._newest[stale]
                self._open.pop(stale, None)
            self._newest[urgency] = self._open[urgency] = question
            self._changed.notify_all()
        if not self._threads:
            # Daemons: whoever quits while a search is under way does not wait for it.
            self._threads = [
                Thread(target=self._run, args=(answered,), name="searching", daemon=True)
                for answered in _THREADS
            ]
            for thread in self._threads:
                thread.start()

    def drop(self, urgency: Urgency) -> None:
        """Want no more answers to what was asked with that urgency."""
        with self._changed:
            self._newest.pop(urgency, None)
            self._open.pop(urgency, None)

    def take(self, answered: Answered) -> object:
        """The answer, or None where something newer was asked since; raises what was raised."""
        with self._changed:
            self._on_the_way -= 1
            wanted = answered.question in self._newest.values()
        if isinstance(answered.answer, Exception):
            raise answered.answer
        return answered.answer if wanted else None

    def _next(self, answered: Sequence[Urgency]) -> Urgency | None:
        """The most urgent that is open and that no thread is at."""
        for urgency in answered:
            if urgency in self._open and self._open[urgency] not in self._under_way:
                return urgency
        return None

    def _run(self, answered: Sequence[Urgency]) -> None:
        while True:
            with self._changed:
                while (urgency := self._next(answered)) is None:
                    self._changed.wait()
                question = self._open[urgency]
                self._under_way.add(question)
            answer: object
            try:
                answer = next(question, DONE)
            except Exception as error:  # shown where every other error is
                answer = error
            with self._changed:
                wanted = self._newest.get(urgency) is question
                if answer is DONE and wanted:
                    del self._open[urgency]
                said = answer is not None and answer is not DONE
                send = isinstance(answer, Exception) or (wanted and said)
                self._on_the_way += send
            if send:
                with suppress(RuntimeError):  # the screen is gone
                    self._post(Answered(question, answer))
            with self._changed:  # only now, so that its answers come in order
                self._under_way.remove(question)


class Found(NamedTuple):
    """What a query found, with all at hand that its first paint takes."""

    results: Results
    rows: Rows
    chosen: Event | None
    """The event that the cursor was to stay on."""
    place: int


class AfterGap(NamedTuple):
    """The event that a long gap ends with, by its position; None where there is none that way."""

    position: int | None
    by: int


class Counted(NamedTuple):
    """The values of a facet, each with how many events it finds beside the rest of the query."""

    query: Query
    field: str
    tallies: list[Tally]
    months: tuple[int, int] | None
    """The first and last month of what is counted, from year 0; None where nothing has a date."""


class Spark(NamedTuple):
    """When the events of one value are."""

    query: Query
    field: str
    value: str
    headings: list[Heading]


def find(
    timeline: Timeline, query: Query, among_all: bool, chosen: Event | None
) -> Iterator[Found | None]:
    """Search, and fetch what the first paint takes."""
    results = timeline.search(query)
    around = background(query)
    listed = timeline.search(around) if among_all and query != around else results
    for _ in (results.certain, results.possible):
        yield None
    rows = Rows(listed, results, day_of(timeline.today))
    yield None
    place = place_of(timeline, listed, chosen)
    yield None
    rows.fetch(place)
    yield Found(results, rows, chosen, place)


def place_of(timeline: Timeline, listed: Results, chosen: Event | None) -> int:
    """The position of the chosen event, or of the one that is listed next."""
    if chosen is None:
        return 0
    position = listed.position(chosen.id)
    if position is None:
        date = timeline.when(chosen)
        position = listed.nearest(date) if date else listed.certain
    return max(0, min(position, len(listed) - 1))


def next_gap(rows: Rows, position: int, by: int) -> Iterator[AfterGap | None]:
    """Look for the next long gap in what is listed, or for the one before."""
    own = Rows(rows.listed, rows.found, rows.today)  # the screen's thread uses the other's pages
    for found in own.after_gaps(position, by):
        yield None
        if found is not None:
            yield AfterGap(found, by)
            return
    yield AfterGap(None, by)


def count(timeline: Timeline, query: Query, fields: list[str]) -> Iterator[Counted | None]:
    """Count the values of each facet, leaving aside what the query chooses of that facet."""
    alike: dict[Query, list[str]] = {}
    for field in fields:
        alike.setdefault(_rest(query, field), []).append(field)
    for rest, some in alike.items():
        results = timeline.search(rest)
        months = months_of(headings_of(results))
        yield None
        for field, tallies in zip(some, results.facets(some), strict=True):
            yield Counted(query, field, tallies, months)


def spark(timeline: Timeline, query: Query, field: str, values: list[str]) -> Iterator[Spark]:
    """Find out when the events of each value are."""
    rest = _rest(query, field)
    for value in values:
        asked = toggled(rest, field, value, exclude=False)
        headings = headings_of(timeline.search(asked)) if asked != rest else []
        yield Spark(query, field, value, headings)


def _rest(query: Query, field: str) -> Query:
    """The query without the facet's own terms, in time: a list by relevance has no headings."""
    return replace(without(query, field), sort="date")
