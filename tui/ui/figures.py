"""The figures pane: a measure over time as a chart, and under it the same numbers as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.binding import BindingType

from tui import figures
from tui.describe.claims import number
from tui.event import Event, Measure
from tui.figures import Series
from tui.query import AsOf, Query
from tui.search import Results, Timeline
from tui.text import cells, counted, fit, harmless
from tui.ui.chart import SMALLEST, chart
from tui.ui.commands import Owner, bindings
from tui.ui.layout import Main
from tui.ui.list_pane import ListPane, Role
from tui.when import DAY, Day

Line = Sequence[tuple[str, Role]]

TALLEST: Final = 18
"""Rows of a chart in which every round value has its own; more of the table is of more use."""

LEAST_ROWS: Final = 3
"""Rows of the table that are seen however tall the chart would be."""

WORDY: Final = 16
"""Rows from which the source of the figure is said in a line of its own, not only in the table."""

SOURCE: Final = 14
"""Cells that the table leaves for the source; else it leaves out other columns."""


@dataclass(frozen=True, slots=True)
class Charted:
    """The measures that a query finds, and the figures for one of them."""

    measures: list[Measure]
    number: int
    series: Series | None


def charted(
    timeline: Timeline, query: Query, wanted: str, at: Event | None
) -> Iterator[Charted | None]:
    """Find the measure of that id, or else the event's, or else the first, and its figures."""
    found = figures.measures(timeline, query)
    yield None
    own = {claim.about for claim in at.claims} if at is not None else set()
    number = next((index for index, one in enumerate(found) if one.id in own), 0)
    number = next((index for index, one in enumerate(found) if one.id == wanted), number)
    series = figures.series(timeline, query, found[number]) if found else None
    yield Charted(found, number, series)


