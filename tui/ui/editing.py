"""Editing the file that an event stands in, and showing what came of it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.app import SuspendNotSupported

from tui.search import NotEditableError
from tui.text import harmless
from tui.ui import editor
from tui.ui.chooser import Choice, ChooserScreen

if TYPE_CHECKING:
    from tui.event import Event
    from tui.search import Timeline
    from tui.ui.app import ExplorerApp

COPY: Final = "events.json"
"""What a copy of the built-in chronology is called, in the folder that the program runs in."""


def edit_event(app: ExplorerApp, timeline: Timeline, event: Event | None) -> None:
    """Open the event's line in the reader's editor; of an installed chronology, in a copy."""
    if event is None:
        app.tell("There is no event to edit.")
    elif timeline.is_installed:
        _offer_copy(app, timeline, event)
    else:
        _edit(app, timeline, event)


def _offer_copy(app: ExplorerApp, timeline: Timeline, event: Event) -> None:
    path = Path.cwd() / COPY
    if path.exists():
        app.tell(f"The built-in chronology is not edited; `haiti-timeline {COPY}` opens your copy.")
        return

    def taken(index: int | None) -> None:
        if index != 0:
            return
        try:
            timeline.take_copy(str(path))
        except OSError as error:
            why = (error.strerror or "unknown").lower()
            app.tell(f"{harmless(str(path))} cannot be written: {why}.")
            return
        _edit(app, timeline, event)

    help_ = "and go on with it; updates of the program leave it alone"
    choices = [Choice("c", f"Copy it to {COPY} here", help_)]
    app.push_screen(ChooserScreen("The built-in chronology is not edited", choices), taken)


def _edit(app: ExplorerApp, timeline: Timeline, event: Event) -> None:
    try:
        where = timeline.where(event)
        command = editor.arguments(os.environ, shutil.which, where.path, where.line)
        before = editor.state(where.path)
        with app.away():
            code = subprocess.run(command, check=False).returncode
    except (NotEditableError, editor.NoEditorError) as error:
        app.tell(harmless(str(error)))
        return
    except (OSError, SuspendNotSupported):
        app.tell("The editor cannot be opened from here.")
        return
    if editor.state(where.path) != before:
        app.explorer.read_edited(event)
    elif code:
        app.tell(f"{harmless(command[0])} ended with {code}; nothing was changed.")
    else:
        app.tell("Nothing was saved. If you save later, r reads the file again.")
