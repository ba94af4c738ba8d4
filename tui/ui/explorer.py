"""The screen but for its steps: panes that follow two variables, the results and the cursor.

What is asked is found off the screen's thread, see `searching`, and shown here; so is what stands
where, and what has the focus. `time_keys` and `walking` have the keys that go on from there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.event import Event, Header
from tui.query import AsOf, Query
from tui.query.edit import toggled
from tui.search import Results, Timeline
from tui.text import counted
from tui.ui.axis import AxisPane, spot
from tui.ui.commands import TYPED, Owner
from tui.ui.detail import DetailPane
from tui.ui.keeping import Keeping, is_own
from tui.ui.key_line import KeyLine
from tui.ui.layout import SMALLEST, Pane
from tui.ui.panes import Panes
from tui.ui.search_bar import QueryInput, SearchBar
from tui.ui.searching import (
    BREATH,
    Answered,
    Counted,
    Found,
    Question,
    Searching,
    Spark,
    Urgency,
    count,
    find,
    place_of,
    spark,
)
from tui.ui.survey import Survey, Whole, days_of, survey, with_minutes
from tui.ui.time_shown import TimeShown
from tui.ui.timeline import TimelinePane
from tui.ui.way import WayLine
from tui.when import Day
from tui.zoom import Zoom

if TYPE_CHECKING:  # start-up: what they are for is not asked for yet
    from tui.notebook import History, Notebook, View
    from tui.ui.emptiness import Emptiness
    from tui.ui.facets import FacetPanel
    from tui.ui.list_pane import ListPane

PATIENCE: Final = 0.15
"""Seconds that a search may take before the screen says that it is under way."""

EVERY: Final = 0.5
"""Seconds between looks at what another process indexes."""

ANEW: Final = 3.0
"""Seconds between looks at what another window writes into the notebook."""

LONGEST_PAUSE: Final = 0.3
"""Seconds that the axis waits at most for another key; see `_pause`."""

OWNERS: Final[tuple[Owner, ...]] = ("timeline", "detail", "search", "facets", "narrowing")
"""The widgets with keys of their own, by id; a list in the timeline's place has those of lists."""


