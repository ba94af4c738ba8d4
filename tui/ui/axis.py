"""The axis: when events are, as bars over time, with the cursor, the list and a range on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.density import NOTHING
from tui.text import cells, counted, fit, harmless
from tui.ui.bars import DOT, EMPTY, FULL, SHADE, TRACE, Cell, Column, column
from tui.ui.survey import Category, Survey
from tui.when import Day, Minute, When
from tui.when.days import DAY
from tui.zoom import Bins, Zoom

COMPACT: Final = 2
"""Rows that hold the bars and what stands under them, and nothing else."""

LEGEND: Final = 29
"""Cells beside the bars that say what is what."""

BRIEF: Final = 14
"""The same where there is less room."""

NARROW: Final = 100
"""Cells below which the bars need the room more than a legend does."""

KINDS: Final = 5
"""Colours for categories, the most frequent of what is found first; the rest is `other`."""


class Spot(NamedTuple):
    """Where an event is on the axis: the minute it is listed at, and all that it may be."""

    at: Minute
    first: Minute
    end: Minute


def spot(date: When) -> Spot:
    """Where an event of that date is."""
    return Spot(date.listed_at, date.start_earliest * DAY, (date.end_latest + 1) * DAY)


class Picture(NamedTuple):
    """What was counted for a zoom and a width, so that moving the cursor counts nothing."""

    bins: Bins
    columns: list[Column]
    outside: tuple[float, float]
    """How many found events are before and after what is shown."""
    kinds: list[Category]
    """The categories that are told apart."""
    bars: list[list[Cell]]
    """The cells of each bin, from the bottom."""


class AxisPane(Widget):
    """Bars over time; what is chosen on it goes up as a message, and nothing is kept here."""

    DEFAULT_CSS = """
    AxisPane {
        background: $background;
        color: $foreground;
        .axis--base { background: $background; color: $foreground; }
        .axis--bar { color: $primary; }
        .axis--other { color: $muted; }
        .axis--perhaps { color: $muted; }
        .axis--rest { color: $muted; }
        .axis--rule { color: $rule; }
        .axis--label { color: $secondary; }
        .axis--listed { color: $primary; }
        .axis--here { color: $accent; text-style: bold; }
        .axis--said { color: $muted; }
        .axis--cursor { background: $cursor; }
        .axis--range { background: $panel; }
        .axis--kind-0 { color: $primary; }
        .axis--kind-1 { color: $accent; }
        .axis--kind-2 { color: $success; }
        .axis--kind-3 { color: $error; }
        .axis--kind-4 { color: $secondary; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "axis--base",
        "axis--bar",
        "axis--other",
        "axis--perhaps",
        "axis--rest",
        "axis--rule",
        "axis--label",
        "axis--listed",
        "axis--here",
        "axis--said",
        "axis--cursor",
        "axis--range",
        *(f"axis--kind-{number}" for number in range(KINDS)),
    }

    survey: reactive[Survey | None] = reactive(None)
    """When events are; None while that is not known."""
    zoom: reactive[Zoom | None] = reactive(None)
    """The time that is shown."""
    spot: reactive[Spot | None] = reactive(None, repaint=False)
    """Where the cursor's event is; None where it has no date."""
    listed: reactive[tuple[Minute, Minute] | None] = reactive(None, repaint=False)
    """From when to when the events are that the list shows."""
    begun: reactive[Minute | None] = reactive(None)
    """Where the reader began a range."""

    @dataclass
    class Pointed(Message):
        """The reader wants to go to what is at a bin, which begins and ends so."""

        first: Minute
        end: Minute

    @dataclass
    class Ranged(Message):
        """The reader chose a range of days."""

        first: Day
        last: Day

    @dataclass
    class Lacking(Message):
        """What is to be drawn is not known: when events are, or at what times of some days."""

        is_times: bool

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawn: tuple[Survey, object, Picture] | None = None
        self._pressed: int | None = None
        self._pulled: int | None = None

    # What is shown.

    @property
    def picture(self) -> Picture | None:
        """What is drawn now, counted at most once."""
        if self.survey is None or self.zoom is None or not self.size:
            return None
        key = (self.zoom, self._width, self._rows)
        if self._drawn is None or self._drawn[:2] != (self.survey, key):
            made = _picture(self.survey, self.zoom, self._width, self._rows)
            self._drawn = self.survey, key, made
        return self._drawn[2]

    @property
    def here(self) -> Minute | None:
        """What is zoomed around: the cursor's event where it is seen, else the middle."""
        if self.zoom is None:
            return None
        if self.spot is not None and self.zoom.first <= self.spot.at < self.zoom.end:
            return self.spot.at
        return (self.zoom.first + self.zoom.end) // 2

    @property
    def _width(self) -> int:
        """Cells for the bars."""
        return max(1, self.size.width - self._beside)

    @property
    def _rows(self) -> int:
        """Rows of bars."""
        return max(1, self.size.height - 1 - self.is_tall)

    @property
    def _beside(self) -> int:
        return LEGEND if self.size.width >= NARROW else BRIEF

    def watch_survey(self) -> None:
        """Ask for what is missing."""
        self._look()

    def watch_zoom(self) -> None:
        """Ask for what is missing."""
        self._look()

    def on_resize(self) -> None:
        """Other bins fit, and there may be room for more."""
        if self.survey is None or self.survey.told_apart < self.kinds:
            self.post_message(self.Lacking(is_times=False))
        self._look()

    @property
    def is_tall(self) -> bool:
        """Whether there is room for more than a row of bars."""
        return self.size.height > COMPACT

    @property
    def kinds(self) -> int:
        """How many categories can be told apart: a row of the legend is for all others."""
        return min(KINDS, self._rows - 1)

    def _look(self) -> None:
        picture = self.picture
        if picture is None or self.survey is None or self.zoom is None:
            return
        first, last = self.survey.days or (0, -1)
        known = first * DAY <= self.zoom.first and self.zoom.end <= (last + 1) * DAY
        if picture.bins.step.is_within_a_day and not known:
            self.post_message(self.Lacking(is_times=True))

    def watch_spot(self, old: Spot | None, new: Spot | None) -> None:
        """Draw the cursor where it is another cell."""
        if self._cells(old) != self._cells(new) or self.is_tall:
            self.refresh()

    def watch_listed(self) -> None:
        """Draw where the list is."""
        self.refresh()

    def _cells(self, at: Spot | None) -> tuple[range, range] | None:
        """The cells of the bin that a spot is listed in, and of all that it may be in."""
        picture = self.picture
        if at is None or picture is None:
            return None
        bins, width = picture.bins, self._width
        here = bins.columns(bins.at(at.at), width) if at.at in bins else range(0)
        first, last = bins.at(at.first), bins.at(at.end - 1)
        seen = at.first < bins.edges[-1] and at.end > bins.edges[0]
        over = range(bins.columns(first, width).start, bins.columns(last, width).stop)
        return here, over if seen else range(0)

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """Draw one row: in a high axis the words first, then the bars, then what they stand on."""
        base = self.get_component_rich_style("axis--base")
        width, height = self.size
        picture = self.picture
        if picture is None or self.survey is None:
            return Strip.blank(width, base)
        tall = self.is_tall
        if y == height - 1:
            line = self._ruler(picture)
        elif tall and y == 0:
            line = self._words(picture)
        else:
            line = self._row(picture, height - 2 - y)
        return Strip(
            [Segment(text, base + style) for text, style in _runs(line)]
        ).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"axis--{name}", partial=True)

    def _row(self, picture: Picture, row: int) -> list[tuple[str, Style]]:
        """One row of bars, counted from the bottom."""
        width = self._width
        spot_cells = self._cells(self.spot)
        over = spot_cells[1] if spot_cells else range(0)
        chosen = self._range(picture)
        styles = {name: self._style(name) for name in ("cursor", "range")}
        line: list[tuple[str, Style]] = []
        for number, bar in enumerate(picture.bars):
            text, name = bar[row]
            cells_of = picture.bins.columns(number, width)
            for cell in cells_of:
                is_middle = cell == cells_of.start + (len(cells_of) - 1) // 2
                style = self._cell_style(Cell(text, name), is_middle)
                if cell in over:
                    style += styles["cursor"]
                elif cell in chosen:
                    style += styles["range"]
                named = name.endswith("-named")
                line.append((FULL if named and not is_middle else text, style))
        return line + self._legend(picture, row)

    def _cell_style(self, cell: Cell, is_middle: bool) -> Style:
        if cell == EMPTY:
            return Style.null()
        if not cell.style.endswith("-named"):
            return self._style(cell.style)
        style = self._style(cell.style.removesuffix("-named"))
        return style + Style(reverse=True, bold=True) if is_middle else style

    def _legend(self, picture: Picture, row: int) -> list[tuple[str, Style]]:
        """What stands beside a row of bars."""
        said = self._style("said")
        width = self._beside - 2
        if self._rows == 1:
            return [("  ", said), (fit(f"by {picture.bins.step.said}", width), said)]
        number = self._rows - 1 - row
        if number < len(picture.kinds):
            mark, label = picture.kinds[number]
            style = self._style(f"kind-{number}")
            return [
                ("  ", said),
                (mark, style + Style(reverse=True, bold=True)),
                (" " + fit(harmless(label), width - 2), said),
            ]
        if number == len(picture.kinds):
            others = " other" if picture.kinds else " event"
            sure = [(FULL, self._style("other" if picture.kinds else "bar")), (f"{others} ", said)]
            signs = [*sure, (SHADE, self._style("perhaps")), (" perhaps", said)]
            if any(found.rest for found in picture.columns):
                signs += [(f" {DOT}", self._style("rest")), (" no hit", said)]
            return [("  ", said), *(signs if self._beside == LEGEND else signs[2:4])]
        return []

    def _words(self, picture: Picture) -> list[tuple[str, Style]]:
        """What is shown, and how many events are in the cursor's bin."""
        width = self.size.width
        left = f"\u2500{picture.bins.said}"
        right = ""
        if self.spot is not None and self.spot.at in picture.bins:
            number = picture.bins.at(self.spot.at)
            right = f"{picture.bins.bin_said(number)}: {_counts(picture.columns[number])}\u2500"
        if cells(left) + cells(right) + 2 > width:
            right = ""
        left = fit(left, width)
        rule = "\u2500" * max(0, width - cells(left) - cells(right))
        said = self._style("said")
        return [(left, said), (rule, self._style("rule")), (right, said)]

    def _ruler(self, picture: Picture) -> list[tuple[str, Style]]:
        """The labels on a line, on which the list's part is heavy and the cursor an arrow."""
        width = self._width
        rule, listed = self._style("rule"), self._style("listed")
        line: list[tuple[str, Style]] = [("\u2500", rule)] * width
        for cell in self._listed_cells(picture):
            line[cell] = ("\u2501", listed)
        for cell in self._range(picture):
            line[cell] = ("\u2550", self._style("here"))
        label = self._style("label")
        before, after = picture.outside
        for start, text in picture.bins.labels(width):
            # An arrow may stand before the first; no two labels are so near that this matters.
            said = f"{' ' * (before > 0 and not start)}{text} "[: width - start]
            line[start : start + len(said)] = [(letter, label) for letter in said]
        if before:
            line[0] = ("\u25c0", self._style("said"))
        spot_cells = self._cells(self.spot)
        if spot_cells and spot_cells[0]:
            here = spot_cells[0]
            cell = here.start + (len(here) - 1) // 2
            text, style = line[cell]
            is_label = text.isalnum()
            reverse = Style(reverse=True)
            line[cell] = (text, style + reverse) if is_label else ("\u25b2", self._style("here"))
        undated = self.survey.undated if self.survey is not None else 0
        end = f"{undated:,} no date" if undated else ""
        arrow = "\u25b6 " if after else "  "
        return [*line, (f"{arrow}{fit(end, self._beside - 2)}", self._style("said"))]

    def _listed_cells(self, picture: Picture) -> range:
        if self.listed is None:
            return range(0)
        bins = picture.bins
        first, last = self.listed
        if last < bins.edges[0] or first >= bins.edges[-1]:
            return range(0)
        width = self._width
        start = bins.columns(bins.at(first), width).start
        return range(start, bins.columns(bins.at(last), width).stop)

    def _range(self, picture: Picture) -> range:
        """The cells of the range that is being chosen, by mouse or by key."""
        bounds = self.chosen_bins(picture)
        if bounds is None:
            return range(0)
        width = self._width
        first, last = bounds
        return range(
            picture.bins.columns(first, width).start, picture.bins.columns(last, width).stop
        )

    # Choosing.

    def chosen_bins(self, picture: Picture) -> tuple[int, int] | None:
        """The first and the last bin of the range that is being chosen."""
        if self._pressed is not None and self._pulled is not None:
            found = sorted((self._pressed, self._pulled))
        elif self.begun is not None and self.spot is not None:
            found = sorted(map(picture.bins.at, (self.begun, self.spot.at)))
        else:
            return None
        return found[0], found[1]

    def choose(self) -> None:
        """Give up the range that was begun by key, in whole bins."""
        picture = self.picture
        bounds = self.chosen_bins(picture) if picture is not None else None
        if picture is not None and bounds is not None:
            self._post_range(picture, *bounds)
        self.begun = None

    def _post_range(self, picture: Picture, first: int, last: int) -> None:
        edges = picture.bins.edges
        self.post_message(self.Ranged(edges[first] // DAY, (edges[last + 1] - 1) // DAY))

    def _under(self, event: events.MouseEvent) -> int | None:
        picture = self.picture
        if picture is None or not 0 <= event.x < self._width:
            return None
        return picture.bins.under(event.x, self._width)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a range, or a click."""
        self._pressed = self._under(event)
        if self._pressed is not None:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the range so far."""
        if self._pressed is not None and (under := self._under(event)) is not None:
            self._pulled = None if under == self._pressed else under
            self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Choose the range, or go to what was clicked."""
        self.release_mouse()
        picture, pressed, pulled = self.picture, self._pressed, self._pulled
        self._pressed = self._pulled = None
        if picture is None or pressed is None:
            return
        self.refresh()
        if pulled is not None:
            self._post_range(picture, *sorted((pressed, pulled)))
        else:
            edges = picture.bins.edges
            self.post_message(self.Pointed(edges[pressed], edges[pressed + 1]))


def _picture(survey: Survey, zoom: Zoom, width: int, rows: int) -> Picture:
    bins = zoom.bins(width)
    sure, perhaps = (density.bars(bins.edges) for density in (survey.sure, survey.perhaps))
    every = sure if survey.all is survey.sure else survey.all.bars(bins.edges)
    # By category events are known to the day, and not to the hour.
    kinds = [] if bins.step.is_within_a_day else survey.kinds[: rows - 1]
    parts = [density.bars(bins.edges) for _, density in kinds]
    found = [
        Column(
            bar.sure,
            bar.spread + sum(maybe),
            rest if (rest := sum(whole) - sum(bar) - sum(maybe)) > NOTHING else 0.0,
            tuple(part[number].sure for part in parts),
        )
        for number, (bar, maybe, whole) in enumerate(zip(sure, perhaps, every, strict=True))
    ]
    before, *columns, after = found
    # An event of a day is seen in each of its hours.
    trace = min(TRACE, 0.99 * (bins.edges[1] - bins.edges[0]) / DAY)
    most = max(trace, *(one.sure + one.perhaps for one in columns))
    named = [(category.mark, f"kind-{number}") for number, (category, _) in enumerate(kinds)]
    return Picture(
        bins,
        columns,
        (before.sure + before.perhaps, after.sure + after.perhaps),
        [category for category, _ in kinds],
        [column(one, rows, most, named, trace) for one in columns],
    )


def _counts(found: Column) -> str:
    """How much is in a bin, in words: `3 events, 0.5 more perhaps`."""
    sure = counted(round(found.sure), "event")
    if found.perhaps <= NOTHING:
        return sure
    if found.perhaps < 0.05:
        return sure if found.sure else "hardly anything"
    share = f"{found.perhaps:,.1f}" if found.perhaps < 10 else f"{found.perhaps:,.0f}"
    return f"{sure}, {share} more perhaps" if found.sure else f"{share} perhaps"


def _runs(line: Iterable[tuple[str, Style]]) -> list[tuple[str, Style]]:
    """Neighbours of one style together: fewer bytes over a slow line."""
    runs: list[tuple[str, Style]] = []
    for text, style in line:
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + text, style)
        else:
            runs.append((text, style))
    return runs
