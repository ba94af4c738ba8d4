"""A date as a stretch of a line, so that a column of them shows when and how well it is known."""

from __future__ import annotations

from typing import Final

from tui.when import FUTURE, PAST, Day, When

DAY: Final = "|"
SPAN: Final = "="
WITHIN: Final = "-"
ABOUT: Final = "~"
BEFORE: Final = "<"
AFTER: Final = ">"

LEGEND: Final = (
    (DAY, "in the column beside the dates: on one certain day"),
    (SPAN, "through all of that time"),
    (WITHIN, "some day in that time"),
    (ABOUT, "about then"),
    (f"{BEFORE} {AFTER}", "it goes on to the left or to the right, or is out of sight there"),
)
"""What the signs mean."""


def track(date: When, first: Day, last: Day, cells: int) -> str:
    """The date on a line of so many cells from the first day to the last; see `LEGEND`."""
    days = last - first + 1
    hatched = ABOUT if any(mark in date.text for mark in "~?%") else WITHIN
    drawn = [" "] * cells
    for cell in range(cells):
        start = first + days * cell // cells
        end = max(start, first + days * (cell + 1) // cells - 1)
        if not date.possibly_in(start, end):
            continue
        if date.is_exact:
            drawn[cell] = DAY
        else:
            drawn[cell] = SPAN if date.certainly_in(start, end) and _is_span(date) else hatched
    # A single cell says how well the date is known, where that can be seen and the date has ends.
    is_wide = cells > 1
    if date.start_earliest < first and (
        is_wide or date.start_earliest <= PAST or date.end_latest < first
    ):
        drawn[0] = BEFORE
    if date.end_latest > last and (
        is_wide or date.end_latest >= FUTURE or date.start_earliest > last
    ):
        drawn[-1] = AFTER
    return "".join(drawn)


def _is_span(date: When) -> bool:
    """Whether it surely lasts: one unknown day of a month is no span."""
    return date.start_latest <= date.end_earliest
