"""The timeline as rows: headings between events, counted and never listed, fetched by page."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from textual.cache import LRUCache

from tui.event import Event
from tui.gaps import Gap, gap
from tui.search import Heading, Mark, Results
from tui.when import MONTHS, Day, edtf, month_start, parse, year_said

PAGE: Final = 128
"""Events fetched at a time: more than the tallest terminal shows, so a move needs two at most."""

CROWDED: Final = 5
"""Events from which a month can be folded."""

LOOK_BACK: Final = 32
"""Events before a gap of which each may reach into it."""

POSSIBLY: Final = "Possibly: a date is known too loosely to be sure"
BEST_FIRST: Final = "Best first"


Hits = Counter[tuple[int | None, int | None]]
"""How many hits stand under the heading of a year and a month."""


class HeadingRow(NamedTuple):
    """A heading: level 0 for the possible events, 1 for a year, 2 for a month, 3 for today."""

    level: int
    text: str
    events: int
    ends: int | None = None
    """The position of the event right below it, where a gap before that one ends here."""
    is_folded: bool = False
    """Whether it stands for its events, which have no rows."""
    hits: int = 0
    """How many of its events a query finds, where all events are listed."""


class _Section(NamedTuple):
    """Headings, then the events under them: `row` and `position` are those of its first."""

    row: int
    position: int
    headings: tuple[HeadingRow, ...]
    events: int

    @property
    def is_crowded(self) -> bool:
        """Whether it is a month that can be folded."""
        return bool(self.headings) and self.headings[-1].level == 2 and self.events >= CROWDED

    @property
    def is_folded(self) -> bool:
        """Whether its last heading stands for its events."""
        return self.headings[-1].is_folded if self.headings else False


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
        self.today = today if listed.query.is_everything else None
        self._pages: LRUCache[int, list[Listed]] = LRUCache(8)
        sections: list[_Section] = []
        position = 0
        self.span = _span(listed)
        """The first and the last day of the months that dated events stand under."""
        for headings, events in self._with_today(_sections(listed, self._hits())):
            if headings and not listed.is_ranked:
                headings = (*headings[:-1], headings[-1]._replace(ends=position))
            sections.append(_Section(0, position, headings, events))
            position += events
        self.events = position
        """How many events are listed."""
        self._positions = [section.position for section in sections]
        self._place(sections)

    def _hits(self) -> Hits:
        """How many hits stand under each heading, where they are listed among all events."""
        hits = Hits()
        if self.is_among_all:
            for year, month, events in self.found.headings() + self.found.headings(possible=True):
                hits[year, month] += events
        return hits

    def _place(self, sections: list[_Section]) -> None:
        """Give each section its row."""
        row = 0
        self._sections: list[_Section] = []
        for section in sections:
            self._sections.append(section._replace(row=row))
            row += len(section.headings) + (0 if section.is_folded else section.events)
        self.count = row
        self._rows = [section.row for section in self._sections]

    def fold(self, folded: bool) -> None:
        """Fold every crowded month into its heading, or open all of them."""
        self._place([_folded(s, folded) if s.is_crowded else s for s in self._sections])

    @property
    def is_crowded(self) -> bool:
        """Whether there is a month to fold."""
        return any(section.is_crowded for section in self._sections)

    def unfold(self, position: int) -> bool:
        """Open the month that the event is folded into; whether there was one."""
        at = bisect_right(self._positions, position) - 1
        if at < 0 or not self._sections[at].is_folded:
            return False
        sections = list(self._sections)
        sections[at] = _folded(sections[at], False)
        self._place(sections)
        return True

    def step(self, position: int, by: int) -> int:
        """The position that many steps on, of which a folded month is one."""
        for _ in range(abs(by)):
            section = self._section(position)
            if by > 0:
                position = section.position + section.events if section.is_folded else position + 1
            else:
                position = (section.position if section.is_folded else position) - 1
                if position >= 0 and (before := self._section(position)).is_folded:
                    position = before.position
        return position

    def _section(self, position: int) -> _Section:
        return self._sections[bisect_right(self._positions, max(0, position)) - 1]

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

    def after_gaps(self, position: int, by: int) -> Iterator[int | None]:
        """The events that long gaps end with, after a position, or before it where `by` is -1.

        None for a heading that none ends with: to find that out takes a page of events or two.
        """
        for section in self._sections[::by]:
            if section.headings and (section.position - position) * by > 0:
                yield section.position if self.gap(section.headings[-1]) else None

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
        section = self._sections[bisect_right(self._rows, max(0, row)) - 1]
        below = section.position + max(0, row - section.row - len(section.headings))
        return max(0, min(below, self.events - 1))  # today may stand last

    def row(self, position: int) -> int:
        """The row of the event at that position."""
        section = self._section(position)
        if section.is_folded:
            return section.row + len(section.headings) - 1
        return section.row + len(section.headings) + position - section.position

    def first_row(self, position: int) -> int:
        """The row to show so that an event that comes first under headings shows them too."""
        section = self._section(position)
        return section.row if position == section.position else self.row(position)


def _folded(section: _Section, folded: bool) -> _Section:
    *above, last = section.headings
    return section._replace(headings=(*above, last._replace(is_folded=folded)))


def _span(results: Results) -> tuple[Day, Day] | None:
    headings = [*results.headings(), *(results.headings(possible=True) if results.possible else ())]
    dated = [(year, month) for year, month, _ in headings if year is not None]
    if not dated:
        return None
    first = min((year, month or 1) for year, month in dated)
    year, month = max((year, month or 12) for year, month in dated)
    following = (year + month // 12, month % 12 + 1)
    return month_start(*first), month_start(*following) - 1


def _sections(results: Results, hits: Hits) -> Iterator[tuple[tuple[HeadingRow, ...], int]]:
    if results.is_ranked:
        if results.certain:
            yield (HeadingRow(1, BEST_FIRST, results.certain),), results.certain
        if results.possible:
            yield (HeadingRow(0, POSSIBLY, results.possible),), results.possible
        return
    yield from _years(results.headings(), hits)
    if possible := results.possible:
        first = HeadingRow(0, POSSIBLY, possible)
        for headings, events in _years(results.headings(possible=True), hits):
            yield ((first, *headings) if first else headings), events
            first = None  # type: ignore[assignment]


def _years(headings: list[Heading], hits: Hits) -> Iterator[tuple[tuple[HeadingRow, ...], int]]:
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
            text = f"{MONTHS[month - 1]} {_year(year)}"
            rows.append(HeadingRow(2, text, events, hits=hits[year, month]))
        yield tuple(rows), events


def _year(year: int | None) -> str:
    return "No date" if year is None else year_said(year)
