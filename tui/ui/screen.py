"""The one screen: panes that follow two variables, the results and the cursor."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Thread
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import NULL_OFFSET, Region, Size, Spacing
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.cite import quote
from tui.event import Event, Header
from tui.search import Results, Timeline
from tui.ui.commands import TYPED, Owner, bindings
from tui.ui.detail import DetailPane
from tui.ui.key_line import KeyLine
from tui.ui.layout import SMALLEST, Pane, arrange
from tui.ui.search_bar import QueryInput, SearchBar
from tui.ui.timeline import TimelinePane


class _PaneLayout(Layout):
    """Puts each child where `arrange` has its id; a child without a place is not shown."""

    name = "panes"

    def __init__(self, banner: bool) -> None:
        self.focus: Pane = "timeline"
        self.full = False
        self.banner = banner

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        rects = arrange(
            size.width, size.height, focus=self.focus, full=self.full, banner=self.banner
        )
        return [
            WidgetPlacement(Region(*rects[child.id]), NULL_OFFSET, Spacing(), child)
            for child in children
            if child.id in rects
        ]


class Panes(Widget):
    """Holds the panes; their places are a pure function of its size."""

    DEFAULT_CSS = """
    Panes { width: 1fr; height: 1fr; background: $background; }
    """

    def __init__(self, *children: Widget, banner: bool) -> None:
        super().__init__(*children)
        self._arrangement = _PaneLayout(banner)

    @property
    def layout(self) -> Layout:
        """The panes' own layout."""
        return self._arrangement

    def place(self, focus: Pane, full: bool) -> None:
        """Lay the panes out anew, where that changes anything."""
        arrangement = self._arrangement
        if (arrangement.focus, arrangement.full) != (focus, full):
            arrangement.focus, arrangement.full = focus, full
            for child in self.children:  # a child's layout makes its parent arrange again
                child.refresh(layout=True)


