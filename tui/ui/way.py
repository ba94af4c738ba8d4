"""The way that the reader walked by links, threads and tours, and the line that says it."""

from __future__ import annotations

from typing import Final, NamedTuple

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.event import Event, Stop, Tour
from tui.text import cells, counted, fit, harmless

MOST_LINES: Final = 2
"""Lines that the reason of a stop takes, at most."""


class Visit(NamedTuple):
    """A stop of a tour, by its number from 0."""

    tour: Tour
    number: int

    @property
    def stop(self) -> Stop:
        """The stop itself."""
        return self.tour.stops[self.number]


class Step(NamedTuple):
    """Where the reader was: at an event, in what was listed, perhaps on a tour.

    `among_all` is what the reader wants to see; `strayed` says that all events were listed only
    because the one read was not among the hits.
    """

    event: Event
    query: str
    among_all: bool
    strayed: bool
    visit: Visit | None


class WayLine(Widget):
    """Says the stop of the tour and why it stands there; without a tour, how to go back."""

    DEFAULT_CSS = """
    WayLine { background: $panel; color: $foreground; padding: 0 1; }
    """

    steps: reactive[tuple[Step, ...]] = reactive((), layout=False)
    """Where the reader came from, the last step last."""
    visit: reactive[Visit | None] = reactive(None, layout=False)
    """Where on a tour the reader is."""
    event: reactive[Event | None] = reactive(None, layout=False)
    """What is read."""

    def __init__(self) -> None:
        super().__init__(id="way")

    def leave(self) -> None:
        """Leave the tour, or where there is none, forget the way back."""
        if self.visit is None:
            self.steps = ()
        self.visit = None

    def rows(self, width: int) -> int:
        """How many rows the line takes in a terminal of so many columns, at most three."""
        return len(self._said(width - 2))

    def render(self) -> Content:
        """The line, wrapped."""
        return Content("\n").join(self._said(self.size.width))

    def _said(self, width: int) -> list[Content]:
        if self.visit is None:
            return [self._way(width)] if self.steps else []
        tour, number = self.visit
        stop = f"{harmless(tour.title)} {number + 1} of {len(tour.stops)}"
        stop = fit(stop, width)
        keys = fit("  ) next  ( previous  Esc leaves the tour", width - cells(stop))
        head = Content.assemble((stop, "bold $primary"), (keys, "$muted"))
        is_here = self.event is not None and self.event.id == self.visit.stop.event
        why = harmless(self.visit.stop.why) if is_here else "You left the tour's way; ) goes on."
        lines = Content(why).wrap(max(1, width)) if why else []
        if len(lines) > MOST_LINES:
            rest = " ".join(line.plain for line in lines[MOST_LINES - 1 :])
            lines[MOST_LINES - 1 :] = [Content(fit(rest, width))]
        return [head, *lines]

    def _way(self, width: int) -> Content:
        back = f"{counted(len(self.steps), 'step')} back: "
        keys = "  Backspace, Esc forgets"
        # What is cut first is never drawn: a title may be 100,000 characters long.
        titles = (harmless(step.event.title[: 2 * width]) for step in reversed(self.steps[-9:]))
        way = fit(" < ".join(titles), max(0, width - cells(back) - cells(keys)))
        return Content.assemble((back, "bold $primary"), way, (keys, "$muted"))
