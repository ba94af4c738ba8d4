"""Going to a date: a line that takes one as people write it, and says where it leads."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.text import harmless
from tui.when import BadDate, When, read

Look = Callable[[When], str]
"""Says what stands at a date."""


class GoToScreen(ModalScreen[When | None]):
    """Asks for a date; gives it back, or None."""

    DEFAULT_CSS = """
    GoToScreen {
        align: center middle;
        background: $background 60%;
        Vertical {
            width: 64; max-width: 100%; height: auto;
            background: $surface; border: solid $primary; padding: 0 1;
        }
        Input, Input:focus { border: none; height: 1; padding: 0; background: $panel; }
        Input > .input--placeholder { color: $muted; }
        Static { color: $muted; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #there { color: $foreground; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._date: When | None = None

    def compose(self) -> ComposeResult:
        """A line for the date, and what stands there."""
        with Vertical() as box:
            box.border_title = "Go to a date"
            yield Input(placeholder="2024-03, 2 mar 2024, spring 2024, today", id="date")
            yield Static(id="there", markup=False)
            yield Static("Enter goes there   Esc closes")

    def on_mount(self) -> None:
        """A blinking cursor would send bytes while nothing changes."""
        self.query_one(Input).cursor_blink = False

    def on_input_changed(self, changed: Input.Changed) -> None:
        """Say at once what is understood."""
        self._date = None
        said = ""
        if text := changed.value.strip():
            try:
                self._date = read(text, datetime.date.today())
                said = self._look(self._date)
            except BadDate as error:
                said = str(error)
        self.query_one("#there", Static).update(Content(harmless(said)))

    def on_input_submitted(self) -> None:
        """Close with a date that was understood."""
        if self._date is not None:
            self.dismiss(self._date)
