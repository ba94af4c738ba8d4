"""The timeline pane: a virtual list that draws what it shows of its rows, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui import gaps
from tui.event import Event, Header
from tui.query import Query
from tui.text import cells, counted, fit, harmless
from tui.ui.commands import bindings
from tui.ui.keeping import Own
from tui.ui.lines import FramedLines
from tui.ui.rows import CROWDED, HeadingRow, Rows
from tui.ui.track import track
from tui.when import DAY, MONTHS, PAST, Minute, parse
from tui.zoom import Zoom

WHEN_CELLS: Final = 14
"""Width of the date column: `by 31 Dec 2024`; what is longer is cut to `12 Sep 2022 >`."""

DIFFERS: Final = "\u2260"
PLANNED: Final = "\u25cb"
"""The signs at the end of a line: sources differ on something; it was only promised."""

HITS: Final = {"certain": "\u2022", "possible": "\u25e6", "": " "}
"""The signs in the margin of what is found, among all events."""

WIDE: Final = 75
"""Cells from which a line has room to say the signs in words, and to draw its date."""


FOLDED: Final = "crowded months folded"

TRACKS: Final = ((WIDE, 8), (60, 4), (0, 1))
"""Cells in which a line of so many draws when its event was; one cell says how that is known."""


def brief(event: Event, header: Header) -> str:
    """The date in its column: its label, or where that is too long its first day and a sign."""
    if not event.date:
        return "no date"
    date = parse(event.date)
    label = date.label(header.timezone or None)
    if len(label) <= WHEN_CELLS:
        return label
    year, month, day, _ = date.order
    parts = [str(day)] * bool(day) + [MONTHS[month - 1][:3]] * bool(month) + [str(year)]
    first = " ".join(parts)
    if date.is_exact:
        return first
    return f"< {first}" if date.start_earliest <= PAST else f"{first} >"


def flags(event: Event, wide: bool) -> str:
    """What a reader must know before reading: a plan is no fact, and sources differ."""
    planned = event.is_planned
    differs = event.is_disputed
    if wide:
        return ", ".join(["planned"] * planned + ["differs"] * differs)
    return PLANNED * planned + DIFFERS * differs


class TimelinePane(FramedLines, can_focus=True):
    """One line an event, under headings by year and month; the cursor is a position in the list."""

    DEFAULT_CSS = """
    TimelinePane {
        background: $background;
        scrollbar-background: $background;
        .timeline--row { background: $background; color: $foreground; }
        .timeline--when { color: $secondary; }
        .timeline--mark { color: $accent; }
        .timeline--hit { color: $accent; text-style: bold underline; }
        .timeline--found { text-style: bold; }
        .timeline--flag { color: $warning; }
        .timeline--muted { color: $muted; }
        .timeline--rule { color: $rule; }
        .timeline--year { color: $primary; text-style: bold; }
        .timeline--month { color: $primary; }
        .timeline--cursor { background: $cursor; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "timeline--row",
        "timeline--when",
        "timeline--mark",
        "timeline--hit",
        "timeline--found",
        "timeline--flag",
        "timeline--muted",
        "timeline--rule",
        "timeline--year",
        "timeline--month",
        "timeline--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = bindings("timeline")

    header: reactive[Header] = reactive(Header, layout=False)
    """What the ids in events stand for."""
    rows: reactive[Rows | None] = reactive(None, layout=False, repaint=False)
    """What is listed."""
    state: reactive[str] = reactive("", layout=False, repaint=False)
    """What the title says beside the name of the chronology."""
    own: reactive[Own] = reactive(Own(), layout=False)
    """What the reader keeps."""
    zoom: reactive[Zoom | None] = reactive(None, layout=False)
    """The time that the dates are drawn in; None where it is that of all that is listed."""
    is_folded: reactive[bool] = reactive(False, layout=False, repaint=False)
    """Whether each crowded month is a line, but those that the reader opened."""
    cursor: reactive[int] = reactive(0, repaint=False)
    """The position of the selected event."""

    @dataclass
    class CursorMoved(Message):
        """The reader moved the cursor to another event."""

        position: int

    @dataclass
    class Scrolled(Message):
        """Other events are seen."""

        def can_replace(self, message: Message) -> bool:
            """What is seen now counts."""
            return isinstance(message, TimelinePane.Scrolled)

    @dataclass
    class Opened(Message):
        """The reader wants to read the event under the cursor."""

    def __init__(self, header: Header, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(TimelinePane.header, header)

    def watch_rows(self, rows: Rows | None) -> None:
        """List other events; the cursor is set by whoever set them."""
        # Lines are drawn to the pane's width, so only the height is virtual.
        if rows is not None and self.is_folded:
            rows.fold(True)
        self.set_count(rows.count if rows else 0)
        self._say_title()

    def watch_header(self) -> None:
        """Say the chronology's name in the title."""
        self._say_title()

    def watch_state(self) -> None:
        """Say it in the title."""
        self._say_title()

    def watch_is_folded(self, is_folded: bool) -> None:
        """List months in the place of their events, or all events."""
        if self.rows is not None:
            self.rows.fold(is_folded)
            self._show_rows()
        self._say_title()

    def _say_title(self) -> None:
        name = harmless(self.header.title) or "Timeline"
        said = ", ".join(filter(None, [self.state, FOLDED if self.shows_months else ""]))
        self.border_title = Content(f"{said[:1].upper()}{said[1:]} - {name}" if said else name)

    @property
    def is_crowded(self) -> bool:
        """Whether there is a month to fold."""
        return self.rows is not None and self.rows.is_crowded

    @property
    def shows_months(self) -> bool:
        """Whether months stand for their events."""
        return self.is_folded and self.is_crowded

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on an event."""
        return max(0, min(cursor, (self.rows.events if self.rows else 0) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the two lines that changed, and scroll where the new one is out of sight."""
        self.show_cursor()
        for position in (old, new):
            self._refresh_event(position)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.show_cursor()

    @property
    def seen(self) -> tuple[int, int] | None:
        """The positions of the first and the last event that is seen."""
        height = self.scrollable_content_region.height
        if self.rows is None or not self.rows.count or not height:
            return None
        y = self.scroll_offset.y
        return self.rows.position(y), self.rows.position(y + height - 1)

    @property
    def times_seen(self) -> tuple[Minute, Minute] | None:
        """From when to when the events are that are seen; None where none of them has a date."""
        if self.rows is None or self.seen is None:
            return None
        first, last = self.seen
        minutes: list[Minute] = []
        # What has no date stands last, so that the ends of what has one are soon met.
        for positions in (range(first, last + 1), range(last, first - 1, -1)):
            listed = filter(None, map(self.rows.at, positions))
            dates = (parse(one.event.date) for one in listed if one.event.date)
            minutes += [date.listed_at for date in islice(dates, 1)]
        return (min(minutes), max(minutes)) if minutes else None

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw other events."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled())

    def show_cursor(self) -> None:
        """Scroll as little as needed to see the cursor, with the headings right above it."""
        self._show(self.cursor)

    def _show(self, position: int, with_context: bool = False) -> None:
        """Scroll as little as needed to see the event at that position.

        Or `with_context`: where it is out of sight, so far that it stands a third down the pane.
        """
        height = self.scrollable_content_region.height
        if self.rows is None or not self.rows.count or not height:
            return
        row = self.rows.row(position)
        if position == self.rows.events - 1:
            row = self.rows.count - 1  # today may stand below
        top = self.rows.first_row(position)
        if row - top >= height:
            top = row
        y = self.scroll_offset.y
        if with_context and not y <= row < y + height - 1:
            self.scroll_to(y=row - height // 3, animate=False, immediate=True, force=True)
        elif top < y:
            self.scroll_to(y=top, animate=False, immediate=True, force=True)
        elif row >= y + height:
            self.scroll_to(y=row - height + 1, animate=False, immediate=True, force=True)

    def _refresh_event(self, position: int) -> None:
        if self.rows is None or not self.rows.count:
            return
        y = self.rows.row(self.validate_cursor(position)) - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def go_to(self, position: int, with_context: bool = False) -> None:
        """Move the cursor to the event at that position."""
        before = self.cursor
        if with_context:
            if self.rows is not None and self.rows.unfold(self.validate_cursor(position)):
                self.set_count(self.rows.count)  # whoever goes to an event wants to see it
            self._show(self.validate_cursor(position), with_context=True)
        self.cursor = position
        if self.cursor != before:
            self.post_message(self.CursorMoved(self.cursor))
        else:
            self.show_cursor()

    def move(self, by: int) -> None:
        """Move the cursor by that many events, or folded months."""
        if self.rows is not None and self.rows.events:
            self.go_to(self.rows.step(self.cursor, by))

    def action_toggle_fold(self) -> None:
        """Fold months with many events into a line each, or open them all."""
        self.fold(not self.is_folded)

    def fold(self, folded: bool) -> None:
        """The same, as it is wanted; where no month is crowded say so."""
        if folded and self.rows is not None and self.rows.listed.is_ranked:
            self.notify("The best stand first; sort:date lists them by month.")
        elif folded and not self.is_crowded:
            self.notify(f"No month is crowded: none has {CROWDED} events or more.")
        else:
            self.is_folded = folded

    def unfold(self) -> bool:
        """Open the month under the cursor; whether it was folded."""
        if self.rows is None or not self.rows.unfold(self.cursor):
            return False
        self._show_rows()
        return True

    def _show_rows(self) -> None:
        if self.rows is not None:
            self.set_count(self.rows.count)
            self.show_cursor()

    def action_move_down(self) -> None:
        """Go to the next event."""
        self.move(1)

    def action_move_up(self) -> None:
        """Go to the previous event."""
        self.move(-1)

    def action_page_down(self) -> None:
        """Go a page on."""
        self._page(1)

    def action_page_up(self) -> None:
        """Go a page back."""
        self._page(-1)

    def _page(self, direction: int) -> None:
        """Move by as many rows as are seen at once, so that every event is seen on the way."""
        if self.rows is not None and self.rows.count:
            rows = self.scrollable_content_region.height - 1
            there = self.rows.position(self.rows.row(self.cursor) + direction * rows)
            if there != self.cursor:
                self.go_to(there)
            else:
                self.move(direction)

    def action_go_first(self) -> None:
        """Go to the first event."""
        self.go_to(0)

    def action_go_last(self) -> None:
        """Go to the last event."""
        self.go_to(self.rows.events - 1 if self.rows else 0)

    def on_click(self, click: events.Click) -> None:
        """Select the event that was clicked; a second click opens it."""
        row = click.y - self.gutter.top + self.scroll_offset.y
        on_border = click.y < self.gutter.top
        if self.rows is None or on_border or row >= self.rows.count:
            return
        at = self.rows[row]
        if isinstance(at, HeadingRow) and at.is_folded:
            at = self.rows.position(row)
        if isinstance(at, int):
            if at == self.cursor and click.chain > 1:
                self.post_message(self.Opened())
            self.go_to(at)

    def render_line(self, y: int) -> Strip:
        """Draw one row: a heading or an event."""
        width = self.scrollable_content_region.width
        row = y + self.scroll_offset.y
        if self.rows is None or row >= self.rows.count:
            return Strip(self._nothing(y, width)).adjust_cell_length(width, self._base)
        at = self.rows[row]
        is_here = row == self.rows.row(self.cursor)
        if isinstance(at, HeadingRow):
            line = self._heading(at, width, is_here)
        else:
            line = self._event(at, width)
        base = self._base
        if is_here:
            base += self.get_component_rich_style("timeline--cursor", partial=True)
        segments = [Segment(text, base + style) for text, style in line]
        return Strip(segments).adjust_cell_length(width, base)

    def _nothing(self, y: int, width: int) -> list[Segment]:
        if self.rows is None or self.rows.count or y != 1:
            return []
        return [Segment(fit("  No event is found.", width), self._base)]

    @property
    def _base(self) -> Style:
        # Cached by Textual, where `rich_style` walks up to the screen for every line.
        return self.get_component_rich_style("timeline--row")

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"timeline--{name}", partial=True)

    def _heading(self, heading: HeadingRow, width: int, is_here: bool) -> list[tuple[str, Style]]:
        count = f" {heading.events:,}" if heading.events else ""
        if heading.level == 2:
            sign = " "
            if heading.is_folded:
                hits = f", {counted(heading.hits, 'hit')}" if heading.hits else ""
                count = f"  {counted(heading.events, 'event')}{hits}"
                sign = ">" if is_here else "+"
            text = fit(f"{sign} {heading.text}", width - cells(count)) + count
            shown = text[: len(text) - len(count)]
            return [
                (shown, self._style("month")),
                (count, self._style("muted")),
                (self._gap(heading, width - cells(text)), self._style("muted")),
            ]
        text = fit(f"{heading.text} ", max(0, width - cells(count) - 2))
        gap = self._gap(heading, width - cells(text) - cells(count) - 4)
        rule = "\u2500" * max(0, width - cells(text) - cells(gap) - cells(count))
        return [
            (text, self._style("year")),
            (gap.lstrip() + " " * bool(gap), self._style("muted")),
            (rule, self._style("rule")),
            (count, self._style("muted")),
        ]

    def _gap(self, heading: HeadingRow, room: int) -> str:
        """The time without an event that ends under a heading, where it is long."""
        found = self.rows.gap(heading) if self.rows is not None else None
        if found is None or self.rows is None:
            return ""
        said = gaps.said(found, self.header, self.rows.listed.query.is_everything)
        return next((f"  ({one})" for one in said if cells(one) + 4 <= room), "")

    def _event(self, position: int, width: int) -> list[tuple[str, Style]]:
        listed = self.rows.at(position) if self.rows is not None else None
        if self.rows is None or listed is None:
            return []
        event, mark = listed
        among_all = self.rows.is_among_all
        quiet = mark == "" if among_all else mark == "possible"
        muted = self._style("muted")
        ending = self.own.beside(flags(event, width >= WIDE), event.id, width >= WIDE)
        ending_cells = len(ending) + 2 if ending else 1
        sign = harmless(self.header.category(event.category).mark) if event.category else ""
        sign = sign if cells(sign) == 1 else " "
        margin = f"{'>' if position == self.cursor else ' '}{HITS[mark] if among_all else ' '}"
        when = f"{fit(harmless(brief(event, self.header)), WHEN_CELLS):<{WHEN_CELLS}} "
        room = next(room for least, room in TRACKS if width >= least)
        drawn = f"{self._track(event, room)} "
        left = len(margin) + len(when) + len(drawn) + 2
        # What is cut first is never drawn: a title may be 100,000 characters long.
        title = harmless(event.title[: 4 * width])
        title = fit(title, max(0, width - left - ending_cells))
        pad = " " * max(0, width - left - cells(title) - ending_cells)
        strong = self._style("found") if among_all and mark == "certain" else Style.null()
        return [
            (margin, self._style("mark")),
            (when, muted if quiet else self._style("when")),
            (drawn, muted),
            (f"{sign} ", muted if quiet else self._style("mark")),
            *self._title(
                title, self.rows.found.query if mark else Query(), muted if quiet else strong
            ),
            (pad, Style.null()),
            (f" {ending} " if ending else " ", self._style("flag") if mark else muted),
        ]

    def _track(self, event: Event, room: int) -> str:
        """When it was and how well that is known, on a line as long as the time that is shown."""
        span = self.rows.span if self.rows is not None else None
        if self.zoom is not None:
            span = self.zoom.first // DAY, (self.zoom.end - 1) // DAY
        if span is None or not event.date:
            return " " * room
        return track(parse(event.date), *span, room)

    def _title(self, title: str, query: Query, style: Style) -> list[tuple[str, Style]]:
        """The title with the words that the query finds marked."""
        parts: list[tuple[str, Style]] = []
        done = 0
        for start, end in query.spans(title, "title"):
            parts += [(title[done:start], style), (title[start:end], self._style("hit"))]
            done = end
        return [*parts, (title[done:], style)]
