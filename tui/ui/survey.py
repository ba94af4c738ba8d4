"""Surveys: when the events are that a query finds, among all there are; what the axis draws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tui.density import Density, extent, with_times
from tui.query import Query
from tui.query.edit import background
from tui.search import Results, Stretch, Timeline
from tui.text import cells
from tui.when import DAY, Day
from tui.zoom import Zoom


class Category(NamedTuple):
    """A kind of event, with the sign that stands for it."""

    mark: str
    label: str


class Whole(NamedTuple):
    """All events that there are, as known on the day that is asked for."""

    query: Query
    events: int
    extent: Zoom | None
    """None where no event has a date."""
    stretches: list[Stretch]
    density: Density | None
    categories: list[Category]
    """The most frequent first."""


class Survey(NamedTuple):
    """When the events are that a query finds."""

    query: Query
    whole: Whole
    certain: list[Stretch]
    possible: list[Stretch]
    sure: Density
    perhaps: Density
    all: Density
    kinds: list[tuple[Category, Density]]
    """What it certainly finds, by the most frequent categories."""
    undated: int
    told_apart: int
    """How many categories were asked for."""
    days: tuple[Day, Day] | None = None
    """The days of which the times are in it too."""


def survey(
    timeline: Timeline, query: Query, known: Whole | None, kinds: int
) -> Iterator[Survey | Whole | None]:
    """Find out when events are, those of so many categories too.

    `known` is what was found out of all events before. Gives only the whole where no event has a
    date.
    """
    around = background(query)
    whole = known if known is not None and known.query == around else None
    if whole is None:
        results = timeline.search(around)
        stretches = results.stretches() + results.stretches(possible=True)
        yield None
        span = extent(stretches)
        density = Density(stretches, span) if span else None
        yield None
        found = _categories(timeline, results)
        whole = Whole(around, len(results), span, stretches, density, found)
        yield None
    if whole.extent is None or whole.density is None:
        yield whole
        return
    results = timeline.search(query)
    certain = whole.stretches
    possible: list[Stretch] = []
    if query != around or results.possible:
        certain = results.stretches()
        yield None
        possible = results.stretches(possible=True)
        yield None
    parts = []
    for category in _found(whole, results, kinds):
        stretches = results.stretches(category=category.label)
        yield None
        parts.append((category, Density(stretches, whole.extent)))
        yield None
    sure = whole.density
    if certain is not whole.stretches:
        sure = Density(certain, whole.extent)
        yield None
    perhaps = Density(possible, whole.extent)
    undated = len(results) - sure.events - perhaps.events
    yield Survey(
        query, whole, certain, possible, sure, perhaps, whole.density, parts, undated, kinds
    )


def _found(whole: Whole, results: Results, most: int) -> list[Category]:
    """The most frequent categories of what is found."""
    known = {category.label: category for category in whole.categories}
    tallies = results.facet("category") if most > 0 and known else []
    return [known[tally.value] for tally in tallies if tally.value in known][:most]


def _categories(timeline: Timeline, results: Results) -> list[Category]:
    """All categories, each with a sign of its own: that of the store if it has one."""
    marks = {category.label: category.mark for category in timeline.header.categories}
    found: list[Category] = []
    taken = set(marks.values())
    for tally in results.facet("category"):
        mark = marks.get(tally.value, "")
        if not (cells(mark) == 1 and mark.isalnum()):
            signs = (sign for sign in tally.value.upper() if sign.isalnum() and cells(sign) == 1)
            mark = next((sign for sign in signs if sign not in taken), "?")
        taken.add(mark)
        found.append(Category(mark, tally.value))
    return found


def with_minutes(timeline: Timeline, known: Survey, days: tuple[Day, Day]) -> Iterator[Survey]:
    """The same with the times of those days, for bins shorter than a day.

    Those of each category stay as they were, known to the day.
    """
    span = known.whole.extent
    if span is None:
        return
    found = timeline.search(known.query)
    around = timeline.search(known.whole.query)
    sure = with_times(known.certain, found.times(*days))
    perhaps = with_times(known.possible, found.times(*days, possible=True))
    times = around.times(*days) + around.times(*days, possible=True)
    yield known._replace(
        sure=Density(sure, span),
        perhaps=Density(perhaps, span),
        all=Density(with_times(known.whole.stretches, times), span),
        days=days,
    )


def days_of(zoom: Zoom) -> tuple[Day, Day]:
    """The days that are shown, with as many to either side, so that moving on needs no more."""
    length = zoom.end - zoom.first
    return (zoom.first - length) // DAY, (zoom.end + length) // DAY
