"""The timeline as rows: headings between events, counted and never listed, fetched by page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from textual.cache import LRUCache

from tui.event import Event
from tui.gaps import Gap, gap
from tui.query.edit import background
from tui.search import Heading, Mark, Results
from tui.when import MONTHS, Day, edtf, month_start, parse

PAGE: Final = 128
"""Events fetched at a time: more than the tallest terminal shows, so a move needs two at most."""

LOOK_BACK: Final = 32
"""Events before a gap of which each may reach into it."""

POSSIBLY: Final = "Possibly: a date is known too loosely to be sure"
BEST_FIRST: Final = "Best first"


class HeadingRow(NamedTuple):
    """A heading: level 0 for the possible events, 1 for a year, 2 for a month, 3 for today."""

    level: int
    text: str
    events: int
    ends: int | None = None
    """The position of the event right below it, where a gap before that one ends here."""


class _Section(NamedTuple):
    """Headings, then the events under them: `row` and `position` are those of its first."""

    row: int
    position: int
    headings: tuple[HeadingRow, ...]


class Listed(NamedTuple):
    """An event of the list, and how the query finds it, if it does."""

    event: Event
    mark: Mark


class Rows:
    """Which row shows which event; rows and positions count from 0.

    What is listed is what the query found, or all events, among which the found ones are marked.
    """

    def __init__(
        self, listed: Results, found: Results | None = None, today: Day | None = None
    ) -> None:
        """`today` has a line of its own in a list of all events."""
        self.listed = listed
        self.found = listed if found is None else found
        self.today = today if listed.query == background(listed.query) else None
        self._pages: LRUCache[int, list[Listed]] = LRUCache(8)
        self._sections: list[_Section] = []
        row = position = 0
        self.span = _span(listed)
        """The first and the last day of the months that dated events stand under."""
        for headings, events in self._with_today(_sections(listed)):
            if headings and not listed.is_ranked:
                headings = (*headings[:-1], headings[-1]._replace(ends=position))
            self._sections.append(_Section(row, position, headings))
            row += len(headings) + events
            position += events
        self.count = row
        self.events = position
        """How many events are listed."""
        self._rows = [section.row for section in self._sections]
        self._positions = [section.position for section in self._sections]

    def _with_today(
        self, sections: Iterator[tuple[tuple[HeadingRow, ...], int]]
    ) -> Iterator[tuple[tuple[HeadingRow, ...], int]]:
        """The sections with a line for today where it would stand among the certain events."""
        if self.today is None or not self.listed.certain or self.listed.is_ranked:
            yield from sections
            return
        date = parse(edtf(self.today))
        line = HeadingRow(3, f"Today, {date.label()}", 0)
        at = self.listed.nearest(date)
        position = 0
        for headings, events in sections:
            if position <= at < position + events:
                if before := at - position:
                    yield headings, before
                    yield (line,), events - before
                else:
                    yield (line, *headings), events
            elif position == at == self.listed.certain:
                yield (line, *headings), events  # above what is only possible
            else:
                yield headings, events
            position += events
        if at == position:
            yield (line,), 0

    def gap(self, heading: HeadingRow) -> Gap | None:
        """The time without a listed event that ends under a heading, where it is long."""
        position = heading.ends
        if position is None or not 0 < position < self.listed.certain:
            return None
        around = [self.at(at) for at in range(max(0, position - LOOK_BACK), position + 1)]
        *before, event = [listed.event for listed in around if listed is not None]
        return gap(before, event)

    @property
    def is_among_all(self) -> bool:
        """Whether events are listed that the query does not find."""
        return self.found is not self.listed

    def at(self, position: int) -> Listed | None:
        """The event at that position, from the pages at hand where they hold it."""
        if not 0 <= position < self.events:
            return None
        page, offset = divmod(position, PAGE)
        if page not in self._pages:
            self._pages[page] = self._page(page)
        return self._pages[page][offset]

    def fetch(self, position: int) -> None:
        """Have at hand what is seen with that position."""
        self.at(position - PAGE // 2)
        self.at(position + PAGE // 2)
        self.at(position)

    def _page(self, page: int) -> list[Listed]:
        first = page * PAGE
        events = self.listed.window(first, first + PAGE)
        if self.is_among_all:
            marks = self.found.marks(events)
        else:
            certain = self.found.certain
            marks = [
                "certain" if position < certain else "possible"
                for position in range(first, first + len(events))
            ]
        return [Listed(event, mark) for event, mark in zip(events, marks, strict=True)]

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
            if row >= self.count:
                return self.events - 1  # today stands last
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


def _span(results: Results) -> tuple[Day, Day] | None:
    headings = [*results.headings(), *(results.headings(possible=True) if results.possible else ())]
    dated = [(year, month) for year, month, _ in headings if year is not None]
    if not dated:
        return None
    first = min((year, month or 1) for year, month in dated)
    year, month = max((year, month or 12) for year, month in dated)
    following = (year + month // 12, month % 12 + 1)
    return month_start(*first), month_start(*following) - 1


def _sections(results: Results) -> Iterator[tuple[tuple[HeadingRow, ...], int]]:
    if results.is_ranked:
        if results.certain:
            yield (HeadingRow(1, BEST_FIRST, results.certain),), results.certain
        if results.possible:
            yield (HeadingRow(0, POSSIBLY, results.possible),), results.possible
        return
    yield from _years(results.headings())
    if possible := results.possible:
        first = HeadingRow(0, POSSIBLY, possible)
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
    return "No date" if year is None else year_said(year)


def year_said(year: int) -> str:
    """A year as people write it."""
    return str(year) if year > 0 else f"{1 - year} BC"
