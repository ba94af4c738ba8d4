"""What a query found in an index; see `engine.Found`."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any, Final

from tui.engine import Heading, Mark, Stretch, Tally
from tui.engine.compiler import OUTCOMES, both
from tui.engine.fields import ID, VALUE
from tui.engine.index import Index
from tui.engine.order import heading, key
from tui.engine.part import Part
from tui.query import Query
from tui.text import fold
from tui.when import DAY, FUTURE, PAST, Day, When, month_number

MOST_RANKED: Final = 1_000
"""How far down a list by relevance an event is looked for."""

_PERIODS: Final = {"year": 12, "month": 1}
"""Facets of time, in months."""

_TIMES: Final = ["day", "stretch"]
"""The columns of dates: of single days, and of all others."""

_Values = dict[str, Counter[Any]]
"""How many events have each value, by column."""

Bounds = tuple[Day, Day, Day, Day]
"""Of a date: its earliest and latest start, its earliest and latest end."""

_MOST_KEPT: Final = 32
"""Searches whose counts are kept: those of the last keys, and of the facets beside one."""


def search(index: Index, query: Query) -> IndexFound:
    """What the query finds; of what was asked lately, what was counted is still known."""
    found = index.kept.pop(query, None) or IndexFound(index, query)
    index.kept[query] = found  # the newest last
    for old in list(index.kept)[:-_MOST_KEPT]:  # another thread may search meanwhile
        index.kept.pop(old, None)
    return found


class IndexFound:
    """What a query found in an index."""

    def __init__(self, index: Index, query: Query) -> None:
        compiler = index.compiler
        certain = compiler.certain(query.term)
        self._index = index
        self._as_of = query.as_of
        most = compiler.most(query.term)
        self._certain = Part(index, certain, most)
        self._possible = Part(index, compiler.possible(query.term, certain), most)
        self._ranks = query.sort == "relevance" and not query.is_everything
        self._query = query
        self._tallies: dict[str, list[Tally]] = {}

    @property
    def certain(self) -> int:
        """How many events it certainly finds."""
        return self._certain.count

    @property
    def possible(self) -> int:
        """How many more it possibly finds."""
        return self._possible.count

    def window(self, start: int, stop: int) -> list[int]:
        """The numbers of the events at these positions."""
        if self._ranks:
            return self._ranked(max(start, 0), stop)
        certain = self._certain.window(start, stop)
        if self._possible.query is None or stop <= self.certain:
            return certain
        return certain + self._possible.window(start - self.certain, stop - self.certain)

    def _ranked(self, start: int, stop: int) -> list[int]:
        """The same, the best first."""
        numbers: list[int] = []
        first = 0
        for part in (self._certain, self._possible):
            if part.query is not None:
                ranked = self._index.compiler.ranked(self._query, part.query)
                end = min(stop - first, part.count)
                numbers += self._index.best(ranked, max(start - first, 0), end)
                first += part.count
        return numbers

    def position(self, number: int) -> int | None:
        """Where that event stands, or None where the query did not find it."""
        if self._ranks:
            best = self.window(0, MOST_RANKED)
            return best.index(number) if number in best else None
        order = self._index.keys[number]
        certain = self._certain.position(order)
        if certain is not None or self._possible.query is None:
            return certain
        possible = self._possible.position(order)
        return None if possible is None else self.certain + possible

    def nearest(self, date: When) -> int:
        """The position of the first certain event that is listed where that date would be."""
        return 0 if self._ranks else self._certain.before(key(date, 0))

    def headings(self, possible: bool = False) -> list[Heading]:
        """The headings of the certain or of the possible events, in order."""
        if self._ranks:
            return []
        slots = self._part(possible).slots
        return [Heading(*heading(slot), events) for slot, events in slots.items()]

    def marks(self, numbers: Sequence[int]) -> list[Mark]:
        """How each of these neighbours in the list of all events was found, if it was."""
        marks: dict[int, Mark] = dict.fromkeys(numbers, "")
        first = min((self._index.keys[number] for number in numbers), default=0)
        kinds: tuple[tuple[Part, Mark], ...] = (
            (self._certain, "certain"),
            (self._possible, "possible"),
        )
        for part, mark in kinds:
            place = part.before(first)
            near = part.window(place, place + len(numbers))
            marks |= dict.fromkeys(marks.keys() & near, mark)
        return [marks[number] for number in numbers]

    def next(self, number: int) -> int | None:
        """The first event found that the list of all events has after that one."""
        return min(self._beside(number, 1), key=self._index.keys.__getitem__, default=None)

    def previous(self, number: int) -> int | None:
        """The last event found that the list of all events has before that one."""
        return max(self._beside(number, -1), key=self._index.keys.__getitem__, default=None)

    def _beside(self, number: int, by: int) -> Iterator[int]:
        """The nearest of either part, after or before an event that may be in none."""
        for part in (self._certain, self._possible):
            place = part.before(self._index.keys[number] + (by > 0)) - (by < 0)
            yield from part.window(place, place + 1) if place >= 0 else ()

    def _part(self, possible: bool) -> Part:
        return self._possible if possible else self._certain

    def facets(self, fields: Sequence[str]) -> list[list[Tally]]:
        """The values of each of these fields among what was found, the frequent first."""
        # Candidates ask again at every letter of a value.
        if new := [field for field in fields if field not in self._tallies]:
            columns = sorted({column for field in new for column in _columns(field)})
            certain, possible = self._certain.values(columns), self._possible.values(columns)
            for field in new:
                self._tallies[field] = self._counted(field, certain, possible)
        return [self._tallies[field] for field in fields]

    def _counted(self, field: str, sure: _Values, maybe: _Values) -> list[Tally]:
        if field in _PERIODS:
            return self._periods(_PERIODS[field], field, sure, maybe)
        (column,) = _columns(field)
        certain, possible = sure[column], maybe[column]
        if field == "is":
            for kind in OUTCOMES:  # other events say so, and no column does
                plans = self._index.compiler.outcome(kind, self._as_of)
                certain[kind] = self._certain.shared(plans)
                possible[kind] = self._possible.shared(plans)
        tallies = (
            Tally(value, certain[value], possible[value])
            for value in certain | possible
            if value[:1] != ID and certain[value] + possible[value]
        )
        return [
            Tally(self._index.label(field, value) if field != "is" else value, *counts)
            for value, *counts in sorted(tallies, key=lambda t: (-t.certain - t.possible, t.value))
        ]

    def stretches(self, possible: bool = False, category: str = "") -> list[Stretch]:
        """When the certain or the possible events are, to the day."""
        query = self._part(possible).query
        if query is None:
            return []
        if category:
            query = both(self._index.compiler.value("category", fold(category)), query)
        values = self._index.buckets(query, _TIMES)
        found = [Stretch(day * DAY, (day + 1) * DAY, n) for day, n in _days(values)]
        longer = Counter[tuple[Day, Day]]()
        for (first, _, _, last), events in _bounds(values):
            longer[first, last] += events
        found += [Stretch(first * DAY, (last + 1) * DAY, n) for (first, last), n in longer.items()]
        return found

    def times(self, first: Day, last: Day, possible: bool = False) -> list[Stretch]:
        """The minutes of those among them that have a time on these days."""
        query = self._part(possible).query
        if query is None:
            return []
        near = both(self._index.compiler.minutes(first * DAY, (last + 1) * DAY - 1), query)
        minutes = self._index.buckets(near, ["minute"])["minute"]
        return [Stretch(int(minute), int(minute) + 1, n) for minute, n in minutes.items()]

    def _periods(self, months: int, field: str, certain: _Values, possible: _Values) -> list[Tally]:
        """The years or months that events are listed under, and how many `in:` finds in each."""
        listed = set(map(heading, self._certain.slots | self._possible.slots))
        periods = sorted(
            {
                year * 12 // months + (month - 1 if month and field == "month" else 0)
                for year, month in listed
                if year is not None and (field == "year" or month)
            }
        )
        surely: Counter[tuple[int, int]] = Counter()
        maybe: Counter[tuple[int, int]] = Counter()
        for values in (certain, possible):
            for day, events in _days(values):
                period = _month(day) // months
                maybe[period, period] += events
                if values is certain:
                    surely[period, period] += events
            for bounds, events in _bounds(values):
                se, sl, ee, el = (_month(day) // months for day in bounds)
                maybe[se, el] += events
                if values is certain and sl <= ee:
                    surely[sl, ee] += events
        sure_counts = _touching(surely, periods)
        all_counts = _touching(maybe, periods)
        return [
            Tally(_written(period, field), sure, every - sure)
            for period, sure, every in zip(periods, sure_counts, all_counts, strict=True)
            if every
        ]


def _columns(field: str) -> list[str]:
    """The columns that a facet is counted by."""
    if field in _PERIODS:
        return _TIMES
    return ["is" if field == "is" else VALUE.format(field)]


def _days(values: _Values) -> Iterator[tuple[Day, int]]:
    """The days that are dates of events, and how many events have them."""
    for day, events in values["day"].items():
        yield int(day), events


def _bounds(values: _Values) -> Iterator[tuple[Bounds, int]]:
    """The four bounds of other dates of events, and how many events have them."""
    for text, events in values["stretch"].items():
        yield _four(text), events


@lru_cache(20_000)  # a large store has few dates, and each key counts them again
def _four(text: str) -> Bounds:
    start_earliest, start_latest, end_earliest, end_latest = map(int, text.split(","))
    return start_earliest, start_latest, end_earliest, end_latest


@lru_cache(20_000)  # as with dates
def _month(day: Day) -> int:
    """The months from year 0 to that day; an open end stays later, or earlier, than any."""
    return month_number(day) if PAST < day < FUTURE else day


def _touching(spans: Counter[tuple[int, int]], periods: Sequence[int]) -> list[int]:
    """How many of the spans touch each period; spans are (first, last), both included."""
    changes = Counter[int]()
    for (first, last), count in spans.items():
        changes[first] += count
        changes[last + 1] -= count
    points = sorted(changes)
    sums = [0, *accumulate(changes[point] for point in points)]
    return [sums[bisect_right(points, period)] for period in periods]


def _written(period: int, field: str) -> str:
    """A year or month as `in:` takes it."""
    year, month = (period, None) if field == "year" else divmod(period, 12)
    written = f"-{-year:04}" if year < 0 else f"{year:04}"
    return written if month is None else f"{written}-{month + 1:02}"
