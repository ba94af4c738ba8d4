"""Steps by time: from an event of a list to what is there in the next bin, or in another one."""

from __future__ import annotations

from typing import Final

from tui.search import Results
from tui.when import DAY, Minute, When, edtf, parse
from tui.zoom import Step

_PARTS: Final = {"month": 2, "quarter": 2, "year": 1, "decade": 1}

_NEAR: Final = 128
"""Events of a list that are looked at for another time of day."""


def start_of(step: Step, edge: Minute) -> When:
    """A date that a list has before all that begins with that bin."""
    return parse(edtf(edge // DAY, _PARTS.get(step.unit, 3)))


def beside(listed: Results, cursor: int, at: Minute, step: Step, by: int) -> int | None:
    """The position of the first event of the next bin that has one; or of the one before.

    `at` is when the event at the cursor is. None where no bin that way has an event.
    """
    start = step.floor(at)
    if step.is_within_a_day:
        return _beside_within_a_day(listed, cursor, start, step, by)
    if by > 0:
        there = listed.nearest(start_of(step, step.after(start)))
        return there if cursor < there < listed.certain else None
    last = min(listed.nearest(start_of(step, start)), cursor) - 1
    minute = _minute(listed, last)
    if minute is None:
        return None
    first = listed.nearest(start_of(step, step.floor(minute)))
    return min(first, last)


def _beside_within_a_day(
    listed: Results, cursor: int, start: Minute, step: Step, by: int
) -> int | None:
    """Times of a day are in the events alone, so these are gone through."""
    near = range(cursor + by, max(-1, min(cursor + by * _NEAR, listed.certain)), by)
    for position in near:
        minute = _minute(listed, position)
        if minute is not None and step.floor(minute) != start:
            return position
    return near[-1] if near else None


def _minute(listed: Results, position: int) -> Minute | None:
    events = listed.window(position, position + 1) if position >= 0 else []
    return parse(events[0].date).listed_at if events and events[0].date else None