class FiguresPane(ListPane):
    """The cursor in the table is the cursor in the chart."""

    PLACE: ClassVar[Main] = "figures"
    OWNER: ClassVar[Owner] = "figures"
    BINDINGS: ClassVar[list[BindingType]] = bindings("figures")

    def __init__(self, timeline: Timeline, at: Event | None) -> None:
        """`at` is the event whose measure is shown, if it has one."""
        super().__init__()
        self._timeline = timeline
        self._at = at
        self._charted: Charted | None = None
        self._table: list[list[str]] = []
        self._widths: list[int] = []
        self._head: tuple[object, list[Line]] = (None, [])

    def watch_results(self, results: Results | None) -> None:
        """Ask for their figures, of the same measure where they have it."""
        series = self._series
        self._ask(series.measure.id if series else "")

    def action_next_measure(self) -> None:
        """Show the next measure."""
        self._step(1)

    def action_previous_measure(self) -> None:
        """Show the measure before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._charted is not None and self._charted.measures:
            measures = self._charted.measures
            self._ask(measures[(self._charted.number + by) % len(measures)].id)

    def _ask(self, wanted: str) -> None:
        if self.results is not None:
            at = (self.event(self.cursor) if self.count else None) or self._at
            self.post_message(
                self.Asked(self, charted(self._timeline, self.results.query, wanted, at))
            )

    def take(self, answer: object) -> None:
        """Show figures, with the cursor on the event that it was on, where that has one."""
        if not isinstance(answer, Charted):
            return
        at = (self.event(self.cursor) if self.count else None) or self._at
        self._at = at
        self._charted = answer
        self._head = (None, [])
        self._table = self._told()
        self._widths = [max(map(cells, column)) for column in zip(*self._table, strict=True)]
        if len(self._table) > 1 and not any(row[2] for row in self._table[1:]):
            self._widths[2] = 0  # no claims differ
        points = self._series.points if self._series else ()
        there = (row for row, point in enumerate(points) if at and point.event.id == at.id)
        self.show(self._title, next(there, 0))

    @property
    def _series(self) -> Series | None:
        return self._charted.series if self._charted is not None else None

    @property
    def _title(self) -> str:
        day = self.results.query.as_of if self.results is not None else None
        known = AsOf("", day).explain() if day is not None else ""
        if self._charted is None or self._series is None:
            return f"Figures {known}".strip()
        series, measures = self._series, self._charted.measures
        parts = [
            f"{self._charted.number + 1} of {len(measures)}: {harmless(series.measure.label)}",
            known,
            "not added up" if series.measure.kind == "flow" else "",
            f"{counted(series.left_out, 'later event')} left out" if series.left_out else "",
        ]
        return ", ".join(filter(None, parts))

    @property
    def nothing(self) -> str:
        """What is said where there is none."""
        return "No event that is found has a figure." if self._charted is not None else ""

    @property
    def count(self) -> int:
        """How many events have a figure."""
        return len(self._series.points) if self._series is not None else 0

    def event(self, row: int) -> Event | None:
        """The event of a figure."""
        return self._series.points[row].event if self._series is not None else None

    @property
    def head(self) -> Sequence[Line]:
        """The chart, the figure under the cursor in words, and what the columns are."""
        series = self._series
        if series is None or not series.points:
            return ()
        width, height = self.scrollable_content_region.size
        key = (width, height, self.cursor, self.zoom)
        if self._head[0] != key:
            self._head = (key, list(self._drawn_head(series, width, height)))
        return self._head[1]

    def _drawn_head(self, series: Series, width: int, height: int) -> Iterator[Line]:
        point = series.points[self.cursor]
        words = figures.said(point, series, self._timeline)[: 1 if height < WORDY else 2]
        room = height - len(words) - 1 - max(LEAST_ROWS, height // 4)
        if room >= SMALLEST:
            date = self._timeline.when(point.event)
            span = self._span(series)
            yield from chart(series, self.cursor, date, width - 1, min(room, TALLEST), span)
        if height >= LEAST_ROWS + len(words) + 1:
            roles: tuple[Role, Role] = ("strong", "row")
            for text, role in zip(words, roles, strict=False):
                yield [(f" {fit(text, width - 2)}", role)]
        if height > LEAST_ROWS:
            yield [("  ", "muted"), *self._columns(0, width - 2, ["muted"] * 5)]

    def _span(self, series: Series) -> tuple[Day, Day] | None:
        """The days that the axis shows, of those of the figures; all where that is none."""
        span = series.span
        if self.zoom is None or span is None:
            return span
        first, last = self.zoom.first // DAY, (self.zoom.end - 1) // DAY
        first, last = max(first, span[0]), min(last, span[1])
        return (first, last) if first <= last else span

    def line(self, row: int, width: int) -> Line:
        """A figure in columns, as many as there is room for."""
        return self._columns(row + 1, width, ["when", "strong", "row", "muted", "row"])

    def _told(self) -> list[list[str]]:
        """The table: what its columns are, then a row for each point."""
        series = self._series
        if series is None:
            return []
        target = f"of {number(series.target.value)}" if series.target else ""
        rows = [["when", "figure", "low-high", target, "source"]]
        rows += [
            [
                self._timeline.label(point.event),
                figures.figure_said(point, series),
                figures.range_said(point),
                figures.gap_said(point, series),
                figures.outlet_said(point),
            ]
            for point in series.points
        ]
        return rows

    def _columns(self, row: int, width: int, roles: Sequence[Role]) -> Line:
        widths = self._widths
        kept = [0, 1, 2, 3]
        for dropped in (2, 3):
            if sum(widths[column] + 2 for column in kept) + SOURCE > width:
                kept.remove(dropped)
        line: list[tuple[str, Role]] = []
        for column in kept:
            if room := widths[column]:
                text = fit(self._table[row][column], room)
                line.append((text + " " * (room - cells(text) + 2), roles[column]))
        left = width - sum(cells(text) for text, _ in line)
        return [*line, (fit(self._table[row][4], max(0, left)), roles[4])]
