"""Following a link or a tour: what there is to choose from, and where it leads."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from tui.describe import MOST_LINKS, MOST_READ
from tui.search import Linked, Timeline
from tui.text import counted, harmless
from tui.ui.chooser import choose

if TYPE_CHECKING:
    from tui.ui.app import ExplorerApp


def follow(app: ExplorerApp, timeline: Timeline, is_onward: bool) -> None:
    """Go to what came of the event, or to what it came of; where there are several, ask which."""
    event = app.explorer.event
    if event is None:
        return
    read = islice(timeline.linked(event, app.explorer.as_of), MOST_READ)
    links = list(islice((link for link in read if link.is_onward is is_onward), MOST_LINKS))

    def go(index: int) -> None:
        target = links[index].event
        if target is not None:
            app.explorer.walk_to(target)
        else:
            app.tell(f"{harmless(links[index].id)} is not in this file.")

    if not links:
        what, key = ("came of", "<") if is_onward else ("led to", ">")
        app.tell(f"No link says what {what} this event; {key} looks the other way.")
    elif len(links) == 1:
        go(0)
    else:
        labels = [_label(timeline, link) for link in links]
        summaries = [harmless(link.event.summary) if link.event else "" for link in links]
        choose(app, "What came of it" if is_onward else "What it came of", labels, summaries, go)


def choose_tour(app: ExplorerApp) -> None:
    """Ask which tour is wanted, and go to its first stop."""
    tours = [tour for tour in app.explorer.header.tours if tour.stops]
    if not tours:
        app.tell("There are no tours in this timeline.")
        return
    labels = [f"{harmless(tour.title)}, {counted(len(tour.stops), 'stop')}" for tour in tours]
    descriptions = [harmless(tour.description) for tour in tours]
    choose(app, "Tours", labels, descriptions, lambda index: app.explorer.visit(tours[index], 0))


def _label(timeline: Timeline, link: Linked) -> str:
    """The link in the words of the detail pane."""
    if link.event is None:
        return harmless(f"{link.word}: {link.id} (not in this file)")
    return harmless(f"{link.word}: {timeline.label(link.event)}, {link.event.title}")
