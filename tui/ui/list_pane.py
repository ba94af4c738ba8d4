"""A list that stands in the timeline's place: one line each, a cursor that the event follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.event import Event
from tui.search import Results
from tui.ui.commands import Owner, bindings
from tui.ui.layout import Main
from tui.ui.lines import FramedLines
from tui.ui.searching import Question
from tui.zoom import Zoom

Role = Literal["row", "strong", "when", "mark", "flag", "muted", "rule", "heading"]
"""How a part of a line looks; the list's own style sheet says what that is."""

ROLES: Final[tuple[Role, ...]] = (
    "row",
    "strong",
    "when",
    "mark",
    "flag",
    "muted",
    "rule",
    "heading",
)


class ListPane(FramedLines, can_focus=True):
    """Rows that are drawn when they are seen; a subclass says how many and what stands in them.

    The screen gives `results` down, shows the event that is `Looked` at, and goes to the one that
    is `Chosen`.
    """

    DEFAULT_CSS = """
    ListPane {
        background: $background;
        scrollbar-background: $background;
        .list--row { background: $background; color: $foreground; }
        .list--strong { text-style: bold; }
        .list--when { color: $secondary; }
        .list--mark { color: $accent; }
        .list--flag { color: $warning; }
        .list--muted { color: $muted; }
        .list--rule { color: $rule; }
        .list--heading { color: $primary; text-style: bold; }
        .list--cursor { background: $cursor; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--cursor", *(f"list--{role}" for role in ROLES)}
    BINDINGS: ClassVar[list[BindingType]] = bindings("list")

    OWNER: ClassVar[Owner] = "list"
    """Whose keys the key line shows."""

    PLACE: ClassVar[Main]
    """What `layout.arrange` calls it; its id."""

    results: reactive[Results | None] = reactive(None, layout=False, repaint=False)
    """What the query found."""
    zoom: reactive[Zoom | None] = reactive(None, layout=False)
    """The time that the axis shows; for a list that draws time."""
    cursor: reactive[int] = reactive(0, repaint=False)
    """The row that is selected."""

    @dataclass
    class Looked(Message):
        """The cursor came to a row with this event, or to one without."""

        event: Event | None

    @dataclass
    class Asked(Message):
        """The list waits for the answers to a question that takes a search."""

        pane: ListPane
        question: Question

    @dataclass
    class Chosen(Message):
        """The reader wants to see this event in the timeline."""

        event: Event

    def __init__(self) -> None:
        super().__init__(id=self.PLACE)

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    @property
    def place(self) -> tuple[int, int]:
        """The number of the row under the cursor, and how many there are."""
        return self.cursor + 1, self.count

    def event(self, row: int) -> Event | None:
        """The event that a row is about."""
        raise NotImplementedError

    def line(self, row: int, width: int) -> Sequence[tuple[str, Role]]:
        """What stands in a row, harmless and not wider than `width` cells."""
        raise NotImplementedError

    def take(self, answer: object) -> None:
        """Take an answer to what it asked last; some lists ask nothing."""

    @property
    def head(self) -> Sequence[Sequence[tuple[str, Role]]]:
        """Lines over the rows that do not scroll."""
        return ()

    @property
    def nothing(self) -> str:
        """What is said where there is no row."""
        return ""

    def show(self, title: str, cursor: int = 0) -> None:
        """Draw other rows under a title, with the cursor there; says which event that is."""
        self.border_title = Content(title)
        self.set_reactive(ListPane.cursor, self.validate_cursor(cursor))
        self.set_count(self.count + len(self.head))
        self.show_cursor()
        self.look()

    def look_again(self) -> None:
        """Show what the reader keeps now; most lists show nothing of it."""

    def look(self) -> None:
        """Say which event the cursor is on."""
        self.post_message(self.Looked(self.event(self.cursor) if self.count else None))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self) -> None:
        """Keep the cursor in sight, and say which event it is on."""
        self.show_cursor()
        self.refresh()
        self.look()

    def on_resize(self) -> None:
        """Keep the cursor in sight, under a head that may be another."""
        self.set_count(self.count + len(self.head))
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll as little as needed to see the cursor."""
        height = self.scrollable_content_region.height - len(self.head)
        y = self.scroll_offset.y
        there = min(self.cursor, max(y, self.cursor - height + 1))
        if height > 0 and there != y:
            self.scroll_to(y=there, animate=False, immediate=True, force=True)

    def move(self, by: int) -> None:
        """Move the cursor by that many rows."""
        self.cursor += by

    def action_move_down(self) -> None:
        """Go to the next row."""
        self.move(1)

    def action_move_up(self) -> None:
        """Go to the previous row."""
        self.move(-1)

    def action_page_down(self) -> None:
        """Go a page on."""
        self.cursor += self._page

    def action_page_up(self) -> None:
        """Go a page back."""
        self.cursor -= self._page

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height - len(self.head) - 1)

    def action_go_first(self) -> None:
        """Go to the first row."""
        self.cursor = 0

    def action_go_last(self) -> None:
        """Go to the last row."""
        self.cursor = self.count - 1

    def action_choose(self) -> None:
        """See the event in the timeline."""
        event = self.event(self.cursor) if self.count else None
        if event is not None:
            self.post_message(self.Chosen(event))

    def on_click(self, click: events.Click) -> None:
        """Select the row that was clicked; a second click chooses it."""
        top = self.gutter.top + len(self.head)
        row = click.y - top + self.scroll_offset.y
        if click.y < top or row >= self.count:
            return
        if row == self.cursor and click.chain > 1:
            self.action_choose()
        self.cursor = row

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width = self.scrollable_content_region.width
        base = self.get_component_rich_style("list--row")
        head = self.head
        if y < len(head):
            return self._drawn(head[y], base).adjust_cell_length(width, base)
        row = y - len(head) + self.scroll_offset.y
        if row >= self.count:
            said = f"  {self.nothing}" if y == len(head) + 1 and not self.count else ""
            return Strip([Segment(said, base)]).adjust_cell_length(width, base)
        if row == self.cursor:
            base += self.get_component_rich_style("list--cursor", partial=True)
        margin = Segment("> " if row == self.cursor else "  ", base + self._style("mark"))
        line = self._drawn(self.line(row, width - 2), base)
        return Strip([margin, *line]).adjust_cell_length(width, base)

    def _drawn(self, line: Sequence[tuple[str, Role]], base: Style) -> Strip:
        return Strip([Segment(text, base + self._style(role)) for text, role in line])

    def _style(self, role: Role) -> Style:
        # Of `row` only what others add to: its background would cover the cursor's.
        if role == "row":
            return Style.null()
        return self.get_component_rich_style(f"list--{role}", partial=True)
