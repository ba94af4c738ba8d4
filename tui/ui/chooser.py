"""A few lines to choose from, each on a key, with what the highlighted one would give."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final, NamedTuple

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.text import cells, fit

KEYS: Final = "123456789abcdefghilmnoprstuvwxyz"
"""For lines without a letter of their own; j, k and q go and leave."""

WIDEST: Final = 100
"""Cells of the box; longer lines are hard to read."""

_FRAME: Final = 4
"""Rows of the box that are neither lines nor what these give: borders, rule and keys."""


class Choice(NamedTuple):
    """A line: the key that takes it, what it is, and what is to know of that."""

    key: str
    label: str
    help: str = ""


class ChooserScreen(ModalScreen[int | None]):
    """Gives back which line was taken, or None."""

    DEFAULT_CSS = """
    ChooserScreen {
        align: center middle;
        background: $background 60%;
        Vertical {
            width: 100%; max-width: 100; height: auto; max-height: 100%;
            background: $surface; border: solid $primary; padding: 0 1;
        }
        OptionList, OptionList:focus {
            height: auto; border: none; padding: 0; background: $surface;
            scrollbar-size-vertical: 1; overflow-x: hidden;
        }
        OptionList > .option-list--option-highlighted { background: $cursor; color: $foreground; }
        #preview {
            color: $foreground; height: auto; border-top: solid $rule; overflow: hidden hidden;
        }
        #keys-here { color: $muted; height: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", show=False),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        preview: Callable[[int], str] | None = None,
        start: int = 0,
    ) -> None:
        """`preview` says what each line would give."""
        super().__init__()
        self._title = title
        self._choices = choices
        self._previews = [preview(index) for index in range(len(choices))] if preview else []
        self._start = start

    def compose(self) -> ComposeResult:
        """The lines over what they give."""
        with Vertical() as box:
            box.border_title = self._title
            yield OptionList(id="choices", markup=False)
            yield Static(id="preview", markup=False)
            yield Static("Enter or its key takes it   Esc closes", id="keys-here")

    def on_mount(self) -> None:
        """Begin at the line that is likely meant."""
        self._fill()

    def on_resize(self) -> None:
        """Use the room there is."""
        self._fill()

    def _fill(self) -> None:
        lines = self.query_one(OptionList)
        at = self._start if lines.highlighted is None else lines.highlighted
        width = min(self.size.width, WIDEST) - 4
        rows = self.size.height - _FRAME - len(self._choices)
        needed = max((_rows(text, width) for text in self._previews), default=0)
        preview = self.query_one("#preview", Static)
        preview.display = bool(needed) and rows >= min(needed, 3)
        preview.styles.height = min(needed, rows) + 1  # one height for all: nothing jumps
        lines.styles.max_height = max(1, self.size.height - _FRAME)
        label = max(cells(choice.label) for choice in self._choices)
        lines.clear_options()
        for choice in self._choices:
            line = f"{choice.key}  {choice.label}"
            if choice.help:
                line += " " * (label - cells(choice.label) + 2) + choice.help
            lines.add_option(Option(Content(fit(line, width))))
        lines.highlighted = at

    def on_option_list_option_highlighted(self, lit: OptionList.OptionHighlighted) -> None:
        """Show what it would give."""
        if self._previews:
            self.query_one("#preview", Static).update(Content(self._previews[lit.option_index]))

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Close with it."""
        self.dismiss(selected.option_index)

    def on_key(self, key: events.Key) -> None:
        """Take the line with that key."""
        for index, choice in enumerate(self._choices):
            if key.character == choice.key.strip():
                key.stop()
                self.dismiss(index)
                return

    def on_click(self, click: events.Click) -> None:
        """A click beside the box closes it."""
        if click.widget is self:
            self.dismiss(None)

    def action_down(self) -> None:
        """Go to the next line."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Go to the line before."""
        self.query_one(OptionList).action_cursor_up()


def choose(
    app: App[Any], title: str, labels: list[str], previews: list[str], go: Callable[[int], None]
) -> None:
    """Ask which of several is wanted, each on a key, and go on with its number."""

    def taken(index: int | None) -> None:
        if index is not None:
            go(index)

    choices = [
        Choice(KEYS[index] if index < len(KEYS) else " ", label)
        for index, label in enumerate(labels)
    ]
    preview = previews.__getitem__ if any(previews) else None
    app.push_screen(ChooserScreen(title, choices, preview), taken)


def _rows(text: str, width: int) -> int:
    """The rows that a text takes, or nearly: words are not broken."""
    lines = text.rstrip("\n").split("\n")
    return sum(max(1, math.ceil(cells(line) / max(width, 1))) for line in lines)
