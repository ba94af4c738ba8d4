"""The detail pane: the whole event, wrapped to the pane, scrolled by key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from textual.binding import BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from tui.describe import LABEL_CELLS, Kept, Line, Role, Span, describe
from tui.event import Event
from tui.query import Query
from tui.search import Mark, Timeline
from tui.ui.commands import bindings
from tui.ui.layout import WIDEST_DETAIL
from tui.ui.lines import FramedLines

STYLES: Final[dict[Role, str]] = {
    "title": "bold $primary",
    "label": "$muted",
    "text": "",
    "strong": "bold",
    "muted": "$muted",
    "hit": "bold underline $accent",
    "doubt": "$warning",
}

MARGIN: Final = 1
"""Cells left and right of the text."""

NARROW: Final = 40
"""In a pane of fewer cells, text stands under its label and not beside it."""


LEAST_BESIDE: Final = 16
"""Cells that a text needs to stand beside what leads it."""


def page(
    event: Event,
    timeline: Timeline,
    query: Query,
    mark: Mark,
    origin: Event | None,
    kept: Kept,
    width: int,
) -> list[tuple[int, Content]]:
    """The event as lines of at most that many cells, each with the number of its paragraph."""
    return [
        (number, line)
        for number, paragraph in enumerate(describe(event, timeline, query, mark, origin, kept))
        for line in _wrapped(paragraph, width)
    ]


def _wrapped(line: Line, width: int) -> list[Content]:
    body = _content(line.spans)
    if line.label is None or not (line.spans or line.lead):
        return body.wrap(max(1, width)) if line.spans else [Content()]
    indent = LABEL_CELLS if width >= NARROW else 2
    label = Content.styled(f"{line.label:<{indent}}", STYLES["label"])
    wrapped = _after(_content(line.lead), body, max(1, width - indent))
    if line.label and len(line.label) >= indent:
        return [Content.styled(line.label, STYLES["label"]), *(w.pad_left(indent) for w in wrapped)]
    return [label + wrapped[0], *(rest.pad_left(indent) for rest in wrapped[1:])]


def _content(spans: Sequence[Span]) -> Content:
    return Content.assemble(*((span.text, STYLES[span.role]) for span in spans))


def _after(lead: Content, body: Content, width: int) -> list[Content]:
    """The text wrapped beside what leads it; under it, where too little room is left."""
    beside = width - lead.cell_length
    if beside >= LEAST_BESIDE or not lead.cell_length:
        first, *rest = body.wrap(max(1, beside)) or [Content()]
        return [lead + first, *(line.pad_left(lead.cell_length) for line in rest)]
    under = [line.pad_left(4) for line in body.wrap(max(1, width - 4))]
    return [*lead.rstrip().wrap(width), *under]


class DetailPane(FramedLines, can_focus=True):
    """Everything that is known of one event, wrapped to whatever width the layout gives."""

    DEFAULT_CSS = """
    DetailPane {
        background: $surface;
        scrollbar-background: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("detail")

    origin: reactive[Event | None] = reactive(None, layout=False, repaint=False)
    """The event that time is counted from."""

    def __init__(
        self, timeline: Timeline, kept: Callable[[Event], Kept], id: str | None = None
    ) -> None:
        """`kept` tells what the reader keeps of an event."""
        super().__init__(id=id)
        self.border_title = "Event"
        self._timeline = timeline
        self._kept = kept
        self._shown: tuple[Event, Query, Mark] | None = None
        self._page: list[tuple[int, Content]] = []

    @property
    def event(self) -> Event | None:
        """What is shown."""
        return self._shown[0] if self._shown else None

    def show(self, event: Event | None, query: Query, place: str, mark: Mark) -> None:
        """Show an event, another one from its top, with the query's words highlighted.

        `place` says which of the listed events it is, `mark` how the query finds it.
        """
        self.border_title = f"Event {place}"
        shown = (event, query, mark) if event is not None else None
        if shown == self._shown:
            return
        if event != self.event:
            self.scroll_home(animate=False, immediate=True, force=True)
        self._shown = shown
        self._wrap()

    def watch_origin(self) -> None:
        """Say how long after it this one was."""
        if self.is_mounted:
            self._wrap()

    def look_again(self) -> None:
        """Show what the reader keeps of the event now, with what was being read in its place."""
        self.on_resize()

    def on_resize(self) -> None:
        """Wrap to another width, and go on with the paragraph that was being read."""
        top = self.scroll_offset.y
        reading = self._page[top][0] if 0 < top < len(self._page) else 0
        self._wrap()
        rows = (row for row, (number, _) in enumerate(self._page) if number >= reading)
        self.scroll_to(y=next(rows, 0), animate=False, immediate=True, force=True)

    def _wrap(self) -> None:
        width = min(self.scrollable_content_region.width - 2 * MARGIN, WIDEST_DETAIL)
        self._page = []
        if self._shown and width > 0:
            event, query, mark = self._shown
            kept = self._kept(event)
            self._page = page(event, self._timeline, query, mark, self.origin, kept, width)
        self.set_count(len(self._page))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.scrollable_content_region.width
        row = y + self.scroll_offset.y
        base = self.visual_style
        if row >= len(self._page):
            return Strip.blank(width, base.rich_style)
        line = self._page[row][1]
        if (selection := self.text_selection) and (span := selection.get_span(row)):
            start, end = span
            style = Style.from_styles(self.screen.get_component_styles("screen--selection"))
            line = line.stylize(style, start, len(line) if end < 0 else end)
        parts = line.render(base, end="")
        text = Strip(Segment(text, style.rich_style) for text, style in parts)
        margin = Strip.blank(MARGIN, base.rich_style)
        # The offsets are what the mouse selects by.
        drawn = Strip.join([margin, text.apply_offsets(0, row)])
        return drawn.adjust_cell_length(width, base.rich_style)

    def get_selection(self, selection: Selection) -> tuple[str, str]:
        """The text that the mouse selected, and what stands at its end."""
        return selection.extract("\n".join(line.plain for _, line in self._page)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected, or no longer."""
        self.refresh()
