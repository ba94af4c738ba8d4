"""Steps from event to event: hits, stars, disputes, links and the way back, stops of a tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.event import Event, Tour
from tui.query.edit import with_kind
from tui.text import harmless
from tui.ui.explorer import Explorer
from tui.ui.keeping import next_star
from tui.ui.timeline import TimelinePane
from tui.ui.way import Step, Visit, WayLine

if TYPE_CHECKING:  # start-up: no list is shown yet
    from tui.ui.list_pane import ListPane


class Walking(Explorer):
    """Where the reader goes, and has been."""

    def on_list_pane_chosen(self, chosen: ListPane.Chosen) -> None:
        """Leave the list for the event in the timeline."""
        self.walk_to(chosen.event)

    def action_next_star(self) -> None:
        """Go to the next event with a star."""
        self._go_to_star(1)

    def action_previous_star(self) -> None:
        """Go to the event before that has a star."""
        self._go_to_star(-1)

    def _go_to_star(self, by: int) -> None:
        pane = self.query_one(TimelinePane)
        event = self.event
        if pane.rows is None or event is None:
            return
        if self._list is not None:
            self.show_timeline()
        star = next_star(self._timeline, pane.rows.listed, event, by)
        if star is None:
            self.notify(f"No star is {'after' if by > 0 else 'before'} this event; m sets one.")
            return
        pane.go_to(pane.rows.listed.position(star.id) or 0, with_context=True)

    def action_next_disputed(self) -> None:
        """Go to the next event on which sources differ."""
        self._go_to_kind("disputed", 1)

    def action_previous_disputed(self) -> None:
        """Go to the one before."""
        self._go_to_kind("disputed", -1)

    def _go_to_kind(self, kind: str, by: int) -> None:
        """Go to the next or the previous event of what is listed that `is:` so."""
        rows = self.query_one(TimelinePane).rows
        event = self.event
        if rows is None or event is None:
            return
        listed = rows.listed.query
        found = self._timeline.search(with_kind(listed, kind))
        there = found.next(event.id) if by > 0 else found.previous(event.id)
        if there is None:
            where = "after" if by > 0 else "before"
            self.notify(f"No event {where} this one is {kind}.")
            return
        self.show_timeline()
        self.go_to(there)

    def action_next_hit(self) -> None:
        """Go to the next event that the query finds."""
        self._go_to_hit(1)

    def action_previous_hit(self) -> None:
        """Go to the event before that the query finds."""
        self._go_to_hit(-1)

    def _go_to_hit(self, by: int) -> None:
        pane = self.query_one(TimelinePane)
        event = self.event
        if pane.rows is None or event is None:
            return
        if not pane.rows.is_among_all:
            pane.move(by)
            return
        found = pane.rows.found
        hit = found.next(event.id) if by > 0 else found.previous(event.id)
        if hit is None:
            self.notify("No hit is after this event." if by > 0 else "No hit is before this event.")
            return
        pane.go_to(pane.rows.listed.position(hit.id) or 0, with_context=True)

    async def action_show_thread(self) -> None:
        """Show what led to the event and what came of it, or hide that again."""
        from tui.ui.thread import ThreadPane  # start-up: nobody has asked for a thread yet

        event = self.event
        if isinstance(self._list, ThreadPane):
            if event is None or event == self._list.middle:
                self.show_timeline()
            else:
                self._list.weave(event)
        elif event is not None:
            await self.show_list(ThreadPane(self._timeline, event))

    def walk_to(self, event: Event, visit: Visit | None = None) -> None:
        """Go to an event of the timeline, so that Backspace comes back; on a tour to a stop."""
        way = self.query_one(WayLine)
        listed = self.query_one(TimelinePane).rows
        here = listed.at(self.cursor) if listed is not None else None
        if here is not None and (here.event != event or visit != way.visit):
            strayed = self._strayed == self._query
            step = Step(here.event, self._query, self._among_all, strayed, way.visit)
            way.steps = (*way.steps, step)
        way.visit = visit or way.visit
        self.show_timeline()
        self.go_to(event)
        self._say_way()

    def action_walk_back(self) -> None:
        """Go back to where the reader was before the last step, with the query of then."""
        way = self.query_one(WayLine)
        if not way.steps:
            self.notify("No link was followed: there is no way back. > follows one.")
            return
        step, way.steps = way.steps[-1], way.steps[:-1]
        way.visit = step.visit
        self._chosen, self._among_all = step.event, step.among_all
        self._strayed = step.query if step.strayed else None
        self.show_timeline()
        if step.query != self._query:
            self.notify(f"The query is again: {step.query or 'all events'}", markup=False)
            self.ask(step.query)
        else:
            self._search(step.query)
        self._say_way()

    def visit(self, tour: Tour, number: int) -> None:
        """Go to a stop of a tour."""
        visit = Visit(tour, number)
        event = self._timeline.event(visit.stop.event)
        day = self._asked.as_of
        if event is not None and (day is None or self._timeline.is_known(event, day)):
            self.walk_to(event, visit)
            return
        self.query_one(WayLine).visit = visit  # from where the tour can go on
        if event is None:
            self.notify(f"{harmless(visit.stop.event)} is not in this file.", markup=False)
        else:
            said = f"{harmless(event.title)}: of this nothing was published by then."
            self.notify(said, markup=False)
        self._say_way()

    def action_next_stop(self) -> None:
        """Go to the next stop of the tour; after the last one the tour is over."""
        self._visit_beside(1)

    def action_previous_stop(self) -> None:
        """Go to the stop before that one."""
        self._visit_beside(-1)

    def _visit_beside(self, by: int) -> None:
        way = self.query_one(WayLine)
        if way.visit is None:
            self.notify("You are on no tour; V lists them.")
            return
        number = way.visit.number + by
        if number < 0:
            self.notify("This is the first stop.")
        elif number < len(way.visit.tour.stops):
            self.visit(way.visit.tour, number)
        else:
            way.leave()
            self._say_way()
            self.notify("That was the last stop: the tour is over.")
