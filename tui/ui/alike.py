"""Asking for the events that are of the same category as the one that is read, or by an actor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tui.query.edit import toggled
from tui.text import harmless
from tui.ui.chooser import choose

if TYPE_CHECKING:
    from tui.ui.app import ExplorerApp


def ask_alike(app: ExplorerApp, field: Literal["category", "actor"]) -> None:
    """Put what the event has of that field into the query, or take it out where it stands there.

    Where there are several actors, ask which.
    """
    event, header = app.explorer.event, app.explorer.header
    if event is None:
        return
    if field == "category":
        labels = [header.category(event.category).label] if event.category else []
    else:
        labels = [header.actor(actor).label for actor in event.actors]

    def ask(index: int) -> None:
        app.explorer.ask(str(toggled(app.explorer.asked, field, labels[index], exclude=False)))

    if not labels:
        app.tell(f"This event {'has no category' if field == 'category' else 'names no actor'}.")
    elif len(labels) == 1:
        ask(0)
    else:
        choose(app, "By whom", [harmless(label) for label in labels], [], ask)
