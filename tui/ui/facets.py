"""The facet panel: a field's values among what is found, included and excluded by key.

It holds no filter: what is chosen stands in the query, and the panel reads it from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from tui.event import Header
from tui.query import Query
from tui.query.edit import named
from tui.text import cells, counted, fold
from tui.ui.commands import bindings
from tui.ui.facet_names import Head
from tui.ui.facet_values import FIELDS, PERIODS, ValueList
from tui.ui.search_bar import QueryInput
from tui.ui.searching import Counted, Spark
from tui.when import year_said
from tui.zoom import Zoom


class NarrowInput(QueryInput):
    """What the values shown are to begin with."""

    DEFAULT_CSS = """
    NarrowInput, NarrowInput:focus {
        display: none; border: none; height: 1; padding: 0 0 0 3;
        background: $panel; color: $foreground;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("narrowing")

    @dataclass
    class Left(Message):
        """The reader goes back to the values, with all of them shown or not."""

        all: bool

    def action_leave_narrowing(self) -> None:
        """Choose among what is shown."""
        self.post_message(self.Left(all=False))

    def action_drop_narrowing(self) -> None:
        """Choose among all."""
        self.post_message(self.Left(all=True))


class FacetPanel(Widget):
    """Facets with their values; it posts what is chosen, and shows what the query says."""

    DEFAULT_CSS = """
    FacetPanel {
        layout: vertical;
        background: $surface;
        color: $foreground;
        border-top: solid $rule;
        border-title-color: $muted;
        border-title-style: none;
        border-title-align: left;
        &:focus-within {
            border-top: solid $primary;
            border-title-color: $primary;
            border-title-style: bold;
        }
        &.-narrowing NarrowInput { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("facets")

    asked: reactive[Query] = reactive(Query, repaint=False)
    """What is asked: its choices are shown at once, its counts when they are known."""

    @dataclass
    class Chosen(Message):
        """The reader includes or excludes a value, or takes that back."""

        field: str
        value: str
        exclude: bool

    @dataclass
    class Looked(Message):
        """Values are seen whose sparklines are not drawn."""

        query: Query
        field: str
        values: list[str]

        def can_replace(self, message: Message) -> bool:
            """What is seen now counts."""
            return isinstance(message, FacetPanel.Looked)

    def __init__(self, header: Header, id: str | None = None) -> None:
        super().__init__(id=id)
        self.border_title = "Facets"
        self._field = FIELDS[0]
        self._found: dict[str, Counted] = {}
        self._is_settled = False
        """Whether a facet was gone to; the first one is that with anything to choose."""
        self._head = Head()
        self._narrow = NarrowInput(
            placeholder="type to narrow", select_on_focus=False, id="narrowing"
        )
        self._list = ValueList()
        self.take(header)

    def show_zoom(self, zoom: Zoom | None) -> None:
        """Draw sparklines of that time; of all that was counted where it is None."""
        self._list.zoom = zoom
        self._head.summary = self._summary(self._found.get(self._field))

    def take(self, header: Header) -> None:
        """Know what the ids in events stand for."""
        self._list.ids = _ids(header)

    def compose(self) -> ComposeResult:
        """The facets, what narrows the values, the values."""
        yield self._head
        yield self._narrow
        yield self._list

    def on_mount(self) -> None:
        """A blinking cursor would send bytes while nothing changes."""
        self._narrow.cursor_blink = False

    @property
    def values(self) -> ValueList:
        """What takes the focus."""
        return self._list

    @property
    def fields(self) -> list[str]:
        """The facets, the shown one first: the order in which they are worth counting."""
        return sorted(FIELDS, key=lambda field: field != self._field)

    def watch_asked(self, asked: Query) -> None:
        """Show what is chosen."""
        self._head.asked = asked
        self._show()

    def count(self, counted: Counted) -> None:
        """Show how many events each value has."""
        self._found[counted.field] = counted
        while not self._is_settled and self._field in self._found:
            later = FIELDS[FIELDS.index(self._field) + 1 :]
            if self._offers(self._field):
                self._is_settled = True
            elif later:
                self._field = later[0]
            else:  # nothing to choose from now; what is found next may have something
                self._field = FIELDS[0]
                break
        self._show()

    def draw(self, spark: Spark) -> None:
        """Draw the sparkline of a value."""
        found = self._found.get(self._field)
        if found is not None and (spark.query, spark.field) == (found.query, found.field):
            self._list.draw(spark)

    def _offers(self, field: str) -> bool:
        """Whether there is anything to choose."""
        counted = self._found.get(field)
        several = counted is not None and len(counted.tallies) > 1
        return several or bool(named(self.asked, field))

    def _show(self) -> None:
        self._head.fields = tuple(f for f in FIELDS if f == self._field or self._offers(f))
        self._head.field = self._field
        found = self._found.get(self._field)
        self._list.show(found, self.asked, self._narrow.value)
        self._head.summary = self._summary(found)
        self._look()

    def _summary(self, found: Counted | None) -> tuple[str, str]:
        if found is None:
            return "", ""
        shown, every = len(self._list.values), len(found.tallies)
        values = counted(every, "value") if shown >= every else f"{shown:,} of {every:,} values"
        width = self._list.columns(max(1, self.size.width - 1)).drawn
        if self._field in PERIODS or self._list.months is None:
            return values, ""
        first, last = (year_said(month // 12) for month in self._list.months)
        years = first if first == last else f"{first}{last:>{width - cells(first)}}"
        return values, f"{years:<{width}}" if cells(years) <= width else ""

    def _look(self) -> None:
        found = self._found.get(self._field)
        if found is not None and self._field not in PERIODS and (unseen := self._list.undrawn):
            self.post_message(self.Looked(found.query, self._field, unseen))

    def on_value_list_scrolled(self) -> None:
        """Draw what is seen."""
        self._head.summary = self._summary(self._found.get(self._field))
        self._look()

    def on_value_list_clicked(self, clicked: ValueList.Clicked) -> None:
        """Select a value, or choose the selected one."""
        if clicked.position == self._list.cursor:
            self.action_include()
        self._list.move(clicked.position)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Leave every key to what is typed."""
        return not self._narrow.has_focus

    def action_move_down(self) -> None:
        """Go to the next value."""
        self._list.move(self._list.cursor + 1)

    def action_move_up(self) -> None:
        """Go to the previous value."""
        self._list.move(self._list.cursor - 1)

    def action_page_down(self) -> None:
        """Go a page on."""
        self._list.move(self._list.cursor + max(1, self._list.size.height - 1))

    def action_page_up(self) -> None:
        """Go a page back."""
        self._list.move(self._list.cursor - max(1, self._list.size.height - 1))

    def action_go_first(self) -> None:
        """Go to the first value."""
        self._list.move(0)

    def action_go_last(self) -> None:
        """Go to the last value."""
        self._list.move(len(self._list.values))

    def action_include(self) -> None:
        """Include the value, or take that back."""
        self._choose(exclude=False)

    def action_exclude(self) -> None:
        """Exclude the value, or take that back."""
        self._choose(exclude=True)

    def _choose(self, exclude: bool) -> None:
        if self._list.value is not None:
            _, name = self._list.choice(self._list.value)
            self.post_message(self.Chosen(self._field, name, exclude))

    def action_next_facet(self) -> None:
        """Go to the next facet."""
        self._step(1)

    def action_previous_facet(self) -> None:
        """Go to the previous facet."""
        self._step(-1)

    def _step(self, by: int) -> None:
        fields = self._head.fields
        self._field = fields[(fields.index(self._field) + by) % len(fields)]
        self._is_settled = True
        self._widen()
        self._show()

    def action_narrow(self) -> None:
        """Type what the values shown are to begin with."""
        self.add_class("-narrowing")
        self._narrow.focus()

    def on_input_changed(self, changed: Input.Changed) -> None:
        """Narrow at every keystroke."""
        changed.stop()
        self._show()

    def on_narrow_input_left(self, left: NarrowInput.Left) -> None:
        """Choose among what is shown."""
        if left.all or not self._narrow.value:
            self._widen()
        self._list.focus()

    def _widen(self) -> None:
        self.remove_class("-narrowing")
        self._narrow.value = ""


def _ids(header: Header) -> dict[tuple[str, str], list[str]]:
    """The ids that stand for a label, by field and folded label."""
    ids: dict[tuple[str, str], list[str]] = {}
    for field in FIELDS:
        for part in header.parts(field):
            if part.id:
                ids.setdefault((field, fold(part.label)), []).append(part.id)
    return ids
