"""Saved views: the name that is asked for, and the lines of the palette."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.markup import escape
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.notebook import Notebook, NotebookError, View
from tui.text import harmless


class Line(NamedTuple):
    """A line of the palette about a saved view."""

    title: str
    help: str
    view: View
    forgets: bool


def palette(notebook: Notebook) -> Iterator[Line]:
    """Each view to open, then each to forget, as markup. Raises NotebookError."""
    views = notebook.views()
    for forgets, title in ((False, "View: "), (True, "Forget view: ")):
        for view in views:
            yield Line(f"{title}{escape(view.name)}", escape(said(view)), view, forgets)


def said(view: View) -> str:
    """What a view shows."""
    return harmless(view.query) or "all events"


def save(notebook: Notebook, view: View, name: str) -> str:
    """Keep the view under that name; what came of it, in a sentence."""
    try:
        notebook.save(View(name, view.query, view.event, view.panel))
    except NotebookError as error:
        return str(error)
    return f'Saved as "{harmless(name).strip()}"; Ctrl+P lists the views.'


def forget(notebook: Notebook, view: View) -> str:
    """Keep the view no longer; what came of it, in a sentence."""
    try:
        notebook.forget(view.name)
    except NotebookError as error:
        return str(error)
    return f'The view "{view.name}" is forgotten.'


class NameScreen(ModalScreen[str | None]):
    """Asks for the name of a view; gives it back, or None."""

    DEFAULT_CSS = """
    NameScreen {
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

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view

    def compose(self) -> ComposeResult:
        """What is saved, and a line for the name."""
        with Vertical() as box:
            box.border_title = "Save this view"
            yield Static(Content(said(self._view)))
            yield Input(placeholder="a name for it", id="name")
            yield Static("Enter saves it; the same name replaces   Esc closes")

    def on_mount(self) -> None:
        """A blinking cursor would send bytes while nothing changes."""
        self.query_one(Input).cursor_blink = False

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """Close with a name that can be seen."""
        name = harmless(submitted.value).strip()
        if name:
            self.dismiss(name)
