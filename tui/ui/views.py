"""Saved views: the name that is asked for, and the lines of the palette."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.markup import escape
from textual.widgets import Input, Static

from tui.notebook import Notebook, NotebookError, View
from tui.text import harmless
from tui.ui.line_screen import LineScreen


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
        notebook.save(msgspec.structs.replace(view, name=name))
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


class NameScreen(LineScreen[str | None]):
    """Asks for the name of a view; gives it back, or None."""

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

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """Close with a name that can be seen."""
        name = harmless(submitted.value).strip()
        if name:
            self.dismiss(name)
