"""The detail pane: the whole event, wrapped to the pane, scrolled by key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from tui.describe import LABEL_CELLS, Line, Role, describe
from tui.event import Event
from tui.query import Query
from tui.search import Timeline
from tui.ui.commands import bindings

STYLES: Final[dict[Role, str]] = {
    "title": "bold $primary",
    "label": "$muted",
    "text": "",
    "strong": "bold",
    "muted": "$muted",
    "hit": "bold underline $accent",
}

NARROW: Final = 40
"""In a pane of fewer cells, text stands under its label and not beside it."""


def page(event: Event, timeline: Timeline, query: Query, width: int) -> Content:
    """The event as lines of at most that many cells."""
    lines: list[Content] = []
    for line in describe(event, timeline, query):
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
        Static { padding: 0 1; width: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("detail")

    event: reactive[Event | None] = reactive(None, layout=False)
    """What is shown."""
    terms: reactive[Query] = reactive(Query)
    """What is highlighted in it."""

    @dataclass
    class Stepped(Message):
        """The reader wants the next (1) or the previous (-1) event."""

        by: int

    @dataclass
    class FullToggled(Message):
        """The reader wants the whole screen for the event, or no longer."""

    def __init__(self, timeline: Timeline, id: str | None = None) -> None:
        super().__init__(id=id)
        self.border_title = "Event"
        self._timeline = timeline

    def compose(self) -> ComposeResult:
        """One text that is wrapped anew for each event and width."""
        yield Static(id="page")

    def watch_event(self) -> None:
        """Show another event from its top."""
        self._write()
        self.scroll_home(animate=False, immediate=True, force=True)

    def watch_terms(self) -> None:
        """Highlight something else."""
        self._write()

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._write()

    def _write(self) -> None:
        if not self.is_mounted or not self.size.width:
            return
        text = self.query_one("#page", Static)
        if self.event is None:
            text.update("")
            return
        width = self.scrollable_content_region.width - 2
        text.update(page(self.event, self._timeline, self.terms, width))

    def action_next_event(self) -> None:
        """Read the next event."""
        self.post_message(self.Stepped(1))

    def action_previous_event(self) -> None:
        """Read the previous event."""
        self.post_message(self.Stepped(-1))

    def action_toggle_full(self) -> None:
        """Take the whole screen, or give it back."""
        self.post_message(self.FullToggled())
