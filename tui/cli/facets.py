"""The values of a facet: how many events have each, and when these were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any, Final, NamedTuple

from tui.cli.listing import csv_line, json_text
from tui.query import And, Query
from tui.query.edit import toggled
from tui.search import Results, Tally, Timeline
from tui.spark import BLOCKS, headings_of, monthly, months_of
from tui.text import cells, counted, fit, harmless
from tui.when import MONTHS, year_said

MOST_BARS: Final = 24
"""Cells that the time of the results takes, at most; so many months then share one."""

ASCII_BARS: Final = ".:-=+*#@"
"""The bars where an encoding has no blocks."""

_LEAST_LABEL: Final = 12
"""Cells of a label that are shown however narrow the terminal is."""


class Time(NamedTuple):
    """The months of some results, counted from the year 0, and how many of them a bar has."""

    first: int
    last: int
    months: int

    def __str__(self) -> str:
        ends = dict.fromkeys(map(_month_said, (self.first, self.last)))
        return f"{' to '.join(ends)}, {counted(self.months, 'month')} each"


def signs(encoding: str | None) -> str:
    """The bars that an encoding has."""
    try:
        BLOCKS.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return ASCII_BARS
    return BLOCKS


def narrowed(query: Query, field: str, value: str) -> Query:
    """The events of the query that have this value of a facet, in the order of time."""
    term = toggled(Query(), field, value, False).term
    parts = query.term.terms if isinstance(query.term, And) else (query.term,)
    return Query(And((*parts, term)))


def time_of(timeline: Timeline, query: Query) -> Time | None:
    """The time of what a query finds; None where nothing of it has a date."""
    months = months_of(headings_of(timeline.search(Query(query.term))))
    if months is None:
        return None
    first, last = months
    return Time(first, last, -(-(last - first + 1) // MOST_BARS))


def text(
    timeline: Timeline,
    query: Query,
    field: str,
    values: Sequence[Tally],
    time: Time | None,
    signs: str = BLOCKS,
    width: int | None = None,
) -> Iterator[str]:
    """A line a value: label, certain events, possible ones, and bars for both over the time.

    The bars of all lines have one scale, so that lines can be compared. Only a terminal has a
    `width`, to which long labels are cut.
    """
    drawn = [_counts(timeline, query, field, tally.value, time) for tally in values]
    highest = max(map(max, filter(None, drawn)), default=0.0)
    labels = [harmless(tally.value) for tally in values]
    certain = [f"{tally.certain:,}" for tally in values]
    possible = [f"+{tally.possible:,}" if tally.possible else "" for tally in values]
    columns = [_widest(certain), _widest(possible), max(map(len, drawn), default=0)]
    room = _widest(labels)
    if width is not None:
        room = min(room, max(_LEAST_LABEL, width - sum(columns) - 2 * len(columns)))
    for label, sure, maybe, counts in zip(labels, certain, possible, drawn, strict=True):
        cut = fit(label, room)
        parts = [cut + " " * (room - cells(cut)), f"{sure:>{columns[0]}}"]
        if columns[1]:
            parts.append(f"{maybe:<{columns[1]}}")
        parts.append("".join(_bar(count, highest, signs) for count in counts))
        yield "  ".join(parts).rstrip()


def as_csv(values: Sequence[Tally]) -> Iterator[str]:
    """A table; no cell can start a formula."""
    yield csv_line(Tally._fields)
    for tally in values:
        yield csv_line((tally.value, str(tally.certain), str(tally.possible)))


def as_json(timeline: Timeline, query: Query, field: str, values: Sequence[Tally]) -> Iterator[str]:
    """One object: the query, the field, what is found, and the values, one a line."""
    results = timeline.search(query)
    counts = {"certain": results.certain, "possible": results.possible}
    head = {"query": str(query), "field": field, "counts": counts}
    yield f'{json_text(head)[:-1]}, "values": ['
    for left, tally in enumerate(values, 1 - len(values)):
        by_month = _by_month(timeline.search(narrowed(query, field, tally.value)))
        yield json_text({**tally._asdict(), "by_month": by_month}) + "," * (left < 0)
    yield "]}"


def _by_month(results: Results) -> list[dict[str, Any]]:
    """How many events stand under each heading, in order; every event stands under one."""
    found: dict[tuple[int, int] | None, dict[str, Any]] = {}
    for possible in (False, True):
        for year, month, events in results.headings(possible):
            place = None if year is None else (year, month or 0)
            zero = {"month": _written(year, month), "certain": 0, "possible": 0}
            found.setdefault(place, zero)["possible" if possible else "certain"] += events
    return [found[place] for place in sorted(found, key=lambda place: (place is None, place))]


def _written(year: int | None, month: int | None) -> str | None:
    if year is None:
        return None
    written = f"-{-year:04}" if year < 0 else f"{year:04}"
    return f"{written}-{month:02}" if month else written


def _month_said(month: int) -> str:
    return f"{MONTHS[month % 12][:3]} {year_said(month // 12)}"


def _counts(
    timeline: Timeline, query: Query, field: str, value: str, time: Time | None
) -> list[float]:
    """How many events a value has in each part of the time."""
    if time is None:
        return []
    counts = [0.0] * ((time.last - time.first) // time.months + 1)
    found = timeline.search(narrowed(query, field, value))
    for month, events in monthly(headings_of(found)).items():
        counts[(month - time.first) // time.months] += events
    return counts


def _bar(count: float, highest: float, signs: str) -> str:
    return signs[ceil(count / highest * len(signs)) - 1] if count else " "


def _widest(texts: Sequence[str]) -> int:
    return max(map(cells, texts), default=0)
