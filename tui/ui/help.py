"""The help screen: every key, searchable; Enter runs the line."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.css.styles import RulesMap
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.event import Header
from tui.query import SYNTAX
from tui.text import fold, harmless
from tui.ui import chart
from tui.ui.bars import DOT, FULL, SHADE
from tui.ui.commands import COMMANDS, Command
from tui.ui.timeline import DIFFERS, PLANNED
from tui.ui.track import LEGEND

OWNERS = {
    "timeline": "in the timeline",
    "detail": "in the event",
    "search": "in the search",
    "list": "in other lists",
    "figures": "in the figures",
    "facets": "in the facets",
    "narrowing": "while narrowing",
    "screen": "everywhere",
    "app": "everywhere",
}


SIGNS = (
    (DIFFERS, "sources differ on a figure, the date or the place"),
    (PLANNED, "planned or announced: a promise, not a fact"),
    ("c.", "about that date"),
    ("\u2022 \u25e6", "before a date, among all events: found, and possibly found"),
    ("+ -", "before a value of a facet: included, excluded"),
    ("12 +2", "beside it: 12 events certainly, 2 possibly, its own facet's choices left aside"),
    ("2 Mar 2024 >", "goes on, or may be later; the event says how long"),
    *LEGEND,
    *chart.LEGEND,
    (SHADE, "on the axis: an event that may be in that time, but need not"),
    (DOT, "on the axis: events, but none that is found"),
    (FULL, "on the axis: events surely in that time; a letter is the category of most of them"),
    ("*", "before a claim: the one that the chronology shows, and says why"),
)
"""What stands on the screen without a word."""

KEY_CELLS: Final = 14
"""Cells of the left column. What is longer stands above its text."""


class Line(Visual):
    """A key, a sign or a part of a query, and beside it what it does or means."""

    def __init__(self, key: Content, text: Content) -> None:
        self._key = key
        self._text = text

    def _wrapped(self, width: int) -> list[Content]:
        column = min(KEY_CELLS, width // 2)
        text = self._text.wrap(max(1, width - column))
        under = [line.pad_left(column) for line in text]
        if self._key.cell_length >= column:
            return [*self._key.wrap(max(1, width)), *under]
        return [self._key.pad_right(column - self._key.cell_length) + text[0], *under[1:]]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As many lines as it wraps to."""
        return len(self._wrapped(width))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The text with its lines under one another, not under the key."""
        lines = Content("\n").join(self._wrapped(width))
        return lines.render_strips(width, height, style, options)


class HelpScreen(ModalScreen[Command | None]):
    """Keys and the query language; gives back the command that the reader ran, or None."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background 60%;
        Vertical {
            width: 84; max-width: 100%; height: 100%; max-height: 44;
            background: $surface; border: solid $primary; padding: 0 1;
        }
        Input, Input:focus { border: none; height: 1; padding: 0; background: $panel; }
        Input > .input--placeholder { color: $muted; }
        OptionList, OptionList:focus {
            height: 1fr; border: none; padding: 0; background: $surface;
            scrollbar-size-vertical: 1; overflow-x: hidden;
        }
        OptionList > .option-list--option-highlighted { background: $cursor; color: $foreground; }
        Static { color: $muted; height: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("down", "to_list", show=False),
        Binding("pagedown,ctrl+d", "page(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
    ]

    def __init__(self, header: Header) -> None:
        super().__init__()
        marks = [(harmless(c.mark), harmless(c.label)) for c in header.categories if c.mark]
        self._signs = [*SIGNS, *((mark, f"before a title: {label}") for mark, label in marks)]

    def compose(self) -> ComposeResult:
        """A search line over the list."""
        with Vertical() as box:
            box.border_title = "Help"
            yield Input(placeholder="type to find a key or a word", id="find")
            yield OptionList(id="lines")
            yield Static("Enter runs the line   Esc closes")

    def on_mount(self) -> None:
        """List everything."""
        self.query_one(Input).cursor_blink = False
        self._list("")

    def on_input_changed(self, changed: Input.Changed) -> None:
        """List what contains the words typed."""
        self._list(changed.value)

    def on_input_submitted(self) -> None:
        """Run the highlighted line."""
        self.query_one(OptionList).action_select()

    def action_to_list(self) -> None:
        """Choose a line, beginning with the second: the first is chosen already."""
        lines = self.query_one(OptionList)
        lines.focus()
        lines.action_cursor_down()

    def action_page(self, by: int) -> None:
        """A page on, or back; what is typed stays."""
        lines = self.query_one(OptionList)
        if by > 0:
            lines.action_page_down()  # type: ignore[no-untyped-call]
        else:
            lines.action_page_up()  # type: ignore[no-untyped-call]

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Run it and close; a line of the query language has nothing to run."""
        command = next((c for c in COMMANDS if f"{c.owner}.{c.id}" == selected.option.id), None)
        if command is not None:
            self.dismiss(command)

    def _list(self, text: str) -> None:
        wanted = fold(text).split()
        lines = self.query_one(OptionList)
        lines.clear_options()
        # What a key does counts more than where it does it.
        for command in sorted(COMMANDS, key=lambda c: not set(wanted) <= set(fold(c.help).split())):
            where = OWNERS[command.owner]
            if all(word in fold(f"{command.shown} {command.help} {where}") for word in wanted):
                said = Content.assemble(f"{command.help}  ", (where, "$muted"))
                line = Line(Content.styled(command.shown, "bold"), said)
                lines.add_option(Option(line, id=f"{command.owner}.{command.id}"))
        for written, meaning in (*SYNTAX, *self._signs):
            if all(word in fold(f"{written} {meaning} sign search") for word in wanted):
                line = Line(Content.styled(written, "bold $accent"), Content(meaning))
                lines.add_option(Option(line))
        if lines.option_count:
            lines.highlighted = 0
