"""Density: how events are spread over time, each over all the time in which it may have been.

Where the whole stretch of an event lies in a bin, it is surely there and counts 1. Elsewhere it is
spread evenly over its stretch, so that each bin gets a share and all bins together the whole event.
An open end fades at the end of what the store knows: its extent.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, compress, pairwise
from typing import Final, NamedTuple

from tui.search import Stretch
from tui.when import DAY, FUTURE, PAST, Minute
from tui.zoom import Zoom

_OPEN: Final = (PAST * DAY, (FUTURE + 1) * DAY)

NOTHING: Final = 1e-6
"""Shares below this are what sums of fractions leave over."""


class Bar(NamedTuple):
    """How many events are in a bin: `sure` lie in it whole, `spread` is the sum of shares."""

    sure: float
    spread: float


def extent(stretches: Iterable[Stretch]) -> Zoom | None:
    """From the first to the last minute that is known of any event; None where none is."""
    known = [
        minute
        for first, end, _ in stretches
        # Where the one end is open, the day at the other is still known.
        for bound, inner in ((first, first + DAY), (end, end - DAY))
        if bound not in _OPEN
        for minute in (bound, inner)
    ]
    return Zoom(min(known), max(known)) if known else None


def with_times(stretches: Iterable[Stretch], timed: Iterable[Stretch]) -> list[Stretch]:
    """The stretches, those of a day whose minute is known in its place."""
    counts = Counter[tuple[Minute, Minute]]()
    for first, end, events in stretches:
        counts[first, end] += events
    for first, end, events in timed:
        day = first // DAY * DAY
        counts[day, day + DAY] -= events
        counts[first, end] += events
    return [Stretch(*bounds, events) for bounds, events in counts.items() if events]


class Density:
    """Stretches of time with the events that are some time in them, to be counted by bins."""

    def __init__(self, stretches: Iterable[Stretch], extent: Zoom) -> None:
        """`extent` is that of the whole store, so that nothing but an open end lies beyond."""
        first, end = extent.first, extent.end
        clipped = sorted(
            one
            if one.first >= first and one.end <= end
            else Stretch(max(one.first, first), min(one.end, end), one.events)
            for one in stretches
        )
        self.events = sum(stretch.events for stretch in clipped)
        """How many they are in all."""
        # A day is whole in one bin nearly always: kept apart, it costs no rounding of shares.
        longer = [one for one in clipped if one.end - one.first > DAY]
        self._days = _Sorted(one for one in clipped if one.end - one.first <= DAY)
        self._longer = _Sorted(longer)
        self._starts = _Slopes((one.first - extent.first, one) for one in longer)
        self._stops = _Slopes((one.end - extent.first, one) for one in longer)
        self._extent = extent

    def bars(self, edges: Sequence[Minute]) -> list[Bar]:
        """What is before the first edge, in each bin, and after the last edge."""
        low, high = min(edges[0], self._extent.first), max(edges[-1], self._extent.end)
        bounds = [low - 1, *edges, high + 1]
        sure = self._days.inside(bounds)
        spread = [0.0] * len(sure)
        for one in self._days.astride(edges):
            first = bisect_right(bounds, one.first) - 1
            for number in range(first, bisect_left(bounds, one.end)):
                start, end = bounds[number], bounds[number + 1]
                part = min(end, one.end) - max(start, one.first)
                spread[number] += one.events * part / (one.end - one.first)
        whole = self._longer.inside(bounds)
        at = [bound - self._extent.first for bound in bounds]
        until = [self._starts.until(minute) - self._stops.until(minute) for minute in at]
        bars = []
        for number, (before, after) in enumerate(pairwise(until)):
            share = spread[number] + after - before - whole[number]
            bars.append(Bar(sure[number] + whole[number], share if share > NOTHING else 0.0))
        return bars


class _Sorted:
    """Stretches by their start."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._stretches = list(stretches)
        self._firsts = [one.first for one in self._stretches]
        self._ends = [one.end for one in self._stretches]
        self._events = [one.events for one in self._stretches]
        self._sums = [0, *accumulate(self._events)]
        self._longest = max((one.end - one.first for one in self._stretches), default=0)

    def inside(self, bounds: Sequence[Minute]) -> list[int]:
        """How many events are whole in each bin."""
        places = [bisect_left(self._firsts, bound) for bound in bounds]
        found = []
        for (start, stop), end in zip(pairwise(places), bounds[1:], strict=True):
            # What starts so early is not too long for the bin, so that few are looked at.
            late = max(start, bisect_right(self._firsts, end - self._longest, hi=stop))
            whole = map(end.__ge__, self._ends[late:stop])
            rest = sum(compress(self._events[late:stop], whole))
            found.append(self._sums[late] - self._sums[start] + rest)
        return found

    def astride(self, edges: Sequence[Minute]) -> Iterator[Stretch]:
        """Those no longer than a day that are in several bins, each once."""
        done = 0
        for edge in edges:
            start = max(done, bisect_right(self._firsts, edge - DAY))
            done = max(start, bisect_left(self._firsts, edge))
            yield from (one for one in self._stretches[start:done] if one.end > edge)


class _Slopes:
    """Lines that rise from a point on, one for each stretch: by its events over its length."""

    def __init__(self, points: Iterable[tuple[Minute, Stretch]]) -> None:
        rising = sorted((point, one.events / (one.end - one.first)) for point, one in points)
        self._points = [point for point, _ in rising]
        self._slopes = [0.0, *accumulate(slope for _, slope in rising)]
        self._offsets = [0.0, *accumulate(slope * point for point, slope in rising)]

    def until(self, minute: Minute) -> float:
        """How far all of them have risen."""
        place = bisect_left(self._points, minute)
        return self._slopes[place] * minute - self._offsets[place]
