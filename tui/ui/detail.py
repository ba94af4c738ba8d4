"""The detail pane: the whole event, wrapped to the pane, scrolled by key."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tui.describe import LABEL_CELLS, Line, Role, describe
from tui.event import Event
from tui.query import Query
from tui.search import Mark, Timeline
from tui.ui.commands import bindings

STYLES: Final[dict[Role, str]] = {
    "title": "bold $primary",
    "label": "$muted",
    "text": "",
    "strong": "bold",
    "muted": "$muted",
    "hit": "bold underline $accent",
    "doubt": "$warning",
}

NARROW: Final = 40
"""In a pane of fewer cells, text stands under its label and not beside it."""


def page(event: Event, timeline: Timeline, query: Query, mark: Mark, width: int) -> Content:
    """The event as lines of at most that many cells."""
    lines: list[Content] = []
    for line in describe(event, timeline, query, mark):
        lines += _wrapped(line, width)
    return Content("\n").join(lines)


def _wrapped(line: Line, width: int) -> list[Content]:
    body = Content.assemble(*((span.text, STYLES[span.role]) for span in line.spans))
    if line.label is None or not line.spans:
        return body.wrap(max(1, width)) if line.spans else [Content()]
    indent = LABEL_CELLS if width >= NARROW else 2
    label = Content.styled(f"{line.label:<{indent}}", STYLES["label"])
    wrapped = body.wrap(max(1, width - indent))
    if line.label and len(line.label) >= indent:
        return [Content.styled(line.label, STYLES["label"]), *(w.pad_left(indent) for w in wrapped)]
    return [label + wrapped[0], *(rest.pad_left(indent) for rest in wrapped[1:])]


class Page(Widget):
    """The event as text, wrapped to whatever width the layout gives."""

    DEFAULT_CSS = """
    Page { height: auto; width: 1fr; padding: 0 1; }
    """

    event: reactive[Event | None] = reactive(None, layout=True)
    """What is shown."""
    asked: reactive[Query] = reactive(Query, layout=True)
    """What is highlighted in it."""
    mark: reactive[Mark] = reactive[Mark]("", layout=True)
    """How that finds it."""

    def __init__(self, timeline: Timeline) -> None:
        super().__init__()
        self._timeline = timeline
        self._pages: dict[int, Content] = {}

    def watch_event(self) -> None:
        """Wrap another event."""
        self._pages.clear()

    def watch_asked(self) -> None:
        """Highlight something else."""
        self._pages.clear()

    def watch_mark(self) -> None:
        """Say how it is found."""
        self._pages.clear()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text takes at this width."""
        return len(self._page(width).plain.splitlines())

    def render(self) -> Content:
        """The text at the width it was measured for."""
        return self._page(self.content_size.width)

    def _page(self, width: int) -> Content:
        # The layout asks for the height, then the screen for the text.
        if self.event is None:
            return Content()
        if width not in self._pages:
            self._pages = {width: page(self.event, self._timeline, self.asked, self.mark, width)}
        return self._pages[width]


class DetailPane(VerticalScroll, can_focus=True):
    """Everything that is known of one event."""

    DEFAULT_CSS = """
    DetailPane {
        background: $surface;
        color: $foreground;
        border-top: solid $rule;
        border-title-color: $muted;
        border-title-style: none;
        border-title-align: left;
        scrollbar-size-vertical: 1;
        scrollbar-color: $rule;
        scrollbar-background: $surface;
        overflow-x: hidden;
        overflow-y: scroll;
        &:focus {
            border-top: solid $primary;
            border-title-color: $primary;
            border-title-style: bold;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("detail")

    def __init__(self, timeline: Timeline, id: str | None = None) -> None:
        super().__init__(id=id)
        self.border_title = "Event"
        self._page = Page(timeline)

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        yield self._page

    @property
    def event(self) -> Event | None:
        """What is shown."""
        return self._page.event

    def show(self, event: Event | None, query: Query, place: str, mark: Mark) -> None:
        """Show an event, another one from its top, with the query's words highlighted.

        `place` says which of the listed events it is, `mark` how the query finds it.
        """
        self.border_title = f"Event {place}"
        if event != self._page.event:
            self.scroll_home(animate=False, immediate=True, force=True)
        self._page.event = event
        self._page.asked = query
        self._page.mark = mark
