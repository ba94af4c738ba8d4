"""The timeline as rows: headings between events, counted and never listed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from tui.search import Heading, Results
from tui.when import MONTHS


class HeadingRow(NamedTuple):
    """A heading: level 0 for the possible events, 1 for a year, 2 for a month."""

    level: int
    text: str
    events: int


class _Section(NamedTuple):
    """Headings, then the events under them: `row` and `position` are those of its first."""

    row: int
    position: int
    headings: tuple[HeadingRow, ...]


class Rows:
    """Which row shows which event; rows and positions count from 0."""

    def __init__(self, results: Results) -> None:
        self._sections: list[_Section] = []
        row = position = 0
        for headings, events in _sections(results):
            self._sections.append(_Section(row, position, headings))
            row += len(headings) + events
            position += events
        self.count = row
        self._rows = [section.row for section in self._sections]
        self._positions = [section.position for section in self._sections]

    def __getitem__(self, row: int) -> HeadingRow | int:
        """The heading on that row, or the position of the event."""
        section = self._sections[bisect_right(self._rows, row) - 1]
        offset = row - section.row
        if offset < len(section.headings):
            return section.headings[offset]
        return section.position + offset - len(section.headings)

    def position(self, row: int) -> int:
        """The position of the event on that row, or of the next one below it."""
        row = max(0, min(row, self.count - 1))
        at = self[row]
        while isinstance(at, HeadingRow):
            row += 1
            at = self[row]
        return at

    def row(self, position: int) -> int:
        """The row of the event at that position."""
        section = self._sections[bisect_right(self._positions, position) - 1]
        return section.row + len(section.headings) + position - section.position

    def first_row(self, position: int) -> int:
        """The row to show so that an event that comes first under headings shows them too."""
        section = self._sections[bisect_right(self._positions, position) - 1]
        return section.row if position == section.position else self.row(position)


def _sections(results: Results) -> Iterator[tuple[tuple[HeadingRow, ...], int]]:
    yield from _years(results.headings())
    if possible := results.possible:
        text = "Possibly: the date is known too loosely to be sure"
        first = HeadingRow(0, text, possible)
        for headings, events in _years(results.headings(possible=True)):
            yield ((first, *headings) if first else headings), events
            first = None  # type: ignore[assignment]


def _years(headings: list[Heading]) -> Iterator[tuple[tuple[HeadingRow, ...], int]]:
    counts: dict[int | None, int] = {}
    for heading in headings:
        counts[heading.year] = counts.get(heading.year, 0) + heading.events
    shown: set[int | None] = set()
    for year, month, events in headings:
        rows: list[HeadingRow] = []
        if year not in shown:
            shown.add(year)
            rows.append(HeadingRow(1, _year(year), counts[year]))
        if month is not None:
            rows.append(HeadingRow(2, f"{MONTHS[month - 1]} {_year(year)}", events))
        yield tuple(rows), events


def _year(year: int | None) -> str:
    if year is None:
        return "No date"
    return str(year) if year > 0 else f"{1 - year} BC"
