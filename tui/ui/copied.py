"""What was copied, shown where the clipboard may not have it: to select, or to fetch as a file."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class CopiedScreen(ModalScreen[bool]):
    """Shows a text from the left edge on, so that the terminal selects nothing but it.

    Gives back whether the reader finds that pasting works here.
    """

    DEFAULT_CSS = """
    CopiedScreen {
        background: $background;
        #said { padding: 0 1; color: $foreground; background: $panel; height: auto; }
        VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
        #text { height: auto; }
        #keys-here { color: $muted; height: 1; padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(False)", show=False),
        Binding("enter", "trust", show=False, priority=True),
        Binding("j", "scroll('down')", show=False),
        Binding("k", "scroll('up')", show=False),
    ]

    def __init__(self, text: str, said: str, may_work: bool) -> None:
        """`said` tells where the text is; `may_work` that it was sent to the terminal."""
        super().__init__()
        self._text = text
        self._said = said
        self._may_work = may_work

    def compose(self) -> ComposeResult:
        """What happened, the text, and the keys."""
        yield Static(Content(self._said), id="said")
        with VerticalScroll():
            yield Static(Content(self._text.rstrip("\n")), id="text")
        keys = ["Esc back", "Shift and the mouse select"]
        if self._may_work:
            keys.insert(0, "Enter pasting works, ask no more")
        yield Static("   ".join(keys), id="keys-here")

    def action_trust(self) -> None:
        """Close it for good, where there is something to trust."""
        self.dismiss(self._may_work)

    def action_scroll(self, way: str) -> None:
        """As everywhere by letters."""
        scroll = self.query_one(VerticalScroll)
        (scroll.scroll_down if way == "down" else scroll.scroll_up)(animate=False)
