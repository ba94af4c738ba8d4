"""Zoom: the stretch of time that the axis and the figures show, in bins of the calendar.

Bins follow the calendar, never 30-day months: a step is so many minutes of a day, so many days, or
so many months, each counted from where people count it (midnight, Monday, January, the year 0).
Times are those written at the place; see `when.days` for why `datetime` is not asked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Final, Literal, NamedTuple

import msgspec

from tui.when import DAY, MONTHS, Day, Minute, civil, month_number, year_said
from tui.when.days import day_number

Unit = Literal["minute", "hour", "day", "week", "month", "quarter", "year", "decade"]

SHORTEST: Final[Minute] = 60
"""No less is shown: an event's time is known to the minute at best."""

_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_MINUTES: Final = {"minute": 1, "hour": 60}
_MONDAY: Final[Day] = -3
"""The Monday of the week in which 1970 began."""

_GAP: Final = 2
"""Cells between two labels, at least."""


class Step(NamedTuple):
    """How much time a bin takes."""

    unit: Unit
    many: int

    def floor(self, at: Minute) -> Minute:
        """The start of the bin that holds a minute."""
        if months := self._months:
            return _month(month_number(at // DAY) // months * months)
        if minutes := self._minutes:
            return at // minutes * minutes  # each length divides the day
        days = self.many * (7 if self.unit == "week" else 1)
        return ((at // DAY - _MONDAY) // days * days + _MONDAY) * DAY

    def after(self, edge: Minute) -> Minute:
        """The end of the bin that starts at an edge."""
        if months := self._months:
            return _month(month_number(edge // DAY) + months)
        return edge + (self._minutes or self.many * DAY * (7 if self.unit == "week" else 1))

    @property
    def said(self) -> str:
        """In words: `week`, `15 minutes`, `decade`, `50 years`."""
        if self.unit == "decade" and self.many > 1:
            return f"{10 * self.many:,} years"
        if self == ("quarter", 2):
            return "half-year"
        return self.unit if self.many == 1 else f"{self.many} {self.unit}s"

    @property
    def is_within_a_day(self) -> bool:
        """Whether several bins make a day."""
        return self.unit in _MINUTES

    @property
    def _months(self) -> int:
        return self.many * _MONTHS.get(self.unit, 0)

    @property
    def _minutes(self) -> Minute:
        return self.many * _MINUTES.get(self.unit, 0)


def _month(number: int) -> Minute:
    year, month = divmod(number, 12)
    return day_number(year, month + 1, 1) * DAY


STEPS: Final[tuple[Step, ...]] = (
    *(Step("minute", count) for count in (1, 5, 15, 30)),
    *(Step("hour", count) for count in (1, 3, 6, 12)),
    Step("day", 1),
    *(Step("week", count) for count in (1, 2)),
    Step("month", 1),
    *(Step("quarter", count) for count in (1, 2)),
    *(Step("year", count) for count in (1, 2, 5)),
    *(Step("decade", count * 10**power) for power in range(9) for count in (1, 2, 5)),
)
"""What a bin may be, from the shortest; the last are as long as dates can tell."""


class Bins(msgspec.Struct, frozen=True, dict=True):
    """Neighbouring bins of one step; bin `i` is the time from `edges[i]` to `edges[i + 1]`."""

    step: Step
    edges: tuple[Minute, ...]

    def __len__(self) -> int:
        return len(self.edges) - 1

    def at(self, minute: Minute) -> int:
        """The bin that holds a minute, the first or last where none does."""
        return max(0, min(bisect_right(self.edges, minute) - 1, len(self) - 1))

    def __contains__(self, minute: Minute) -> bool:
        return self.edges[0] <= minute < self.edges[-1]

    def columns(self, number: int, width: int) -> range:
        """The cells of a bin where all of them share so many: one at least, alike but for one."""
        return range(number * width // len(self), (number + 1) * width // len(self))

    def under(self, column: int, width: int) -> int:
        """The bin that has a cell."""
        return max(0, min(((column + 1) * len(self) - 1) // width, len(self) - 1))

    @property
    def said(self) -> str:
        """In words: `1 Mar to 31 Aug 2024, by week`."""
        return f"{stretch_said(self.edges[0], self.edges[-1])}, by {self.step.said}"

    def bin_said(self, number: int) -> str:
        """One bin in words: `Mar 2024`, `4 to 10 Mar 2024`."""
        return stretch_said(self.edges[number], self.edges[number + 1])

    def labels(self, width: int) -> Sequence[tuple[int, str]]:
        """What stands under so many cells, each with its first: as much as there is room for.

        The first one says the year, and so does each that begins one.
        """
        return _fitting(self, width)

    def labels_by(self, step: Step, width: int) -> Iterator[tuple[int, str]]:
        """Labels of one step, whether or not there is room for all of them."""
        ticks = [
            (self.columns(number, width).start, tick)
            for number, (start, end) in enumerate(self._pairs)
            if number and (tick := step.floor(end - 1)) >= start
        ]
        # The first label says where it begins, unless that hides the first that says a year.
        before = self.edges[0]
        other_year = next((column for column, tick in ticks if _year(tick) != _year(before)), width)
        clear = other_year
        for head in (_written(before, step.unit), _written(before, "year")):
            if len(head) + _GAP <= other_year:
                clear = len(head) + _GAP
                yield 0, head
                break
        for column, tick in ticks:
            text = _tick(tick, before, step.unit)
            if clear <= column <= width - len(text):
                yield column, text
                before = tick

    @cached_property
    def _pairs(self) -> list[tuple[Minute, Minute]]:
        return list(zip(self.edges, self.edges[1:], strict=False))


@lru_cache(maxsize=8)  # bins stay the same while what is in them changes with every key
def _fitting(bins: Bins, width: int) -> Sequence[tuple[int, str]]:
    for step in STEPS[STEPS.index(bins.step) :]:
        found = tuple(bins.labels_by(step, width))
        ends = [column + len(text) for column, text in found]
        starts = [column for column, _ in found[1:]]
        fits = all(end + _GAP <= start for end, start in zip(ends, starts, strict=False))
        if found and fits and ends[-1] <= width:
            return found
    return ((0, _written(bins.edges[0], "year")),)


class Zoom(NamedTuple):
    """A stretch of time, from `first` to before `end`, both in minutes."""

    first: Minute
    end: Minute

    @property
    def months(self) -> tuple[int, int]:
        """Its first and its last month, counted from January of year 0."""
        return month_number(self.first // DAY), month_number((self.end - 1) // DAY)

    def zoomed(self, times: float, around: Minute) -> Zoom:
        """So many times as much time, with a minute in the place where it is."""
        length = max(SHORTEST, round((self.end - self.first) * times))
        around = max(self.first, min(around, self.end))
        share = (around - self.first) / (self.end - self.first)
        first = around - round(length * share)
        return Zoom(first, first + length)

    def panned(self, share: float) -> Zoom:
        """Moved by that share of its length; later where it is positive."""
        by = round((self.end - self.first) * share)
        return Zoom(self.first + by, self.end + by)

    def onto(self, minute: Minute) -> Zoom:
        """The same where it holds a minute, else with that in its middle."""
        if self.first <= minute < self.end:
            return self
        first = minute - (self.end - self.first) // 2
        return Zoom(first, first + self.end - self.first)

    def fitted(self, extent: Zoom) -> Zoom:
        """Moved, and shortened where need be, to lie within the extent of all that there is."""
        length = max(SHORTEST, min(self.end - self.first, extent.end - extent.first))
        first = max(extent.first, min(self.first, extent.end - length))
        return Zoom(first, first + length)

    def bins(self, most: int) -> Bins:
        """Bins that cover it, of the shortest step by which they are no more than that.

        Steps longer than a week have an edge where the year 0 begins; a single bin goes over it.
        """
        edges: list[Minute] = []
        for step in STEPS:
            edge = step.floor(self.first)
            # A step is at least so long, so that one too short is known without making its bins.
            if (self.end - edge) > most * (step.after(edge) - edge) * 1.2:
                continue
            edges = [edge]
            while edges[-1] < self.end and len(edges) <= most + 1:
                edges.append(step.after(edges[-1]))
            if len(edges) - 1 <= most:
                return Bins(step, tuple(edges))
        return Bins(STEPS[-1], (edges[0], edges[-1]))


def stretch_said(first: Minute, end: Minute) -> str:
    """A stretch of time in words: `2024`, `Mar to May 2024`, `4 Mar 2024`, `06:00 to 11:59 ...`."""
    last = end - 1
    if first % DAY or end % DAY:
        return _from_to(_times(first), _times(last))
    return _from_to(*_days(first // DAY, last // DAY))


def _times(at: Minute) -> tuple[str, ...]:
    year, month, day = civil(at // DAY)
    return _clock(at), f"{day} {_brief(month)} {year_said(year)}"


def _days(first: Day, last: Day) -> tuple[tuple[str, ...], tuple[str, ...]]:
    start, stop, morrow = civil(first), civil(last), civil(last + 1)
    whole = 1 if start[1:] == morrow[1:] == (1, 1) else 2 if start[2] == morrow[2] == 1 else 3

    def parts(date: tuple[int, int, int]) -> tuple[str, ...]:
        year, month, day = date
        return (str(day), _brief(month), year_said(year))[3 - whole :]

    return parts(start), parts(stop)


def _from_to(first: tuple[str, ...], last: tuple[str, ...]) -> str:
    if first == last:
        return " ".join(first)
    kept = next(
        count for count in range(len(first) + 1) if first[count:] == last[count:]
    )  # what both end with is said once
    return f"{' '.join(first[:kept])} to {' '.join(last)}"


def _brief(month: int) -> str:
    return MONTHS[month - 1][:3]


def _clock(at: Minute) -> str:
    return "{:02}:{:02}".format(*divmod(at % DAY, 60))


def _written(at: Minute, unit: Unit) -> str:
    """A moment in full, as far as a label of that unit goes."""
    year, month, day = civil(at // DAY)
    parts = [f"{day} {_brief(month)}", f"{_brief(month)}", ""]
    is_long = unit in ("year", "decade")
    text = parts[2 if is_long else 1 if unit in ("month", "quarter") else 0]
    said = f"{text} {year_said(year)}".strip()
    return f"{said} {_clock(at)}" if unit in _MINUTES and at % DAY else said


def _tick(at: Minute, before: Minute, unit: Unit) -> str:
    """A moment, without what the label before it says too."""
    if _year(at) != _year(before):
        return _written(at, "year" if unit in ("month", "quarter") else unit)
    _, month, day = civil(at // DAY)
    if unit in ("month", "quarter"):
        return _brief(month)
    if unit in _MINUTES and at % DAY:
        return _clock(at)
    if unit in _MINUTES or month != civil(before // DAY)[1]:
        return f"{day} {_brief(month)}"
    return str(day)


def _year(at: Minute) -> int:
    return civil(at // DAY)[0]
