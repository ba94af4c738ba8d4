"""Tours in lines: what there is to walk, and the stops of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.event import Tour
from tui.search import Timeline
from tui.text import cells, counted, harmless


def all_of(tours: Sequence[Tour]) -> Iterator[str]:
    """A line a tour: id, title, how many stops."""
    room = max((cells(tour.id) for tour in tours), default=0)
    for tour in tours:
        yield f"{tour.id:<{room}}  {harmless(tour.title)}, {counted(len(tour.stops), 'stop')}"


def stops_of(tour: Tour, timeline: Timeline) -> Iterator[str]:
    """Title and description, then each stop with its number, date, title, id and reason."""
    yield harmless(tour.title)
    if tour.description:
        yield harmless(tour.description)
    room = len(str(len(tour.stops)))
    for number, stop in enumerate(tour.stops, 1):
        event = timeline.event(stop.event)
        said = f"{timeline.label(event)}, {event.title}" if event else "(not in this file)"
        yield f"{number:>{room}}  {harmless(said)}  [{harmless(stop.event)}]"
        if stop.why:
            yield f"{' ' * room}  {harmless(stop.why)}"
