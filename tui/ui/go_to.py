"""Going to a date: a line that takes one as people write it, and says where it leads."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui.text import harmless
from tui.ui.line_screen import LineScreen
from tui.when import BadDate, When, read

Look = Callable[[When], str]
"""Says what stands at a date."""


class GoToScreen(LineScreen[When | None]):
    """Asks for a date; gives it back, or None."""

    DEFAULT_CSS = """
    GoToScreen #there { color: $foreground; }
    """

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
