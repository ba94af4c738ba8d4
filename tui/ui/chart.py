"""A measure over time, drawn in characters: a level as steps, counts as bars.

Only signs that the Linux console has too (code page 437), and each says what it is without colour:

    -- steps and corners  the level     bullet  an event     full block  the cursor's event
    light shade  the other claims       - - -   the target   / a promise, planned or announced

Of the plotting libraries, plotext has no steps and fills only down to zero, which is no range of
rival claims; textual-plot names neither among its methods, and brings 45 MB of numpy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from math import ceil, floor, log10
from typing import Final, NamedTuple

from tui import when
from tui.event import Number
from tui.figures import Series
from tui.promises import number_said
from tui.ui.list_pane import Role
from tui.ui.track import track
from tui.when import FUTURE, MONTHS, PAST, Day, When, civil, month_number, month_start, year_said

Line = list[tuple[str, Role]]
Cell = tuple[str, Role]

BLANK: Final[Cell] = (" ", "row")
EVENT: Final = "\u2022"
CURSOR: Final = "\u2588"
RIVALS: Final = "\u2591"
BAR: Final = "\u2592"
PROMISE: Final = "/"

LEGEND: Final = (
    (EVENT, "in a figure: what an event says"),
    (CURSOR, "in a figure: what the event under the cursor says"),
    (RIVALS, "in a figure: from the lowest claim to the highest"),
    (PROMISE, "in a figure: planned or announced, not seen to happen"),
    ("=== ---", "in a figure: a count of all of that time, or of some day in it"),
    ("- - -", "in a figure: the target"),
)
"""What the signs mean."""

_LEFT, _RIGHT, _UP, _DOWN = 1, 2, 4, 8
_BOX: Final = {
    _LEFT: "\u2500",
    _RIGHT: "\u2500",
    _LEFT | _RIGHT: "\u2500",
    _UP: "\u2502",
    _DOWN: "\u2502",
    _UP | _DOWN: "\u2502",
    _LEFT | _UP: "\u2518",
    _LEFT | _DOWN: "\u2510",
    _RIGHT | _UP: "\u2514",
    _RIGHT | _DOWN: "\u250c",
    _LEFT | _UP | _DOWN: "\u2524",
    _RIGHT | _UP | _DOWN: "\u251c",
    _LEFT | _RIGHT | _UP: "\u2534",
    _LEFT | _RIGHT | _DOWN: "\u252c",
    _LEFT | _RIGHT | _UP | _DOWN: "\u253c",
}

_UNDER: Final = 3
"""Rows under the values: the axis, the cursor's date, the dates."""

SMALLEST: Final = _UNDER + 5
"""Rows that a chart takes at least; in fewer all levels look alike."""


class Across(NamedTuple):
    """Days on a line of cells."""

    first: Day
    last: Day
    cells: int

    def cell(self, day: Day) -> int:
        """The cell of a day."""
        if self.first == self.last:
            return self.cells // 2
        return (day - self.first) * (self.cells - 1) // (self.last - self.first)


_ROUND: Final = (1, 2, 2.5, 3, 4, 5)
"""Values that are round, times a power of ten."""


class Upright(NamedTuple):
    """Values on a column of cells; row 0 is the axis."""

    lowest: Number
    highest: Number
    rows: int
    step: Number
    """From one round value to the next."""

    @classmethod
    def holding(cls, lowest: Number, highest: Number, rows: int) -> Upright:
        """From 0 or less to more than 0, on no more rows, between values that are round.

        `rows` are 4 or more. The values have a row between them; of such scales this is the one
        with the most rows in use, a value counting like a row. Of whole numbers none is a fraction.
        """
        is_whole = not (lowest % 1 or highest % 1)
        power = floor(log10((highest - lowest or 1) / rows))
        steps = (
            int(step) if (step := many * 10.0**zeros) >= 1 and not step % 1 else step
            for zeros in range(power, power + 3)
            for many in _ROUND
        )
        scales: list[tuple[float, Upright]] = []
        for step in steps:
            bottom, top = floor(lowest / step), max(ceil(highest / step), 1)
            fits = 2 * (top - bottom) <= rows and not (is_whole and step % 1)
            if apart := rows // (top - bottom) if fits else 0:
                up = cls(bottom * step, top * step, apart * (top - bottom), step)
                used = up.rows * (highest - lowest) / (up.highest - up.lowest)
                scales.append((used + (top - bottom), up))
        return max(scales, key=lambda scale: scale[0])[1]

    def row(self, value: Number) -> int:
        """The row of a value; what is not 0 is not drawn as 0."""
        row = self._nearest(value)
        if not value or abs(value) * self.rows >= self.highest - self.lowest:
            return row  # a row or more away from that of 0
        zero = self._nearest(0)
        if row != zero:
            return row
        return zero + 1 if value > 0 and zero < self.rows else max(0, zero - 1)

    def _nearest(self, value: Number) -> int:
        return round((value - self.lowest) * self.rows / (self.highest - self.lowest))

    @property
    def ticks(self) -> Iterator[Number]:
        """Round values, as many rows apart as each other."""
        for count in range(round((self.highest - self.lowest) / self.step) + 1):
            yield round(self.lowest + count * self.step, 12)  # 0.6 and not 0.6000000000000001


