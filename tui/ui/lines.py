"""Lines that a widget draws itself, as many as it says."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView


class Lines(ScrollView):
    """A scroll view whose number of lines may change at every key.

    Textual lays the whole screen out anew where `virtual_size` is set, and repaints most of it; but
    lines that are drawn to the width of their widget change nothing but its scrollbar.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def set_count(self, lines: int) -> None:
        """Have that many lines, and draw them all anew."""
        self.virtual_size = Size(1, lines)
        self._scroll_update(self.virtual_size)
        self.refresh()


class FramedLines(Lines):
    """Lines under a title that shows whether they have the focus."""

    DEFAULT_CSS = """
    FramedLines {
        color: $foreground;
        border-top: solid $rule;
        border-title-color: $muted;
        border-title-style: none;
        border-title-align: left;
        scrollbar-size-vertical: 1;
        scrollbar-color: $rule;
        overflow-x: hidden;
        overflow-y: scroll;
        &:focus {
            border-top: solid $primary;
            border-title-color: $primary;
            border-title-style: bold;
        }
    }
    """
