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
<<<<<<< HEAD
from tui.ui.lines import Lines
from tui.ui.search_bar import QueryInput
from tui.ui.searching import Counted, Spark
from tui.when import MONTHS, year_said

FIELDS: Final = ("category", "actor", "place", "status", "source", "tag", "year", "month")
"""The facets, in the order that a key goes through them."""

PERIODS: Final = ("year", "month")
"""Facets whose values are times: they have a bar each, and no sparkline."""

SIGNS: Final[dict[Choice, str]] = {"included": "+", "excluded": "-", "": " "}

LIGHT: Final = "\u2591"
EIGHTHS: Final = "\u258f\u258e\u258d\u258c\u258b\u258a\u2589\u2588"

MOST_SPARKS: Final = 512
"""Sparklines kept: more than is seen at once, however the panel is scrolled."""


def sparkline(headings: Sequence[Heading], months: tuple[int, int], width: int) -> str:
    """Events over the months from the first to the last, the highest bar for the most."""
    first, last = months
    span = last - first + 1
    counts = {month - first: found for month, found in monthly(headings).items()}
    bins = [counts.get(cell * span // width, 0.0) for cell in range(width)]
    if span > width:
        bins = [0.0] * width
        for at, found_then in counts.items():
            bins[max(0, min(at * width // span, width - 1))] += found_then
    most = max(bins, default=0)
    return "".join(BLOCKS[ceil(8 * value / most) - 1] if value else " " for value in bins)


def bar(tally: Tally, most: int, width: int) -> str:
    """A bar as long as the count is to the most, lighter where it is only possible."""
    eighths = ceil(8 * width * tally.certain / most) if most else 0
    sure = EIGHTHS[-1] * (eighths // 8) + (EIGHTHS[eighths % 8 - 1] if eighths % 8 else "")
    cells = ceil(width * (tally.certain + tally.possible) / most) if most else 0
    return sure + LIGHT * (cells - len(sure))


class Columns(NamedTuple):
    """Cells of each column of the panel; what is left is the label's."""

    label: int
    certain: int
    possible: int
    drawn: int


def columns(tallies: Sequence[Tally], width: int) -> Columns:
    """The columns in a list of that width."""
    certain = max((len(f"{tally.certain:,}") for tally in tallies), default=1)
    most = max((tally.possible for tally in tallies), default=0)
    possible = len(f" +{most:,}") if most else 0
    drawn = max(8, min(24, width // 4))
    return Columns(max(1, width - certain - possible - drawn - 7), certain, possible, drawn)


class ValueList(Lines, can_focus=True):
    """One line a value: choice, label, count, and when its events are."""

    DEFAULT_CSS = """
    ValueList {
        height: 1fr;
        background: $surface;
        scrollbar-size-vertical: 1;
        scrollbar-color: $rule;
        scrollbar-background: $surface;
        overflow-x: hidden;
        overflow-y: scroll;
        .facets--row { background: $surface; color: $foreground; }
        .facets--sign { color: $accent; }
        .facets--included { color: $success; text-style: bold; }
        .facets--excluded { color: $error; }
        .facets--muted { color: $muted; }
        .facets--drawn { color: $secondary; }
        .facets--cursor { background: $cursor; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "facets--row",
        "facets--sign",
        "facets--included",
        "facets--excluded",
        "facets--muted",
        "facets--drawn",
        "facets--cursor",
    }

    cursor: reactive[int] = reactive(0)
    """The position of the selected value."""

    @dataclass
    class Scrolled(Message):
        """Other values are seen."""

    @dataclass
    class Clicked(Message):
        """A value was clicked."""

        position: int

    def __init__(self) -> None:
        super().__init__()
        self.ids: dict[tuple[str, str], list[str]] = {}
        """By field and folded label: words that narrow to it too."""
        self._sparks: LRUCache[str, list[Heading]] = LRUCache(MOST_SPARKS)
        self._asked = Query()
        self._counted: Counted | None = None
        self._columns: tuple[int, Columns] | None = None
        self._most = 0
        self.values: list[Tally] = []

    @property
    def field(self) -> str:
        """The facet whose values are shown."""
        return self._counted.field if self._counted is not None else ""

    @property
    def value(self) -> str | None:
        """The selected value."""
        return self.values[self.cursor].value if self.values else None

    def show(self, counted: Counted | None, asked: Query, narrowed: str) -> None:
        """Show the values in which that begins a word, the cursor on the value it was on."""
        before = self.value, self.field
        if counted is not self._counted:
            self._sparks.clear()
        self._counted, self._asked = counted, asked
        self._columns = None
        self.values = self._shown(narrowed)
        self._most = max((tally.certain + tally.possible for tally in self.values), default=0)
        self.set_count(len(self.values))
        same = [at for at, tally in enumerate(self.values) if tally.value == before[0]]
        self.cursor = same[0] if same and self.field == before[1] else 0
        self.show_cursor()
        self.refresh()

    def _shown(self, narrowed: str) -> list[Tally]:
        if self._counted is None:
            return []
        tallies = self._counted.tallies
        if chosen_ones := named(self._asked, self.field):
            known = {name for tally in tallies for name in map(fold, self.names(tally.value))}
            lost = [Tally(value, 0, 0) for value in chosen_ones if fold(value) not in known]
            tallies = [*lost, *tallies]
        wanted = fold(narrowed).split()
        if not wanted:
            return tallies
        return [
            tally
            for tally in tallies
            if all(f" {word}" in f" {fold(said(self.field, tally.value))}" for word in wanted)
        ]

    def names(self, value: str) -> list[str]:
        """What a query may call the value: its label, and the ids that stand for it."""
        return [value, *self.ids.get((self.field, fold(value)), ())]

    def choice(self, value: str) -> tuple[Choice, str]:
        """Whether the query includes or excludes the value, and under which name."""
        for name in self.names(value):
            if choice := chosen(self._asked, self.field, name):
                return choice, name
        return "", value

    def draw(self, spark: Spark) -> None:
        """Draw the sparkline of a value."""
        self._sparks[spark.value] = spark.headings
        self.refresh()

    @property
    def undrawn(self) -> list[str]:
        """The values that are seen without their sparkline."""
        first = self.scroll_offset.y
        seen = self.values[first : first + self.size.height]
        return [tally.value for tally in seen if tally.value not in self._sparks]

    def move(self, position: int) -> None:
        """Select the value there, or the nearest."""
        self.cursor = position

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a value."""
        return max(0, min(cursor, len(self.values) - 1))

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll as little as needed to see the cursor."""
        height = self.size.height
        y = self.scroll_offset.y
        there = min(self.cursor, max(y, self.cursor - height + 1))
        if height and there != y:
            self.scroll_to(y=there, animate=False, immediate=True, force=True)

    def on_resize(self) -> None:
        """Keep the cursor in sight; more values may be."""
        self.show_cursor()
        self.post_message(self.Scrolled())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw other values."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled())

    def on_click(self, click: events.Click) -> None:
        """Select the value that was clicked, and choose it where it was."""
        position = click.y + self.scroll_offset.y
        if position < len(self.values):
            self.post_message(self.Clicked(position))

    def columns(self, width: int) -> Columns:
        """The columns, alike for every line and for the line above them."""
        if self._columns is None or self._columns[0] != width:
            self._columns = width, columns(self.values, width)
        return self._columns[1]

    @property
    def _base(self) -> Style:
        return self.get_component_rich_style("facets--row")

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"facets--{name}", partial=True)

    def render_line(self, y: int) -> Strip:
        """Draw one value."""
        width = self.scrollable_content_region.width
        position = y + self.scroll_offset.y
        base = self._base
        if position >= len(self.values):
            text = "   Nothing to choose from." if position == 0 and self._counted else ""
            return Strip([Segment(text, base)]).adjust_cell_length(width, base)
        if position == self.cursor:
            base += self._style("cursor")
        line = self._line(self.values[position], position == self.cursor, width)
        return Strip([Segment(text, base + style) for text, style in line]).adjust_cell_length(
            width, base
        )

    def _line(self, tally: Tally, selected: bool, width: int) -> list[tuple[str, Style]]:
        at = self.columns(width)
        choice, _ = self.choice(tally.value)
        label = fit(harmless(said(self.field, tally.value[: 4 * width])), at.label)
        possible = f" +{tally.possible:,}" if tally.possible else ""
        style = self._style(choice) if choice else Style.null()
        return [
            (">" if selected else " ", self._style("sign")),
            (f"{SIGNS[choice]} ", style),
            (label + " " * (at.label - cells(label) + 1), style),
            (f"{tally.certain:>{at.certain},}", Style.null()),
            (f"{possible:<{at.possible}}  ", self._style("muted")),
            (self._drawn(tally, at.drawn), self._style("drawn")),
        ]

    def _drawn(self, tally: Tally, width: int) -> str:
        if self._counted is None:
            return ""
        if self.field in PERIODS:
            return bar(tally, self._most, width)
        headings = self._sparks.get(tally.value)
        months = self._counted.months
        return sparkline(headings, months, width) if headings and months else ""


def said(field: str, value: str) -> str:
    """A value as it is shown: a year or month in words."""
    if field not in PERIODS:
        return value
    year, _, month = value[1:].partition("-")
    said_year = year_said(int(value[0] + year))
    return f"{MONTHS[int(month) - 1]} {said_year}" if month else said_year


def _ids(header: Header) -> dict[tuple[str, str], list[str]]:
    """The ids that stand for a label, by field and folded label."""
    ids: dict[tuple[str, str], list[str]] = {}
    for field in FIELDS:
        for part in header.parts(field):
            if part.id:
                ids.setdefault((field, fold(part.label)), []).append(part.id)
    return ids


class Head(Widget):
    """The facets there are, and what stands in the columns below."""

    DEFAULT_CSS = """
    Head { height: auto; color: $muted; padding-left: 1; }
    """

    fields: reactive[tuple[str, ...]] = reactive(FIELDS[:1])
    """The facets that can be gone to."""
    field: reactive[str] = reactive(FIELDS[0])
    """The one that is shown."""
    asked: reactive[Query] = reactive(Query)
    """What is chosen."""
    summary: reactive[tuple[str, str]] = reactive(("", ""))
    """How many values there are, and which years their sparklines span."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the names take, and one."""
        return len(self._names(width)) + 1

    def render(self) -> Content:
        """The names, the shown one between the keys that leave it."""
        width = self.content_size.width
        left, right = self.summary
        left = fit(f" {left}", width)
        pad = " " * max(1, width - cells(left) - cells(right) - 1)
        return Content("\n").join([*self._names(width), Content(f"{left}{pad}{right}"[:width])])

    def _names(self, width: int) -> list[Content]:
        """Each facet keeps its line, whether or not it and the others can be gone to.

        Between two names are two cells, for the second one's sign and a bracket or a space.
        """
        lines = [Content()]
        end = 0
        for field in FIELDS:
            end += len(field) + 2
            if end >= width and len(lines[-1]):
                lines.append(Content())
                end = len(field) + 2
            sign = "\u2022" if shown_in(self.asked, field) else " "
            if field == self.field:
                lines[-1] += Content.styled(f"{sign}[{field}]", "bold $primary")
            elif field in self.fields:
                gap = "" if lines[-1].plain.endswith("]") else " "
                lines[-1] += Content(f"{gap}{sign}{field}")
        return lines


def shown_in(query: Query, field: str) -> bool:
    """Whether a query chooses values of the facet by name."""
    return bool(named(query, field))
=======
from tui.ui.facet_names import Head
from tui.ui.facet_values import FIELDS, PERIODS, ValueList
from tui.ui.rows import year_said
from tui.ui.search_bar import QueryInput
from tui.ui.searching import Counted, Spark
>>>>>>> 317368b (Split the facet panel into its names, its values and itself)


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
        if self._field in PERIODS or found.months is None:
            return values, ""
        first, last = (year_said(month // 12) for month in found.months)
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
