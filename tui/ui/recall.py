"""Searching what was asked before: typing narrows, Ctrl+R goes on to older ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.text import fold


class RecallScreen(ModalScreen[str | None]):
    """Queries, the newest first; gives back the one that was taken, or None."""

    DEFAULT_CSS = """
    RecallScreen {
        align: center top;
        background: $background 40%;
        Vertical {
            width: 100%; height: auto; max-height: 16;
            background: $surface; border: solid $primary; padding: 0 1;
        }
        Input, Input:focus { border: none; height: 1; padding: 0; background: $panel; }
        Input > .input--placeholder { color: $muted; }
        OptionList, OptionList:focus {
            height: auto; max-height: 10; border: none; padding: 0; background: $surface;
            scrollbar-size-vertical: 1; overflow-x: hidden;
        }
        OptionList > .option-list--option-highlighted { background: $cursor; color: $foreground; }
        Static { color: $muted; height: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+r,down,ctrl+n", "older", show=False, priority=True),
        Binding("up", "newer", show=False, priority=True),
    ]

    def __init__(self, queries: Sequence[str]) -> None:
        """`queries`: the newest last."""
        super().__init__()
        self._queries = queries[::-1]
        self._listed: list[str] = []

    def compose(self) -> ComposeResult:
        """What is typed over what it leaves."""
        with Vertical() as box:
            box.border_title = "Asked before"
            yield Input(placeholder="type to narrow", id="find")
            yield OptionList(id="queries", markup=False)
            yield Static("Enter takes it   Ctrl+R older   Esc closes")

    def on_mount(self) -> None:
        """List everything."""
        self.query_one(Input).cursor_blink = False
        self.query_one(OptionList).can_focus = False
        self._list("")

    def on_input_changed(self, changed: Input.Changed) -> None:
        """List what contains the words typed."""
        self._list(changed.value)

    def on_input_submitted(self) -> None:
        """Take the highlighted query."""
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Close with it."""
        self.dismiss(self._listed[selected.option_index])

    def on_click(self, click: events.Click) -> None:
        """A click beside the box closes it."""
        if click.widget is self:
            self.dismiss(None)

    def action_older(self) -> None:
        """Go to the query asked before."""
        self.query_one(OptionList).action_cursor_down()

    def action_newer(self) -> None:
        """Go to the query asked after."""
        self.query_one(OptionList).action_cursor_up()

    def _list(self, text: str) -> None:
        wanted = fold(text).split()
        self._listed = [q for q in self._queries if all(word in fold(q) for word in wanted)]
        lines = self.query_one(OptionList)
        lines.clear_options()
        lines.add_options(Option(Content(query)) for query in self._listed)
        if self._listed:
            lines.highlighted = 0