def chart(
    series: Series,
    cursor: int,
    date: When | None,
    width: int,
    height: int,
    span: tuple[Day, Day] | None,
) -> list[Line]:
    """The series on so many cells, with the point under the cursor and its date marked.

    `span` are the first and the last day that are shown, of counts with the whole bars of both.
    """
    dated = series.dated
    if not dated or span is None or height < SMALLEST:
        return []
    first, last = span
    up = _upright(series, height - _UNDER)
    labels = {up.row(tick): number_said(tick) for tick in up.ticks}
    margin = max(map(len, labels.values())) + 1
    room = width - margin - 1
    if room < 10:
        return []
    if series.measure.kind == "stock":
        across = Across(first, last, room)
        grid = _grid(series, up, across)
        _steps(grid, series, up, across)
    else:
        size = _bin_months(first, last, room)
        first, last = _bin(first, size)[0], _bin(last, size)[1]
        across = Across(first, last, room)
        grid = _grid(series, up, across)
        _bars(grid, series, cursor, size, up, across)
    point = series.points[cursor]
    if point.at is not None and first <= point.at <= last:
        _cross(grid, up.row(point.value), across.cell(point.at), series.measure.kind == "stock")
    lines = [_line(labels.get(row, ""), margin, grid[row]) for row in range(up.rows, 0, -1)]
    ticks = _ticks(across)
    lines.append(_axis(labels.get(0, ""), margin, grid[0], {cell for cell, _ in ticks}))
    drawn = track(date, across.first, across.last, room) if date is not None else ""
    lines.append([(" " * (margin + 1) + drawn, "mark")])
    lines.append([(" " * (margin + 1) + _dates(ticks), "muted")])
    return lines


def _upright(series: Series, rows: int) -> Upright:
    values = [value for _, point in series.dated for value in (point.low, point.high)]
    target = [series.target.value] if series.target else []
    lowest, highest = min(0, *values, *target), max(0, *values, *target)
    return Upright.holding(lowest, highest, rows)


Grid = list[list[Cell]]


def _grid(series: Series, up: Upright, across: Across) -> Grid:
    """Cells from the axis upward, with the target among them."""
    grid = [[BLANK] * across.cells for _ in range(up.rows + 1)]
    if series.target is not None:
        row = grid[up.row(series.target.value)]
        row[:] = [("-", "flag") if cell % 2 == 0 else BLANK for cell in range(across.cells)]
        said = f" target {number_said(series.target.value)} "[: across.cells - 2]
        row[1 : 1 + len(said)] = [(sign, "flag") for sign in said]
    return grid


def _steps(grid: Grid, series: Series, up: Upright, across: Across) -> None:
    """Draw a level that holds from each point to the next, and the range of its claims."""
    first, last, _ = across
    levels = [
        (across.cell(max(at, first)), across.cell(min(end, last)), up.row(point.value), point)
        for at, end, point in series.levels
        if at <= last and end >= first
    ]
    for start, end, _, point in levels:
        if point.low < point.high:
            for row in range(up.row(point.low), up.row(point.high) + 1):
                grid[row][start : end + 1] = [(RIVALS, "muted")] * (end + 1 - start)
    for start, end, row, _ in levels:
        grid[row][start:end] = [(_BOX[_LEFT | _RIGHT], "strong")] * (end - start)
    before: int | None = None
    while levels and (levels[0][3].at or first) < first:  # it began before what is shown
        before = levels.pop(0)[2]
    for cell, run in groupby(levels, key=lambda level: level[0]):
        rows = [row for _, _, row, _ in run]
        enter, leave = (rows[0] if before is None else before), rows[-1]
        low, high = min(enter, *rows), max(enter, *rows)
        for row in range(low, high + 1):
            sign = (
                _LEFT * (row == enter and before is not None)
                | _RIGHT * (row == leave and cell < levels[-1][1])
                | _UP * (row < high)
                | _DOWN * (row > low)
            )
            grid[row][cell] = (_BOX.get(sign, EVENT), "strong")
        for row in rows:
            grid[row][cell] = (EVENT, "strong")
        before = leave


