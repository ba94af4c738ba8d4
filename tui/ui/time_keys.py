"""Keys about time: zoom, ranges, steps by bars and gaps, dates, time elapsed, what was known."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from tui.event import Event
from tui.gaps import LEAST
from tui.query.edit import known_now, known_on, within
from tui.text import harmless
from tui.ui.axis import AxisPane
from tui.ui.detail import DetailPane
from tui.ui.explorer import Explorer
from tui.ui.panes import Panes
from tui.ui.searching import AfterGap, Urgency, next_gap
from tui.ui.steps import beside, start_of
from tui.ui.timeline import TimelinePane
from tui.when import FUTURE, PAST, When


class TimeKeys(Explorer):
    """What the reader does with time."""

    _origin: Event | None = None
    """The event that time is counted from."""

    def _take(self, answer: object) -> None:
        if isinstance(answer, AfterGap):
            self._go_after(answer)
        else:
            super()._take(answer)

    def on_axis_pane_pointed(self, pointed: AxisPane.Pointed) -> None:
        """Go to what was clicked, or is listed next."""
        rows, axis = self.query_one(TimelinePane).rows, self.query_one(AxisPane)
        if rows is not None and axis.picture is not None:
            self.go_to_date(start_of(axis.picture.bins.step, pointed.first))

    def on_axis_pane_ranged(self, ranged: AxisPane.Ranged) -> None:
        """Write the days that were chosen into the query, where they can be seen and edited."""
        self.ask(str(within(self._asked, ranged.first, ranged.last)))

    def action_toggle_axis(self) -> None:
        """Show or hide the time axis."""
        panes = self.query_one(Panes)
        panes.show_axis(not panes.shows_axis)
        self._survey()

    def action_zoom_in(self) -> None:
        """Open what is folded, or show half of the time, around the cursor's event."""
        pane = self.query_one(TimelinePane)
        if pane.shows_months and self._list is None:
            pane.fold(False)
        else:
            self._time.zoom_by(1 / 2, self.query_one(AxisPane).here)

    def action_zoom_out(self) -> None:
        """Show twice the time; past all of it, a line for each crowded month."""
        if self._time.is_all and self._list is None:
            self.query_one(TimelinePane).fold(True)
        else:
            self._time.zoom_by(2, self.query_one(AxisPane).here)

    def action_fit_time(self) -> None:
        """Show all the time that there is."""
        self._time.fit()

    def action_pan_earlier(self) -> None:
        """Show earlier times."""
        self._time.pan(-1)

    def action_pan_later(self) -> None:
        """Show later times."""
        self._time.pan(1)

    def action_next_gap(self) -> None:
        """Go to the next event that a long gap ends with."""
        self._ask_gap(1)

    def action_previous_gap(self) -> None:
        """Go to the event before that a long gap ended with."""
        self._ask_gap(-1)

    def _ask_gap(self, by: int) -> None:
        rows = self.query_one(TimelinePane).rows
        if rows is not None:
            self._searching.ask(Urgency.LIST, next_gap(rows, self.cursor, by))

    def _go_after(self, gap: AfterGap) -> None:
        if gap.position is not None:
            self.query_one(TimelinePane).go_to(gap.position, with_context=True)
        else:
            where = "after" if gap.by > 0 else "before"
            self.notify(f"No {LEAST} days or more without an event {where} this one.")

    def action_next_period(self) -> None:
        """Go to the first event of the next bar that has one."""
        self._step_period(1)

    def action_previous_period(self) -> None:
        """Go to the first event of the bar before that has one."""
        self._step_period(-1)

    def _step_period(self, by: int) -> None:
        pane, axis = self.query_one(TimelinePane), self.query_one(AxisPane)
        if pane.rows is None or axis.spot is None or axis.picture is None:
            self.notify("Steps by time start from an event with a date, on the axis.")
            return
        if pane.rows.listed.is_ranked:
            self.notify("The best stand first; sort:date lists them by time.")
            return
        step = axis.picture.bins.step
        there = beside(pane.rows.listed, self.cursor, axis.spot.at, step, by)
        if there is None:
            where = "after" if by > 0 else "before"
            self.notify(f"No event is {where} this {step.said}.")
            return
        pane.go_to(there, with_context=True)

    def action_mark_range(self) -> None:
        """Begin a range of time at the cursor's event; once begun, search it."""
        axis = self.query_one(AxisPane)
        if axis.begun is not None:
            axis.choose()
        elif axis.spot is None or axis.picture is None:
            self.notify("A range of time starts at an event with a date, on the axis.")
        else:
            axis.begun = axis.spot.at
            self.notify("A range of time begins here: move, then s searches it, Esc drops it.")

    def look_at(self, date: When) -> str:
        """What stands at a date among what is listed, in words."""
        rows = self.query_one(TimelinePane).rows
        said = date.explain(self.header.timezone or None)
        at = rows.at(rows.listed.nearest(date)) if rows is not None else None
        if at is None:
            return f"{said}: nothing is listed at or after it"
        there = self._timeline.when(at.event)
        if there is None or not there.possibly_in(date.start_earliest, date.end_latest):
            return f"{said}: the next is {self._timeline.label(at.event)}, {at.event.title}"
        return f"{said}: {at.event.title}"

    def go_to_date(self, date: When) -> None:
        """Put the cursor on what is listed at a date, or next after it, else last."""
        self.show_timeline()
        pane = self.query_one(TimelinePane)
        if pane.rows is not None:
            pane.go_to(pane.rows.listed.nearest(date), with_context=True)

    def action_mark_event(self) -> None:
        """Count time from the event under the cursor; from none where it is that one already."""
        event = self.event
        if event is None or not event.date:
            self.notify("Time can only be counted from an event with a date.")
            return
        same = self._origin is not None and self._origin.id == event.id
        self._origin = None if same else event
        self.query_one(DetailPane).origin = self._origin
        title = f'T is now "{event.title}".' if not same else "Time is no longer counted."
        self.notify(harmless(title), markup=False)

    def action_known_later(self) -> None:
        """Show what was known on the next day on which something was published."""
        self._step_known(1)

    def action_known_earlier(self) -> None:
        """Show what was known on the last such day before."""
        self._step_known(-1)

    def _step_known(self, by: int) -> None:
        """Step the day as known on; the first step is to the day of the event that is read."""
        day = self._asked.as_of
        event = self.event
        if day is not None:
            days = self._timeline.publishing_days
            at = bisect_right(days, day) if by > 0 else bisect_left(days, day) - 1
            if by > 0 and at == len(days):
                self.ask(str(known_now(self._asked)))
                self.notify("Nothing was published later: all that is known now is shown.")
                return
            if at < 0:
                self.notify("No source was published before.")
                return
            day = days[at]
        else:
            date = self._timeline.when(event) if event is not None else None
            if date is None or not PAST < date.end_latest < FUTURE:
                self.notify("Choose an event with a date first: what was known then is shown.")
                return
            day = date.end_latest
        self.ask(str(known_on(self._asked, day)))