class Explorer(Screen[None]):
    """Timeline, detail and search over one Timeline."""

    DEFAULT_CSS = """
    Explorer {
        #banner {
            background: $warning; color: $background; padding: 0 1;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        #too-small { width: 1fr; height: 1fr; padding: 1; }
    }
    """
    AUTO_FOCUS: ClassVar[str] = "#timeline"

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """The widget with the focus; it and the one that lost it repaint themselves."""

    results: reactive[Results | None] = reactive(None, repaint=False)
    """What the query found."""
    cursor: reactive[int] = reactive(0, repaint=False)
    """The position of the selected event in the results."""

    @dataclass
    class Advanced(Message):
        """More was indexed, or the files were read again; `said` tells the reader."""

        is_more: bool
        said: str = ""

    @dataclass
    class Unkept(Message):
        """What was asked will not be remembered, and why."""

        why: str

    def __init__(
        self,
        timeline: Timeline,
        query: str = "",
        at: Event | None = None,
        notebook: Notebook | None = None,
        view: View | None = None,
    ) -> None:
        """Show the timeline, searched for the query, with the cursor at that event.

        `view` is the saved one that this comes from; how it was looked at counts.
        """
        super().__init__()
        self._begins_with_facets = view is not None and view.panel
        self._timeline = timeline
        self.keeping = Keeping(timeline, notebook, self.post_message)
        self._query = query
        # What the reader last chose: a search moves the cursor away, clearing it brings it back.
        self._chosen = at
        self._focused: Pane = "timeline"
        self._full = False
        self._searching = Searching(self.post_message)
        self._asked = Query()
        self._slow: Timer | None = None
        self._following: Timer | None = None
        self._surveyed = monotonic()
        # As long as the axis took last: it does not hinder the list while a reader types on.
        self._pause = BREATH
        self._said = ""
        self._among_all = view is not None and view.among_all
        self._strayed: str | None = None
        self._panel: FacetPanel | None = None
        self._facets = False
        self._time = TimeShown(self._show_zoom)
        self._list: ListPane | None = None
        self._remembered = query  # by the shell that it was given to
        self._is_forgetful = False

    def compose(self) -> ComposeResult:
        """The panes, in the order that Tab goes through them."""
        timeline = self._timeline
        yield Panes(
            TimelinePane(timeline.header, id="timeline"),
            DetailPane(timeline, self.keeping.about, id="detail"),
            SearchBar(timeline, self._query, self._queries, id="search"),
            AxisPane(id="axis"),
            WayLine(),
            KeyLine(id="keys"),
            Static(id="banner", markup=False),
            Static(
                f"Too small: {SMALLEST[0]} columns and {SMALLEST[1]} rows are needed.",
                id="too-small",
            ),
        )

    def on_mount(self) -> None:
        """Show the first results."""
        self._search(self._query)
        self._say_trouble()
        # After the first frame, so that the first key finds the index made. Nobody who quits
        # waits for it: a large store takes long.
        self.call_after_refresh(Thread(target=self._attend, daemon=True).start)
        self.call_after_refresh(self.keeping.look)
        self.set_interval(ANEW, self.keeping.look)
        if self._begins_with_facets:
            self.call_after_refresh(self._begin_with_facets)
        self.call_after_refresh(self.keeping.compare)

    def _attend(self) -> None:
        """Get ready to search, then take in what another process indexes; in a thread."""
        self._timeline.prepare()
        while self._timeline.progress:
            is_more = self._timeline.advance(EVERY)
            self.post_message(self.Advanced(is_more))
        self.keeping.compare()

    def _read_again(self, after_edit: bool = False) -> None:
        """Read the files again; in a thread."""
        said = self._timeline.reload(after_edit)
        self.post_message(self.Advanced(is_more=True, said=said))
        self.keeping.compare(again=True)
        self._attend()

    def on_explorer_advanced(self, advanced: Advanced) -> None:
        """Show how far it is, and what is new, with the query and the cursor's event kept."""
        self.query_one(SearchBar).say_progress()
        if not advanced.is_more:
            return
        header = self._timeline.header
        self.query_one(TimelinePane).header = header
        if self._panel is not None:
            self._panel.take(header)
        self._time.forget()
        self._say_trouble()
        self._search(self._query)
        if advanced.said:
            self.notify(advanced.said)

    def _say_trouble(self) -> None:
        """Say over everything what is wrong with the files."""
        said = ". ".join(filter(None, [self._timeline.notice, self._timeline.trouble]))
        if said != self._said:
            self._said = said
            self.query_one("#banner", Static).update(said)
            self._lay_out(self._full)

    def action_reload(self) -> None:
        """Read the files again."""
        Thread(target=self._read_again, daemon=True).start()

    def read_edited(self, event: Event) -> None:
        """Read the files again after an edit, with the cursor on what was edited."""
        self._chosen = event
        Thread(target=self._read_again, args=(True,), daemon=True).start()

    @property
    def as_of(self) -> Day | None:
        """The day as known on which all is shown, where the query names one."""
        return self._asked.as_of

    @property
    def asked(self) -> Query:
        """What is asked for."""
        return self._asked

    @property
    def event(self) -> Event | None:
        """The event that is read."""
        return self.query_one(DetailPane).event

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing more to come about what was asked."""
        is_read = self._following is None and self.keeping.is_idle
        return is_read and self._searching.is_idle and self.query_one(SearchBar).is_idle

    def _search(self, text: str) -> None:
        if text != self._query:
            self.keeping.look()  # another window may have written
        self._query = text
        self._asked = self._timeline.parse(text)
        if self._panel is not None:
            self._panel.asked = self._asked
        question = find(self._timeline, self._asked, self._is_among_all, self._chosen)
        if self.results is None and self._asked.is_everything:
            # The first frame shows events; finding all of them takes no index.
            for found in question:
                if found is not None:
                    self._show(found)
            return
        self._follow()
        self._searching.ask(Urgency.RESULTS, question)
        if self._slow is None:
            self._slow = self.set_timer(PATIENCE, self._say_late)

    def on_answered(self, answered: Answered) -> None:
        """Show what is still wanted."""
        match self._searching.take(answered):
            case Found() as found:
                self._show(found)
            case Survey() as survey:
                self._take_survey(survey)
            case Whole():
                self.query_one(AxisPane).survey = None
            case Counted() as counts if self._panel is not None:
                self._panel.count(counts)
            case Spark() as drawn if self._panel is not None:
                self._panel.draw(drawn)
            case answer if answer is not None:
                self._take(answer)

    def _take(self, answer: object) -> None:
        """Hand on what somebody waits for who is not always there."""
        if self._list is not None:
            self._list.take(answer)

    def _show(self, found: Found) -> None:
        """Show other results, with the cursor on what the reader chose or what is nearest."""
        if self._slow is not None:
            self._slow.stop()
            self._slow = None
            self.query_one(SearchBar).say_late(is_late=False)
        place = found.place
        if found.chosen is not self._chosen:  # the reader moved on while it was searched for
            place = place_of(self._timeline, found.rows.listed, self._chosen)
        pane = self.query_one(TimelinePane)
        is_first = pane.rows is None
        pane.rows = found.rows
        self._show_zoom(self._time.zoom)
        self.results = found.results
        if self._list is not None:
            self._list.results = found.results
        self.cursor = pane.cursor = place
        pane.show_cursor()
        self._say_state()
        if is_first:
            self._show_event()
            self._follow((BREATH, self._ask_more))
        else:
            self._follow((BREATH, self._show_event), (self._pause, self._ask_more))

    def _follow(self, *steps: tuple[float, Callable[[], None]]) -> None:
        """Take these steps after what a reader waits for, so many seconds after each other."""
        if self._following is not None:
            self._following.stop()
            self._following = None
        if steps:
            (seconds, step), *others = steps
            self._following = self.set_timer(seconds, partial(self._go_on, step, *others))

    def _go_on(self, step: Callable[[], None], *others: tuple[float, Callable[[], None]]) -> None:
        step()
        self._follow(*others)

    def _ask_more(self) -> None:
        """Ask what the axis and the facets show of the results."""
        self._survey()
        self._count()

    def watch_results(self, results: Results | None) -> None:
        """Hand the results down."""
        if results is not None:
            self.query_one(SearchBar).results = results

    def _say_late(self) -> None:
        if self._slow is not None:  # the answer may have come while this was on its way
            self.query_one(SearchBar).say_late(is_late=True)

    def _say_state(self) -> None:
        """Say in the timeline's title that it lists more than what is found."""
        pane = self.query_one(TimelinePane)
        if pane.rows is None:
            return
        parts = [AsOf("", self._asked.as_of).explain()] if self._asked.as_of is not None else []
        if pane.rows.is_among_all:
            parts.append(f"{counted(len(pane.rows.found), 'hit')} among all events")
        pane.state = ", ".join(parts) or self.keeping.news

    def _show_event(self) -> None:
        if self._list is not None:
            return  # it says itself what it is at
        rows = self.query_one(TimelinePane).rows
        if rows is not None:
            event, mark = rows.at(self.cursor) or (None, "")
            place = f"{self.cursor + 1:,} / {rows.events:,}" if event is not None else ""
            self.query_one(DetailPane).show(event, rows.found.query, place, mark)
            self._point_at(event)
            self._say_stop()

    def on_timeline_pane_cursor_moved(self, moved: TimelinePane.CursorMoved) -> None:
        """Follow the cursor."""
        self.cursor = moved.position
        self._show_event()
        self._chosen = self.event

    def on_list_pane_looked(self, looked: ListPane.Looked) -> None:
        """Show the event that a list in the timeline's place is at."""
        if self._list is not None and self.results is not None:
            at, events = self._list.place
            place = f"{at:,} / {events:,}" if looked.event is not None else ""
            self.query_one(DetailPane).show(looked.event, self.results.query, place, "")
            self._point_at(looked.event)
            self._say_stop()

    def on_list_pane_asked(self, asked: ListPane.Asked) -> None:
        """Find out what a list in the timeline's place waits for."""
        if asked.pane is self._list:  # the reader may have gone on to another one
            self._searching.ask(Urgency.LIST, asked.question)
            self._count()  # less urgent, and so made stale

    def on_timeline_pane_opened(self) -> None:
        """Read the event that was clicked twice."""
        self.action_open_detail()

    def on_search_bar_left(self, left: SearchBar.Left) -> None:
        """Go where the reader goes from the query line."""
        if left.to_next_pane:
            self.action_focus_next()
        else:
            self.action_leave_search()

    def on_search_bar_explained(self, explained: SearchBar.Explained) -> None:
        """Say why nothing is found, where the events would be."""
        rows = self.query_one(TimelinePane).rows
        is_empty = rows is not None and not rows.events
        self.query_one(Panes).explain(explained.explanation if is_empty else None)

    def on_emptiness_taken(self, taken: Emptiness.Taken) -> None:
        """Ask what was clicked."""
        self.ask(taken.offer.text)

    def on_search_bar_query_changed(self, changed: SearchBar.QueryChanged) -> None:
        """Search at the pace of typing."""
        if changed.text != self._query:
            self._search(changed.text)

    def on_descendant_focus(self, focus: events.DescendantFocus) -> None:
        """A narrow terminal shows the pane that has the focus; the key line its keys."""
        ids = {node.id for node in focus.widget.ancestors_with_self}
        # A widget inside another has its own keys.
        owner: Owner = next((owner for owner in reversed(OWNERS) if owner in ids), "timeline")
        if self._list is not None and self._list.id in ids:
            owner = self._list.OWNER
        self.query_one(KeyLine).owner = owner
        if owner != "search":
            self._remember()
        panes: tuple[Pane, ...] = ("detail", "search", "facets")
        self._focused = next((pane for pane in panes if pane in ids), "timeline")
        self._lay_out(full=self._full and owner == "detail")

    @property
    def header(self) -> Header:
        """What the ids in events stand for."""
        return self._timeline.header

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Leave characters to what is typed; Esc leaves the narrowing before the panel."""
        if action == "focus_next" and isinstance(self.focused, QueryInput):
            return False  # Tab completes there
        if action == "go_back" and self.focused is not None and self.focused.id == "narrowing":
            return False
        return action not in TYPED or not isinstance(self.focused, Input)

    def action_focus_search(self) -> None:
        """Type a query."""
        query = self.query_one("#query", QueryInput)
        self.set_focus(query)
        query.select_all()  # typing asks anew, an arrow key edits what was asked

    def action_leave_search(self) -> None:
        """From the query line to its results."""
        self.set_focus(self._main)

    def ask(self, text: str) -> None:
        """Ask something that was not typed."""
        self.query_one(SearchBar).ask(text)

    def action_take_offer(self) -> None:
        """Ask what is offered where the query is doubtful or finds nothing."""
        self.query_one(SearchBar).take_offer()

    @cached_property
    def history(self) -> History:
        """What was asked before."""
        from tui.notebook import History  # start-up: nothing was asked yet

        return History()

    @property
    def notebook(self) -> Notebook:
        """What the reader keeps."""
        return self.keeping.reader.notebook

    def on_keeping_changed(self, changed: Keeping.Changed) -> None:
        """Show the reader's stars, notes and news as they are now."""
        self.query_one(TimelinePane).own = self.keeping.own
        self.query_one(DetailPane).look_again()
        self._say_state()
        if self._list is not None:
            self._list.look_again()
        if changed.trouble:
            self.notify(changed.trouble, severity="warning", markup=False)
        elif is_own(self._asked):
            self._chosen = self.event or self._chosen
            self._search(self._query)
        else:
            self._count()

    def action_star_event(self) -> None:
        """Set or take away the star of the event: at once to be seen, and soon on the disk."""
        if (event := self.event) is not None:
            self.keeping.star(event, not self.keeping.about(event).star)
            self.query_one(TimelinePane).own = self.keeping.own
            self.query_one(DetailPane).look_again()

    async def action_show_notebook(self) -> None:
        """List stars and notes in the timeline's place, or go back to it."""
        from tui.ui.notebook import NotebookPane  # start-up: nobody has asked for it yet

        await self._toggle_list(NotebookPane, lambda: NotebookPane(self._timeline, self.keeping))

    def _queries(self) -> list[str]:
        return self.history.queries()

    def _remember(self) -> None:
        """Remember the query that the reader is done with; the disk may be slow."""
        if self._query not in ("", self._remembered):
            self._remembered = self._query
            Thread(target=self._keep, args=(self._query,)).start()

    def _keep(self, query: str) -> None:
        from tui.notebook import NotebookError  # start-up, as above

        try:
            self.history.remember(query)
        except NotebookError as error:
            if not self._is_forgetful:
                self._is_forgetful = True
                self.post_message(self.Unkept(str(error)))

    def on_unmount(self) -> None:
        """Remember what was asked when the reader quit, and close the visit."""
        self._remember()
        self.keeping.close()

    @property
    def view(self) -> View:
        """What is on the screen, as it can be saved."""
        from tui.notebook import View  # start-up, as above

        event = self.event
        among_all = self._is_among_all and not self._asked.is_everything
        return View("", self._query, event.id if event else "", self._facets, among_all)

    async def open_view(self, view: View) -> None:
        """Show what was saved."""
        self._chosen = self._timeline.event(view.event) or self._chosen
        if view.panel != self._facets:
            await (self.show_facets() if view.panel else self.hide_facets())
        self._among_all, self._strayed = view.among_all, None
        if view.query == self._query:
            self._search(view.query)  # the cursor may have moved
        self.ask(view.query)
        self.show_timeline()

    def action_clear_search(self) -> None:
        """Ask for everything; the chosen event stays under the cursor."""
        self.query_one(SearchBar).clear()

    def action_open_detail(self) -> None:
        """Read the event on the whole screen; open the folded month that it is in first."""
        if self.query_one(TimelinePane).unfold():
            return
        if self.event is not None:
            self._lay_out(full=True)
            self.set_focus(self.query_one(DetailPane))

    def action_toggle_full(self) -> None:
        """Give the detail pane the whole screen, or take it back."""
        if self._full:
            self.action_go_back()
        else:
            self._lay_out(full=True)

    def action_next_event(self) -> None:
        """Read on without going back to the list."""
        self._main.move(1)

    def action_previous_event(self) -> None:
        """Read back without going back to the list."""
        self._main.move(-1)

    def action_focus_next(self) -> None:
        """Go to the next pane."""
        self._step(1)

    def action_focus_previous(self) -> None:
        """Go to the previous pane."""
        self._step(-1)

    def _step(self, by: int) -> None:
        """Go round the panes, those too that stand where another one is shown now."""
        panes: dict[Pane, Widget] = {
            "timeline": self._main,
            "detail": self.query_one(DetailPane),
        }
        if self._facets and self._panel is not None:
            panes["facets"] = self._panel.values
        panes["search"] = self.query_one("#query", QueryInput)
        names = list(panes)
        self.set_focus(panes[names[(names.index(self._focused) + by) % len(names)]])

    @property
    def full(self) -> bool:
        """Whether the detail pane has the whole screen."""
        return self._full

    def _lay_out(self, full: bool) -> None:
        self._full = full
        focus: Pane = "detail" if full else self._focused
        main = self._list.PLACE if self._list is not None else "timeline"
        way = self.query_one(WayLine).rows
        banner = bool(self._said)
        self.query_one(Panes).place(focus, full, self._facets, main, banner, way)

    def action_go_back(self) -> None:
        """Back to the list, as wide as it was; from a list in its place to the timeline."""
        if self._list is not None and self.focused is self._list:
            self.show_timeline()
            return
        axis = self.query_one(AxisPane)
        if axis.begun is None and self.focused is self._main:
            self.query_one(WayLine).leave()
        axis.begun = None
        self._lay_out(full=False)
        self.set_focus(self._main)

    @property
    def _main(self) -> TimelinePane | ListPane:
        """What stands in the timeline's place."""
        return self._list or self.query_one(TimelinePane)

    async def show_list(self, pane: ListPane) -> None:
        """Put a list in the timeline's place, and go to it; the event follows its cursor."""
        if self._list is not None:
            self._list.remove()
        self._list = pane
        self._searching.drop(Urgency.LIST)
        await self.query_one(Panes).mount(pane, before="#too-small")
        pane.zoom = self._time.zoom
        pane.results = self.results
        self._lay_out(full=False)
        self.set_focus(pane)

    async def _toggle_list(self, kind: type[ListPane], make: Callable[[], ListPane]) -> None:
        """Put such a list in the timeline's place; or where one is, go back to the timeline."""
        if isinstance(self._list, kind):
            self.show_timeline()
        else:
            await self.show_list(make())

    def show_timeline(self) -> None:
        """Go to the timeline, with the event that it was left at."""
        left, self._list = self._list, None
        self._searching.drop(Urgency.LIST)
        self._lay_out(full=False)
        self.set_focus(self.query_one(TimelinePane))
        if left is not None:
            left.remove()  # now that it has no focus, which would go elsewhere
        self._show_event()

    async def action_show_promises(self) -> None:
        """List what was promised and what came of it; or go back to the timeline."""
        from tui.ui.promises import PromisesPane  # start-up: nobody has asked for it yet

        await self._toggle_list(PromisesPane, lambda: PromisesPane(self._timeline, self.event))

    async def action_show_figures(self) -> None:
        """Draw a measure over time; or go back to the timeline."""
        from tui.ui.figures import FiguresPane  # start-up: nobody has asked for it yet

        await self._toggle_list(FiguresPane, lambda: FiguresPane(self._timeline, self.event))

    def go_to(self, event: Event) -> None:
        """Put the cursor on an event; where the query does not find it, among all events."""
        rows = self.query_one(TimelinePane).rows
        position = rows.listed.position(event.id) if rows is not None else None
        if position is not None:
            self.query_one(TimelinePane).go_to(position, with_context=True)
            return
        self._chosen = event
        self._strayed = self._query
        self._search(self._query)
        self.notify("That event is not among the hits: all events are shown, hits marked.")

    async def action_toggle_facets(self) -> None:
        """Show the facets and go to them, or hide them."""
        if self._facets and self._focused == "facets":
            await self.hide_facets()
        else:
            await self.show_facets()

    async def _begin_with_facets(self) -> None:
        await self.show_facets()
        self.set_focus(self._main)

    async def hide_facets(self) -> None:
        """Hide the facets."""
        self._facets = False
        self.set_focus(self._main)
        if self._panel is not None:
            self._panel.display = False
        self._lay_out(full=False)

    async def show_facets(self) -> None:
        """Show the facets and go to them."""
        if self._panel is None:
            from tui.ui.facets import FacetPanel

            self._panel = FacetPanel(self.header, id="facets")
            self._panel.asked = self._asked
            await self.query_one(Panes).mount(self._panel, before="#too-small")
            self._show_zoom(self._time.zoom)
        if not self._facets:
            self._facets = True
            self._panel.display = True
            self._count()
        self.set_focus(self._panel.values)

    def _survey(self) -> None:
        """Find out when the events are, for the axis."""
        axis = self.query_one(AxisPane)
        if not self.query_one(Panes).shows_axis:
            axis.survey = None  # shown again, it asks
        elif self.results is not None:
            known = self._time.whole
            self._ask_axis(survey(self._timeline, self.results.query, known, axis.kinds))

    def _ask_axis(self, question: Question) -> None:
        self._surveyed = monotonic()
        self._searching.ask(Urgency.AXIS, question)

    def _take_survey(self, found: Survey) -> None:
        """Draw when the events are."""
        self._pause = min(max(BREATH, monotonic() - self._surveyed), LONGEST_PAUSE)
        self.query_one(AxisPane).survey = found
        self._time.take(found.whole)
        self._see()

    def _show_zoom(self, zoom: Zoom | None) -> None:
        """Hand the zoom down; where it is all the time there is, dates are drawn in the list's."""
        self.query_one(AxisPane).zoom = zoom
        pane = self.query_one(TimelinePane)
        # What is listed by relevance has no span of its own.
        is_ranked = pane.rows is not None and pane.rows.listed.is_ranked
        pane.zoom = None if self._time.is_all and not is_ranked else zoom
        if self._list is not None:
            self._list.zoom = zoom
        if self._panel is not None:
            self._panel.show_zoom(None if self._time.is_all else zoom)

    def on_axis_pane_lacking(self, lacking: AxisPane.Lacking) -> None:
        """Find out what the axis lacks."""
        axis = self.query_one(AxisPane)
        if not lacking.is_times:
            self._survey()
        elif axis.survey is not None and axis.zoom is not None:
            self._ask_axis(with_minutes(self._timeline, axis.survey, days_of(axis.zoom)))

    def on_timeline_pane_scrolled(self) -> None:
        """Show on the axis what is listed."""
        self._see()

    def _see(self) -> None:
        self.query_one(AxisPane).listed = self.query_one(TimelinePane).times_seen

    def _point_at(self, event: Event | None) -> None:
        """Show on the axis where the event is, which follows it."""
        date = self._timeline.when(event) if event is not None else None
        self.query_one(AxisPane).spot = spot(date) if date is not None else None
        if date is not None:
            self._time.follow(date)

    def _count(self) -> None:
        if self._facets and self._panel is not None and self.results is not None:
            counting = count(self._timeline, self.results.query, self._panel.fields)
            self._searching.ask(Urgency.COUNTS, counting)

    def on_facet_panel_looked(self, looked: FacetPanel.Looked) -> None:
        """Find out when the events of the values are."""
        question = spark(self._timeline, looked.query, looked.field, looked.values)
        self._searching.ask(Urgency.SPARKS, question)

    def on_facet_panel_chosen(self, chosen: FacetPanel.Chosen) -> None:
        """Write what is chosen into the query, where it can be seen and edited."""
        asked = self._timeline.parse(self.query_one("#query", QueryInput).value)
        edited = toggled(asked, chosen.field, chosen.value, chosen.exclude)
        self.query_one(SearchBar).ask(str(edited))

    @property
    def _is_among_all(self) -> bool:
        """Whether all events are listed: as the reader wants, or to go out of what was found."""
        return self._among_all or self._strayed == self._query

    def action_toggle_all(self) -> None:
        """List only the hits, or all events with the hits marked."""
        if self._asked.is_everything:
            self.notify("Nothing is searched for: all events are listed.")
            return
        self._among_all = not self._is_among_all
        self._strayed = None
        self._chosen = self.event or self._chosen
        self._search(self._query)

    def _say_way(self) -> None:
        """Say where the reader walks; the line takes room only where there is something to say."""
        way = self.query_one(WayLine)
        way.event = self.event
        self._lay_out(self._full)

    def _say_stop(self) -> None:
        """Say whether this is the stop; a key that only moves the cursor lays nothing out anew."""
        if self.query_one(WayLine).visit is not None:
            self._say_way()
