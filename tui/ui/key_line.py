"""The last line of the screen: the most useful keys of the focused pane."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.ui.commands import Owner, footer


class KeyLine(Widget):
    """Keys and what they do, as many as fit."""

    DEFAULT_CSS = """
    KeyLine { height: 1; background: $panel; color: $muted; }
    """

    owner: reactive[Owner] = reactive("timeline")
    """The pane whose keys are shown."""

    def render(self) -> Content:
        """The keys that fit, in the order of `footer`."""
        line = Content(" ")
        for key, word in footer(self.owner):
            gap = "  " if len(line) > 1 else ""
            part = Content.assemble(gap, (key, "bold $foreground"), f" {word}")
            if line.cell_length + part.cell_length > self.size.width:
                break
            line += part
        return line
