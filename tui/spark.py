"""When events are, month by month: what sparklines are drawn from, on the screen and in lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tui.search import Heading, Results

BLOCKS: Final = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
"""The bars of a sparkline, from low to high; none stands where there is no event."""


def headings_of(results: Results) -> list[Heading]:
    """The headings of all that is found, certainly and possibly."""
    return [*results.headings(), *results.headings(possible=True)]


def months_of(headings: Iterable[Heading]) -> tuple[int, int] | None:
    """The first and last month of the headings, counted from year 0; None where no date is."""
    spans = [_months(heading) for heading in headings if heading.year is not None]
    return (min(span[0] for span in spans), max(span[-1] for span in spans)) if spans else None


def monthly(headings: Iterable[Heading]) -> dict[int, float]:
    """How many events are in each month, counted from year 0.

    What is known no better than by year is spread over its months; what has no date is left out.
    """
    counts: dict[int, float] = {}
    for heading in headings:
        if heading.year is not None:
            months = _months(heading)
            for month in months:
                counts[month] = counts.get(month, 0) + heading.events / len(months)
    return counts


def _months(heading: Heading) -> range:
    """The months that the events under a dated heading may be in."""
    year, month, _ = heading
    start = (year or 0) * 12
    return range(start, start + 12) if month is None else range(start + month - 1, start + month)
