"""A line to type in, in the middle of the screen."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

Given = TypeVar("Given")


class LineScreen(ModalScreen[Given]):
    """Asks for one line, with lines of explanation about it; Esc closes it with None."""

    DEFAULT_CSS = """
    LineScreen {
        align: center middle;
        background: $background 60%;
        Vertical {
            width: 64; max-width: 100%; height: auto;
            background: $surface; border: solid $primary; padding: 0 1;
        }
        Input, Input:focus { border: none; height: 1; padding: 0; background: $panel; }
        Input > .input--placeholder { color: $muted; }
        Static { color: $muted; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def on_mount(self) -> None:
        """A blinking cursor would send bytes while nothing changes."""
        self.query_one(Input).cursor_blink = False
