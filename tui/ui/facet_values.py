"""The values of a facet, one line each: choice, label, count, and when its events are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import ClassVar, Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.query import Query
from tui.query.edit import Choice, chosen, named
from tui.search import Heading, Tally
from tui.spark import BLOCKS, monthly
from tui.text import cells, fit, fold, harmless
from tui.ui.lines import Lines
from tui.ui.searching import Counted, Spark
from tui.when import MONTHS, year_said
from tui.zoom import Zoom

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
    counts = {m - first: found for m, found in monthly(headings).items() if first <= m <= last}
    bins = [counts.get(cell * span // width, 0.0) for cell in range(width)]
    if span > width:
        bins = [0.0] * width
        for at, found_then in counts.items():
            bins[at * width // span] += found_then
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

    zoom: reactive[Zoom | None] = reactive(None)
    """The time that sparklines span; None for that of all that was counted."""

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
    def months(self) -> tuple[int, int] | None:
        """The first and the last month that sparklines span; None where no date is known."""
        if self._counted is None or self._counted.months is None:
            return None
        return self.zoom.months if self.zoom is not None else self._counted.months

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
        months = self.months
        return sparkline(headings, months, width) if headings and months else ""


def said(field: str, value: str) -> str:
    """A value as it is shown: a year or month in words."""
    if field not in PERIODS:
        return value
    year, _, month = value[1:].partition("-")
    said_year = year_said(int(value[0] + year))
    return f"{MONTHS[int(month) - 1]} {said_year}" if month else said_year