class ExplorerScreen(Screen[None]):
    """Timeline, detail and search over one Timeline."""

    DEFAULT_CSS = """
    ExplorerScreen {
        #banner {
            background: $warning; color: $background; padding: 0 1;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        #too-small { width: 1fr; height: 1fr; padding: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("screen")
    AUTO_FOCUS: ClassVar[str] = "#timeline"

    results: reactive[Results | None] = reactive(None)
    """What the query found."""
    cursor: reactive[int] = reactive(0)
    """The position of the selected event in the results."""

    @dataclass
    class Quoted(Message):
        """The reader wants this text on the clipboard."""

        text: str

    def __init__(self, timeline: Timeline, query: str = "", at: Event | None = None) -> None:
        super().__init__()
        self._timeline = timeline
        self._query = query
        # What the reader last chose: a search moves the cursor away, clearing it brings it back.
        self._chosen = at
        self._focused: Pane = "timeline"
        self._full = False

    def compose(self) -> ComposeResult:
        """The panes, in the order that Tab goes through them."""
        timeline = self._timeline
        trouble = self._timeline.trouble
        yield Panes(
            TimelinePane(timeline.header, id="timeline"),
            DetailPane(timeline, id="detail"),
            SearchBar(len(timeline), self._query, id="search"),
            KeyLine(id="keys"),
            *([Static(trouble, id="banner", markup=False)] if trouble else []),
            Static(
                f"Too small: {SMALLEST[0]} columns and {SMALLEST[1]} rows are needed.",
                id="too-small",
            ),
            banner=bool(trouble),
        )

    def on_mount(self) -> None:
        """Show the first results."""
        self._search(self._query)
        # After the first frame, so that the first key finds the index made. Nobody who quits
        # waits for it: a large store takes long.
        prepare = Thread(target=self._timeline.prepare, daemon=True)
        self.call_after_refresh(prepare.start)

    def _search(self, text: str) -> None:
        self._query = text
        self.results = self._timeline.search(self._timeline.parse(text))

    def watch_results(self, results: Results | None) -> None:
        """Hand the results down, with the cursor on what the reader chose or what is nearest."""
        if results is None:
            return
        pane = self.query_one(TimelinePane)
        pane.results = results
        self.query_one(SearchBar).results = results
        self.cursor = self._place(results)
        pane.cursor = self.cursor
        pane.show_cursor()
        self._show_event()

    def _place(self, results: Results) -> int:
        """The position of the chosen event, or of the one that is listed next."""
        if self._chosen is None:
            return 0
        position = results.position(self._chosen.id)
        if position is None:
            date = self._timeline.when(self._chosen)
            position = results.nearest(date) if date else results.certain
            position = min(position, len(results) - 1)
        return max(0, position)

    def _show_event(self) -> None:
        if self.results is not None:
            event = self.query_one(TimelinePane).event(self.cursor)
            place = f"{self.cursor + 1:,} / {len(self.results):,}" if event is not None else ""
            self.query_one(DetailPane).show(event, self.results.query, place)

    def on_timeline_pane_cursor_moved(self, moved: TimelinePane.CursorMoved) -> None:
        """Follow the cursor."""
        self.cursor = moved.position
        self._show_event()
        self._chosen = self.query_one(DetailPane).event

    def on_timeline_pane_opened(self) -> None:
        """Read the event that was clicked twice."""
        self.action_open_detail()

    def on_search_bar_query_changed(self, changed: SearchBar.QueryChanged) -> None:
        """Search at the pace of typing."""
        if changed.text != self._query:
            self._search(changed.text)

    def on_descendant_focus(self, focus: events.DescendantFocus) -> None:
        """A narrow terminal shows the pane that has the focus; the key line its keys."""
        owner: Owner = "timeline"
        for node in focus.widget.ancestors_with_self:
            if isinstance(node, DetailPane):
                owner = "detail"
            elif isinstance(node, SearchBar):
                owner = "search"
        self.query_one(KeyLine).owner = owner
        self._focused = "detail" if owner == "detail" else "timeline"
        self._lay_out(full=self._full and owner == "detail")

    @property
    def header(self) -> Header:
        """What the ids in events stand for."""
        return self._timeline.header

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Leave characters to the query while one is typed."""
        return action not in TYPED or not isinstance(self.focused, QueryInput)

    def action_focus_search(self) -> None:
        """Type a query."""
        query = self.query_one(QueryInput)
        self.set_focus(query)
        query.select_all()  # typing asks anew, an arrow key edits what was asked

    def action_leave_search(self) -> None:
        """From the query line to its results."""
        self.set_focus(self.query_one(TimelinePane))

    def action_clear_search(self) -> None:
        """Ask for everything; the chosen event stays under the cursor."""
        self.query_one(SearchBar).clear()

    def action_open_detail(self) -> None:
        """Read the event on the whole screen."""
        if self.query_one(DetailPane).event is not None:
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
        self.query_one(TimelinePane).move(1)

    def action_previous_event(self) -> None:
        """Read back without going back to the list."""
        self.query_one(TimelinePane).move(-1)

    def action_focus_next(self) -> None:
        """Go to the next pane."""
        self.focus_next()

    def action_focus_previous(self) -> None:
        """Go to the previous pane."""
        self.focus_previous()

    @property
    def full(self) -> bool:
        """Whether the detail pane has the whole screen."""
        return self._full

    def _lay_out(self, full: bool) -> None:
        self._full = full
        self.query_one(Panes).place("detail" if full else self._focused, full)

    def action_go_back(self) -> None:
        """Back to the timeline, as wide as it was."""
        self._lay_out(full=False)
        self.set_focus(self.query_one(TimelinePane))

    def action_quote_event(self) -> None:
        """Copy the event with its sources."""
        event = self.query_one(DetailPane).event
        text = quote(event, self._timeline.header) if event is not None else ""
        self.post_message(self.Quoted(text))