def _bars(grid: Grid, series: Series, cursor: int, size: int, up: Upright, across: Across) -> None:
    """Draw for each bin the highest of its points, and the one under the cursor over it.

    What is of a longer time than a bin is no bar of one: it is drawn through all of that time.
    """
    zero = up.row(0)
    under = series.points[cursor]
    points = [
        (point, date)
        for at, point in series.dated
        if (date := _long(point.event.date, size)) or across.first <= at <= across.last
    ]
    points.sort(key=lambda one: (one[0] is under, not one[0].is_promise, abs(one[0].value)))
    for point, date in points:
        if date is not None:
            role: Role = "mark" if point is under else "strong"
            for column, sign in enumerate(track(date, across.first, across.last, across.cells)):
                if sign not in " <>":
                    grid[up.row(point.value)][column] = (sign, role)
            continue
        start, end = _bin(point.at or 0, size)
        first, last = across.cell(start), across.cell(end + 1) - 1
        last = max(first, min(last - (last - first > 1), across.cells - 1))
        sign = PROMISE if point.is_promise else CURSOR if point is under else BAR
        tip = up.row(point.value)
        low, high = (tip if end == point.value else up.row(end) for end in (point.low, point.high))
        for row in range(min(zero, tip, low), max(zero, tip, high) + 1):
            inside = min(zero, tip) <= row <= max(zero, tip)
            if row == zero and point.value:
                continue
            cell: Cell = (sign, "mark" if point is under else "strong")
            for column in range(first, last + 1):
                if sign != PROMISE or grid[row][column][0] in " -":
                    grid[row][column] = cell if inside else (RIVALS, "muted")


@lru_cache(4_096)  # each frame asks of all points
def _long(text: str, size: int) -> When | None:
    """A date that reaches from one bin into others; None where it does not, or has an open end.

    What has one says too little of when it was to be drawn through all of that.
    """
    date = when.parse(text)
    first, last = date.start_earliest, date.end_latest
    if date.is_exact or first <= PAST or last >= FUTURE or _bin(first, size) == _bin(last, size):
        return None
    return date


def _cross(grid: Grid, row: int, column: int, is_level: bool) -> None:
    """Mark the point under the cursor, and the way down to its date."""
    for above in range(len(grid)):
        if grid[above][column][0] in (" ", "-"):
            grid[above][column] = (":", "mark")
    if is_level:
        grid[row][column] = (CURSOR, "mark")


def _line(label: str, margin: int, cells: Sequence[Cell]) -> Line:
    axis = "\u2524" if label else "\u2502"
    return [(f"{label:>{margin}}", "muted"), (axis, "rule"), *_runs(cells)]


def _axis(label: str, margin: int, cells: Sequence[Cell], ticks: set[int]) -> Line:
    drawn: list[Cell] = [
        ("\u252c" if column in ticks else "\u2500", "rule") if cell[0] in " :-" else cell
        for column, cell in enumerate(cells)
    ]
    return [(f"{label:>{margin}}", "muted"), ("\u2514", "rule"), *_runs(drawn)]


def _runs(cells: Sequence[Cell]) -> Iterator[tuple[str, Role]]:
    for role, run in groupby(cells, key=lambda cell: cell[1]):
        yield "".join(sign for sign, _ in run), role


_YEARS: Final = tuple(12 * many * int(10**power) for power in range(9) for many in (1, 2, 5))
"""Months of the periods that are longer than one year, or as long."""


def _bin_months(first: Day, last: Day, cells: int) -> int:
    """Months that a bar stands for, so that each has two cells; 0 for a day."""
    if (last - first + 1) * 2 <= cells:
        return 0
    return next(size for size in (1, 3, *_YEARS) if (last - first) * 2 <= size * 30 * cells)


@lru_cache(4_096)  # thousands of points lie in few bins
def _bin(day: Day, months: int) -> tuple[Day, Day]:
    """The first and the last day of the bin that holds a day."""
    if not months:
        return day, day
    start = month_number(day) // months * months
    return month_start(0, start + 1), month_start(0, start + months + 1) - 1


def _ticks(across: Across) -> list[tuple[int, str]]:
    """Cells and what stands under them: the starts of months or years, as many as fit."""
    first, last, cells = across
    for size in (1, 2, 3, 6, *_YEARS):
        if (last - first) // (size * 28) > cells:
            continue
        months = range(-(-month_number(first) // size) * size, month_number(last) + 1, size)
        found = [
            (across.cell(month_start(0, month + 1)), _month_said(month, size))
            for month in months
            if month_start(0, month + 1) >= first
        ]
        found = [(cell, text) for cell, text in found if cell + len(text) <= cells]
        ends = [cell + len(text) + 2 for cell, text in found]
        if found and all(end <= cell for end, (cell, _) in zip(ends, found[1:], strict=False)):
            return found
    year, month, day = civil(first)
    return [(0, f"{day} {MONTHS[month - 1][:3]} {year}"[:cells])]


def _month_said(month: int, size: int) -> str:
    said = year_said(month // 12)
    return said if size % 12 == 0 else f"{MONTHS[month % 12][:3]} {said}"


def _dates(ticks: Sequence[tuple[int, str]]) -> str:
    drawn = ""
    for cell, text in ticks:
        drawn += " " * (cell - len(drawn)) + text
    return drawn
