"""What was known by a day: of an event, only what had been published by the end of it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from typing import NamedTuple

import msgspec

from tui.cite import issued_days
from tui.event import Claim, Event, Header, Source, Target
from tui.when import FUTURE, PAST, Day, When

Published = tuple[Day, Day]
"""The earliest and the latest day on which something may have been published."""


def published(event: Event, header: Header, date: When | None) -> Published:
    """When the event may first have been published: that of its first source.

    A source without a date counts from the event's end, or where that is open from its start. One
    that is older than what happened tells of what led there, and does not count.
    """
    days = [issued_days(header.source(ref).issued) or _end(date) for ref in event.sources]
    if date is not None and not event.is_planned and event.status != "cancelled":
        start = date.start_earliest
        if len(days) == 1 and days[0][0] >= start:
            return days[0]  # as it mostly is
        days = [(max(first, start), last) for first, last in days if last >= start]
    if not days:
        return _end(date)
    return min(first for first, _ in days), min(last for _, last in days)


class Kept(NamedTuple):
    """Which sources and which claims of an event are known, in its own order."""

    sources: list[bool]
    claims: list[bool]


def kept(event: Event, header: Header, date: When | None, day: Day) -> Kept:
    """Which of its sources and claims were published by the end of that day.

    Where not even its first source is certain to have been published by then, what may have been
    is kept. A claim without a source is as old as the event.
    """
    own = _end(date)
    bound = int(published(event, header, date)[1] <= day)

    def is_known(ref: str | Source) -> bool:
        return (issued_days(header.source(ref).issued) or own)[bound] <= day

    inline = {ref.id: ref for ref in event.sources if isinstance(ref, Source) and ref.id}

    def is_claimed(claim: Claim) -> bool:
        return not claim.source or is_known(inline.get(claim.source, claim.source))

    return Kept(list(map(is_known, event.sources)), list(map(is_claimed, event.claims)))


def as_known(event: Event, header: Header, date: When | None, day: Day) -> Event:
    """The event with no source and no claim that was published after that day.

    Its texts are as they were written later; links are left to who knows their targets.
    """
    known = kept(event, header, date, day)
    if all(map(all, known)):
        return event
    return msgspec.structs.replace(
        event,
        sources=list(compress(event.sources, known.sources)),
        claims=list(compress(event.claims, known.claims)),
    )


def target_known(target: Target, header: Header, day: Day) -> bool:
    """Whether the source of a target was published by then; one without a date says no."""
    days = issued_days(header.source(target.source).issued) if target.source else None
    return days is not None and days[1] <= day


def later(sources: Iterable[Source], day: Day) -> set[str]:
    """The names under which nothing was published by the end of that day."""
    known: dict[str, bool] = {}
    for source in sources:
        days = issued_days(source.issued)
        known[source.name] = known.get(source.name, False) or days is None or days[0] <= day
    return {name for name, is_known in known.items() if not is_known}


def publishing_days(sources: Iterable[Source]) -> list[Day]:
    """The days by the end of which each of the sources was certainly published, in order."""
    days = {issued_days(source.issued) for source in sources}
    return sorted({found[1] for found in days if found})


def _end(date: When | None) -> Published:
    if date is None:
        return PAST, PAST
    if date.end_latest < FUTURE:
        return max(date.end_earliest, PAST), date.end_latest
    return date.start_earliest, date.start_latest
