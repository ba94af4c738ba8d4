"""Gaps: stretches of time in which no event is listed, and whether anybody looked there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from tui import when
from tui.event import Coverage, Event, Header
from tui.when import FUTURE, PAST, Day

LEAST: Final = 31
"""Days from which a gap is worth a word; such a gap reaches into another month."""


class Gap(NamedTuple):
    """The first and the last day of a stretch without an event."""

    first: Day
    last: Day

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return self.last - self.first + 1


def gap(before: Iterable[Event], event: Event) -> Gap | None:
    """The gap that ends with this event, given those listed before it; None where it is short.

    Events reach as far as they may: nothing is called a gap in which one of them may have been.
    What has an open end is counted by its start, since else nothing would be a gap after it.
    """
    ends = [_end(other.date) for other in before if other.date]
    if not ends or not event.date:
        return None
    found = Gap(max(ends) + 1, when.parse(event.date).start_earliest - 1)
    return found if found.days >= LEAST and found.first > PAST else None


def _end(date: str) -> Day:
    found = when.parse(date)
    return found.end_latest if found.end_latest < FUTURE else found.start_latest


def is_researched(gap: Gap, header: Header) -> bool | None:
    """Whether the store's coverage says that all of the gap was researched, or that none of it was.

    None where it says neither.
    """
    known = [
        researched
        for first, last, researched in map(_covered, header.coverage)
        if first <= gap.last and last >= gap.first
    ]
    if not known or not _covers(header.coverage, gap):
        return None
    return known[0] if len(set(known)) == 1 else None


def _covers(coverage: Sequence[Coverage], gap: Gap) -> bool:
    """Whether every day of the gap is in some stated period."""
    day = gap.first
    for first, last, _ in sorted(map(_covered, coverage)):
        if first <= day <= last:
            day = last + 1
    return day > gap.last


@lru_cache(256)
def _covered(coverage: Coverage) -> tuple[Day, Day, bool]:
    try:
        date = when.parse(coverage.date)
    except when.BadDate:
        return FUTURE, PAST, coverage.researched  # covers nothing
    return date.start_earliest, date.end_latest, coverage.researched


def said(gap: Gap, header: Header, is_all: bool) -> list[str]:
    """The gap in words, then in ever fewer.

    `is_all` where every event is listed and not only what a query found.
    """
    days = f"{gap.days:,} days"
    if not is_all:
        return [f"{days} without a hit", days]
    known = is_researched(gap, header)
    if known is None:
        return [f"{days} without a recorded event", f"{days} without an event", days]
    researched = "researched" if known else "not researched"
    period = "in a researched period" if known else "in a period not researched"
    return [
        f"{days} without a recorded event, {period}",
        f"{days} without an event, {researched}",
        f"{days}, {researched}",
        days,
    ]
