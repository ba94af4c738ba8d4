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
